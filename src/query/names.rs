//! The entity that a user's words mean.

use crate::entities::EntityType;
use crate::graph::link::{Unit, initials};
use crate::graph::{Graph, Likeness, Node, bare, fold, likest};
use petgraph::graph::NodeIndex;
use std::fmt;

/// Who is written of so many times more than all others of a name is meant by it.
const FAR_MORE: usize = 5;
/// Candidates that a message lists.
const LISTED: usize = 8;

/// Why words name no entity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing in the graph has this name.
    #[error("nothing here is called {:?}{}", told(.name), did_you_mean(.similar))]
    Unknown {
        /// The words.
        name: String,
        /// Names that look like them, the likest first.
        similar: Vec<String>,
    },
    /// Several entities have it.
    #[error("{:?} may be any of these, give its id: {}", told(.name), list(.candidates))]
    Ambiguous {
        /// The words.
        name: String,
        /// Those that have the name, those first of whom more is written.
        candidates: Vec<Candidate>,
    },
}

/// An entity that words may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id, which means it alone.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.id, self.kind.as_str(), self.name)
    }
}

/// Finds the entity that is called `name`: by id, by name, code or another of its names, or, where that tells one entity
/// from all others or is in the own name of one actor only, by some words of a name, or by their beginnings. Of several that are called so, it is the one whose
/// own name it is, but for a legal form ("Vostok" is Vostok AG rather than Vostok of Norland Ltd), or has the words in it
/// ("Hallam" is Kalimar Hallam rather than a government called Hallam's), unless far more is written of another. Case, accents, articles and punctuation are looked through.
///
/// # Errors
/// Where nothing is called so, with names that look alike, or where several are.
pub fn find(graph: &Graph, name: &str) -> Result<NodeIndex, NameError> {
    if let Some(index) = graph.find(name.trim()) {
        return Ok(index);
    }
    let wanted = bare(name);
    let is_name = |node: &Node| bare(&node.name) == wanted || node.code.as_deref().is_some_and(|c| fold(c) == wanted);
    let is_alias = |node: &Node| node.aliases.iter().any(|alias| bare(alias) == wanted);
    let has_words = |node: &Node| spellings(node).any(|s| matches(&s, &wanted, |word, part| word == part));
    let has_parts = |node: &Node| spellings(node).any(|s| matches(&s, &wanted, |word, part| word.starts_with(part)));
    let called = |node: &Node| is_name(node) || is_alias(node);
    let acts = |node: &Node| !matches!(node.kind, EntityType::Plan | EntityType::Event);
    let has_core =
        |node: &Node| node.kind == EntityType::Organization && Unit::new(node, "").core().join(" ") == wanted;
    let in_name = |node: &Node| matches(&fold(&node.name), &wanted, |word, part| word == part);
    let begins = |node: &Node| matches(&fold(&node.name), &wanted, |word, part| word.starts_with(part));
    let is_part = |node: &Node| is_alias(node) && (begins(node) || fold(&initials(&node.name)) == wanted);
    let ways: [&dyn Fn(&Node) -> bool; 3] = [&called, &has_words, &has_parts];
    for (nth, way) in ways.iter().enumerate().filter(|_| !wanted.is_empty()) {
        let mut found: Vec<(NodeIndex, &Node)> = graph.nodes().filter(|(_, node)| way(node)).collect();
        // Who is known within one document only is meant where nobody else can be.
        if found.iter().any(|(_, node)| !node.id.contains('@')) {
            found.retain(|(_, node)| !node.id.contains('@'));
        }
        if found.is_empty() {
            continue;
        }
        // "Chase" is not Chase Corp Ltd where more is written of Chase Manhattan.
        let leads = |node: &Node| found.iter().all(|(_, other)| other.id == node.id || other.mentions < node.mentions);
        let is_core = |node: &Node| has_core(node) && leads(node);
        // A whole name means somebody; the beginning of a word means nobody before another.
        let meant = match found[..] {
            [(index, _)] => Some(index),
            _ if nth == 0 => foremost(&found, &[&is_name, &is_core, &is_part]),
            _ if nth == 1 => only(&found, &|node| acts(node) && in_name(node)),
            _ => None,
        };
        if let Some(index) = meant {
            return Ok(index);
        }
        found.sort_by_key(|(_, node)| (std::cmp::Reverse(node.mentions), &node.id));
        let candidate =
            |(_, node): (_, &Node)| Candidate { id: node.id.clone(), name: node.name.clone(), kind: node.kind };
        let candidates = found.into_iter().map(candidate).collect();
        return Err(NameError::Ambiguous { name: name.to_owned(), candidates });
    }
    let names = graph.nodes().flat_map(|(_, node)| {
        let spellings = std::iter::once(&node.name).chain(&node.aliases);
        spellings.map(|spelling| (spelling.as_str(), node.name.as_str(), node.mentions))
    });
    Err(NameError::Unknown { name: name.to_owned(), similar: similar(name, names) })
}

