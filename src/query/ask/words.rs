//! The words of a question, and what the ontology makes of words.

use super::roles::posts;
use crate::graph::fold;
use crate::relations::Ontology;
use std::collections::{BTreeMap, BTreeSet};

/// The words of an ontology as a question needs them.
pub(super) struct Vocabulary {
    /// Those that state relations, folded.
    pub relational: BTreeSet<String>,
    /// The nouns that say what somebody is to another, with their relations.
    pub posts: BTreeMap<String, String>,
}

impl Vocabulary {
    pub fn of(ontology: &Ontology) -> Self {
        let phrases = (0..ontology.triggers().len()).flat_map(|trigger| ontology.phrases(trigger));
        Self { relational: phrases.map(|phrase| fold(&phrase)).collect(), posts: posts(ontology) }
    }
}

/// The words of a text, with "'s", "not" and commas as words of their own.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    // In a question that is all in capitals they tell nothing.
    let text = if text.contains(char::is_lowercase) { text.to_owned() } else { text.to_lowercase() };
    for raw in text.replace('’', "'").split_whitespace() {
        let word = raw.trim_matches(|c: char| {
            "?!.;:\"“”‘()[]«»".contains(c) && !(c == '.' && raw.len() <= 6 && raw.matches('.').count() > 1)
        });
        let (word, comma) = match word.strip_suffix(',') {
            Some(word) => (word, true),
            None => (word, false),
        };
        let low = word.to_lowercase();
        if let Some(verb) = low.strip_suffix("n't") {
            let verb = match verb {
                "wo" => "will",
                "ca" => "can",
                verb => verb,
            };
            words.extend([verb.to_owned(), "not".to_owned()]);
        } else if let Some(asked) =
            low.strip_suffix("'s").filter(|w| ["who", "what", "how", "where", "that"].contains(w))
        {
            words.extend([asked.to_owned(), "is".to_owned()]);
        } else if let Some(owner) =
            word.strip_suffix("'s").or_else(|| word.strip_suffix('\'').filter(|w| w.ends_with('s')))
        {
            words.extend([owner.to_owned(), "'s".to_owned()]);
        } else if !word.is_empty() {
            words.push(word.to_owned());
        }
        if comma {
            words.push(",".to_owned());
        }
    }
    words
}
