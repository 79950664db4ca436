//! From a block's text to syntactic words, by rule.
//!
//! The words are those of the Universal Dependencies treebanks EWT and GUM: hyphenated compounds come apart
//! ("well", "-", "known"), contractions and possessives too ("do" + "n't", "Sudan" + "'s"), abbreviations keep their
//! period. Where sentences start is not decided here, so a period after "U.S." is one with it wherever it stands.
//!
//! A block is cut at white space; each piece is then read once from left to right, with the word lists of
//! `tables.toml`. The cost is linear in the length of the text.

mod character;
mod number;
mod punctuation;
mod tables;
#[cfg(test)]
mod tests;
mod web;
mod word;

use crate::Span;

/// A syntactic word before it is tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Whether it goes on with the orthographic word of the token before, as "n't" in "don't".
    pub joined: bool,
}

/// The words of one block of a text, in order.
///
/// They cover every character of the block that is not white space, each once. The block must lie in the text on
/// character boundaries; one that does not has no words.
pub fn tokenize(text: &str, block: Span) -> Vec<RawToken> {
    let Some(content) = text.get(block.start..block.end) else { return Vec::new() };
    let mut scanner = Scanner {
        text: content,
        offset: block.start,
        tokens: Vec::with_capacity(content.len() / 5 + 1),
        open_quote: false,
    };
    let mut rest = 0;
    while let Some(start) = content[rest..].find(|c: char| !c.is_whitespace()).map(|i| rest + i) {
        let end = content[start..].find(char::is_whitespace).map_or(content.len(), |i| start + i);
        scanner.piece(start, end);
        rest = end;
    }
    scanner.tokens
}

/// Reads one block. All places are bytes of the block's text.
struct Scanner<'t> {
    text: &'t str,
    /// Where the block starts in the document.
    offset: usize,
    tokens: Vec<RawToken>,
    /// Whether a single quotation mark was opened and not closed yet.
    open_quote: bool,
}

impl Scanner<'_> {
    /// Reads what stands between two runs of white space.
    fn piece(&mut self, start: usize, end: usize) {
        let piece = &self.text[start..end];
        if piece.bytes().all(|b| b.is_ascii_alphabetic()) && tables::TABLES.parts(piece).is_none() {
            self.push(start, end);
            return;
        }
        let may_be_web = web::may_be_web(piece);
        let mut at = start;
        while at < end {
            let rest = &self.text[at..end];
            let first = rest.chars().next().unwrap_or(' ');
            let fresh = at == start || !self.text[start..at].ends_with(character::is_word);
            if may_be_web
                && fresh
                && let Some(length) = web::length(rest)
            {
                self.push(at, at + length);
                at += length;
            } else if character::is_word(first) || number::is_signed(rest, fresh) {
                at = self.word(at, end);
            } else {
                at = self.punctuation(at, start, end);
            }
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        self.push_token(start, end, false);
    }

    /// `joined` says whether it goes on with the orthographic word of the token before.
    fn push_token(&mut self, start: usize, end: usize, joined: bool) {
        if start < end {
            self.tokens.push(RawToken { span: Span::new(self.offset + start, self.offset + end), joined });
        }
    }

    /// The first character after white space from `at` on.
    fn next_character(&self, at: usize) -> Option<char> {
        self.text[at..].chars().find(|c| !c.is_whitespace())
    }
}
