//! The file of "Who Blames or Endorses Whom?" (Park, Pan and Joo, ACL 2021).

use crate::Span;
use crate::eval::LineError;
use crate::relations::Stance;

/// A sentence with two ends and what it says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanceRow {
    /// The sentence, without brackets.
    pub text: String,
    /// The first and the second end.
    pub ends: [Span; 2],
    /// What it says.
    pub class: Stance,
}

const COLUMNS: &str =
    "a line has a sentence with [two] marked [ends], the two again, and a class from 0 to 4, parted by tabs";

/// The rows of a file: sentence, first end, second end, class, parted by tabs. Empty lines are passed over.
///
/// The ends are where the brackets are; the other two columns are not looked at. Brackets that stand inside a word, as some of the
/// corpus do, are moved to its borders; those around nothing but a mark stay.
///
/// # Errors
/// At a line that has other columns, no two ends in brackets, or another class.
pub fn parse(file: &str) -> Result<Vec<StanceRow>, LineError> {
    let lines = (1..).zip(file.lines()).filter(|(_, content)| !content.trim().is_empty());
    lines.map(|(line, content)| row(content).map_err(|problem| LineError::new(line, problem))).collect()
}

fn row(line: &str) -> Result<StanceRow, String> {
    let [marked, _, _, class] = line.split('\t').collect::<Vec<_>>()[..] else { return Err(COLUMNS.to_owned()) };
    let class = class.trim().parse().ok().and_then(|class: usize| Stance::ALL.get(class).copied());
    let class = class.ok_or(COLUMNS)?;
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), None);
    for c in marked.chars() {
        match (c, open) {
            ('[', None) => open = Some(text.len()),
            (']', Some(start)) => {
                spans.push(Span::new(start, text.len()));
                open = None;
            }
            ('[' | ']', _) => return Err("a bracket without its other half; mark the two ends with [ and ]".to_owned()),
            _ => text.push(c),
        }
    }
    let [first, second] = spans[..] else {
        return Err(format!("{} ends are marked; mark two with [ and ]", spans.len()));
    };
    if first.is_empty() || second.is_empty() {
        return Err("nothing stands in the brackets of an end".to_owned());
    }
    let ends =
        [first, second].map(|span| Some(to_borders(&text, span)).filter(|words| !words.is_empty()).unwrap_or(span));
    Ok(StanceRow { text, ends, class })
}

/// Whole words: out to their borders, and in to the last letter, digit or full stop.
fn to_borders(text: &str, span: Span) -> Span {
    let letters = |text: &str| text.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let before =
        text[..span.start].chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let (mut start, mut end) = (span.start - before, span.end + letters(&text[span.end..]));
    let inside = &text[start..end];
    start += inside.len() - inside.trim_start().len();
    end = start + text[start..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.').len();
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_moved_to_the_borders_of_words() {
        for (marked, first, second) in [
            ("The [Sudlander]s fear [Norland]. ", "Sudlanders", "Norland"),
            ("[ Lang’]s aide met [N. L. D.]", "Lang’s", "N. L. D."),
            ("Norland[’]s aide met [Lang].", "Norland’s", "Lang"),
            ("He won [,] [Lang] said", ",", "Lang"),
            ("[Pål]-Erik blames [Öst]röm", "Pål", "Öström"),
        ] {
            let rows = parse(&format!("{marked}\tx\ty\t3\n")).unwrap();
            let ends = rows[0].ends.map(|end| end.slice(&rows[0].text).to_owned());
            assert_eq!(ends, [first, second]);
            assert_eq!(rows[0].class, Stance::FirstAgainstSecond);
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (line, words) in [
            ("[A] met [B]\tA\tB", "line 2: a line has a sentence"),
            ("[A] met [B]\tA\tB\t5", "line 2: a line has a sentence"),
            ("[A] met B\tA\tB\t0", "line 2: 1 ends are marked"),
            ("[A met [B]\tA\tB\t0", "line 2: a bracket without"),
            ("[] met [B]\tA\tB\t0", "line 2: nothing stands"),
        ] {
            let error = parse(&format!("[A] met [B]\tA\tB\t0\n{line}\n")).unwrap_err().to_string();
            assert!(error.starts_with(words), "{error}");
        }
    }
}
