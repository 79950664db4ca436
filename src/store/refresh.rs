//! Bringing the graph of all documents up to date.
//!
//! What documents state is never changed here; whose entity is whose node, and nodes and edges, are made anew where
//! something under them changed. All of it happens in one transaction.

use super::curation::{Curation, Decisions};
use super::{Store, StoreError, assertions, edges, links, nodes};
use crate::graph::link;
use rusqlite::{Connection, OptionalExtension, params};

/// Name of the row of `meta` that holds the curation that the graph was made with.
const CURATION: &str = "curation";
/// Name of the row of `meta` that tells how names were compared.
const LINKING: &str = "linking";

impl Store {
    /// Whether the graph lags behind the documents or the curation.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn is_stale(&self, curation: &Curation) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM stale_block) OR EXISTS (SELECT 1 FROM stale_node) \
                   OR EXISTS (SELECT 1 FROM stale_edge) OR EXISTS (SELECT 1 FROM entity WHERE node IS NULL)";
        let stale: bool = self.ask(sql, [], |row| row.get(0))?;
        let known = |name| noted(&self.connection, name).map_err(|error| self.failed(error));
        Ok(stale || known(CURATION)? != curation.text || known(LINKING)? != link::VERSION)
    }

    /// Brings the graph of all documents up to date with them and with the curation. Ids that the curation names and
    /// nothing has are returned.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn refresh(&mut self, curation: &Curation) -> Result<Vec<String>, StoreError> {
        if !self.is_stale(curation)? || self.read_only {
            return Ok(Vec::new());
        }
        self.change(|transaction| {
            transaction.execute_batch(
                "CREATE TEMP TABLE IF NOT EXISTS moved (entity INTEGER PRIMARY KEY); DELETE FROM moved;
                 CREATE TEMP TABLE IF NOT EXISTS touched (evidence INTEGER PRIMARY KEY); DELETE FROM touched;",
            )?;
            let decisions = Decisions::from(curation);
            if noted(transaction, LINKING)? != link::VERSION {
                links::rename_blocks(transaction)?;
                note(transaction, LINKING, link::VERSION)?;
            }
            let old = noted(transaction, CURATION)?;
            if old != curation.text {
                let before = Curation::parse(&curation.source, &old).unwrap_or_default();
                for id in curation.ids().union(&before.ids()) {
                    reconsider(transaction, id)?;
                }
                note(transaction, CURATION, &curation.text)?;
                assertions::replace(transaction, curation)?;
            }
            links::relink(transaction)?;
            transaction.execute("INSERT OR IGNORE INTO moved SELECT id FROM entity WHERE node IS NULL", [])?;
            nodes::move_entities(transaction, &decisions)?;
            nodes::remake(transaction, &decisions)?;
            edges::move_evidence(transaction, &decisions)?;
            edges::remake(transaction)?;
            // Nodes that nothing means any more go last: edges pointed to them until now.
            transaction.execute_batch(
                "DELETE FROM alias WHERE node IN (SELECT node FROM stale_node) AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.node = alias.node);
                 DELETE FROM node WHERE id IN (SELECT node FROM stale_node) AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.node = node.id);
                 DELETE FROM stale_node;",
            )?;
            let mut unknown = Vec::new();
            for id in curation.ids() {
                let sql = "SELECT EXISTS (SELECT 1 FROM entity WHERE local = ?1) OR EXISTS (SELECT 1 FROM node WHERE key = ?1) \
                           OR EXISTS (SELECT 1 FROM entity WHERE direct = ?1)";
                if !transaction.prepare_cached(sql)?.query_row([&id], |row| row.get::<_, bool>(0))? {
                    unknown.push(id);
                }
            }
            Ok(unknown)
        })
    }
}

/// What `meta` holds under a name.
fn noted(connection: &Connection, name: &str) -> rusqlite::Result<String> {
    let sql = "SELECT value FROM meta WHERE name = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?.unwrap_or_default())
}

fn note(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", params![name, value])?;
    Ok(())
}

/// Marks what a decision about `id` may change.
fn reconsider(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    links::move_all_of(connection, id)?;
    for sql in [
        "INSERT OR IGNORE INTO moved SELECT id FROM entity WHERE node = (SELECT id FROM node WHERE key = ?1)",
        "INSERT OR IGNORE INTO stale_node SELECT id FROM node WHERE key = ?1",
        "INSERT OR IGNORE INTO touched SELECT v.id FROM evidence v JOIN moved m ON v.source = m.entity WHERE ?1 = ?1",
        "INSERT OR IGNORE INTO touched SELECT v.id FROM evidence v JOIN moved m ON v.target = m.entity WHERE ?1 = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}
