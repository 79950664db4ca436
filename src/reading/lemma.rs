//! The dictionary form of a word, from the word and its tags.
//!
//! `models/lemmas.tsv`, learnt by `training/lemmas.py`, holds exceptions, endings with what they become, and verbs by
//! frequency, which choose between the forms that an ending can come from ("hoped" is of "hope", not of "hop"). What is
//! not listed is taken apart by its longest known ending.

use super::Upos;
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("../../models/lemmas.tsv")));

/// Longest ending of the table, in characters.
const LONGEST_SUFFIX: usize = 6;

/// What stands before an irregular verb and leaves it as it is: "outfought", "rebuilt".
const PREFIXES: [&str; 10] = ["under", "over", "out", "inter", "fore", "with", "mis", "un", "re", "up"];

/// The lemma of a word in Universal Dependencies' sense: lower case but for names, "be" for "'s", "not" for "n't".
///
/// `xpos` is the Penn Treebank's tag and `first` says whether the word starts its sentence, where a capital says nothing.
pub fn lemma(form: &str, upos: Upos, xpos: &str, first: bool) -> String {
    let table = &*TABLE;
    // The two tags are told apart by two classifiers: "a diplomatic wrangling" is no form of "wrangle" where one says noun.
    let xpos = if upos == Upos::Noun && xpos == "VBG" { "NN" } else { xpos };
    let lemma = table.lower(form, xpos);
    if let Some(cased) = table.cased.get(&(upos.as_str(), lemma.as_str())) {
        return (*cased).to_owned();
    }
    if !form.contains(char::is_uppercase) {
        return lemma;
    }
    let is_name = upos == Upos::Propn || matches!(xpos, "NNP" | "NNPS");
    let is_numeral = xpos == "CD" && form.bytes().all(|b| b"IVXLC".contains(&b));
    let is_epithet = upos == Upos::Adj && !first && xpos == "JJ" && !form.chars().skip(1).any(char::is_uppercase);
    if is_name || is_numeral || is_epithet || upos == Upos::Noun && is_acronym(form) {
        recased(form, &lemma)
    } else {
        lemma
    }
}

/// The rows of the table.
struct Table {
    /// By tag, then by word in lower case.
    words: HashMap<&'static str, HashMap<&'static str, &'static str>>,
    /// By tag, then by ending: the characters to take off and what to put there.
    suffixes: HashMap<&'static str, HashMap<&'static str, (usize, &'static str)>>,
    /// By universal tag and lemma in lower case: lemmas with capitals that are no names.
    cased: HashMap<(&'static str, &'static str), &'static str>,
    /// Verbs by frequency, the most frequent 0.
    rank: HashMap<&'static str, usize>,
}

impl Table {
    fn parse(rows: &'static str) -> Self {
        let mut table =
            Self { words: HashMap::new(), suffixes: HashMap::new(), cased: HashMap::new(), rank: HashMap::new() };
        for row in rows.lines() {
            let columns: Vec<&str> = row.split('\t').collect();
            match columns[..] {
                ["word", xpos, word, lemma] => {
                    table.words.entry(xpos).or_default().insert(word, lemma);
                }
                ["suffix", xpos, suffix, strip, add] => {
                    let strip = strip.parse().expect("the built-in table is well-formed");
                    table.suffixes.entry(xpos).or_default().insert(suffix, (strip, add));
                }
                ["case", upos, lemma, cased] => {
                    table.cased.insert((upos, lemma), cased);
                }
                ["base", verbs] => table.rank = verbs.split(' ').zip(0..).collect(),
                _ => unreachable!("the built-in table has no row {row:?}"),
            }
        }
        table
    }

