//! Attention of one window (Vaswani et al. 2017).

use super::math::softmax_row;

/// Queries whose scores are made together.
const TILE: usize = 4;

/// For each piece the mean of all values, weighed by how its query meets their keys, head by head.
///
/// `qkv` has a row of queries, keys and values a piece, `out` a row of `dim` values a piece. `dim / heads` must be 32.
pub fn attention(qkv: &[f32], heads: usize, dim: usize, scratch: &mut Vec<f32>, out: &mut [f32]) {
    assert!(dim == heads * WIDTH && qkv.len().is_multiple_of(3 * dim) && out.len() * 3 == qkv.len());
    let n = qkv.len() / (3 * dim);
    // Keys stand a column a piece, padded so that every run of sixteen is whole.
    let padded = n.div_ceil(16) * 16;
    scratch.clear();
    scratch.resize(padded * (WIDTH + TILE), 0.0);
    let (keys, scores) = scratch.split_at_mut(padded * WIDTH);
    let scale = 1.0 / (WIDTH as f32).sqrt();
    for head in 0..heads {
        for j in 0..n {
            let key = &qkv[j * 3 * dim + dim + head * WIDTH..][..WIDTH];
            for (i, &v) in key.iter().enumerate() {
                keys[i * padded + j] = v * scale;
            }
        }
        let job = Head { qkv, stride: 3 * dim, dim, at: head * WIDTH, n, padded };
        #[cfg(target_arch = "x86_64")]
        if super::avx2::available() {
            // SAFETY: the processor has the instructions that the function is compiled for.
            unsafe { job.mix_avx2(keys, scores, out) };
            continue;
        }
        job.mix(keys, scores, out);
    }
}

/// Values a head has.
const WIDTH: usize = 32;

/// One head of a window.
struct Head<'a> {
    qkv: &'a [f32],
    stride: usize,
    dim: usize,
    at: usize,
    n: usize,
    padded: usize,
}

