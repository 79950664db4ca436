//! Dates in the fields of records and in the metadata of pages.

use super::{month, only_date, written};
use jiff::civil::Date;
use jiff::fmt::{rfc2822::DateTimeParser, strtime};
use jiff::{Timestamp, tz::TimeZone};

/// From this number on a count since 1970 is one of milliseconds: as seconds it would be the year 5138.
const MILLISECONDS: f64 = 1e11;

/// Forms that have the year behind the time: that of C's `ctime`, and that of social media.
const YEAR_LAST: [&str; 2] = ["%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y"];

/// The ISO 8601 date of a text that is one, as of where it was written: ISO 8601 and RFC 3339, RFC 2822, with the month as
/// a word in any order, numbers alone (`20181112`), seconds or milliseconds since 1970.
///
/// What may be two dates is none: 3/4/2018 is in March or in April.
pub fn given(text: &str) -> Option<String> {
    let text = text.trim();
    iso(text)
        .or_else(|| number(text))
        .or_else(|| DateTimeParser::new().parse_zoned_datetime(text).ok().and_then(|time| checked(time.date())))
        .or_else(|| parts(text))
        .or_else(|| YEAR_LAST.iter().find_map(|form| checked(strtime::parse(form, text).ok()?.to_date().ok()?)))
        .or_else(|| only_date(&text.replace('-', " ")))
        .or_else(|| coarse(text))
}

/// A month or a year alone: `2018-11`, `2018/11`, `November 2018`, `2018`.
fn coarse(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([' ', '-', '/', ',', '.']).filter(|part| !part.is_empty()).collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = match parts[..] {
        [year] => (year, None),
        [year, number] if digits(number, 2) => (year, Some(number.parse::<i8>().ok()?)),
        [word, year] | [year, word] if month(word).is_some() => (year, month(word)),
        _ => return None,
    };
    // Whether there is such a month, its first day tells.
    let date = written(year.parse().ok().filter(|_| digits(year, 4))?, month.unwrap_or(1), 1)?;
    date.get(..if month.is_some() { 7 } else { 4 }).map(str::to_owned)
}

/// `2018-11-12`, maybe with a time behind it.
fn iso(text: &str) -> Option<String> {
    let date = text.get(..10)?;
    let rest = &text[10..];
    let ends = !rest.starts_with(|c: char| c.is_ascii_digit());
    (ends && date.as_bytes()[4] == b'-').then(|| date.parse().ok().and_then(checked))?
}

/// `20181112`, maybe with a time behind it, and counts since 1970.
fn number(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 && (text.len() == 8 || text.as_bytes()[8] == b'T') || digits == 14 && text.len() == 14 {
        let part = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
        return written(part(0, 4)?, part(4, 6)?.try_into().ok()?, part(6, 8)?.try_into().ok()?);
    }
    // Shorter numbers are years and the like, and not a second of 1970.
    let is_count = digits >= 9 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let count: f64 = text.parse().ok().filter(|_| is_count)?;
    let seconds = if count >= MILLISECONDS { count / 1000.0 } else { count };
    let time = Timestamp::from_second(seconds as i64).ok()?;
    checked(TimeZone::UTC.to_datetime(time).date())
}

/// Numbers with the same mark between them, the year first or last: `2018/11/12`, `12.11.2018`; maybe with a time behind.
fn parts(text: &str) -> Option<String> {
    let date = text.split([' ', 'T', ',']).next()?;
    let mark = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut numbers = date.split(mark).map(|part| Some((part.len(), part.parse::<i16>().ok()?)));
    let (a, b, c) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let day = |n: i16| i8::try_from(n).ok();
    match (numbers.next(), a.0, c.0) {
        (None, 4, 1..=2) => written(a.1, day(b.1)?, day(c.1)?),
        // The month is the one that cannot be a day, unless both could be.
        (None, 1..=2, 4) if a.1 > 12 || a.1 == b.1 || mark == '.' => written(c.1, day(b.1)?, day(a.1)?),
        (None, 1..=2, 4) if b.1 > 12 => written(c.1, day(a.1)?, day(b.1)?),
        _ => None,
    }
}

fn checked(date: Date) -> Option<String> {
    written(date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_in_the_ways_that_they_are_written() {
        for (text, date) in [
            ("2018-11-12", Some("2018-11-12")),
            ("2018-11-12T23:30:00-05:00", Some("2018-11-12")),
            ("2018-11-12 10:00:00.123 UTC", Some("2018-11-12")),
            ("2018-11-12T10:00:00+0000", Some("2018-11-12")),
            ("Mon, 12 Nov 2018 10:00:00 GMT", Some("2018-11-12")),
            ("Mon, 12 Nov 2018 10:00:00 +0100", Some("2018-11-12")),
            ("12 Nov 87 10:00 EST", Some("1987-11-12")),
            ("26-FEB-1987 15:01:01.79", Some("1987-02-26")),
            (" 2-MAR-1987 16:51:43.42", Some("1987-03-02")),
            ("Nov. 12, 2018", Some("2018-11-12")),
            ("November 12th 2018, 10:00 a.m.", Some("2018-11-12")),
            ("Monday, 12 November 2018", Some("2018-11-12")),
            ("Mon Nov 12 10:00:00 +0000 2018", Some("2018-11-12")),
            ("20181112", Some("2018-11-12")),
            ("20181112T100000Z", Some("2018-11-12")),
            ("20181112100000", Some("2018-11-12")),
            ("1542016800", Some("2018-11-12")),
            ("1542016800.0", Some("2018-11-12")),
            ("1542016800123", Some("2018-11-12")),
            ("2018/11/2", Some("2018-11-02")),
            ("11/13/2018 10:00", Some("2018-11-13")),
            ("13/11/2018", Some("2018-11-13")),
            ("2018", Some("2018")),
            ("2018-11", Some("2018-11")),
            ("2018/11", Some("2018-11")),
            ("Nov. 2018", Some("2018-11")),
            ("November, 2018", Some("2018-11")),
            ("2018-13", None),
            ("3000", None),
            ("November", None),
            ("11/11/2018", Some("2018-11-11")),
            ("2.11.2018", Some("2018-11-02")),
            ("2/11/2018", None),
            ("2018-02-30", None),
            ("13/13/2018", None),
            ("12 hours ago", None),
            ("", None),
        ] {
            assert_eq!(given(text).as_deref(), date, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(text in "\\PC{0,30}|[0-9 :/.T+-]{0,24}") {
            if let Some(date) = given(&text) {
                prop_assert!(date.parse::<Date>().is_ok(), "{}", date);
            }
        }
    }
}
