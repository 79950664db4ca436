//! Any text as XML 1.0.

use std::fmt::{self, Write};

/// A text as the content of an element or the value of an attribute in double quotes; every character is read back as it
/// was, but for those that no XML file can hold, which become U+FFFD (<https://www.w3.org/TR/xml/#charsets>).
pub(super) struct Escaped<'t>(pub &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(|c| replaced(c).is_some()) {
            f.write_str(&rest[..at])?;
            let mut chars = rest[at..].chars();
            if let Some(written) = chars.next().and_then(replaced) {
                f.write_str(written)?;
            }
            rest = chars.as_str();
        }
        f.write_str(rest)
    }
}

fn replaced(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        // As they are, readers would turn them into spaces or line feeds.
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        _ => None,
    }
}

/// An id as a token of XML (`NMTOKEN`), which the schemas of graph formats want: other characters, and what could be
/// taken for such a one, as `_x0040_`, after SQL/XML (ISO/IEC 9075-14).
pub(super) struct Token<'t>(pub &'t str);

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars().peekable();
        if self.0.is_empty() {
            return f.write_str("_x_");
        }
        while let Some(c) = chars.next() {
            if is_token(c) && !(c == '_' && chars.peek() == Some(&'x')) {
                f.write_char(c)?;
            } else {
                write!(f, "_x{:04X}_", u32::from(c))?;
            }
        }
        Ok(())
    }
}

/// The name characters of XML 1.0, fourth edition, as far as letters go: parsers of the field still go by it.
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '.' | '_' | ':' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{131}'
            | '\u{134}'..='\u{13e}' | '\u{141}'..='\u{148}' | '\u{14a}'..='\u{17e}' | '\u{410}'..='\u{44f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn what_xml_would_read_is_written_otherwise() {
        assert_eq!(
            Escaped("a<b> & \"c\"\r\n\t\0é🇱🇾").to_string(),
            "a&lt;b&gt; &amp; &quot;c&quot;&#13;&#10;&#9;\u{fffd}é🇱🇾"
        );
        assert_eq!(Token("meeting@pallano-5f.event").to_string(), "meeting_x0040_pallano-5f.event");
        assert_eq!(Token("pål a_b_x").to_string(), "pål_x0020_a_b_x005F_x");
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in any::<String>()) {
            let xml = format!("<a b=\"{0}\">{0}</a>", Escaped(&text));
            let possible: String = text.chars().map(|c| if replaced(c) == Some("\u{fffd}") { '\u{fffd}' } else { c }).collect();
            let mut reader = quick_xml::Reader::from_str(&xml);
            let mut content = String::new();
            loop {
                use quick_xml::events::Event;
                match reader.read_event().unwrap() {
                    Event::Start(start) => {
                        let value = start.attributes().next().unwrap().unwrap();
                        let value = value.value.into_owned();
                        prop_assert_eq!(quick_xml::escape::unescape(&value).unwrap(), possible.as_str());
                    }
                    Event::Text(text) => content.push_str(&text),
                    Event::GeneralRef(name) => content.push_str(&format!("&{};", &*name)),
                    Event::Eof => break,
                    _ => {}
                }
            }
            prop_assert_eq!(quick_xml::escape::unescape(&content).unwrap(), possible.as_str());
        }

        #[test]
        fn no_two_ids_become_one_token(ids in proptest::collection::btree_set("[a_x@0-9A-F]{0,9}", 2..30)) {
            let tokens: BTreeSet<String> = ids.iter().map(|id| Token(id).to_string()).collect();
            prop_assert_eq!(tokens.len(), ids.len());
        }
    }
}
