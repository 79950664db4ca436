//! Questions to a graph.

mod allies;
mod ask;
mod camps;
mod contradiction;
mod diff;
mod explain;
mod names;
mod pair;
mod path;
mod rank;
mod select;
mod signed;
mod stats;
mod timeline;
mod verdict;
mod who;
mod words;

pub use allies::{Balance, By, Circle, Member, circle};
pub use ask::{
    AskError, Atom, Claim, Question, Role, Set, TimeError, Understood, Wanted, knows_names, possible_names, understand,
};
pub use camps::{Camp, Camps, Division, divide};
pub use contradiction::{Contradiction, Disagreement, contradictions};
pub use diff::{Diff, Totals, diff};
pub use explain::{ExplainedEdge, Explanation, Guess, Link, Part, Pattern, Witness, Word, between, joining};
pub use names::{Candidate, NameError, find};
pub use pair::{Pair, pair};
pub use path::{Path, path};
pub use rank::{Measure, Place, Ranked, Ranking, rank};
pub use select::{Chosen, Selection, select};
pub use signed::{Signed, Tie};
pub use stats::{Stats, stats};
pub use timeline::{Stated, Time, Timeline, timeline};
pub use verdict::{Verdict, Verdicts, verdict};
pub use who::{Profile, RelationGroup, Standing, profile, who, whom};
pub use words::{RelationError, relation};
