//! What the pair model says of each pair of entities, one figure a relation and sentence.

use super::pair::{PairModel, Scene, Verdict};
use super::{Ontology, Relation};
use crate::entities::{Entities, EntityId, MentionId};
use crate::reading::Reading;
use std::collections::BTreeMap;

/// The model's probability that a sentence states a relation between two entities, whether it was told or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Index of the sentence in the reading.
    pub sentence: usize,
    /// Name of the relation.
    pub relation: String,
    /// The mention that stands for the source in the surest of the pairs of mentions.
    pub source: MentionId,
    /// The mention that stands for the target.
    pub target: MentionId,
    /// From 0 to 1.
    pub probability: f32,
}

/// Source, target and number of a relation; of relations without direction the lower entity comes first.
type Key = (EntityId, EntityId, usize);

/// All that the model weighs in a document, `patterns` being what [`match_patterns`](super::match_patterns) found in it.
///
/// It holds a figure for each relation of each pair of entities in each sentence: it is for those who ask why.
pub fn weigh(
    reading: &Reading,
    entities: &Entities,
    patterns: &[Relation],
    ontology: &Ontology,
    model: &PairModel,
) -> Vec<Weighed> {
    let mut out = Vec::new();
    for scene in Scene::all(reading, entities, patterns, ontology) {
        let verdicts = model.score(&scene, &reading.sentences[scene.index].vectors);
        for ((_, _, relation), (probability, verdict)) in surest(&verdicts, &scene, ontology, model) {
            out.push(Weighed {
                sentence: scene.index,
                relation: model.relations().nth(relation).unwrap_or_default().to_owned(),
                source: scene.candidates[verdict.source].mention,
                target: scene.candidates[verdict.target].mention,
                probability,
            });
        }
    }
    out
}

/// The surest pair of mentions for each pair of entities and relation.
pub(super) fn surest<'v>(
    verdicts: &'v [Verdict],
    scene: &Scene,
    ontology: &Ontology,
    model: &PairModel,
) -> BTreeMap<Key, (f32, &'v Verdict)> {
    let symmetric: Vec<bool> =
        model.relations().map(|name| ontology.relation(name).is_some_and(|kind| kind.symmetric)).collect();
    let mut best: BTreeMap<Key, (f32, &Verdict)> = BTreeMap::new();
    for verdict in verdicts {
        let (a, b) = (scene.candidates[verdict.source].entity, scene.candidates[verdict.target].entity);
        for (relation, &p) in verdict.relations.iter().enumerate() {
            let key = if symmetric[relation] && b < a { (b, a, relation) } else { (a, b, relation) };
            let entry = best.entry(key).or_insert((p, verdict));
            if p > entry.0 {
                *entry = (p, verdict);
            }
        }
    }
    best
}
