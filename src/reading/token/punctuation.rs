//! Quotation marks, dashes, runs of marks, emoticons: all that is no word.

use super::Scanner;
use super::character::{is_apostrophe, is_single_quote, is_word, run};
use super::tables::TABLES;
use unicode_segmentation::UnicodeSegmentation;

impl Scanner<'_> {
    /// Reads what is no word at `at` and gives the place after it. The piece of text reaches from `start` to `end`.
    pub(super) fn punctuation(&mut self, at: usize, start: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        if rest.starts_with(is_apostrophe)
            && let Some(after) = self.listed(at, end)
        {
            return after; // "'tis"
        }
        let length = emoticon(rest, &self.text[start..at])
            .or_else(|| self.single_quote(rest, at, start))
            .or_else(|| tag(rest, at == start))
            .unwrap_or_else(|| marks(rest));
        self.push(at, at + length);
        at + length
    }

    /// A single quotation mark, or a word that starts with an apostrophe.
    fn single_quote(&mut self, rest: &str, at: usize, start: usize) -> Option<usize> {
        let mut characters = rest.chars();
        let first = characters.next().filter(|&c| is_single_quote(c))?;
        let mark = first.len_utf8();
        match characters.next() {
            Some(second) if second == first || (first, second) == ('\u{2018}', '\u{2019}') => return Some(2 * mark),
            _ => {}
        }
        let word = mark + run(&rest[mark..], is_word);
        let letters = &rest[mark..word];
        // "'70's" is a decade too.
        let plural = if rest[word..].starts_with("'s") || rest[word..].starts_with("\u{2019}s") {
            rest[word..].find('s')
        } else {
            None
        };
        let closed = rest[word..].starts_with(is_single_quote) && plural.is_none();
        let is_year = letters.len() >= 2
            && letters.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && matches!(&letters[2..], "" | "s");
        if !letters.is_empty() && is_year && !closed
            || is_apostrophe_word(letters) && (is_apostrophe(first) || first == '\u{2018}') && !closed
            || at == start && word == rest.len() && TABLES.clitics.has(letters)
        {
            return Some(word + plural.filter(|_| is_year).map_or(0, |s| s + 1));
        }
        let opens = first == '\u{2018}' || !letters.is_empty() && at == start;
        self.open_quote = opens || self.open_quote && !is_apostrophe(first);
        Some(mark)
    }
}

fn is_apostrophe_word(letters: &str) -> bool {
    TABLES.apostrophe_first.has(letters)
}

/// Bytes of the emoticon at the start of `rest`; `before` is what stands before it without a space.
fn emoticon(rest: &str, before: &str) -> Option<usize> {
    let first = rest.bytes().next()?;
    let at_start = before.is_empty();
    if !matches!(first, b':' | b';' | b'=' | b'^' | b'<' | b'>' | b'-' | b'8' | b'(') {
        return None;
    }
    // Only what is near can be the bracket that is closed.
    let before = before.get(before.len().saturating_sub(64)..).unwrap_or("");
    let found = TABLES.emoticons.iter().find(|emoticon| rest.starts_with(emoticon.as_str()))?;
    let after = rest[found.len()..].chars().next();
    // "(such as:)" closes a bracket, and ":D" needs an end.
    let apart = after.is_none_or(|c| !is_word(c) && c != '/') && !(found.ends_with(')') && before.contains('('));
    let letter = found.ends_with(is_word);
    (apart && (at_start || !letter && !found.ends_with(['/', '|', '*']))).then_some(found.len())
}

/// Bytes of a hashtag or a user's name: "#health", "@spokesperson".
fn tag(rest: &str, at_start: bool) -> Option<usize> {
    let name = rest.strip_prefix(['#', '@'])?;
    let starts = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    (at_start && starts).then(|| 1 + run(name, is_word))
}

/// Bytes of a run of marks that is one word, or of the one mark.
fn marks(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    let same = run(rest, |c| c == first);
    match first {
        // One period before other marks is one with them, an ellipsis is not.
        '.' if same == 1 => 1 + run(&rest[1..], |c| matches!(c, '!' | '?')),
        '!' | '?' => run(rest, |c| matches!(c, '!' | '?')),
        '-' | '=' | '<' => {
            let line = run(rest, |c| matches!(c, '-' | '='));
            match &rest.as_bytes()[line..] {
                // An arrow.
                [b'>', ..] if line > 0 => line + 1,
                [b'<', b'-' | b'=', ..] if line == 0 => 1 + run(&rest[1..], |c| matches!(c, '-' | '=')),
                _ => same,
            }
        }
        '.' | ',' | '\u{2026}' | '*' | '+' | '~' | '#' | '>' | '|' | '^' | '$' | '/' | '\\' | '\u{2014}'
        | '\u{2013}' | '"' => same,
        _ if first.is_ascii() => 1,
        // Marks that belong together, such as an emoji with its modifiers.
        _ => rest.graphemes(true).next().map_or(first.len_utf8(), str::len),
    }
}
