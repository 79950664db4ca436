//! The reader's names against those of a file.

use super::{NameTypes, TaggedText};
use crate::eval::Rates;
use crate::reading::token::RawToken;
use crate::reading::{BlockWords, EntityType, Reader};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A name: its first word, the one behind its last, and its type.
type Name = (usize, usize, EntityType);

/// The names of one document, by words; those of types that are not scored are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundNames {
    /// The file's.
    pub gold: BTreeSet<Name>,
    /// The reader's.
    pub found: BTreeSet<Name>,
}

/// Has the reader find the names of a document, which is read as a whole with its words and sentences given.
pub fn find_names(reader: &Reader, document: &TaggedText, types: &NameTypes) -> FoundNames {
    let block = BlockWords {
        block: 0,
        tokens: document.words.iter().map(|&span| RawToken { span, joined: false }).collect(),
        starts: Some(document.starts.clone()),
    };
    let scored = types.scored();
    let mut found = BTreeSet::new();
    let mut first = 0;
    for sentence in reader.read_words(&document.text, &[block]).sentences {
        let names = sentence.names.iter().filter(|name| scored.contains(&name.kind));
        found.extend(names.map(|name| (first + name.tokens.start, first + name.tokens.end, name.kind)));
        first += sentence.tokens.len();
    }
    let gold = document.names.iter().filter_map(|(words, name)| Some((words.start, words.end, types.kind(name)?)));
    FoundNames { gold: gold.collect(), found }
}

/// The sum over all documents: a name is right where span and type are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NamesReport {
    /// Number of documents.
    pub documents: usize,
    /// Of all types together.
    pub all: Rates,
    /// Of each type.
    pub types: BTreeMap<EntityType, Rates>,
}

impl NamesReport {
    /// Sums up.
    pub fn of(documents: &[FoundNames], types: &NameTypes) -> Self {
        let rates = |wanted: &dyn Fn(EntityType) -> bool| {
            let count = |names: &mut dyn Iterator<Item = &Name>| names.filter(|name| wanted(name.2)).count();
            let (mut right, mut gold, mut found) = (0, 0, 0);
            for document in documents {
                right += count(&mut document.gold.intersection(&document.found));
                gold += count(&mut document.gold.iter());
                found += count(&mut document.found.iter());
            }
            Rates::of(right, gold, found)
        };
        let types = types.scored().into_iter().map(|kind| (kind, rates(&|other| other == kind)));
        Self { documents: documents.len(), all: rates(&|_| true), types: types.collect() }
    }
}

impl fmt::Display for NamesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, rates) in &self.types {
            rates.write_row(f, kind.as_str())?;
        }
        self.all.write_row(f, "all")
    }
}
