//! A relation between two entities and the sentences that state it.

use super::Date;
use super::date::{earlier, later};
use crate::Span;
use crate::relations::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Highest confidence that several sentences together can give: their agreement is never proof.
const CEILING: f32 = 0.99;

/// All statements of one relation from one entity to another.
///
/// What is stated and what is denied are two edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Name of the relation, such as `supports`.
    pub relation: String,
    /// The most certain status of its evidence.
    pub status: Status,
    /// Probability that a careful reader would draw it, from 0 to 1 in steps of 0.001: the best statement of each
    /// sentence, and sentences joined as independent witnesses, 1 - ∏(1 - c), up to 0.99.
    pub confidence: f32,
    /// How many statements there are.
    pub count: usize,
    /// When it was first stated: the earliest date of the documents of its evidence; none where none of them has one.
    pub first_seen: Option<Date>,
    /// When it was last stated, likewise.
    pub last_seen: Option<Date>,
    /// The statements, by document and place; a file may have been written without them.
    pub evidence: Vec<Evidence>,
}

/// One statement of a relation at one place of a document. Spans are bytes of the document's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "Wire", try_from = "Wire")]
pub struct Evidence {
    /// Id of the document.
    pub document: String,
    /// Index of the sentence in its reading.
    pub sentence: usize,
    /// Where the sentence stands.
    pub span: Span,
    /// The sentence.
    pub text: String,
    /// The words that stand for the source.
    pub source_span: Span,
    /// The words that stand for the target.
    pub target_span: Span,
    /// The words that state the relation, where there are any.
    pub cue_span: Option<Span>,
    /// How certain the text makes it.
    pub status: Status,
    /// Probability that a careful reader would draw it from this sentence.
    pub confidence: f32,
    /// What found it, such as `pattern:supports.passive` or `model`.
    pub by: String,
    /// Name of the entity that says so, where the text reports somebody's words.
    pub attributed_to: Option<String>,
    /// The words that stand for who says so; an older file has none.
    pub attributed_to_span: Option<Span>,
}

impl Edge {
    /// The edge that these statements make, without the dates, which the graph knows.
    ///
    /// Two sentences say more than one, while a pattern and the model that both found one sentence do not.
    pub(crate) fn from_evidence(relation: String, mut evidence: Vec<Evidence>) -> Self {
        for e in &mut evidence {
            e.confidence = rounded(e.confidence);
        }
        evidence.sort_by(|a, b| a.order(b));
        evidence.dedup();
        let stated = evidence.iter().map(|e| (e.document.as_str(), e.sentence, e.status, e.confidence));
        let edge = Self::of_statements(relation, stated);
        Self { evidence, ..edge }
    }

    /// The edge that statements make of which only the document, the sentence, the status and the confidence are known,
    /// none of them twice; documents must be in the order of their ids. Its evidence is left out.
    pub(crate) fn of_statements<D: Ord>(
        relation: String,
        statements: impl IntoIterator<Item = (D, usize, Status, f32)>,
    ) -> Self {
        let mut sentences: BTreeMap<(D, usize), f32> = BTreeMap::new();
        let (mut count, mut status) = (0, None);
        for (document, sentence, of, confidence) in statements {
            let best = sentences.entry((document, sentence)).or_default();
            *best = best.max(confidence);
            count += 1;
            status = status.map_or(Some(of), |known: Status| Some(known.min(of)));
        }
        let best = sentences.values().copied().fold(0.0, f32::max);
        let doubt: f32 = sentences.values().map(|c| 1.0 - c).product();
        let confidence = rounded((1.0 - doubt).min(CEILING).max(best));
        let status = status.unwrap_or(Status::Asserted);
        Self { relation, status, confidence, count, first_seen: None, last_seen: None, evidence: Vec::new() }
    }

    /// The same, stated in documents of these dates.
    pub(crate) fn seen(self, dates: impl IntoIterator<Item = Date>) -> Self {
        let dates: Vec<Date> = dates.into_iter().collect();
        let (first_seen, last_seen) = (dates.iter().copied().reduce(earlier), dates.iter().copied().reduce(later));
        Self { first_seen, last_seen, ..self }
    }

    /// Whether it says that the relation does not hold.
    pub fn is_negated(&self) -> bool {
        self.status == Status::Negated
    }

    /// What tells it from other edges between the same two nodes: the relation, and `:negated` where it is denied.
    pub fn key(&self) -> String {
        format!("{}{}", self.relation, self.denial())
    }

    /// Compares the keys.
    pub(super) fn cmp_key(&self, other: &Self) -> std::cmp::Ordering {
        self.relation.bytes().chain(self.denial().bytes()).cmp(other.relation.bytes().chain(other.denial().bytes()))
    }

    fn denial(&self) -> &'static str {
        if self.is_negated() { ":negated" } else { "" }
    }

    /// The statement to show where there is room for one: of the edge's status, the most confident, the first.
    pub fn best_evidence(&self) -> Option<&Evidence> {
        let rank = |e: &Evidence| (e.status == self.status, e.confidence);
        self.evidence.iter().reduce(|best, e| if rank(e) > rank(best) { e } else { best })
    }
}

