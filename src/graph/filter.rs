//! Leaving out what is not certain enough.

use super::{Edge, Graph, identity};
use crate::relations::Status;
use std::collections::BTreeSet;

/// Which relations to keep.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Least confidence of a relation.
    pub min_confidence: f32,
    /// The statuses to keep; all where empty.
    pub statuses: Vec<Status>,
}

impl Filter {
    /// Whether a relation passes.
    pub fn keeps(&self, edge: &Edge) -> bool {
        edge.confidence >= self.min_confidence && (self.statuses.is_empty() || self.statuses.contains(&edge.status))
    }
}

impl Graph {
    /// The relations that pass `filter`, with all named entities and those described ones that still are the end of
    /// a relation.
    pub fn filtered(self, filter: &Filter) -> Self {
        let edges: Vec<_> = self
            .edges()
            .filter(|r| filter.keeps(r.edge))
            .map(|r| (r.source.id.clone(), r.target.id.clone(), r.edge.clone()))
            .collect();
        let ends: BTreeSet<&str> = edges.iter().flat_map(|(source, target, _)| [source.as_str(), target]).collect();
        let nodes: Vec<_> = self
            .nodes()
            .filter(|(_, node)| !identity::is_described(&node.id) || ends.contains(node.id.as_str()))
            .map(|(_, node)| node.clone())
            .collect();
        Self::assemble(self.documents, self.model, nodes, edges)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn left(filter: &Filter) -> (Vec<String>, Vec<String>) {
        let graph = samples::dinner().graph().filtered(filter);
        (graph.edges().map(|r| r.edge.key()).collect(), graph.nodes().map(|(_, n)| n.id.clone()).collect())
    }

    #[test]
    fn described_events_go_with_their_last_relation_and_names_stay() {
        let all = ["corti", "dinner@dinner-00.event", "france.place", "kalimar-hallam", "rome.place"];
        let named = ["corti", "france.place", "kalimar-hallam", "rome.place"];
        let (edges, nodes) = left(&Filter::default());
        assert_eq!(
            (edges.as_slice(), nodes.as_slice()),
            (&["supports", "attends:negated"].map(String::from)[..], &all.map(String::from)[..])
        );
        let (edges, nodes) = left(&Filter { min_confidence: 0.0, statuses: vec![Status::Reported] });
        assert_eq!((edges, nodes), (vec!["supports".to_owned()], named.map(String::from).to_vec()));
        assert_eq!(left(&Filter { min_confidence: 0.8, statuses: vec![] }).0.len(), 2);
        assert_eq!(left(&Filter { min_confidence: 0.81, statuses: vec![] }).0.len(), 0);
    }
}
