//! A Cypher script for Neo4j and Memgraph: every statement merges, so that running it again changes nothing, and running it
//! for a newer graph brings the database up to date but for what is gone.
//!
//! ```sh
//! cypher-shell -f map.cypher
//! ```
//! Entities have the label `Entity` and that of their type. A relationship is known by its ends, its type and its `key`;
//! properties cannot hold maps, so that `evidence` is a list of JSON objects.

use super::Options;
use super::columns::{ENTITY, RELATION, Value, decimal, json};
use super::escape::Quoted;
use super::names::{class, relationship};
use crate::entities::EntityType;
use crate::graph::{Graph, Relation};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Rows of a statement: few enough for its memory, many enough that the database is not asked for each.
const BATCH: usize = 500;

/// The graph as a script.
pub(super) fn write(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "CREATE CONSTRAINT powermap_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;")?;
    for kind in EntityType::ALL {
        let end = format!("MERGE (n:Entity {{id: row.id}}) SET n:{}, n += row;", class(kind));
        let mut batch = Batch::new(out, &end);
        for (_, node) in graph.nodes().filter(|(_, node)| node.kind == kind) {
            batch.row(|out| {
                write!(out, "{{id: {}", quoted(&node.id))?;
                ENTITY.iter().try_for_each(|column| property(out, column.name, &(column.value)(node)))?;
                write!(out, "}}")
            })?;
        }
        batch.finish()?;
    }
    let relations: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    for name in relations {
        let kind = relationship(name).replace('`', "``");
        let end = format!(
            "MATCH (a:Entity {{id: row.from}}) MATCH (b:Entity {{id: row.to}}) \
             MERGE (a)-[r:`{kind}` {{key: row.key}}]->(b) SET r += row.known;"
        );
        let mut batch = Batch::new(out, &end);
        for relation in graph.edges().filter(|r| r.edge.relation == name) {
            batch.row(|out| write_relation(out, &relation))?;
        }
        batch.finish()?;
    }
    Ok(())
}

fn write_relation(out: &mut dyn Write, relation: &Relation) -> io::Result<()> {
    let Relation { source, target, edge, .. } = *relation;
    let [from, to] = [source, target].map(|node| quoted(&node.id));
    let key = edge.key();
    write!(out, "{{from: {from}, to: {to}, key: {0}, known: {{key: {0}", quoted(&key))?;
    RELATION.iter().try_for_each(|column| property(out, column.name, &(column.value)(*relation)))?;
    write!(out, ", evidence: [")?;
    for (n, evidence) in edge.evidence.iter().enumerate() {
        write!(out, "{}{}", if n > 0 { ", " } else { "" }, quoted(&json(evidence)))?;
    }
    write!(out, "]}}}}")
}

fn property(out: &mut dyn Write, name: &str, value: &Value) -> io::Result<()> {
    match value {
        Value::Text(text) => write!(out, ", {name}: {}", quoted(text)),
        Value::Integer(number) => write!(out, ", {name}: {number}"),
        Value::Decimal(number) => write!(out, ", {name}: {}", decimal(*number)),
        Value::Texts(texts) => {
            write!(out, ", {name}: [")?;
            for (n, text) in texts.iter().enumerate() {
                write!(out, "{}{}", if n > 0 { ", " } else { "" }, quoted(text))?;
            }
            write!(out, "]")
        }
        Value::Absent => Ok(()),
    }
}

/// Rows that are written as statements of [`BATCH`] rows each.
struct Batch<'w> {
    out: &'w mut dyn Write,
    end: &'w str,
    rows: usize,
}

impl<'w> Batch<'w> {
    fn new(out: &'w mut dyn Write, end: &'w str) -> Self {
        Self { out, end, rows: 0 }
    }

    fn row(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if self.rows == BATCH {
            self.close()?;
        }
        write!(self.out, "{}\n  ", if self.rows == 0 { "UNWIND [" } else { "," })?;
        self.rows += 1;
        write(self.out)
    }

    fn close(&mut self) -> io::Result<()> {
        self.rows = 0;
        writeln!(self.out, "\n] AS row {}", self.end)
    }

    fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 { self.close() } else { Ok(()) }
    }
}

/// A string literal. Cypher reads `\uXXXX` before all else, so that backslashes are doubled and nothing else needs it.
fn quoted(text: &str) -> Quoted<'_> {
    Quoted { text, quote: '\'' }
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;
    use crate::export::Format;
    use crate::graph::samples;
    use proptest::prelude::*;

    #[test]
    fn it_reads_like_this() {
        insta::assert_snapshot!(written(Format::Cypher, &samples::dinner().graph()));
    }

    /// What Cypher reads of a literal.
    fn read(literal: &str) -> String {
        let mut text = String::new();
        let mut chars = literal.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap().chars();
        while let Some(c) = chars.next() {
            match c {
                '\'' => panic!("the literal ends early"),
                '\\' => match chars.next().unwrap() {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    'u' => {
                        let digits: String = chars.by_ref().take(4).collect();
                        text.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
                    }
                    c => text.push(c),
                },
                c => text.push(c),
            }
        }
        text
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in prop_oneof![any::<String>(), "[\\\\'u0-9\n\r\t\"]{0,30}"]) {
            let literal = quoted(&text).to_string();
            prop_assert!(!literal.contains('\n'));
            prop_assert_eq!(read(&literal), text);
        }
    }
}
