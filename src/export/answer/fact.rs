//! One relation with its evidence, as every answer writes it.

use super::super::layout::{Layout, heading, plain, styled, wrapped};
use super::super::mark::highlighted;
use super::super::text::{label, marks, speaker, status_color};
use super::{Table, View};
use crate::graph::{Date, Edge, Evidence, Node, Relation};
use crate::query::{Contradiction, Disagreement};
use crate::relations::Status;
use anstyle::Style;
use serde::Serialize;
use std::fmt::Write as _;

/// The columns of a table of statements.
const COLUMNS: [&str; 18] = [
    "source",
    "source_name",
    "relation",
    "target",
    "target_name",
    "status",
    "confidence",
    "count",
    "first_seen",
    "last_seen",
    "document",
    "date",
    "sentence",
    "statement_status",
    "statement_confidence",
    "attributed_to",
    "by",
    "text",
];

/// A relation in the JSON of an answer.
#[derive(Serialize)]
pub(super) struct Fact<'g> {
    source: &'g str,
    source_name: &'g str,
    source_type: &'static str,
    target: &'g str,
    target_name: &'g str,
    target_type: &'static str,
    key: String,
    relation: &'g str,
    status: Status,
    confidence: f32,
    count: usize,
    first_seen: Option<Date>,
    last_seen: Option<Date>,
    evidence: Vec<Stated<'g>>,
}

#[derive(Serialize)]
struct Stated<'g> {
    /// Of the document.
    date: Option<Date>,
    #[serde(flatten)]
    evidence: &'g Evidence,
}

impl<'g> Fact<'g> {
    pub fn new(relation: &Relation<'g>, view: &View) -> Self {
        let Relation { source, target, edge, .. } = *relation;
        let stated = |evidence: &'g Evidence| Stated { date: view.date(evidence), evidence };
        Self {
            source: &source.id,
            source_name: &source.name,
            source_type: source.kind.as_str(),
            target: &target.id,
            target_name: &target.name,
            target_type: target.kind.as_str(),
            key: edge.key(),
            relation: &edge.relation,
            status: edge.status,
            confidence: edge.confidence,
            count: edge.count,
            first_seen: edge.first_seen,
            last_seen: edge.last_seen,
            evidence: edge.evidence.iter().map(stated).collect(),
        }
    }

    pub fn list(relations: &[Relation<'g>], view: &View) -> Vec<Self> {
        relations.iter().map(|relation| Self::new(relation, view)).collect()
    }
}

/// An entity in the JSON of an answer.
#[derive(Serialize)]
pub(super) struct Named<'g> {
    id: &'g str,
    name: &'g str,
    r#type: &'static str,
}

impl<'g> From<&'g Node> for Named<'g> {
    fn from(node: &'g Node) -> Self {
        Self { id: &node.id, name: &node.name, r#type: node.kind.as_str() }
    }
}

/// A contradiction in the JSON of an answer.
#[derive(Serialize)]
pub(super) struct Contradicted<'g> {
    kind: &'static str,
    source: &'g str,
    target: &'g str,
    held: Vec<Fact<'g>>,
    against: Vec<Fact<'g>>,
}

impl<'g> Contradicted<'g> {
    pub fn list(contradictions: &[Contradiction<'g>], view: &View) -> Vec<Self> {
        let wire = |c: &Contradiction<'g>| Self {
            kind: c.kind.as_str(),
            source: &c.source.id,
            target: &c.target.id,
            held: Fact::list(&c.held, view),
            against: Fact::list(&c.against, view),
        };
        contradictions.iter().map(wire).collect()
    }
}

