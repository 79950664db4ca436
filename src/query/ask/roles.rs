//! Who is meant by a post: "the mayor of Pallano", "Pallano's mayor".

use super::super::names::{Candidate, NameError};
use super::AskError;
use super::spot::{self, Spotted};
use super::statement::AUXILIARIES;
use super::table::{Item, table};
use crate::entities::EntityType;
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
/// Most words before it that tell it from others: "deputy finance minister".
const MODIFIERS: usize = 2;

/// Puts the country in the place of its adjective before a post, as its owner: "the Bovian president" becomes "Bovia's
/// president", where the graph has the country.
pub(super) fn with_owners(words: &mut Vec<String>, graph: &Graph, posts: &BTreeMap<String, String>) {
    let mut at = 0;
    while at < words.len() {
        let is_post = |from: usize| {
            (1..=LONGEST).any(|n| words.get(from..from + n).is_some_and(|w| posts.contains_key(&w.join(" "))))
        };
        if let Some(country) = spot::country(&words[at])
            && (0..=MODIFIERS).any(|skip| is_post(at + 1 + skip))
            && super::super::find(graph, &country).is_ok()
        {
            words.splice(at..=at, [country, "'s".to_owned()]);
            if at > 0 && words[at - 1].eq_ignore_ascii_case("the") {
                words.remove(at - 1);
            }
        }
        at += 1;
    }
}

/// Puts who holds a post in the place of the words for it, where the graph says who does.
///
/// # Errors
/// Where the graph names several or none, and where it does not tell the post from others: a minister of what.
pub(super) fn settle(
    spotted: &mut Spotted,
    graph: &Graph,
    ontology: &Ontology,
    posts: &BTreeMap<String, String>,
) -> Result<Vec<Role>, AskError> {
    let mut roles = Vec::new();
    let mut at = 0;
    while at < spotted.items.len() {
        let post = post(&spotted.items, at, posts);
        if let Some(asked) = post.as_ref().filter(|post| is_asked(&spotted.items, at, post.end)) {
            at = asked.end;
            continue;
        }
        if let Some(post) = post {
            let body = spotted.nodes[post.body];
            let words = format!("{} of {}", post.words, graph.node(body).name);
            let former = post.modifiers == ["former"];
            if !post.modifiers.is_empty() && !former {
                return Err(AskError::Word(format!("{} {}", post.modifiers.join(" "), post.words)));
            }
            match holder(graph, ontology, &post.relation, body, &words, former)? {
                Some(holder) => {
                    let number = spotted.nodes.iter().position(|known| *known == holder).unwrap_or(spotted.nodes.len());
                    if number == spotted.nodes.len() {
                        spotted.nodes.push(holder);
                    }
                    spotted.items.splice(at..post.end, [Item::Name(number)]);
                    roles.push(Role { words: if former { format!("former {words}") } else { words }, holder });
                }
                None if post.is_one => return Err(AskError::Post(words)),
                None => {}
            }
        }
        at += 1;
    }
    Ok(roles)
}

struct Post {
    words: String,
    /// Words before it that tell it from others: "finance".
    modifiers: Vec<String>,
    relation: String,
    body: usize,
    end: usize,
    /// Whether it is one post, and not "members".
    is_one: bool,
}

