//! A graph in the formats of other tools.

mod dot;
mod explanation;
mod format;
mod json;
mod layout;
mod legend;
mod mark;
mod quote;
mod text;

pub(crate) use quote::printable;

pub use explanation::{explanation, explanation_json};
pub use format::{Format, UnknownFormat};
pub use layout::Layout;
pub use text::{answer, listing, profile};
