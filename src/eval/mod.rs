//! Scores: what powermap finds in files that people annotated, against what they wrote.
//!
//! | module | the file | the scores |
//! |---|---|---|
//! | [`gold`] | graphs that a reader drew of articles | relations, status and entities, as the gold's own scorer counts them |
//! | [`treebank`] | CoNLL-U | sentences, words, tags and trees, as the CoNLL 2018 shared task counts them |
//! | [`names`] | words and IOB2 tags | names, exact span and type |
//! | [`stance`] | sentences with two marked ends | who is for or against whom |
//! | [`gap`] | GAP's tables | whom an ambiguous pronoun means |
//!
//! Every report writes itself as a table (`Display`) and as JSON (`Serialize`), whose shares go from 0 to 1.

mod error;
pub mod gap;
pub mod gold;
pub mod names;
mod one_line;
mod rates;
pub mod stance;
pub mod treebank;

pub use error::LineError;
pub use rates::Rates;
