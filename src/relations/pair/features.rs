//! Features of an ordered pair of mentions, by name: the model has a row of weights for those that its training met often
//! enough, and passes over the rest.

use super::scene::{Candidate, Route, Scene};
use crate::reading::model::{ModelError, Weights};
use crate::relations::Status;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// Words between the heads, upper bounds.
const DISTANCES: [usize; 8] = [1, 2, 3, 5, 8, 13, 21, 34];
/// Arcs on the way, upper bounds.
const PATHS: [usize; 7] = [1, 2, 3, 4, 5, 6, 8];
/// Confidence of a pattern, upper bounds.
const SURE: [f32; 5] = [0.2, 0.35, 0.5, 0.65, 0.8];
/// Probability of a mention head, upper bounds.
const WORTHY: [f32; 4] = [0.0, 0.5, 0.75, 0.92];
/// Mentions of an entity, upper bounds.
const COUNTS: [usize; 5] = [1, 2, 4, 8, 16];
/// Number of the sentence in the document, upper bounds.
const PLACES: [usize; 4] = [0, 1, 3, 8];
/// Sentences that both entities stand in, upper bounds.
const TOGETHER: [usize; 4] = [1, 2, 3, 5];
/// Candidates of the sentence, upper bounds.
const CROWD: [usize; 4] = [2, 4, 8, 16];
/// Longer ways have no feature of their own.
const LONGEST_ROUTE: usize = 6;
/// Governors above the topmost word that may give it a status.
const HIGHEST: usize = 4;

/// An ordered pair of a scene.
pub struct Side<'a> {
    pub source: &'a Candidate,
    pub target: &'a Candidate,
    pub route: &'a Route,
}

/// Calls `take` with the name of each feature of a pair, each once.
pub fn name_features(scene: &Scene, pair: &Side, mut take: impl FnMut(&str)) {
    let mut name = String::new();
    let mut seen = BTreeSet::new();
    macro_rules! put {
        ($($part:tt)*) => {{
            name.clear();
            let _ = write!(name, $($part)*);
            if !name.contains(char::is_whitespace) && !seen.contains(&name) {
                take(&name);
                seen.insert(name.clone());
            }
        }};
    }
    let (a, b, route) = (pair.source, pair.target, pair.route);
    for (side, mention) in [("a", a), ("b", b)] {
        if let Some(kind) = mention.kind {
            put!("{side}.kind.{}", kind.as_str());
        }
        put!("{side}.form.{}", mention.form.as_str());
        put!("{side}.rel.{}", scene.deprels[mention.head].as_str());
        put!("{side}.worthy.{}", bucket(mention.worthy, &WORTHY));
        put!("{side}.count.{}", bucket(mention.count, &COUNTS));
    }
    put!("distance.{}", bucket(a.head.abs_diff(b.head), &DISTANCES));
    put!("path.{}", bucket(route.between().count() + 1, &PATHS));
    put!("first.{}", if a.head > b.head { "b" } else { "a" });
    let over = |m: &Candidate| route.top == m.head;
    put!(
        "top.{}",
        if over(a) {
            "a"
        } else if over(b) {
            "b"
        } else {
            "other"
        }
    );
    let inside = |x: &Candidate, y: &Candidate| y.tokens.start <= x.tokens.start && x.tokens.end <= y.tokens.end;
    put!(
        "nested.{}",
        if inside(a, b) {
            "a"
        } else if inside(b, a) {
            "b"
        } else {
            "no"
        }
    );
    for (side, (from, to)) in [("ab", (a, b)), ("ba", (b, a))] {
        for (relation, confidence) in scene.said.get(&(from.entity, to.entity)).into_iter().flatten() {
            put!("pattern.{side}.{relation}");
            put!("sure.{side}.{}", bucket(*confidence, &SURE));
        }
    }
    // The way: its labels, its shape, the prepositions at its ends.
    for &w in &route.up {
        put!("up.{}", scene.deprels[w].as_str());
    }
    for &w in &route.down {
        put!("down.{}", scene.deprels[w].as_str());
    }
    if route.len() <= LONGEST_ROUTE {
        let labels = |words: &mut dyn Iterator<Item = &usize>, mark: &str| {
            words.map(|&w| scene.deprels[w].as_str()).collect::<Vec<_>>().join(mark)
        };
        let (up, down) = (labels(&mut route.up.iter(), ">"), labels(&mut route.down.iter().rev(), "<"));
        put!("route.{up}<{down}");
    }
    for (side, mention) in [("a", a), ("b", b)] {
        for &child in &scene.children[mention.head] {
            if scene.deprels[child].as_str() == "case" {
                put!("case.{side}.{}", scene.lemmas[child].to_lowercase());
            }
        }
    }
    // The ontology's words, by where they stand.
    for w in route.between() {
        for cue in &scene.words[w].cues {
            put!("cue.path.{cue}");
        }
    }
    for cue in &scene.words[route.top].cues {
        put!("cue.top.{cue}");
    }
    for w in a.head.min(b.head) + 1..a.head.max(b.head) {
        for cue in &scene.words[w].cues {
            put!("cue.between.{cue}");
        }
    }
    for (side, mention) in [("a", a), ("b", b)] {
        for w in mention.tokens.clone() {
            for cue in &scene.words[w].cues {
                put!("cue.{side}.{cue}");
            }
        }
        if let Some(head) = scene.heads[mention.head] {
            for cue in &scene.words[head].cues {
                put!("cue.gov.{side}.{cue}");
            }
        }
    }
    // What makes it less than certain.
    let status = |s: Status| s.as_str();
    for w in route.up.iter().chain(&route.down).copied().chain([route.top]) {
        for &child in &scene.children[w] {
            if let Some(s) = scene.words[child].modifies {
                put!("status.mod.{}", status(s));
            }
        }
        if let Some(s) = scene.words[w].governs {
            put!("status.on.{}", status(s));
        }
    }
    for w in std::iter::successors(scene.heads[route.top], |&w| scene.heads[w]).take(HIGHEST) {
        if let Some(s) = scene.words[w].governs {
            put!("status.over.{}", status(s));
        }
    }
    // The document.
    put!("place.{}", bucket(scene.index, &PLACES));
    let both = (a.entity.min(b.entity), a.entity.max(b.entity));
    if let Some(&count) = scene.together.get(&both) {
        put!("together.{}", bucket(count, &TOGETHER));
    }
    put!("crowd.{}", bucket(scene.candidates.len(), &CROWD));
}

/// The rows of weights and the names of the features that have one.
pub struct Features {
    width: usize,
    rows: Vec<f32>,
    names: HashMap<String, usize>,
}

impl Features {
    /// From the model file, whose metadata names the rows.
    pub fn read(weights: &Weights, width: usize) -> Result<Self, ModelError> {
        let names: HashMap<String, usize> =
            weights.text("pair.features")?.split(' ').map(str::to_owned).zip(0..).collect();
        Ok(Self { width, rows: weights.floats("pair.features", names.len() * width)?, names })
    }

    /// Adds the rows of an ordered pair's features to `sum`.
    pub fn add(&self, scene: &Scene, pair: &Side, sum: &mut [f32]) {
        name_features(scene, pair, |name| {
            if let Some(&at) = self.names.get(name) {
                for (s, v) in sum.iter_mut().zip(&self.rows[at * self.width..][..self.width]) {
                    *s += v;
                }
            }
        });
    }
}

fn bucket<T: PartialOrd>(value: T, bounds: &[T]) -> usize {
    bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len())
}
