//! Plain text: which lines belong together and what they are.
//!
//! Three layouts of news are told apart, for they give a line's end three meanings: paragraphs with empty lines between
//! them, paragraphs of one line each, and paragraphs hard-wrapped at a column, with or without empty lines, maybe with
//! their first lines indented.

mod kind;
mod wrap;
mod write;

pub use write::Writer;

use super::{Block, BlockKind};
use crate::Span;
use wrap::Wrapping;

/// A text taken apart.
pub struct Page {
    pub title: Option<String>,
    pub date: Option<String>,
    pub text: String,
    pub blocks: Vec<Block>,
}

impl Page {
    /// The page with its title as the first heading; one that begins with it has it already.
    pub fn under(mut self, title: &str) -> Self {
        let first = self.blocks.first().map(|block| block.span.slice(&self.text));
        if first.is_some_and(|first| first.split_whitespace().eq(title.split_whitespace())) {
            self.blocks[0].kind = BlockKind::Heading;
            return self;
        }
        let heading = Span::new(0, title.len());
        let before = format!("{title}\n\n");
        for block in &mut self.blocks {
            block.span = Span::new(block.span.start + before.len(), block.span.end + before.len());
        }
        self.blocks.insert(0, Block { span: heading, kind: BlockKind::Heading });
        self.text.insert_str(0, &before);
        self.text.truncate(self.text.trim_end().len());
        self
    }
}

/// A line that is not empty.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// Without surrounding white space.
    content: &'t str,
    /// Where `content` starts in the text.
    start: usize,
    /// Characters before `content`.
    indent: usize,
    /// Characters up to the end of `content`.
    width: usize,
}

/// A block that grows line by line.
struct Growing {
    span: Span,
    lines: usize,
    /// Where an item's text starts after its mark, in characters; none where it is no item.
    hanging: Option<usize>,
}

/// Takes a plain text apart.
pub fn read(text: String) -> Page {
    let mut grown: Vec<Growing> = Vec::new();
    let groups = groups(&text);
    let wrapping = Wrapping::of(&groups);
    for group in &groups {
        let mut before: Option<&Line> = None;
        for line in group {
            let full = before.is_some_and(|before| wrapping.is_full(before, line));
            let current = grown.last_mut().filter(|_| before.is_some());
            let item = kind::item(line.content).filter(|_| match (&current, before) {
                (Some(current), Some(before)) => !full || current.hanging.is_some() || before.content.ends_with(':'),
                _ => true,
            });
            let joins = current
                .as_ref()
                .zip(before)
                .is_some_and(|(current, before)| item.is_none() && joins(current, before, line, full, &wrapping));
            let end = line.start + line.content.len();
            match current {
                Some(current) if joins => {
                    current.span.end = end;
                    current.lines += 1;
                }
                _ => {
                    let mark = item.as_ref().map_or(0, |item| item.bullet);
                    let hanging = item.map(|item| line.indent + item.width);
                    grown.push(Growing { span: Span::new(line.start + mark, end), lines: 1, hanging });
                }
            }
            before = Some(line);
        }
    }
    drop_signature(&mut grown, &groups, &text);
    // What has no letter and no digit parts blocks and says nothing.
    grown.retain(|block| block.span.slice(&text).contains(char::is_alphanumeric));
    let contents: Vec<kind::Content> = grown
        .iter()
        .map(|block| kind::Content {
            text: block.span.slice(&text),
            lines: block.lines,
            is_item: block.hanging.is_some(),
        })
        .collect();
    let mut blocks = Vec::with_capacity(grown.len() + 1);
    for (i, Growing { span, .. }) in grown.iter().enumerate() {
        let kind = kind::of(&contents, i);
        // The dateline is no part of the first sentence.
        match kind::dateline(span.slice(&text)).filter(|_| kind == BlockKind::Paragraph) {
            Some((end, start)) => blocks.extend([
                Block { span: Span::new(span.start, span.start + end), kind: BlockKind::Dateline },
                Block { span: Span::new(span.start + start, span.end), kind },
            ]),
            None => blocks.push(Block { span: *span, kind }),
        }
    }
    Page { title: None, date: None, blocks, text }
}

