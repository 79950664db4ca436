//! The encoder's functions of single numbers and rows, written so that the compiler turns them into vector instructions.

use multiversion::multiversion;

/// e^x to about 2 units in the last place: 2^n * p(r) with a polynomial for the rest (Cephes, Moshier 1992).
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = if x > 88.0 { 88.0 } else { x };
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + 12_582_912.0;
    let n = shifted - 12_582_912.0;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.987_569_2e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let p = p * r * r + r + 1.0;
    let power = f32::from_bits(((shifted.to_bits() as i32 - 0x4B40_0000 + 127) << 23) as u32);
    p * power
}

/// The error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26).
#[inline(always)]
fn erf(x: f32) -> f32 {
    let a = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * a);
    let p = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_7) * t - 0.284_496_74) * t + 0.254_829_6) * t;
    let y = 1.0 - p * exp(-a * a);
    y.copysign(x)
}

/// x * Phi(x) in place (Hendrycks and Gimpel 2016).
#[multiversion(targets("x86_64+avx2+fma"))]
pub fn gelu(values: &mut [f32]) {
    for v in values {
        *v = 0.5 * *v * (1.0 + erf(*v * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// max(x, 0.1 x) in place.
#[multiversion(targets("x86_64+avx2+fma"))]
pub fn leaky_relu(values: &mut [f32]) {
    for v in values {
        *v = if *v > 0.0 { *v } else { 0.1 * *v };
    }
}

/// `x = norm(x + y)` row by row (Ba et al. 2016).
#[multiversion(targets("x86_64+avx2+fma"))]
pub fn add_norm(x: &mut [f32], y: &[f32], weight: &[f32], bias: &[f32]) {
    let width = weight.len();
    for (row, add) in x.chunks_exact_mut(width).zip(y.chunks_exact(width)) {
        for (a, b) in row.iter_mut().zip(add) {
            *a += b;
        }
        let mean = sum(row) / width as f32;
        for a in row.iter_mut() {
            *a -= mean;
        }
        let inverse = 1.0 / (dot(row, row) / width as f32 + 1e-12).sqrt();
        for ((a, w), b) in row.iter_mut().zip(weight).zip(bias) {
            *a = *a * inverse * w + b;
        }
    }
}

/// Sum in sixteen lanes.
#[inline(always)]
fn sum(row: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let chunks = row.chunks_exact(16);
    let rest: f32 = chunks.remainder().iter().sum();
    for chunk in chunks {
        for (lane, v) in lanes.iter_mut().zip(chunk) {
            *lane += v;
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Dot product in sixteen lanes.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0f32; 16];
    let (x, y) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f32 = x.remainder().iter().zip(y.remainder()).map(|(a, b)| a * b).sum();
    for (x, y) in x.zip(y) {
        for ((lane, a), b) in lanes.iter_mut().zip(x).zip(y) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// `scores[i][j] = a_i . b_j` for all rows of both.
pub fn dots(a: &[f32], b: &[f32], width: usize, scores: &mut Vec<f32>) {
    scores.clear();
    #[cfg(target_arch = "x86_64")]
    if super::avx2::available() {
        // SAFETY: the processor has the instructions that the function is compiled for.
        unsafe { super::avx2::dots(a, b, width, scores) };
        return;
    }
    for x in a.chunks_exact(width) {
        scores.extend(b.chunks_exact(width).map(|y| dot(x, y)));
    }
}

/// Softmax of a row in place; an empty row stays empty.
pub fn softmax_row(row: &mut [f32]) {
    let peak = row.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    row.iter_mut().for_each(|v| *v = exp(*v - peak));
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|v| *v /= sum);
}

/// Softmax of rows of `width` values in place.
pub fn softmax(rows: &mut [f32], width: usize) {
    rows.chunks_exact_mut(width).for_each(softmax_row);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_and_erf_are_close() {
        for i in -800..=800 {
            let x = i as f32 / 10.0;
            assert!((exp(x) - x.exp()).abs() <= x.exp() * 1e-6, "exp({x}) = {}", exp(x));
        }
        for (x, y) in [(0.0, 0.0), (0.5, 0.520_499_9), (-1.0, -0.842_700_8), (3.0, 0.999_977_9)] {
            assert!((erf(x) - y).abs() < 1e-6, "erf({x}) = {}", erf(x));
        }
    }
}
