//! The wrong and missed names of a document, to be read.

use super::{FoundNames, TaggedText};
use crate::eval::one_line::one_line;
use std::fmt::Write as _;

impl FoundNames {
    /// Each sentence that has a wrong name (`wrong`) or lacks one (`missed`), with them below it.
    pub fn errors(&self, document: &TaggedText) -> String {
        let mut out = String::new();
        for sentence in document.sentences() {
            let mut lines = String::new();
            let sides = [("missed", self.gold.difference(&self.found)), ("wrong", self.found.difference(&self.gold))];
            for (side, names) in sides {
                for &(start, end, kind) in names.filter(|name| sentence.contains(&name.0)) {
                    let _ = writeln!(lines, "{side:<7} {:<12} {}", kind.as_str(), one_line(document.slice(start..end)));
                }
            }
            if !lines.is_empty() {
                let _ = writeln!(out, "# {}\n{lines}", one_line(document.slice(sentence)));
            }
        }
        out
    }
}
