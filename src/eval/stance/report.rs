//! Accuracy, macro-F1 and which class was taken for which.

use crate::eval::Rates;
use crate::eval::rates::share;
use crate::relations::Stance;
use serde::Serialize;
use std::fmt;

const CLASSES: usize = Stance::ALL.len();

/// How well stances were told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StanceReport {
    /// Number of rows.
    pub rows: usize,
    /// Share of the rows whose class is right, from 0 to 1.
    pub accuracy: f64,
    /// Mean of the classes' F1, from 0 to 1; a class that neither file nor model has counts with 0.
    pub macro_f1: f64,
    /// Of each class, in the order of [`Stance::ALL`].
    pub classes: [Rates; CLASSES],
    /// A row a class of the file, a column a class that was told.
    pub confusion: [[usize; CLASSES]; CLASSES],
}

impl StanceReport {
    /// Of pairs of what the file has and what was told.
    pub fn of(pairs: impl IntoIterator<Item = (Stance, Stance)>) -> Self {
        let mut confusion = [[0; CLASSES]; CLASSES];
        for (gold, found) in pairs {
            confusion[gold as usize][found as usize] += 1;
        }
        let rows = confusion.iter().flatten().sum();
        let classes = std::array::from_fn(|k| {
            let found = confusion.iter().map(|row| row[k]).sum();
            Rates::of(confusion[k][k], confusion[k].iter().sum(), found)
        });
        let right = (0..CLASSES).map(|k| confusion[k][k]).sum();
        let macro_f1 = classes.iter().map(|rates| rates.f1).sum::<f64>() / CLASSES as f64;
        Self { rows, accuracy: share(right, rows), macro_f1, classes, confusion }
    }
}

impl fmt::Display for StanceReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (class, rates) in Stance::ALL.into_iter().zip(&self.classes) {
            rates.write_row(f, class.as_str())?;
        }
        let [accuracy, macro_f1] = [self.accuracy, self.macro_f1].map(|share| 100.0 * share);
        writeln!(f, "accuracy {accuracy:.2}  macro-F1 {macro_f1:.2}  over {} rows", self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::{FirstAgainstSecond as Against, FirstForSecond as For, Neutral};

    #[test]
    fn classes_weigh_the_same_whatever_their_size() {
        let report =
            StanceReport::of([(Neutral, Neutral), (Neutral, Neutral), (Neutral, For), (For, For), (Against, Neutral)]);
        assert_eq!((report.rows, report.accuracy), (5, 0.6));
        let two_thirds = 2.0 / 3.0;
        assert!((report.macro_f1 - (two_thirds + two_thirds) / 5.0).abs() < 1e-12, "{report:?}");
        assert_eq!(report.confusion[0], [2, 1, 0, 0, 0]);
    }
}
