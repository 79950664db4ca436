//! A sentence with some of its words marked: by colours on a terminal, by brackets elsewhere.

use super::layout::{plain, spaced};
use crate::Span;
use anstyle::Style;
use std::collections::BTreeSet;

/// Words to mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub span: Span,
    /// Where colours are used.
    pub style: Style,
    /// What stands before the words where brackets are: `[source: Rome]`.
    pub name: &'static str,
}

/// The marks inside a text that starts at byte `base`, as bytes of it. A pronoun's name may stand in another sentence, and a
/// file may have been changed by hand.
fn inside(text: &str, base: usize, marks: &[Mark]) -> Vec<Mark> {
    let place = |mark: &Mark| {
        let (start, end) = (mark.span.start.checked_sub(base)?, mark.span.end.checked_sub(base)?);
        text.get(start..end).filter(|words| !words.is_empty())?;
        Some(Mark { span: Span::new(start, end), ..*mark })
    };
    marks.iter().filter_map(place).collect()
}

/// The text, which starts at byte `base` of its document, in ANSI styles.
pub(super) fn highlighted(text: &str, base: usize, marks: &[Mark]) -> String {
    let marks = inside(text, base, marks);
    let ends = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]);
    let cuts: BTreeSet<usize> = ends.chain([0, text.len()]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut out = String::new();
    for (&from, &to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let over = marks.iter().filter(|mark| mark.span.start <= from && to <= mark.span.end);
        let effects = over.fold(Style::new(), |style, mark| style | mark.style.get_effects());
        let words = spaced(&text[from..to]);
        let words = words.as_str();
        out.push_str(&if effects.is_plain() { words.to_owned() } else { format!("{effects}{words}{effects:#}") });
    }
    out.trim().to_owned()
}

/// The text, which starts at byte `base` of its document, with named brackets around the words.
pub(super) fn bracketed(text: &str, base: usize, marks: &[Mark]) -> String {
    let mut marks = inside(text, base, marks);
    // The longer opens first, so that brackets nest.
    marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
    let cuts: BTreeSet<usize> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    let mut out = String::new();
    let mut at = 0;
    for cut in cuts {
        out.push_str(&text[at..cut]);
        marks.iter().filter(|mark| mark.span.end == cut).for_each(|_| out.push(']'));
        for mark in marks.iter().filter(|mark| mark.span.start == cut) {
            out.push_str(&format!("[{}: ", mark.name));
        }
        at = cut;
    }
    out.push_str(&text[at..]);
    plain(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The UN plan was backed\nby Rome.";

    fn marks() -> [Mark; 4] {
        let mark = |start, end, style, name| Mark { span: Span::new(start, end), style, name };
        let bold = Style::new().bold();
        [
            mark(104, 106, bold, "source"),
            mark(99, 111, bold, "outside"),
            mark(100, 111, bold, "target"),
            mark(116, 122, Style::new().underline(), "cue"),
        ]
    }

    #[test]
    fn brackets_nest_and_marks_outside_are_left_out() {
        let expected = "[target: The [source: UN] plan] was [cue: backed] by Rome.";
        assert_eq!(bracketed(TEXT, 100, &marks()), expected);
    }

    #[test]
    fn styles_nest_too() {
        let text = highlighted(TEXT, 100, &marks());
        assert!(text.ends_with("was \u{1b}[4mbacked\u{1b}[0m by Rome."), "{text:?}");
        assert!(text.starts_with("\u{1b}[1mThe"), "{text:?}");
    }
}
