//! Days, months and years, and the periods between them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A date of the Gregorian calendar that is known to the day, the month or only the year, as ISO 8601 writes them:
/// `2018-11-12`, `2018-11`, `2018`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    year: i16,
    /// From 1; 0 where it is not known.
    month: i8,
    /// From 1; 0 where it is not known.
    day: i8,
}

/// How finely time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// By the year.
    Year,
    /// By the month.
    Month,
    /// By the day.
    Day,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date; give a year, a month or a day, such as 2018, 2018-11 or 2018-11-12")]
pub struct NoDate(String);

impl Date {
    /// As a number with the digits of the year, the month and the day.
    pub(crate) fn number(self) -> u32 {
        u32::from(self.year.unsigned_abs()) * 10_000
            + u32::from(self.month.unsigned_abs()) * 100
            + u32::from(self.day.unsigned_abs())
    }

    /// The date that [`Date::number`] gave a number for.
    pub(crate) fn of_number(number: u32) -> Option<Self> {
        let part = |number: u32| i8::try_from(number % 100).ok();
        Self::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?)
    }

    /// The first day that it may be, as year, month and day.
    fn first(self) -> (i16, i8, i8) {
        (self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day that it may be; a month has 31 days here, which orders as its real last day does.
    fn last(self) -> (i16, i8, i8) {
        let or = |known, otherwise| if known == 0 { otherwise } else { known };
        (self.year, or(self.month, 12), or(self.day, 31))
    }

    /// The first day that it may be.
    pub fn first_day(self) -> Self {
        let (year, month, day) = self.first();
        Self { year, month, day }
    }

    /// The last day that it may be.
    pub fn last_day(self) -> Self {
        let (year, month, day) = self.last();
        let last = jiff::civil::Date::new(year, month, 1).map_or(day, |first| first.days_in_month());
        Self { year, month, day: day.min(last) }
    }

    /// The year, month or day that it falls in; none where it is not known so finely.
    pub fn at(self, grain: Grain) -> Option<Self> {
        match grain {
            Grain::Year => Some(Self { month: 0, day: 0, ..self }),
            Grain::Month => (self.month > 0).then_some(Self { day: 0, ..self }),
            Grain::Day => (self.day > 0).then_some(self),
        }
    }

    /// How finely it is known.
    pub fn grain(self) -> Grain {
        match self {
            Self { month: 0, .. } => Grain::Year,
            Self { day: 0, .. } => Grain::Month,
            _ => Grain::Day,
        }
    }

    /// The year, month or day before; none before the year 1.
    pub fn before(self) -> Option<Self> {
        self.step(-1)
    }

    /// The year, month or day after; none after the year 9999.
    pub fn after(self) -> Option<Self> {
        self.step(1)
    }

    fn step(self, by: i8) -> Option<Self> {
        let Self { year, month, day } = self;
        match self.grain() {
            Grain::Year => Self::new(year + i16::from(by), 0, 0),
            Grain::Month => match month + by {
                0 => Self::new(year - 1, 12, 0),
                13 => Self::new(year + 1, 1, 0),
                month => Self::new(year, month, 0),
            },
            Grain::Day => {
                let date = jiff::civil::Date::new(year, month, day).ok()?;
                let next = if by < 0 { date.yesterday() } else { date.tomorrow() }.ok()?;
                Self::new(next.year(), next.month(), next.day())
            }
        }
    }

    /// None where the calendar has no such date.
    fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let known = (1..=9999).contains(&year) && (month > 0 || day == 0);
        let there = jiff::civil::Date::new(year, month.max(1), day.max(1)).is_ok() && month >= 0 && day >= 0;
        (known && there).then_some(Self { year, month, day })
    }
}

impl FromStr for Date {
    type Err = NoDate;

    /// Reads `2018`, `2018-11` or `2018-11-12`; a time behind a day, as in `2018-11-12T09:30:00Z`, is passed over.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        // Stores hold tens of thousands of these.
        if let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes()
            && [a, b, c, d, e, f, g, h].iter().all(u8::is_ascii_digit)
        {
            let two = |tens: u8, ones: u8| ((tens - b'0') * 10 + ones - b'0') as i8;
            let date = Self::new(i16::from(two(a, b)) * 100 + i16::from(two(c, d)), two(e, f), two(g, h));
            return date.filter(|date| date.day > 0).ok_or_else(|| NoDate(text.to_owned()));
        }
        let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day.split('-');
        let mut part = |length: usize| match parts.next() {
            None => Some(0),
            Some(digits) if digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse::<i16>().ok().filter(|&number| number > 0)
            }
            Some(_) => None,
        };
        let date = (|| {
            let (year, month, day) = (part(4)?, part(2)?, part(2)?);
            Self::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        })();
        date.filter(|_| parts.next().is_none()).ok_or_else(|| NoDate(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        [self.month, self.day].into_iter().filter(|&part| part > 0).try_for_each(|part| write!(f, "-{part:02}"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = NoDate;

    fn try_from(text: String) -> Result<Self, NoDate> {
        text.parse()
    }
}

/// The earlier of two dates, by the first day that each may be.
pub(super) fn earlier(a: Date, b: Date) -> Date {
    if (b.first(), b.last()) < (a.first(), a.last()) { b } else { a }
}

/// The later of two dates, by the last day that each may be.
pub(super) fn later(a: Date, b: Date) -> Date {
    if (b.last(), b.first()) > (a.last(), a.first()) { b } else { a }
}

/// The time from one date to another, both included; open where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day, or all of the first month or year.
    pub since: Option<Date>,
    /// The last day, or all of the last month or year.
    pub until: Option<Date>,
}

impl Period {
    /// Whether it leaves anything out.
    pub fn is_bounded(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether it ends before it starts.
    pub fn is_empty(&self) -> bool {
        matches!((self.since, self.until), (Some(since), Some(until)) if until.last() < since.first())
    }

    /// Whether all that `date` may be lies in it: a document of 2018 is not known to be later than June 2018.
    pub fn holds(&self, date: Date) -> bool {
        self.since.is_none_or(|since| since.first() <= date.first())
            && self.until.is_none_or(|until| date.last() <= until.last())
    }

    /// What lies in both.
    pub fn and(&self, other: &Self) -> Self {
        let since = match (self.since, other.since) {
            (Some(a), Some(b)) => Some(if b.first() > a.first() { b } else { a }),
            (a, b) => a.or(b),
        };
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(if b.last() < a.last() { b } else { a }),
            (a, b) => a.or(b),
        };
        Self { since, until }
    }
}

impl FromStr for Period {
    type Err = NoDate;

    /// Reads `2018`, `2018..2019-06`, `2018..` or `..2018`.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let Some((since, until)) = text.split_once("..") else {
            let date = text.parse()?;
            return Ok(Self { since: Some(date), until: Some(date) });
        };
        let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) };
        Ok(Self { since: end(since)?, until: end(until)? })
    }
}

