//! The time that a question is about: "since 2018", "between March 2019 and 12 June 2019".

use crate::document::MONTHS;
use crate::graph::{Date, Period};

/// A time that a question asks about and that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// It has no year.
    #[error("it is not clear which time {0:?} is; give it with its year, such as \"in May 2018\" or \"in 2018\"")]
    NoYear(String),
    /// There are several that have no day in common.
    #[error(
        "it asks about several times; ask about each, or from the first to the last, such as \"from 2018 to 2020\""
    )]
    Several,
}

/// Times that hang on when the question is asked, which an archive does not know.
const RELATIVE: &[&[&str]] = &[
    &["last", "year"],
    &["last", "month"],
    &["last", "week"],
    &["this", "year"],
    &["this", "month"],
    &["this", "week"],
    &["yesterday"],
    &["recently"],
    &["lately"],
];
/// What stands before a month.
const BEFORE_MONTH: &[&str] =
    &["in", "since", "until", "till", "before", "after", "during", "throughout", "last", "this"];

/// Whether a question has a time in it that its words alone do not tell; a month may be a name too.
pub(super) fn vague(words: &[String], is_name: impl Fn(&str) -> bool) -> Result<(), TimeError> {
    let low: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let same = |words: &[String], wanted: &[&str]| words.iter().map(String::as_str).eq(wanted.iter().copied());
    for at in 0..low.len() {
        let relative = RELATIVE.iter().find(|r| low.get(at..at + r.len()).is_some_and(|words| same(words, r)));
        if let Some(relative) = relative {
            return Err(TimeError::NoYear(relative.join(" ")));
        }
        if let [before, name] = &low[at..low.len().min(at + 2)]
            && BEFORE_MONTH.contains(&before.as_str())
            && MONTHS.iter().any(|month| month == name || name.len() == 3 && month.starts_with(name.as_str()))
            && !is_name(name)
        {
            return Err(TimeError::NoYear(words[at..at + 2].join(" ")));
        }
    }
    Ok(())
}

/// Takes the times out of a question's words; the period is what lies in all of them.
///
/// # Errors
/// Where no time lies in all.
pub(super) fn take_period(words: &mut Vec<String>) -> Result<Period, TimeError> {
    let mut period = Period::default();
    let mut at = 0;
    while at < words.len() {
        match time(&words[at..]) {
            Some((found, length)) => {
                words.drain(at..at + length);
                if at > 0 && words[at - 1] == "," {
                    words.remove(at - 1);
                    at -= 1;
                }
                if words.get(at).is_some_and(|word| word == ",") {
                    words.remove(at);
                }
                period = period.and(&found);
            }
            None => at += 1,
        }
    }
    if period.is_empty() { Err(TimeError::Several) } else { Ok(period) }
}

/// The time that words begin with, and how many words it takes.
fn time(words: &[String]) -> Option<(Period, usize)> {
    let first = words.first()?.to_lowercase();
    let second = words.get(1).map(|word| word.to_lowercase()).unwrap_or_default();
    let (since, until) =
        (|date| Period { since: Some(date), until: None }, |date| Period { since: None, until: Some(date) });
    let behind = |skip: usize| {
        let date_at = |at: usize| words.get(at..).and_then(date).map(|(date, length)| (date, at + length));
        let skip = match words.get(skip..) {
            Some([the, year, ..]) if the.eq_ignore_ascii_case("the") && year.eq_ignore_ascii_case("year") => skip + 2,
            _ => skip,
        };
        date_at(skip)
    };
    let joined = |joints: &[&str]| {
        let (from, length) = behind(1).or_else(|| unfinished(words, joints))?;
        let joint = words.get(length).filter(|word| joints.contains(&word.to_lowercase().as_str()));
        let (to, length) = behind(length + usize::from(joint.is_some())).filter(|_| joint.is_some())?;
        Some((Period { since: Some(from), until: Some(to) }, length))
    };
    match first.as_str() {
        "between" => joined(&["and"]),
        "from" => joined(&["to", "until", "till", "through"]).or_else(|| {
            let (from, length) = behind(1)?;
            let on =
                words.get(length).is_some_and(|w| ["on", "onwards", "onward"].contains(&w.to_lowercase().as_str()));
            Some((since(from), length + usize::from(on)))
        }),
        "since" => behind(1).map(|(date, length)| (since(date), length)),
        "after" => behind(1).and_then(|(date, length)| Some((since(date.after()?), length))),
        "before" => behind(1).and_then(|(date, length)| Some((until(date.before()?), length))),
        "until" | "till" | "through" | "by" => behind(1).map(|(date, length)| (until(date), length)),
        "up" if second == "to" => behind(2).map(|(date, length)| (until(date), length)),
        "in" | "during" | "on" | "of" | "for" | "throughout" => behind(1).map(|(date, length)| (within(date), length)),
        _ => date(words).map(|(date, length)| (within(date), length)),
    }
}

