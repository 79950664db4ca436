//! Words: where hyphens, apostrophes, periods and slashes part them and where they do not.

use super::Scanner;
use super::character::{is_apostrophe, is_hyphen, is_single_quote, is_word, run};
use super::number;
use super::tables::TABLES;

/// What comes after a stretch of letters and digits.
enum Next {
    /// The word goes on up to this place.
    Goes(usize),
    /// The word ends here.
    Ends(usize),
    /// The word ends at the first place; what follows up to the second is joined to it.
    Joins(usize, usize),
}

impl Scanner<'_> {
    /// Reads the word at `start` and what is joined to it, and gives the place after. The piece of text ends at `end`.
    pub(super) fn word(&mut self, start: usize, end: usize) -> usize {
        if let Some(after) = self.listed(start, end) {
            return after;
        }
        let mut token = start;
        // Where the part after the last hyphen that did not split starts.
        let mut part = start;
        let mut joined = false;
        let mut at = start + number::length(&self.text[start..end]);
        if at > start
            && let Some(unit) = self.unit(at, end)
        {
            self.push(start, at);
            token = at;
            part = at;
            at = unit;
        }
        loop {
            at += run(&self.text[at..end], is_word);
            match self.next(token, part, at, end) {
                Next::Goes(to) => {
                    if self.text[at..to].starts_with(is_hyphen) {
                        part = to;
                    }
                    at = to;
                }
                Next::Ends(to) => {
                    self.push_token(token, to, joined);
                    return to;
                }
                Next::Joins(middle, to) => {
                    self.push_token(token, middle, joined);
                    token = middle;
                    part = middle;
                    at = to;
                    joined = true;
                }
            }
        }
    }

    /// Reads a word of the lists that are looked up whole: "cannot", "y'all", "uh-huh".
    pub(super) fn listed(&mut self, start: usize, end: usize) -> Option<usize> {
        let rest = &self.text[start..end];
        let length = run(rest, |c| is_word(c) || is_apostrophe(c));
        let word = rest[..length].replace(is_apostrophe, "'");
        if let Some(parts) = TABLES.parts(&word) {
            let mut from = start;
            for (i, &characters) in parts.iter().enumerate() {
                let to = from + self.text[from..].chars().take(characters).map(char::len_utf8).sum::<usize>();
                self.push_token(from, to, i > 0);
                from = to;
            }
            return Some(from);
        }
        let length = run(rest, |c| is_word(c) || is_hyphen(c));
        if TABLES.hyphenated.has(&rest[..length]) {
            self.push(start, start + length);
            return Some(start + length);
        }
        None
    }

    /// The end of the unit of measurement that starts right after a number: "km" in "10km".
    fn unit(&self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.text[at..end];
        let letters = run(rest, is_word);
        let dotted = run(rest, |c| is_word(c) || c == '.');
        let is_unit = |unit: &str| TABLES.units.has_exactly(unit);
        if is_unit(&rest[..dotted]) {
            return Some(at + dotted);
        }
        // "5 a.m." with its last period.
        if let Some(unit) = rest[..dotted].strip_suffix('.').filter(|unit| unit.contains('.') && is_unit(unit)) {
            return Some(at + unit.len() + 1);
        }
        is_unit(&rest[..letters]).then_some(at + letters)
    }

    /// What becomes of the word from `token` at `at`, where letters and digits end.
    fn next(&self, token: usize, part: usize, at: usize, end: usize) -> Next {
        let word = &self.text[token..at];
        let rest = &self.text[at..end];
        let Some(mark) = rest.chars().next() else { return Next::Ends(at) };
        let after = at + mark.len_utf8();
        let following = self.text[after..end].chars().next();
        let word_follows = following.is_some_and(is_word);
        match mark {
            _ if is_single_quote(mark) => self.apostrophe(token, at, end),
            '.' => self.period(token, at, end),
            _ if is_hyphen(mark) && word_follows => {
                let follows = &self.text[after..end];
                let follows = &follows[..run(follows, is_word)];
                let before = &self.text[part..at];
                let number = follows.starts_with(|c: char| c.is_ascii_digit());
                let holds = if number { before.eq_ignore_ascii_case("mid") } else { TABLES.prefixes.has(before) };
                if holds || TABLES.suffixes.has(follows) { Next::Goes(after) } else { Next::Ends(at) }
            }
            '/' => {
                let follows = run(&self.text[after..end], is_word);
                if TABLES.slashed.has(&self.text[token..after + follows]) {
                    Next::Goes(after + follows)
                } else {
                    Next::Ends(at)
                }
            }
            '&' | '@' | '*' if word_follows && !word.is_empty() => Next::Goes(after),
            // "US$4.5", "C++".
            '$' if word_follows && word.bytes().all(|b| b.is_ascii_uppercase()) => Next::Ends(after),
            '+' if rest.starts_with("++") => Next::Ends(at + 2),
            _ => Next::Ends(at),
        }
    }

    fn apostrophe(&self, token: usize, at: usize, end: usize) -> Next {
        let word = &self.text[token..at];
        let Some(mark) = self.text[at..end].chars().next() else { return Next::Ends(at) };
        let after = at + mark.len_utf8();
        let letters = &self.text[after..end];
        let letters = &letters[..run(letters, is_word)];
        let to = after + letters.len();
        let ends_in = |ending: &str| {
            word.len() > ending.len()
                && word.is_char_boundary(word.len() - ending.len())
                && word[word.len() - ending.len()..].eq_ignore_ascii_case(ending)
        };
        if letters.is_empty() {
            let drops_g = ends_in("in") || TABLES.apostrophe_last.has(word);
            return if !is_apostrophe(mark) || self.text[after..end].starts_with(is_single_quote) {
                Next::Ends(at)
            } else if drops_g && !self.open_quote {
                Next::Ends(after)
            } else if (ends_in("s") || ends_in("z") || ends_in("x")) && !self.open_quote {
                Next::Joins(at, after)
            } else {
                Next::Ends(at)
            };
        }
        if ends_in("n") && letters.eq_ignore_ascii_case("t") {
            return Next::Joins(at - 1, to);
        }
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        if TABLES.clitics.has(letters) && !number {
            return Next::Joins(at, to);
        }
        if is_apostrophe(mark) { Next::Goes(to) } else { Next::Ends(at) }
    }

    fn period(&self, token: usize, at: usize, end: usize) -> Next {
        let word = &self.text[token..at];
        let after = at + 1;
        let rest = &self.text[after..end];
        let following = rest.chars().next();
        let label = word.rsplit('.').next().unwrap_or(word);
        let is_letter = |text: &str| {
            let mut characters = text.chars();
            characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
        };
        let last_label = rest.split(|c| !is_word(c)).next().unwrap_or("");
        match following {
            // "U.S.", "a.m.", "Ph.D."
            Some(c) if c.is_alphabetic() => {
                let title = label.len() <= 2
                    && label.starts_with(char::is_uppercase)
                    && is_letter(last_label)
                    && c.is_uppercase();
                if is_letter(label) && last_label.len() <= 3 || title {
                    return Next::Goes(after);
                }
                if TABLES.abbreviations.has(word) { Next::Ends(after) } else { Next::Ends(at) }
            }
            Some(c) if c.is_ascii_digit() => {
                let before = word.chars().next_back().is_some_and(|c| c.is_ascii_digit());
                if before {
                    Next::Goes(after)
                } else if TABLES.before_number.has(word) || TABLES.abbreviations.has(word) {
                    Next::Ends(after)
                } else {
                    Next::Ends(at)
                }
            }
            // An ellipsis, but for "etc.." with the period of the sentence.
            Some('.') if rest.starts_with("..") => Next::Ends(at),
            _ if self.is_abbreviation(word, after, end) => Next::Ends(after),
            _ => Next::Ends(at),
        }
    }

    /// Whether the period before `after` belongs to the word.
    fn is_abbreviation(&self, word: &str, after: usize, end: usize) -> bool {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        if word.contains('.') || TABLES.abbreviations.has(word) {
            return true;
        }
        let next = self.next_character(end);
        let ends_piece = after == end;
        if ends_piece && next.is_some_and(|c| c.is_ascii_digit()) && TABLES.before_number.has(word) {
            return true;
        }
        let goes_on = (ends_piece && next.is_some()) || self.text[after..end].starts_with([',', ';', ':']);
        let mut characters = word.chars();
        let capital = characters.next().is_some_and(char::is_uppercase);
        if characters.next().is_none() {
            // An initial; the pronoun far more often ends a sentence.
            return capital && word != "I" && goes_on;
        }
        capital && goes_on && TABLES.capitalized_abbreviations.has(word) && next.is_some_and(char::is_alphanumeric)
    }
}
