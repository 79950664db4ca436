//! Precision, recall and their harmonic mean.

use serde::Serialize;
use std::fmt::{self, Write};

/// How many of what was found are right, and how many of what is right were found.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Rates {
    /// Precision, from 0 to 1; 0 where nothing was found.
    #[serde(rename = "p")]
    pub precision: f64,
    /// Recall, from 0 to 1; 0 where there is nothing to find.
    #[serde(rename = "r")]
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// How many there are.
    pub gold: usize,
    /// How many were found, right or wrong.
    pub system: usize,
}

impl Rates {
    /// The rates of `right` hits among `gold` that there are and `system` that were found.
    pub fn of(right: usize, gold: usize, system: usize) -> Self {
        let (precision, recall) = (share(right, system), share(right, gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1, gold, system }
    }

    /// Writes them as a row of a table, in percent.
    pub(super) fn write_row(&self, out: &mut impl Write, name: &str) -> fmt::Result {
        let [p, r, f1] = [self.precision, self.recall, self.f1].map(|rate| 100.0 * rate);
        let (gold, system) = (self.gold, self.system);
        writeln!(out, "{name:<20} P {p:>6.2}  R {r:>6.2}  F1 {f1:>6.2}   gold {gold:>6}  system {system:>6}")
    }
}

/// A part of a whole, from 0 to 1; of nothing it is 0.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_nothing_are_zero() {
        assert_eq!(Rates::of(0, 0, 0), Rates::default());
        assert_eq!(Rates::of(0, 3, 0), Rates { gold: 3, ..Rates::default() });
        let rates = Rates::of(1, 2, 4);
        assert_eq!((rates.precision, rates.recall, rates.f1), (0.25, 0.5, 1.0 / 3.0));
    }
}
