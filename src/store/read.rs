//! The graph of all documents, as much of it as a question needs.

use super::assertions::CURATION;
use super::{Store, StoreError, row};
use crate::document::{Document, Format};
use crate::graph::{Date, Edge, Evidence, Filter, Graph, Node, Period, Source};
use rusqlite::{Connection, Params, Row};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The columns of `node n` that [`node`] reads, in its order.
pub(super) const NODE: &str = "n.id, n.key, n.name, n.type, n.code, n.mentions";

/// The columns of `edge e` that [`edge`] reads, in its order.
pub(super) const EDGE: &str =
    "e.id, e.source, e.target, e.relation, e.status, e.confidence, e.count, e.first_seen, e.last_seen";

/// The words of a sentence. Offsets count bytes, and SQLite counts those of a blob only.
pub(super) const SENTENCE: &str =
    "coalesce(v.sentence_text, CAST(substr(CAST(d.text AS BLOB), v.start + 1, v.\"end\" - v.start) AS TEXT))";

/// Whether the source of a statement is that of its edge, which it need not be where the relation has no direction; only
/// there is the entity looked at.
pub(super) const STRAIGHT: &str = "g.relation NOT IN (SELECT relation FROM symmetric) \
                                   OR (SELECT a.node FROM entity a WHERE a.id = v.source) = g.source";

/// How much a store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Documents.
    pub documents: usize,
    /// Entities.
    pub nodes: usize,
    /// Relations.
    pub edges: usize,
}

/// An edge as its row has it: its row, the rows of its ends, and what it states.
pub(super) struct EdgeRow {
    pub id: i64,
    pub ends: [i64; 2],
    pub edge: Edge,
}

impl Store {
    /// How much is in it.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn size(&self) -> Result<Size, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM document WHERE source <> ?1), (SELECT count(*) FROM node), (SELECT count(*) FROM edge)";
        self.ask(sql, [CURATION], |row| Ok(Size { documents: row.get(0)?, nodes: row.get(1)?, edges: row.get(2)? }))
    }

    /// The documents, by name; what a curation asserts is none.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn documents(&self) -> Result<Vec<Source>, StoreError> {
        let sql = format!("SELECT {} FROM document WHERE source <> ?1 ORDER BY name", row::DOCUMENT);
        self.list(&sql, [CURATION], row::source)
    }

    /// How many documents a period holds, how many of them have a date, and the first and the last date.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn dated(&self, period: &Period) -> Result<(usize, usize, Option<[Date; 2]>), StoreError> {
        let dates = self.list("SELECT date FROM document WHERE source <> ?1", [CURATION], |row| date(row, 0))?;
        let held = |date: &Option<Date>| !period.is_bounded() || date.is_some_and(|date| period.holds(date));
        let held: Vec<Option<Date>> = dates.into_iter().filter(held).collect();
        let dated: Vec<Date> = held.iter().copied().flatten().collect();
        let ends = dated.iter().min().zip(dated.iter().max()).map(|(first, last)| [*first, *last]);
        Ok((held.len(), dated.len(), ends))
    }

    /// A document as it was read, by its name.
    ///
    /// # Errors
    /// Where there is none such, or the store cannot be read.
    pub fn document(&self, name: &str) -> Result<Document, StoreError> {
        let sql = "SELECT name, title, date, url, author, source, sha256, text, blocks FROM document WHERE name = ?1";
        let read = |row: &Row| {
            let text: String = row.get::<_, Option<String>>(7)?.unwrap_or_default();
            let blocks = row.get::<_, Option<String>>(8)?.and_then(|written| row::blocks(&written, &text));
            // An older store tells no blocks; plain text lays itself out.
            let laid_out = || Document::from_bytes(text.as_bytes(), "", Format::Text).map(|document| document.blocks);
            let blocks = blocks.or_else(|| laid_out().ok()).unwrap_or_default();
            Ok(Document {
                id: row.get(0)?,
                title: row.get(1)?,
                date: row.get(2)?,
                url: row.get(3)?,
                author: row.get(4)?,
                source: row.get(5)?,
                sha256: row.get(6)?,
                text,
                blocks,
            })
        };
        let none = || StoreError::NoDocument { path: self.path.display().to_string(), name: name.to_owned() };
        self.list(sql, [name], read)?.pop().ok_or_else(none)
    }

    /// All relations that pass and the entities that have one, without evidence and documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn whole(&self, filter: &Filter) -> Result<Graph, StoreError> {
        let _state = self.one_state()?;
        self.graph(filter, self.models()?)
    }

    /// Everything: all entities, all relations with their evidence, all documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn full(&self) -> Result<Graph, StoreError> {
        let _state = self.one_state()?;
        let mut nodes: BTreeMap<i64, Node> =
            self.list(&format!("SELECT {NODE} FROM node n"), [], node)?.into_iter().collect();
        let aliases = self.list("SELECT node, alias FROM alias", [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        for (id, alias) in aliases {
            nodes.entry(id).and_modify(|node| node.aliases.push(alias));
        }
        let sql = "SELECT DISTINCT e.node, d.name FROM entity e JOIN document d ON d.id = e.document WHERE e.node IS NOT NULL";
        for (id, document) in self.list(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
            nodes.entry(id).and_modify(|node| node.documents.push(document));
        }
        for node in nodes.values_mut() {
            node.aliases.sort_unstable();
            node.documents.sort_unstable();
        }
        let edges = self.list(&format!("SELECT {EDGE} FROM edge e"), [], edge)?;
        let columns = row::EVIDENCE;
        let sql = format!(
            "SELECT {columns}, {SENTENCE}, g.id, {STRAIGHT} FROM edge g JOIN evidence v ON v.edge = g.id JOIN document d ON d.id = v.document"
        );
        let mut evidence: BTreeMap<i64, Vec<Evidence>> = BTreeMap::new();
        for (edge, statement) in self.list(&sql, [], |row| Ok((row.get::<_, i64>(17)?, statement(row, 18)?)))? {
            evidence.entry(edge).or_default().push(statement);
        }
        let documents = self.list(&format!("SELECT {} FROM document", row::DOCUMENT), [], row::source)?;
        Ok(self.assemble(documents, nodes, edges, evidence))
    }

    /// How many documents state something and have no date.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn undated(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM document d WHERE d.date IS NULL AND d.source <> ?1 \
                   AND EXISTS (SELECT 1 FROM evidence v WHERE v.document = d.id)";
        self.ask(sql, [CURATION], |row| row.get(0))
    }

    pub(super) fn documents_of(&self, ids: BTreeSet<i64>) -> Result<Vec<Source>, StoreError> {
        let sql = format!("SELECT {} FROM document WHERE id = ?1", row::DOCUMENT);
        let mut documents = Vec::new();
        for id in ids {
            documents.extend(self.list(&sql, [id], row::source)?);
        }
        Ok(documents)
    }

    /// The documents that mention the entity with this id, which what gives few entities leaves out.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn documents_with(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT d.name FROM node n JOIN entity e ON e.node = n.id JOIN document d ON d.id = e.document \
                   WHERE n.key = ?1 ORDER BY d.name";
        self.list(sql, [key], |row| row.get(0))
    }

    /// All names of a node.
    pub(super) fn aliases(&self, node: i64) -> Result<Vec<String>, StoreError> {
        self.list("SELECT alias FROM alias WHERE node = ?1 ORDER BY alias", [node], |row| row.get(0))
    }

    pub(super) fn assemble(
        &self,
        documents: Vec<Source>,
        nodes: BTreeMap<i64, Node>,
        edges: Vec<EdgeRow>,
        mut evidence: BTreeMap<i64, Vec<Evidence>>,
    ) -> Graph {
        let mut nodes: Vec<(i64, Node)> = nodes.into_iter().collect();
        nodes.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let places: HashMap<i64, usize> = nodes.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        let mut placed = Vec::with_capacity(edges.len());
        for EdgeRow { id, ends: [source, target], edge } in edges {
            let (Some(&source), Some(&target)) = (places.get(&source), places.get(&target)) else { continue };
            let edge = match evidence.remove(&id) {
                Some(statements) => {
                    let made = Edge::from_evidence(edge.relation.clone(), statements);
                    Edge { evidence: made.evidence, count: made.count, ..edge }
                }
                None => edge,
            };
            placed.push((source, target, edge));
        }
        let model = self.models().ok().flatten();
        Graph::assemble_at(documents, model, nodes.into_iter().map(|(_, node)| node).collect(), placed)
    }

    /// The models that read the documents.
    fn models(&self) -> Result<Option<String>, StoreError> {
        // From each to the next by the index: they are few, the documents many.
        let sql = "WITH RECURSIVE known (model) AS (SELECT min(model) FROM document UNION ALL \
                   SELECT (SELECT min(model) FROM document WHERE model > known.model) FROM known WHERE model IS NOT NULL) \
                   SELECT model FROM known WHERE model IS NOT NULL";
        let models: Vec<String> = self.list(sql, [], |row| row.get(0))?;
        Ok((!models.is_empty()).then(|| models.join(", ")))
    }

    /// What `sql` gives, row by row.
    pub(super) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        list(&self.connection, sql, params, read).map_err(|error| self.failed(error))
    }
}

