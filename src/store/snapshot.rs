//! The whole graph in a form that is read at once.
//!
//! To read all nodes and edges from their tables takes ten times as long as to read one value with all of them. So the
//! first question about the whole graph leaves it in the store for the next; [`Store::refresh`] throws it away. What is
//! known of single statements is a value of its own, since only a question about a period needs it.

use super::open::PATIENCE;
use super::read::{date, list, node};
use super::{Store, StoreError, row};
use crate::entities::EntityType;
use crate::graph::{Date, Edge, Filter, Graph, Node};
use crate::relations::Status;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Duration;

/// By whom the two values were made; those of another version of powermap are made again.
const GRAPH: &str = concat!(env!("CARGO_PKG_VERSION"), " graph");
const STATEMENTS: &str = concat!(env!("CARGO_PKG_VERSION"), " statements");

/// All relations and the entities that have one.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Snapshot {
    /// Names of relations.
    relations: Vec<String>,
    /// By key.
    nodes: Vec<Kept>,
    /// In the order of a graph.
    edges: Vec<Tie>,
}

/// A node as it is kept: without its other names and its documents.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Kept(#[serde(with = "Actor")] Node);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Node")]
struct Actor {
    id: String,
    name: String,
    kind: EntityType,
    #[serde(skip)]
    aliases: Vec<String>,
    mentions: usize,
    #[serde(skip)]
    documents: Vec<String>,
    code: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Tie {
    source: u32,
    target: u32,
    relation: u32,
    status: Status,
    confidence: f32,
    first_seen: u32,
    last_seen: u32,
    count: usize,
}

/// What is known of all statements without their words.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Statements {
    /// The dates of the documents that state something, by their names; 0 where there is none.
    dates: Vec<u32>,
    /// Those of each edge, in the order of the edges.
    of: Vec<Vec<Statement>>,
}

/// The two values that are to be kept, by whom they were made, and what the store's version was.
pub(super) struct Made {
    version: i64,
    values: [(&'static str, Vec<u8>); 2],
}

/// Place of the document, sentence, status, confidence.
type Statement = (u32, usize, Status, f32);

impl Store {
    /// All relations that pass and the entities that have one, without evidence and documents; the store must be held.
    pub(super) fn graph(&self, filter: &Filter, model: Option<String>) -> Result<Graph, StoreError> {
        let of_period = filter.period.is_bounded();
        let kept = kept(&self.connection, of_period).map_err(|error| self.failed(error))?;
        let (graph, statements) = match kept {
            Some(kept) => kept,
            None => {
                let (graph, statements) = self.snapshot()?;
                (graph, of_period.then_some(statements))
            }
        };
        Ok(graph.filtered(statements, filter, model))
    }

    /// The snapshot of the graph as the tables have it, which is kept when the store is let go, if it can be written to.
    fn snapshot(&self) -> Result<(Snapshot, Statements), StoreError> {
        let made = take(&self.connection).map_err(|error| self.failed(error))?;
        if !self.read_only {
            self.check_structure()?;
            let values = [(GRAPH, postcard::to_stdvec(&made.0)), (STATEMENTS, postcard::to_stdvec(&made.1))];
            let values = values.map(|(made_by, value)| (made_by, value.unwrap_or_default()));
            let version = self.data_version().map_err(|error| self.failed(error))?;
            self.made.set(Some(Made { version, values }));
        }
        Ok(made)
    }

    /// Keeps a snapshot, unless somebody has changed the store since it was made; who is writing is not waited for.
    pub(super) fn keep(&self, made: &Made) -> rusqlite::Result<()> {
        self.connection.busy_timeout(Duration::ZERO)?;
        let kept = self.keep_now(made);
        self.connection.busy_timeout(PATIENCE)?;
        kept
    }

    fn keep_now(&self, made: &Made) -> rusqlite::Result<()> {
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        if self.data_version()? == made.version {
            transaction.execute("DELETE FROM snapshot", [])?;
            for (made_by, value) in &made.values {
                let sql = "INSERT INTO snapshot (made_by, graph) VALUES (?1, ?2)";
                transaction.execute(sql, params![made_by, value])?;
            }
        }
        transaction.commit()
    }

    /// A number that is another as soon as another connection has changed the store.
    fn data_version(&self) -> rusqlite::Result<i64> {
        self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))
    }

    /// Whether what is kept is not what the tables make.
    pub(super) fn is_snapshot_wrong(&self) -> Result<bool, StoreError> {
        let wrong = || {
            let (graph, statements) = (value(&self.connection, GRAPH)?, value(&self.connection, STATEMENTS)?);
            if graph.is_none() && statements.is_none() {
                return Ok(false);
            }
            let made = take(&self.connection)?;
            Ok(graph.is_some_and(|kept: Snapshot| kept != made.0)
                || statements.is_some_and(|kept: Statements| kept != made.1))
        };
        wrong().map_err(|error| self.failed(error))
    }
}

/// That which is kept, where this version can read it, with the statements where they are needed.
fn kept(connection: &Connection, with_statements: bool) -> rusqlite::Result<Option<(Snapshot, Option<Statements>)>> {
    let Some(graph) = value(connection, GRAPH)? else { return Ok(None) };
    if !with_statements {
        return Ok(Some((graph, None)));
    }
    Ok(value(connection, STATEMENTS)?.map(|statements| (graph, Some(statements))))
}

fn value<T: DeserializeOwned>(connection: &Connection, made_by: &str) -> rusqlite::Result<Option<T>> {
    let mut statement = connection.prepare_cached("SELECT graph FROM snapshot WHERE made_by = ?1")?;
    let mut rows = statement.query([made_by])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(postcard::from_bytes(row.get_ref(0)?.as_blob()?).ok())
}