impl fmt::Display for Period {
    /// For readers: "in 2018", "from 2018 to 2019-03", "from 2018 on", "until 2018", "at any time".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.since, self.until) {
            (Some(since), Some(until)) if since == until && since.grain() == Grain::Day => write!(f, "on {since}"),
            (Some(since), Some(until)) if since == until => write!(f, "in {since}"),
            (Some(since), Some(until)) => write!(f, "from {since} to {until}"),
            (Some(since), None) => write!(f, "from {since} on"),
            (None, Some(until)) => write!(f, "until {until}"),
            (None, None) => f.write_str("at any time"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    fn period(since: &str, until: &str) -> Period {
        Period { since: since.parse().ok(), until: until.parse().ok() }
    }

    #[test]
    fn dates_are_read_and_written() {
        for text in ["2018", "2018-11", "2018-11-12", "2020-02-29", "0987-01-01"] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(date(" 2018-11-12T09:30:00Z "), date("2018-11-12"));
        for text in
            ["", "18", "2018-1", "2018-13", "2018-02-29", "2018-00", "2018-11-12-1", "soon", "-2018", "+201", "2018-+1"]
        {
            assert!(text.parse::<Date>().is_err(), "{text:?}");
        }
        assert!("May".parse::<Date>().unwrap_err().to_string().contains("\"May\" is no date; give a year"));
    }

    #[test]
    fn a_period_holds_what_surely_lies_in_it() {
        let in_2018 = period("2018", "2018");
        assert!(["2018", "2018-01-01", "2018-12"].iter().all(|d| in_2018.holds(date(d))));
        assert!(["2017", "2017-12-31", "2019-01"].iter().all(|d| !in_2018.holds(date(d))));
        let summer = period("2018-06", "2018-08-15");
        assert!(summer.holds(date("2018-08-15")) && !summer.holds(date("2018-08-16")));
        assert!(!summer.holds(date("2018")) && !summer.holds(date("2018-08")), "it may lie outside");
        assert!(Period::default().holds(date("2018")) && !Period::default().is_bounded());
        assert!(period("2018-06", "2018-05").is_empty() && !period("2018-06", "2018").is_empty());
        assert_eq!(in_2018.and(&period("2018-03", "")), period("2018-03", "2018"));
    }

    #[test]
    fn periods_are_read() {
        let cases = [
            ("2018", period("2018", "2018")),
            ("2018..2019-06", period("2018", "2019-06")),
            ("2018..", period("2018", "")),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse(), Ok(expected));
        }
        assert!("2018..soon".parse::<Period>().is_err() && "".parse::<Period>().is_err());
    }

    #[test]
    fn periods_read_well() {
        let words: Vec<String> =
            [("2018", "2018"), ("2018-01-02", "2018-01-02"), ("2018", "2019-03"), ("2018", ""), ("", "2018"), ("", "")]
                .iter()
                .map(|(since, until)| period(since, until).to_string())
                .collect();
        assert_eq!(
            words,
            ["in 2018", "on 2018-01-02", "from 2018 to 2019-03", "from 2018 on", "until 2018", "at any time"]
        );
    }

    #[test]
    fn coarse_dates_start_and_end() {
        for (text, first, last) in [
            ("2018", "2018-01-01", "2018-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2018-11-12", "2018-11-12", "2018-11-12"),
        ] {
            assert_eq!([date(text).first_day(), date(text).last_day()], [date(first), date(last)]);
        }
    }

    #[test]
    fn dates_are_numbers_too() {
        for text in ["2018", "2018-11", "2018-11-12", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::of_number(date(text).number()), Some(date(text)));
        }
        assert_eq!([0, 20_181_301, 20_180_230].map(Date::of_number), [None; 3]);
    }

    #[test]
    fn coarse_dates_step_by_their_own_grain() {
        for (text, next) in
            [("2018", "2019"), ("2018-12", "2019-01"), ("2020-02-28", "2020-02-29"), ("2018-12-31", "2019-01-01")]
        {
            assert_eq!(date(text).after(), Some(date(next)));
            assert_eq!(date(next).before(), Some(date(text)));
        }
        assert_eq!(date("9999").after(), None);
        assert_eq!(date("0001-01").before(), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9T +-]{0,12}") {
            if let Ok(date) = text.parse::<Date>() {
                prop_assert_eq!(date.to_string().parse::<Date>().unwrap(), date);
            }
        }
    }
}
