//! The reader's model: a short encoder and its heads (Rust twin of `training/model.py`).

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod encoder;
mod heads;
mod math;
mod matrix;
mod tree;
mod weights;
mod window;
mod wordpiece;

pub use encoder::{DIM, Encoder, Scratch};
pub use heads::{Heads, Tags};
pub use math::softmax;
pub use matrix::{Linear, Quantized};
pub use weights::{ModelError, Weights};
pub use window::{Words, windows};
pub use wordpiece::WordPiece;

/// The weights that the binary carries.
pub static EMBEDDED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/reader.safetensors"));
