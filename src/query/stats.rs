//! What a graph holds, counted.

use super::contradiction::contradictions;
use crate::entities::EntityType;
use crate::graph::{Date, Graph, Period};
use crate::relations::{Ontology, Status};
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// The numbers of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    /// Documents that it was made from.
    pub documents: usize,
    /// Those of them that have a date.
    pub dated: usize,
    /// The first and the last of their dates.
    pub period: Option<[Date; 2]>,
    /// Entities that have a relation.
    pub entities: usize,
    /// The same by type, in the order of the types; those without any are left out.
    pub types: Vec<(EntityType, usize)>,
    /// Edges.
    pub edges: usize,
    /// Edges by relation, in the order of the ontology, and by status, most certain first.
    pub relations: Vec<(String, [usize; Status::ALL.len()])>,
    /// Statements behind the edges.
    pub statements: usize,
    /// The mean confidence of the edges, from 0 to 1.
    pub confidence: f64,
    /// Parts of the graph that no edge joins to another.
    pub components: usize,
    /// Entities of the largest of them.
    pub largest: usize,
    /// Pairs of entities of which statements contradict each other.
    pub contradictions: usize,
}

/// The numbers of a graph whose entities all have a relation, and of its documents in a period.
pub fn stats(graph: &Graph, ontology: &Ontology, period: &Period) -> Stats {
    let dates: Vec<Date> = graph.dates().into_values().filter(|&date| period.holds(date)).collect();
    let mut types: BTreeMap<EntityType, usize> = BTreeMap::new();
    for (_, node) in graph.nodes() {
        *types.entry(node.kind).or_default() += 1;
    }
    let mut relations: BTreeMap<(usize, &str), [usize; Status::ALL.len()]> = BTreeMap::new();
    let mut statements = 0;
    let mut confidence = 0.0;
    let mut parts: UnionFind<usize> = UnionFind::new(graph.node_count());
    for relation in graph.edges() {
        let edge = relation.edge;
        let place = ontology.relations().iter().position(|r| r.name == edge.relation).unwrap_or(usize::MAX);
        relations.entry((place, &edge.relation)).or_default()[edge.status as usize] += 1;
        statements += edge.count;
        confidence += f64::from(edge.confidence);
        if let Some((a, b)) = graph.as_petgraph().edge_endpoints(relation.index) {
            parts.union(a.index(), b.index());
        }
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for part in parts.into_labeling() {
        *sizes.entry(part).or_default() += 1;
    }
    let mut contradicted: Vec<[&str; 2]> =
        contradictions(graph.edges(), ontology).iter().map(|c| [c.source.id.as_str(), c.target.id.as_str()]).collect();
    contradicted.dedup();
    Stats {
        documents: if period.is_bounded() { dates.len() } else { graph.documents().len() },
        dated: dates.len(),
        period: dates.iter().min().zip(dates.iter().max()).map(|(first, last)| [*first, *last]),
        entities: graph.node_count(),
        types: types.into_iter().collect(),
        edges: graph.edge_count(),
        relations: relations.into_iter().map(|((_, name), counts)| (name.to_owned(), counts)).collect(),
        statements,
        confidence: if graph.edge_count() > 0 { confidence / graph.edge_count() as f64 } else { 0.0 },
        components: sizes.len(),
        largest: sizes.values().copied().max().unwrap_or(0),
        contradictions: contradicted.len(),
    }
}
