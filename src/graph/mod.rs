//! From what single documents state to one graph: nodes with lasting ids, parallel statements merged, evidence kept.

mod alike;
mod build;
mod date;
mod edge;
mod filter;
mod fold;
mod identity;
mod json;
pub(crate) mod link;
mod merge;
mod node;
#[cfg(test)]
pub(crate) mod samples;
mod sources;
mod view;

pub use date::{Date, Grain, NoDate, Period};
pub use edge::{Edge, Evidence};
pub use filter::Filter;
pub use fold::fold;
pub(crate) use json::EdgeFields;
pub use json::{JsonError, SCHEMA};
pub use node::Node;
pub use sources::unique_documents;
pub use view::{Limits, View};

pub(crate) use alike::{Likeness, OFFERED, Offer, alike, likest};

// What the store needs to keep the graph of all documents up to date without making all of it again.
pub(crate) use fold::{bare, slug, unarticled};
pub(crate) use identity::{is_described, kind_of_id, place as id_place, plain_id};
pub(crate) use link::{Company, Link, Unit};
pub(crate) use node::fuller;

use crate::document::Document;
use petgraph::graph::{DiGraph, EdgeIndex, EdgeReference, NodeIndex};
use petgraph::visit::{EdgeRef, IntoNodeReferences};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Entities and the relations stated between them.
///
/// Nodes are sorted by id, edges by source, target and key, documents by id, so that the same documents give the same
/// graph in whatever order they come.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    inner: DiGraph<Node, Edge>,
    documents: Vec<Source>,
    model: Option<String>,
}

/// A document that a graph was made from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// Unique in the graph.
    pub id: String,
    /// Headline, where known.
    #[serde(default)]
    pub title: Option<String>,
    /// ISO 8601 date, where known.
    #[serde(default)]
    pub date: Option<String>,
    /// Path of the file, or `-` for standard input; of a record in it, with `#` and its id behind.
    #[serde(default)]
    pub source: String,
    /// SHA-256 of the bytes, or of what a record says, in hexadecimal: that of [`Document::sha256`].
    #[serde(default)]
    pub sha256: String,
    /// Its address on the web, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl From<&Document> for Source {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            title: document.title.clone(),
            date: document.date.clone(),
            source: document.source.clone(),
            sha256: document.sha256.clone(),
            url: document.url.clone(),
        }
    }
}

