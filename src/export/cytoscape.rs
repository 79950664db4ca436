//! The elements JSON of Cytoscape.js and Cytoscape (<https://js.cytoscape.org/#notation/elements-json>), which
//! `networkx.cytoscape_graph` reads too.

use super::Options;
use super::columns::json;
use crate::graph::{EdgeFields, Graph, Node, SCHEMA};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Element<T> {
    data: T,
}

#[derive(Serialize)]
struct NodeData<'g> {
    #[serde(flatten)]
    node: &'g Node,
    label: &'g str,
    /// NetworkX takes it for the id.
    value: &'g str,
}

#[derive(Serialize)]
struct EdgeData<'g> {
    id: String,
    label: &'g str,
    #[serde(flatten)]
    edge: EdgeFields<'g>,
}

/// The graph as elements, one on a line.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"data\": {{\"schema\": {}}},\n \"directed\": true, \"multigraph\": true,\n", json(SCHEMA))?;
    write!(out, " \"elements\": {{\"nodes\": [")?;
    for (n, (_, node)) in graph.nodes().enumerate() {
        let data = NodeData { node, label: &node.name, value: &node.id };
        write!(out, "{}\n  {}", if n > 0 { "," } else { "" }, json(&Element { data }))?;
    }
    write!(out, "],\n  \"edges\": [")?;
    for (n, relation) in graph.edges().enumerate() {
        let label = super::text::label(options.ontology, &relation.edge.relation);
        let data = EdgeData { id: format!("e{n}"), label, edge: relation.fields() };
        write!(out, "{}\n  {}", if n > 0 { "," } else { "" }, json(&Element { data }))?;
    }
    writeln!(out, "]}}}}")
}
