//! The nodes and links that examples of D3's force layout take (<https://d3js.org/d3-force/link>): `group` tells the
//! type of a node and `value` the weight of a link.

use super::Options;
use super::columns::json;
use crate::graph::{EdgeFields, Graph, Node};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Point<'g> {
    #[serde(flatten)]
    node: &'g Node,
    group: &'static str,
}

#[derive(Serialize)]
struct Link<'g> {
    #[serde(flatten)]
    edge: EdgeFields<'g>,
    label: &'g str,
    color: &'g str,
    value: usize,
}

/// The graph as nodes and links, one on a line.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"nodes\": [")?;
    for (n, (_, node)) in graph.nodes().enumerate() {
        let point = Point { node, group: node.kind.as_str() };
        write!(out, "{}\n  {}", if n > 0 { "," } else { "" }, json(&point))?;
    }
    write!(out, "],\n \"links\": [")?;
    for (n, relation) in graph.edges().enumerate() {
        let edge = relation.edge;
        let kind = options.ontology.relation(&edge.relation);
        let (label, color) = kind.map_or((edge.relation.as_str(), super::UNKNOWN), |kind| (&kind.label, &kind.color));
        let link = Link { edge: relation.fields(), label, color, value: edge.count };
        write!(out, "{}\n  {}", if n > 0 { "," } else { "" }, json(&link))?;
    }
    writeln!(out, "]}}")
}
