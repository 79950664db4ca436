//! All that is stated between two entities.

use super::contradiction::{Contradiction, contradictions};
use super::explain::joining;
use super::who::sort;
use crate::graph::{Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::graph::NodeIndex;

/// Two entities and the relations between them.
#[derive(Debug, Clone)]
pub struct Pair<'g> {
    /// The two, as they were asked about.
    pub nodes: [&'g Node; 2],
    /// The relations in both directions, the most certain first, of equals the most confident.
    pub found: Vec<Relation<'g>>,
    /// Where they contradict each other.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// All relations between `a` and `b`, in both directions.
pub fn pair<'g>(graph: &'g Graph, ontology: &Ontology, a: NodeIndex, b: NodeIndex) -> Pair<'g> {
    let mut found = joining(graph, a, b);
    let contradictions = contradictions(found.iter().copied(), ontology);
    sort(&mut found);
    Pair { nodes: [graph.node(a), graph.node(b)], found, contradictions }
}
