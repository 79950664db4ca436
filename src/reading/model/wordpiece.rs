//! Words to word pieces: the WordPiece of BERT (Devlin et al. 2019), uncased, run word by word. `training/wordpiece.py` is
//! its twin, and a test holds them together.

use rustc_hash::{FxBuildHasher, FxHashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Pieces a word may have; what is longer (a web address) is cut.
const MAX_PIECES: usize = 12;
/// Number of letter shapes.
pub const SHAPES: usize = 7;

/// The vocabulary of pieces.
pub struct WordPiece {
    /// The words of a text are looked up here and never put in, so that no text can make the hash a slow one.
    ids: FxHashMap<String, u32>,
    longest: usize,
    unknown: u32,
    /// The piece that opens a window.
    pub opening: u32,
    /// The piece that closes a block.
    pub closing: u32,
}

impl WordPiece {
    /// From a vocabulary with a piece a line; `None` where one of BERT's special pieces is missing.
    pub fn new(vocabulary: &str) -> Option<Self> {
        let mut ids = FxHashMap::with_capacity_and_hasher(vocabulary.lines().count(), FxBuildHasher);
        ids.extend(vocabulary.lines().zip(0..).map(|(piece, id)| (piece.to_owned(), id)));
        let longest = ids.keys().map(String::len).max().unwrap_or(0);
        let (unknown, opening, closing) = (*ids.get("[UNK]")?, *ids.get("[CLS]")?, *ids.get("[SEP]")?);
        Some(Self { ids, longest, unknown, opening, closing })
    }

    /// Number of pieces.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Adds the pieces of one word to `out`: at least one.
    pub fn encode(&self, word: &str, out: &mut Vec<u32>) {
        let first = out.len();
        if word.bytes().all(|b| b.is_ascii_alphanumeric()) && word.len() <= self.longest {
            self.greedy(&word.to_ascii_lowercase(), out);
        } else {
            let plain: String =
                word.chars().map(straight).flat_map(char::to_lowercase).nfd().filter(|&c| !is_nonspacing(c)).collect();
            let mut rest = plain.as_str();
            while let Some(c) = rest.chars().next() {
                let run = rest.find(|c: char| is_punctuation(c) || c.is_whitespace()).unwrap_or(rest.len());
                let take = if run == 0 { c.len_utf8() } else { run };
                if !c.is_whitespace() {
                    self.greedy(&rest[..take], out);
                }
                if out.len() - first >= MAX_PIECES {
                    break;
                }
                rest = &rest[take..];
            }
        }
        out.truncate(first + MAX_PIECES);
        if out.len() == first {
            out.push(self.unknown);
        }
    }

    /// Longest pieces first; a part with a character that no piece has is unknown as a whole.
    fn greedy(&self, part: &str, out: &mut Vec<u32>) {
        let first = out.len();
        let mut start = 0;
        let mut key = String::with_capacity(part.len().min(self.longest) + 2);
        while start < part.len() {
            let prefix = if start == 0 { "" } else { "##" };
            let mut end = part.len().min(start + self.longest);
            let found = loop {
                while !part.is_char_boundary(end) {
                    end -= 1;
                }
                if end <= start {
                    break None;
                }
                key.clear();
                key.push_str(prefix);
                key.push_str(&part[start..end]);
                if let Some(&id) = self.ids.get(&key) {
                    break Some(id);
                }
                end -= 1;
            };
            match found {
                Some(id) => out.push(id),
                None => {
                    out.truncate(first);
                    out.push(self.unknown);
                    return;
                }
            }
            // A part of a thousand letters needs no more pieces than a word may have.
            if out.len() - first > MAX_PIECES && part.len() > self.longest {
                return;
            }
            start = end;
        }
    }
}

/// The straight form of a curly quote.
fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        _ => c,
    }
}

/// Nonspacing marks (Mn) only, as BERT has it: spacing and enclosing marks stay.
fn is_nonspacing(c: char) -> bool {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
    is_combining_mark(c) && c.general_category() == GeneralCategory::NonspacingMark
}

fn is_punctuation(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    c.is_ascii_punctuation() || (!c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation)
}

/// Shape of a word's letters, which the uncased pieces lose: 0 lower case, 1 capitalised, 2 capitals, 3 mixed, 4 one
/// capital, 5 digits, 6 neither letters nor digits.
pub fn shape(word: &str) -> usize {
    let (mut letters, mut upper, mut digits) = (0, 0, false);
    for c in word.chars() {
        letters += usize::from(c.is_alphabetic());
        upper += usize::from(c.is_alphabetic() && c.is_uppercase());
        digits |= c.is_numeric();
    }
    let leading = || word.trim_start_matches(['\'', '"', '’', '“', '(']).chars().next();
    match (letters, upper) {
        (0, _) if digits => 5,
        (0, _) => 6,
        (_, 0) => 0,
        (1, _) => 4,
        _ if upper == letters => 2,
        (_, 1) if leading().is_some_and(char::is_uppercase) => 1,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(word: &str) -> Vec<u32> {
        let vocabulary = ["[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "'", "s", "cafe", "-"].join("\n");
        let mut out = Vec::new();
        WordPiece::new(&vocabulary).unwrap().encode(word, &mut out);
        out
    }

    #[test]
    fn longest_piece_first() {
        assert_eq!(pieces("unaffable"), [3, 4, 5]);
        assert_eq!(pieces("Un"), [3]);
        assert_eq!(pieces("’s"), [6, 7]);
        assert_eq!(pieces("Café-UN"), [8, 9, 3]);
        assert_eq!(pieces("unx"), [0]);
        assert_eq!(pieces("\u{301}"), [0]);
        assert_eq!(pieces(&"-".repeat(40)).len(), MAX_PIECES);
        assert_eq!(pieces(&format!("un{}", "aff".repeat(4000))).len(), MAX_PIECES);
    }

    #[test]
    fn shapes_of_words() {
        let words = ["plan", "Plan", "PLAN", "McKay", "I", "1,200", "--", "“Plan", "al-Sisi", "É"];
        assert_eq!(words.map(shape), [0, 1, 2, 3, 4, 5, 6, 1, 3, 4]);
    }
}
