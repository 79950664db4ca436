//! How other tools' languages call what we have: classes in capitals, types of relationships in block letters.

use crate::entities::EntityType;

/// The label of an entity's type: `Person`.
pub(super) fn class(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "Person",
        EntityType::Organization => "Organization",
        EntityType::Place => "Place",
        EntityType::Group => "Group",
        EntityType::Event => "Event",
        EntityType::Plan => "Plan",
    }
}

/// The type of a relationship: `MEMBER_OF`.
pub(super) fn relationship(relation: &str) -> String {
    relation.to_uppercase()
}
