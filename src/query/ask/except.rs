//! What takes names out of an answer or turns what is said of them round, and what points back at a name: "but not Corti",
//! "neither Corti nor Lang", "except Norland", "it".

use super::AskError;
use super::table::{Item, table};
use crate::entities::EntityType;
use crate::graph::Graph;
use petgraph::graph::NodeIndex;

/// A question's items with nothing left in them that only a reader of questions would understand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Plain {
    pub items: Vec<Item>,
    /// Names of which the contrary is asked: "but not Corti".
    pub negated: Vec<usize>,
    /// Names that are to be left out of the answer: "except Norland".
    pub left_out: Vec<usize>,
    /// The word for either of them that only fits a question after somebody.
    pub word: Option<String>,
}

/// What stands before names that are to be left out.
const EXCEPT: &[&[&str]] = &[
    &["except", "for"],
    &["except"],
    &["excepting"],
    &["excluding"],
    &["besides"],
    &["other", "than"],
    &["apart", "from"],
    &["aside", "from"],
];

/// Takes a question's items apart.
///
/// # Errors
/// Where a word in them is not understood without which the question would be another.
pub(super) fn plain(items: &[Item], nodes: &[NodeIndex], graph: &Graph) -> Result<Plain, AskError> {
    let items = formerly(&named(items, nodes, graph)?);
    let mut plain = Plain::default();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        let joint = item.is(&["but", "and"]) && items.get(at + 1).is_some_and(|i| i.is(&["not", "never"]));
        let (names, end) = names(&items, at + if joint { 2 } else { 1 });
        if (joint || item.is(&["without"])) && !names.is_empty() {
            plain.negated.extend(names);
            plain.items.push(Item::Word("and".to_owned()));
            plain.items.extend_from_slice(&items[at + if joint { 2 } else { 1 }..end]);
            at = end;
        } else if let Some(end) = except(&items, at, &mut plain) {
            at = end;
        } else if item.is(&["neither"]) {
            at = neither(&items, at, &mut plain)?;
        } else if item.is(&["nor"]) {
            if !items[..at].iter().any(|item| item.is(&["not", "never"])) {
                return Err(not_understood(item));
            }
            let before = plain.items.len();
            at = alternative(&items, at, &mut plain);
            // "does not back it nor attend it": the word for it is there once.
            let later = plain.items[before..].iter().filter_map(name);
            plain.negated.extend(later);
        } else {
            plain.items.push(item.clone());
            at += 1;
        }
    }
    match plain.items.iter().find(|item| item.word().is_some_and(|word| table().refused.contains(word))) {
        Some(item) => Err(not_understood(item)),
        None => Ok(plain),
    }
}

/// "neither supports Corti nor opposes Lang", "neither Corti nor Lang"; gives where it ends.
fn neither(items: &[Item], at: usize, plain: &mut Plain) -> Result<usize, AskError> {
    let nor = (at..items.len()).find(|&nor| items[nor].is(&["nor"])).ok_or_else(|| not_understood(&items[at]))?;
    plain.word = Some("neither".to_owned());
    if plain.items.last().is_some_and(|item| item.is(&["but"])) {
        plain.items.pop();
        plain.items.push(Item::Word("and".to_owned()));
    }
    let before = plain.items.len();
    plain.items.extend_from_slice(&items[at + 1..nor]);
    let end = alternative(items, nor, plain);
    let between = plain.items[before..].iter().filter_map(name);
    plain.negated.extend(between);
    Ok(end)
}

/// What "nor" adds, as "and" would, up to behind the names in it.
fn alternative(items: &[Item], nor: usize, plain: &mut Plain) -> usize {
    if plain.items.last() == Some(&Item::Comma) {
        plain.items.pop();
    }
    plain.items.push(Item::Word("and".to_owned()));
    let first = (nor + 1..items.len()).find(|&at| items[at].is_name()).unwrap_or(items.len());
    let (_, end) = names(items, first);
    let end = end.max(first);
    plain.items.extend_from_slice(&items[nor + 1..end]);
    end
}

/// Takes the names behind "except" out; gives where they end, if there are any.
fn except(items: &[Item], at: usize, plain: &mut Plain) -> Option<usize> {
    let fits =
        |words: &&&[&str]| words.iter().enumerate().all(|(n, word)| items.get(at + n).is_some_and(|i| i.is(&[word])));
    let found = EXCEPT.iter().find(fits);
    // "all countries but Norland"
    let but = items[at].is(&["but"]);
    let (names, end) = names(items, at + found.map_or(1, |words| words.len()));
    if names.is_empty() || found.is_none() && !(but && end == items.len()) {
        return None;
    }
    plain.word.get_or_insert_with(|| items[at].word().unwrap_or_default().to_owned());
    plain.left_out.extend(names);
    if plain.items.last() == Some(&Item::Comma) {
        plain.items.pop();
    }
    Some(end + usize::from(items.get(end) == Some(&Item::Comma)))
}

/// The names, joined by commas, "and" and "or", that stand at a place, and where they end.
fn names(items: &[Item], start: usize) -> (Vec<usize>, usize) {
    let article = |at: usize| usize::from(items.get(at).is_some_and(|item| item.is(&["the", "both", "either"])));
    let (mut names, mut end) = (Vec::new(), start);
    loop {
        let joints = items.get(end..).unwrap_or_default().iter();
        let joints = joints.take_while(|i| matches!(i, Item::Comma) || i.is(&["and", "or"])).count();
        let at = end + joints + article(end + joints);
        match items.get(at).and_then(name) {
            Some(name) if names.is_empty() == (joints == 0) => names.push(name),
            _ => return (names, end),
        }
        end = at + 1;
    }
}

