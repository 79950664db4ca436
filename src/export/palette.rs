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

/// The colour of the palette that the tint is of, for dark grounds.
pub(super) fn strong(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "#0072b2",
        EntityType::Organization => "#c98a00",
        EntityType::Place => "#009e73",
        EntityType::Group => "#cc79a7",
        EntityType::Event => "#a89c10",
        EntityType::Plan => "#d55e00",
    }
}
