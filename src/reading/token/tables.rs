//! The word lists of `tables.toml`, made ready for look-up.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("tables.toml")).expect("the built-in tables are well-formed");
    Tables::from(&file)
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    prefixes: String,
    suffixes: String,
    hyphenated: String,
    joined_words: String,
    clitics: String,
    apostrophe_first: String,
    apostrophe_last: String,
    abbreviations: String,
    capitalized_abbreviations: String,
    states: String,
    never_last: String,
    exclaimed: String,
    before_number: String,
    money_units: String,
    units: String,
    top_level_domains: String,
    file_extensions: String,
    slashed: String,
    emoticons: String,
}

/// A set of words in lower case.
#[derive(Default)]
pub struct Words {
    words: HashSet<String>,
    longest: usize,
}

pub struct Tables {
    pub prefixes: Words,
    pub suffixes: Words,
    pub hyphenated: Words,
    /// A word to the lengths in bytes of its parts.
    joined: HashMap<String, Vec<usize>>,
    longest_joined: usize,
    pub clitics: Words,
    pub apostrophe_first: Words,
    pub apostrophe_last: Words,
    pub abbreviations: Words,
    pub capitalized_abbreviations: Words,
    pub states: Words,
    pub never_last: Words,
    pub exclaimed: Words,
    pub before_number: Words,
    pub money_units: Words,
    pub units: Words,
    pub top_level_domains: Words,
    pub file_extensions: Words,
    pub slashed: Words,
    /// Longest first.
    pub emoticons: Vec<String>,
}

impl Words {
    fn new(list: &str) -> Self {
        let words: HashSet<String> = list.split_whitespace().map(str::to_owned).collect();
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        Self { words, longest }
    }

    /// Whether the word is in the set, its case as it is.
    pub fn has_exactly(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether the word is in the set in lower case.
    pub fn has(&self, word: &str) -> bool {
        lowered(word, self.longest).is_some_and(|word| self.words.contains(word.as_str()))
    }
}

impl Tables {
    fn from(file: &File) -> Self {
        let joined: HashMap<String, Vec<usize>> = file
            .joined_words
            .split_whitespace()
            .map(|word| (word.replace('|', ""), word.split('|').map(str::len).collect()))
            .collect();
        let mut emoticons: Vec<String> = file.emoticons.split_whitespace().map(str::to_owned).collect();
        emoticons.sort_by_key(|emoticon| std::cmp::Reverse(emoticon.len()));
        Self {
            prefixes: Words::new(&file.prefixes),
            suffixes: Words::new(&file.suffixes),
            hyphenated: Words::new(&file.hyphenated),
            longest_joined: joined.keys().map(String::len).max().unwrap_or(0),
            joined,
            clitics: Words::new(&file.clitics),
            apostrophe_first: Words::new(&file.apostrophe_first),
            apostrophe_last: Words::new(&file.apostrophe_last),
            abbreviations: Words::new(&file.abbreviations),
            capitalized_abbreviations: Words::new(&file.capitalized_abbreviations),
            states: Words::new(&file.states),
            never_last: Words::new(&file.never_last),
            exclaimed: Words::new(&file.exclaimed),
            money_units: Words::new(&file.money_units),
            before_number: Words::new(&file.before_number),
            units: Words::new(&file.units),
            top_level_domains: Words::new(&file.top_level_domains),
            file_extensions: Words::new(&file.file_extensions),
            slashed: Words::new(&file.slashed),
            emoticons,
        }
    }

    /// The lengths in bytes of the parts of a word such as "cannot", in any case.
    pub fn parts(&self, word: &str) -> Option<&[usize]> {
        let word = lowered(word, self.longest_joined)?;
        self.joined.get(word.as_str()).map(Vec::as_slice)
    }
}

/// The word in lower case; `None` where it is longer than `longest` bytes.
fn lowered(word: &str, longest: usize) -> Option<Lowered> {
    if word.len() > longest {
        return None;
    }
    let mut bytes = [0; 32];
    let bytes_of = bytes.get_mut(..word.len())?;
    bytes_of.copy_from_slice(word.as_bytes());
    bytes_of.make_ascii_lowercase();
    Some(Lowered { bytes, len: word.len() })
}

/// A short word without an allocation, for look-ups in the tightest loop.
struct Lowered {
    bytes: [u8; 32],
    len: usize,
}

impl Lowered {
    fn as_str(&self) -> &str {
        // Lower-casing ASCII leaves UTF-8 as it is, so this cannot fail.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        assert!(TABLES.prefixes.has("Anti"));
        assert!(!TABLES.prefixes.has("well"));
        assert!(!TABLES.prefixes.has_exactly("Anti"));
        assert_eq!(TABLES.parts("Cannot"), Some(&[3, 3][..]));
        assert_eq!(TABLES.parts("Bosporus"), None);
        assert_eq!(TABLES.parts("an-extraordinarily-long-word-that-is-in-no-list"), None);
    }
}
