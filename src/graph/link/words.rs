//! The words that the comparison of names looks through.

use crate::graph::fold::fold;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub particles: BTreeSet<String>,
    pub generations: BTreeSet<String>,
    pub designators: BTreeSet<String>,
    generic: BTreeSet<String>,
    offices: BTreeSet<String>,
    branches: BTreeSet<String>,
    fillers: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

/// Whether folded words are such as begin the names of many bodies that have nothing to do with each other: "First",
/// "National Bank".
pub(super) fn is_beginning_of_many(core: &[String]) -> bool {
    let words = words();
    core.iter().all(|word| {
        [&words.beginnings, &words.generic, &words.branches, &words.fillers, &words.particles]
            .iter()
            .any(|set| set.contains(word))
    })
}

/// Whether a name says only what kind of body it is, as "the Finance Ministry" and "Board" do: every country or firm has
/// one, and those of two documents need not be the same.
pub(crate) fn is_generic(name: &str) -> bool {
    let words = words();
    let folded = fold(name);
    let (mut nouns, mut offices, mut branches) = (false, false, false);
    let known = folded.split(' ').all(|word| {
        let is_noun = words.generic.contains(word) || words.designators.contains(word);
        let is_branch = words.branches.contains(word);
        nouns |= is_noun;
        branches |= is_branch;
        offices |= words.offices.contains(word);
        is_noun || is_branch || words.fillers.contains(word)
    });
    known && nouns && (offices || !branches)
}

pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    // The file is part of the program; a test reads it.
    WORDS.get_or_init(|| toml::from_str(include_str!("words.toml")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_read() {
        assert!(super::words().designators.contains("plc") && super::words().particles.contains("von"));
    }

    #[test]
    fn some_words_begin_the_names_of_many() {
        let many =
            |core: &[&str]| super::is_beginning_of_many(&core.iter().map(|word| (*word).into()).collect::<Vec<_>>());
        assert!(many(&["first"]) && many(&["national", "bank"]) && many(&["house", "agriculture"]));
        assert!(!many(&["norvell"]) && !many(&["first", "norvell"]) && !many(&["wall", "street"]));
    }

    #[test]
    fn names_that_every_country_has_are_generic() {
        for name in
            ["Government", "the Finance Ministry", "Co. Inc.", "Government Corporation", "BOARD", "Supreme Court"]
        {
            assert!(super::is_generic(name), "{name}");
        }
        for name in
            ["Norvell Corp", "Norland Government", "the Free Council", "Foreign", "Valley Bank", "Labour Party", ""]
        {
            assert!(!super::is_generic(name), "{name}");
        }
    }
}
