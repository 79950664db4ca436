//! The names among the words of a question.

use super::super::names::{NameError, find};
use super::table::{Item, table};
use super::words::Vocabulary;
use crate::entities::{By, Gazetteer};
use crate::graph::{Graph, Node, bare, fold};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// Longest name that is looked for, in words.
const LONGEST: usize = 8;

/// A question taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Spotted {
    pub items: Vec<Item>,
    /// What the names mean.
    pub nodes: Vec<NodeIndex>,
    /// Whether a name in it is a post: "president of the Republic".
    pub called_by_post: bool,
}

/// Which runs of words may be names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spans {
    /// The longest.
    Longest,
    /// The longest of those that neither begin nor end with a word which states a relation or says what is asked for.
    WithoutVerbs,
}

/// The runs of words that may be names, folded, with and without an article.
pub(super) fn possible(words: &[String]) -> Vec<String> {
    let mut names = BTreeSet::new();
    for start in 0..words.len() {
        for end in start + 1..=(start + LONGEST).min(words.len()) {
            names.extend(country(&words[start]).filter(|_| end == start + 1).map(|name| bare(&name)));
            if words[start..end].iter().any(|word| !is_function(word)) {
                let name = bare(&words[start..end].join(" "));
                names.extend([format!("the {name}"), name]);
            }
        }
    }
    names.into_iter().collect()
}

/// The country whose adjective a word is.
pub(super) fn country(word: &str) -> Option<String> {
    let gazetteer = Gazetteer::shipped();
    let sense =
        gazetteer.first(word).filter(|sense| sense.by == By::Demonym && word.starts_with(char::is_uppercase))?;
    Some(gazetteer.entry(sense.entry).name.clone())
}

/// The items of a question: the names of the graph in it, the longest first, and the words between them.
///
/// # Errors
/// Where a capitalised word names nothing in the graph, or a name may be several.
pub(super) fn spot(
    words: &[String],
    graph: &Graph,
    vocabulary: &Vocabulary,
    which: Spans,
) -> Result<Spotted, NameError> {
    let Vocabulary { relational, posts } = vocabulary;
    let spans = known(words, graph, relational, which);
    let mut spotted = Spotted::default();
    let mut at = 0;
    while at < words.len() {
        let span = spans.get(&at).copied().or_else(|| unknown(words, at, &spans, relational));
        match span {
            Some(end) => {
                let node = find(graph, &words[at..end].join(" "))?;
                let number = spotted.nodes.iter().position(|known| *known == node).unwrap_or(spotted.nodes.len());
                if number == spotted.nodes.len() {
                    spotted.nodes.push(node);
                }
                spotted.items.push(Item::Name(number));
                let start = at + usize::from(words[at].eq_ignore_ascii_case("the"));
                let of = (start..end).find(|&of| words[of].eq_ignore_ascii_case("of"));
                spotted.called_by_post |=
                    of.is_some_and(|of| posts.contains_key(&words[start..of].join(" ").to_lowercase()));
                at = end;
            }
            None => {
                let low = words[at].to_lowercase();
                if low == "," {
                    spotted.items.push(Item::Comma);
                } else if !table().fillers.contains(&low) {
                    spotted.items.push(Item::Word(low));
                }
                at += 1;
            }
        }
    }
    Ok(spotted)
}

/// Whether whatever looks like a name is one of the graph.
pub(super) fn knows_all(words: &[String], graph: &Graph, vocabulary: &Vocabulary, which: Spans) -> bool {
    let relational = &vocabulary.relational;
    let spans = known(words, graph, relational, which);
    let mut at = 0;
    while at < words.len() {
        at = match (spans.get(&at), unknown(words, at, &spans, relational)) {
            (Some(end), _) => *end,
            (None, Some(_)) => return false,
            (None, None) => at + 1,
        };
    }
    true
}

