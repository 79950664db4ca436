//! From entities to the relations that the text states between them.

mod affix;
mod arguments;
mod calibration;
mod combine;
mod context;
mod frame;
pub mod ontology;
mod pair;
mod patterns;
mod prune;
#[cfg(test)]
mod rows;
mod salience;
mod status;
mod tree;
mod weigh;

pub use ontology::{Ontology, OntologyError, RelationType, Sign};
pub use pair::{Observed, PairModel, Stance, observe, observe_spans};
pub use patterns::match_patterns;
pub use status::Status;
pub use weigh::{Weighed, weigh};

use crate::document::Document;
use crate::entities::Entities;
use crate::reading::Reading;

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
    /// The word that makes it less than asserted ("denied", "will"), where one does.
    pub status_cue: Option<Span>,
    /// The mention that says so, where the text reports somebody's words.
    pub attributed_to: Option<MentionId>,
}

/// What the patterns alone hold less likely than this costs more in precision than it gives in recall.
pub const LEAST_CONFIDENCE: f32 = 0.27;

/// The relations that a document states between its entities.
///
/// They come in the order of the text. Of the statements of one relation of a pair in a sentence the surest stays, and
/// what a stronger relation of the pair implies is left out.
///
/// Without a model the patterns speak alone, down to [`LEAST_CONFIDENCE`].
pub fn extract(
    document: &Document,
    reading: &Reading,
    entities: &Entities,
    ontology: &Ontology,
    model: Option<&PairModel>,
) -> Vec<Relation> {
    let found = match model {
        Some(model) => combine::combine(document, reading, entities, ontology, model),
        None => {
            let mut found = match_patterns(document, reading, entities, ontology);
            found.retain(|relation| relation.confidence >= LEAST_CONFIDENCE);
            found
        }
    };
    prune::prune(found, entities, ontology)
}
