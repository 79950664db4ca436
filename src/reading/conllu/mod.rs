//! Readings as CoNLL-U, <https://universaldependencies.org/format.html>, in and out.
//!
//! Comments before a sentence: `# newdoc id`, `# newpar` (a new block starts), `# block` (the index of the document's
//! block), `# sent_id`, `# span = start:end` and `# text`. Columns: id, form, lemma, UPOS, XPOS, `_`, head, relation,
//! `_`, and MISC, which holds
//!
//! | key | it says |
//! |---|---|
//! | `Mention=person:0.93` | a mention of this type is headed here, with its probability |
//! | `NER=B-person`, `NER=I-person` | first or further token of a named span |
//! | `SpaceAfter=No` | no space stands between this word and the next |
//! | `TokenRange=start:end` | where the word stands |
//!
//! Both kinds of range are half-open and count **bytes** of the document's text, as everywhere in powermap (UDPipe's
//! `TokenRange` counts characters). Words that make up one orthographic word (`do` + `n't`, `Sudan` + `'s`) stand below
//! a range line such as `3-4 don't`, as in the English treebanks.
//!
//! Vectors and the probabilities of names are not written; a name that is read in has probability 1.

mod parse;
mod place;
mod write;

#[cfg(test)]
mod tests;

pub use parse::{parse, parse_for};
pub use write::write;

/// What is wrong with a CoNLL-U text, and in which line (from 1).
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {kind}")]
pub struct ConlluError {
    /// Line of the CoNLL-U text, from 1.
    pub line: usize,
    /// What is wrong there.
    pub kind: ConlluErrorKind,
}

/// The ways in which a CoNLL-U text can be wrong.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ConlluErrorKind {
    #[error("{0} columns where 8 to 10 are needed: id, form, lemma, upos, xpos, feats, head, deprel, deps, misc")]
    Columns(usize),
    #[error("word id {found:?} where {expected} is the next")]
    Id { found: String, expected: usize },
    #[error("bad range of words {0:?}")]
    WordRange(String),
    #[error("the words below spell {words:?}, not {form:?}")]
    WordsOfRange { form: String, words: String },
    #[error("unknown {column} {found:?}")]
    Tag { column: &'static str, found: String },
    #[error("head {0:?} is no other word of this sentence")]
    Head(String),
    #[error("the sentence has {0} roots where it needs one")]
    Roots(usize),
    #[error("the heads go round in a circle")]
    Circle,
    #[error("bad {key} {found:?}")]
    Value { key: &'static str, found: String },
    #[error("I-{0} continues no name of that type")]
    Continuation(String),
    #[error("{form:?} does not stand in the document's text at byte {at}")]
    Form { form: String, at: usize },
    #[error("a second document starts where one was expected")]
    SecondDocument,
}
