//! What relations there are and which words state them: the built-in ontology or the user's own.
//!
//! The file is TOML. `[[relation]]` names a relation; `[[trigger]]` is one class of words that state it, with the
//! frame in which its source and target hang in the tree ([`Slot`]); `[words]` and `[status]` are the tables of
//! helper words. See `ontology.toml` beside this file for all of them at work.

mod checked;
mod lexicon;
mod load;
mod slot;
mod trigger;

pub use lexicon::Lexicon;
pub use load::OntologyError;
pub use slot::Slot;
pub use trigger::{Part, Trigger};

use crate::reading::EntityType;
use serde::Deserialize;
use std::collections::HashMap;

/// The relations and the words that state them.
#[derive(Debug, Clone)]
pub struct Ontology {
    relations: Vec<RelationType>,
    triggers: Vec<Trigger>,
    lexicon: Lexicon,
    /// Triggers by the last word of each of their phrases.
    by_word: HashMap<String, Vec<Cue>>,
    /// Triggers by the type of the mention that sets them off.
    by_kind: [Vec<usize>; EntityType::ALL.len()],
}

/// One phrase of a trigger.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) trigger: usize,
    /// The words before the last one.
    pub(super) before: Vec<String>,
    /// The particle that a verb must have.
    pub(super) particle: Option<String>,
}

/// A relation that edges of a graph can have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationType {
    /// As in JSON, such as `member_of`.
    #[serde(deserialize_with = "checked::name")]
    pub name: String,
    /// For readers, such as "member of".
    #[serde(deserialize_with = "checked::name")]
    pub label: String,
    /// Types of entity that it may start from.
    #[serde(deserialize_with = "checked::some")]
    pub source: Vec<EntityType>,
    /// Types of entity that it may point to.
    #[serde(deserialize_with = "checked::some")]
    pub target: Vec<EntityType>,
    /// Whether it has no direction.
    #[serde(default)]
    pub symmetric: bool,
    /// Colour of its edges in pictures: `#rrggbb`.
    #[serde(deserialize_with = "checked::color")]
    pub color: String,
    /// Line style of its edges in pictures, as Graphviz names it.
    #[serde(default = "solid", deserialize_with = "checked::style")]
    pub style: String,
    /// PLOVER event class (<https://github.com/openeventdata/PLOVER>).
    #[serde(default)]
    pub plover: Option<String>,
    /// CAMEO root code.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Whether saying it does it: who says that they support something supports it.
    #[serde(default)]
    pub performative: bool,
    /// Relations that it makes superfluous for the same pair.
    #[serde(default)]
    pub implies: Vec<String>,
    /// Whether its source belongs to its target, so that a map of bodies can show the one for the other.
    #[serde(default)]
    pub belongs: bool,
    /// What other vocabularies have for it, as addresses: what it implies there, from source to target.
    #[serde(default)]
    pub same_as: Vec<String>,
    /// Whether it joins its ends or sets them against each other, where it does either: the sign of its edges in a signed
    /// network (Cartwright and Harary 1956).
    #[serde(default)]
    pub sign: Option<Sign>,
}

/// The sign of an edge in a signed network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Sign {
    /// Its ends stand together.
    #[serde(rename = "+")]
    Positive,
    /// Its ends stand against each other.
    #[serde(rename = "-")]
    Negative,
}

fn solid() -> String {
    "solid".to_owned()
}

impl Ontology {
    /// The ontology that powermap comes with.
    ///
    /// # Panics
    /// Never: a test loads it.
    pub fn built_in() -> Self {
        match load::load("ontology.toml", BUILT_IN, false) {
            Ok(ontology) => ontology,
            Err(error) => unreachable!("the built-in ontology is tested: {error}"),
        }
    }

    /// Reads an ontology from the text of a file; `file` is how errors call it.
    ///
    /// With `extends = "built-in"` its relations and triggers replace those of the same name and its word lists are added;
    /// else it stands alone.
    ///
    /// # Errors
    /// Not TOML, a field that is unknown, missing or empty, a colour that is not `#rrggbb`, an unknown slot or line style, a
    /// relation that there is not, or two relations or triggers of one name.
    pub fn parse(file: &str, text: &str) -> Result<Self, OntologyError> {
        load::load(file, text, true)
    }

    /// The relations, in the order of the file.
    pub fn relations(&self) -> &[RelationType] {
        &self.relations
    }

    /// The relation with this name.
    pub fn relation(&self, name: &str) -> Option<&RelationType> {
        self.relations.iter().find(|r| r.name == name)
    }

    /// The triggers, in the order of the file.
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }

    /// The helper words.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Whether a trigger of the user's own file found what is said to be found by `by`.
    pub(super) fn is_own(&self, by: &str) -> bool {
        by.strip_prefix("pattern:").is_some_and(|id| self.triggers.iter().any(|t| t.own && t.id == id))
    }

    /// The words of the trigger with this index in [`Ontology::triggers`], sorted; none where any mention sets it off.
    pub fn phrases(&self, trigger: usize) -> Vec<String> {
        let phrase = |word: &str, cue: &Cue| {
            let before = cue.before.iter().map(String::as_str);
            before.chain([word]).chain(cue.particle.as_deref()).collect::<Vec<_>>().join(" ")
        };
        let cues = self.by_word.iter().flat_map(|(word, cues)| cues.iter().map(move |cue| (word, cue)));
        let mut phrases: Vec<String> =
            cues.filter(|(_, cue)| cue.trigger == trigger).map(|(word, cue)| phrase(word, cue)).collect();
        phrases.sort();
        phrases
    }

    pub(super) fn cues(&self, word: &str) -> &[Cue] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// Names of the relations that a single word of this part of speech can state, whatever its frame.
    pub(super) fn word_classes(&self, word: &str, part: Part) -> impl Iterator<Item = &str> {
        let alone = move |cue: &&Cue| {
            cue.before.is_empty() && cue.particle.is_none() && self.triggers[cue.trigger].part == part
        };
        self.cues(word)
            .iter()
            .filter(alone)
            .map(|cue| self.relations[self.triggers[cue.trigger].relation].name.as_str())
    }

    pub(super) fn of_kind(&self, kind: EntityType) -> impl Iterator<Item = &Trigger> {
        self.by_kind[kind as usize].iter().map(|&i| &self.triggers[i])
    }
}

/// The text of the built-in ontology.
pub const BUILT_IN: &str = include_str!("../ontology.toml");

#[cfg(test)]
mod tests;
