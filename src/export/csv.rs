//! CSV (RFC 4180, UTF-8): a table of entities, one of relations and one of statements.
//!
//! The first columns have the names that Gephi looks for (`Id`, `Label`; `Source`, `Target`, `Type`, `Weight`), the
//! others those of the JSON. Lists are JSON arrays, which DuckDB and pandas parse and Gephi takes for lists of its own.
//! The statements of a relation are those with the same `Source`, `Target` and `Key`.

use super::Options;
use super::columns::{ENTITY, RELATION, STATEMENT, Value, decimal, json, statements};
use crate::graph::{Graph, Relation};
use std::borrow::Cow;
use std::io::{self, Write};

type WriteFn = fn(&Graph, &Options, &mut dyn Write) -> io::Result<()>;

/// The files of the folder.
pub(super) const FILES: &[(&str, WriteFn)] = &[("nodes.csv", nodes), ("edges.csv", edges), ("evidence.csv", evidence)];

fn nodes(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    // Gephi shows the label and would take a second column of the same words for one of its own.
    table.write_record(["Id", "Label"].into_iter().chain(ENTITY[1..].iter().map(|column| column.name)))?;
    for (_, node) in graph.nodes() {
        table.write_field(&node.id)?;
        for column in &ENTITY {
            table.write_field(field(&(column.value)(node)).as_ref())?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn edges(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let ours = RELATION.iter().map(|column| column.name);
    table.write_record(["Source", "Target", "Key", "Type", "Label", "Weight"].into_iter().chain(ours))?;
    for relation in graph.edges() {
        let kind = options.ontology.relation(&relation.edge.relation);
        let direction = if kind.is_some_and(|kind| kind.symmetric) { "Undirected" } else { "Directed" };
        write_ends(&mut table, &relation)?;
        table.write_field(direction)?;
        table.write_field(kind.map_or(relation.edge.relation.as_str(), |kind| &kind.label))?;
        table.write_field(relation.edge.count.to_string())?;
        for column in &RELATION {
            table.write_field(field(&(column.value)(relation)).as_ref())?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn evidence(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["Source", "Target", "Key"].into_iter().chain(STATEMENT.iter().map(|column| column.name)))?;
    for statement in statements(graph) {
        write_ends(&mut table, &statement.relation)?;
        for column in &STATEMENT {
            table.write_field(field(&(column.value)(statement)).as_ref())?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn write_ends(table: &mut csv::Writer<&mut dyn Write>, relation: &Relation) -> csv::Result<()> {
    table.write_field(&relation.source.id)?;
    table.write_field(&relation.target.id)?;
    table.write_field(relation.edge.key())
}

/// What stands in a cell; nothing where nothing is known.
fn field<'v>(value: &'v Value) -> Cow<'v, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Decimal(number) => Cow::Owned(decimal(*number)),
        Value::Texts(texts) => Cow::Owned(json(texts)),
        Value::Absent => Cow::Borrowed(""),
    }
}
