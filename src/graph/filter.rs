//! Leaving out what is not certain enough.

use super::{Graph, identity};
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

impl Graph {
    /// The relations that pass `filter`, with all named entities and those described ones that still are the end of
    /// a relation.
    pub fn filtered(self, filter: &Filter) -> Self {
        let keep = |status: Status, confidence: f32| {
            confidence >= filter.min_confidence && (filter.statuses.is_empty() || filter.statuses.contains(&status))
        };
        let edges: Vec<_> = self
            .edges()
            .filter(|r| keep(r.edge.status, r.edge.confidence))
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