impl View<'_> {
    /// When the document of a statement was written, where known.
    pub(super) fn date(&self, evidence: &Evidence) -> Option<Date> {
        self.dates.get(evidence.document.as_str()).copied()
    }

    pub(super) fn is_symmetric(&self, relation: &str) -> bool {
        self.ontology.relation(relation).is_some_and(|r| r.symmetric)
    }

    pub(super) fn label<'n>(&'n self, relation: &'n str) -> &'n str {
        label(self.ontology, relation)
    }

    /// "Corti -> Hallam", with dashes for an arrow where there is no direction.
    pub(in crate::export) fn ends(&self, relation: &Relation) -> String {
        let arrow = if self.is_symmetric(&relation.edge.relation) { "--" } else { "->" };
        format!("{} {arrow} {}", plain(&relation.source.name), plain(&relation.target.name))
    }

    /// "Corti supports Hallam".
    pub(super) fn said(&self, relation: &Relation) -> String {
        let label = self.label(&relation.edge.relation);
        format!("{} {} {}", plain(&relation.source.name), plain(label), plain(&relation.target.name))
    }

    /// A relation with what it is called, its status, who says so, its confidence, its dates and best sentence.
    pub(in crate::export) fn entry(&self, ends: &str, indent: &str, relation: &Relation, layout: &Layout) -> String {
        let edge = relation.edge;
        let mut text = format!("{indent}{}  {}", styled(ends, Style::new().bold(), layout), tag(edge, layout));
        if edge.count > 1 {
            let _ = write!(text, " x{}", edge.count);
        }
        if let Some(seen) = seen(edge) {
            let _ = write!(text, ", {seen}");
        }
        text.push('\n');
        if let Some(evidence) = edge.best_evidence() {
            text.push_str(&self.sentence(evidence, &format!("{indent}  "), layout));
        }
        text
    }

    /// The sentence of a statement with its document, and the date of that.
    pub(super) fn sentence(&self, evidence: &Evidence, indent: &str, layout: &Layout) -> String {
        let mut sentence = if layout.colored {
            highlighted(&evidence.text, evidence.span.start, &marks(evidence))
        } else {
            plain(&evidence.text)
        };
        let date = self.date(evidence).map(|date| format!(", {date}")).unwrap_or_default();
        let source = format!("({}{date})", plain(&evidence.document));
        let _ = write!(sentence, " {}", styled(&source, Style::new().dimmed(), layout));
        wrapped(&sentence, indent, layout)
    }

    /// What is contradicted, with both sides; nothing where nothing is.
    pub(super) fn contradictions(&self, contradictions: &[Contradiction], layout: &Layout) -> String {
        let mut text = String::new();
        for contradiction in contradictions {
            let kind = match contradiction.kind {
                Disagreement::Denied => "stated and denied",
                Disagreement::Opposed => "both for and against",
            };
            let ends = format!("{} -> {}", contradiction.source.name, contradiction.target.name);
            text.push('\n');
            text.push_str(&heading(&format!("contradicted: {ends}, {kind}"), layout));
            for relation in contradiction.held.iter().chain(&contradiction.against) {
                text.push_str(&self.entry(&self.said(relation), "  ", relation, layout));
            }
        }
        text
    }

    /// One row for each statement; an edge that came without has one row.
    pub(super) fn statements<'r, 'g: 'r>(&self, relations: impl IntoIterator<Item = &'r Relation<'g>>) -> Table {
        self.statements_of([], relations.into_iter().map(|relation| ([], *relation)))
    }

    /// The same with further columns before, which tell what the relations are to the answer.
    pub(super) fn statements_of<'g, const N: usize>(
        &self,
        more: [&'static str; N],
        relations: impl IntoIterator<Item = ([String; N], Relation<'g>)>,
    ) -> Table {
        let mut table = Table::new(&[&more[..], &COLUMNS[..]].concat());
        for (more, relation) in relations {
            let shared: Vec<String> = more.into_iter().chain(shared(&relation)).collect();
            for evidence in &relation.edge.evidence {
                table.push(shared.iter().cloned().chain(self.statement(evidence)));
            }
            if relation.edge.evidence.is_empty() {
                table.push(shared);
            }
        }
        table
    }

    /// One row for each member of a list, with the relation that speaks for it, where there is one, and its best statement.
    pub(super) fn members_with<'g, const N: usize>(
        &self,
        more: [&'static str; N],
        members: impl IntoIterator<Item = ([String; N], Option<Relation<'g>>)>,
    ) -> Table {
        let mut table = Table::new(&[&more[..], &COLUMNS[..]].concat());
        for (more, relation) in members {
            let best = relation.and_then(|relation| relation.edge.best_evidence());
            let columns = relation.iter().flat_map(shared).chain(best.into_iter().flat_map(|e| self.statement(e)));
            table.push(more.into_iter().chain(columns));
        }
        table
    }

    fn statement(&self, evidence: &Evidence) -> [String; 8] {
        [
            evidence.document.clone(),
            written(self.date(evidence)),
            evidence.sentence.to_string(),
            evidence.status.as_str().to_owned(),
            evidence.confidence.to_string(),
            evidence.attributed_to.clone().unwrap_or_default(),
            evidence.by.clone(),
            evidence.text.clone(),
        ]
    }
}

fn shared(relation: &Relation) -> Vec<String> {
    let Relation { source, target, edge, .. } = relation;
    vec![
        source.id.clone(),
        source.name.clone(),
        edge.relation.clone(),
        target.id.clone(),
        target.name.clone(),
        edge.status.as_str().to_owned(),
        edge.confidence.to_string(),
        edge.count.to_string(),
        written(edge.first_seen),
        written(edge.last_seen),
    ]
}

pub(super) fn written(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// When an edge was stated, where it is known.
fn seen(edge: &Edge) -> Option<String> {
    let (first, last) = (edge.first_seen?, edge.last_seen?);
    Some(if first == last { first.to_string() } else { format!("{first} to {last}") })
}

fn tag(edge: &Edge, layout: &Layout) -> String {
    let words = match speaker(edge) {
        Some(speaker) => format!("{}, says {}, {:.2}", edge.status.as_str(), plain(speaker), edge.confidence),
        None => format!("{} {:.2}", edge.status.as_str(), edge.confidence),
    };
    styled(&words, status_color(edge.status).on_default(), layout)
}
