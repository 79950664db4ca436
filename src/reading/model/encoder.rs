//! The encoder: the first layers of MiniLM (Wang et al. 2020), a vector a word.

use super::attention::attention;
use super::math;
use super::matrix::{Linear, Quantized};
use super::weights::{Embedding, ModelError, Weights};
use super::window::Window;

/// Values a vector has.
pub const DIM: usize = 384;
const HEADS: usize = 12;
/// Pieces the encoder has positions for.
pub const POSITIONS: usize = 512;

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn read(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        Ok(Self {
            weight: weights.floats(&format!("{name}.weight"), DIM)?,
            bias: weights.floats(&format!("{name}.bias"), DIM)?,
        })
    }
}

struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// The encoder's weights.
pub struct Encoder {
    words: Embedding,
    positions: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// Buffers that are used again from batch to batch.
#[derive(Default)]
pub struct Scratch {
    quantized: Quantized,
    x: Vec<f32>,
    wide: Vec<f32>,
    narrow: Vec<f32>,
    attention: Vec<f32>,
    mixed: Vec<f32>,
}

impl Encoder {
    /// From a model file.
    pub fn read(weights: &Weights, pieces: usize) -> Result<Self, ModelError> {
        let layers = weights.number("layers")?;
        let words = weights.embedding("words", DIM)?;
        if words.len() != pieces {
            return Err(ModelError::Content(format!("{} word-piece vectors for {pieces} pieces", words.len())));
        }
        Ok(Self {
            words,
            positions: weights.floats("positions", POSITIONS * DIM)?,
            shapes: weights.floats("shapes", super::window::SHAPE_IDS * DIM)?,
            norm: Norm::read(weights, "norm")?,
            layers: (0..layers)
                .map(|i| {
                    let name = |part: &str| format!("layers.{i}.{part}");
                    let up = weights.linear(&name("up"), DIM)?;
                    Ok(Layer {
                        qkv: weights.linear_to(&name("qkv"), DIM, 3 * DIM)?,
                        out: weights.linear_to(&name("out"), DIM, DIM)?,
                        norm1: Norm::read(weights, &name("norm1"))?,
                        down: weights.linear_to(&name("down"), up.outputs(), DIM)?,
                        up,
                        norm2: Norm::read(weights, &name("norm2"))?,
                    })
                })
                .collect::<Result<_, ModelError>>()?,
        })
    }

    /// Vectors of all words of the windows, row by row: the mean of the vectors of each word's pieces.
    pub fn encode(&self, windows: &[Window], scratch: &mut Scratch) -> Vec<f32> {
        let rows: usize = windows.iter().map(|w| w.pieces.len()).sum();
        let s = scratch;
        s.x.clear();
        s.x.resize(rows * DIM, 0.0);
        let mut row = 0;
        for window in windows {
            for (position, (&piece, &shape)) in window.pieces.iter().zip(&window.shapes).enumerate() {
                let x = &mut s.x[row * DIM..][..DIM];
                let (p, q) = (&self.positions[position * DIM..][..DIM], &self.shapes[shape * DIM..][..DIM]);
                for ((x, p), q) in x.iter_mut().zip(p).zip(q) {
                    *x = p + q;
                }
                self.words.add_to(piece as usize, x);
                row += 1;
            }
        }
        s.narrow.clear();
        s.narrow.resize(rows * DIM, 0.0);
        math::add_norm(&mut s.x, &s.narrow, &self.norm.weight, &self.norm.bias);
        for layer in &self.layers {
            layer.qkv.apply(&s.x, &mut s.quantized, &mut s.wide);
            s.mixed.clear();
            s.mixed.resize(rows * DIM, 0.0);
            let mut row = 0;
            for window in windows {
                let n = window.pieces.len();
                let qkv = &s.wide[row * 3 * DIM..(row + n) * 3 * DIM];
                attention(qkv, HEADS, DIM, &mut s.attention, &mut s.mixed[row * DIM..(row + n) * DIM]);
                row += n;
            }
            layer.out.apply(&s.mixed, &mut s.quantized, &mut s.narrow);
            math::add_norm(&mut s.x, &s.narrow, &layer.norm1.weight, &layer.norm1.bias);
            layer.up.apply(&s.x, &mut s.quantized, &mut s.wide);
            math::gelu(&mut s.wide);
            layer.down.apply(&s.wide, &mut s.quantized, &mut s.narrow);
            math::add_norm(&mut s.x, &s.narrow, &layer.norm2.weight, &layer.norm2.bias);
        }
        pool(windows, &s.x)
    }
}

/// Means over the pieces of each word.
fn pool(windows: &[Window], x: &[f32]) -> Vec<f32> {
    let words: usize = windows.iter().map(|w| w.words).sum();
    let mut out = vec![0f32; words * DIM];
    let (mut row, mut base) = (0, 0);
    for window in windows {
        let mut counts = vec![0u16; window.words];
        for owner in &window.owners {
            if let Some(word) = owner {
                counts[*word] += 1;
                let sum = &mut out[(base + word) * DIM..][..DIM];
                for (s, v) in sum.iter_mut().zip(&x[row * DIM..][..DIM]) {
                    *s += v;
                }
            }
            row += 1;
        }
        for (word, &count) in counts.iter().enumerate() {
            if count > 1 {
                let inverse = 1.0 / f32::from(count);
                out[(base + word) * DIM..][..DIM].iter_mut().for_each(|v| *v *= inverse);
            }
        }
        base += window.words;
    }
    out
}
