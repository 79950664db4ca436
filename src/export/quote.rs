//! Any text as a string of DOT.
//!
//! Graphviz reads three languages in one string: the quotes of the file (`"` ends it), the escapes of labels (`\n`,
//! `\N` for the node's name) and the entities of HTML (`&amp;`). Each is quoted here, and characters that XML forbids
//! are replaced, since an SVG with one of them cannot be opened.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// `text` as the inside of a quoted string, to be shown as it stands.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            '\n' => quoted.push_str("\\n"),
            c => quoted.extend(printable(c)),
        }
    }
    quoted
}

/// `text` as the words of an HTML-like label.
pub(super) fn quote_html(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("&quot;"),
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '\n' => quoted.push(' '),
            c => quoted.extend(printable(c)),
        }
    }
    quoted
}

/// The character, or what stands for it where it cannot be shown: a space for white space, nothing for what only tells
/// where lines may break, else U+FFFD.
///
/// Of the invisible format characters, those that turn the direction of writing would let an article show its words in
/// another order than they are read in. The two joiners stay: Persian, Hindi and emoji are not written without them.
pub(crate) fn printable(c: char) -> Option<char> {
    match c {
        // Most are these, whose category need not be looked up.
        ' '..='~' => Some(c),
        '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '\u{200c}' | '\u{200d}' => Some(c),
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => Some(char::REPLACEMENT_CHARACTER),
        c if c.general_category() == GeneralCategory::Format => Some(char::REPLACEMENT_CHARACTER),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_graphviz_would_read_is_quoted() {
        assert_eq!(quote("a \"b\" \\N &amp;\nc\0\u{feff}🇱🇾"), "a \\\"b\\\" \\\\N &amp;amp;\\nc\u{fffd}🇱🇾");
        assert_eq!(quote("ends in \\"), "ends in \\\\");
        assert_eq!(quote_html("<b a=\"1\">&\n"), "&lt;b a=&quot;1&quot;&gt;&amp; ");
    }

    #[test]
    fn ten_thousand_characters_are_quoted_too() {
        let text = "\"\\&é🇱🇾\n".repeat(1500);
        assert!(shown(&quote(&text)) == text);
    }

    /// What Graphviz shows of a quoted string, by the rules of its manual.
    fn shown(quoted: &str) -> String {
        let mut chars = quoted.chars();
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                ('\\', Some('n')) => text.push('\n'),
                ('\\', Some(c @ ('\\' | '"'))) => text.push(c),
                ('\\', other) => panic!("{other:?} follows a backslash"),
                ('"', _) => panic!("the string ends early"),
                (c, _) => text.push(c),
            }
        }
        text.replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn any_text_is_shown_as_it_stands(text in prop_oneof!["\\PC{0,80}", "[\\\\\"&\n<>;a]{0,40}"]) {
            let text: String = text.chars().filter_map(|c| if c == '\n' { Some(c) } else { printable(c) }).collect();
            prop_assert!(shown(&quote(&text)) == text);
        }

        #[test]
        fn any_text_is_quoted_without_what_xml_forbids(text in any::<String>()) {
            for quoted in [quote(&text), quote_html(&text)] {
                prop_assert!(!quoted.chars().any(char::is_control), "{quoted:?}");
            }
        }
    }
}
