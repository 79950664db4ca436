//! What a graph knows of an entity.

use crate::entities::EntityType;
use serde::{Deserialize, Serialize};

/// An entity of a graph, merged over its documents.
///
/// The fields are those of the JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// The same in every graph, and no other entity's: the folded words of the name for what the gazetteer calls so
    /// ("russia", "nato") and else for a person ("kalimar-hallam"), with the type behind them, and the code where
    /// there is one, for all others ("washington.place"). An entity without a name of its own carries its document and
    /// the beginning of its hash ("meeting@pallano-5f3a09c1.event").
    pub id: String,
    /// Fullest name without titles.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Every distinct run of words that names or describes it, pronouns left out; sorted.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// How often the documents mention it, pronouns counted too.
    #[serde(default)]
    pub mentions: usize,
    /// Ids of the documents that mention it; sorted.
    #[serde(default)]
    pub documents: Vec<String>,
    /// Gazetteer code (ISO 3166-1 for a country), where known.
    #[serde(default)]
    pub code: Option<String>,
}

impl Node {
    /// Takes in another cluster of the same document that turned out to be the same entity.
    pub(super) fn absorb_cluster(&mut self, other: Node) {
        let mentions = self.mentions + other.mentions;
        self.absorb(other);
        self.mentions = mentions;
    }

    /// Takes in what `other`, of another graph, knows of the same entity.
    pub(super) fn absorb(&mut self, other: Node) {
        if fuller([self.name.as_str(), &other.name]) == Some(&other.name) {
            self.name = other.name;
        }
        self.aliases.extend(other.aliases);
        // A graph merged with one that it was made of counts no mention twice.
        let known = |ours: &[String], theirs: &[String]| ours.iter().all(|document| theirs.contains(document));
        self.mentions = if known(&other.documents, &self.documents) || known(&self.documents, &other.documents) {
            self.mentions.max(other.mentions)
        } else {
            self.mentions + other.mentions
        };
        self.documents.extend(other.documents);
        // Codes that differ in capitals only.
        self.code = [self.code.take(), other.code].into_iter().flatten().min();
        self.tidy();
    }

    /// Sorts the lists and takes out what stands in them twice.
    pub(super) fn tidy(&mut self) {
        self.aliases.sort_unstable();
        self.aliases.dedup();
        self.documents.sort_unstable();
        self.documents.dedup();
    }
}

/// The name to show of several: one without brackets, which reading leaves open at times, one that has capitals, is not all capitals beyond the length of an abbreviation, has no
/// article, the longest, one that is not in capitals, the first in the alphabet; so the order of merging is nothing.
pub(crate) fn fuller<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    /// Letters of the longest abbreviations ("UNESCO").
    const ABBREVIATION: usize = 6;
    let shouted = |name: &str| !name.contains(char::is_lowercase);
    let length = |name: &str| name.chars().count();
    let headline = |name: &str| shouted(name) && length(name) > ABBREVIATION;
    let article = |name: &str| ["The ", "the ", "THE "].iter().any(|article| name.starts_with(article));
    names.into_iter().min_by_key(|name| {
        let small = !name.contains(char::is_uppercase) && name.contains(char::is_lowercase);
        (
            name.contains(['(', ')']),
            small,
            headline(name),
            article(name),
            std::cmp::Reverse(length(name)),
            shouted(name),
            *name,
        )
    })
}