/// Takes the signature of an agency or a writer off the end, which says who wrote it and nothing else: a last line of few
/// words without a stop, behind a sentence.
fn drop_signature(grown: &mut [Growing], groups: &[Vec<Line>], text: &str) {
    /// Most words of a signature, and most characters.
    const LONGEST: (usize, usize) = (3, 30);
    let mut lines = groups.iter().flatten().rev().filter(|line| line.content.contains(char::is_alphanumeric));
    let (Some(last), Some(before)) = (lines.next(), lines.next()) else { return };
    let words = last.content.split_whitespace().count();
    let ends = |line: &Line| {
        line.content.trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', ')']).ends_with(['.', '!', '?'])
    };
    let is_signature = words <= LONGEST.0
        && last.content.chars().count() <= LONGEST.1
        && last.content.trim_start_matches(['(', '-', ' ', '\u{2013}', '\u{2014}']).starts_with(char::is_uppercase)
        && !ends(last)
        && ends(before)
        && kind::item(last.content).is_none();
    let holds = |block: &&mut Growing| block.span.start <= last.start && last.start < block.span.end;
    let Some(block) = grown.iter_mut().find(holds).filter(|_| is_signature) else { return };
    block.span.end = last.start.max(block.span.start);
    block.span.end = block.span.start + block.span.slice(text).trim_end().len();
}

