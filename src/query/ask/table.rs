//! The table of words of questions, and the small patterns in it.

use crate::entities::EntityType;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The words of questions beside those that state relations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// Words that are no names however they are written, in lower case.
    pub function: BTreeSet<String>,
    /// Words that change nothing about what is asked.
    pub fillers: BTreeSet<String>,
    /// Words without which a question would be another, and that are not understood.
    pub refused: BTreeSet<String>,
    #[serde(rename = "type")]
    pub types: Vec<Type>,
    #[serde(rename = "form")]
    pub forms: Vec<Form>,
    #[serde(rename = "reword")]
    pub rewords: Vec<Reword>,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Type {
    pub called: String,
    pub nouns: Vec<String>,
    pub kinds: Vec<EntityType>,
    #[serde(default)]
    pub coded: bool,
}

/// The kinds of questions that are asked as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Whole {
    Path,
    Between,
    Timeline,
    Allies,
    Rivals,
    Show,
    Rank,
    Camps,
}

/// Wordings of one kind of whole question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub means: Whole,
    pub asks: Vec<Pattern>,
}

/// Words for which a question is read as if others stood there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reword {
    pub from: Vec<Pattern>,
    pub to: String,
}

/// A run of words and names.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub(super) struct Pattern(Vec<Element>);

#[derive(Debug, Clone)]
enum Element {
    Name,
    Words { any: Vec<String>, optional: bool },
}

/// A word of a question, or a name in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// In lower case.
    Word(String),
    /// A comma.
    Comma,
    /// By its number among the names of the question.
    Name(usize),
}

impl Item {
    pub fn word(&self) -> Option<&str> {
        match self {
            Item::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn is(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word))
    }

    pub fn is_name(&self) -> bool {
        matches!(self, Item::Name(_))
    }
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        let element = |word: &str| {
            if word == "X" || word == "Y" {
                return Element::Name;
            }
            let (word, optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
            Element::Words { any: word.split('|').map(str::to_owned).collect(), optional }
        };
        Self(text.split_whitespace().map(element).collect())
    }
}

impl Pattern {
    /// The names in a run of items that it matches from beginning to end.
    pub fn names(&self, items: &[Item]) -> Option<Vec<usize>> {
        let (length, names) = matched(&self.0, items)?;
        (length == items.len()).then_some(names)
    }

    /// How many items it matches at the beginning.
    pub fn length(&self, items: &[Item]) -> Option<usize> {
        matched(&self.0, items).map(|(length, _)| length)
    }
}

/// The longest way in which elements match the beginning of items.
fn matched(elements: &[Element], items: &[Item]) -> Option<(usize, Vec<usize>)> {
    let Some((first, rest)) = elements.split_first() else { return Some((0, Vec::new())) };
    let behind = |skip: usize, name: Option<usize>| {
        let (length, mut names) = matched(rest, items.get(skip..)?)?;
        names.splice(0..0, name);
        Some((length + skip, names))
    };
    match (first, items.first()) {
        (Element::Name, Some(Item::Name(name))) => behind(1, Some(*name)),
        (Element::Words { any, optional }, item) => {
            let fits = item.and_then(Item::word).is_some_and(|word| any.iter().any(|w| w == word));
            let taken = if fits { behind(1, None) } else { None };
            taken.or_else(|| if *optional { behind(0, None) } else { None })
        }
        _ => None,
    }
}

/// The table that powermap comes with.
pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| match toml::from_str(include_str!("words.toml")) {
        Ok(table) => table,
        Err(error) => unreachable!("the table of questions is tested: {error}"),
    })
}

impl Table {
    /// The type that a noun asks for, in singular or plural, and whether it is a plural.
    pub fn kind_of(&self, noun: &str) -> Option<(&Type, bool)> {
        let singular = [noun.strip_suffix("ies").map(|n| format!("{n}y")), noun.strip_suffix('s').map(str::to_owned)];
        let find = |noun: &str| self.types.iter().find(|t| t.nouns.iter().any(|n| n == noun));
        let plain = find(noun).map(|found| (found, ["people", "men", "women", "ones"].contains(&noun)));
        plain.or_else(|| singular.iter().flatten().find_map(|noun| find(noun)).map(|found| (found, true)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let item = |(at, word): (usize, &str)| if word == "N" { Item::Name(at) } else { Item::Word(word.to_owned()) };
        text.split(' ').enumerate().map(item).collect()
    }

    #[test]
    fn patterns_have_choices_and_words_that_may_be_missing() {
        let pattern = Pattern::from("who is|are the? friends of X".to_owned());
        assert_eq!(pattern.names(&items("who are the friends of N")), Some(vec![5]));
        assert_eq!(pattern.names(&items("who is friends of N")), Some(vec![4]));
        assert_eq!(pattern.names(&items("who is friends of N today")), None);
        assert_eq!(pattern.length(&items("who is friends of N today")), Some(5));
        assert_eq!(pattern.names(&items("who the friends of N")), None);
    }

    #[test]
    fn nouns_ask_for_types_in_both_numbers() {
        let called = |noun| table().kind_of(noun).map(|(t, plural)| (t.called.as_str(), plural));
        assert_eq!(called("countries"), Some(("countries", true)));
        assert_eq!(called("country"), Some(("countries", false)));
        assert_eq!(called("people"), Some(("people", true)));
        assert_eq!(called("organisations"), Some(("organizations", true)));
        assert_eq!(called("cheese"), None);
    }
}
