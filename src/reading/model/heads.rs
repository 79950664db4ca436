//! The heads on the encoder's vectors: tags, sentence starts, names, mention heads and trees.

use super::encoder::DIM;
use super::math;
use super::matrix::{Linear, Quantized};
use super::tree::best_tree;
use super::weights::{Labels, ModelError, Weights};
use crate::reading::{Deprel, EntityType, MentionHead, Name, Upos};
use std::ops::Range;

/// Probability from which a word is taken for the head of a mention.
const MENTION: f32 = 0.3;
/// Logit from which a word is taken to begin a sentence: two sentences read as one cost more than one read as two. Looked up on gum-dev and ewt-dev,
/// whose F1 is 0.2 and 1.3 above that of 0.
const START: f32 = -1.0;
/// Words whose label scores are made at a time, so that they stay in the cache.
const LABEL_ROWS: usize = 24;

/// The heads' weights.
pub struct Heads {
    labels: Labels,
    /// All linear classifiers side by side, in the order of [`Layout`].
    tags: Linear,
    layout: Layout,
    /// Both sides of arcs and labels side by side: dependents and heads of arcs, dependents and heads of labels.
    sides: Linear,
    arc: usize,
    label: usize,
    root_arc: Vec<f32>,
    root_label: Vec<f32>,
    arcs: Linear,
    deprels: Linear,
}

/// Where each classifier's scores stand in a row.
struct Layout {
    start: usize,
    upos: Range<usize>,
    xpos: Range<usize>,
    names: Range<usize>,
    worthy: Range<usize>,
    width: usize,
}

/// Scores of the classifiers, a row a word.
pub struct Tags<'h> {
    heads: &'h Heads,
    scores: Vec<f32>,
}

/// One side of the arc and label scores of a batch.
pub struct Sides {
    /// Rows of all four sides after their activation.
    rows: Vec<f32>,
    /// Dependents of arcs times the arc matrix.
    arcs: Vec<f32>,
}

impl Heads {
    /// From a model file.
    pub fn read(weights: &Weights) -> Result<Self, ModelError> {
        let labels = Labels::read(weights)?;
        let mut at = 1;
        let mut next = |n: usize| {
            at += n;
            at - n..at
        };
        let (upos, xpos) = (next(labels.upos.len()), next(labels.xpos.len()));
        let (names, worthy) = (next(labels.names.len()), next(labels.worthy.len()));
        let width = worthy.end;
        let arc = weights.number("arc")?;
        let arcs = weights.linear_to("arcs", arc, arc)?;
        let label = weights.number("label")?;
        let sides = weights.linear_to("sides", DIM, 2 * (arc + label))?;
        Ok(Self {
            tags: weights.linear_to("tags", DIM, width)?,
            layout: Layout { start: 0, upos, xpos, names, worthy, width },
            root_arc: weights.floats("root_arc", arc)?,
            root_label: weights.floats("root_label", label)?,
            deprels: weights.linear_to("deprels", label, labels.deprel.len() * (label + 1))?,
            labels,
            sides,
            arc,
            label,
            arcs,
        })
    }

    /// Scores of all classifiers for rows of vectors.
    pub fn tags(&self, vectors: &[f32], scratch: &mut Quantized) -> Tags<'_> {
        let mut scores = Vec::new();
        self.tags.apply(vectors, scratch, &mut scores);
        Tags { heads: self, scores }
    }

    /// What the arc and label scores of rows of vectors are made from.
    pub fn sides(&self, vectors: &[f32], scratch: &mut Quantized) -> Sides {
        let mut rows = Vec::new();
        self.sides.apply(vectors, scratch, &mut rows);
        math::leaky_relu(&mut rows);
        let width = self.sides.outputs();
        let dependents: Vec<f32> = rows.chunks_exact(width).flat_map(|row| row[..self.arc].iter().copied()).collect();
        let mut arcs = Vec::new();
        self.arcs.apply(&dependents, scratch, &mut arcs);
        Sides { rows, arcs }
    }

    /// The tree of the sentence whose words are those rows: head and relation of each word.
    pub fn tree(
        &self,
        sides: &Sides,
        tags: &Tags,
        words: Range<usize>,
        scratch: &mut Quantized,
    ) -> Vec<(Option<usize>, Deprel)> {
        let n = words.len();
        let (width, arc, label) = (self.sides.outputs(), self.arc, self.label);
        let row = |word: usize| &sides.rows[(words.start + word) * width..][..width];
        let mut heads = self.root_arc.clone();
        for word in 0..n {
            heads.extend_from_slice(&row(word)[arc..2 * arc]);
        }
        let mut scores = Vec::new();
        math::dots(&sides.arcs[words.start * arc..words.end * arc], &heads, arc, &mut scores);
        tags.hold_possessives(&mut scores, &words);
        let tree = best_tree(&scores, n);
        let mut out = Vec::with_capacity(n);
        let (mut dependents, mut left, mut head) = (Vec::new(), Vec::new(), Vec::new());
        for first in (0..n).step_by(LABEL_ROWS) {
            let last = (first + LABEL_ROWS).min(n);
            dependents.clear();
            for word in first..last {
                dependents.extend_from_slice(&row(word)[2 * arc..2 * arc + label]);
            }
            self.deprels.apply(&dependents, scratch, &mut left);
            for word in first..last {
                head.clear();
                head.extend_from_slice(tree[word].map_or(&self.root_label[..], |h| &row(h)[2 * arc + label..]));
                head.push(1.0);
                let left = &left[(word - first) * self.deprels.outputs()..][..self.deprels.outputs()];
                math::dots(&head, left, label + 1, &mut scores);
                out.push((tree[word], self.relation(&scores, tree[word].is_none())));
            }
        }
        out
    }

    /// The best relation: `root` for the root and only there.
    fn relation(&self, scores: &[f32], root: bool) -> Deprel {
        if root {
            return Deprel::Root;
        }
        let best = (0..scores.len())
            .filter(|&l| self.labels.deprel[l] != Deprel::Root)
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        best.map_or(Deprel::Dep, |l| self.labels.deprel[l])
    }
}

