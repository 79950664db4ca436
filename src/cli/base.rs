//! What questions are asked of: a graph, wherever it comes from.

use super::extract::Choice;
use super::input::{self, Records};
use super::{Outcome, mapped, output, store};
use crate::graph::{Filter, Graph, Node};
use crate::query;
use crate::relations::Ontology;
use crate::store::Store;
use anyhow::Result;
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::BTreeSet;
use std::path::Path;

/// What a question is asked of.
///
/// Questions take no more of it than they need, so that a base that is larger than memory can answer too: some entities
/// with what surrounds them, or everything without its evidence.
pub(super) enum Base {
    /// A graph in memory, made before or of an article just now.
    Graph(Graph),
    /// A store.
    Store(Store),
}

impl Base {
    /// The graph of a file, or of the articles that it holds; with a period asked for, it is told how many documents have
    /// no date and are in none.
    pub fn open(
        path: &Path,
        ontology: &Ontology,
        choice: &Choice,
        records: &Records,
        decisions: Option<&Path>,
    ) -> Result<(Self, Outcome)> {
        if Store::is_at(path) {
            choice.check_for_graph(path)?;
            let store = store::open(path, decisions)?;
            mapped::map(&store)?;
            tell(if choice.filter().period.is_bounded() { store.undated()? } else { 0 }, "--since and --until")?;
            // What is asked of it is answered from one state, whatever is added meanwhile.
            store.hold()?;
            return Ok((Self::Store(store), Outcome::Done));
        }
        let (graph, outcome) = input::graph(path, ontology, choice, records)?;
        tell_undated(&graph, choice)?;
        Ok((Self::Graph(graph), outcome))
    }

    /// Tells how many documents no period can hold, which `options` ask for.
    pub fn tell_undated(&self, options: &str) -> Result<()> {
        match self {
            Self::Graph(graph) => tell(graph.undated(), options),
            Self::Store(store) => tell(store.undated()?, options),
        }
    }

    /// The entity that `name` means, whether it has a relation or not; a store leaves out the documents that mention it.
    pub fn find(&self, name: &str) -> Result<Node> {
        match self {
            Self::Graph(graph) => Ok(graph.node(query::find(graph, name)?).clone()),
            Self::Store(store) => store::find(store, name),
        }
    }

    /// The entities that a text may name, with all their names, and the relations that touch them, without evidence; a
    /// graph in memory is given whole.
    pub fn named_in(&self, text: &str) -> Result<Graph> {
        match self {
            Self::Graph(graph) => Ok(graph.clone()),
            Self::Store(store) => Ok(store.named(&query::possible_names(text)?)?),
        }
    }

    /// The same with all relations and the entities that have one.
    pub fn with_all(&self, named: Graph) -> Result<Graph> {
        match self {
            Self::Graph(_) => Ok(named),
            Self::Store(store) => Ok(store.whole(&Filter::default())?.with_names(&named)),
        }
    }

    /// All relations that pass and the entities that have one. A base may leave the evidence out: [`Base::fill`] brings it.
    pub fn whole(&self, filter: &Filter) -> Result<Graph> {
        match self {
            Self::Graph(graph) => Ok(graph.clone().filtered(filter).connected()),
            Self::Store(store) => Ok(store.whole(filter)?),
        }
    }

    /// The entity that `name` means and all that relations which pass join it to, with their evidence; it alone where none
    /// passes. A store leaves out the relations among the others.
    pub fn around(&self, name: &str, filter: &Filter) -> Result<(Graph, NodeIndex)> {
        match self {
            Self::Graph(graph) => {
                let found = query::find(graph, name)?;
                Ok(graph.clone().around(found, 1, filter))
            }
            Self::Store(store) => {
                let id = self.find(name)?.id;
                let graph = store.star(&id, filter)?;
                let index = graph.find(&id).unwrap_or_default();
                Ok((graph, index))
            }
        }
    }

    /// Some entities and all that relations which pass join them to, with their evidence.
    pub fn stars(&self, centers: &[Node], filter: &Filter) -> Result<Graph> {
        match self {
            Self::Graph(graph) => Ok(graph.clone().filtered(filter).connected().with_nodes(centers)),
            Self::Store(store) => {
                let ids: Vec<&str> = centers.iter().map(|node| node.id.as_str()).collect();
                Ok(store.stars(&ids, filter)?)
            }
        }
    }

    /// Two entities and the relations between them that pass, with their evidence.
    pub fn pair(&self, ends: &[Node; 2], filter: &Filter) -> Result<Graph> {
        if let Self::Store(store) = self {
            return Ok(store.pair([&ends[0].id, &ends[1].id], filter)?);
        }
        let (near, _) = self.around(&ends[0].id, filter)?;
        let is_end = |id: &str| ends.iter().any(|end| end.id == id);
        // The other is not near where nothing joins them.
        Ok(near.part_of(is_end).with_nodes(ends))
    }

    /// Brings the evidence of some edges into a graph that [`Base::whole`] gave for the same filter.
    pub fn fill(&self, graph: &mut Graph, edges: &[EdgeIndex], filter: &Filter) -> Result<()> {
        let Self::Store(store) = self else { return Ok(()) };
        let edges: BTreeSet<EdgeIndex> = edges.iter().copied().collect();
        let empty: Vec<_> = edges
            .into_iter()
            .filter_map(|index| graph.relation_at(index))
            .filter(|relation| relation.edge.evidence.is_empty())
            .collect();
        let asked =
            empty.iter().map(|r| ([r.source.id.as_str(), &r.target.id], r.edge.relation.as_str(), r.edge.is_negated()));
        let (found, sources) = store.evidence(asked, filter)?;
        let found = empty.iter().map(|r| r.index).zip(found).collect();
        graph.fill(found, sources);
        Ok(())
    }
}

/// Tells how many documents no period can hold, where one is asked for.
pub(super) fn tell_undated(graph: &Graph, choice: &Choice) -> Result<()> {
    tell(if choice.filter().period.is_bounded() { graph.undated() } else { 0 }, "--since and --until")
}

fn tell(undated: usize, options: &str) -> Result<()> {
    if undated > 0 {
        let documents = if undated == 1 { "1 document has" } else { &format!("{undated} documents have") };
        output::message(&format!("{documents} no date, so that {options} leave out what is stated there"))?;
    }
    Ok(())
}
