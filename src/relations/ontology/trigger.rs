//! A class of words that state a relation, and the frame that they state it in.

use super::Slot;
use crate::reading::EntityType;
use crate::relations::Status;

/// What kind of word sets a trigger off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A verb, with its particle where the phrase has a second word ("call for" is a verb and a slot, "fight off" a phrase).
    Verb,
    /// A noun, or a phrase that ends in one ("prime minister").
    Noun,
    /// An adjective or a participle used as one ("loyal", "opposed").
    Adjective,
    /// Any mention of a type.
    Mention,
    /// What follows a name and a hyphen: "backed" in "UN-backed".
    Suffix,
    /// What stands before a name and a hyphen: "anti" in "anti-Isis".
    Prefix,
}

impl Part {
    /// One word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Noun => "noun",
            Self::Adjective => "adjective",
            Self::Mention => "mention",
            Self::Suffix => "suffix",
            Self::Prefix => "prefix",
        }
    }
}

/// A class of words that state a relation in one frame.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Unique; [`crate::relations::Relation::by`] is `pattern:` and this.
    pub id: String,
    /// Whether it is of the user's own file: the model was not trained with its words and does not weigh what it finds.
    pub own: bool,
    /// Index of its relation in the ontology.
    pub relation: usize,
    /// What kind of word sets it off.
    pub part: Part,
    /// Where its source stands: the first place that is filled counts.
    pub source: Vec<Slot>,
    /// Where its target stands, likewise.
    pub target: Vec<Slot>,
    /// Types of entity that the source may have.
    pub source_types: Vec<EntityType>,
    /// Types of entity that the target may have.
    pub target_types: Vec<EntityType>,
    /// Whether the two ends do it to each other: both directions hold, and a coordinated source alone is enough.
    pub mutual: bool,
    /// The status that the word itself gives: "skipped" states that somebody did not attend.
    pub status: Option<Status>,
    /// How sure a plain match is, from 0 to 1: the precision measured on gold/train, smoothed.
    pub confidence: f32,
    /// Prepositions of which the word must have one.
    pub case: Vec<String>,
    /// The relation that holds instead where the noun is qualified by "deputy", "vice" and the like.
    pub demoted: Option<usize>,
    /// Whether the noun names the post that its possessor has, as "his counterpart" does: the relation is that of this post, and
    /// what stands for it is demoted where the document tells of none.
    pub same_post: bool,
    /// Whether a source with a gazetteer code is left out: "Sudan conference" is about Sudan, "Geneva conference" in Geneva.
    pub uncoded_source: bool,
    /// Whether a place's plain name as a modifier is left out: "Syria policy" is about Syria, "US policy" of the US.
    pub skip_topics: bool,
    /// Nouns of which one must head the target; any where empty.
    pub heads: Vec<String>,
    /// Nouns that must not head the target.
    pub except: Vec<String>,
    /// Sentences that it must match, as `ontology::tests` reads them.
    pub matches: Vec<String>,
    /// Sentences that it must not match.
    pub rejects: Vec<String>,
}
