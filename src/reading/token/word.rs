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
            && let Some(unit) = self.unit(start, at, end)
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
        /// In characters; longer than any word of the lists.
        const LONGEST: usize = 24;
        let rest = &self.text[start..end];
        let rest = rest.char_indices().nth(LONGEST).map_or(rest, |(i, _)| &rest[..i]);
        let length = run(rest, |c| is_word(c) || is_apostrophe(c));
        let word = rest[..length].replace(is_apostrophe, "'");
        // "IM" is a message, "Im" lacks an apostrophe.
        if let Some(parts) = TABLES.parts(&word).filter(|_| word != "IM") {
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
    fn unit(&self, start: usize, at: usize, end: usize) -> Option<usize> {
        let rest = &self.text[at..end];
        let letters = run(rest, is_word);
        let dotted = run(rest, |c| is_word(c) || c == '.');
        let money = self.text[..start].ends_with(['$', '\u{a3}', '\u{20ac}', '\u{a5}']);
        let is_unit = |unit: &str| {
            // A long word in lower case only lacks its space: "20minutes".
            let word = unit.len() >= 4 && unit.bytes().all(|b| b.is_ascii_lowercase());
            word || TABLES.units.has_exactly(unit) || money && TABLES.money_units.has_exactly(unit)
        };
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
            // A word broken off in speech.
            _ if is_hyphen(mark)
                && word.len() <= 3
                && word.chars().all(char::is_alphabetic)
                && following.is_none_or(|c| c == ',') =>
            {
                Next::Ends(after)
            }
            _ if is_hyphen(mark) && word_follows => {
                let follows = &self.text[after..end];
                let follows = &follows[..run(follows, is_word)];
                let before = &self.text[part..at];
                let number = follows.starts_with(|c: char| c.is_ascii_digit());
                let holds = if number { before.eq_ignore_ascii_case("mid") } else { self.is_prefix(part, at) };
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
            // "US$4.5"; else the sign stands for a letter.
            '$' if following.is_some_and(char::is_alphabetic) => Next::Goes(after),
            '$' if word.bytes().all(|b| b.is_ascii_uppercase()) || !word_follows && !rest[1..].starts_with('$') => {
                Next::Ends(after)
            }
            '+' if rest == "++" && matches!(word, "C" | "c" | "G" | "g") => Next::Ends(at + 2),
            '!' if TABLES.exclaimed.has(word) => Next::Ends(after),
            _ => Next::Ends(at),
        }
    }

    /// Whether the part of a word before a hyphen holds on to it.
    fn is_prefix(&self, part: usize, at: usize) -> bool {
        // In the middle of a compound it is a word: "two-over-par", "Nesf-e-Jahan". The UN is no prefix.
        let inside = self.text[..part].ends_with(is_hyphen);
        let before = &self.text[part..at];
        !inside && before != "UN" && TABLES.prefixes.has(before)
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
        // "the 1990's" is a decade, "2003's" a possessive, "5'11" a height.
        let number = word.bytes().all(|b| b.is_ascii_digit());
        let decade = number && word.ends_with('0') && letters == "s";
        if TABLES.clitics.has(letters) && !decade {
            return Next::Joins(at, to);
        }
        if number && !decade {
            return Next::Ends(at);
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
                if is_letter(label) && last_label.len() <= 2 || title {
                    return Next::Goes(after);
                }
                // "P.O.Box", "S.Korea"
                let initial = is_letter(label) && label.starts_with(char::is_uppercase) && c.is_uppercase();
                if initial || TABLES.abbreviations.has(word) { Next::Ends(after) } else { Next::Ends(at) }
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
            // The number of a section or of an item.
            None if token == 0 && self.is_numbering(word, after) => Next::Ends(after),
            _ if self.is_abbreviation(token, at, end) => Next::Ends(after),
            _ => Next::Ends(at),
        }
    }

    /// Whether the block starts with this number and a period, and goes on with a title or a sentence.
    fn is_numbering(&self, word: &str, after: usize) -> bool {
        word.len() <= 4
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && self.next_character(after).is_some_and(|c| !c.is_lowercase())
    }

    /// Whether the period before `after` belongs to the word.
    fn is_abbreviation(&self, token: usize, at: usize, end: usize) -> bool {
        let (word, after) = (&self.text[token..at], at + 1);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        if TABLES.never_last.has(word) {
            return self.next_character(after).is_some_and(|c| !c.is_uppercase());
        }
        if word.contains('.') || TABLES.abbreviations.has(word) {
            return true;
        }
        let capital = word.starts_with(char::is_uppercase);
        if capital && TABLES.states.has(word) && self.text[..token].trim_end().ends_with(',') {
            return true;
        }
        let next = self.next_character(end);
        let ends_piece = after == end;
        if ends_piece && next.is_some_and(|c| c.is_ascii_digit()) && TABLES.before_number.has(word) {
            return true;
        }
        let goes_on = (ends_piece && next.is_some()) || self.text[after..end].starts_with([',', ';', ':']);
        if word.chars().nth(1).is_none() {
            // An initial; the pronoun far more often ends a sentence.
            return capital && word != "I" && goes_on;
        }
        capital
            && goes_on
            && TABLES.capitalized_abbreviations.has(word)
            && next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == ',')
    }
}
