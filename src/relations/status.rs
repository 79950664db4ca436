//! How certain a text makes a relation.

use serde::{Deserialize, Serialize};

/// How certain a text makes a relation; the order is from the most to the least certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Stated as a fact.
    Asserted,
    /// It held once: "ex-president", "was deposed".
    Former,
    /// Somebody says so: "is believed to", "X claims that".
    Reported,
    /// Meant or expected: "will", "may", "wants to".
    Planned,
    /// Stated not to hold: "denied backing", "refused to meet".
    Negated,
}

impl Status {
    /// All statuses, most certain first.
    pub const ALL: [Status; 5] = [Self::Asserted, Self::Former, Self::Reported, Self::Planned, Self::Negated];

    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Former => "former",
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Negated => "negated",
        }
    }
}
