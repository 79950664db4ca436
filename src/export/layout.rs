//! How text for readers is laid out: width, colours, and no character that steers a terminal.

use super::quote::printable;
use anstyle::Style;

/// How a listing is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether to mark words with the colours of ANSI terminals.
    pub colored: bool,
    /// Columns to break sentences at; they are not broken where there are none.
    pub width: Option<usize>,
}

/// Narrowest width that sentences are broken to.
const NARROWEST: usize = 30;

/// A line of words, broken at the width, without characters that would steer a terminal.
pub fn line(words: &str, layout: &Layout) -> String {
    wrapped(&plain(words), "", layout)
}

pub(super) fn heading(words: &str, layout: &Layout) -> String {
    format!("{}\n", styled(&plain(words), Style::new().bold(), layout))
}

pub(super) fn wrapped(text: &str, indent: &str, layout: &Layout) -> String {
    let Some(width) = layout.width else { return format!("{indent}{text}\n") };
    let options = textwrap::Options::new(width.max(NARROWEST)).initial_indent(indent).subsequent_indent(indent);
    format!("{}\n", textwrap::fill(text, options))
}

pub(super) fn styled(words: &str, style: Style, layout: &Layout) -> String {
    if layout.colored { format!("{style}{words}{style:#}") } else { words.to_owned() }
}

/// The words on one line, without characters that would steer a terminal.
pub(super) fn plain(words: &str) -> String {
    spaced(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words, with an ellipsis where there are more than `most` characters.
pub(crate) fn cut(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

pub(super) fn spaced(words: &str) -> String {
    words.chars().filter_map(printable).collect()
}
