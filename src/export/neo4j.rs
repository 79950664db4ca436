//! The tables of [`super::csv`] with the headers of `neo4j-admin database import`
//! (<https://neo4j.com/docs/operations-manual/current/import/>).
//!
//! ```sh
//! neo4j-admin database import full --nodes=map/nodes.csv --relationships=map/edges.csv --array-delimiter=U+001F \
//!   --multiline-fields=true
//! ```
//! `evidence` is a list of JSON objects, as in [`super::cypher`]. Any other delimiter of lists may stand in a name, and nothing can be quoted inside a list.

use super::Options;
use super::columns::{ENTITY, Kind, RELATION, Value, decimal, json};
use super::names::{class, relationship};
use crate::graph::Graph;
use std::borrow::Cow;
use std::io::{self, Write};

type WriteFn = fn(&Graph, &Options, &mut dyn Write) -> io::Result<()>;

/// The files of the folder.
pub(super) const FILES: &[(&str, WriteFn)] = &[("nodes.csv", nodes), ("edges.csv", edges)];

/// The unit separator of ASCII.
const DELIMITER: char = '\u{1f}';

fn nodes(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let ours = ENTITY.iter().map(|column| header(column.name, column.kind));
    table.write_record(["id:ID".to_owned()].into_iter().chain(ours).chain([":LABEL".to_owned()]))?;
    for (_, node) in graph.nodes() {
        table.write_field(&node.id)?;
        for column in &ENTITY {
            table.write_field(field(&(column.value)(node)).as_ref())?;
        }
        table.write_field(format!("Entity{DELIMITER}{}", class(node.kind)))?;
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn edges(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let ours = RELATION.iter().map(|column| header(column.name, column.kind));
    let more = ["evidence:string[]", ":TYPE"].map(str::to_owned);
    let first = [":START_ID", ":END_ID", "key"].map(str::to_owned);
    table.write_record(first.into_iter().chain(ours).chain(more))?;
    for relation in graph.edges() {
        table.write_field(&relation.source.id)?;
        table.write_field(&relation.target.id)?;
        table.write_field(relation.edge.key())?;
        for column in &RELATION {
            table.write_field(field(&(column.value)(relation)).as_ref())?;
        }
        let statements: Vec<String> = relation.edge.evidence.iter().map(json).collect();
        table.write_field(list(statements.iter().map(String::as_str)))?;
        table.write_field(relationship(&relation.edge.relation))?;
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn header(name: &str, kind: Kind) -> String {
    let kind = match kind {
        Kind::Text => "string",
        Kind::Integer => "long",
        Kind::Decimal => "double",
        Kind::Texts => "string[]",
    };
    format!("{name}:{kind}")
}

fn field<'v>(value: &'v Value) -> Cow<'v, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Decimal(number) => Cow::Owned(decimal(*number)),
        Value::Texts(texts) => Cow::Owned(list(texts.iter().map(String::as_str))),
        Value::Absent => Cow::Borrowed(""),
    }
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut list = String::new();
    for (n, text) in texts.enumerate() {
        if n > 0 {
            list.push(DELIMITER);
        }
        list.extend(text.chars().filter(|&c| c != DELIMITER));
    }
    list
}
