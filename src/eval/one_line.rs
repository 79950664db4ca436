//! Words of an annotated file in a listing.

use crate::export::printable;

/// Text on one line, with nothing in it that moves a terminal's cursor.
pub(super) fn one_line(text: &str) -> String {
    let text: String = text.chars().filter_map(printable).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
