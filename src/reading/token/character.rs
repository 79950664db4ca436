//! Classes of characters.

/// Whether words are made of it: letters, digits, the underscore, and marks that belong to the letter before.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    // Raised signs are words of their own: "km" "²".
    (c.is_alphanumeric() && !matches!(c, '²' | '³' | 'º' | 'ª')) || is_mark(c)
}

/// Whether it changes the character before it and never stands alone: combining marks, joiners, variation selectors.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}'..='\u{200d}' | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}')
}

/// The straight apostrophe, the curly one and the letter-like one.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

/// What stands for an apostrophe or a single quotation mark.
pub fn is_single_quote(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '`' | '\u{2018}' | '\u{b4}')
}

/// The hyphen, also as the non-breaking and the explicit one.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Bytes of the longest start of `text` whose characters all fit.
pub fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}