/// Where names of the graph start and end, those that overlap settled for the longest and then the first.
fn known(words: &[String], graph: &Graph, relational: &BTreeSet<String>, which: Spans) -> BTreeMap<usize, usize> {
    let says = |word: &String| !word.contains(char::is_uppercase) && states(word, relational);
    let mut windows: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for start in 0..words.len() {
        for end in start + 1..=(start + LONGEST).min(words.len()) {
            let article = end > start + 1 && ["the", "a", "an"].iter().any(|a| words[start].eq_ignore_ascii_case(a));
            let first = &words[start + usize::from(article)];
            let stated = which == Spans::WithoutVerbs && (says(first) || says(&words[end - 1]));
            if !stated && may_be_name(words, start, end, relational) {
                windows.entry(bare(&words[start..end].join(" "))).or_default().push((start, end));
            }
        }
    }
    windows.remove("");
    let longest = windows.keys().map(String::len).max().unwrap_or(0);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (_, node) in graph.nodes() {
        for spelling in spellings(node) {
            // Folding shortens by points and accents, and never to less than a quarter.
            if spelling.len() > 4 * longest + 8 {
                continue;
            }
            let Some(places) = windows.get(&bare(spelling)) else { continue };
            let shouted =
                spelling.chars().filter(|c| c.is_uppercase()).count() > 1 && !spelling.contains(char::is_lowercase);
            let fits = |(start, end): &&(usize, usize)| {
                // "us" is not the US.
                !shouted || end - start > 1 || words[*start].chars().any(char::is_uppercase)
            };
            found.extend(places.iter().filter(fits));
        }
    }
    found.sort_unstable_by_key(|&(start, end)| (usize::MAX - (end - start), start));
    found.dedup();
    let mut taken = vec![false; words.len()];
    let mut spans = BTreeMap::new();
    for (start, end) in found {
        if taken[start..end].iter().all(|taken| !taken) {
            taken[start..end].fill(true);
            spans.insert(start, end);
        }
    }
    spans
}

/// Whether a word in lower case states a relation, as a verb in whatever person, or says what is asked for.
fn states(word: &str, relational: &BTreeSet<String>) -> bool {
    let one = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let one = one.unwrap_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned());
    [word, &one].iter().any(|word| relational.contains(*word)) || table().kind_of(word).is_some()
}

fn spellings(node: &Node) -> impl Iterator<Item = &str> {
    [node.name.as_str(), &node.id]
        .into_iter()
        .chain(node.aliases.iter().map(String::as_str))
        .chain(node.code.as_deref())
}

fn may_be_name(words: &[String], start: usize, end: usize, relational: &BTreeSet<String>) -> bool {
    let window = &words[start..end];
    let low = |word: &String| word.to_lowercase();
    // "May" inside of a question is a name, as its capital tells.
    let is_function = |word: &String| is_function(word) && !(start > 0 && word.starts_with(char::is_uppercase));
    let joint = |word: &String| ["'s", ","].contains(&word.as_str());
    if window.iter().all(is_function) || window.first().is_some_and(joint) || window.last().is_some_and(joint) {
        return false;
    }
    if window.iter().any(|word| word.chars().any(char::is_uppercase)) {
        // The first word of a question is capitalised whatever it is.
        return start > 0
            || end > 1
            || !(relational.contains(&fold(&window[0])) || table().kind_of(&low(&window[0])).is_some());
    }
    // In lower case: nothing that says what is asked for or how, and no post ("the president of ...").
    let of = words.get(end).is_some_and(|word| word.eq_ignore_ascii_case("of"));
    let says = |word: &String| states(&low(word), relational);
    // "the finance minister": a part of what states a relation is none of it.
    let cuts = |from: usize, to: usize| {
        let whole = from >= start && to <= end;
        !whole && words.get(from..to).is_some_and(|words| relational.contains(&words.join(" ").to_lowercase()))
    };
    let is_cut = (start.saturating_sub(2)..end)
        .any(|from| (from.max(start) + 1..=from + 3).any(|to| to > start && cuts(from, to)));
    !of && !is_cut && (end - start > 1 || !(is_function(&window[0]) || says(&window[0])))
}

/// Whether a word is no name; what is written in capitals may be one: the US, the WHO.
fn is_function(word: &str) -> bool {
    let shouted = word.chars().count() > 1 && !word.contains(char::is_lowercase) && word.contains(char::is_uppercase);
    !shouted && table().function.contains(&word.to_lowercase())
}

