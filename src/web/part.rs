//! A part of a graph as the explorer takes it: without evidence, which it asks for when somebody wants to read it.

use crate::graph::{Date, Edge, Graph, Node, Relation};
use crate::relations::Status;
use petgraph::graph::NodeIndex;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a graph, its entities by id and its relations by source, target and key.
///
/// The fields are those of the schema `powermap/1`, less the evidence and the names of documents, and with the number of
/// relations that an entity has in the whole graph (`degree`).
#[derive(Debug, Serialize)]
pub struct Part<'g> {
    nodes: Vec<PartNode<'g>>,
    edges: Vec<PartEdge<'g>>,
}

#[derive(Debug, Serialize)]
struct PartNode<'g> {
    id: &'g str,
    name: &'g str,
    r#type: &'static str,
    code: Option<&'g str>,
    mentions: usize,
    degree: usize,
}

#[derive(Debug, Serialize)]
struct PartEdge<'g> {
    source: &'g str,
    target: &'g str,
    key: String,
    relation: &'g str,
    status: Status,
    confidence: f32,
    count: usize,
    first_seen: Option<Date>,
    last_seen: Option<Date>,
}

impl<'g> Part<'g> {
    /// The entities of `graph` with these ids, where they are in it, and the relations among them.
    pub fn new(graph: &'g Graph, ids: &BTreeSet<&str>) -> Self {
        let places: Vec<NodeIndex> = ids.iter().filter_map(|id| graph.find(id)).collect();
        let mut nodes = Vec::with_capacity(places.len());
        let mut edges = Vec::new();
        for &place in &places {
            let around = graph.edges_at(place);
            nodes.push(PartNode::new(graph.node(place), around.len()));
            // Each stands once, with its source.
            let own = around.into_iter().filter(|r| r.source.id == graph.node(place).id);
            edges.extend(own.filter(|r| ids.contains(r.target.id.as_str())).map(PartEdge::new));
        }
        Self { nodes, edges }
    }
}

impl<'g> PartNode<'g> {
    fn new(node: &'g Node, degree: usize) -> Self {
        let Node { id, name, kind, code, mentions, .. } = node;
        Self { id, name, r#type: kind.as_str(), code: code.as_deref(), mentions: *mentions, degree }
    }
}

impl<'g> PartEdge<'g> {
    fn new(relation: Relation<'g>) -> Self {
        let Relation { source, target, edge, .. } = relation;
        let Edge { relation, status, confidence, count, first_seen, last_seen, .. } = edge;
        Self {
            source: &source.id,
            target: &target.id,
            key: edge.key(),
            relation,
            status: *status,
            confidence: *confidence,
            count: *count,
            first_seen: *first_seen,
            last_seen: *last_seen,
        }
    }
}

/// The ids of the `most` entities with the greatest sums of confidence of their relations, equal ones by id: what is worth
/// a picture first. All that have a relation where there are no more.
pub fn important(graph: &Graph, most: usize) -> BTreeSet<&str> {
    let strength = graph.strengths();
    let nodes: Vec<&str> = graph.nodes().map(|(_, node)| node.id.as_str()).collect();
    let mut order: Vec<usize> = (0..nodes.len()).filter(|&at| !graph.edges_at(NodeIndex::new(at)).is_empty()).collect();
    // Nodes are sorted by id, and the sort is stable.
    order.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]));
    order.into_iter().take(most).map(|at| nodes[at]).collect()
}

/// The ids of an entity and of its `most` nearest neighbours: those with the greatest sums of confidence of what joins the
/// two, then the better connected ones, then by id.
pub fn neighbours(graph: &Graph, center: NodeIndex, most: usize) -> BTreeSet<&str> {
    let own = graph.node(center).id.as_str();
    let mut strength: BTreeMap<&str, f32> = BTreeMap::new();
    for r in graph.edges_at(center) {
        let other = if r.source.id == own { &r.target.id } else { &r.source.id };
        *strength.entry(other).or_default() += r.edge.confidence;
    }
    let degree = |id: &str| graph.find(id).map_or(0, |at| graph.edges_at(at).len());
    let mut order: Vec<(&str, f32, usize)> = strength.into_iter().map(|(id, sum)| (id, sum, degree(id))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)).then(a.0.cmp(b.0)));
    order.into_iter().take(most).map(|(id, ..)| id).chain([own]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType;
    use crate::graph::samples::Sample;

    fn graph() -> Graph {
        let person = EntityType::Person;
        Sample::new("d", &["Ada Bo Cy Di Ed"])
            .entity("Ada", person, &["Ada"])
            .entity("Bo", person, &["Bo"])
            .entity("Cy", person, &["Cy"])
            .entity("Di", person, &["Di"])
            .entity("Ed", person, &["Ed"])
            .states(0, "Ada", "supports", "Bo", Status::Asserted, "Bo")
            .states(0, "Ada", "meets", "Bo", Status::Asserted, "Bo")
            .states(0, "Ada", "supports", "Cy", Status::Asserted, "Bo")
            .states(0, "Di", "opposes", "Cy", Status::Negated, "Bo")
            .graph()
    }

    #[test]
    fn the_most_important_come_first_and_who_has_no_relation_never() {
        let graph = graph();
        let most = |n| important(&graph, n).into_iter().collect::<Vec<_>>();
        assert_eq!(most(1), ["ada"]);
        assert_eq!(most(3), ["ada", "bo", "cy"]);
        assert_eq!(most(99), ["ada", "bo", "cy", "di"]);
        let ada = graph.find("ada").unwrap();
        assert_eq!(neighbours(&graph, ada, 1).into_iter().collect::<Vec<_>>(), ["ada", "bo"]);
    }

    #[test]
    fn a_part_has_the_relations_among_its_entities_and_degrees_of_the_whole() {
        let graph = graph();
        let part = Part::new(&graph, &BTreeSet::from(["ada", "cy", "nobody"]));
        let json = serde_json::to_value(&part).unwrap();
        assert_eq!(json["edges"].as_array().unwrap().len(), 1);
        assert_eq!(
            (json["edges"][0]["key"].as_str(), json["nodes"][0]["degree"].as_u64()),
            (Some("supports"), Some(3))
        );
        assert_eq!(json["nodes"].as_array().unwrap().len(), 2);
    }
}
