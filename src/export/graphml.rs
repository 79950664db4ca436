//! GraphML with typed keys (<http://graphml.graphdrawing.org/specification.html>).
//!
//! Parallel edges are told apart by `key`, which NetworkX takes for its own. The ids of nodes are tokens of XML, since the
//! schema wants them to be; `node_id` has them as they are in the JSON. Lists are JSON arrays.

use super::Options;
use super::columns::{Column, ENTITY, EVIDENCE, Kind, OfRelation, RELATION, Value, decimal, json};
use super::xml::{Escaped, Token};
use crate::graph::Graph;
use std::io::{self, Write};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// The graph as GraphML.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    declare(out, "node", "node_id", Kind::Text)?;
    for column in &ENTITY {
        declare(out, "node", column.name, column.kind)?;
    }
    for (name, kind) in
        [("key", Kind::Text), ("label", Kind::Text), ("symmetric", Kind::Text), ("weight", Kind::Decimal)]
    {
        declare(out, "edge", name, kind)?;
    }
    for column in edge_columns() {
        declare(out, "edge", column.name, column.kind)?;
    }
    writeln!(out, "  <graph id=\"map\" edgedefault=\"directed\">")?;
    for (_, node) in graph.nodes() {
        write!(out, "    <node id=\"{}\">", Token(&node.id))?;
        data(out, "node", "node_id", &node.id)?;
        for column in &ENTITY {
            write_value(out, "node", column.name, &(column.value)(node))?;
        }
        writeln!(out, "</node>")?;
    }
    for relation in graph.edges() {
        let kind = options.ontology.relation(&relation.edge.relation);
        write!(out, "    <edge source=\"{}\" target=\"{}\">", Token(&relation.source.id), Token(&relation.target.id))?;
        data(out, "edge", "key", &relation.edge.key())?;
        data(out, "edge", "label", kind.map_or(relation.edge.relation.as_str(), |kind| &kind.label))?;
        data(out, "edge", "symmetric", if kind.is_some_and(|kind| kind.symmetric) { "yes" } else { "no" })?;
        data(out, "edge", "weight", &relation.edge.count.to_string())?;
        for column in edge_columns() {
            write_value(out, "edge", column.name, &(column.value)(relation))?;
        }
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn edge_columns() -> impl Iterator<Item = &'static Column<OfRelation>> {
    RELATION.iter().chain([&EVIDENCE])
}

fn declare(out: &mut dyn Write, of: &str, name: &str, kind: Kind) -> io::Result<()> {
    let kind = match kind {
        Kind::Text | Kind::Texts => "string",
        Kind::Integer => "int",
        Kind::Decimal => "double",
    };
    writeln!(out, "  <key id=\"{of}.{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")
}

fn write_value(out: &mut dyn Write, of: &str, name: &str, value: &Value) -> io::Result<()> {
    match value {
        Value::Text(text) => data(out, of, name, text),
        Value::Integer(number) => data(out, of, name, &number.to_string()),
        Value::Decimal(number) => data(out, of, name, &decimal(*number)),
        Value::Texts(texts) => data(out, of, name, &json(texts)),
        Value::Absent => Ok(()),
    }
}

fn data(out: &mut dyn Write, of: &str, name: &str, text: &str) -> io::Result<()> {
    write!(out, "<data key=\"{of}.{name}\">{}</data>", Escaped(text))
}
