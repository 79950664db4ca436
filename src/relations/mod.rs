//! From entities to the relations that the text states between them.

mod status;

pub use status::Status;

use crate::Span;
use crate::entities::MentionId;

/// One statement of a relation at one place of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Name of a relation of the ontology, such as `supports`.
    pub relation: String,
    /// The mention that stands for the source.
    pub source: MentionId,
    /// The mention that stands for the target.
    pub target: MentionId,
    /// How certain the text makes it.
    pub status: Status,
    /// Index of the sentence in the reading that states it.
    pub sentence: usize,
    /// The word or words that state it ("backs", "-backed"), where there are any.
    pub cue: Option<Span>,
    /// Probability that a careful reader would draw it, from 0 to 1.
    pub confidence: f32,
    /// What found it: `pattern:supports.passive` or `model`.
    pub by: String,
    /// The mention that says so, where the text reports somebody's words.
    pub attributed_to: Option<MentionId>,
}
