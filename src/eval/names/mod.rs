//! The reader's names on words that are given: exact span and type.

mod errors;
mod iob2;
mod score;
mod types;

pub use iob2::{TaggedText, parse};
pub use score::{FoundNames, NamesReport, find_names};
pub use types::NameTypes;
