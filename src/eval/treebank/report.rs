//! The figures of a treebank.

use crate::eval::Rates;
use serde::Serialize;
use std::fmt;

/// How the reader did on a treebank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TreebankReport {
    /// Number of documents.
    pub documents: usize,
    /// Number of words.
    pub words: usize,
    /// In the order of the table.
    pub measures: Vec<Measure>,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// `sentences`, `words`, `UPOS`, `XPOS`, `lemmas`, `UAS`, `LAS` (relations without their subtypes) or `LAS, subtypes`.
    pub name: &'static str,
    /// Share of the words that are right where words and sentences are given, from 0 to 1.
    pub given_words: Option<f64>,
    /// From the text alone.
    pub raw_text: Rates,
}

impl fmt::Display for TreebankReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14} {:>11}   raw text: P       R      F1", "", "gold words")?;
        for Measure { name, given_words, raw_text } in &self.measures {
            let given = given_words.map_or_else(String::new, |share| format!("{:.2}", 100.0 * share));
            let [p, r, f1] = [raw_text.precision, raw_text.recall, raw_text.f1].map(|rate| 100.0 * rate);
            writeln!(f, "{name:<14} {given:>11}       {p:>6.2}  {r:>6.2}  {f1:>6.2}")?;
        }
        writeln!(f, "{} words in {} documents", self.words, self.documents)
    }
}