/// Makes the snapshot from the tables.
fn take(connection: &Connection) -> rusqlite::Result<(Snapshot, Statements)> {
    let sql = "SELECT id, date FROM document WHERE id IN (SELECT document FROM evidence WHERE edge IS NOT NULL) ORDER BY name";
    let mut places: HashMap<i64, u32> = HashMap::new();
    let mut dates = Vec::new();
    for (id, date) in list(connection, sql, [], |row| Ok((row.get(0)?, date(row, 1)?)))? {
        places.insert(id, dates.len() as u32);
        dates.push(number(date));
    }
    let sql = "SELECT id, key, name, type, code, mentions FROM node \
               WHERE id IN (SELECT source FROM edge UNION ALL SELECT target FROM edge) ORDER BY key";
    let mut numbers: HashMap<i64, u32> = HashMap::new();
    let mut nodes = Vec::new();
    for (id, node) in list(connection, sql, [], node)? {
        numbers.insert(id, nodes.len() as u32);
        nodes.push(Kept(node));
    }
    let mut statements: HashMap<i64, Vec<Statement>> = HashMap::new();
    let sql = "SELECT edge, document, sentence, status, confidence FROM evidence WHERE edge IS NOT NULL ORDER BY id";
    let statement = |row: &Row| {
        Ok((row.get::<_, i64>(0)?, (row.get::<_, i64>(1)?, row.get(2)?, row::status(row, 3)?, row.get(4)?)))
    };
    for (edge, (document, sentence, status, confidence)) in list(connection, sql, [], statement)? {
        let document = places.get(&document).copied().unwrap_or(u32::MAX);
        statements.entry(edge).or_default().push((document, sentence, status, confidence));
    }
    let mut relations: Vec<String> =
        list(connection, "SELECT DISTINCT relation FROM edge ORDER BY 1", [], |row| row.get(0))?;
    relations.dedup();
    let sql = "SELECT e.id, e.source, e.target, e.relation, e.status, e.confidence, e.first_seen, e.last_seen FROM edge e \
               JOIN node s ON s.id = e.source JOIN node t ON t.id = e.target ORDER BY s.key, t.key, \
               e.relation || iif(e.negated, ':negated', '')";
    let mut of = Vec::new();
    let tie = |row: &Row| {
        let own = statements.remove(&row.get(0)?).unwrap_or_default();
        let count = own.len();
        of.push(own);
        let end = |column: usize| Ok::<_, rusqlite::Error>(numbers.get(&row.get(column)?).copied().unwrap_or(u32::MAX));
        let relation = row.get_ref(3)?.as_str()?;
        Ok(Tie {
            source: end(1)?,
            target: end(2)?,
            relation: relations.binary_search_by(|known| known.as_str().cmp(relation)).unwrap_or(0) as u32,
            status: row::status(row, 4)?,
            confidence: row.get(5)?,
            first_seen: number(date(row, 6)?),
            last_seen: number(date(row, 7)?),
            count,
        })
    };
    let edges = list(connection, sql, [], tie)?;
    Ok((Snapshot { relations, nodes, edges }, Statements { dates, of }))
}

fn number(date: Option<Date>) -> u32 {
    date.map_or(0, Date::number)
}

impl Snapshot {
    /// All relations that pass and the entities that have one; the statements are there where a period is asked for.
    fn filtered(self, statements: Option<Statements>, filter: &Filter, model: Option<String>) -> Graph {
        let Self { relations, nodes, edges } = self;
        let (dates, mut of) = statements.map_or((Vec::new(), Vec::new()), |all| (all.dates, all.of));
        let dates: Vec<Option<Date>> = dates.into_iter().map(Date::of_number).collect();
        let edge = |(at, tie): (usize, Tie)| {
            let relation = relations.get(tie.relation as usize)?.clone();
            let edge = if filter.period.is_bounded() {
                let date = |document: u32| dates.get(document as usize).copied().flatten();
                let holds = |document: u32| date(document).is_some_and(|date| filter.period.holds(date));
                let all = of.get_mut(at).map(std::mem::take).unwrap_or_default();
                let of_period: Vec<Statement> = all.into_iter().filter(|s| holds(s.0)).collect();
                if of_period.is_empty() {
                    return None;
                }
                let seen: Vec<Date> = of_period.iter().filter_map(|s| date(s.0)).collect();
                Edge::of_statements(relation, of_period).seen(seen)
            } else {
                Edge {
                    relation,
                    status: tie.status,
                    confidence: tie.confidence,
                    count: tie.count,
                    first_seen: Date::of_number(tie.first_seen),
                    last_seen: Date::of_number(tie.last_seen),
                    evidence: Vec::new(),
                }
            };
            filter.keeps(&edge).then_some((tie.source as usize, tie.target as usize, edge))
        };
        let mut edges: Vec<(usize, usize, Edge)> = edges.into_iter().enumerate().filter_map(edge).collect();
        // Places among the nodes that are left, in their order.
        let mut places: Vec<Option<usize>> = vec![None; nodes.len()];
        for end in edges.iter().flat_map(|(source, target, _)| [*source, *target]) {
            if let Some(place) = places.get_mut(end) {
                *place = Some(0);
            }
        }
        places.iter_mut().flatten().enumerate().for_each(|(at, place)| *place = at);
        let left = nodes.into_iter().zip(&places).filter(|(_, place)| place.is_some());
        let nodes = left.map(|(Kept(node), _)| node).collect();
        let place = |number: usize| places.get(number).copied().flatten();
        edges.retain_mut(|(source, target, _)| match (place(*source), place(*target)) {
            (Some(from), Some(to)) => {
                (*source, *target) = (from, to);
                true
            }
            _ => false,
        });
        Graph::assemble_at(Vec::new(), model, nodes, edges)
    }
}
