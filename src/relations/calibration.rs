//! What a score is worth: the share of statements of that score that hold, in articles that no fit has seen.
//!
//! `models/confidence.tsv` is made by `training/calibrate.py`, one monotone map for what a pattern found and one for what the
//! model alone found (B. Zadrozny and C. Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates",
//! KDD 2002): points that are joined by straight lines.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../models/confidence.tsv");

/// The two maps, each a list of scores, in rising order, with their shares.
#[derive(Debug, Default)]
pub(super) struct Calibration {
    model: Vec<(f32, f32)>,
    pattern: Vec<(f32, f32)>,
}

impl Calibration {
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Calibration> = LazyLock::new(|| Calibration::parse(TABLE));
        &SHIPPED
    }

    /// Rows that are none are passed over; a test reads the shipped table whole.
    fn parse(table: &str) -> Self {
        let mut maps = Self::default();
        for row in table.lines() {
            let mut fields = row.split('\t');
            let map = match fields.next() {
                Some("model") => &mut maps.model,
                Some("pattern") => &mut maps.pattern,
                _ => continue,
            };
            let mut number = || fields.next().and_then(|field| field.parse().ok());
            map.extend(number().zip(number()));
        }
        maps
    }

    /// The probability that a statement of this score holds.
    pub(super) fn probability(&self, score: f32, by_pattern: bool) -> f32 {
        let map = if by_pattern { &self.pattern } else { &self.model };
        let above = map.partition_point(|(said, _)| *said < score);
        match (above.checked_sub(1).and_then(|below| map.get(below)), map.get(above)) {
            (Some((low, from)), Some((high, to))) => from + (to - from) * (score - low) / (high - low),
            (Some((_, share)), None) | (None, Some((_, share))) => *share,
            (None, None) => score,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_joined_and_ends_are_kept() {
        let maps = Calibration::parse("# two points\nmodel\t0.2\t0.3\nmodel\t0.6\t0.5\npattern\t0.5\t0.9\nnothing\n");
        let model = |score| (maps.probability(score, false) * 1000.0).round() / 1000.0;
        assert_eq!([0.0, 0.2, 0.4, 0.6, 1.0].map(model), [0.3, 0.3, 0.4, 0.5, 0.5]);
        assert!((maps.probability(0.1, true) - 0.9).abs() < 1e-6);
        assert!((Calibration::default().probability(0.7, true) - 0.7).abs() < 1e-6);
    }

    #[test]
    fn the_shipped_maps_are_whole_and_never_fall() {
        let maps = Calibration::shipped();
        let rows = TABLE.lines().filter(|row| !row.starts_with('#')).count();
        assert!(!maps.model.is_empty() && !maps.pattern.is_empty() && maps.model.len() + maps.pattern.len() == rows);
        for map in [&maps.model, &maps.pattern] {
            assert!(map.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1), "{map:?}");
            assert!(map.iter().all(|(_, share)| (0.0..=1.0).contains(share)));
        }
    }
}
