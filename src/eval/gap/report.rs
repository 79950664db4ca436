//! GAP's figures: every name is a yes or a no, and F1 is that of the yeses.

use super::{Gender, Said};
use crate::eval::Rates;
use crate::eval::rates::share;
use serde::Serialize;
use std::fmt;

/// What is true of a row's two names, and what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The gender of the pronoun.
    pub gender: Gender,
    /// Whether the pronoun means name A and name B.
    pub gold: [bool; 2],
    /// Whether it was said to.
    pub said: [bool; 2],
}

/// The sum over all rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GapReport {
    /// Number of rows.
    pub rows: usize,
    /// Of all, with the two names given as the choice.
    pub overall: Rates,
    /// Of "he", "him", "his".
    pub masculine: Rates,
    /// Of "she", "her", "hers".
    pub feminine: Rates,
    /// Feminine F1 over masculine F1; 0 where the latter is.
    pub bias: f64,
    /// Share of the rows where both names are answered right, from 0 to 1.
    pub accuracy: f64,
    /// Of all, by the entities that a graph is made of: names and others are not told apart for the pronoun's sake.
    pub unaided: Rates,
}

impl GapReport {
    /// Sums up.
    pub fn of(said: &[Said]) -> Self {
        let answers: Vec<Answer> = said.iter().map(|said| said.given).collect();
        let rates = |wanted: &dyn Fn(Gender) -> bool| rates(&answers, wanted);
        let (masculine, feminine) = (rates(&|g| g == Gender::Masculine), rates(&|g| g == Gender::Feminine));
        Self {
            rows: answers.len(),
            overall: rates(&|_| true),
            masculine,
            feminine,
            bias: if masculine.f1 > 0.0 { feminine.f1 / masculine.f1 } else { 0.0 },
            accuracy: share(answers.iter().filter(|answer| answer.gold == answer.said).count(), answers.len()),
            unaided: self::rates(&said.iter().map(|said| said.unaided).collect::<Vec<_>>(), &|_| true),
        }
    }
}

fn rates(answers: &[Answer], wanted: &dyn Fn(Gender) -> bool) -> Rates {
    let names = || {
        let answers = answers.iter().filter(|answer| wanted(answer.gender));
        answers.flat_map(|answer| answer.gold.into_iter().zip(answer.said))
    };
    let count = |test: fn(&(bool, bool)) -> bool| names().filter(test).count();
    Rates::of(count(|(gold, said)| *gold && *said), count(|(gold, _)| *gold), count(|(_, said)| *said))
}

impl fmt::Display for GapReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.masculine.write_row(f, "masculine")?;
        self.feminine.write_row(f, "feminine")?;
        self.overall.write_row(f, "overall")?;
        self.unaided.write_row(f, "names not given")?;
        let (bias, accuracy) = (self.bias, 100.0 * self.accuracy);
        writeln!(f, "bias (feminine / masculine) {bias:.2}  both names right {accuracy:.2}  over {} rows", self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_question() {
        let answer = |gender, gold, said| {
            let given = Answer { gender, gold, said };
            Said { given, unaided: Answer { said: [false, false], ..given } }
        };
        let report = GapReport::of(&[
            answer(Gender::Masculine, [true, false], [true, true]),
            answer(Gender::Feminine, [false, true], [false, false]),
            answer(Gender::Feminine, [false, true], [false, true]),
        ]);
        assert_eq!(report.overall, Rates::of(2, 3, 3));
        assert_eq!((report.masculine, report.feminine), (Rates::of(1, 1, 2), Rates::of(1, 2, 1)));
        assert_eq!(report.unaided, Rates::of(0, 3, 0));
        assert_eq!((report.bias, report.accuracy), (1.0, 1.0 / 3.0));
    }
}