/// The first of two dates, behind the word before them, where its year, or its month too, stands at the second only:
/// "between April and May 1987", "from 3 to 5 May 1987", "between 3 May and 2 June 1987".
fn unfinished(words: &[String], joints: &[&str]) -> Option<(Date, usize)> {
    let joint = (2..=3).find(|&at| words.get(at).is_some_and(|w| joints.contains(&w.to_lowercase().as_str())))?;
    let behind = &words[joint + 1..];
    let (_, length) = date(behind)?;
    let missing = (0..length).find_map(|from| {
        let whole: Vec<String> = words[1..joint].iter().chain(&behind[from..length]).cloned().collect();
        date(&whole).filter(|(_, used)| *used == whole.len()).map(|(date, _)| date)
    });
    missing.map(|date| (date, joint))
}

fn within(date: Date) -> Period {
    Period { since: Some(date), until: Some(date) }
}

/// The date that words begin with, and how many words it takes.
fn date(words: &[String]) -> Option<(Date, usize)> {
    let word = |at: usize| words.get(at).map(String::as_str);
    let comma = |at: usize| usize::from(word(at) == Some(","));
    let month = |at: usize| month(word(at)?);
    let year = |at: usize| word(at).filter(|w| w.len() == 4).and_then(|w| w.parse::<u16>().ok()).filter(|y| *y >= 1000);
    let day = |at: usize| {
        let digits = word(at)?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    let made = |text: String, length: usize| text.parse().ok().map(|date| (date, length));
    if let (Some(month), Some(day)) = (month(0), day(1)) {
        let at = 2 + comma(2);
        if let Some(year) = year(at) {
            return made(format!("{year}-{month:02}-{day:02}"), at + 1);
        }
    }
    if let (Some(day), Some(month)) = (day(0), month(1)) {
        let at = 2 + comma(2);
        if let Some(year) = year(at) {
            return made(format!("{year}-{month:02}-{day:02}"), at + 1);
        }
    }
    if let Some(month) = month(0) {
        let at = 1 + comma(1);
        if let Some(year) = year(at) {
            return made(format!("{year}-{month:02}"), at + 1);
        }
    }
    if let Some(year) = year(0) {
        return made(year.to_string(), 1);
    }
    let iso = word(0).filter(|w| w.contains('-') && w.len() >= 7)?;
    made(iso.to_owned(), 1)
}

/// The number of a month by its name or three letters or more of it.
fn month(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let fits = |name: &&str| word.len() >= 3 && name.starts_with(word.trim_end_matches('.'));
    MONTHS.iter().position(fits).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, String) {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let period = take_period(&mut words).unwrap();
        (period.to_string(), words.join(" "))
    }

    #[test]
    fn times_that_are_not_known_are_told() {
        let told = |text: &str| {
            let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            take_period(&mut words)
                .and_then(|_| vague(&words, |name| name == "june"))
                .err()
                .map(|error| error.to_string())
        };
        assert_eq!(told("Who met May in Rome since 2018"), None);
        assert!(told("Who met Corti in May").unwrap().contains("\"in May\""));
        assert_eq!(told("Who trusts in June"), None);
        assert!(told("Who met Corti last year").unwrap().contains("\"last year\""));
        assert!(told("Who met Corti in 2018 or 2020").unwrap().contains("several times"));
    }

    #[test]
    fn times_are_taken_out() {
        for (text, period, rest) in [
            ("Who backs Corti since 2018", "from 2018 on", "Who backs Corti"),
            ("In March 2019 , who backs Corti", "in 2019-03", "who backs Corti"),
            ("Who met Corti on 12 March 2019", "on 2019-03-12", "Who met Corti"),
            ("Who met Corti on March 12 , 2019", "on 2019-03-12", "Who met Corti"),
            ("Who met Corti between 2018 and 2019-06", "from 2018 to 2019-06", "Who met Corti"),
            ("Who met Corti from Jan 2018 to the year 2020", "from 2018-01 to 2020", "Who met Corti"),
            ("Who met Corti before 2018", "until 2017", "Who met Corti"),
            ("Who met Corti after 2018-12-31", "from 2019-01-01 on", "Who met Corti"),
            ("Who met Corti up to 2018", "until 2018", "Who met Corti"),
            ("Who met Corti between April and May 1987", "from 1987-04 to 1987-05", "Who met Corti"),
            ("Who met Corti from 3 to 5 May 1987", "from 1987-05-03 to 1987-05-05", "Who met Corti"),
            ("Who met Corti between 30 April and 2 May 1987", "from 1987-04-30 to 1987-05-02", "Who met Corti"),
            ("Who met Corti between May 3 and June 2 , 1987", "from 1987-05-03 to 1987-06-02", "Who met Corti"),
            ("Who may back Corti", "at any time", "Who may back Corti"),
            ("Who met Corti between Rome and Pisa", "at any time", "Who met Corti between Rome and Pisa"),
            ("Who met 12 envoys in June", "at any time", "Who met 12 envoys in June"),
        ] {
            assert_eq!(taken(text), (period.to_owned(), rest.to_owned()), "{text}");
        }
    }
}
