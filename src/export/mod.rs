//! A graph in the formats of other tools.

mod dot;
mod format;

mod json;
mod legend;
mod quote;
mod text;

pub(crate) use quote::printable;

pub use format::{Format, UnknownFormat};
pub use text::{Layout, answer, listing, profile};
