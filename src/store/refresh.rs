//! Bringing the graph of all documents up to date.
//!
//! What documents state is never changed here; whose entity is whose node, and nodes and edges, are made anew where
//! something under them changed. All of it happens in one transaction.

use super::curation::{Curation, Decisions};
use super::{Store, StoreError, assertions, copies, edges, links, nodes};
use crate::graph::link;
use crate::relations::Ontology;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use std::fmt;

/// Name of the row of `meta` that holds the curation that the graph was made with.
const CURATION: &str = "curation";
/// Name of the row of `meta` that tells how names were compared.
const LINKING: &str = "linking";

/// What a curation names and a store does not have, so that what is decided of it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// The id of an entity.
    Entity(String),
    /// The name of a document.
    Document(String),
    /// A relation that neither the built-in ontology nor any text has.
    Relation(String),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(id) => write!(
                f,
                "there is no entity {id:?}, so that what is decided of it changes nothing; `powermap show NAME` prints ids"
            ),
            Self::Document(name) => write!(
                f,
                "there is no document {name:?}, so that what is decided of it changes nothing; `powermap documents` lists them"
            ),
            Self::Relation(name) => write!(f, "no text states a relation {name:?}, and the built-in ontology has none"),
        }
    }
}

impl Store {
    /// Whether the graph lags behind the documents or the curation.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn is_stale(&self, curation: &Curation) -> Result<bool, StoreError> {
        Ok(self.lags()? || self::curation(&self.connection).map_err(|error| self.failed(error))? != curation.text)
    }

    /// Whether the graph lags behind the documents, or was made by another version.
    pub(super) fn lags(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM stale_block) OR EXISTS (SELECT 1 FROM stale_node) \
                   OR EXISTS (SELECT 1 FROM stale_edge) OR EXISTS (SELECT 1 FROM entity WHERE node IS NULL)";
        // A document that names nobody leaves no other trace of its going.
        let stale = self.ask(&format!("{sql} OR EXISTS ({})", copies::GONE), [], |row| row.get::<_, bool>(0))?;
        Ok(stale || noted(&self.connection, LINKING).map_err(|error| self.failed(error))? != link::VERSION)
    }

    /// Brings the graph of all documents up to date with them and with the curation. What the curation names and
    /// nothing here has is returned.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn refresh(&mut self, curation: &Curation) -> Result<Vec<Unknown>, StoreError> {
        if !self.is_stale(curation)? || self.read_only {
            return Ok(Vec::new());
        }
        self.check_structure()?;
        self.change(|transaction| {
            prepare(transaction)?;
            copies::sweep(transaction)?;
            let decisions = Decisions::from(curation);
            if noted(transaction, LINKING)? != link::VERSION {
                links::rename_blocks(transaction)?;
                // Names and types are chosen anew too, whether anything moved or not.
                transaction.execute_batch(
                    "INSERT OR IGNORE INTO stale_node SELECT id FROM node; INSERT OR IGNORE INTO stale_edge SELECT id FROM edge;",
                )?;
                note(transaction, LINKING, link::VERSION)?;
            }
            let old = self::curation(transaction)?;
            if old != curation.text {
                let before = Curation::parse(&curation.source, &old).unwrap_or_default();
                for id in curation.ids().union(&before.ids()) {
                    reconsider(transaction, id)?;
                }
                note(transaction, CURATION, &curation.text)?;
                assertions::replace(transaction, curation)?;
            }
            derive(transaction, &decisions)?;
            let mut unknown = Vec::new();
            let mut look = |sql: &str, names: BTreeSet<String>, what: fn(String) -> Unknown| {
                for name in names {
                    if !transaction.prepare_cached(sql)?.query_row([&name], |row| row.get::<_, bool>(0))? {
                        unknown.push(what(name));
                    }
                }
                Ok::<_, rusqlite::Error>(())
            };
            let entity = "SELECT EXISTS (SELECT 1 FROM entity WHERE local = ?1) OR EXISTS (SELECT 1 FROM node WHERE key = ?1) \
                          OR EXISTS (SELECT 1 FROM entity WHERE direct = ?1)";
            look(entity, curation.ids(), Unknown::Entity)?;
            let document =
                format!("SELECT EXISTS (SELECT 1 FROM document d WHERE d.name = ?1 OR {} = ?1)", copies::LASTING);
            look(&document, curation.documents(), Unknown::Document)?;
            let ontology = Ontology::built_in();
            let relations = curation.relations().into_iter().filter(|name| ontology.relation(name).is_none()).collect();
            let stated = "SELECT EXISTS (SELECT 1 FROM evidence WHERE relation = ?1 AND found_by <> 'curation')";
            look(stated, relations, Unknown::Relation)?;
            Ok(unknown)
        })
    }
}

/// Makes the lists of what is to be looked at again.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS moved (entity INTEGER PRIMARY KEY); DELETE FROM moved;
         CREATE TEMP TABLE IF NOT EXISTS touched (evidence INTEGER PRIMARY KEY); DELETE FROM touched;",
    )
}

/// Makes anew what is stale: who is who, nodes and edges.
pub(super) fn derive(connection: &Connection, decisions: &Decisions) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM snapshot", [])?;
    links::relink(connection)?;
    connection.execute("INSERT OR IGNORE INTO moved SELECT id FROM entity WHERE node IS NULL", [])?;
    nodes::move_entities(connection, decisions)?;
    nodes::remake(connection, decisions)?;
    edges::move_evidence(connection, decisions)?;
    edges::remake(connection)?;
    // Nodes that nothing means any more go last: edges pointed to them until now.
    connection.execute_batch(
        "DELETE FROM alias WHERE node IN (SELECT node FROM stale_node) AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.node = alias.node);
         DELETE FROM node WHERE id IN (SELECT node FROM stale_node) AND NOT EXISTS (SELECT 1 FROM entity WHERE entity.node = node.id);
         DELETE FROM stale_node;",
    )
}

/// The text of the curation that the graph was made with.
pub(super) fn curation(connection: &Connection) -> rusqlite::Result<String> {
    noted(connection, CURATION)
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
        "INSERT OR IGNORE INTO moved SELECT id FROM entity WHERE local = ?1",
        "INSERT OR IGNORE INTO moved SELECT id FROM entity WHERE node = (SELECT id FROM node WHERE key = ?1)",
        "INSERT OR IGNORE INTO stale_node SELECT id FROM node WHERE key = ?1",
        "INSERT OR IGNORE INTO touched SELECT v.id FROM evidence v JOIN moved m ON v.source = m.entity WHERE ?1 = ?1",
        "INSERT OR IGNORE INTO touched SELECT v.id FROM evidence v JOIN moved m ON v.target = m.entity WHERE ?1 = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}
