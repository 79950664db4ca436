//! Features of a pair of mentions: rows of a table that are added to the sum.

use crate::entities::{EntityId, EntityType, MentionForm, MentionId};
use crate::reading::Deprel;
use crate::reading::model::{ModelError, Weights};
use std::collections::HashMap;
use std::ops::Range;

/// Words between the heads, upper bounds.
const DISTANCES: [usize; 8] = [1, 2, 3, 5, 8, 13, 21, 34];
/// Arcs on the path, upper bounds.
const PATHS: [usize; 7] = [1, 2, 3, 4, 5, 6, 8];
/// Confidence of a pattern, upper bounds.
const SURE: [f32; 5] = [0.2, 0.35, 0.5, 0.65, 0.8];
/// Probability of a mention head, upper bounds.
const WORTHY: [f32; 4] = [0.0, 0.5, 0.75, 0.92];
/// Mentions of an entity, upper bounds.
const COUNTS: [usize; 5] = [1, 2, 4, 8, 16];

/// A mention that may be an end of a relation.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub mention: MentionId,
    pub entity: EntityId,
    pub kind: EntityType,
    pub form: MentionForm,
    pub head: usize,
    pub tokens: Range<usize>,
    /// Probability by the reader that a graph would show it.
    pub worthy: f32,
    /// Mentions of its entity in the document.
    pub count: usize,
}

/// What the patterns found in the sentence: relations of the model by source and target.
///
/// With the pattern's confidence, the highest of several.
pub type Said = HashMap<(EntityId, EntityId, usize), f32>;

/// The tree of a sentence.
pub struct Sentence {
    pub heads: Vec<Option<usize>>,
    pub deprels: Vec<Deprel>,
}

/// An ordered pair.
pub struct Side<'a> {
    pub source: &'a Candidate,
    pub target: &'a Candidate,
    /// Words on the path between the heads.
    pub path: usize,
    /// The topmost word of the path, ends included.
    pub top: usize,
}

/// The table and where each feature stands in it.
pub struct Features {
    width: usize,
    rows: Vec<f32>,
    kinds: [Vec<usize>; 2],
    forms: [Vec<usize>; 2],
    deprels: [HashMap<Deprel, usize>; 2],
    distances: Vec<usize>,
    paths: Vec<usize>,
    first: [usize; 2],
    top: [usize; 3],
    nested: [usize; 3],
    patterns: [Vec<usize>; 2],
    sure: [Vec<usize>; 2],
    worthy: [Vec<usize>; 2],
    counts: [Vec<usize>; 2],
}

impl Sentence {
    /// Words on the path between two words, both left out, and the topmost word of the path.
    pub fn path(&self, a: usize, b: usize) -> (Vec<usize>, usize) {
        let up: Vec<usize> = std::iter::successors(Some(a), |&w| self.heads[w]).take(self.heads.len() + 1).collect();
        let mut down = vec![b];
        let mut last = b;
        let place = loop {
            if let Some(place) = up.iter().position(|&w| w == last) {
                break place;
            }
            match self.heads[last] {
                Some(head) if down.len() <= self.heads.len() => last = head,
                _ => break up.len() - 1,
            }
            down.push(last);
        };
        let lower = down.get(1..down.len() - 1).unwrap_or(&[]);
        let path = up[1..=place].iter().chain(lower).copied().filter(|&w| w != a && w != b).collect();
        (path, up[place])
    }
}

