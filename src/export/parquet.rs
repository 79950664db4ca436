//! Apache Parquet (<https://parquet.apache.org/docs/file-format/>): the tables of [`super::csv`], with types and real lists.

use super::Options;
use super::columns::{Column, ENTITY, Kind, RELATION, STATEMENT, Statement, Value, statements};
use crate::graph::Graph;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, FloatType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

type WriteFn = fn(&Graph, &Options, &mut dyn Write) -> io::Result<()>;

/// The files of the folder.
pub(super) const FILES: &[(&str, WriteFn)] =
    &[("nodes.parquet", nodes), ("edges.parquet", edges), ("evidence.parquet", evidence)];

/// Rows that are held in memory and written together.
const GROUP: usize = 1 << 15;

fn nodes(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&[("id", Kind::Text)], &ENTITY, out)?;
    for (_, node) in graph.nodes() {
        table.row([text(&node.id)].into_iter().chain(ENTITY.iter().map(|column| (column.value)(node))))?;
    }
    table.finish()
}

fn edges(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let ends = [("source", Kind::Text), ("target", Kind::Text), ("key", Kind::Text), ("label", Kind::Text)];
    let mut table = Table::new(&ends, &RELATION, out)?;
    for relation in graph.edges() {
        let key = relation.edge.key();
        let label = super::text::label(options.ontology, &relation.edge.relation);
        let first = [&relation.source.id, &relation.target.id, &key, label].map(|part| text(part));
        table.row(first.into_iter().chain(RELATION.iter().map(|column| (column.value)(relation))))?;
    }
    table.finish()
}

fn evidence(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let ends = [("source", Kind::Text), ("target", Kind::Text), ("key", Kind::Text)];
    let mut table = Table::new(&ends, &STATEMENT, out)?;
    for statement in statements(graph) {
        let Statement { relation, .. } = statement;
        let key = relation.edge.key();
        let first = [&relation.source.id, &relation.target.id, &key].map(|part| text(part));
        table.row(first.into_iter().chain(STATEMENT.iter().map(|column| (column.value)(statement))))?;
    }
    table.finish()
}

fn text(text: &str) -> Value<'_> {
    Value::Text(text.into())
}

/// The values of a column that are not written yet, with Parquet's levels: 1 in `defined` where a value is there, 1 in
/// `repeated` where it goes on a list.
enum Cells {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Decimal(Vec<f32>),
}

struct Part {
    cells: Cells,
    list: bool,
    defined: Vec<i16>,
    repeated: Vec<i16>,
}

struct Table<'w> {
    /// What is written goes on to the real writer after each group of rows: that of the library must be `Send`.
    writer: SerializedFileWriter<Vec<u8>>,
    out: &'w mut dyn Write,
    parts: Vec<Part>,
    rows: usize,
}

impl<'w> Table<'w> {
    fn new<F>(first: &[(&'static str, Kind)], columns: &[Column<F>], out: &'w mut dyn Write) -> io::Result<Self> {
        let columns: Vec<(&str, Kind)> =
            first.iter().copied().chain(columns.iter().map(|column| (column.name, column.kind))).collect();
        let fields: Vec<String> = columns.iter().map(|(name, kind)| field(name, *kind)).collect();
        let schema = parse_message_type(&format!("message powermap {{ {} }}", fields.join(" "))).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("powermap ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let parts = columns.iter().map(|(_, kind)| Part::new(*kind)).collect();
        Ok(Self { writer, out, parts, rows: 0 })
    }

    fn row<'v>(&mut self, values: impl Iterator<Item = Value<'v>>) -> io::Result<()> {
        self.parts.iter_mut().zip(values).for_each(|(part, value)| part.push(&value));
        self.rows += 1;
        if self.rows == GROUP { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            let mut group = self.writer.next_row_group().map_err(failed)?;
            for part in &mut self.parts {
                part.write(&mut group).map_err(failed)?;
            }
            group.close().map_err(failed)?;
        }
        self.rows = 0;
        self.writer.flush()?;
        let bytes = std::mem::take(self.writer.inner_mut());
        self.out.write_all(&bytes)
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        let rest = self.writer.into_inner().map_err(failed)?;
        self.out.write_all(&rest)
    }
}

fn field(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("optional binary {name} (STRING);"),
        Kind::Integer => format!("optional int64 {name};"),
        Kind::Decimal => format!("optional float {name};"),
        Kind::Texts => {
            format!("required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}")
        }
    }
}

impl Part {
    fn new(kind: Kind) -> Self {
        let cells = match kind {
            Kind::Text | Kind::Texts => Cells::Text(Vec::new()),
            Kind::Integer => Cells::Integer(Vec::new()),
            Kind::Decimal => Cells::Decimal(Vec::new()),
        };
        Self { cells, list: kind == Kind::Texts, defined: Vec::new(), repeated: Vec::new() }
    }

