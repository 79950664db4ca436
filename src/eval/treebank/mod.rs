//! The reader on treebanks: on their words, and on nothing but their text.
//!
//! From raw text the words that the reader makes are first aligned with the treebank's, and then counted, as in the shared task
//! of CoNLL 2018 (Zeman et al. 2018); relations count without their subtypes there, and both ways here.

mod alignment;
mod given;
mod report;
mod score;

pub use report::{Measure, TreebankReport};
pub use score::score_treebank;
