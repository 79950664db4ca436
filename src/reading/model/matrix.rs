//! Products with quantized weight matrices: nearly all of the reader's time is spent here.
//!
//! Weights have 8 bits with a scale an output, activations 14 bits with a scale a row (dynamic quantization as in
//! Jacob et al. 2018, with wider activations). `vpmaddwd` multiplies sixteen such pairs at once and adds them into 32 bits
//! without overflow (docs/architecture.md has a comparison with a float product). The same arithmetic runs in plain Rust elsewhere.

/// Largest magnitude of a quantized activation: 8191 * 127 * 1536 stays below 2^31.
const ACTIVATION_MAX: f32 = 8191.0;
/// Longest row for which a sum can not overflow.
const MAX_INPUTS: usize = 1536;
/// Outputs side by side in a panel: two registers of eight.
const PANEL: usize = 16;
/// Rows that the kernel takes at a time.
const ROWS: usize = 6;

/// A linear layer `y = W x + b` with quantized weights.
pub struct Linear {
    inputs: usize,
    outputs: usize,
    /// By panel of 16 outputs, by pair of inputs: 16 outputs of two neighbouring inputs each.
    panels: Vec<i16>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of activations, quantized.
#[derive(Default)]
pub struct Quantized {
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Linear {
    /// From weights in row-major order (an output a row) with a scale a row.
    ///
    /// # Panics
    /// Where the sizes don't fit together; the model file is checked before.
    pub fn new(weights: &[i8], scales: &[f32], bias: &[f32], inputs: usize) -> Self {
        let outputs = scales.len();
        assert!(inputs <= MAX_INPUTS && weights.len() == inputs * outputs && bias.len() == outputs);
        let (pairs, blocks) = (inputs.div_ceil(2), outputs.div_ceil(PANEL));
        let mut panels = vec![0i16; blocks * pairs * PANEL * 2];
        for (panel, rows) in panels.chunks_exact_mut(pairs * PANEL * 2).zip(weights.chunks(inputs * PANEL)) {
            for (pair, to) in panel.as_chunks_mut::<{ PANEL * 2 }>().0.iter_mut().enumerate() {
                let second = 2 * pair + 1 < inputs;
                for (o, row) in rows.chunks_exact(inputs).enumerate().take(PANEL) {
                    to[2 * o] = i16::from(row[2 * pair]);
                    if second {
                        to[2 * o + 1] = i16::from(row[2 * pair + 1]);
                    }
                }
            }
        }
        let pad = |v: &[f32]| {
            let mut v = v.to_vec();
            v.resize(blocks * PANEL, 0.0);
            v
        };
        Self { inputs, outputs, panels, scales: pad(scales), bias: pad(bias) }
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The products of all rows of `input` (row-major), in row-major order into `output`, which is resized.
    pub fn apply(&self, input: &[f32], scratch: &mut Quantized, output: &mut Vec<f32>) {
        scratch.fill(input, self.inputs);
        self.apply_quantized(scratch, output);
    }

    /// As [`Linear::apply`], on rows that are quantized already.
    pub fn apply_quantized(&self, input: &Quantized, output: &mut Vec<f32>) {
        let rows = input.scales.len();
        // What was there before is written over.
        output.resize(rows * self.outputs, 0.0);
        #[cfg(target_arch = "x86_64")]
        if super::avx2::available() {
            // SAFETY: the processor has the instructions that the function is compiled for.
            unsafe { self.product_avx2(input, output) };
            return;
        }
        self.product(input, output);
    }

    fn pairs(&self) -> usize {
        self.inputs.div_ceil(2)
    }

    /// Plain version of the product, for processors without AVX2 and for tests.
    fn product(&self, input: &Quantized, output: &mut [f32]) {
        let (pairs, stride) = (self.pairs(), self.pairs() * 2);
        for (block, panel) in self.panels.chunks_exact(pairs * PANEL * 2).enumerate() {
            let first = block * PANEL;
            let width = PANEL.min(self.outputs - first);
            for (r, row) in input.values.chunks_exact(stride).enumerate() {
                let mut sums = [0i32; PANEL];
                for (pair, weights) in row.chunks_exact(2).zip(panel.chunks_exact(PANEL * 2)) {
                    let (a, b) = (i32::from(pair[0]), i32::from(pair[1]));
                    for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                        *sum += a * i32::from(w[0]) + b * i32::from(w[1]);
                    }
                }
                let out = &mut output[r * self.outputs + first..][..width];
                for (j, o) in out.iter_mut().enumerate() {
                    *o = sums[j] as f32 * (input.scales[r] * self.scales[first + j]) + self.bias[first + j];
                }
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn product_avx2(&self, input: &Quantized, output: &mut [f32]) {
        let (pairs, stride) = (self.pairs(), self.pairs() * 2);
        let rows = input.scales.len();
        for (block, panel) in self.panels.chunks_exact(pairs * PANEL * 2).enumerate() {
            let first = block * PANEL;
            let mut row = 0;
            while row < rows {
                let take = (rows - row).min(ROWS);
                let values = &input.values[row * stride..(row + take) * stride];
                let mut tile = Tile {
                    scales: &input.scales[row..row + take],
                    weight_scales: &self.scales[first..first + PANEL],
                    bias: &self.bias[first..first + PANEL],
                    output: &mut output[row * self.outputs + first..],
                    stride: self.outputs,
                    width: PANEL.min(self.outputs - first),
                };
                match take {
                    6 => tile.fill_avx2::<6>(values, panel),
                    5 => tile.fill_avx2::<5>(values, panel),
                    4 => tile.fill_avx2::<4>(values, panel),
                    3 => tile.fill_avx2::<3>(values, panel),
                    2 => tile.fill_avx2::<2>(values, panel),
                    _ => tile.fill_avx2::<1>(values, panel),
                }
                row += take;
            }
        }
    }
}

/// A few rows of one panel's outputs.
#[cfg(target_arch = "x86_64")]
struct Tile<'a> {
    scales: &'a [f32],
    weight_scales: &'a [f32],
    bias: &'a [f32],
    output: &'a mut [f32],
    stride: usize,
    width: usize,
}

#[cfg(target_arch = "x86_64")]
impl Tile<'_> {
    #[target_feature(enable = "avx2,fma")]
    fn fill_avx2<const R: usize>(&mut self, values: &[i16], panel: &[i16]) {
        use std::arch::x86_64::*;
        let stride = values.len() / R;
        assert!(values.len() == R * stride && panel.len() == stride * PANEL);
        let mut sums = [[_mm256_setzero_si256(); 2]; R];
        let (a, b) = (values.as_ptr(), panel.as_ptr());
        for pair in 0..stride / 2 {
            // SAFETY: by the assertion above, row r has `stride` values and the panel 32 values a pair of them.
            unsafe {
                let w0 = _mm256_loadu_si256(b.add(pair * 2 * PANEL).cast());
                let w1 = _mm256_loadu_si256(b.add(pair * 2 * PANEL + 16).cast());
                for (r, sum) in sums.iter_mut().enumerate() {
                    let x = _mm256_set1_epi32(a.add(r * stride + pair * 2).cast::<i32>().read_unaligned());
                    sum[0] = _mm256_add_epi32(sum[0], _mm256_madd_epi16(x, w0));
                    sum[1] = _mm256_add_epi32(sum[1], _mm256_madd_epi16(x, w1));
                }
            }
        }
        for (r, sum) in sums.iter().enumerate() {
            let mut line = [0f32; PANEL];
            for half in 0..2 {
                // SAFETY: `line`, `weight_scales` and `bias` hold sixteen values each.
                unsafe {
                    let scale = _mm256_mul_ps(
                        _mm256_set1_ps(self.scales[r]),
                        _mm256_loadu_ps(self.weight_scales[half * 8..half * 8 + 8].as_ptr()),
                    );
                    let bias = _mm256_loadu_ps(self.bias[half * 8..half * 8 + 8].as_ptr());
                    let value = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sum[half]), scale, bias);
                    _mm256_storeu_ps(line[half * 8..half * 8 + 8].as_mut_ptr(), value);
                }
            }
            let out = &mut self.output[r * self.stride..];
            if self.width == PANEL {
                out[..PANEL].copy_from_slice(&line);
            } else {
                out[..self.width].copy_from_slice(&line[..self.width]);
            }
        }
    }
}

impl Quantized {
    /// Quantizes rows of `width` values each, by the largest magnitude of each row.
    pub fn fill(&mut self, rows: &[f32], width: usize) {
        let stride = width.div_ceil(2) * 2;
        let count = rows.len() / width;
        if stride != width {
            self.values.clear();
        }
        self.values.resize(count * stride, 0);
        self.scales.resize(count, 0.0);
        quantize(rows, width, &mut self.values, stride, &mut self.scales);
    }
}

fn quantize(rows: &[f32], width: usize, values: &mut [i16], stride: usize, scales: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    let fast = super::avx2::available();
    for ((row, out), scale) in rows.chunks_exact(width).zip(values.chunks_exact_mut(stride)).zip(scales) {
        #[cfg(target_arch = "x86_64")]
        if fast {
            // SAFETY: the processor has the instructions that the functions are compiled for.
            unsafe {
                let peak = super::avx2::peak(row);
                *scale = peak / ACTIVATION_MAX;
                super::avx2::round(row, if peak > 0.0 { ACTIVATION_MAX / peak } else { 0.0 }, out);
            }
            continue;
        }
        let peak = row.iter().fold(0f32, |a, b| if b.abs() > a { b.abs() } else { a });
        *scale = peak / ACTIVATION_MAX;
        let factor = if peak > 0.0 { ACTIVATION_MAX / peak } else { 0.0 };
        for (o, v) in out.iter_mut().zip(row) {
            *o = (v * factor).round_ties_even() as i16;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(inputs: usize, outputs: usize) -> (Linear, Vec<i8>) {
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| ((i * 7919 + 13) % 255) as i16 as i8).collect();
        let scales: Vec<f32> = (0..outputs).map(|o| 0.001 + o as f32 * 0.0001).collect();
        let bias: Vec<f32> = (0..outputs).map(|o| o as f32 * 0.5).collect();
        (Linear::new(&weights, &scales, &bias, inputs), weights)
    }

    #[test]
    fn product_is_that_of_floats() {
        for (inputs, outputs, rows) in [(384, 96, 13), (7, 5, 1), (1024, 17, 6), (96, 33, 8)] {
            let (linear, weights) = layer(inputs, outputs);
            let input: Vec<f32> = (0..rows * inputs).map(|i| ((i * 31 % 97) as f32 - 48.0) / 11.0).collect();
            let mut got = Vec::new();
            linear.apply(&input, &mut Quantized::default(), &mut got);
            for r in 0..rows {
                for o in 0..outputs {
                    let exact: f64 = (0..inputs)
                        .map(|i| f64::from(input[r * inputs + i]) * f64::from(weights[o * inputs + i]))
                        .sum::<f64>()
                        * f64::from(linear.scales[o])
                        + f64::from(linear.bias[o]);
                    let found = f64::from(got[r * outputs + o]);
                    assert!(
                        (found - exact).abs() < 0.02 + exact.abs() * 1e-3,
                        "{inputs}x{outputs} row {r}: {found} for {exact}"
                    );
                }
            }
        }
    }

    #[test]
    fn plain_and_vector_products_agree() {
        let (linear, _) = layer(384, 50);
        let input: Vec<f32> = (0..11 * 384).map(|i| ((i * 31 % 97) as f32 - 48.0) / 11.0).collect();
        let mut q = Quantized::default();
        q.fill(&input, 384);
        let (mut fast, mut plain) = (Vec::new(), vec![0.0; 11 * 50]);
        linear.apply_quantized(&q, &mut fast);
        linear.product(&q, &mut plain);
        for (a, b) in fast.iter().zip(&plain) {
            assert!((a - b).abs() <= a.abs() * 1e-5 + 1e-5, "{a} {b}");
        }
    }
}
