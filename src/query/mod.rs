//! Questions to a graph.

mod names;
mod who;
mod words;

pub use names::{Candidate, NameError, find};
pub use who::{Profile, RelationGroup, profile, who};
pub use words::{RelationError, relation};
