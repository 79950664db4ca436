//! The date of an article, where it is plainly there.

mod given;

pub use given::given;

use super::{Block, BlockKind};
use jiff::civil::Date;

/// Blocks from the top that are looked at.
const FIRST_BLOCKS: usize = 8;
/// Longest block, in characters, that is a date line as a whole: "Thursday, February 23, 2023", "Web posted at: ...".
const LONGEST_LINE: usize = 100;

/// The months in English, in lower case.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The ISO 8601 date of a date line or dateline at the top of an article.
///
/// A line that holds two dates tells none, and so does one without a year.
pub fn find(text: &str, blocks: &[Block]) -> Option<String> {
    // An item, or a cell of a table, tells when something happened.
    let lines = blocks.iter().take(FIRST_BLOCKS).filter(|block| block.kind != BlockKind::ListItem);
    for block in lines {
        let content = block.span.slice(text);
        let is_line =
            content.chars().nth(LONGEST_LINE).is_none() && !content.trim_end().ends_with(['.', '"', '\u{201d}']);
        if is_line && let Some(date) = only_date(content) {
            return Some(date);
        }
    }
    None
}

/// The one date in the text; none where there are more or none.
fn only_date(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect();
    let mut found: Option<String> = None;
    let dates = words.iter().filter_map(|word| iso(word)).chain(words.windows(3).filter_map(spelled));
    for date in dates {
        if found.as_ref().is_some_and(|before| *before != date) {
            return None;
        }
        found = Some(date);
    }
    found
}

fn iso(word: &str) -> Option<String> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    written(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// "February 23, 2023" and "23 Feb. 2023".
fn spelled(words: &[&str]) -> Option<String> {
    let &[a, b, year] = words else { return None };
    let (month, day) = month(a).map(|month| (month, b)).or_else(|| month(b).map(|month| (month, a)))?;
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (year.len() == 4).then_some(())?;
    written(year.parse().ok()?, month, day.parse().ok()?)
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let fits = |name: &&str| word == **name || word.len() >= 3 && word.len() <= 4 && name.starts_with(&word);
    (1..).zip(MONTHS.iter()).find(|(_, name)| fits(name)).map(|(number, _)| number)
}

/// The date in ISO 8601, where there is such a day and an article could be of it.
fn written(year: i16, month: i8, day: i8) -> Option<String> {
    (1000..=2999).contains(&year).then_some(())?;
    Date::new(year, month, day).ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::only_date;
    use crate::document::{Document, Format};

    #[test]
    fn dates_that_are_told_with_day_and_year() {
        for (text, date) in [
            ("Thursday, February 23, 2023", Some("2023-02-23")),
            ("12 Nov. 2018", Some("2018-11-12")),
            ("Published 2018-11-12", Some("2018-11-12")),
            ("Sept. 3rd, 1999", Some("1999-09-03")),
            ("November 5", None),
            ("31 February 2018", None),
            ("1 May 2018 to 2 May 2018", None),
            ("13-13-2018", None),
        ] {
            assert_eq!(only_date(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_date_line_or_a_dateline_dates_the_article() {
        let date = |text: &str| Document::from_bytes(text.as_bytes(), "a", Format::Text).unwrap().date;
        assert_eq!(date("Talks end\n\nFriday, August 21, 2015\n\nThey ended.").as_deref(), Some("2015-08-21"));
        let wire =
            "TALKS END\n\nLONDON, March 3, 1987 (Reuters) - Talks ended without any result on Tuesday, they said.";
        assert_eq!(date(wire).as_deref(), Some("1987-03-03"));
        // A date in running text is not the article's.
        assert_eq!(date("Talks end\n\nThe deal of March 3, 1987 - the first - was signed again.").as_deref(), None);
    }
}
