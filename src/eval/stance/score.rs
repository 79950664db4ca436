//! What the model says of a sentence's two ends.

use super::StanceRow;
use crate::Span;
use crate::reading::token::{RawToken, tokenize};
use crate::reading::{BlockWords, Reader};
use crate::relations::{Ontology, PairModel, Stance};

/// The likeliest class of a row, whose text is read as one sentence; neutral where the model has nothing to say of the two ends.
pub fn predict(reader: &Reader, model: &PairModel, ontology: &Ontology, row: &StanceRow) -> Stance {
    let tokens: Vec<RawToken> = tokenize(&row.text, Span::new(0, row.text.len()));
    let starts = (0..tokens.len()).map(|i| i == 0).collect();
    let reading = reader.read_words(&row.text, &[BlockWords { block: 0, tokens, starts: Some(starts) }]);
    let stance = model.stance(&reading, 0, row.ends, ontology);
    let best =
        |p: [f32; Stance::ALL.len()]| Stance::ALL.into_iter().max_by(|a, b| p[*a as usize].total_cmp(&p[*b as usize]));
    stance.and_then(best).unwrap_or(Stance::Neutral)
}
