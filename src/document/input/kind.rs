//! What a file holds, told by its first bytes; the name is asked only where they do not tell.

use crate::document::Format;
use crate::document::records::{Fields, delimited, json};
use std::path::Path;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Kind {
    /// One article.
    Page(Format),
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
    let is_table = matches!(extension.as_str(), "csv" | "tsv" | "tab");
    if let Some(delimiter) = delimited::delimiter(text, is_table, fields) {
        return Kind::Records(RecordKind::Delimited(delimiter));
    }
    Kind::Page(Format::of(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use RecordKind::{Delimited, Json, JsonLines};

    #[test]
    fn content_tells_records_from_articles() {
        let kind = |text: &str| match of(text.as_bytes(), true, Path::new("a"), &Fields::default()) {
            Kind::Records(kind) => Some(kind),
            Kind::Page(_) => None,
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
            ("Bread, butter and text\nA day at the shop.", None),
            ("Text\nA day at the shop.", None),
            ("{Wire} Rome, text", None),
            ("[Wire] Rome said so.", None),
            ("\"Yes\", he said, in the text", None),
            ("", None),
        ] {
            assert_eq!(kind(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_name_tells_where_the_content_does_not() {
        let kind = |name: &str| of(b"a,b\n1,2\n", true, Path::new(name), &Fields::default());
        assert_eq!(kind("a.CSV"), Kind::Records(Delimited(b',')));
        assert_eq!(kind("a.md"), Kind::Page(Format::Markdown));
        assert_eq!(kind("a.txt"), Kind::Page(Format::Text));
    }
}
