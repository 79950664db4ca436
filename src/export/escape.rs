//! String literals of Cypher and RDF, which escape alike.

use std::fmt::{self, Display, Formatter, Write};

/// A text between quotes, with backslashes before quotes, backslashes and line ends, and other control characters as
/// `\uXXXX`.
pub(super) struct Quoted<'t> {
    pub text: &'t str,
    /// What stands before and behind it.
    pub quote: char,
}

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char(self.quote)?;
        let mut rest = self.text;
        while let Some(at) = rest.find(|c: char| c == self.quote || c == '\\' || c.is_control()) {
            f.write_str(&rest[..at])?;
            let mut chars = rest[at..].chars();
            match chars.next() {
                Some('\n') => f.write_str("\\n")?,
                Some('\r') => f.write_str("\\r")?,
                Some('\t') => f.write_str("\\t")?,
                Some(c) if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
                Some(c) => write!(f, "\\{c}")?,
                None => {}
            }
            rest = chars.as_str();
        }
        f.write_str(rest)?;
        f.write_char(self.quote)
    }
}

#[cfg(test)]
mod tests {
    use super::Quoted;

    #[test]
    fn quotes_backslashes_and_control_characters_are_escaped() {
        let text = "a'b\"c\\d\ne\u{7}\u{85}é";
        assert_eq!(Quoted { text, quote: '\'' }.to_string(), "'a\\'b\"c\\\\d\\ne\\u0007\\u0085é'");
        assert_eq!(Quoted { text, quote: '"' }.to_string(), "\"a'b\\\"c\\\\d\\ne\\u0007\\u0085é\"");
    }
}