impl Features {
    /// From the model file, whose metadata names the rows.
    pub fn read(weights: &Weights, width: usize, relations: &[&str]) -> Result<Self, ModelError> {
        let names: HashMap<&str, usize> = weights.text("pair.features")?.split(' ').zip(0..).collect();
        let find = |name: String| {
            names.get(name.as_str()).copied().ok_or_else(|| ModelError::Content(format!("no feature {name}")))
        };
        let all = |prefix: &str, parts: &[&str]| -> Result<Vec<usize>, ModelError> {
            parts.iter().map(|part| find(format!("{prefix}.{part}"))).collect()
        };
        let kinds = EntityType::ALL.map(EntityType::as_str);
        let forms = ["name", "demonym", "description", "pronoun"];
        let deprels = |side: &str| -> HashMap<Deprel, usize> {
            let name = |d: &Deprel| names.get(format!("{side}.rel.{}", d.as_str()).as_str()).map(|&at| (*d, at));
            Deprel::ALL.iter().filter_map(name).collect()
        };
        let numbers = |prefix: &str, n: usize| -> Result<Vec<usize>, ModelError> {
            (0..n).map(|i| find(format!("{prefix}.{i}"))).collect()
        };
        Ok(Self {
            width,
            rows: weights.floats("pair.features", names.len() * width)?,
            kinds: [all("a.kind", &kinds)?, all("b.kind", &kinds)?],
            forms: [all("a.form", &forms)?, all("b.form", &forms)?],
            deprels: [deprels("a"), deprels("b")],
            distances: numbers("distance", DISTANCES.len() + 1)?,
            paths: numbers("path", PATHS.len() + 1)?,
            first: [find("first.a".into())?, find("first.b".into())?],
            top: [find("top.a".into())?, find("top.b".into())?, find("top.other".into())?],
            nested: [find("nested.a".into())?, find("nested.b".into())?, find("nested.no".into())?],
            patterns: [all("pattern.ab", relations)?, all("pattern.ba", relations)?],
            worthy: [numbers("a.worthy", WORTHY.len() + 1)?, numbers("b.worthy", WORTHY.len() + 1)?],
            counts: [numbers("a.count", COUNTS.len() + 1)?, numbers("b.count", COUNTS.len() + 1)?],
            sure: [numbers("sure.ab", SURE.len() + 1)?, numbers("sure.ba", SURE.len() + 1)?],
        })
    }

    /// Adds the features of an ordered pair to `sum`.
    pub fn add(&self, sentence: &Sentence, pair: &Side, said: &Said, sum: &mut [f32]) {
        let mut take = |at: usize| {
            for (s, v) in sum.iter_mut().zip(&self.rows[at * self.width..][..self.width]) {
                *s += v;
            }
        };
        let (a, b) = (pair.source, pair.target);
        for (side, mention) in [a, b].into_iter().enumerate() {
            take(self.kinds[side][mention.kind as usize]);
            take(self.forms[side][mention.form as usize]);
            take(self.worthy[side][bucket(mention.worthy, &WORTHY)]);
            take(self.counts[side][bucket(mention.count, &COUNTS)]);
            if let Some(&at) = self.deprels[side].get(&sentence.deprels[mention.head]) {
                take(at);
            }
        }
        take(self.distances[bucket(a.head.abs_diff(b.head), &DISTANCES)]);
        take(self.paths[bucket(pair.path + 1, &PATHS)]);
        take(self.first[usize::from(a.head > b.head)]);
        take(
            self.top[if pair.top == a.head {
                0
            } else if pair.top == b.head {
                1
            } else {
                2
            }],
        );
        let inside = |x: &Candidate, y: &Candidate| y.tokens.start <= x.tokens.start && x.tokens.end <= y.tokens.end;
        take(
            self.nested[if inside(a, b) {
                0
            } else if inside(b, a) {
                1
            } else {
                2
            }],
        );
        for (side, (from, to)) in [(a, b), (b, a)].into_iter().enumerate() {
            for relation in 0..self.patterns[side].len() {
                if let Some(&confidence) = said.get(&(from.entity, to.entity, relation)) {
                    take(self.patterns[side][relation]);
                    take(self.sure[side][bucket(confidence, &SURE)]);
                }
            }
        }
    }
}

fn bucket<T: PartialOrd>(value: T, bounds: &[T]) -> usize {
    bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_goes_over_the_lowest_common_head() {
        // 0 <- 1 -> 2 -> 3 -> 4
        let heads = vec![Some(1), None, Some(1), Some(2), Some(3)];
        let sentence = Sentence { deprels: vec![Deprel::Dep; 5], heads };
        assert_eq!(sentence.path(0, 4), (vec![1, 3, 2], 1));
        assert_eq!(sentence.path(4, 0), (vec![3, 2, 1], 1));
        assert_eq!(sentence.path(2, 4), (vec![3], 2));
        assert_eq!(sentence.path(4, 2), (vec![3], 2));
        assert_eq!(sentence.path(1, 2), (vec![], 1));
    }
}
