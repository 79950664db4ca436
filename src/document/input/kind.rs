//! What a file holds, told by its first bytes; the name is asked only where they do not tell.

use crate::document::Format;
use crate::document::records::{Fields, delimited, json, mail};
use std::path::Path;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document) enum Kind {
    /// One article.
    Page(Format),
    /// A web page.
    Html,
    /// XML with this element at its top, of a kind that is not read.
    Xml(String),
    /// Many articles, or one with named parts.
    Records(RecordKind),
}

/// How records are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum RecordKind {
    /// A JSON object on each line.
    JsonLines,
    /// JSON objects over many lines, one after the other or in an array.
    Json,
    /// Items of RSS or Atom.
    Feed,
    /// A message, or many in a mailbox.
    Mail,
    /// Rows under a header, their fields parted by this byte.
    Delimited(u8),
}

/// Tells what holds these first bytes; `whole` where there are no more.
pub(in crate::document) fn of(head: &[u8], whole: bool, name: &Path, fields: &Fields) -> Kind {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if let Some(kind) = json::kind(text, whole) {
        return Kind::Records(kind);
    }
    let extension = name.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
    if let Some(kind) = marked_up(text, &extension) {
        return kind;
    }
    if mail::is_mail(text) {
        return Kind::Records(RecordKind::Mail);
    }
    let is_table = matches!(extension.as_str(), "csv" | "tsv" | "tab");
    if let Some(delimiter) = delimited::delimiter(text, is_table, fields) {
        return Kind::Records(RecordKind::Delimited(delimiter));
    }
    if extension.is_empty() && is_markdown(text) {
        return Kind::Page(Format::Markdown);
    }
    Kind::Page(Format::of(name))
}

/// Whether a text without a name begins as a page of Markdown: with a block of YAML or TOML metadata, or a heading.
fn is_markdown(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    match lines.next() {
        Some(b"+++") => lines.any(|line| line == b"+++"),
        Some(b"---") => {
            let mut fields = lines.take_while(|line| line != b"---").peekable();
            fields.peek().is_some()
                && fields.all(|line| line.contains(&b':') || line.starts_with(b" ") || line.starts_with(b"-"))
        }
        Some(line) => line.strip_prefix(b"# ").is_some_and(|title| !title.trim_ascii().is_empty()),
        None => false,
    }
}

/// What a text is that starts with an element or a declaration of one.
fn marked_up(text: &[u8], extension: &str) -> Option<Kind> {
    /// Elements at the top of a page, or of a part of one.
    const PAGES: [&str; 14] = [
        "html", "head", "body", "meta", "title", "link", "script", "div", "article", "main", "section", "p", "table",
        "h1",
    ];
    /// Endings of names of XML that is neither.
    const XML: [&str; 5] = ["xml", "svg", "graphml", "gexf", "rdf"];
    const FEEDS: [&str; 3] = ["rss", "feed", "rdf:rdf"];
    let mut rest = text;
    let mut declared = false;
    loop {
        rest = rest.trim_ascii_start().strip_prefix(b"<")?;
        if let Some(inner) = rest.strip_prefix(b"!--") {
            // A comment as long as all that is looked at is one of a page.
            let Some(end) = find(inner, b"-->") else { return Some(Kind::Html) };
            rest = &inner[end + 3..];
        } else if rest.starts_with(b"?") || rest.starts_with(b"!") {
            if rest.get(..14).is_some_and(|start| {
                start.eq_ignore_ascii_case(b"!doctype html ") || start.eq_ignore_ascii_case(b"!doctype html>")
            }) {
                return Some(Kind::Html);
            }
            // Of HTML it would have been one above.
            declared |= rest.starts_with(b"?xml") || rest.get(..8).is_some_and(|s| s.eq_ignore_ascii_case(b"!doctype"));
            // Declarations of its own stand in brackets: "<!DOCTYPE rss [<!ENTITY ...>]>".
            let inner = match (find(rest, b"["), find(rest, b">")) {
                (Some(open), Some(end)) if open < end && rest.starts_with(b"!") => open + find(&rest[open..], b"]")?,
                _ => 0,
            };
            rest = &rest[inner + find(&rest[inner..], b">")? + 1..];
        } else {
            break;
        }
    }
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b":-_.".contains(byte));
    let name = std::str::from_utf8(&rest[..end?]).ok()?;
    let lower = name.to_ascii_lowercase();
    if FEEDS.contains(&lower.as_str()) {
        return Some(Kind::Records(RecordKind::Feed));
    }
    let is_markdown = matches!(extension, "md" | "markdown");
    let is_whole = PAGES[..3].contains(&lower.as_str());
    if is_whole || !is_markdown && (PAGES.contains(&lower.as_str()) || matches!(extension, "html" | "htm" | "xhtml")) {
        return Some(Kind::Html);
    }
    // Elements of namespaces are XML's without a declaration too, as drawings are written.
    let tag = &rest[..find(rest, b">").unwrap_or(rest.len())];
    let is_named = |bytes: &[u8]| find(tag, bytes).is_some_and(|at| at > 0 && tag[at - 1].is_ascii_whitespace());
    let is_xml = declared || XML.contains(&extension) || is_named(b"xmlns=") || is_named(b"xmlns:");
    is_xml.then(|| Kind::Xml(name.to_owned()))
}

