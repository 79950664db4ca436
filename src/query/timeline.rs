//! What was stated of somebody when.

use super::contradiction::{Contradiction, contradictions};
use crate::graph::{Date, Evidence, Grain, Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// What was stated of an entity, by year, month or day.
#[derive(Debug, Clone)]
pub struct Timeline<'g> {
    /// The entity.
    pub node: &'g Node,
    /// The times in their order, with a last one for statements without a date where there are any.
    pub times: Vec<Time<'g>>,
    /// Where statements contradict each other.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// A year, a month or a day and what was stated then.
#[derive(Debug, Clone)]
pub struct Time<'g> {
    /// As finely as asked for, or as it is known; none where it is not.
    pub date: Option<Date>,
    /// By document and place.
    pub statements: Vec<Stated<'g>>,
}

/// A statement with the relation that it is of.
pub type Stated<'g> = (Relation<'g>, &'g Evidence);

/// The statements of the entity at `index` that `keep` passes, with the dates of their documents.
pub fn timeline<'g>(
    graph: &'g Graph,
    ontology: &Ontology,
    index: NodeIndex,
    grain: Grain,
    keep: impl Fn(&Relation, &Evidence) -> bool,
) -> Timeline<'g> {
    let dates = graph.dates();
    let mut there = graph.edges_at(index);
    there.retain(|relation| relation.edge.evidence.iter().any(|evidence| keep(relation, evidence)));
    let mut times: BTreeMap<(bool, Option<Date>), Vec<Stated>> = BTreeMap::new();
    for &relation in &there {
        for evidence in relation.edge.evidence.iter().filter(|evidence| keep(&relation, evidence)) {
            let known = dates.get(evidence.document.as_str()).copied();
            let date = known.map(|date| date.at(grain).unwrap_or(date));
            times.entry((date.is_none(), date)).or_default().push((relation, evidence));
        }
    }
    let times = times.into_iter().map(|((_, date), mut statements)| {
        let day = |e: &Evidence| dates.get(e.document.as_str()).copied();
        let place = |e: &'g Evidence| (day(e), &e.document, e.sentence, e.source_span, e.target_span);
        statements.sort_by_key(|(_, evidence)| place(evidence));
        Time { date, statements }
    });
    Timeline { node: graph.node(index), times: times.collect(), contradictions: contradictions(there, ontology) }
}