/// The one of several that a name means: of those that have the best claim to it, the only one, or the one that is
/// written of far more than the others; but none of whom far less is written than of somebody with a lesser claim. Who is only
/// called so somewhere has a claim where nobody has a better one.
fn foremost(found: &[(NodeIndex, &Node)], claims: &[&dyn Fn(&Node) -> bool]) -> Option<NodeIndex> {
    let most = found.iter().map(|(_, node)| node.mentions).max()?;
    let best = |claim: &dyn Fn(&Node) -> bool| {
        let mut claiming: Vec<&(NodeIndex, &Node)> = found.iter().filter(|(_, node)| claim(node)).collect();
        claiming.sort_by_key(|(index, node)| (std::cmp::Reverse(node.mentions), *index));
        let (index, top) = claiming.first()?;
        let next = claiming.get(1).map_or(0, |(_, node)| node.mentions);
        let alone = claiming.len() == 1 || (next > 0 && next * FAR_MORE <= top.mentions);
        (alone && top.mentions * FAR_MORE >= most).then_some(*index)
    };
    let claimed = found.iter().any(|(_, node)| claims.iter().any(|claim| claim(node)));
    if claimed { claims.iter().find_map(|claim| best(claim)) } else { best(&|_| true) }
}

/// The only one of several with a claim; not where far more is written of somebody else.
fn only(found: &[(NodeIndex, &Node)], claim: &dyn Fn(&Node) -> bool) -> Option<NodeIndex> {
    let most = found.iter().map(|(_, node)| node.mentions).max()?;
    let mut claiming = found.iter().filter(|(_, node)| claim(node));
    let (index, node) = claiming.next()?;
    (claiming.next().is_none() && node.mentions * FAR_MORE >= most).then_some(*index)
}

fn spellings(node: &Node) -> impl Iterator<Item = String> {
    std::iter::once(&node.name).chain(&node.aliases).map(|name| fold(name))
}

/// Whether each word of `wanted` is found in `name`, in their order.
fn matches(name: &str, wanted: &str, same: impl Fn(&str, &str) -> bool) -> bool {
    let mut words = name.split(' ');
    wanted.split(' ').all(|part| words.any(|word| same(word, part)))
}

/// What of `known` looks like `word`, the likest first: each a spelling, the name of what is called so, and how often it is
/// mentioned.
pub(super) fn similar<'k>(word: &str, known: impl IntoIterator<Item = (&'k str, &'k str, usize)>) -> Vec<String> {
    let likeness = Likeness::to(word);
    let offer = |(spelling, name, mentions)| {
        likeness.offer(spelling, name).map(|(score, offer)| (score, mentions, offer.to_owned()))
    };
    likest(known.into_iter().filter_map(offer).collect())
}

/// A question that offers names, to stand behind a message.
pub(super) fn did_you_mean(similar: &[String]) -> String {
    match similar {
        [] => String::new(),
        [one] => format!("; did you mean {one:?}?"),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|name| format!("{name:?}")).collect();
            format!("; did you mean {} or {last:?}?", most.join(", "))
        }
    }
}

/// As much of a name as a message repeats.
fn told(name: &str) -> String {
    const MOST: usize = 100;
    let rest = if name.chars().nth(MOST).is_some() { "…" } else { "" };
    name.chars().take(MOST).collect::<String>() + rest
}

