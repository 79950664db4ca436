//! What a block is: a heading, an item of a list, or running text.

use crate::document::BlockKind;

/// Longest headline, in characters.
const LONGEST_HEADLINE: usize = 160;
/// Longest heading between paragraphs, in words and in characters.
const LONGEST_HEADING: (usize, usize) = (10, 70);
/// Longest standfirst, in characters.
const LONGEST_STANDFIRST: usize = 300;
/// Most words before the dash of a dateline.
const LONGEST_DATELINE: usize = 6;

/// A block as far as its kind depends on it.
pub(super) struct Content<'t> {
    pub text: &'t str,
    pub lines: usize,
    pub is_item: bool,
}

/// The mark of an item at the start of a line.
pub(super) struct Item {
    /// Bytes of a bullet and the space after it; 0 of a number, which is a word of the item.
    pub bullet: usize,
    /// Characters of the mark and the space after it.
    pub width: usize,
}

/// Reads the mark of an item: "- ", "• ", "2. ", "(3) ", "b) ".
pub(super) fn item(line: &str) -> Option<Item> {
    let (mark, rest) = line.split_once(char::is_whitespace)?;
    let text = rest.trim_start();
    let bytes = line.len() - text.len();
    let width = line[..bytes].chars().count();
    let is_bullet = matches!(
        mark,
        "-" | "*"
            | "+"
            | "\u{2022}"
            | "\u{2023}"
            | "\u{25e6}"
            | "\u{b7}"
            | "\u{2013}"
            | "\u{2014}"
            | "\u{25ba}"
            | "\u{25aa}"
            | "\u{25cf}"
            | "\u{25cb}"
            | "\u{25a0}"
            | "\u{2043}"
    );
    if is_bullet {
        return text.contains(char::is_alphanumeric).then_some(Item { bullet: bytes, width });
    }
    let label = mark.strip_prefix('(').unwrap_or(mark);
    let label =
        label.strip_suffix(')').or_else(|| mark.strip_suffix('.').filter(|l| l.bytes().all(|b| b.is_ascii_digit())))?;
    let is_number = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    let is_letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    (is_number || is_letter).then_some(Item { bullet: 0, width })
}

/// What the block at `i` is.
pub(super) fn of(blocks: &[Content], i: usize) -> BlockKind {
    let block = &blocks[i];
    if block.is_item {
        return BlockKind::ListItem;
    }
    let is_last = i + 1 == blocks.len();
    let is_standfirst = i == 1
        && is_headline(&blocks[0], false)
        && longest(block.text, LONGEST_STANDFIRST)
        && !has_dateline(block.text)
        && blocks.get(2).is_some_and(|next| has_dateline(next.text));
    let is_heading =
        if i == 0 { is_headline(block, is_last) } else { is_standfirst || is_cross_heading(block, is_last) };
    if is_heading || is_in_capitals(block.text) { BlockKind::Heading } else { BlockKind::Paragraph }
}

/// Whether the first block is a headline: short, and no sentence with its period.
fn is_headline(block: &Content, is_last: bool) -> bool {
    let end = block.text.trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', ')']);
    !is_last
        && longest(block.text, LONGEST_HEADLINE)
        && !end.ends_with(['.', ',', ':', ';', '\u{2026}'])
        && !is_byline(block.text)
        && !has_dateline(block.text)
}

/// Whether a block further down heads what follows: very short and without any punctuation of sentences.
fn is_cross_heading(block: &Content, is_last: bool) -> bool {
    let (words, characters) = LONGEST_HEADING;
    !is_last
        && block.lines == 1
        && longest(block.text, characters)
        && block.text.split_whitespace().count() <= words
        && block.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '\u{2018}' | '\u{201c}' | '\'' | '"' | '`'))
        && !block.text.contains(['.', ',', ';', ':', '!', '@', '/', '|', '\u{2026}'])
        && !is_byline(block.text)
}

/// "By Jo Doe", "Source: agencies".
fn is_byline(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    first.eq_ignore_ascii_case("by") || first.ends_with(':') && text.split_whitespace().count() < 6
}

/// Whether a text starts with a place and a dash.
fn has_dateline(text: &str) -> bool {
    dateline(text).is_some()
}

/// Where the dateline of a text ends and where what it says begins: "CATANIA, Italy -- ", "Pallano, Italy – ". The agency in
/// parentheses behind it is no part of it: it wrote the text.
pub(super) fn dateline(text: &str) -> Option<(usize, usize)> {
    let (end, start) = glued_dateline(text).or_else(|| spaced_dateline(text))?;
    let place = &text[..end];
    let agency = place.rfind('(').filter(|open| *open > 0 && place.ends_with(')'));
    Some((agency.map_or(end, |open| place[..open].trim_end().len()), start))
}

/// "PALLANO—The council met.": one place in capitals, too long to be an acronym, and a sentence to its full stop behind it.
fn glued_dateline(text: &str) -> Option<(usize, usize)> {
    const SHORTEST: usize = 5;
    let (place, rest) = text.split_once(['\u{2014}', '\u{2013}']).or_else(|| text.split_once("--"))?;
    let sentence = text.trim_end_matches(['"', '\u{201d}']).ends_with('.');
    let fits = place.chars().count() >= SHORTEST
        && place.chars().all(char::is_uppercase)
        && sentence
        && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '\u{201c}'));
    fits.then(|| (place.len(), text.len() - rest.len()))
}

fn spaced_dateline(text: &str) -> Option<(usize, usize)> {
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let mut words = text.split_whitespace();
    let place: Vec<&str> = words.by_ref().take(LONGEST_DATELINE + 1).take_while(|word| !is_dash(word)).collect();
    let first = *place.first()?;
    let last = *place.last()?;
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit());
    let rest = text.split_whitespace().nth(place.len() + 1)?;
    let fits = place.len() <= LONGEST_DATELINE
        && place.iter().all(capital)
        && text.split_whitespace().nth(place.len()).is_some_and(is_dash)
        && !rest.starts_with(char::is_lowercase)
        && (first.chars().all(|c| !c.is_lowercase()) || place.iter().any(|word| word.ends_with(',')));
    fits.then(|| (offset(last) + last.len(), offset(rest)))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "\u{2013}" | "\u{2014}")
}

/// Whether all letters are capitals, as in headlines of wires.
fn is_in_capitals(text: &str) -> bool {
    longest(text, LONGEST_HEADLINE)
        && !text.contains(char::is_lowercase)
        && text.chars().filter(|c| c.is_uppercase()).nth(2).is_some()
}

/// Whether the text has at most so many characters.
fn longest(text: &str, characters: usize) -> bool {
    text.chars().nth(characters).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_with_and_without_spaces() {
        for (text, rest) in [
            ("PALLANO, Italy -- The council met.", Some("The council met.")),
            ("PALLANO—The council met.", Some("The council met.")),
            ("PALLANO--The council met.", Some("The council met.")),
            ("NATO—Russia talks failed.", None),
            ("PALLANO—THE COUNCIL MET", None),
        ] {
            assert_eq!(dateline(text).map(|(_, start)| &text[start..]), rest, "{text}");
        }
    }
}
