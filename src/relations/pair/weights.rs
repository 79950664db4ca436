//! The pair head's weights, from the reader's model file.

use super::Stance;
use super::features::Features;
use crate::reading::model::{DIM, EMBEDDED, Linear, ModelError, Weights};
use crate::relations::Status;

/// Values of the first layer.
pub const HIDDEN: usize = 256;
/// Values of the second layer.
pub const INNER: usize = 128;

/// The pair head: load it once, use it from any thread.
pub struct PairModel {
    pub(super) relations: Vec<String>,
    thresholds: Vec<f32>,
    backed: Vec<f32>,
    pub(super) statuses: Vec<Status>,
    /// "Path" and "between" projections of every word.
    pub(super) words: Linear,
    /// Projections of a head as source and as target.
    pub(super) heads: Linear,
    pub(super) product: Linear,
    pub(super) whole: Linear,
    pub(super) features: Features,
    pub(super) inner: Linear,
    pub(super) out: Linear,
}

impl PairModel {
    /// The model that the binary carries.
    ///
    /// # Errors
    /// Only where the binary was built from a broken model file.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_bytes(EMBEDDED)
    }

    /// A model from the bytes of a model file.
    ///
    /// # Errors
    /// A [`ModelError`] where the bytes are no model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let weights = Weights::new(bytes)?;
        let relations = weights.labels("pair.relations", |name| Some(name.to_owned()))?;
        let thresholds = weights.labels("pair.thresholds", |value| value.parse().ok())?;
        let backed = weights.labels("pair.backed", |value| value.parse().ok())?;
        let statuses = weights.labels("pair.statuses", |name| Status::ALL.into_iter().find(|s| s.as_str() == name))?;
        if thresholds.len() != relations.len() || backed.len() != relations.len() {
            return Err(ModelError::Content("two thresholds a relation are wanted".to_owned()));
        }
        let outputs = 1 + relations.len() + statuses.len() + Stance::ALL.len();
        Ok(Self {
            words: weights.linear_to("pair.words", DIM, 2 * HIDDEN)?,
            heads: weights.linear_to("pair.heads", DIM, 2 * HIDDEN)?,
            product: weights.linear_to("pair.product", DIM, HIDDEN)?,
            whole: weights.linear_to("pair.whole", DIM, HIDDEN)?,
            features: Features::read(&weights, HIDDEN)?,
            inner: weights.linear_to("pair.inner", HIDDEN, INNER)?,
            out: weights.linear_to("pair.out", INNER, outputs)?,
            relations,
            thresholds,
            backed,
            statuses,
        })
    }

    /// The relations that the model knows.
    pub fn relations(&self) -> impl Iterator<Item = &str> {
        self.relations.iter().map(String::as_str)
    }

    /// Probability from which a relation is told, with a pattern behind it or without.
    pub(in crate::relations) fn threshold(&self, relation: usize, backed: bool) -> f32 {
        if backed { self.backed[relation] } else { self.thresholds[relation] }
    }
}
