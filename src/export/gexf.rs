//! GEXF 1.3 (<https://gexf.net/schema.html>), with the time in which each relation was stated.
//!
//! A relation that is known from dated documents stands from the first day of its first date to the last day of its last
//! one; without a date it stands always. All edges are directed, since readers refuse files that mix both; the attribute
//! `symmetric` tells those whose direction means nothing. The attribute `networkx_key` is what NetworkX calls parallel edges by.

use super::Options;
use super::columns::{Column, ENTITY, EVIDENCE, Kind, OfRelation, RELATION, Value, decimal, json};
use super::xml::Escaped;
use crate::graph::Graph;
use std::io::{self, Write};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"#;

/// The graph as GEXF.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    writeln!(out, "  <meta><creator>powermap {}</creator></meta>", env!("CARGO_PKG_VERSION"))?;
    let dated = graph.edges().any(|relation| relation.edge.first_seen.is_some());
    let mode = if dated { "mode=\"dynamic\" timeformat=\"date\"" } else { "mode=\"static\"" };
    writeln!(out, "  <graph defaultedgetype=\"directed\" {mode}>")?;
    writeln!(out, "    <attributes class=\"node\">")?;
    for column in &ENTITY {
        declare(out, column.name, column.kind)?;
    }
    writeln!(out, "    </attributes>\n    <attributes class=\"edge\">")?;
    declare(out, "networkx_key", Kind::Text)?;
    declare(out, "symmetric", Kind::Text)?;
    for column in edge_columns() {
        declare(out, column.name, column.kind)?;
    }
    writeln!(out, "    </attributes>\n    <nodes>")?;
    for (_, node) in graph.nodes() {
        write!(out, "      <node id=\"{}\" label=\"{}\"><attvalues>", Escaped(&node.id), Escaped(&node.name))?;
        for column in &ENTITY {
            write_value(out, column.name, &(column.value)(node))?;
        }
        writeln!(out, "</attvalues></node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (n, relation) in graph.edges().enumerate() {
        let edge = relation.edge;
        let kind = options.ontology.relation(&edge.relation);
        let [source, target] = [relation.source, relation.target].map(|node| Escaped(&node.id));
        write!(out, "      <edge id=\"e{n}\" source=\"{source}\" target=\"{target}\"")?;
        // Gephi keeps parallel edges apart by their kind.
        let label = Escaped(kind.map_or(edge.relation.as_str(), |kind| &kind.label));
        write!(out, " kind=\"{}\" label=\"{label}\" weight=\"{}\"", Escaped(&edge.key()), edge.count)?;
        if let (Some(first), Some(last)) = (edge.first_seen, edge.last_seen) {
            write!(out, " start=\"{}\" end=\"{}\"", first.first_day(), last.last_day())?;
        }
        write!(out, "><attvalues>")?;
        attribute(out, "networkx_key", &edge.key())?;
        attribute(out, "symmetric", if kind.is_some_and(|kind| kind.symmetric) { "yes" } else { "no" })?;
        for column in edge_columns() {
            write_value(out, column.name, &(column.value)(relation))?;
        }
        writeln!(out, "</attvalues></edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn edge_columns() -> impl Iterator<Item = &'static Column<OfRelation>> {
    RELATION.iter().chain([&EVIDENCE])
}

fn declare(out: &mut dyn Write, name: &str, kind: Kind) -> io::Result<()> {
    let kind = match kind {
        Kind::Text | Kind::Texts => "string",
        Kind::Integer => "integer",
        Kind::Decimal => "double",
    };
    writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")
}

fn write_value(out: &mut dyn Write, name: &str, value: &Value) -> io::Result<()> {
    match value {
        Value::Text(text) => attribute(out, name, text),
        Value::Integer(number) => attribute(out, name, &number.to_string()),
        Value::Decimal(number) => attribute(out, name, &decimal(*number)),
        Value::Texts(texts) => attribute(out, name, &json(texts)),
        Value::Absent => Ok(()),
    }
}

fn attribute(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    write!(out, "<attvalue for=\"{name}\" value=\"{}\"/>", Escaped(text))
}