impl Head<'_> {
    fn query(&self, piece: usize) -> &[f32] {
        &self.qkv[piece * self.stride + self.at..][..WIDTH]
    }

    fn value(&self, piece: usize) -> &[f32] {
        &self.qkv[piece * self.stride + 2 * self.dim + self.at..][..WIDTH]
    }

    /// Plain version, for processors without AVX2 and for tests.
    fn mix(&self, keys: &[f32], scores: &mut [f32], out: &mut [f32]) {
        let row = &mut scores[..self.padded];
        for piece in 0..self.n {
            row.fill(0.0);
            for (i, &q) in self.query(piece).iter().enumerate() {
                let column = &keys[i * self.padded..][..self.padded];
                row.iter_mut().zip(column).for_each(|(score, k)| *score += q * k);
            }
            softmax_row(&mut row[..self.n]);
            let sum = &mut out[piece * self.dim + self.at..][..WIDTH];
            sum.fill(0.0);
            for (j, &p) in row[..self.n].iter().enumerate() {
                sum.iter_mut().zip(self.value(j)).for_each(|(s, v)| *s += p * v);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn mix_avx2(&self, keys: &[f32], scores: &mut [f32], out: &mut [f32]) {
        let mut first = 0;
        while first < self.n {
            let take = TILE.min(self.n - first);
            if take == TILE {
                self.scores_avx2::<TILE>(first, keys, scores)
            } else {
                for t in 0..take {
                    self.scores_avx2::<1>(first + t, keys, &mut scores[t * self.padded..]);
                }
            }
            for row in scores.chunks_exact_mut(self.padded).take(take) {
                super::avx2::softmax_row(&mut row[..self.n]);
            }
            let mut t = 0;
            while t < take {
                if t + 1 < take {
                    self.values_avx2::<2>(first + t, &scores[t * self.padded..], out);
                    t += 2;
                } else {
                    self.values_avx2::<1>(first + t, &scores[t * self.padded..], out);
                    t += 1;
                }
            }
            first += take;
        }
    }

    /// Scores of `Q` queries from `first` on towards all keys.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn scores_avx2<const Q: usize>(&self, first: usize, keys: &[f32], scores: &mut [f32]) {
        use std::arch::x86_64::*;
        let padded = self.padded;
        assert!(padded.is_multiple_of(16) && keys.len() == padded * WIDTH && scores.len() >= Q * padded);
        let mut queries = [[0f32; WIDTH]; Q];
        for (q, query) in queries.iter_mut().enumerate() {
            query.copy_from_slice(self.query(first + q));
        }
        let mut j = 0;
        while j < padded {
            let mut sums = [[_mm256_setzero_ps(); 2]; Q];
            #[allow(clippy::needless_range_loop, reason = "i is a column of all queries and of the keys")]
            for i in 0..WIDTH {
                // SAFETY: j + 16 <= padded, and there are WIDTH columns of padded keys.
                let (k0, k1) = unsafe {
                    let column = keys.as_ptr().add(i * padded + j);
                    (_mm256_loadu_ps(column), _mm256_loadu_ps(column.add(8)))
                };
                for q in 0..Q {
                    let x = _mm256_set1_ps(queries[q][i]);
                    sums[q][0] = _mm256_fmadd_ps(x, k0, sums[q][0]);
                    sums[q][1] = _mm256_fmadd_ps(x, k1, sums[q][1]);
                }
            }
            for (q, sum) in sums.iter().enumerate() {
                // SAFETY: by the assertion a row of padded scores stands at q * padded.
                unsafe {
                    let row = scores.as_mut_ptr().add(q * padded + j);
                    _mm256_storeu_ps(row, sum[0]);
                    _mm256_storeu_ps(row.add(8), sum[1]);
                }
            }
            j += 16;
        }
    }

    /// Weighed means of the values for `Q` pieces from `first` on.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn values_avx2<const Q: usize>(&self, first: usize, weights: &[f32], out: &mut [f32]) {
        use std::arch::x86_64::*;
        let mut sums = [[_mm256_setzero_ps(); 4]; Q];
        for j in 0..self.n {
            let value = self.value(j);
            let mut v = [_mm256_setzero_ps(); 4];
            for (k, v) in v.iter_mut().enumerate() {
                // SAFETY: a value has WIDTH = 32 numbers.
                *v = unsafe { _mm256_loadu_ps(value.as_ptr().add(8 * k)) };
            }
            for q in 0..Q {
                let p = _mm256_set1_ps(weights[q * self.padded + j]);
                for k in 0..4 {
                    sums[q][k] = _mm256_fmadd_ps(p, v[k], sums[q][k]);
                }
            }
        }
        for (q, sum) in sums.iter().enumerate() {
            let row = &mut out[(first + q) * self.dim + self.at..][..WIDTH];
            for (k, s) in sum.iter().enumerate() {
                // SAFETY: the row has WIDTH = 32 numbers.
                unsafe { _mm256_storeu_ps(row.as_mut_ptr().add(8 * k), *s) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_weighs_values() {
        // Two pieces, one head: the query of the first is far closer to its own key.
        let mut qkv = vec![0f32; 2 * 96];
        qkv[0] = 60.0;
        qkv[32] = 1.0;
        qkv[64] = 5.0;
        qkv[96 + 32] = -1.0;
        qkv[96 + 64] = 7.0;
        let mut out = vec![0f32; 64];
        attention(&qkv, 1, 32, &mut Vec::new(), &mut out);
        assert!((out[0] - 5.0).abs() < 1e-3, "{}", out[0]);
        assert!((out[32] - 6.0).abs() < 1e-3, "{}", out[32]);
    }

    #[test]
    fn plain_and_vector_versions_agree() {
        for n in [1, 5, 16, 23] {
            let qkv: Vec<f32> = (0..n * 192).map(|i| ((i * 7919 % 101) as f32 - 50.0) / 25.0).collect();
            let (mut fast, mut scratch) = (vec![0f32; n * 64], Vec::new());
            attention(&qkv, 2, 64, &mut scratch, &mut fast);
            let mut plain = vec![0f32; n * 64];
            let padded = n.div_ceil(16) * 16;
            for head in 0..2 {
                let mut keys = vec![0f32; padded * WIDTH];
                for j in 0..n {
                    for i in 0..WIDTH {
                        keys[i * padded + j] = qkv[j * 192 + 64 + head * 32 + i] / (WIDTH as f32).sqrt();
                    }
                }
                let job = Head { qkv: &qkv, stride: 192, dim: 64, at: head * 32, n, padded };
                job.mix(&keys, &mut vec![0f32; padded], &mut plain);
            }
            for (a, b) in fast.iter().zip(&plain) {
                assert!((a - b).abs() < 1e-4, "{a} {b} of {n}");
            }
        }
    }
}
