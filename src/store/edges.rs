//! Which statement belongs to which edge, and what edges are.

use super::curation::Decisions;
use super::{document, row};
use crate::graph::Edge;
use crate::relations::Status;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// How many rows are looked at at once.
const AT_ONCE: usize = 5_000;

/// Gives all touched statements their edges, and marks these, and those they had, as stale.
pub(super) fn move_evidence(connection: &Connection, decisions: &Decisions) -> rusqlite::Result<()> {
    struct Statement {
        id: i64,
        before: Option<i64>,
        relation: String,
        negated: bool,
        ends: [(i64, String); 2],
        symmetric: bool,
    }
    let mut last = 0i64;
    loop {
        let sql = "SELECT v.id, v.edge, v.relation, v.status, s.id, s.key, t.id, t.key, y.relation IS NOT NULL \
                   FROM touched h JOIN evidence v ON v.id = h.evidence \
                   JOIN entity a ON a.id = v.source JOIN node s ON s.id = a.node \
                   JOIN entity b ON b.id = v.target JOIN node t ON t.id = b.node \
                   LEFT JOIN symmetric y ON y.relation = v.relation \
                   WHERE h.evidence > ?1 ORDER BY h.evidence LIMIT ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let read = |row: &rusqlite::Row| {
            Ok(Statement {
                id: row.get(0)?,
                before: row.get(1)?,
                relation: row.get(2)?,
                negated: row::status(row, 3)? == Status::Negated,
                ends: [(row.get(4)?, row.get(5)?), (row.get(6)?, row.get(7)?)],
                symmetric: row.get(8)?,
            })
        };
        let touched: Vec<Statement> =
            statement.query_map(params![last, AT_ONCE], read)?.collect::<rusqlite::Result<_>>()?;
        let Some(Statement { id, .. }) = touched.last() else { return Ok(()) };
        last = *id;
        for mut statement in touched {
            if statement.symmetric && statement.ends[0].1 > statement.ends[1].1 {
                statement.ends.swap(0, 1);
            }
            let [(source, source_key), (target, target_key)] = &statement.ends;
            let relation = statement.relation.as_str();
            let forbids = |a: &str, b: &str| decisions.forbidden.contains(&(a, relation, b));
            let forbidden = forbids(source_key, target_key) || (statement.symmetric && forbids(target_key, source_key));
            // What relates an entity to itself says nothing.
            let edge = if source == target || forbidden {
                None
            } else {
                Some(edge(connection, *source, *target, relation, statement.negated)?)
            };
            if edge != statement.before {
                connection
                    .prepare_cached("UPDATE evidence SET edge = ?2 WHERE id = ?1")?
                    .execute(params![statement.id, edge])?;
            }
            for edge in edge.iter().chain(&statement.before) {
                connection.prepare_cached("INSERT OR IGNORE INTO stale_edge VALUES (?1)")?.execute([edge])?;
            }
        }
    }
}

/// The row of an edge, made where there is none.
fn edge(connection: &Connection, source: i64, target: i64, relation: &str, negated: bool) -> rusqlite::Result<i64> {
    let sql = "SELECT id FROM edge WHERE source = ?1 AND target = ?2 AND relation = ?3 AND negated = ?4";
    let found = connection.prepare_cached(sql)?.query_row(params![source, target, relation, negated], |row| row.get(0));
    if let Some(edge) = found.optional()? {
        return Ok(edge);
    }
    let sql = "INSERT INTO edge (source, target, relation, negated, status, confidence, count, documents) \
               VALUES (?1, ?2, ?3, ?4, 'asserted', 0, 0, 0)";
    connection.prepare_cached(sql)?.execute(params![source, target, relation, negated])?;
    Ok(connection.last_insert_rowid())
}

/// Makes the stale edges anew of their statements; those without any go.
pub(super) fn remake(connection: &Connection) -> rusqlite::Result<()> {
    loop {
        let sql =
            "SELECT s.edge, e.relation FROM stale_edge s LEFT JOIN edge e ON e.id = s.edge ORDER BY s.edge LIMIT ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let stale: Vec<(i64, Option<String>)> = rows.collect::<rusqlite::Result<_>>()?;
        let Some((last, _)) = stale.last() else { return Ok(()) };
        for (id, relation) in &stale {
            if let Some(relation) = relation {
                remake_one(connection, *id, relation)?;
            }
        }
        connection.prepare_cached("DELETE FROM stale_edge WHERE edge <= ?1")?.execute([last])?;
    }
}

fn remake_one(connection: &Connection, id: i64, relation: &str) -> rusqlite::Result<()> {
    let columns = row::EVIDENCE;
    let sql =
        format!("SELECT {columns}, d.date FROM evidence v JOIN document d ON d.id = v.document WHERE v.edge = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    let (mut evidence, mut dates, mut documents) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let statement = row::evidence(row, 0)?;
        dates.extend(row.get::<_, Option<String>>(16)?);
        documents.insert(statement.document.clone());
        evidence.push(statement);
    }
    if evidence.is_empty() {
        connection.prepare_cached("DELETE FROM edge WHERE id = ?1")?.execute([id])?;
        return Ok(());
    }
    let edge = Edge::from_evidence(relation.to_owned(), evidence);
    let sql = "UPDATE edge SET status = ?2, confidence = ?3, count = ?4, documents = ?5, first_seen = ?6, last_seen = ?7 WHERE id = ?1";
    let (status, confidence) = (edge.status.as_str(), document::confidence(edge.confidence));
    let values = params![id, status, confidence, edge.count, documents.len(), dates.first(), dates.last()];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
