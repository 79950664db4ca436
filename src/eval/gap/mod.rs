//! Ambiguous pronouns with two names each: GAP, "Mind the GAP: A Balanced Corpus of Gendered Ambiguous Pronouns" (Webster et al.
//! 2018).

mod report;
mod rows;
mod score;

pub use report::{Answer, GapReport};
pub use rows::{GapRow, Gender, parse};
pub use score::{Said, answer};