pub(super) fn list<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    rows.collect()
}

pub(super) fn node(row: &Row) -> rusqlite::Result<(i64, Node)> {
    let node = Node {
        id: row.get(1)?,
        name: row.get(2)?,
        kind: row::kind(row, 3)?,
        aliases: Vec::new(),
        mentions: row.get(5)?,
        documents: Vec::new(),
        code: row.get(4)?,
    };
    Ok((row.get(0)?, node))
}

pub(super) fn edge(row: &Row) -> rusqlite::Result<EdgeRow> {
    edge_from(row, 0)
}

pub(super) fn edge_from(row: &Row, first: usize) -> rusqlite::Result<EdgeRow> {
    let edge = Edge {
        relation: row.get(first + 3)?,
        status: row::status(row, first + 4)?,
        confidence: row.get(first + 5)?,
        count: row.get(first + 6)?,
        first_seen: date(row, first + 7)?,
        last_seen: date(row, first + 8)?,
        evidence: Vec::new(),
    };
    Ok(EdgeRow { id: row.get(first)?, ends: [row.get(first + 1)?, row.get(first + 2)?], edge })
}

/// A date; what is none that can be read counts as none.
pub(super) fn date(row: &Row, column: usize) -> rusqlite::Result<Option<Date>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.and_then(|date| date.parse().ok()))
}

/// A statement with the words of its sentence behind it; `straight` is the column that tells whether its source is the
/// edge's, which it need not be where the relation has no direction.
pub(super) fn statement(row: &Row, straight: usize) -> rusqlite::Result<Evidence> {
    let mut evidence = row::evidence(row, 0)?;
    evidence.text = String::from_utf8_lossy(row.get_ref(16)?.as_bytes_or_null()?.unwrap_or_default()).into_owned();
    if !row.get::<_, bool>(straight)? {
        std::mem::swap(&mut evidence.source_span, &mut evidence.target_span);
    }
    Ok(evidence)
}
