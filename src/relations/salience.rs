//! How likely an entity is one that a careful reader would put on the map at all.
//!
//! A name is; an unnamed official who is spoken of once mostly is not, nor is a meeting or a decision in passing.

use crate::entities::{Entity, Mention, MentionForm};
use crate::reading::EntityType;

/// How an entity is spoken of in the document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Named,
    Recurring,
    Passing,
}

/// The share of relations that hold with such an end on gold/train, against those between named persons.
pub(super) fn salience(entity: &Entity, mentions: &[Mention]) -> f32 {
    use EntityType::{Event, Group, Organization, Person, Place, Plan};
    use Presence::{Named, Passing, Recurring};
    match (entity.kind, presence(entity, mentions)) {
        (Person | Organization | Place, Named) | (Person, Recurring) => 1.0,
        (Person, Passing) => 0.55,
        (Organization, _) => 0.85,
        (Place, _) => 0.4,
        (Group, _) => 0.65,
        (Event, _) => 0.8,
        (Plan, Recurring) => 0.9,
        (Plan, Named | Passing) => 0.65,
    }
}

fn presence(entity: &Entity, mentions: &[Mention]) -> Presence {
    let forms = || entity.mentions.iter().filter_map(|&m| mentions.get(m)).map(|m| m.form);
    if forms().any(|f| matches!(f, MentionForm::Name | MentionForm::Demonym)) {
        Presence::Named
    } else if forms().filter(|&f| f == MentionForm::Description).count() > 1 {
        Presence::Recurring
    } else {
        Presence::Passing
    }
}
