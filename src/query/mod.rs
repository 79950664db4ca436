//! Questions to a graph.

mod contradiction;
mod explain;
mod names;
mod pair;
mod path;
mod stats;
mod who;
mod words;

pub use contradiction::{Contradiction, Disagreement, contradictions};
pub use explain::{ExplainedEdge, Explanation, Guess, Link, Part, Pattern, Witness, Word, between, joining};
pub use names::{Candidate, NameError, find};
pub use pair::{Pair, pair};
pub use path::{Path, path};
pub use stats::{Stats, stats};
pub use who::{Profile, RelationGroup, Standing, profile, who, whom};
pub use words::{RelationError, relation};