/// The nouns that say what somebody is to another, with their relations.
pub(super) fn posts(ontology: &Ontology) -> BTreeMap<String, String> {
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
    let found = |start: usize| {
        (0..=MODIFIERS).find_map(|skip| {
            let modifiers: Option<Vec<String>> =
                items.get(start..start + skip)?.iter().map(|item| item.word().map(str::to_owned)).collect();
            let modifiers = modifiers.filter(|words| words.iter().all(|word| !table().function.contains(word)))?;
            let (words, relation, length) =
                (1..=LONGEST).rev().find_map(|n| words(start + skip, n).map(|(w, r)| (w, r, n)))?;
            Some((modifiers, words, relation, start + skip + length))
        })
    };
    let made = |(modifiers, words, relation, end): (Vec<String>, String, String, usize), body, past| {
        let is_one = !words.ends_with('s') || words.ends_with("ss");
        let end: usize = Option::unwrap_or(past, end);
        Post { words, modifiers, relation, body, end, is_one }
    };
    let is_the = |at: usize| items.get(at).is_some_and(|item| item.is(&["the"]));
    if let Some(Item::Name(body)) = items.get(at) {
        if items.get(at + 1).is_some_and(|i| i.is(&["'s"])) {
            return found(at + 2).map(|found| made(found, *body, None));
        }
        // "who met the Norland president", but not "did the Council head it" or "what did the Council head".
        let named = found(at + 1)?;
        let is_helper = |item: &Item| item.is(AUXILIARIES) || item.is(&["that", "which", "who", "whom"]);
        let behind_verb =
            items[..at].iter().rev().find(|i| !i.is(&["the"])).is_some_and(|i| i.word().is_some() && !is_helper(i));
        let before_verb = match items.get(named.3) {
            Some(Item::Word(word)) => !table().function.contains(word),
            _ => false,
        };
        let has_object = items.get(named.3).is_some_and(|item| item.is_name() || item.is(&["the", "a", "an"]));
        return (before_verb || behind_verb && !has_object).then(|| made(named, *body, None));
    }
    let article = items.get(at)?.is(&["the", "a", "an"]);
    let named = found(at + usize::from(article)).filter(|(modifiers, ..)| article || modifiers.is_empty())?;
    let of = named.3;
    let name = of + 1 + usize::from(is_the(of + 1));
    match (items.get(of).is_some_and(|i| i.is(&["of"])), items.get(name)) {
        (true, Some(Item::Name(body))) => Some(made(named, *body, Some(name + 1))),
        _ => None,
    }
}

/// Whether the post is what is asked about: "Who is the mayor of Pallano?", "Is Hallam the mayor of Pallano?".
fn is_asked(items: &[Item], at: usize, end: usize) -> bool {
    const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "become", "became"];
    let first = |words: &[&str]| items.first().is_some_and(|item| item.is(words));
    let before = items[..at].iter().rev().find(|item| !item.is(&["the", "a", "an"]));
    let asks = first(&["who", "what", "which"]) && before.is_some_and(|item| item.is(BE));
    let left = items[end..].iter().any(|item| !matches!(item, Item::Comma));
    let tells =
        first(&["is", "are", "was", "were", "has", "had"]) && before.is_some_and(|item| item.is_name() || item.is(BE));
    let alone = at == 0 && end == items.len();
    (asks && (!left || items[..at].iter().all(|item| !item.is_name()))) || (tells && at > 1) || alone
}

/// Who stands in a relation to a body, now or, where it is asked, formerly; of several the one of whom it is stated half as often
/// again as of any other.
fn holder(
    graph: &Graph,
    ontology: &Ontology,
    relation: &str,
    body: NodeIndex,
    words: &str,
    former: bool,
) -> Result<Option<NodeIndex>, NameError> {
    let mut found: Vec<Relation> = super::super::who(graph, ontology, relation, body).found;
    found.retain(|r| !r.edge.is_negated());
    if former || found.iter().any(|r| r.edge.status != Status::Former) {
        found.retain(|r| (r.edge.status == Status::Former) == former);
    }
    if found.iter().any(|r| r.source.kind == EntityType::Person) {
        found.retain(|r| r.source.kind == EntityType::Person);
    }
    found.sort_by_key(|r| std::cmp::Reverse(r.edge.count));
    match found[..] {
        [] => Ok(None),
        [one] => Ok(graph.find(&one.source.id)),
        // Reports call others so by mistake, but not as often.
        [one, next, ..] if 2 * one.edge.count >= 3 * next.edge.count.max(1) => Ok(graph.find(&one.source.id)),
        _ => {
            let candidate =
                |r: &Relation| Candidate { id: r.source.id.clone(), name: r.source.name.clone(), kind: r.source.kind };
            Err(NameError::Ambiguous { name: words.to_owned(), candidates: found.iter().map(candidate).collect() })
        }
    }
}
