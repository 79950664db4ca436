//! What formats made of flat fields tell of entities, relations and statements: one table of columns for all of them.

use crate::graph::{Date, Evidence, Graph, Node, Relation};
use std::borrow::Cow;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Decimal,
    /// Several texts.
    Texts,
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'g> {
    Text(Cow<'g, str>),
    Integer(usize),
    Decimal(f32),
    Texts(&'g [String]),
    /// Not known.
    Absent,
}

/// What a table of entities takes from one.
pub(super) type OfEntity = for<'g> fn(&'g Node) -> Value<'g>;
/// What a table of relations takes from one.
pub(super) type OfRelation = for<'g> fn(Relation<'g>) -> Value<'g>;
/// What a table of statements takes from one.
pub(super) type OfStatement = for<'g> fn(Statement<'g>) -> Value<'g>;

/// A statement with the relation that it is of.
#[derive(Clone, Copy)]
pub(super) struct Statement<'g> {
    pub relation: Relation<'g>,
    pub evidence: &'g Evidence,
}

/// A column of a table.
pub(super) struct Column<F> {
    pub name: &'static str,
    pub kind: Kind,
    pub value: F,
}

const fn column<F: Copy>(name: &'static str, kind: Kind, value: F) -> Column<F> {
    Column { name, kind, value }
}

/// What is known of an entity, after its id.
pub(super) static ENTITY: [Column<OfEntity>; 6] = [
    column("name", Kind::Text, |n| text(&n.name)),
    column("type", Kind::Text, |n| text(n.kind.as_str())),
    column("code", Kind::Text, |n| known(n.code.as_deref())),
    column("mentions", Kind::Integer, |n| Value::Integer(n.mentions)),
    column("aliases", Kind::Texts, |n| Value::Texts(&n.aliases)),
    column("documents", Kind::Texts, |n| Value::Texts(&n.documents)),
];

/// What is known of a relation, after its ends and its key.
pub(super) static RELATION: [Column<OfRelation>; 8] = [
    column("relation", Kind::Text, |r| text(&r.edge.relation)),
    column("status", Kind::Text, |r| text(r.edge.status.as_str())),
    column("confidence", Kind::Decimal, |r| Value::Decimal(r.edge.confidence)),
    column("count", Kind::Integer, |r| Value::Integer(r.edge.count)),
    column("first_seen", Kind::Text, |r| date(r.edge.first_seen)),
    column("last_seen", Kind::Text, |r| date(r.edge.last_seen)),
    column("sentence", Kind::Text, |r| known(r.edge.best_evidence().map(|e| e.text.as_str()))),
    column("document", Kind::Text, |r| known(r.edge.best_evidence().map(|e| e.document.as_str()))),
];

/// All statements of a relation, as the `evidence` of the JSON has them: for formats without a table of statements.
pub(super) static EVIDENCE: Column<OfRelation> =
    column("evidence", Kind::Text, |r| Value::Text(Cow::Owned(json(&r.edge.evidence))));

/// What is known of a statement, after the ends and the key of its relation. Offsets are bytes.
pub(super) static STATEMENT: [Column<OfStatement>; 15] = [
    column("document", Kind::Text, |s| text(&s.evidence.document)),
    column("sentence", Kind::Integer, |s| Value::Integer(s.evidence.sentence)),
    column("start", Kind::Integer, |s| Value::Integer(s.evidence.span.start)),
    column("end", Kind::Integer, |s| Value::Integer(s.evidence.span.end)),
    column("text", Kind::Text, |s| text(&s.evidence.text)),
    column("status", Kind::Text, |s| text(s.evidence.status.as_str())),
    column("confidence", Kind::Decimal, |s| Value::Decimal(s.evidence.confidence)),
    column("by", Kind::Text, |s| text(&s.evidence.by)),
    column("attributed_to", Kind::Text, |s| known(s.evidence.attributed_to.as_deref())),
    column("source_start", Kind::Integer, |s| Value::Integer(s.evidence.source_span.start)),
    column("source_end", Kind::Integer, |s| Value::Integer(s.evidence.source_span.end)),
    column("target_start", Kind::Integer, |s| Value::Integer(s.evidence.target_span.start)),
    column("target_end", Kind::Integer, |s| Value::Integer(s.evidence.target_span.end)),
    column("cue_start", Kind::Integer, |s| offset(s.evidence.cue_span.map(|span| span.start))),
    column("cue_end", Kind::Integer, |s| offset(s.evidence.cue_span.map(|span| span.end))),
];

/// All statements of a graph with their relations.
pub(super) fn statements(graph: &Graph) -> impl Iterator<Item = Statement<'_>> {
    graph
        .edges()
        .flat_map(|relation| relation.edge.evidence.iter().map(move |evidence| Statement { relation, evidence }))
}

/// A decimal as it is in the JSON: as short as it can be read back.
pub(super) fn decimal(value: f32) -> String {
    value.to_string()
}

/// Compact JSON; serde_json fails only at maps whose keys are no strings, of which there are none.
pub(super) fn json(value: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn text(text: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(text))
}

fn known(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(Cow::Borrowed(text)))
}

fn offset(offset: Option<usize>) -> Value<'static> {
    offset.map_or(Value::Absent, Value::Integer)
}

fn date(date: Option<Date>) -> Value<'static> {
    date.map_or(Value::Absent, |date| Value::Text(Cow::Owned(date.to_string())))
}