impl Evidence {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let place = |e: &Self| (e.sentence, e.span, e.source_span, e.target_span, e.cue_span, e.status);
        (self.document.cmp(&other.document))
            .then_with(|| place(self).cmp(&place(other)))
            .then_with(|| self.by.cmp(&other.by))
            .then_with(|| other.confidence.total_cmp(&self.confidence))
            .then_with(|| self.text.cmp(&other.text))
            .then_with(|| self.attributed_to.cmp(&other.attributed_to))
            .then_with(|| self.attributed_to_span.cmp(&other.attributed_to_span))
    }
}

/// A confidence from 0 to 1 in steps of 0.001, so that it is written as it is read; what is no number is 0.
pub(super) fn rounded(confidence: f32) -> f32 {
    if confidence.is_nan() { 0.0 } else { (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0 }
}

/// Evidence in the field order of the JSON.
#[derive(Serialize, Deserialize)]
struct Wire {
    document: String,
    sentence: usize,
    start: usize,
    end: usize,
    text: String,
    source_span: (usize, usize),
    target_span: (usize, usize),
    #[serde(default)]
    cue_span: Option<(usize, usize)>,
    status: Status,
    confidence: f32,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attributed_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attributed_to_span: Option<(usize, usize)>,
}

impl From<Evidence> for Wire {
    fn from(e: Evidence) -> Self {
        Self {
            document: e.document,
            sentence: e.sentence,
            start: e.span.start,
            end: e.span.end,
            text: e.text,
            source_span: e.source_span.into(),
            target_span: e.target_span.into(),
            cue_span: e.cue_span.map(Into::into),
            status: e.status,
            confidence: e.confidence,
            by: e.by,
            attributed_to: e.attributed_to,
            attributed_to_span: e.attributed_to_span.map(Into::into),
        }
    }
}

impl TryFrom<Wire> for Evidence {
    type Error = String;

    fn try_from(wire: Wire) -> Result<Self, String> {
        let span = |name: &str, (start, end): (usize, usize)| {
            if start <= end { Ok(Span { start, end }) } else { Err(format!("{name} ends before it starts")) }
        };
        Ok(Self {
            span: span("the sentence", (wire.start, wire.end))?,
            source_span: span("source_span", wire.source_span)?,
            target_span: span("target_span", wire.target_span)?,
            cue_span: wire.cue_span.map(|s| span("cue_span", s)).transpose()?,
            document: wire.document,
            sentence: wire.sentence,
            text: wire.text,
            status: wire.status,
            confidence: rounded(wire.confidence),
            by: wire.by,
            attributed_to: wire.attributed_to,
            attributed_to_span: wire.attributed_to_span.map(|s| span("attributed_to_span", s)).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(sentence: usize, status: Status, confidence: f32) -> Evidence {
        Evidence {
            document: "d".into(),
            sentence,
            span: Span::new(0, 4),
            text: "A b.".into(),
            source_span: Span::new(0, 1),
            target_span: Span::new(2, 3),
            cue_span: None,
            status,
            confidence,
            by: "model".into(),
            attributed_to: None,
            attributed_to_span: None,
        }
    }

    fn edge(evidence: &[Evidence]) -> Edge {
        Edge::from_evidence("supports".into(), evidence.to_vec())
    }

    #[test]
    fn the_most_certain_status_is_the_edges() {
        let edge = edge(&[statement(0, Status::Planned, 0.9), statement(1, Status::Former, 0.5)]);
        assert_eq!(edge.status, Status::Former);
        assert_eq!(edge.best_evidence().unwrap().sentence, 1);
    }

    #[test]
    fn sentences_add_up_and_finders_of_one_sentence_do_not() {
        let asserted = |sentence, confidence| statement(sentence, Status::Asserted, confidence);
        assert_eq!(edge(&[asserted(0, 0.5)]).confidence, 0.5);
        assert_eq!(edge(&[asserted(0, 0.5), asserted(0, 0.4)]).confidence, 0.5);
        assert_eq!(edge(&[asserted(0, 0.5), asserted(1, 0.5)]).confidence, 0.75);
        assert_eq!(edge(&[asserted(0, 0.95), asserted(1, 0.95)]).confidence, 0.99);
        assert_eq!(edge(&[asserted(0, 1.0), asserted(1, 0.95)]).confidence, 1.0);
    }

    #[test]
    fn a_denial_has_a_key_of_its_own() {
        assert_eq!(edge(&[statement(0, Status::Negated, 0.5)]).key(), "supports:negated");
        assert_eq!(edge(&[statement(0, Status::Reported, 0.5)]).key(), "supports");
    }

    #[test]
    fn odd_confidences_are_put_in_range() {
        assert_eq!([f32::NAN, -1.0, 7.0, 0.12345].map(rounded), [0.0, 0.0, 1.0, 0.123]);
    }
}
