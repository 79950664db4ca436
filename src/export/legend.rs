//! The legend of a picture: what the shapes, colours and lines in it mean.

use super::quote::quote_html;
use std::fmt::Write as _;

/// A table in Graphviz's HTML-like labels, one row of entries for each kind of sign.
#[derive(Default)]
pub(super) struct Legend {
    rows: Vec<String>,
}

impl Legend {
    /// Adds a row of words, each with a swatch of its colour; none where there are no words.
    pub fn swatches<'w>(&mut self, words: impl IntoIterator<Item = (&'w str, &'w str)>) {
        let cells = words.into_iter().map(|(word, color)| {
            let color = quote_html(color);
            format!(
                "<td width=\"14\" height=\"14\" fixedsize=\"true\" bgcolor=\"{color}\"></td><td>{} </td>",
                quote_html(word)
            )
        });
        self.add(cells.collect());
    }

    /// Adds a row of words, each after a sign made of characters.
    pub fn signs<'w>(&mut self, words: impl IntoIterator<Item = (&'w str, &'w str)>) {
        let cells =
            words.into_iter().map(|(word, sign)| format!("<td><b>{}</b> {} </td>", quote_html(sign), quote_html(word)));
        self.add(cells.collect());
    }

    /// Adds a row of one sentence.
    pub fn sentence(&mut self, words: &str) {
        self.add(format!("<td>{}</td>", quote_html(words)));
    }

    fn add(&mut self, cells: String) {
        if !cells.is_empty() {
            self.rows.push(cells);
        }
    }

    /// The label with its angle brackets; none where nothing was added.
    pub fn finish(self) -> Option<String> {
        let mut label = String::from("<<table border=\"0\" cellborder=\"0\" cellspacing=\"2\" cellpadding=\"1\">");
        for row in &self.rows {
            let _ = write!(
                label,
                "<tr><td align=\"center\"><table border=\"0\" cellborder=\"0\" cellspacing=\"3\" cellpadding=\"1\"><tr>{row}</tr></table></td></tr>"
            );
        }
        label.push_str("</table>>");
        (!self.rows.is_empty()).then_some(label)
    }
}
