//! The reader's model: a short encoder and its heads (Rust twin of `training/model.py`).

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
pub use matrix::Quantized;
pub use weights::{ModelError, Weights};
pub use window::{Words, windows};
pub use wordpiece::WordPiece;
