//! Row functions for processors with AVX2 and FMA, where the compiler does not vectorize the plain versions by itself.
//!
//! Every function here has a plain twin in `math.rs` or `matrix.rs` that says what it computes; tests hold them together.

use std::arch::x86_64::*;

/// Whether this processor can run the functions of this file.
#[inline]
pub fn available() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}

/// e^x in eight lanes, as `math::exp`.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn exp(x: __m256) -> __m256 {
    let set = |v: f32| _mm256_set1_ps(v);
    let x = _mm256_max_ps(_mm256_min_ps(x, set(88.0)), set(-87.0));
    let shifted = _mm256_fmadd_ps(x, set(std::f32::consts::LOG2_E), set(12_582_912.0));
    let n = _mm256_sub_ps(shifted, set(12_582_912.0));
    let r = _mm256_fmadd_ps(n, set(2.121_944_4e-4), _mm256_fnmadd_ps(n, set(0.693_359_4), x));
    let mut p = set(1.987_569_2e-4);
    for c in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        p = _mm256_fmadd_ps(p, r, set(c));
    }
    let p = _mm256_add_ps(_mm256_fmadd_ps(_mm256_mul_ps(p, r), r, r), set(1.0));
    let n = _mm256_sub_epi32(_mm256_castps_si256(shifted), _mm256_set1_epi32(0x4B40_0000 - 127));
    _mm256_mul_ps(p, _mm256_castsi256_ps(_mm256_slli_epi32(n, 23)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn lanes(v: __m256) -> [f32; 8] {
    let mut out = [0f32; 8];
    // SAFETY: `out` has eight numbers.
    unsafe { _mm256_storeu_ps(out.as_mut_ptr(), v) };
    out
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(row: &[f32]) -> __m256 {
    assert!(row.len() >= 8);
    // SAFETY: the row has eight numbers.
    unsafe { _mm256_loadu_ps(row.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(row: &mut [f32], v: __m256) {
    assert!(row.len() >= 8);
    // SAFETY: the row has eight numbers.
    unsafe { _mm256_storeu_ps(row.as_mut_ptr(), v) };
}

/// Softmax of a row in place.
#[target_feature(enable = "avx2,fma")]
pub fn softmax_row(row: &mut [f32]) {
    let mut peaks = _mm256_set1_ps(f32::NEG_INFINITY);
    let whole = row.len() / 8 * 8;
    for chunk in row[..whole].chunks_exact(8) {
        peaks = _mm256_max_ps(peaks, load(chunk));
    }
    let peak = lanes(peaks).iter().chain(&row[whole..]).fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    let (shift, mut sums) = (_mm256_set1_ps(peak), _mm256_setzero_ps());
    for chunk in row[..whole].chunks_exact_mut(8) {
        let v = exp(_mm256_sub_ps(load(chunk), shift));
        sums = _mm256_add_ps(sums, v);
        store(chunk, v);
    }
    let mut sum: f32 = lanes(sums).iter().sum();
    let rest = row.len() - whole;
    if rest > 0 {
        let mut last = [f32::NEG_INFINITY; 8];
        last[..rest].copy_from_slice(&row[whole..]);
        let v = lanes(exp(_mm256_sub_ps(load(&last), shift)));
        sum += v[..rest].iter().sum::<f32>();
        row[whole..].copy_from_slice(&v[..rest]);
    }
    let inverse = _mm256_set1_ps(1.0 / sum);
    for chunk in row[..whole].chunks_exact_mut(8) {
        let v = _mm256_mul_ps(load(chunk), inverse);
        store(chunk, v);
    }
    row[whole..].iter_mut().for_each(|v| *v /= sum);
}

/// Dot product of two rows of one length.
#[target_feature(enable = "avx2,fma")]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let whole = a.len().min(b.len()) / 16 * 16;
    let (mut x, mut y) = (_mm256_setzero_ps(), _mm256_setzero_ps());
    let mut at = 0;
    while at < whole {
        x = _mm256_fmadd_ps(load(&a[at..]), load(&b[at..]), x);
        y = _mm256_fmadd_ps(load(&a[at + 8..]), load(&b[at + 8..]), y);
        at += 16;
    }
    let rest: f32 = a[whole..].iter().zip(&b[whole..]).map(|(a, b)| a * b).sum();
    lanes(_mm256_add_ps(x, y)).iter().sum::<f32>() + rest
}

/// `scores[i * rows(b) + j] = a_i . b_j`.
#[target_feature(enable = "avx2,fma")]
pub fn dots(a: &[f32], b: &[f32], width: usize, scores: &mut Vec<f32>) {
    for x in a.chunks_exact(width) {
        for y in b.chunks_exact(width) {
            scores.push(dot(x, y));
        }
    }
}

/// Largest magnitude of a row.
#[target_feature(enable = "avx2")]
pub fn peak(row: &[f32]) -> f32 {
    let sign = _mm256_set1_ps(-0.0);
    let mut peaks = _mm256_setzero_ps();
    let whole = row.len() / 8 * 8;
    for chunk in row[..whole].chunks_exact(8) {
        peaks = _mm256_max_ps(peaks, _mm256_andnot_ps(sign, load(chunk)));
    }
    row[whole..].iter().map(|v| v.abs()).chain(lanes(peaks)).fold(0f32, |a, b| if b > a { b } else { a })
}

/// Rounds `v * factor` to 16 bits, to even at the half.
#[target_feature(enable = "avx2")]
pub fn round(row: &[f32], factor: f32, out: &mut [i16]) {
    let scale = _mm256_set1_ps(factor);
    let whole = row.len() / 16 * 16;
    assert!(out.len() >= row.len());
    let mut at = 0;
    while at < whole {
        let a = _mm256_cvtps_epi32(_mm256_mul_ps(load(&row[at..]), scale));
        let b = _mm256_cvtps_epi32(_mm256_mul_ps(load(&row[at + 8..]), scale));
        let packed = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0b11_01_10_00);
        // SAFETY: at + 16 <= row.len() <= out.len().
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().add(at).cast(), packed) };
        at += 16;
    }
    for (o, v) in out[whole..].iter_mut().zip(&row[whole..]) {
        *o = (v * factor).round_ties_even() as i16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_those_of_the_plain_functions() {
        if !available() {
            return;
        }
        for n in [1, 7, 8, 16, 37] {
            let row: Vec<f32> = (0..n).map(|i| ((i * 7919 % 101) as f32 - 50.0) / 7.0).collect();
            // SAFETY: the processor has been asked.
            unsafe {
                let mut soft = row.clone();
                softmax_row(&mut soft);
                let total: f32 = row.iter().map(|v| v.exp()).sum();
                for (a, v) in soft.iter().zip(&row) {
                    assert!((a - v.exp() / total).abs() < 1e-6);
                }
                assert_eq!(peak(&row), row.iter().fold(0f32, |a, v| a.max(v.abs())));
                let product: f32 = row.iter().map(|v| v * v).sum();
                assert!((dot(&row, &row) - product).abs() < 1e-3 * product.max(1.0));
                let mut rounded = vec![0; n];
                round(&row, 100.0, &mut rounded);
                let plain: Vec<i16> = row.iter().map(|v| (v * 100.0).round_ties_even() as i16).collect();
                assert_eq!(rounded, plain);
            }
        }
    }
}
