//! Whether the name of a capital means its state ("Ankara said") or the city ("flew to Ankara").
//!
//! Metonymy of this kind is the first class of K. Markert and M. Nissim, "SemEval-2007 Task 08: Metonymy Resolution at SemEval-2007";
//! what tells it here is the encoder's vector of the name, by a logistic regression.

use super::candidate::Candidate;
use super::gazetteer::{By, EntryId, Gazetteer};
use super::scene::Scene;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Weights of a vector's values, then the bias; made by `training/capitals.py`.
const TABLE: &str = include_str!("../../models/capitals.tsv");

static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.parse().unwrap_or_default()).collect()
});

/// The log odds that a capital's name stands for its state where it heads a phrase at `head`. A reading without vectors tells
/// little: who is in a place is in the city.
pub(super) fn odds_of_state(scene: &Scene, head: usize) -> f32 {
    let (Some(vector), Some((bias, weights))) = (scene.vector(head), WEIGHTS.split_last()) else {
        let inside = matches!(scene.case(head).as_deref(), Some("in" | "at" | "near" | "into"));
        return if inside { -1.0 } else { 1.0 };
    };
    bias + vector.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>()
}

/// Gives a capital of several the sense of the first of them that the document speaks of otherwise: of a state that is no more only where
/// nothing tells of the one of today ("Soviet archives" in an article on Russia change nothing).
pub(super) fn choose_state(scenes: &[Scene], candidates: &mut [Candidate], gazetteer: &Gazetteer) {
    let otherwise = candidates.iter().filter_map(|c| c.sense).filter(|s| s.by != By::Capital);
    let named: BTreeSet<EntryId> = otherwise.map(|sense| sense.entry).collect();
    for c in candidates.iter_mut().filter(|c| c.sense.is_some_and(|s| s.by == By::Capital)) {
        // States of today come first.
        let mut states = gazetteer.find(scenes[c.sentence].words(&c.core)).filter(|s| s.by == By::Capital);
        c.sense = states.find(|sense| named.contains(&sense.entry)).or(c.sense);
    }
}

/// Takes the sense of the state from each capital that means the city, as its own words and, in the mean, those about all its uses in
/// the document tell.
pub(super) fn settle(candidates: &mut [Candidate]) {
    let capital = |c: &Candidate| c.sense.filter(|s| s.by == By::Capital).map(|s| (s.entry, c.words.clone()));
    let mut uses: BTreeMap<_, (f32, f32)> = BTreeMap::new();
    for c in candidates.iter() {
        if let Some(name) = capital(c) {
            let (sum, count) = uses.entry(name).or_default();
            (*sum, *count) = (*sum + c.odds_of_state, *count + 1.0);
        }
    }
    for c in candidates {
        if let Some((sum, count)) = capital(c).and_then(|name| uses.get(&name))
            && c.odds_of_state + sum / count < 0.0
        {
            c.sense = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::document::{Document, Format};

    #[test]
    fn the_table_has_a_weight_for_each_value_of_a_vector_and_a_bias() {
        let document = Document::from_bytes(b"Ankara agreed.", "-", Format::Text).expect("it is a text");
        let reading = crate::reading::Reader::embedded().expect("there is a reader").read(&document);
        let width = reading.sentences[0].vectors.len() / reading.sentences[0].tokens.len();
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(rows.len(), width + 1);
        assert!(rows.iter().all(|row| row.parse::<f32>().is_ok_and(f32::is_finite)));
    }
}
