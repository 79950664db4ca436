//! Whether a relation holds.

use super::contradiction::{Contradiction, contradictions};
use super::explain::{between, joining};
use super::who::sort;
use crate::graph::{Graph, Node, Relation};
use crate::relations::{Ontology, Status};
use petgraph::graph::NodeIndex;

/// What a graph makes of some relations that may hold.
#[derive(Debug, Clone)]
pub struct Verdicts<'g> {
    /// For each of them, in their order.
    pub verdicts: Vec<Verdict<'g>>,
}

/// What a graph makes of one.
#[derive(Debug, Clone)]
pub struct Verdict<'g> {
    /// From where.
    pub source: &'g Node,
    /// Name of the relation.
    pub relation: String,
    /// To where.
    pub target: &'g Node,
    /// In a word: `yes`, `reported`, `planned`, `formerly`, `denied`, `disputed` or `not known`.
    pub answer: &'static str,
    /// The edges that say so, the most certain first.
    pub found: Vec<Relation<'g>>,
    /// What else is stated between the two, where nothing says it.
    pub others: Vec<Relation<'g>>,
    /// Where statements about the two contradict each other.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// Whether `relation` holds from `source` to `target`, or, where `former` is asked, whether it is stated that it held once.
pub fn verdict<'g>(
    graph: &'g Graph,
    ontology: &Ontology,
    source: NodeIndex,
    relation: &str,
    target: NodeIndex,
    former: bool,
) -> Verdict<'g> {
    let mut found = between(graph, ontology, relation, source, target);
    let held =
        |r: &Relation| r.edge.status == Status::Former || r.edge.evidence.iter().any(|e| e.status == Status::Former);
    found.retain(|relation| !former || held(relation));
    sort(&mut found);
    let all = joining(graph, source, target);
    let answer = match (found.first().map(|r| r.edge.status), found.iter().any(|r| r.edge.is_negated())) {
        (None, _) => "not known",
        (Some(_), false) if former => "formerly",
        (Some(Status::Negated), _) => "denied",
        (Some(_), true) => "disputed",
        (Some(Status::Asserted), _) => "yes",
        (Some(Status::Former), _) => "formerly",
        (Some(Status::Reported), _) => "reported",
        (Some(Status::Planned), _) => "planned",
    };
    let others = if found.is_empty() { all.clone() } else { Vec::new() };
    let contradictions = contradictions(all, ontology);
    let [source, target] = [source, target].map(|end| graph.node(end));
    Verdict { source, relation: relation.to_owned(), target, answer, found, others, contradictions }
}
