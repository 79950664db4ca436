//! The helper words of an ontology: they state no relation but lead to its ends or change its status.

use super::checked;
use crate::relations::Status;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The helper words of an ontology.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    transparent: HashSet<String>,
    light: HashSet<String>,
    receiving: HashSet<String>,
    succeeding: HashSet<String>,
    demoting: HashSet<String>,
    topical: HashSet<String>,
    raising: HashSet<String>,
    governors: HashMap<String, Status>,
    modifiers: HashMap<String, Status>,
    auxiliaries: HashMap<String, Status>,
    markers: HashMap<String, Status>,
}

/// `[words]` of the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Words {
    /// Nouns that stand for what they are of: "representatives".
    #[serde(deserialize_with = "checked::words")]
    transparent: Vec<String>,
    /// Verbs that only carry a noun: "launch", "hold", "express".
    #[serde(deserialize_with = "checked::words")]
    light: Vec<String>,
    /// Light verbs whose subject gets what the noun names: "win".
    #[serde(deserialize_with = "checked::words")]
    receiving: Vec<String>,
    /// Verbs whose subject has the post of their object: "succeed".
    #[serde(deserialize_with = "checked::words")]
    succeeding: Vec<String>,
    /// Words that make a post one below: "deputy".
    #[serde(deserialize_with = "checked::words")]
    demoting: Vec<String>,
    /// Verbs of saying whose object is whom they speak to or of, not what they say: "describe", "tell".
    topical: Vec<String>,
    /// Verbs of hearsay whose subject does not speak: "seem".
    raising: Vec<String>,
}

/// `[status.STATUS]` of the file: the words that give it to what they govern or modify.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StatusWords {
    /// Verbs and nouns whose complement gets the status: "deny", "plan".
    #[serde(deserialize_with = "checked::words")]
    governors: Vec<String>,
    /// Adverbs and adjectives: "allegedly", "former".
    #[serde(deserialize_with = "checked::words")]
    modifiers: Vec<String>,
    /// Auxiliary verbs: "will".
    #[serde(deserialize_with = "checked::words")]
    auxiliaries: Vec<String>,
    /// Words that introduce a clause: "if".
    #[serde(deserialize_with = "checked::words")]
    markers: Vec<String>,
}

impl Lexicon {
    pub(super) fn add(&mut self, words: Words, status: Vec<(Status, StatusWords)>) {
        self.transparent.extend(words.transparent);
        self.light.extend(words.light);
        self.receiving.extend(words.receiving);
        self.succeeding.extend(words.succeeding);
        self.demoting.extend(words.demoting);
        self.topical.extend(words.topical);
        self.raising.extend(words.raising);
        for (status, words) in status {
            let entry = |word| (word, status);
            self.governors.extend(words.governors.into_iter().map(entry));
            self.modifiers.extend(words.modifiers.into_iter().map(entry));
            self.auxiliaries.extend(words.auxiliaries.into_iter().map(entry));
            self.markers.extend(words.markers.into_iter().map(entry));
        }
    }

    /// Whether a verb only carries what states a relation, or a word changes its status.
    pub fn is_helper(&self, lemma: &str) -> bool {
        let lists = [&self.light, &self.receiving, &self.raising];
        let tables = [&self.governors, &self.modifiers, &self.auxiliaries, &self.markers];
        lists.iter().any(|words| words.contains(lemma)) || tables.iter().any(|words| words.contains_key(lemma))
    }

    /// The status that a word gives to what it governs or modifies.
    pub fn status(&self, lemma: &str) -> Option<Status> {
        let tables = [&self.governors, &self.modifiers, &self.auxiliaries, &self.markers];
        tables.iter().find_map(|words| words.get(lemma)).copied()
    }

    pub(in crate::relations) fn is_transparent(&self, noun: &str) -> bool {
        self.transparent.contains(noun)
    }

    pub(in crate::relations) fn is_topical(&self, verb: &str) -> bool {
        self.topical.contains(verb)
    }

    pub(in crate::relations) fn is_raising(&self, verb: &str) -> bool {
        self.raising.contains(verb)
    }

    pub(in crate::relations) fn is_light(&self, verb: &str) -> bool {
        self.light.contains(verb)
    }

    pub(in crate::relations) fn is_receiving(&self, verb: &str) -> bool {
        self.receiving.contains(verb)
    }

    pub(in crate::relations) fn is_succeeding(&self, verb: &str) -> bool {
        self.succeeding.contains(verb)
    }

    pub(in crate::relations) fn is_demoting(&self, word: &str) -> bool {
        self.demoting.contains(word)
    }

    /// The status that a word gives to its complement.
    pub(in crate::relations) fn governor(&self, lemma: &str) -> Option<Status> {
        self.governors.get(lemma).copied()
    }

    /// The status that an adverb or adjective gives to what it modifies.
    pub(in crate::relations) fn modifier(&self, lemma: &str) -> Option<Status> {
        self.modifiers.get(lemma).copied()
    }

    /// The status that an auxiliary verb gives.
    pub(in crate::relations) fn auxiliary(&self, lemma: &str) -> Option<Status> {
        self.auxiliaries.get(lemma).copied()
    }

    /// The status that a clause's first word gives.
    pub(in crate::relations) fn marker(&self, lemma: &str) -> Option<Status> {
        self.markers.get(lemma).copied()
    }
}