    fn push(&mut self, value: &Value) {
        let bytes = |text: &str| ByteArray::from(text.as_bytes().to_vec());
        match (&mut self.cells, value) {
            (Cells::Text(cells), Value::Texts(texts)) if !texts.is_empty() => {
                cells.extend(texts.iter().map(|text| bytes(text)));
                self.defined.extend(texts.iter().map(|_| 1));
                self.repeated.extend((0..texts.len()).map(|n| i16::from(n > 0)));
                return;
            }
            (Cells::Text(cells), Value::Text(text)) => cells.push(bytes(text)),
            (Cells::Integer(cells), Value::Integer(number)) => cells.push(i64::try_from(*number).unwrap_or(i64::MAX)),
            (Cells::Decimal(cells), Value::Decimal(number)) => cells.push(*number),
            // Not known, or an empty list.
            _ => {
                self.defined.push(0);
                self.repeated.push(0);
                return;
            }
        }
        self.defined.push(1);
        self.repeated.push(0);
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let (defined, repeated) = (Some(self.defined.as_slice()), self.list.then_some(self.repeated.as_slice()));
        match &mut self.cells {
            Cells::Text(cells) => {
                column.typed::<ByteArrayType>().write_batch(cells, defined, repeated)?;
                cells.clear();
            }
            Cells::Integer(cells) => {
                column.typed::<Int64Type>().write_batch(cells, defined, repeated)?;
                cells.clear();
            }
            Cells::Decimal(cells) => {
                column.typed::<FloatType>().write_batch(cells, defined, repeated)?;
                cells.clear();
            }
        }
        self.defined.clear();
        self.repeated.clear();
        column.close()
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::super::tests::files;
    use super::*;
    use crate::export::Format;
    use crate::graph::samples;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};
    use proptest::prelude::*;

    fn rows(bytes: Vec<u8>) -> Vec<Row> {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
    }

    fn get(row: &Row, name: &str) -> Field {
        row.get_column_iter().find(|(column, _)| *column == name).map(|(_, field)| field.clone()).unwrap()
    }

    fn texts(field: &Field) -> Vec<String> {
        let Field::ListInternal(list) = field else { panic!("{field} is no list") };
        let text = |field: &Field| match field {
            Field::Str(text) => text.clone(),
            other => panic!("{other} is no text"),
        };
        list.elements().iter().map(text).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn all_is_read_back(graph in samples::any_graph()) {
            let [nodes, edges, evidence] = <[_; 3]>::try_from(files(Format::Parquet, &graph)).unwrap().map(|(_, b)| rows(b));
            prop_assert_eq!(nodes.len(), graph.node_count());
            for (row, (_, node)) in nodes.iter().zip(graph.nodes()) {
                prop_assert_eq!(get(row, "id"), Field::Str(node.id.clone()));
                prop_assert_eq!(get(row, "name"), Field::Str(node.name.clone()));
                prop_assert_eq!(get(row, "code"), node.code.clone().map_or(Field::Null, Field::Str));
                prop_assert_eq!(&texts(&get(row, "aliases")), &node.aliases);
                prop_assert_eq!(&texts(&get(row, "documents")), &node.documents);
            }
            prop_assert_eq!(edges.len(), graph.edge_count());
            for (row, relation) in edges.iter().zip(graph.edges()) {
                prop_assert_eq!(get(row, "source"), Field::Str(relation.source.id.clone()));
                prop_assert_eq!(get(row, "key"), Field::Str(relation.edge.key()));
                prop_assert_eq!(get(row, "confidence"), Field::Float(relation.edge.confidence));
                prop_assert_eq!(get(row, "count"), Field::Long(relation.edge.count as i64));
            }
            let stated: Vec<_> = statements(&graph).collect();
            prop_assert_eq!(evidence.len(), stated.len());
            for (row, statement) in evidence.iter().zip(stated) {
                prop_assert_eq!(get(row, "text"), Field::Str(statement.evidence.text.clone()));
                let cue = statement.evidence.cue_span.map_or(Field::Null, |span| Field::Long(span.start as i64));
                prop_assert_eq!(get(row, "cue_start"), cue);
            }
        }
    }
}
