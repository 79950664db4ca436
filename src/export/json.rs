//! JSON; its form is described where it is read, at [`Graph::from_json`].

use crate::graph::Graph;

/// The graph as node-link JSON.
pub(super) fn render(graph: &Graph) -> Vec<u8> {
    graph.to_json().into_bytes()
}