/// Where a run of capitalised words ends that is no name of the graph; only its beginning is told apart from other words.
fn unknown(
    words: &[String],
    at: usize,
    spans: &BTreeMap<usize, usize>,
    relational: &BTreeSet<String>,
) -> Option<usize> {
    let capital = |at: usize| {
        let word = &words[at];
        let low = word.to_lowercase();
        word.starts_with(char::is_uppercase)
            && !is_function(word)
            && !spans.contains_key(&at)
            && (at > 0
                || !(relational.contains(&low) || table().kind_of(&low).is_some() || low == "give" || low == "find"))
    };
    let end = (at..words.len()).take_while(|&at| capital(at)).last()? + 1;
    // "Which European countries": what stands before a noun that is asked for is for the rest to refuse.
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Event, Group, Organization, Person, Place};
    use crate::graph::samples::Sample;
    use crate::query::ask::words::words;
    use crate::relations::Ontology;

    fn graph() -> Graph {
        Sample::new(
            "d",
            &["Hallam, United States, US, National Council, Free Council, the dinner May, attacks, finance, chairman of Free Council, Hallam attack, members of Free Council"],
        )
        .entity("Kalimar Hallam", Person, &["Hallam"])
        .entity("United States", Place, &["US", "United States"])
        .entity("National Council", Organization, &["National Council"])
        .entity("Lena May", Person, &["May"])
        .entity("Pallano dinner", Event, &["the dinner"])
        .entity("Hallam attack", Event, &["Hallam attack"])
        .entity("members of Free Council", Group, &["members of Free Council"])
        .entity("Free Council", Organization, &["Free Council"])
        .entity("Hallam strike", Event, &["attacks"])
        .entity("Finance Ltd", Organization, &["finance"])
        .entity("chairman of Free Council", Person, &["chairman of Free Council"])
        .graph()
    }

    fn told(question: &str) -> String {
        told_with(question, Spans::Longest)
    }

    fn told_with(question: &str, spans: Spans) -> String {
        let graph = graph();
        match spot(&words(question), &graph, &Vocabulary::of(&Ontology::built_in()), spans) {
            Err(error) => error.to_string(),
            Ok(spotted) => {
                let item = |item: &Item| match item {
                    Item::Word(word) => word.clone(),
                    Item::Comma => ",".to_owned(),
                    Item::Name(number) => format!("[{}]", graph.node(spotted.nodes[*number]).name),
                };
                spotted.items.iter().map(item).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn names_are_found_in_any_case_and_words_are_not_names() {
        for (question, expected) in [
            ("Who backs Hallam?", "who backs [Kalimar Hallam]"),
            ("who backs hallam", "who backs [Kalimar Hallam]"),
            ("Who may tell us about the US?", "who may tell us about [United States]"),
            ("Did May meet the National Council?", "did [Lena May] meet [National Council]"),
            ("Who skipped the dinner, and who didn't?", "who skipped [Pallano dinner] , and who did not"),
            ("Who's on Hallam's side", "who is on [Kalimar Hallam] 's side"),
            ("Kalimar Hallam's friends", "[Kalimar Hallam] 's friends"),
            ("Who really backs the U.S.?", "who backs [United States]"),
            ("WHO BACKS HALLAM?", "who backs [Kalimar Hallam]"),
        ] {
            assert_eq!(told(question), expected, "{question}");
        }
        // Neither the verb nor half a post is the name that it would be alone.
        assert_eq!(told("Who attacks Hallam?"), "who attacks [Kalimar Hallam]");
        assert_eq!(told("Who is finance minister of the US?"), "who is finance minister of [United States]");
        let questions = ["Did Hallam attack May?", "Who are members of Free Council?"];
        assert_eq!(questions.map(told), ["did [Hallam attack] [Lena May]", "who are [members of Free Council]"]);
        assert_eq!(
            questions.map(|question| told_with(question, Spans::WithoutVerbs)),
            ["did [Kalimar Hallam] attack [Lena May]", "who are members of [Free Council]"]
        );
        let post = "Who met the chairman of Free Council?";
        assert_eq!(told(post), "who met [chairman of Free Council]");
        assert_eq!(told_with(post, Spans::WithoutVerbs), "who met the chairman of [Free Council]");
        assert!(told("Who backs Kalimar Hallem?").contains("nothing here is called \"Kalimar Hallem\"; did you mean"));
    }
}
