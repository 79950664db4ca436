//! The part of a sentence's tree that holds the ends of a relation and its cue together.

use crate::Span;
use crate::reading::Sentence;
use serde::Serialize;
use std::collections::BTreeSet;

/// A word of a tree, numbered as in CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Number in the sentence, from 1.
    pub id: usize,
    /// As it stands in the text.
    pub form: String,
    /// Universal part of speech, such as `NOUN`.
    pub upos: &'static str,
    /// Number of the word that it depends on; 0 for the root of the sentence.
    pub head: usize,
    /// How it depends on it, such as `nsubj`.
    pub deprel: &'static str,
    /// What it is of the relation: none, one, or more where a word is both ("president" in "Italy's president").
    pub parts: Vec<Part>,
}

/// A part of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The head of the words that stand for the source.
    Source,
    /// The head of the words that stand for the target.
    Target,
    /// The last word of those that state the relation.
    Cue,
}

impl Part {
    /// As in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Cue => "cue",
        }
    }
}

/// The words on the way between the heads of source and target and the cue, with the topmost, in the order of the text.
pub(super) fn way(text: &str, sentence: &Sentence, ends: [usize; 2], cue: Option<Span>) -> Vec<Word> {
    let tokens = &sentence.tokens;
    let cue = cue.and_then(|cue| tokens.iter().rposition(|token| token.span.overlaps(cue)));
    let marked: Vec<(usize, Part)> = [(Some(ends[0]), Part::Source), (Some(ends[1]), Part::Target), (cue, Part::Cue)]
        .into_iter()
        .filter_map(|(word, part)| Some((word.filter(|&w| w < tokens.len())?, part)))
        .collect();
    // A tree has no circles, but a reading may be made by hand.
    let up = |from: usize| std::iter::successors(Some(from), |&w| tokens[w].head.filter(|&h| h < tokens.len()));
    let ways: Vec<Vec<usize>> = marked.iter().map(|&(word, _)| up(word).take(tokens.len()).collect()).collect();
    let Some(first) = ways.first() else { return Vec::new() };
    let top = first.iter().find(|word| ways.iter().all(|way| way.contains(word)));
    let below = |way: &Vec<usize>| {
        let end = top.and_then(|top| way.iter().position(|word| word == top)).map_or(way.len(), |at| at + 1);
        way[..end].to_vec()
    };
    let words: BTreeSet<usize> = ways.iter().flat_map(below).collect();
    let word = |at: usize| Word {
        id: at + 1,
        form: sentence.form(at, text).to_owned(),
        upos: tokens[at].upos.as_str(),
        head: tokens[at].head.map_or(0, |head| head + 1),
        deprel: tokens[at].deprel.as_str(),
        parts: marked.iter().filter(|(word, _)| *word == at).map(|(_, part)| *part).collect(),
    };
    words.into_iter().map(word).collect()
}
