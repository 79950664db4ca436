//! Who is meant by a post: "the mayor of Pallano", "Pallano's mayor".

use super::super::names::{Candidate, NameError};
use super::spot::Spotted;
use super::table::Item;
use crate::graph::{Graph, Relation};
use crate::relations::ontology::{Part, Slot};
use crate::relations::{Ontology, Status};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// A post that was understood as its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The words, such as "mayor of Pallano".
    pub words: String,
    /// Who holds it.
    pub holder: NodeIndex,
}

/// Longest post, in words: "prime minister".
const LONGEST: usize = 3;

/// Puts who holds a post in the place of the words for it, where the graph says who does.
///
/// # Errors
/// Where the graph names several.
pub(super) fn settle(spotted: &mut Spotted, graph: &Graph, ontology: &Ontology) -> Result<Vec<Role>, NameError> {
    let posts = posts(ontology);
    let mut roles = Vec::new();
    let mut at = 0;
    while at < spotted.items.len() {
        if let Some(post) = post(&spotted.items, at, &posts).filter(|post| !is_asked(&spotted.items, at, post.end)) {
            let body = spotted.nodes[post.body];
            let words = format!("{} of {}", post.words, graph.node(body).name);
            if let Some(holder) = holder(graph, ontology, &post.relation, body, &words)? {
                let number = spotted.nodes.iter().position(|known| *known == holder).unwrap_or(spotted.nodes.len());
                if number == spotted.nodes.len() {
                    spotted.nodes.push(holder);
                }
                spotted.items.splice(at..post.end, [Item::Name(number)]);
                roles.push(Role { words, holder });
            }
        }
        at += 1;
    }
    Ok(roles)
}

struct Post {
    words: String,
    relation: String,
    body: usize,
    end: usize,
}

/// The nouns that say what somebody is to another, with their relations.
fn posts(ontology: &Ontology) -> BTreeMap<String, String> {
    let mut posts = BTreeMap::new();
    for (index, trigger) in ontology.triggers().iter().enumerate() {
        let held = trigger.part == Part::Noun && trigger.source.contains(&Slot::Holder) && !trigger.mutual;
        for phrase in ontology.phrases(index).into_iter().filter(|_| held) {
            posts.entry(phrase).or_insert_with(|| ontology.relations()[trigger.relation].name.clone());
        }
    }
    posts
}

/// The post that items begin with at a place.
fn post(items: &[Item], at: usize, posts: &BTreeMap<String, String>) -> Option<Post> {
    let words = |from: usize, length: usize| {
        let words: Option<Vec<&str>> = items.get(from..from + length)?.iter().map(Item::word).collect();
        let words = words?.join(" ");
        posts.get(&words).map(|relation| (words, relation.clone()))
    };
    let longest_first = || (1..=LONGEST).rev();
    if let (Some(Item::Name(body)), Some(true)) = (items.get(at), items.get(at + 1).map(|i| i.is(&["'s"]))) {
        let (words, relation, length) = longest_first().find_map(|n| words(at + 2, n).map(|(w, r)| (w, r, n)))?;
        return Some(Post { words, relation, body: *body, end: at + 2 + length });
    }
    let start = at + usize::from(items.get(at)?.is(&["the", "a", "an"]));
    let (words, relation, length) = longest_first().find_map(|n| words(start, n).map(|(w, r)| (w, r, n)))?;
    let of = start + length;
    let name = of + 1 + usize::from(items.get(of + 1).is_some_and(|i| i.is(&["the"])));
    match (items.get(of).is_some_and(|i| i.is(&["of"])), items.get(name)) {
        (true, Some(Item::Name(body))) => Some(Post { words, relation, body: *body, end: name + 1 }),
        _ => None,
    }
}

/// Whether the post is what is asked about: "Who is the mayor of Pallano?", "Is Hallam the mayor of Pallano?".
fn is_asked(items: &[Item], at: usize, end: usize) -> bool {
    const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "become", "became"];
    let first = |words: &[&str]| items.first().is_some_and(|item| item.is(words));
    let before = items[..at].iter().rev().find(|item| !item.is(&["the", "a", "an"]));
    let asks = first(&["who", "what", "which"]) && before.is_some_and(|item| item.is(BE));
    let tells =
        first(&["is", "are", "was", "were", "has", "had"]) && before.is_some_and(|item| item.is_name() || item.is(BE));
    let alone = at == 0 && end == items.len();
    (asks && end == items.len()) || (tells && at > 1) || alone
}

/// Who stands in a relation to a body; of those now and formerly, those now.
fn holder(
    graph: &Graph,
    ontology: &Ontology,
    relation: &str,
    body: NodeIndex,
    words: &str,
) -> Result<Option<NodeIndex>, NameError> {
    let mut found: Vec<Relation> = super::super::who(graph, ontology, relation, body).found;
    found.retain(|r| !r.edge.is_negated());
    if found.iter().any(|r| r.edge.status != Status::Former) {
        found.retain(|r| r.edge.status != Status::Former);
    }
    match found[..] {
        [] => Ok(None),
        [one] => Ok(graph.find(&one.source.id)),
        _ => {
            let candidate =
                |r: &Relation| Candidate { id: r.source.id.clone(), name: r.source.name.clone(), kind: r.source.kind };
            Err(NameError::Ambiguous { name: words.to_owned(), candidates: found.iter().map(candidate).collect() })
        }
    }
}
