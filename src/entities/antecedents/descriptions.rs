//! Descriptions that news uses as it does pronouns: "the Norlandish president" of one who was named without the post a sentence
//! before, "the group" of a body.

use crate::entities::candidate::{Candidate, Determined};
use crate::entities::cluster::{Cluster, ClusterId, Known};
use crate::reading::EntityType;

/// Words that tell of an armed body no more than that it is one.
const VAGUE: &[&str] = &[
    "terror",
    "terrorist",
    "jihadist",
    "jihadi",
    "militant",
    "islamist",
    "extremist",
    "insurgent",
    "rebel",
    "armed",
    "guerrilla",
    "same",
];

/// Whether a description that nothing before was called may stand for a name.
pub(in crate::entities) fn is_stand_in(description: &Candidate) -> bool {
    let definite = matches!(description.determined, Determined::Definite | Determined::Demonstrative);
    if description.plural {
        return false;
    }
    match description.kind {
        Some(EntityType::Person) => {
            let owned = description.determined == Determined::Possessive && description.anchors.len() == 1;
            (definite || owned) && heads_state(description)
        }
        Some(EntityType::Organization | EntityType::Group) => {
            definite
                && description.anchors.is_empty()
                && description.noun.is_some_and(|n| matches!(n.class, "movement" | "company" | "media"))
                && description.words.iter().all(|w| VAGUE.contains(&w.as_str()))
        }
        _ => false,
    }
}

fn heads_state(description: &Candidate) -> bool {
    description.noun.is_some_and(|n| n.class == "head_of_state") || description.lemma == "leader"
}

/// Whether what is known of a cluster leaves room for the description.
pub(super) fn may_stand_for(description: &Candidate, anchors: &[ClusterId], cluster: &Cluster) -> bool {
    if !cluster.named || cluster.plural || description.anchors.is_empty() != anchors.is_empty() {
        return false;
    }
    match description.kind {
        Some(EntityType::Person) => {
            let leads =
                |k: &&Known| k.class == "head_of_state" || k.lemma == "leader" || k.words.iter().any(|w| w == "prime");
            let mut posts = cluster.known.iter().filter(|k| matches!(k.class, "head_of_state" | "office"));
            cluster.kind == Some(EntityType::Person)
                && posts.all(|k| leads(&k) && (k.anchors.is_empty() || anchors.is_empty() || k.anchors == anchors))
        }
        _ => {
            let class = description.noun.map_or("", |n| n.class);
            cluster.kind == Some(EntityType::Organization) && cluster.known.iter().all(|k| k.class == class)
        }
    }
}
