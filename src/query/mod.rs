//! Questions to a graph.

mod explain;
mod names;
mod who;
mod words;

pub use explain::{ExplainedEdge, Explanation, Guess, Link, Part, Pattern, Witness, Word, between, joining};
pub use names::{Candidate, NameError, find};
pub use who::{Profile, RelationGroup, profile, who};
pub use words::{RelationError, relation};