fn list(candidates: &[Candidate]) -> String {
    let listed: Vec<String> = candidates.iter().take(LISTED).map(Candidate::to_string).collect();
    let more = candidates.len().saturating_sub(LISTED);
    listed.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Organization, Person, Place};
    use crate::graph::samples::Sample;

    fn graph() -> Graph {
        Sample::new("d", &["General Hallam, Erdoğan, the UN, US, UN mission, Washington, George Washington."])
            .entity("Kalimar Hallam", Person, &["General Hallam", "Hallam"])
            .entity("Recep Tayyip Erdoğan", Person, &["Erdoğan"])
            .entity("United Nations", Organization, &["the UN"])
            .entity("UN mission", Organization, &["UN mission"])
            .entity("United States", Place, &["US", "Washington"])
            .code("USA")
            .entity("George Washington", Person, &["George Washington"])
            .graph()
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        let graph = graph();
        for (name, id) in [
            ("kalimar-hallam", "kalimar-hallam"),
            ("KALIMAR HALLAM", "kalimar-hallam"),
            ("hallam", "kalimar-hallam"),
            ("Erdogan", "recep-tayyip-erdogan"),
            ("recep erdogan", "recep-tayyip-erdogan"),
            ("tayy", "recep-tayyip-erdogan"),
            ("The U.N.", "united-nations"),
            ("usa", "united-states"),
            ("Washington", "united-states"),
            ("George", "george-washington"),
            ("mission", "un-mission.organization"),
        ] {
            let found = find(&graph, name).map(|index| graph.node(index).id.as_str());
            assert_eq!(found, Ok(id), "{name}");
        }
    }

    #[test]
    fn an_alias_that_is_part_of_a_name_means_its_bearer() {
        let graph = Sample::new("d", &["Hallam and the Eastern government, or Hallam; Ada Lang, Bo Lang, Lang"])
            .entity("Kalimar Hallam", Person, &["Hallam"])
            .entity("Eastern government", Organization, &["Eastern government", "Hallam"])
            .entity("Ada Lang", Person, &["Lang"])
            .entity("Bo Lang", Person, &["Lang"])
            .graph();
        assert_eq!(find(&graph, "Hallam").map(|index| graph.node(index).id.as_str()), Ok("kalimar-hallam"));
        assert!(matches!(find(&graph, "Lang"), Err(NameError::Ambiguous { .. })));
        let graph = Sample::new("d", &["Dara al-Corvan, the government of Dara al-Corvan"])
            .entity("Dara al-Corvan", Person, &["al-Corvan"])
            .entity("western government", Organization, &["government of Dara al-Corvan"])
            .graph();
        assert_eq!(find(&graph, "corvan").map(|index| graph.node(index).id.as_str()), Ok("dara-al-corvan"));
        let graph = Sample::new("d", &["the Homeland party, a deal with the Homeland party"])
            .entity("Homeland party", Organization, &["Homeland party"])
            .entity("deal with the Homeland party", EntityType::Plan, &["deal with the Homeland party"])
            .graph();
        let found = find(&graph, "homeland").map(|index| graph.node(index).name.as_str());
        assert_eq!(found, Ok("Homeland party"), "a plan about it is none that acts");
    }

    #[test]
    fn a_company_is_meant_before_its_subsidiaries() {
        let graph =
            Sample::new("d", &["Vostok AG and Vostok of Norland Ltd, Vostok of Sudmark Ltd and Vostok Cement; Vostok"])
                .entity("Vostok of Norland Ltd", Organization, &["Vostok"])
                .entity("Vostok AG", Organization, &["Vostok", "Vostok AG"])
                .entity("Vostok of Sudmark Ltd", Organization, &["Vostok"])
                .graph();
        let found = |name| find(&graph, name).map(|index| graph.node(index).id.as_str());
        assert_eq!(found("Vostok"), Ok("vostok-ag.organization"));
        let graph = Sample::new(
            "d",
            &["Corvan Ltd, Corvan Steel Works, Corvan Steel Works, Corvan; Dome, Dome, Dome, Dome, Dome, Dome"],
        )
        .entity("Corvan Ltd", Organization, &["Corvan"])
        .entity("Corvan Steel Works", Organization, &["Corvan", "Corvan Steel Works", "Corvan Steel Works"])
        .entity("Dome", Organization, &["Corvan", "Dome", "Dome", "Dome", "Dome", "Dome", "Dome"])
        .graph();
        assert!(matches!(find(&graph, "Corvan"), Err(NameError::Ambiguous { .. })), "more is written of another");
        assert!(matches!(found("Vostok of"), Err(NameError::Ambiguous { .. })));
    }

    #[test]
    fn what_may_be_several_lists_them() {
        let error = find(&graph(), "united").unwrap_err().to_string();
        insta::assert_snapshot!(error, @r#""united" may be any of these, give its id: united-states (place United States), united-nations (organization United Nations)"#);
    }

    #[test]
    fn a_miss_offers_what_looks_alike() {
        let graph = graph();
        let error = find(&graph, "Kalimar Hiftar").unwrap_err().to_string();
        insta::assert_snapshot!(error, @r#"nothing here is called "Kalimar Hiftar"; did you mean "Kalimar Hallam"?"#);
        assert!(find(&graph, "hallem").unwrap_err().to_string().contains("\"Kalimar Hallam\""));
        // Words of a description name nobody, and of equals those come first of whom more is written.
        let graph = Sample::new("d", &["Adra Corvan, Zeno Corvan, Corvan plan, the man who had once met old Corvan"])
            .entity("Adra Corvan", Person, &["Adra Corvan"])
            .entity("Zeno Corvan", Person, &["Zeno Corvan", "Corvan", "Corvan", "Corvan"])
            .entity("Port Authority", Organization, &["Corvan plan"])
            .entity("the man who had once met old Corvan", Person, &["the man who had once met old Corvan"])
            .graph();
        let error = find(&graph, "Corven").unwrap_err().to_string();
        insta::assert_snapshot!(error, @r#"nothing here is called "Corven"; did you mean "Zeno Corvan" or "Adra Corvan"?"#);
        let none = NameError::Unknown { name: "Xq".into(), similar: vec![] };
        assert_eq!(find(&graph, "Xq"), Err(none));
        assert!(find(&graph, &"x".repeat(10_000)).unwrap_err().to_string().len() < 200);
        assert!(find(&graph, "").is_err() && find(&graph, "\u{301}!").is_err());
    }
}
