//! Which entities of different documents are the same, and the ids that tell them apart.
//!
//! An id must last: an entity has the same one whatever else a graph holds, so that graphs made at different times fit
//! together. It is made of the entity's own name alone, and only where two different entities share their words does
//! a later one take a suffix. `.` and `@` stand in no slug, so that the parts of an id can be told again.

use super::Node;
use super::fold::slug;
use crate::entities::EntityType;
use std::collections::{BTreeMap, BTreeSet};

/// What two nodes must share to be one entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    /// Id without the suffixes that tell it from others of the same words.
    base: String,
    kind: EntityType,
    code: Option<String>,
}

impl Identity {
    /// An entity with a name, the same in every document.
    pub fn named(name: &str, kind: EntityType, code: Option<String>) -> Self {
        Self { base: slug(name), kind, code }
    }

    /// An entity that is only described ("the meeting"): known within its document. `nth` counts from 1 those of the
    /// same words.
    pub fn described(name: &str, kind: EntityType, document: &str, nth: usize) -> Self {
        let base = format!("{}@{}", slug(name), slug(document));
        Self { base: if nth > 1 { format!("{base}.{nth}") } else { base }, kind, code: None }
    }

    /// That of a node of a graph made before.
    pub fn of(node: &Node) -> Self {
        let suffixes = Suffix::ALL.map(|suffix| suffix.of(node.kind, node.code.as_deref()));
        let base = suffixes.iter().filter(|s| !s.is_empty()).find_map(|s| node.id.strip_suffix(s.as_str()));
        Self { base: base.unwrap_or(&node.id).to_owned(), kind: node.kind, code: node.code.clone() }
    }

    /// Whether it is known within one document only.
    pub fn is_described(&self) -> bool {
        is_described(&self.base)
    }
}

/// Whether the node with this id has no name of its own.
pub(super) fn is_described(id: &str) -> bool {
    id.contains('@')
}

/// What is put behind the base of an id, from the least on.
#[derive(Clone, Copy)]
enum Suffix {
    Kind,
    Code,
    Both,
}

impl Suffix {
    const ALL: [Suffix; 3] = [Suffix::Both, Suffix::Code, Suffix::Kind];

    fn of(self, kind: EntityType, code: Option<&str>) -> String {
        let code = code.map(|c| format!(".{}", slug(c))).unwrap_or_default();
        match self {
            Suffix::Kind => format!(".{}", kind.as_str()),
            Suffix::Code => code,
            Suffix::Both => format!(".{}{code}", kind.as_str()),
        }
    }
}

/// The ids of these entities in one graph.
///
/// Of those with the same base the first type in the order of [`EntityType`] keeps the plain one and each further
/// type takes its name; within a type, the one without a code comes first and each further one takes its code.
pub(super) fn ids<'i>(identities: impl IntoIterator<Item = &'i Identity>) -> BTreeMap<Identity, String> {
    let identities: BTreeSet<&Identity> = identities.into_iter().collect();
    let mut ids = BTreeMap::new();
    let mut before: Option<&Identity> = None;
    let mut first: Option<&Identity> = None;
    for identity in identities {
        let suffix = match (before, first) {
            (Some(before), Some(first)) if before.base == identity.base => {
                let suffix = match (first.kind == identity.kind, before.kind == identity.kind) {
                    (true, _) => Suffix::Code,
                    (false, true) => Suffix::Both,
                    (false, false) => Suffix::Kind,
                };
                suffix.of(identity.kind, identity.code.as_deref())
            }
            _ => {
                first = Some(identity);
                String::new()
            }
        };
        before = Some(identity);
        ids.insert(identity.clone(), format!("{}{suffix}", identity.base));
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Event, Organization, Person, Place};

    fn node(id: &str, identity: &Identity) -> Node {
        Node {
            id: id.into(),
            name: "any".into(),
            kind: identity.kind,
            aliases: vec![],
            mentions: 0,
            documents: vec![],
            code: identity.code.clone(),
        }
    }

    #[test]
    fn the_same_words_for_different_entities_get_different_ids_that_can_be_told_again() {
        let code = |c: &str| Some(c.to_owned());
        let all = [
            Identity::named("Washington", Person, None),
            Identity::named("Washington", Place, None),
            Identity::named("Washington", Place, code("US-WA")),
            Identity::named("Georgia", Place, code("GEO")),
            Identity::named("Georgia", Place, code("US-GA")),
            Identity::named("Georgia", Organization, None),
            Identity::described("the meeting", Event, "Pallano 1", 1),
            Identity::described("meeting", Event, "Pallano 1", 2),
        ];
        let ids = ids(&all);
        let found: Vec<&str> = all.iter().map(|identity| ids[identity].as_str()).collect();
        assert_eq!(
            found,
            [
                "washington",
                "washington.place",
                "washington.place.us-wa",
                "georgia.place",
                "georgia.place.us-ga",
                "georgia",
                "meeting@pallano-1",
                "meeting@pallano-1.2"
            ]
        );
        for (identity, id) in &ids {
            assert_eq!(&Identity::of(&node(id, identity)), identity);
        }
    }
}
