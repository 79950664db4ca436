//! What the pair model would see, for its training.

use super::features::{Side, name_features};
use super::scene::{Candidate, Route, Scene};
use crate::Span;
use crate::entities::{Entities, MentionForm, MentionId};
use crate::reading::Reading;
use crate::relations::{Ontology, Relation};
use std::ops::Range;

/// An ordered pair of mentions as the pair model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Index of the sentence.
    pub sentence: usize,
    /// The mentions; none for bare spans.
    pub mentions: Option<(MentionId, MentionId)>,
    /// Words that head source and target: indexes in the sentence.
    pub heads: (usize, usize),
    /// Words on the way between them in the tree.
    pub path: Vec<usize>,
    /// Names of the features.
    pub features: Vec<String>,
}

/// Every ordered pair of mentions of a document that the pair model would score; `patterns` are what
/// [`match_patterns`](crate::relations::match_patterns) found in it.
pub fn observe(reading: &Reading, entities: &Entities, patterns: &[Relation], ontology: &Ontology) -> Vec<Observed> {
    let mut out = Vec::new();
    for scene in Scene::all(reading, entities, patterns, ontology) {
        for (i, j) in super::pairs(&scene) {
            for (source, target) in [(i, j), (j, i)] {
                let (a, b) = (&scene.candidates[source], &scene.candidates[target]);
                out.push(Observed { mentions: Some((a.mention, b.mention)), ..observed(&scene, a, b) });
            }
        }
    }
    out
}

/// Both orders of two spans of a sentence, about which nothing else is known; nothing where a span holds no word of it or
/// both have one head.
pub fn observe_spans(reading: &Reading, sentence: usize, spans: [Span; 2], ontology: &Ontology) -> Vec<Observed> {
    let Some(scene) = scene_of_spans(reading, sentence, spans, ontology) else { return Vec::new() };
    let [a, b] = [&scene.candidates[0], &scene.candidates[1]];
    vec![observed(&scene, a, b), observed(&scene, b, a)]
}

/// A sentence whose two candidates are bare spans; none where a span holds no word of it or both have one head.
pub(super) fn scene_of_spans<'a>(
    reading: &'a Reading,
    sentence: usize,
    spans: [Span; 2],
    ontology: &Ontology,
) -> Option<Scene<'a>> {
    let mut scene = Scene::new(reading, sentence, ontology);
    let [a, b] = [candidate(reading, sentence, spans[0], 0)?, candidate(reading, sentence, spans[1], 1)?];
    if a.head == b.head {
        return None;
    }
    scene.candidates = vec![a, b];
    Some(scene)
}

fn observed(scene: &Scene, a: &Candidate, b: &Candidate) -> Observed {
    let route: Route = scene.route(a.head, b.head);
    let mut features = Vec::new();
    name_features(scene, &Side { source: a, target: b, route: &route }, |name| features.push(name.to_owned()));
    Observed {
        sentence: scene.index,
        mentions: None,
        heads: (a.head, b.head),
        path: route.between().collect(),
        features,
    }
}

/// A span as a candidate: its first word whose head is outside heads it.
fn candidate(reading: &Reading, sentence: usize, span: Span, entity: usize) -> Option<Candidate> {
    let tokens = &reading.sentences[sentence].tokens;
    let inside = |k: &usize| tokens[*k].span.start < span.end && span.start < tokens[*k].span.end;
    let within: Range<usize> = (0..tokens.len()).find(inside)?..(0..tokens.len()).rfind(inside)? + 1;
    let head = within.clone().find(|&k| tokens[k].head.is_none_or(|head| !within.contains(&head)))?;
    Some(Candidate {
        mention: 0,
        entity,
        kind: None,
        form: MentionForm::Name,
        head,
        tokens: within,
        worthy: tokens[head].mention.map_or(0.0, |m| m.probability),
        count: 1,
    })
}