impl Graph {
    /// The graph as petgraph has it, for its algorithms.
    pub fn as_petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.inner
    }

    /// Number of entities.
    pub fn node_count(&self) -> usize {
        self.inner.node_count()
    }

    /// Number of relations.
    pub fn edge_count(&self) -> usize {
        self.inner.edge_count()
    }

    /// The entities with their places in the graph, by id.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIndex, &Node)> {
        self.inner.node_references()
    }

    /// The relations, by source, target and key.
    pub fn edges(&self) -> impl Iterator<Item = Relation<'_>> {
        self.inner.edge_references().map(|edge| self.relation(edge))
    }

    /// The relations from and to `node`, in the order of [`Graph::edges`].
    pub fn edges_at(&self, node: NodeIndex) -> Vec<Relation<'_>> {
        use petgraph::Direction::{Incoming, Outgoing};
        let out = self.inner.edges_directed(node, Outgoing);
        // A node has no edge to itself, so that none comes twice.
        let mut edges: Vec<_> = out.chain(self.inner.edges_directed(node, Incoming)).collect();
        edges.sort_by_key(|edge| edge.id());
        edges.into_iter().map(|edge| self.relation(edge)).collect()
    }

    /// The relations from `node`, in the order of [`Graph::edges`].
    pub fn edges_from(&self, node: NodeIndex) -> impl Iterator<Item = Relation<'_>> {
        let mut edges: Vec<_> = self.inner.edges(node).collect();
        edges.sort_by_key(|edge| edge.id());
        edges.into_iter().map(|edge| self.relation(edge))
    }

    /// The entity at a place that this graph gave.
    pub fn node(&self, index: NodeIndex) -> &Node {
        &self.inner[index]
    }

    /// The place of the entity with this id.
    pub fn find(&self, id: &str) -> Option<NodeIndex> {
        let (mut first, mut end) = (0, self.inner.node_count());
        while first < end {
            let middle = first + (end - first) / 2;
            let index = NodeIndex::new(middle);
            match self.inner[index].id.as_str().cmp(id) {
                Ordering::Equal => return Some(index),
                Ordering::Less => first = middle + 1,
                Ordering::Greater => end = middle,
            }
        }
        None
    }

    /// The documents that it was made from, by id.
    pub fn documents(&self) -> &[Source] {
        &self.documents
    }

    /// The model that read them, where known.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// The same graph, said to be read by `model`.
    pub fn with_model(self, model: impl Into<String>) -> Self {
        Self { model: Some(model.into()), ..self }
    }

    /// For each node, what tells it from others of its name in its first document.
    fn places(&self) -> Vec<String> {
        let source =
            |id: &String| self.documents.binary_search_by(|source| source.id.cmp(id)).map(|at| &self.documents[at]);
        let hash = |id: &String| source(id).map_or("", |source| source.sha256.as_str());
        let place = |node: &Node| node.documents.first().map(|id| identity::place(id, hash(id))).unwrap_or_default();
        self.inner.node_weights().map(place).collect()
    }

    fn relation<'g>(&'g self, edge: EdgeReference<'g, Edge>) -> Relation<'g> {
        Relation {
            index: edge.id(),
            source: &self.inner[edge.source()],
            target: &self.inner[edge.target()],
            edge: edge.weight(),
        }
    }

    /// The relation at a place that this graph gave.
    pub fn relation_at(&self, index: EdgeIndex) -> Option<Relation<'_>> {
        let (source, target) = self.inner.edge_endpoints(index)?;
        let (source, target) = (&self.inner[source], &self.inner[target]);
        Some(Relation { index, source, target, edge: &self.inner[index] })
    }

    /// Gives edges that came without evidence their statements, and the graph the documents of these.
    pub fn fill(&mut self, found: Vec<(EdgeIndex, Vec<Evidence>)>, documents: Vec<Source>) {
        for (index, evidence) in found {
            if let Some(edge) = self.inner.edge_weight_mut(index) {
                edge.evidence = evidence;
            }
        }
        self.documents.extend(documents);
        self.documents.sort_unstable();
        self.documents.dedup();
    }

    /// The dates of the documents by their ids; those without one that can be read are left out.
    pub fn dates(&self) -> BTreeMap<&str, Date> {
        let dated = self.documents.iter().rev();
        dated.filter_map(|source| Some((source.id.as_str(), source.date.as_deref()?.parse().ok()?))).collect()
    }

    /// How many documents state something here and have no date.
    pub fn undated(&self) -> usize {
        let dates = self.dates();
        let stating = self.inner.edge_weights().flat_map(|edge| &edge.evidence).map(|e| e.document.as_str());
        stating.filter(|id| !dates.contains_key(id)).collect::<BTreeSet<_>>().len()
    }

    /// Notes when each edge was stated, where its evidence is there to tell.
    fn date_edges(&mut self) {
        let dates: BTreeMap<String, Date> = self.dates().into_iter().map(|(id, date)| (id.to_owned(), date)).collect();
        for edge in self.inner.edge_weights_mut().filter(|edge| !edge.evidence.is_empty()) {
            let stated = || edge.evidence.iter().filter_map(|e| dates.get(&e.document).copied());
            (edge.first_seen, edge.last_seen) = (stated().reduce(date::earlier), stated().reduce(date::later));
        }
    }

    /// The graph of these nodes and edges, whose ends are ids of nodes; an edge without both its ends is left out.
    pub(crate) fn assemble(
        documents: impl IntoIterator<Item = Source>,
        model: Option<String>,
        nodes: impl IntoIterator<Item = Node>,
        edges: impl IntoIterator<Item = (String, String, Edge)>,
    ) -> Self {
        let mut nodes: Vec<Node> = nodes.into_iter().collect();
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        let place = |id: &str| nodes.binary_search_by(|node| node.id.as_str().cmp(id)).ok();
        let edges =
            edges.into_iter().filter_map(|(source, target, edge)| Some((place(&source)?, place(&target)?, edge)));
        let edges = edges.collect();
        Self::assemble_at(documents, model, nodes, edges)
    }

    /// The graph of nodes that are sorted by id and edges between their places in the list.
    pub(crate) fn assemble_at(
        documents: impl IntoIterator<Item = Source>,
        model: Option<String>,
        nodes: Vec<Node>,
        mut edges: Vec<(usize, usize, Edge)>,
    ) -> Self {
        let inner = DiGraph::with_capacity(nodes.len(), edges.len());
        let mut graph = Self { inner, documents: documents.into_iter().collect(), model };
        graph.documents.sort_unstable();
        graph.documents.dedup();
        // The places of nodes are in the order of their ids.
        edges.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| a.2.cmp_key(&b.2)));
        for node in nodes {
            graph.inner.add_node(node);
        }
        for (source, target, edge) in edges {
            graph.inner.add_edge(NodeIndex::new(source), NodeIndex::new(target), edge);
        }
        graph.date_edges();
        graph
    }
}

/// An edge with its ends.
#[derive(Debug, Clone, Copy)]
pub struct Relation<'g> {
    /// Its place in the graph.
    pub index: EdgeIndex,
    /// Where it comes from.
    pub source: &'g Node,
    /// Where it goes.
    pub target: &'g Node,
    /// What is stated.
    pub edge: &'g Edge,
}

impl Relation<'_> {
    /// The order of [`Graph::edges`]: by source, target and key.
    pub fn order(&self, other: &Self) -> Ordering {
        (&self.source.id, &self.target.id)
            .cmp(&(&other.source.id, &other.target.id))
            .then_with(|| self.edge.cmp_key(other.edge))
    }
}
