//! Whether a line's end is the end of a paragraph.

use super::Line;

/// Widest line, in characters, that an editor or a wire wraps at.
const WIDEST: usize = 100;
/// Narrowest column that running text is wrapped at.
const NARROWEST: usize = 35;
/// Fewest line ends that tell a column.
const FEWEST: usize = 3;

/// The column that a text is hard-wrapped at.
pub(super) struct Wrapping {
    column: Option<usize>,
    /// Whether paragraphs are told by an indented first line.
    indented: bool,
}

impl Wrapping {
    /// Finds the column: that of the widest line with another below, if at two in five of such ends the next word
    /// would not have fitted before it.
    pub fn of(groups: &[Vec<Line>]) -> Self {
        let pairs = || groups.iter().flat_map(|group| group.windows(2)).map(|pair| (&pair[0], &pair[1]));
        let ends = pairs().count();
        let narrow = pairs().filter(|(line, _)| line.width <= WIDEST).count();
        let column = pairs().map(|(line, _)| line.width).filter(|&width| width <= WIDEST).max().unwrap_or(0);
        let full = pairs().filter(|(line, next)| line.width <= WIDEST && !fits(column, line, next)).count();
        let is_wrapped = column >= NARROWEST && full >= FEWEST && full * 5 >= ends * 2 && narrow * 5 >= ends * 4;
        let indented = is_wrapped && pairs().any(|(line, next)| is_indented(line, next));
        Self { column: is_wrapped.then_some(column), indented }
    }

    /// Whether the next word would not have fitted on the line, so that its end says nothing.
    pub fn is_full(&self, line: &Line, next: &Line) -> bool {
        self.column.is_some_and(|column| line.width <= WIDEST && !fits(column, line, next))
    }

    /// Whether the next line goes on in the middle of a sentence, whatever the column.
    pub fn goes_on(&self, line: &Line, next: &Line) -> bool {
        // Wires cut the dateline off a first line after it was wrapped.
        let may_go_on = self.indented && line.content.contains(char::is_lowercase) && !is_indented(line, next);
        line.width <= WIDEST
            && (may_go_on || next.content.starts_with(char::is_lowercase))
            && !line.content.ends_with(['.', '!', '?', ':', ';', '"', '\u{201d}'])
    }
}

/// Whether the next line is set in further than this one.
pub(super) fn is_indented(line: &Line, next: &Line) -> bool {
    next.indent >= line.indent + 2
}

fn fits(column: usize, line: &Line, next: &Line) -> bool {
    let word = next.content.split_whitespace().next().unwrap_or("").chars().count();
    line.width + 1 + word <= column
}