    /// The lemma in lower case.
    fn lower(&self, form: &str, xpos: &str) -> String {
        let mut form = form.to_lowercase();
        if form.chars().nth(1).is_some() {
            form = form.replace('\u{2019}', "'");
        }
        let words = self.words.get(xpos);
        let exception = |word: &str| words.and_then(|words| words.get(word)).copied();
        if let Some(lemma) = exception(&form) {
            return lemma.to_owned();
        }
        if xpos == "CD" && form.starts_with(|c: char| c.is_ascii_digit()) {
            return form.replace(',', "");
        }
        if matches!(xpos, "VBD" | "VBN") {
            let rebuilt = PREFIXES.iter().find_map(|prefix| Some((prefix, exception(form.strip_prefix(prefix)?)?)));
            if let Some((prefix, lemma)) = rebuilt {
                return format!("{prefix}{lemma}");
            }
        }
        let Some(suffixes) = self.suffixes.get(xpos) else { return form };
        let lemma = by_suffix(suffixes, &form);
        let known = std::iter::once(&lemma)
            .chain(&candidates(&form, xpos))
            .filter_map(|candidate| Some((self.rank.get(candidate.as_str())?, candidate.clone())))
            .min();
        known.map_or(lemma, |(_, known)| known)
    }
}

/// Applies the rule of the longest ending.
fn by_suffix(suffixes: &HashMap<&str, (usize, &str)>, form: &str) -> String {
    let length = form.chars().count();
    for n in (0..=LONGEST_SUFFIX.min(length.saturating_sub(1))).rev() {
        let suffix = last(form, n);
        if let Some(&(strip, add)) = suffixes.get(suffix)
            && strip < length
        {
            return format!("{}{add}", &form[..form.len() - last(form, strip).len()]);
        }
    }
    form.to_owned()
}

/// The last `n` characters.
fn last(form: &str, n: usize) -> &str {
    match n.checked_sub(1).and_then(|back| form.char_indices().nth_back(back)) {
        Some((at, _)) => &form[at..],
        None => "",
    }
}

/// The base forms that a verb can regularly have with this tag.
fn candidates(form: &str, xpos: &str) -> Vec<String> {
    let ending = match xpos {
        "VBG" => "ing",
        "VBD" | "VBN" => "ed",
        "VBZ" => "s",
        _ => return Vec::new(),
    };
    let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.chars().nth(1).is_some()) else { return Vec::new() };
    let mut found = vec![stem.to_owned()];
    if ending == "s" {
        found.extend(stem.strip_suffix('e').map(str::to_owned));
        return found;
    }
    found.push(format!("{stem}e"));
    let mut characters = stem.chars();
    if characters.next_back() == characters.next_back() && stem.chars().nth(2).is_some() {
        found.extend(stem.char_indices().next_back().map(|(at, _)| stem[..at].to_owned()));
    }
    found
}

/// Whether a noun is made of initials: "GDP", "NGOs"; a word in a headline of capitals has a vowel.
fn is_acronym(form: &str) -> bool {
    let letters = form.strip_suffix('s').unwrap_or(form);
    (2..=5).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase() && !b"AEIOU".contains(&b))
}

/// The lemma with the capitals of the form, where the two agree up to the ending.
fn recased(form: &str, lemma: &str) -> String {
    let agrees = |(a, b): &(char, char)| a.to_lowercase().eq(std::iter::once(*b));
    let common = form.chars().zip(lemma.chars()).take_while(agrees).count();
    if common + 2 >= lemma.chars().count() {
        return form.chars().take(common).chain(lemma.chars().skip(common)).collect();
    }
    let mut rest = lemma.chars();
    match rest.next() {
        Some(first) if form.starts_with(char::is_uppercase) => first.to_uppercase().chain(rest).collect(),
        _ => lemma.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_words() {
        for (form, upos, xpos, expected) in [
            ("backed", Upos::Verb, "VBN", "back"),
            ("Opposed", Upos::Verb, "VBD", "oppose"),
            ("barring", Upos::Verb, "VBG", "bar"),
            ("wrangling", Upos::Verb, "VBG", "wrangle"),
            ("wrangling", Upos::Noun, "VBG", "wrangling"),
            ("sanctions", Upos::Verb, "VBZ", "sanction"),
            ("overthrew", Upos::Verb, "VBD", "overthrow"),
            ("fled", Upos::Verb, "VBD", "flee"),
            ("n't", Upos::Part, "RB", "not"),
            ("n\u{2019}t", Upos::Part, "RB", "not"),
            ("wo", Upos::Aux, "MD", "will"),
            ("ALLIES", Upos::Noun, "NNS", "ally"),
            ("series", Upos::Noun, "NNS", "series"),
            ("troops", Upos::Noun, "NNS", "troops"),
            ("GDP", Upos::Noun, "NN", "GDP"),
            ("TALKS", Upos::Noun, "NNS", "talk"),
            ("me", Upos::Pron, "PRP", "I"),
            ("It", Upos::Pron, "PRP", "it"),
            ("Turkish", Upos::Adj, "JJ", "Turkish"),
            ("Americans", Upos::Propn, "NNPS", "American"),
            ("Hallam", Upos::Propn, "NNP", "Hallam"),
            ("200,000", Upos::Num, "CD", "200000"),
            ("II", Upos::Num, "CD", "II"),
            ("strongest", Upos::Adj, "JJS", "strong"),
            ("\u{df}\u{130}ed", Upos::Verb, "VBD", "\u{df}i\u{307}"),
            ("", Upos::X, "FW", ""),
        ] {
            assert_eq!(lemma(form, upos, xpos, false), expected, "{form} {xpos}");
        }
        assert_eq!(lemma("Strong", Upos::Adj, "JJ", true), "strong");
    }
}