/// The headline: the first heading, where it stands at the top.
pub fn title(text: &str, blocks: &[Block]) -> Option<String> {
    /// A kicker, byline or date may come before it.
    const TOP: usize = 3;
    let heading = blocks.iter().take(TOP).find(|block| block.kind == super::BlockKind::Heading)?;
    Some(heading.span.slice(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The lines between empty lines.
fn groups(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for line in text.split('\n') {
        let content = line.trim();
        if content.is_empty() {
            open = false;
        } else {
            let before = line.len() - line.trim_start().len();
            let indent = line[..before].chars().count();
            let width = indent + content.chars().count();
            let line = Line { content, start: start + before, indent, width };
            match groups.last_mut() {
                Some(group) if open => group.push(line),
                _ => groups.push(vec![line]),
            }
            open = true;
        }
        start += line.len() + 1;
    }
    groups
}

/// Whether a line goes on with the block of the line before.
fn joins(current: &Growing, before: &Line, line: &Line, full: bool, wrapping: &Wrapping) -> bool {
    let is_rule = |line: &Line| !line.content.contains(char::is_alphanumeric);
    if is_rule(before) || is_rule(line) {
        return false;
    }
    if let Some(hanging) = current.hanging
        && line.indent >= hanging
    {
        return true;
    }
    // A first line that is indented starts a paragraph.
    if current.hanging.is_none() && wrap::is_indented(before, line) {
        return false;
    }
    full || wrapping.goes_on(before, line)
}

#[cfg(test)]
mod tests {
    use crate::document::BlockKind::{self, Dateline, Heading, ListItem, Paragraph};
    use crate::document::{Document, Format};

    fn blocks(text: &str) -> Vec<(String, BlockKind)> {
        let document = Document::from_bytes(text.as_bytes(), "a", Format::Text).unwrap();
        document.blocks.iter().map(|b| (b.span.slice(&document.text).to_owned(), b.kind)).collect()
    }

    fn check(text: &str, expected: &[(&str, BlockKind)]) {
        let expected: Vec<_> = expected.iter().map(|&(text, kind)| (text.to_owned(), kind)).collect();
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn paragraphs_with_empty_lines_between() {
        check(
            "Minister quits over deal\n\nBy Jo Doe\n\nThe minister quit.\n \nHe said so.\n\nWhat comes next\n\nTalks will be held on Monday.",
            &[
                ("Minister quits over deal", Heading),
                ("By Jo Doe", Paragraph),
                ("The minister quit.", Paragraph),
                ("He said so.", Paragraph),
                ("What comes next", Heading),
                ("Talks will be held on Monday.", Paragraph),
            ],
        );
    }

    #[test]
    fn a_signature_says_nothing() {
        let story = [("Talks open", Heading), ("The talks opened.", Paragraph)];
        for end in ["", "\n Reuter\n\u{3}", "\n\nREUTER", "\n\n(Norland Press Agency)"] {
            check(&format!("Talks open\n\n    The talks opened.{end}"), &story);
        }
        let list = [("Talks open", Heading), ("The talks opened between,", Paragraph), ("Norland", Paragraph)];
        check("Talks open\n\nThe talks opened between,\n\nNorland", &list);
    }

    #[test]
    fn a_dateline_is_no_part_of_the_first_sentence() {
        check(
            "Talks open\n\nVADUZ, Nov 12 (Reuters) -- The talks opened.\n\nLunda, Sweden – Ministers met.\n\nNorth, the minister – a liberal – said so.",
            &[
                ("Talks open", Heading),
                ("VADUZ, Nov 12", Dateline),
                ("The talks opened.", Paragraph),
                ("Lunda, Sweden", Dateline),
                ("Ministers met.", Paragraph),
                ("North, the minister – a liberal – said so.", Paragraph),
            ],
        );
    }

    #[test]
    fn a_standfirst_stands_before_the_dateline() {
        let text = "Minister quits\n\nCity hosts talks on the deal.\n\nParis, France \u{2013} The minister quit.";
        assert_eq!(blocks(text).iter().map(|b| b.1).collect::<Vec<_>>(), [Heading, Heading, Dateline, Paragraph]);
    }

    #[test]
    fn paragraphs_of_one_line() {
        let long = "The minister who had led the talks for more than two years said on Monday that he would not go on with them.";
        check(
            &format!("MINISTER QUITS\n{long}\nHe gave no reason.\n{long}"),
            &[("MINISTER QUITS", Heading), (long, Paragraph), ("He gave no reason.", Paragraph), (long, Paragraph)],
        );
    }

    #[test]
    fn hard_wrapped_paragraphs_with_indented_first_lines() {
        check(
            "MINISTER QUITS OVER DEAL\n\nThe minister who had led the talks for\nmore than two years said on Monday that\nhe would not go on with them.\n    \
            Their end was expected by most of the\nmembers of his party, sources said. They\nmet on Sunday.\n    A vote\nOf the party is due.\n Reuter\n\u{3}",
            &[
                ("MINISTER QUITS OVER DEAL", Heading),
                (
                    "The minister who had led the talks for\nmore than two years said on Monday that\nhe would not go on with them.",
                    Paragraph,
                ),
                (
                    "Their end was expected by most of the\nmembers of his party, sources said. They\nmet on Sunday.",
                    Paragraph,
                ),
                ("A vote\nOf the party is due.", Paragraph),
            ],
        );
    }

    #[test]
    fn lists_and_rules() {
        check(
            "The deal says:\n- No troops at all\n  will stay.\n\u{2022} A vote will be held.\n1. One.\n2) Two.\n* * *\nThat is it.",
            &[
                ("The deal says:", Paragraph),
                ("No troops at all\n  will stay.", ListItem),
                ("A vote will be held.", ListItem),
                ("1. One.", ListItem),
                ("2) Two.", ListItem),
                ("That is it.", Paragraph),
            ],
        );
    }

    #[test]
    fn a_number_at_the_start_of_a_wrapped_line_is_no_item() {
        let text = "The minister who led the talks said the\ndeal would be signed in Paris on 11 or\n12. That was not what the others in his\nparty had hoped for, he said on Monday.";
        check(text, &[(text, Paragraph)]);
    }
}
