//! What questions are asked of: a graph, wherever it comes from.

use super::extract::Choice;
use super::input::{self, Records};
use super::{Outcome, output};
use crate::graph::{Filter, Graph, Node};
use crate::query;
use crate::relations::Ontology;
use anyhow::Result;
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::path::Path;

/// What a question is asked of.
///
/// Questions take no more of it than they need, so that a base that is larger than memory can answer too: some entities
/// with what surrounds them, or everything without its evidence.
pub(super) enum Base {
    /// A graph in memory, made before or of an article just now.
    Graph(Graph),
}

impl Base {
    /// The graph of a file, or of the articles that it holds; with a period asked for, it is told how many documents have
    /// no date and are in none.
    pub fn open(path: &Path, ontology: &Ontology, choice: &Choice, records: &Records) -> Result<(Self, Outcome)> {
        let (graph, outcome) = input::graph(path, ontology, choice, records)?;
        tell_undated(&graph, choice)?;
        Ok((Self::Graph(graph), outcome))
    }

    /// The entity that `name` means, whether it has a relation or not.
    pub fn find(&self, name: &str) -> Result<Node> {
        match self {
            Self::Graph(graph) => Ok(graph.node(query::find(graph, name)?).clone()),
        }
    }

    /// All relations that pass and the entities that have one. A base may leave the evidence out: [`Base::fill`] brings it.
    pub fn whole(&self, filter: &Filter) -> Result<Graph> {
        match self {
            Self::Graph(graph) => Ok(graph.clone().filtered(filter).connected()),
        }
    }

    /// The entity that `name` means and all within `hops` relations of it that pass, with their evidence and the
    /// relations among them; it alone where none passes.
    pub fn around(&self, name: &str, hops: usize, filter: &Filter) -> Result<(Graph, NodeIndex)> {
        match self {
            Self::Graph(graph) => {
                let found = query::find(graph, name)?;
                Ok(graph.clone().around(found, hops, filter))
            }
        }
    }

    /// Two entities and the relations between them that pass, with their evidence.
    pub fn pair(&self, ends: &[Node; 2], filter: &Filter) -> Result<Graph> {
        let (near, _) = self.around(&ends[0].id, 1, filter)?;
        let is_end = |id: &str| ends.iter().any(|end| end.id == id);
        // The other is not near where nothing joins them.
        Ok(near.part_of(is_end).with_nodes(ends))
    }

    /// Brings the evidence of some edges into a graph that [`Base::whole`] gave for the same filter.
    pub fn fill(&self, _graph: &mut Graph, _edges: &[EdgeIndex], _filter: &Filter) -> Result<()> {
        match self {
            Self::Graph(_) => Ok(()),
        }
    }
}

/// Tells how many documents no period can hold, where one is asked for.
pub(super) fn tell_undated(graph: &Graph, choice: &Choice) -> Result<()> {
    let undated = graph.undated();
    if choice.filter().period.is_bounded() && undated > 0 {
        let documents = if undated == 1 { "1 document has" } else { &format!("{undated} documents have") };
        output::message(&format!("{documents} no date, so that --since and --until leave out what is stated there"))?;
    }
    Ok(())
}
