//! The graph of all documents, as much of it as a question needs.

use super::assertions::CURATION;
use super::{Store, StoreError, row};
use crate::document::{Document, Format};
use crate::graph::{Date, Edge, Evidence, Filter, Graph, Node, Source, fold};
use rusqlite::{Connection, Params, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The columns of `node n` that [`node`] reads, in its order.
const NODE: &str = "n.id, n.key, n.name, n.type, n.code, n.mentions";

/// The columns of `edge e` that [`edge`] reads, in its order.
const EDGE: &str = "e.id, e.source, e.target, e.relation, e.status, e.confidence, e.count, e.first_seen, e.last_seen";

/// The words of a sentence. Offsets count bytes, and SQLite counts those of a blob only.
const SENTENCE: &str =
    "coalesce(v.sentence_text, CAST(substr(CAST(d.text AS BLOB), v.start + 1, v.\"end\" - v.start) AS TEXT))";

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
struct EdgeRow {
    id: i64,
    ends: [i64; 2],
    edge: Edge,
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

    /// How many documents there are, how many of them have a date, and the first and the last date.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn dated(&self) -> Result<(usize, usize, Option<[Date; 2]>), StoreError> {
        let sql = "SELECT count(*), count(date), min(date), max(date) FROM document WHERE source <> ?1";
        self.ask(sql, [CURATION], |row| {
            Ok((row.get(0)?, row.get(1)?, date(row, 2)?.zip(date(row, 3)?).map(|(a, b)| [a, b])))
        })
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
        Ok(self.snapshot()?.graph(filter, self.models()?))
    }

    /// The entity with this id and all that relations which pass join it to, with their evidence and its documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn star(&self, key: &str, filter: &Filter) -> Result<Graph, StoreError> {
        self.part("g.source = n.id OR g.target = n.id", [key, ""], filter)
    }

    /// Two entities and the relations between them that pass, with their evidence and its documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn pair(&self, [a, b]: [&str; 2], filter: &Filter) -> Result<Graph, StoreError> {
        const OTHER: &str = "(SELECT id FROM node WHERE key = ?2)";
        let between = format!("(g.source = n.id AND g.target = {OTHER}) OR (g.target = n.id AND g.source = {OTHER})");
        self.part(&between, [a, b], filter)
    }

    /// The relations `g` that join the node `n` of the first key as `condition` says, with the second key as `?2`.
    fn part(&self, condition: &str, keys: [&str; 2], filter: &Filter) -> Result<Graph, StoreError> {
        let sql = format!(
            "SELECT {}, {SENTENCE}, a.node = g.source, d.date, d.id, {} FROM node n JOIN edge g ON {condition} \
             JOIN evidence v ON v.edge = g.id JOIN document d ON d.id = v.document JOIN entity a ON a.id = v.source \
             WHERE n.key = ?1 AND ?2 = ?2",
            row::EVIDENCE,
            EDGE.replace("e.", "g."),
        );
        let read = |row: &Row| Ok((statement(row, 17)?, date(row, 18)?, row.get::<_, i64>(19)?, edge_from(row, 20)?));
        let (edges, evidence, ids) = made(self.list(&sql, keys, read)?, filter);
        let wanted: BTreeSet<i64> = edges.iter().flat_map(|row| row.ends).collect();
        let mut nodes = BTreeMap::new();
        for id in wanted {
            nodes.extend(self.list(&format!("SELECT {NODE} FROM node n WHERE n.id = ?1"), [id], node)?);
        }
        let mut asked: BTreeMap<i64, Node> = BTreeMap::new();
        for key in keys {
            asked.extend(self.list(&format!("SELECT {NODE} FROM node n WHERE n.key = ?1"), [key], node)?);
        }
        self.with_aliases(&mut asked)?;
        nodes.extend(asked);
        Ok(self.assemble(self.documents_of(ids)?, nodes, edges, evidence))
    }

    /// The entity with this id and all within `hops` relations of it that pass, with the relations among them, without
    /// evidence.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn near(&self, key: &str, hops: usize, filter: &Filter) -> Result<Graph, StoreError> {
        let all = self.whole(filter)?;
        Ok(match all.find(key) {
            Some(center) => all.around(center, hops, &Filter::default()).0,
            None => self.pair([key, key], filter)?,
        })
    }

    /// Everything: all entities, all relations with their evidence, all documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn full(&self) -> Result<Graph, StoreError> {
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
            "SELECT {columns}, {SENTENCE}, g.id, a.node = g.source FROM edge g JOIN evidence v ON v.edge = g.id JOIN document d ON d.id = v.document JOIN entity a ON a.id = v.source"
        );
        let mut evidence: BTreeMap<i64, Vec<Evidence>> = BTreeMap::new();
        for (edge, statement) in self.list(&sql, [], |row| Ok((row.get::<_, i64>(17)?, statement(row, 18)?)))? {
            evidence.entry(edge).or_default().push(statement);
        }
        let documents = self.list(&format!("SELECT {} FROM document", row::DOCUMENT), [], row::source)?;
        Ok(self.assemble(documents, nodes, edges, evidence))
    }

    /// Brings the evidence of edges, each by the ids of its ends, its relation and whether it is denied, that counts for
    /// `filter`, and the documents of all.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn evidence<'e>(
        &self,
        edges: impl IntoIterator<Item = ([&'e str; 2], &'e str, bool)>,
        filter: &Filter,
    ) -> Result<(Vec<Vec<Evidence>>, Vec<Source>), StoreError> {
        let sql = format!(
            "SELECT {}, {SENTENCE}, a.node = g.source, d.date, d.id, {} FROM node s JOIN edge g ON g.source = s.id \
             JOIN node t ON t.id = g.target JOIN evidence v ON v.edge = g.id JOIN document d ON d.id = v.document \
             JOIN entity a ON a.id = v.source WHERE s.key = ?1 AND t.key = ?2 AND g.relation = ?3 AND g.negated = ?4",
            row::EVIDENCE,
            EDGE.replace("e.", "g."),
        );
        let read = |row: &Row| Ok((statement(row, 17)?, date(row, 18)?, row.get::<_, i64>(19)?, edge_from(row, 20)?));
        let all = Filter { period: filter.period, ..Filter::default() };
        let (mut found, mut documents) = (Vec::new(), BTreeSet::new());
        for ([source, target], relation, negated) in edges {
            let stated = self.list(&sql, params![source, target, relation, negated], read)?;
            let (_, mut evidence, ids) = made(stated, &all);
            found.push(evidence.pop_first().map(|(_, evidence)| evidence).unwrap_or_default());
            documents.extend(ids);
        }
        Ok((found, self.documents_of(documents)?))
    }

    /// The entities that `words` may mean: those with this id or code, and those with a name that has all of the words,
    /// or their beginnings, in it.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn called(&self, words: &str) -> Result<Graph, StoreError> {
        let folded = fold(words);
        let bare = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(&folded);
        // Each by its own index; one condition of all of them would walk over all entities.
        let by = [
            ("n.key = ?1", words.trim().to_owned()),
            ("n.code = ?1", words.trim().to_uppercase()),
            ("n.id IN (SELECT node FROM alias WHERE folded = ?1)", folded.clone()),
            ("n.id IN (SELECT node FROM alias WHERE folded = ?1)", bare.to_owned()),
            ("n.id IN (SELECT node FROM alias WHERE folded = ?1)", format!("the {bare}")),
        ];
        let mut nodes: BTreeMap<i64, Node> = BTreeMap::new();
        for (condition, value) in by {
            nodes.extend(self.list(&format!("SELECT {NODE} FROM node n WHERE {condition}"), [value], node)?);
        }
        let longest = bare.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
        if nodes.is_empty() && !longest.is_empty() {
            let like = format!(
                "SELECT {NODE} FROM node n WHERE n.id IN (SELECT node FROM alias WHERE folded LIKE '%' || ?1 || '%')"
            );
            nodes = self.list(&like, [longest], node)?.into_iter().collect();
        }
        self.with_aliases(&mut nodes)?;
        Ok(self.assemble(Vec::new(), nodes, Vec::new(), BTreeMap::new()))
    }

    /// All spellings of names, each with the name of its entity.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn spellings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT a.alias, n.name FROM node n JOIN alias a ON a.node = n.id";
        self.list(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The entities that have one of these names, folded, with all their names; without relations.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn named(&self, folded: &[String]) -> Result<Graph, StoreError> {
        let marks = vec!["?"; folded.len()].join(", ");
        let sql = format!("SELECT {NODE} FROM node n WHERE n.id IN (SELECT node FROM alias WHERE folded IN ({marks}))");
        let found = self.list(&sql, rusqlite::params_from_iter(folded), node)?;
        let mut nodes: BTreeMap<i64, Node> = found.into_iter().collect();
        self.with_aliases(&mut nodes)?;
        Ok(self.assemble(Vec::new(), nodes, Vec::new(), BTreeMap::new()))
    }

    /// How many documents state something and have no date.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn undated(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM document d WHERE d.date IS NULL AND EXISTS (SELECT 1 FROM evidence v WHERE v.document = d.id)";
        self.ask(sql, [], |row| row.get(0))
    }

    fn documents_of(&self, ids: BTreeSet<i64>) -> Result<Vec<Source>, StoreError> {
        let sql = format!("SELECT {} FROM document WHERE id = ?1", row::DOCUMENT);
        let mut documents = Vec::new();
        for id in ids {
            documents.extend(self.list(&sql, [id], row::source)?);
        }
        Ok(documents)
    }

    /// Brings the other names of a few nodes, and the documents that mention them.
    fn with_aliases(&self, nodes: &mut BTreeMap<i64, Node>) -> Result<(), StoreError> {
        for (id, node) in nodes.iter_mut() {
            node.aliases =
                self.list("SELECT alias FROM alias WHERE node = ?1 ORDER BY alias", [id], |row| row.get(0))?;
            let sql = "SELECT DISTINCT d.name FROM entity e JOIN document d ON d.id = e.document WHERE e.node = ?1 ORDER BY d.name";
            node.documents = self.list(sql, [id], |row| row.get(0))?;
        }
        Ok(())
    }

    fn assemble(
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
        let models: Vec<String> =
            self.list("SELECT DISTINCT model FROM document WHERE model IS NOT NULL ORDER BY model", [], |row| {
                row.get(0)
            })?;
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

/// A statement, its date, the row of its document, and its edge.
type Stated = (Evidence, Option<Date>, i64, EdgeRow);

/// The edges that pass, made of the statements of the period; their statements; the rows of the documents of these.
#[expect(clippy::type_complexity, reason = "three lists that belong together, taken apart at once")]
fn made(stated: Vec<Stated>, filter: &Filter) -> (Vec<EdgeRow>, BTreeMap<i64, Vec<Evidence>>, BTreeSet<i64>) {
    let mut gathered: BTreeMap<i64, (EdgeRow, Vec<Evidence>, Vec<Date>, BTreeSet<i64>)> = BTreeMap::new();
    for (statement, date, document, row) in stated {
        if filter.period.is_bounded() && !date.is_some_and(|date| filter.period.holds(date)) {
            continue;
        }
        let entry = gathered.entry(row.id).or_insert_with(|| (row, Vec::new(), Vec::new(), BTreeSet::new()));
        entry.1.push(statement);
        entry.2.extend(date);
        entry.3.insert(document);
    }
    let (mut edges, mut all, mut documents) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for (id, (row, evidence, dates, of)) in gathered {
        let mut edge = Edge::from_evidence(row.edge.relation.clone(), evidence).seen(dates);
        if filter.keeps(&edge) {
            all.insert(id, std::mem::take(&mut edge.evidence));
            edges.push(EdgeRow { edge, ..row });
            documents.extend(of);
        }
    }
    (edges, all, documents)
}

fn node(row: &Row) -> rusqlite::Result<(i64, Node)> {
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

fn edge(row: &Row) -> rusqlite::Result<EdgeRow> {
    edge_from(row, 0)
}

fn edge_from(row: &Row, first: usize) -> rusqlite::Result<EdgeRow> {
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
fn statement(row: &Row, straight: usize) -> rusqlite::Result<Evidence> {
    let mut evidence = row::evidence(row, 0)?;
    evidence.text = String::from_utf8_lossy(row.get_ref(16)?.as_bytes_or_null()?.unwrap_or_default()).into_owned();
    if !row.get::<_, bool>(straight)? {
        std::mem::swap(&mut evidence.source_span, &mut evidence.target_span);
    }
    Ok(evidence)
}
