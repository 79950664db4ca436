//! From a reading to the entities of the document: mentions in clusters, with a name and a type.

pub use crate::reading::EntityType;

use crate::Span;
use std::ops::Range;

/// Index of an [`Entity`] in [`Entities::entities`].
pub type EntityId = usize;
/// Index of a [`Mention`] in [`Entities::mentions`].
pub type MentionId = usize;

/// What a document speaks of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entities {
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// In the order of the text; a longer one comes before one that starts at the same byte.
    pub mentions: Vec<Mention>,
}

/// One referent in the document: a coreference cluster with a name and a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Fullest name in the text without titles, or the gazetteer's for a demonym or a capital that stands for a state.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Gazetteer code (ISO 3166-1 alpha-3 for a country), where known.
    pub code: Option<String>,
    /// Whether it has a name or is described through one ("the UN plan"); what is not gets into a graph only as the
    /// end of a relation.
    pub anchored: bool,
    /// Its mentions, in the order of the text.
    pub mentions: Vec<MentionId>,
}

/// A run of words that refers to an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The entity that it refers to.
    pub entity: EntityId,
    /// Index of its sentence in the reading.
    pub sentence: usize,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its tokens in the sentence.
    pub tokens: Range<usize>,
    /// Its syntactic head: an index in the sentence.
    pub head: usize,
    /// How it refers.
    pub form: MentionForm,
}

/// How a mention refers to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// "Angela Merkel", "Chancellor Merkel", "Berlin", "the UN".
    Name,
    /// A demonym that stands for its state: "the Italians", "French" in "the French plan".
    Demonym,
    /// A description: "the summit", "his advisers", "the UN plan".
    Description,
    /// "he", "its", "who".
    Pronoun,
}