fn name(item: &Item) -> Option<usize> {
    match item {
        Item::Name(name) => Some(*name),
        _ => None,
    }
}

/// The items with names in the place of pronouns, where only one before can be meant.
fn named(items: &[Item], nodes: &[NodeIndex], graph: &Graph) -> Result<Vec<Item>, AskError> {
    let mut named: Vec<Item> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let person = item.is(&["him", "her"]);
        let owner = item.is(&["her"])
            && matches!(items.get(at + 1), Some(Item::Word(word)) if !table().function.contains(word));
        if !person && !item.is(&["it", "them"]) {
            named.push(item.clone());
            continue;
        }
        let fits = |number: &usize| {
            let kind = nodes.get(*number).map(|&node| graph.node(node).kind);
            item.is(&["them"]) || (kind == Some(EntityType::Person)) == person
        };
        let mut before: Vec<usize> = named.iter().filter_map(name).filter(fits).collect();
        before.dedup();
        match before[..] {
            [one] if !owner => named.push(Item::Name(one)),
            _ => return Err(not_understood(item)),
        }
    }
    Ok(named)
}

/// The items with one word for "no longer", "used to" and the like, which the lexicon does not know as one.
fn formerly(items: &[Item]) -> Vec<Item> {
    let word = || Item::Word("formerly".to_owned());
    let is = |items: &[Item], at: usize, words: &[&str]| items.get(at).is_some_and(|item| item.is(words));
    let mut kept: Vec<Item> = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let more = is(items, at, &["any"]) && is(items, at + 1, &["more", "longer"]);
        let denied = kept.iter().rposition(|item| item.is(&["not"]));
        let once = is(items, at, &["once"]) && matches!(items.get(at + 1), Some(Item::Word(_)));
        let used = is(items, at, &["used", "use"]) && is(items, at + 1, &["to"]);
        if used || is(items, at, &["no"]) && is(items, at + 1, &["longer"]) {
            kept.push(word());
            at += 2;
        } else if let (true, Some(denied)) = (more || is(items, at, &["anymore"]), denied) {
            kept[denied] = word();
            at += if more { 2 } else { 1 };
        } else {
            kept.push(if once { word() } else { items[at].clone() });
            at += 1;
        }
    }
    kept
}

fn not_understood(item: &Item) -> AskError {
    AskError::Word(item.word().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::samples::Sample;

    /// The items with names as capitals, those of which the contrary is asked in small letters behind, and those left out.
    fn told(question: &str) -> String {
        let graph = Sample::new("d", &["Ada Lang, Bovia, Corvia."])
            .entity("Ada Lang", EntityType::Person, &["Ada Lang"])
            .entity("Bovia", EntityType::Place, &["Bovia"])
            .entity("Corvia", EntityType::Place, &["Corvia"])
            .graph();
        let nodes: Vec<NodeIndex> =
            ["ada-lang", "bovia.place", "corvia.place"].iter().filter_map(|id| graph.find(id)).collect();
        assert_eq!(nodes.len(), 3);
        let letter = |name: &usize| char::from(b'A' + *name as u8).to_string();
        let item = |word: &str| match word {
            "," => Item::Comma,
            "A" | "B" | "C" => Item::Name(usize::from(word.as_bytes()[0] - b'A')),
            word => Item::Word(word.to_owned()),
        };
        let items: Vec<Item> = question.split(' ').map(item).collect();
        match plain(&items, &nodes, &graph) {
            Err(error) => error.to_string(),
            Ok(plain) => {
                let item = |item: &Item| match item {
                    Item::Word(word) => word.clone(),
                    Item::Comma => ",".to_owned(),
                    Item::Name(name) => letter(name),
                };
                let all = |names: &[usize]| names.iter().map(letter).collect::<String>();
                let items = plain.items.iter().map(item).collect::<Vec<_>>().join(" ");
                format!("{items} -{} /{}", all(&plain.negated), all(&plain.left_out))
            }
        }
    }

    #[test]
    fn names_are_negated_or_left_out() {
        for (question, expected) in [
            ("who backs A but not the B", "who backs A and the B -B /"),
            ("who backs A but not B or C and is in C", "who backs A and B or C and is in C -BC /"),
            ("who backs neither A nor B", "who backs A and B -AB /"),
            ("who neither backs A nor opposes B but met C", "who backs A and opposes B but met C -AB /"),
            ("who backs A but neither B nor C", "who backs A and B and C -BC /"),
            ("who does not back A , nor B", "who does not back A and B -B /"),
            ("who backs A except B and C", "who backs A - /BC"),
            ("who other than B backs A", "who backs A - /B"),
            ("which countries , apart from the B , back A", "which countries back A - /B"),
            ("who met everyone but B", "who met everyone - /B"),
            ("who backs B but does not oppose it", "who backs B but does not oppose B - /"),
            ("who backs A and B but not her", "who backs A and B and A -A /"),
            ("who no longer backs A", "who formerly backs A - /"),
            ("who does not back A any more", "who does formerly back A - /"),
            ("who once backed A", "who formerly backed A - /"),
            ("who used to back A", "who formerly back A - /"),
        ] {
            assert_eq!(told(question), expected, "{question}");
        }
    }

    #[test]
    fn what_would_make_it_another_question_is_refused() {
        for (question, word) in [
            ("who backs only A", "only"),
            ("who backs neither", "neither"),
            ("who backs A nor B", "nor"),
            ("who backs B and C but not it", "it"),
            ("who backs A and her party", "her"),
            ("who backs A and his party", "his"),
            ("who backs A the most", "most"),
        ] {
            assert!(
                told(question).starts_with(&format!("{word:?} is not understood")),
                "{question}: {}",
                told(question)
            );
        }
    }
}
