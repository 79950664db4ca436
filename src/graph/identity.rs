//! Which entities of different documents are the same, and the ids that tell them apart.
//!
//! An id must last: an entity has the same one whatever else a graph holds, so that graphs made at different times fit
//! together. It is made of the entity alone: its words, its type, its code and, where it has no name of its own, its
//! document. Whose words need nothing behind them is settled beforehand by [`owner`], never by who else is there.
//!
//! No two entities share an id: `.` and `@` stand in no slug, so that words, document, number, type and code can be
//! told again from the id.

use super::Node;
use super::fold::{short_hash, slug};
use crate::document::Document;
use crate::entities::{EntityType, Gazetteer};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What two nodes must share to be one entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    /// The id without type and code.
    base: String,
    kind: EntityType,
    /// As a slug.
    code: Option<String>,
}

impl Identity {
    /// An entity with a name, the same in every document.
    pub fn named(name: &str, kind: EntityType, code: Option<&str>) -> Self {
        Self { base: slug(name), kind, code: code.map(slug) }
    }

    /// An entity that is only described ("the meeting"): known within its document. `nth` counts from 1 those of the
    /// same words.
    pub fn described(name: &str, kind: EntityType, document: &Document, nth: usize) -> Self {
        let base = format!("{}@{}", slug(name), place(&document.id, &document.sha256));
        Self { base: if nth > 1 { format!("{base}.{nth}") } else { base }, kind, code: None }
    }

    /// That of a node of a graph made before.
    pub fn of(node: &Node) -> Self {
        let mut identity = Self { base: String::new(), kind: node.kind, code: node.code.as_deref().map(slug) };
        let base = node.id.strip_suffix(&identity.suffix()).unwrap_or(&node.id);
        // An id by another hand may hold points that would be read as type and code.
        identity.base = if is_base(base) { base.to_owned() } else { format!("{}-{}", slug(base), short_hash(base)) };
        identity
    }

    /// That of a node which is the entity `id` among all documents.
    pub fn known_as(node: &Node, id: &str) -> Self {
        if node.id == id {
            return Self::of(node);
        }
        Self::of(&Node { id: id.to_owned(), kind: kind_of_id(id), code: None, ..node.clone() })
    }

    /// What it is.
    pub fn kind(&self) -> EntityType {
        self.kind
    }

    /// The id of the entity in every graph.
    pub fn id(&self) -> String {
        let Self { base, kind, code } = self;
        let (owner, owner_code) = owner(base);
        if (*kind, code) == (owner, owner_code) { base.clone() } else { format!("{base}{}", self.suffix()) }
    }

    /// Type and code as they stand behind the words of an id.
    fn suffix(&self) -> String {
        let code = self.code.as_deref().map(|code| format!(".{code}")).unwrap_or_default();
        format!(".{}{code}", self.kind.as_str())
    }

    /// Whether it is known within one document only.
    pub fn is_described(&self) -> bool {
        is_described(&self.base)
    }
}

/// What stands behind the `@` of those that are known within one document only.
///
/// Two files of one name are told apart by a hash at the end of their ids where both are read at once; here it stands
/// always, so that the company of a document changes nothing.
pub(crate) fn place(document: &str, sha256: &str) -> String {
    format!("{}-{}", slug(plain_id(document, sha256)), sha256.get(..8).unwrap_or(sha256))
}

/// The id of a document without the beginning of its hash.
pub(crate) fn plain_id<'d>(document: &'d str, sha256: &str) -> &'d str {
    let hash = sha256.get(..8).unwrap_or(sha256);
    document.strip_suffix(hash).and_then(|id| id.strip_suffix('-')).unwrap_or(document)
}

/// The type of the entity with this id: it stands behind it, or is the owner's.
pub(crate) fn kind_of_id(id: &str) -> EntityType {
    let said = EntityType::ALL.into_iter().find(|kind| id.ends_with(&format!(".{}", kind.as_str())));
    said.unwrap_or_else(|| owner(id).0)
}

/// The id of the entity that `id` is in one document alone, where others have its name.
pub(crate) fn apart(id: &str, kind: EntityType, place: &str) -> String {
    let base = id.strip_suffix(&format!(".{}", kind.as_str())).unwrap_or(id);
    Identity { base: format!("{base}@{place}"), kind, code: None }.id()
}

/// Whether the node with this id has no name of its own.
pub(crate) fn is_described(id: &str) -> bool {
    id.contains('@')
}

/// Whether an id without type and code has no points but that before the number of a description.
fn is_base(base: &str) -> bool {
    match base.split_once('.') {
        None => true,
        Some((words, nth)) => is_described(words) && !nth.is_empty() && nth.bytes().all(|b| b.is_ascii_digit()),
    }
}

