//! The learned part: a head on the reader's vectors that scores each ordered pair of mentions of a sentence.
//!
//! What it sees of a pair is a sum of projections (the two heads, their product, the means of the words on the path between
//! them in the tree, of the words between them and of the sentence, and features), then two small layers, after the pair
//! classifiers of Zeng et al. (2014) and Park, Pan and Joo (2021). `training/pairhead.py` is its twin.

mod features;
mod observe;
mod scene;
mod stance;
mod weights;

pub use observe::{Observed, observe, observe_spans};
pub(super) use scene::{Candidate, Scene};
pub use stance::Stance;
pub use weights::PairModel;

use crate::reading::model::{DIM, Quantized, softmax};
use crate::relations::Status;
use features::Side;
use scene::Route;
use weights::{HIDDEN, INNER};

/// Pairs of a sentence that are scored at the most; beyond lies a list of names, not a statement.
const MOST_PAIRS: usize = 1200;

/// What the model says of one ordered pair.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    /// Indexes of the candidates.
    pub(super) source: usize,
    pub(super) target: usize,
    /// Probability of each relation, in the order of [`PairModel::relations`].
    pub(super) relations: Vec<f32>,
    /// The likeliest status.
    pub(super) status: Status,
}

impl PairModel {
    /// Scores all ordered pairs of candidates of different entities in a sentence with these vectors.
    pub(super) fn score(&self, scene: &Scene, vectors: &[f32]) -> Vec<Verdict> {
        let pairs = pairs(scene);
        let Some(out) = self.outputs(scene, vectors, &pairs) else { return Vec::new() };
        let count = 1 + self.relations.len();
        let verdict = |(k, row): (usize, &[f32])| {
            let (i, j) = pairs[k / 2];
            let (source, target) = if k % 2 == 0 { (i, j) } else { (j, i) };
            let mut relations = row[..count].to_vec();
            softmax(&mut relations, count);
            relations.remove(0);
            let statuses = &row[count..count + self.statuses.len()];
            let best = (0..statuses.len()).max_by(|&a, &b| statuses[a].total_cmp(&statuses[b])).unwrap_or(0);
            Verdict { source, target, relations, status: self.statuses[best] }
        };
        out.chunks_exact(self.out.outputs()).enumerate().map(verdict).collect()
    }

    /// A row of outputs an ordered pair, first to second and then second to first: none and the relations, the statuses, the
    /// stances. None without pairs or vectors.
    fn outputs(&self, scene: &Scene, vectors: &[f32], pairs: &[(usize, usize)]) -> Option<Vec<f32>> {
        let usable = !pairs.is_empty() && vectors.len() == scene.heads.len() * DIM;
        usable.then(|| self.classify(self.hidden(scene, vectors, pairs)))
    }

    /// The first layer's sums, a row an ordered pair: first to second, then second to first.
    fn hidden(&self, scene: &Scene, vectors: &[f32], pairs: &[(usize, usize)]) -> Vec<f32> {
        let n = scene.heads.len();
        let candidates = &scene.candidates;
        let mut scratch = Quantized::default();
        let mut words = Vec::new();
        self.words.apply(vectors, &mut scratch, &mut words);
        // Sums of the "between" projections of the first k words.
        let mut sums = vec![0f32; (n + 1) * HIDDEN];
        for k in 0..n {
            let (before, after) = sums.split_at_mut((k + 1) * HIDDEN);
            let between = &words[k * 2 * HIDDEN + HIDDEN..][..HIDDEN];
            for ((a, b), w) in after.iter_mut().zip(&before[k * HIDDEN..]).zip(between) {
                *a = b + w;
            }
        }
        let mut mean = vec![0f32; DIM];
        for row in vectors.chunks_exact(DIM) {
            mean.iter_mut().zip(row).for_each(|(m, v)| *m += v / n as f32);
        }
        let mut whole = Vec::new();
        self.whole.apply(&mean, &mut scratch, &mut whole);
        let vector = |c: usize| &vectors[candidates[c].head * DIM..][..DIM];
        let heads: Vec<f32> = (0..candidates.len()).flat_map(|c| vector(c).iter().copied()).collect();
        let mut sides = Vec::new();
        self.heads.apply(&heads, &mut scratch, &mut sides);
        let products: Vec<f32> =
            pairs.iter().flat_map(|&(i, j)| vector(i).iter().zip(vector(j)).map(|(a, b)| a * b)).collect();
        let mut product = Vec::new();
        self.product.apply(&products, &mut scratch, &mut product);
        let mut rows = Vec::with_capacity(2 * pairs.len() * HIDDEN);
        for (k, &(i, j)) in pairs.iter().enumerate() {
            let (a, b) = (&candidates[i], &candidates[j]);
            let route = scene.route(a.head, b.head);
            let (low, high) = (a.head.min(b.head) + 1, a.head.max(b.head));
            let mut shared = product[k * HIDDEN..][..HIDDEN].to_vec();
            for (s, w) in shared.iter_mut().zip(&whole) {
                *s += w;
            }
            let length = route.between().count();
            for word in route.between() {
                let part = &words[word * 2 * HIDDEN..][..HIDDEN];
                shared.iter_mut().zip(part).for_each(|(s, p)| *s += p / length as f32);
            }
            if high > low {
                let count = (high - low) as f32;
                let (from, to) = (&sums[low * HIDDEN..][..HIDDEN], &sums[high * HIDDEN..][..HIDDEN]);
                for ((s, x), y) in shared.iter_mut().zip(from).zip(to) {
                    *s += (y - x) / count;
                }
            }
            let back = Route { up: route.down.clone(), down: route.up.clone(), top: route.top };
            for (source, target, route) in [(i, j, &route), (j, i, &back)] {
                let start = rows.len();
                rows.extend_from_slice(&shared);
                let row = &mut rows[start..];
                let from = &sides[source * 2 * HIDDEN..][..HIDDEN];
                let to = &sides[target * 2 * HIDDEN + HIDDEN..][..HIDDEN];
                for ((r, x), y) in row.iter_mut().zip(from).zip(to) {
                    *r += x + y;
                }
                let side = Side { source: &candidates[source], target: &candidates[target], route };
                self.features.add(scene, &side, row);
            }
        }
        rows
    }

    /// The two small layers on the sums.
    fn classify(&self, mut rows: Vec<f32>) -> Vec<f32> {
        let mut scratch = Quantized::default();
        relu(&mut rows);
        let mut inner = Vec::with_capacity(rows.len() / HIDDEN * INNER);
        self.inner.apply(&rows, &mut scratch, &mut inner);
        relu(&mut inner);
        let mut out = Vec::new();
        self.out.apply(&inner, &mut scratch, &mut out);
        out
    }
}

/// Pairs of candidates that are scored, by index, the lower first.
fn pairs(scene: &Scene) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, a) in scene.candidates.iter().enumerate() {
        for (j, b) in scene.candidates.iter().enumerate().skip(i + 1) {
            if a.entity != b.entity && a.head != b.head && out.len() < MOST_PAIRS {
                out.push((i, j));
            }
        }
    }
    out
}

fn relu(values: &mut [f32]) {
    values.iter_mut().for_each(|v| *v = v.max(0.0));
}