/// Where some bytes stand in others.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use RecordKind::{Delimited, Feed, Json, JsonLines, Mail};

    #[test]
    fn content_tells_records_from_articles() {
        let kind = |text: &str| match of(text.as_bytes(), true, Path::new("a"), &Fields::default()) {
            Kind::Records(kind) => Some(kind),
            _ => None,
        };
        for (text, expected) in [
            ("{\"text\": \"A.\"}\n{\"text\": \"B.\"}\n", Some(JsonLines)),
            ("\u{feff}{\"text\": \"A.\"}", Some(JsonLines)),
            ("{\"text\": \"A.\n{\"text\": \"B.\"}\n", Some(JsonLines)),
            ("{\n  \"text\": \"A.\"\n}", Some(Json)),
            ("[{\"text\": \"A.\"}]", Some(Json)),
            ("[\n  {\n \"text\": \"A.\"}]", Some(Json)),
            ("{\"status\": \"ok\", \"articles\": [\n{\"text\": \"A.\"}]}", Some(Json)),
            ("id,title,text\n1,A,B\n", Some(Delimited(b','))),
            ("Title\tBody\nA\tB\n", Some(Delimited(b'\t'))),
            ("id;\"full text\"\n1;A, B, C\n", Some(Delimited(b';'))),
            ("<?xml version=\"1.0\"?>\n<!-- made today -->\n<rss version=\"2.0\"><channel>", Some(Feed)),
            ("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">\n]>\n<rss version=\"2.0\">", Some(Feed)),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Some(Feed)),
            ("From jo@example.org Mon Nov 12 10:00:00 2018\nFrom: Jo\nSubject: Talks\n\nThey ended.", Some(Mail)),
            ("Date: Mon, 12 Nov 2018\nFrom: Jo\n  <jo@example.org>\nSubject: Talks\n\nThey ended.", Some(Mail)),
            ("From Rome to Paris: the talks\n\nThey ended.", None),
            ("From: Rome\n\nThey ended.", None),
            ("Bread, butter and text\nA day at the shop.", None),
            ("Text\nA day at the shop.", None),
            ("{Wire} Rome, text", None),
            ("[Wire] Rome said so.", None),
            ("\"Yes\", he said, in the text", None),
            ("{\n", Some(Json)),
            ("[", Some(Json)),
            ("", None),
        ] {
            assert_eq!(kind(text), expected, "{text:?}");
        }
    }

    #[test]
    fn pages_are_told_from_texts_and_from_other_xml() {
        let kind = |text: &str, name: &str| of(text.as_bytes(), true, Path::new(name), &Fields::default());
        for page in [
            "<!DOCTYPE html>\nx",
            " <html lang=en>",
            "<!-- saved --><HTML>",
            "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-\"><html>",
            "<p>Talks",
        ] {
            assert_eq!(kind(page, "a"), Kind::Html, "{page}");
        }
        assert_eq!(kind("<p align=\"center\">\n\n# Talks", "a.md"), Kind::Page(Format::Markdown));
        assert_eq!(kind("<blockquote>Talks", "a.html"), Kind::Html);
        assert_eq!(kind("<?xml version=\"1.0\"?><nitf>", "a"), Kind::Xml("nitf".into()));
        for drawing in
            ["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\">", "<!DOCTYPE svg PUBLIC \"-\">\n<svg width=\"9\">"]
        {
            assert_eq!(kind(drawing, "a"), Kind::Xml("svg".into()), "{drawing}");
        }
        assert_eq!(kind("<svg width=\"9\">", "a.svg"), Kind::Xml("svg".into()));
        for text in ["<ACM.O> rose.", "<3 this", "< p", "<"] {
            assert_eq!(kind(text, "a"), Kind::Page(Format::Text), "{text}");
        }
    }

    #[test]
    fn the_name_tells_where_the_content_does_not() {
        let kind = |name: &str| of(b"a,b\n1,2\n", true, Path::new(name), &Fields::default());
        assert_eq!(kind("a.CSV"), Kind::Records(Delimited(b',')));
        assert_eq!(kind("a.md"), Kind::Page(Format::Markdown));
        assert_eq!(kind("a.txt"), Kind::Page(Format::Text));
        let kind = |text: &str, name: &str| of(text.as_bytes(), true, Path::new(name), &Fields::default());
        for page in [
            "# Talks end\n\nThey *ended*.",
            "---\ntitle: Talks end\ntags:\n- talks\n---\nThey ended.",
            "+++\ntitle = \"Talks end\"\n+++\nThey ended.",
        ] {
            assert_eq!(kind(page, "-"), Kind::Page(Format::Markdown), "{page}");
            assert_eq!(kind(page, "a.txt"), Kind::Page(Format::Text), "{page}");
        }
        assert_eq!(kind("---\nThey ended.\n---\n", "-"), Kind::Page(Format::Text));
    }
}
