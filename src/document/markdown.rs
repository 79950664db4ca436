//! Markdown: what a reader of the page sees, by the CommonMark parser.

use super::layout::{Page, Writer};
use super::{BlockKind, date};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text and blocks of a Markdown page. Raw HTML and code blocks are left out.
pub fn read(markdown: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut writer = Writer::default();
    let mut page_data = String::new();
    let mut skipped = None;
    for event in Parser::new_ext(markdown, options) {
        match (event, skipped) {
            (Event::Start(tag), None) => match tag {
                Tag::CodeBlock(_) | Tag::HtmlBlock => skipped = Some(false),
                Tag::MetadataBlock(_) => skipped = Some(true),
                Tag::Heading { .. } => writer.begin(BlockKind::Heading),
                Tag::Item => writer.begin_item(),
                Tag::Paragraph | Tag::TableCell | Tag::Image { .. } => writer.begin(BlockKind::Paragraph),
                _ => {}
            },
            (Event::End(tag), None) => match tag {
                TagEnd::Item => writer.end_item(),
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableCell | TagEnd::Image => writer.end(),
                _ => {}
            },
            (Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)), Some(_)) => skipped = None,
            (Event::Text(text) | Event::Code(text), None) => writer.write(&text),
            (Event::Text(text), Some(true)) => page_data.push_str(&text),
            (Event::SoftBreak, None) => writer.write("\n"),
            (Event::HardBreak | Event::Rule, None) => writer.end(),
            _ => {}
        }
    }
    let value = |key: &str| metadata(&page_data, key);
    Page { title: value("title"), date: value("date").and_then(|date| date::given(&date)), ..writer.page() }
}

/// The value of a plain `key: value` line of YAML, or `key = value` of TOML.
fn metadata(lines: &str, key: &str) -> Option<String> {
    let value = lines.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix([':', '=']))?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Document, Format};

    #[test]
    fn a_page_is_what_its_reader_sees() {
        let page = "---\ntitle: \"Talks end\"\ndate: 2018-11-12T10:00\n---\n# Talks *end*\n\nThe [UN](https://un.org) \
            said **no**\nto `it`.\n\n- one\n- two\n\n  more\n\n```\ncode\n```\n\n<b>x</b>\n";
        let document = Document::from_bytes(page.as_bytes(), "a.md", Format::Markdown).unwrap();
        assert_eq!(document.title.as_deref(), Some("Talks end"));
        assert_eq!(document.date.as_deref(), Some("2018-11-12"));
        let blocks: Vec<_> = document.blocks.iter().map(|b| (b.span.slice(&document.text), b.kind)).collect();
        let expected = [
            ("Talks end", BlockKind::Heading),
            ("The UN said no\nto it.", BlockKind::Paragraph),
            ("one", BlockKind::ListItem),
            ("two", BlockKind::ListItem),
            ("more", BlockKind::ListItem),
            ("x", BlockKind::Paragraph),
        ];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn metadata_may_be_yaml_or_toml_and_dates_are_read() {
        for page in [
            "+++\ntitle = \"Talks end\"\ndate = 2018-11-12T10:00:00Z\ntags = [\"a\"]\n+++\nThey ended.",
            "---\ntitle: Talks end\ndate: November 12, 2018\n---\nThey ended.",
        ] {
            let document = Document::from_bytes(page.as_bytes(), "a.md", Format::Markdown).unwrap();
            assert_eq!((document.title.as_deref(), document.date.as_deref()), (Some("Talks end"), Some("2018-11-12")));
            assert_eq!(document.text.trim_end(), "They ended.");
        }
        let document = Document::from_bytes(b"---\ndate: last Monday\n---\nText.", "a.md", Format::Markdown).unwrap();
        assert_eq!(document.date, None);
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let document = Document::from_bytes(b"By A\n\n# Talks end\n\nText.", "a.md", Format::Markdown).unwrap();
        assert_eq!(document.title.as_deref(), Some("Talks end"));
    }
}
