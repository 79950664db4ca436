//! The shortest explained chain from one entity to another.

use crate::graph::{Edge, Graph, Node, Relation};
use petgraph::algo::astar;
use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use std::ops::Add;

/// A chain of relations from one entity to another.
#[derive(Debug, Clone)]
pub struct Path<'g> {
    /// Where it starts and ends.
    pub ends: [&'g Node; 2],
    /// The relations in their order, each in whichever direction it goes; none where there is no chain.
    pub steps: Option<Vec<Relation<'g>>>,
}

/// The number of steps, and among as many what speaks against them.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
struct Cost {
    steps: usize,
    doubt: f32,
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { steps: self.steps + other.steps, doubt: self.doubt + other.doubt }
    }
}

impl Cost {
    /// Of a step by one edge: the negative logarithm of its confidence, so that a chain costs that of their product.
    fn of(edge: &Edge) -> Self {
        Self { steps: 1, doubt: -edge.confidence.max(f32::MIN_POSITIVE).ln() }
    }
}

/// The edges of the shortest chain from `start` to `end`, whichever way each of them goes; of chains of one length that
/// whose edges are most probable together (Dijkstra's algorithm). What is denied joins nobody. Only edges of `relations`
/// count, where any are given.
pub fn path(graph: &Graph, start: NodeIndex, end: NodeIndex, relations: &[String]) -> Option<Vec<EdgeIndex>> {
    let inner = graph.as_petgraph();
    let mut ways: UnGraph<(), EdgeIndex> = UnGraph::with_capacity(inner.node_count(), inner.edge_count());
    inner.node_indices().for_each(|_| {
        ways.add_node(());
    });
    let counts = |edge: &Edge| !edge.is_negated() && (relations.is_empty() || relations.contains(&edge.relation));
    for edge in inner.edge_references().filter(|edge| counts(edge.weight())) {
        ways.add_edge(edge.source(), edge.target(), edge.id());
    }
    let cost = |edge: EdgeIndex| Cost::of(&inner[edge]);
    let (_, nodes) = astar(&ways, start, |node| node == end, |way| cost(*way.weight()), |_| Cost::default())?;
    let step = |ends: &[NodeIndex]| {
        let between = ways.edges_connecting(ends[0], ends[1]).map(|way| *way.weight());
        between.min_by(|&a, &b| cost(a).doubt.total_cmp(&cost(b).doubt).then(a.cmp(&b)))
    };
    nodes.windows(2).map(step).collect()
}

impl<'g> Path<'g> {
    /// The chain of these edges between two nodes of the graph.
    pub fn new(graph: &'g Graph, ends: [NodeIndex; 2], edges: Option<&[EdgeIndex]>) -> Self {
        let steps = edges.map(|edges| edges.iter().filter_map(|&edge| graph.relation_at(edge)).collect());
        Self { ends: ends.map(|end| graph.node(end)), steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::Person;
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Negated};

    fn chain(graph: &Graph, start: &str, end: &str, relations: &[&str]) -> Option<Vec<String>> {
        let [start, end] = [start, end].map(|id| graph.find(id).unwrap());
        let relations: Vec<String> = relations.iter().map(|r| (*r).to_owned()).collect();
        let edges = path(graph, start, end, &relations)?;
        let step = |r: Relation| format!("{} {} {}", r.source.id, r.edge.relation, r.target.id);
        Some(edges.into_iter().filter_map(|edge| graph.relation_at(edge)).map(step).collect())
    }

    fn graph() -> Graph {
        let names = ["Ada", "Bo", "Cy", "Di", "Ed", "Flo"];
        let mut sample = Sample::new("d", &["Ada, Bo, Cy, Di, Ed and Flo."]);
        for name in names {
            sample = sample.entity(name, Person, &[name]);
        }
        sample = sample.states(0, "Bo", "supports", "Ada", Asserted, "and");
        sample.relations[0].confidence = 0.5;
        sample = sample
            .states(0, "Ada", "opposes", "Cy", Asserted, "and")
            .states(0, "Cy", "meets", "Di", Asserted, "and")
            .states(0, "Bo", "meets", "Di", Asserted, "and")
            .states(0, "Ada", "supports", "Flo", Negated, "and")
            .states(0, "Di", "supports", "Flo", Asserted, "and");
        sample.graph()
    }

    #[test]
    fn the_shortest_chain_goes_over_the_most_certain_edges() {
        let graph = graph();
        let steps = chain(&graph, "ada", "di", &[]).unwrap();
        assert_eq!(steps, ["ada opposes cy", "cy meets di"], "the other way is as long and less certain");
        assert_eq!(chain(&graph, "ada", "flo", &[]).unwrap().len(), 3, "what is denied is no step");
        assert_eq!(chain(&graph, "ada", "ada", &[]), Some(vec![]));
        assert_eq!(chain(&graph, "ada", "ed", &[]), None);
    }

    #[test]
    fn only_the_relations_that_are_asked_for_count() {
        let steps = chain(&graph(), "ada", "di", &["supports", "meets"]).unwrap();
        assert_eq!(steps, ["bo supports ada", "bo meets di"]);
    }
}