/// Type and code of the one entity whose id is these words and nothing more: what the gazetteer calls so, else the
/// person.
fn owner(base: &str) -> (EntityType, &'static Option<String>) {
    static KNOWN: OnceLock<BTreeMap<String, (EntityType, Option<String>)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        // Where two entries share a slug, the later one owns it.
        let entries = Gazetteer::shipped().entries().iter();
        entries.map(|entry| (slug(&entry.name), (entry.kind, entry.code.as_deref().map(slug)))).collect()
    });
    known.get(base).map_or((EntityType::Person, &None), |(kind, code)| (*kind, code))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Sample, any_documents};
    use super::super::{Graph, unique_documents};
    use super::*;
    use crate::relations::Ontology;
    use EntityType::{Event, Organization, Person, Place, Plan};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn node(identity: &Identity) -> Node {
        Node {
            id: identity.id(),
            name: "any".into(),
            kind: identity.kind,
            aliases: vec![],
            mentions: 0,
            documents: vec![],
            code: identity.code.clone(),
        }
    }

    #[test]
    fn an_id_is_made_of_the_entity_alone_and_can_be_told_again() {
        let document = Sample::new("Pallano 1", &["The meeting."]).document;
        for (identity, id) in [
            (Identity::named("Washington", Person, None), "washington"),
            (Identity::named("Washington", Place, None), "washington.place"),
            (Identity::named("Washington", Place, Some("US-WA")), "washington.place.us-wa"),
            (Identity::named("Georgia", Place, Some("GEO")), "georgia"),
            (Identity::named("Georgia", Place, Some("US-GA")), "georgia.place.us-ga"),
            (Identity::named("Georgia", Place, None), "georgia.place"),
            (Identity::named("Georgia", Person, None), "georgia.person"),
            (Identity::named("NATO", Organization, None), "nato"),
            (Identity::named("Pallano conference", Event, None), "pallano-conference.event"),
            (Identity::described("the meeting", Event, &document, 1), "meeting@pallano-1-00.event"),
            (Identity::described("meeting", Event, &document, 2), "meeting@pallano-1-00.2.event"),
            (Identity::described("meeting", Plan, &document, 1), "meeting@pallano-1-00.plan"),
        ] {
            assert_eq!(identity.id(), id);
            assert_eq!(Identity::of(&node(&identity)), identity, "{id}");
        }
    }

    #[test]
    fn ids_by_another_hand_stay_apart() {
        let any = Identity::named("any", Place, Some("y"));
        let ids = ["x", "x.place", "x.place.y", "x.y", "x-y", "Q.1@a.b", "@", "."];
        let nodes = ids.map(|id| Node { id: id.into(), ..node(&any) });
        let once: BTreeSet<String> = nodes.iter().map(|node| Identity::of(node).id()).collect();
        // "x" gets what "x.place.y" has: both say that they are the place x of code y.
        assert_eq!(once.len(), ids.len() - 1, "{once:?}");
        let again = once.iter().map(|id| Identity::of(&Node { id: id.clone(), ..node(&any) }).id());
        assert_eq!(again.collect::<BTreeSet<_>>(), once);
    }

    #[test]
    fn a_document_of_the_same_name_beside_it_changes_no_id() {
        let [one, mut other] = ["dinner", "dinner"].map(|id| Sample::new(id, &["The meeting."]).document);
        other.sha256 = "11".into();
        let alone = Identity::described("meeting", Event, &one, 1);
        let both = unique_documents(vec![one, other]);
        assert!(both[0].id != "dinner" && Identity::described("meeting", Event, &both[0], 1) == alone);
    }

    proptest! {
        #[test]
        fn joining_documents_makes_no_other_id(
            documents in any_documents(),
            kept in proptest::collection::vec(any::<bool>(), 3),
        ) {
            let ids = |graph: &Graph| graph.nodes().map(|(_, node)| node.id.clone()).collect::<BTreeSet<_>>();
            let part: Vec<Graph> =
                documents.iter().zip(kept).filter(|(_, kept)| *kept).map(|(document, _)| document.graph()).collect();
            let alone: BTreeSet<String> = part.iter().flat_map(ids).collect();
            let merged = ids(&Graph::merged(part, &Ontology::built_in()));
            // Names of several may stand apart by document, and names of one are joined.
            let others: Vec<&String> = merged.difference(&alone).filter(|id| !is_described(id)).collect();
            prop_assert!(others.is_empty(), "{:?}", others);
        }
    }
}