/// By how much the score of a head falls that a possessive hardly has: enough to turn wrong trees, and little enough for "a friend of John's",
/// where all others are worse; LAS on gum-dev and ewt-dev is the same with it.
const NOT_OWNED: f32 = 6.0;

impl Tags<'_> {
    fn row(&self, word: usize, part: &Range<usize>) -> &[f32] {
        &self.scores[word * self.heads.layout.width..][part.clone()]
    }

    /// Whether a word begins a sentence.
    pub fn starts(&self, word: usize) -> bool {
        self.scores[word * self.heads.layout.width + self.heads.layout.start] > START
    }

    /// Whether a word says whose what stands behind it is: "his", or a noun before "'s".
    fn is_possessive(&self, word: usize, end: usize) -> bool {
        self.xpos(word) == "PRP$" || word + 1 < end && self.xpos(word + 1) == "POS"
    }

    /// Makes it dearer for a possessive to hang on a verb, on what stands before it or on nothing: what it owns stands behind it. `scores`
    /// has a row a word, and in it the root and then each word.
    fn hold_possessives(&self, scores: &mut [f32], words: &Range<usize>) {
        let width = words.len() + 1;
        for word in words.clone().filter(|&word| self.is_possessive(word, words.end)) {
            let row = &mut scores[(word - words.start) * width..][..width];
            for (head, score) in row.iter_mut().enumerate() {
                let behind = head.checked_sub(1).map(|h| words.start + h).filter(|&h| h > word);
                let owned = behind.is_some_and(|h| !matches!(self.upos(h), Upos::Verb | Upos::Aux | Upos::Punct));
                if !owned {
                    *score -= NOT_OWNED;
                }
            }
        }
    }

    /// Universal part of speech.
    pub fn upos(&self, word: usize) -> Upos {
        self.heads.labels.upos[best(self.row(word, &self.heads.layout.upos))]
    }

    /// Penn part of speech.
    pub fn xpos(&self, word: usize) -> &'static str {
        self.heads.labels.xpos[best(self.row(word, &self.heads.layout.xpos))]
    }

    /// The mention headed by a word that a graph might show.
    pub fn mention(&self, word: usize) -> Option<MentionHead> {
        let labels = &self.heads.labels;
        head(self.row(word, &self.heads.layout.worthy), &labels.worthy)
    }

    /// Names of a sentence: the best sequence of tags in which a name goes on only as what it began (Viterbi 1967).
    pub fn names(&self, words: Range<usize>) -> Vec<Name> {
        let tags = &self.heads.labels.names;
        let part = &self.heads.layout.names;
        let follows = |a: usize, b: usize| match tags[b] {
            Some((false, kind)) => tags[a].is_some_and(|(_, before)| before == kind),
            _ => true,
        };
        let probabilities: Vec<Vec<f32>> = words
            .clone()
            .map(|word| {
                let mut row = self.row(word, part).to_vec();
                math::softmax(&mut row, tags.len());
                row
            })
            .collect();
        let mut score: Vec<f32> = vec![0.0; tags.len()];
        let mut back: Vec<Vec<usize>> = Vec::with_capacity(words.len());
        for (i, row) in probabilities.iter().enumerate() {
            let mut from = vec![0; tags.len()];
            let next = (0..tags.len())
                .map(|b| {
                    let allowed =
                        |a: &usize| if i == 0 { !matches!(tags[b], Some((false, _))) } else { follows(*a, b) };
                    let before = (0..tags.len()).filter(allowed).max_by(|&x, &y| score[x].total_cmp(&score[y]));
                    from[b] = before.unwrap_or(0);
                    before.map_or(f32::NEG_INFINITY, |a| score[a] + row[b].max(1e-9).ln())
                })
                .collect();
            score = next;
            back.push(from);
        }
        let mut path = vec![0; words.len()];
        let mut at = best(&score);
        for i in (0..words.len()).rev() {
            path[i] = at;
            at = back[i][at];
        }
        let mut out: Vec<Name> = Vec::new();
        let mut open = false;
        for (i, &tag) in path.iter().enumerate() {
            match tags[tag] {
                None => open = false,
                Some((false, _)) if open => {
                    if let Some(name) = out.last_mut() {
                        name.tokens.end = i + 1;
                        name.probability += probabilities[i][tag];
                    }
                }
                Some((_, kind)) => {
                    out.push(Name { tokens: i..i + 1, kind, probability: probabilities[i][tag] });
                    open = true;
                }
            }
        }
        for name in &mut out {
            name.probability /= name.tokens.len() as f32;
        }
        out
    }
}

/// Index of the largest value; the first of equals.
fn best(row: &[f32]) -> usize {
    let mut at = 0;
    for (i, v) in row.iter().enumerate() {
        if *v > row[at] {
            at = i;
        }
    }
    at
}

/// The likeliest type among the labels that have one, where it is likely enough.
fn head(row: &[f32], labels: &[Option<EntityType>]) -> Option<MentionHead> {
    let mut row = row.to_vec();
    let width = row.len();
    math::softmax(&mut row, width);
    let (kind, probability) = labels
        .iter()
        .zip(&row)
        .filter_map(|(kind, &p)| kind.map(|kind| (kind, p)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (probability >= MENTION).then_some(MentionHead { kind, probability })
}
