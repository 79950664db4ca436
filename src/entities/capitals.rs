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
fn odds_of_state(scene: &Scene, head: usize) -> f32 {
    let (Some(vector), Some((bias, weights))) = (scene.vector(head), WEIGHTS.split_last()) else {
        let inside = matches!(scene.case(head).as_deref(), Some("in" | "at" | "near" | "into"));
        return if inside { -1.0 } else { 1.0 };
    };
    bias + vector.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>()
}

/// Gives a capital of several the sense of the first of them that the document speaks of otherwise: of a state that is no more only where
/// nothing tells of the one of today ("Soviet archives" in an article on Russia change nothing).
fn choose_state(scenes: &[Scene], candidates: &mut [Candidate], gazetteer: &Gazetteer) {
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
pub(super) fn settle(scenes: &[Scene], candidates: &mut [Candidate], gazetteer: &Gazetteer) {
    choose_state(scenes, candidates, gazetteer);
    let mut uses: BTreeMap<_, Vec<(usize, f32)>> = BTreeMap::new();
    for (i, c) in candidates.iter().enumerate() {
        if let Some(sense) = c.sense.filter(|s| s.by == By::Capital) {
            let scene = &scenes[c.sentence];
            let spelt_out = is_spelt_out(scene, c, sense.entry, gazetteer);
            let odds = if spelt_out { f32::NEG_INFINITY } else { odds_of_state(scene, scene.top(&c.core)) };
            uses.entry((sense.entry, c.words.clone())).or_default().push((i, odds));
        }
    }
    for uses in uses.values() {
        let mean = uses.iter().map(|(_, odds)| odds).sum::<f32>() / uses.len() as f32;
        for &(i, _) in uses.iter().filter(|(_, odds)| odds + mean < 0.0) {
            candidates[i].sense = None;
        }
    }
}

/// Whether a capital's name says more than its first word, which means the state too: "Washington, D.C." is the city.
fn is_spelt_out(scene: &Scene, c: &Candidate, state: EntryId, gazetteer: &Gazetteer) -> bool {
    let mut short = gazetteer.find(scene.form(c.core.start));
    c.core.len() > 1 && short.any(|s| s.by == By::Capital && s.entry == state)
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
