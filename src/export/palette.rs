//! The fills of entities in pictures.

use crate::entities::EntityType;

/// A light tint of Okabe and Ito's palette, which colour-blind readers can tell apart ("Color Universal Design", 2008).
pub(super) fn fill(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "#cce4f2",
        EntityType::Organization => "#fbe5b8",
        EntityType::Place => "#cdeadf",
        EntityType::Group => "#f6dcea",
        EntityType::Event => "#faf6c0",
        EntityType::Plan => "#f5d9c8",
    }
}
