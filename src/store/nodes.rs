//! Whose entity is whose node, and what nodes are.

use super::curation::Decisions;
use super::{copies, row};
use crate::entities::EntityType;
use crate::graph::{Node, fold, fuller, kind_of_id};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows are looked at at once.
const AT_ONCE: usize = 5_000;
/// How many redirects are followed: they lead to ever longer names, but a damaged file could hold a ring.
const REDIRECTS: usize = 8;

/// Gives all moved entities their nodes; what they state is marked as touched, and the nodes as stale.
pub(super) fn move_entities(connection: &Connection, decisions: &Decisions) -> rusqlite::Result<()> {
    let mut last = 0i64;
    loop {
        let sql = format!(
            "SELECT e.id, e.local, e.direct, e.node, d.name, {} FROM moved m JOIN entity e ON e.id = m.entity \
             JOIN document d ON d.id = e.document WHERE m.entity > ?1 ORDER BY m.entity LIMIT ?2",
            copies::LASTING
        );
        let mut statement = connection.prepare_cached(&sql)?;
        type Moved = (i64, String, Option<String>, Option<i64>, [String; 2]);
        let read =
            |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, [row.get(4)?, row.get(5)?]));
        let moved: Vec<Moved> = statement.query_map(params![last, AT_ONCE], read)?.collect::<rusqlite::Result<_>>()?;
        let Some((id, ..)) = moved.last() else { break };
        last = *id;
        for (entity, local, direct, before, names) in &moved {
            let key = key(connection, decisions, local, direct.as_deref(), names)?;
            let node = node(connection, &key)?;
            if *before == Some(node) {
                connection.prepare_cached("DELETE FROM moved WHERE entity = ?1")?.execute([entity])?;
                continue;
            }
            connection.prepare_cached("UPDATE entity SET node = ?2 WHERE id = ?1")?.execute([*entity, node])?;
            for node in before.iter().chain([&node]) {
                connection.prepare_cached("INSERT OR IGNORE INTO stale_node VALUES (?1)")?.execute([node])?;
            }
        }
    }
    for end in ["source", "target"] {
        let sql =
            format!("INSERT OR IGNORE INTO touched SELECT v.id FROM moved m JOIN evidence v ON v.{end} = m.entity");
        connection.execute(&sql, [])?;
    }
    Ok(())
}

/// The id among all documents of an entity that is `local` in its own.
fn key(
    connection: &Connection,
    decisions: &Decisions,
    local: &str,
    direct: Option<&str>,
    names: &[String; 2],
) -> rusqlite::Result<String> {
    // What the user says of an id holds wherever documents have it, also where it was put apart from others of the name.
    let decided = decisions.apart.contains(local) || decisions.becomes.contains_key(local);
    let mut id = if decided { local } else { direct.unwrap_or(local) }.to_owned();
    for _ in 0..REDIRECTS {
        let next = match decisions.becomes.get(id.as_str()) {
            Some(into) => Some((*into).to_owned()),
            None if decisions.apart.contains(id.as_str()) => None,
            None => {
                let sql = "SELECT key FROM redirect WHERE local = ?1";
                connection.prepare_cached(sql)?.query_row([&id], |row| row.get(0)).optional()?
            }
        };
        match next {
            Some(next) if next != id => id = next,
            _ => break,
        }
    }
    if id != local && decisions.different.iter().any(|ids| ids.contains(id.as_str()) && ids.contains(local)) {
        local.clone_into(&mut id);
    }
    let split = {
        let ids = [id.as_str(), local].into_iter();
        let mut both = ids.flat_map(|id| names.iter().map(move |name| (id, name.as_str())));
        both.find_map(|of| decisions.split.get(&of))
    };
    Ok(match split {
        Some(into) => (*into).to_owned(),
        None => id,
    })
}

/// The row of the node with this id, made where there is none.
fn node(connection: &Connection, key: &str) -> rusqlite::Result<i64> {
    let found = connection.prepare_cached("SELECT id FROM node WHERE key = ?1")?.query_row([key], |row| row.get(0));
    if let Some(node) = found.optional()? {
        return Ok(node);
    }
    let sql = "INSERT INTO node (key, name, type, mentions, documents) VALUES (?1, '', 'person', 0, 0)";
    connection.prepare_cached(sql)?.execute([key])?;
    Ok(connection.last_insert_rowid())
}

/// Makes the stale nodes anew of their entities; those without any are left to be taken out with their edges.
pub(super) fn remake(connection: &Connection, decisions: &Decisions) -> rusqlite::Result<()> {
    let mut last = 0i64;
    loop {
        let sql = "SELECT s.node, n.key FROM stale_node s JOIN node n ON n.id = s.node WHERE s.node > ?1 ORDER BY s.node LIMIT ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![last, AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let stale: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let Some((id, _)) = stale.last() else { return Ok(()) };
        last = *id;
        for (node, key) in &stale {
            if let Some(parts) = Parts::of(connection, *node)? {
                write(connection, *node, key, &parts, decisions)?;
            }
        }
    }
}

/// What the entities of a node come to.
#[derive(Default)]
struct Parts {
    names: BTreeSet<String>,
    /// The names with their ids.
    own_names: BTreeSet<(String, String)>,
    aliases: BTreeSet<String>,
    codes: BTreeSet<String>,
    kinds: BTreeMap<EntityType, usize>,
    /// The type of the entity whose id the node has.
    own_kinds: BTreeMap<String, EntityType>,
    documents: BTreeSet<i64>,
    mentions: usize,
    dates: BTreeSet<String>,
}

impl Parts {
    fn of(connection: &Connection, node: i64) -> rusqlite::Result<Option<Self>> {
        let columns = row::ENTITY;
        let sql = format!(
            "SELECT {columns}, document.id, date FROM entity JOIN document ON document.id = entity.document WHERE node = ?1"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([node])?;
        let mut parts = Self::default();
        while let Some(row) = rows.next()? {
            let Node { id, name, kind, aliases, mentions, code, .. } = row::entity(row, 0)?;
            parts.own_names.insert((id.clone(), name.clone()));
            parts.names.insert(name);
            parts.aliases.extend(aliases);
            parts.codes.extend(code);
            *parts.kinds.entry(kind).or_default() += 1;
            parts.own_kinds.insert(id, kind);
            parts.mentions += mentions;
            parts.documents.insert(row.get(6)?);
            parts.dates.extend(row.get::<_, Option<String>>(7)?);
        }
        Ok((!parts.names.is_empty()).then_some(parts))
    }

    fn kind(&self, key: &str) -> EntityType {
        let most = || self.kinds.iter().max_by_key(|(_, count)| **count).map(|(kind, _)| *kind);
        self.own_kinds.get(key).copied().or_else(most).unwrap_or_else(|| kind_of_id(key))
    }
}

fn write(connection: &Connection, node: i64, key: &str, parts: &Parts, decisions: &Decisions) -> rusqlite::Result<()> {
    let own = parts.own_names.iter().filter(|(id, _)| id == key).map(|(_, name)| name.as_str());
    let name = fuller(own).or_else(|| fuller(parts.names.iter().map(String::as_str))).unwrap_or_default();
    let shown = decisions.names.get(key).copied().unwrap_or(name);
    let kind = decisions.kinds.get(key).copied().unwrap_or_else(|| parts.kind(key));
    let sql = "UPDATE node SET name = ?2, type = ?3, code = ?4, mentions = ?5, documents = ?6, first_seen = ?7, last_seen = ?8 WHERE id = ?1";
    let (first, last) = (parts.dates.first(), parts.dates.last());
    let values =
        params![node, shown, kind.as_str(), parts.codes.first(), parts.mentions, parts.documents.len(), first, last];
    connection.prepare_cached(sql)?.execute(values)?;
    connection.prepare_cached("DELETE FROM alias WHERE node = ?1")?.execute([node])?;
    // It is found by the name that the user gave it, and by those that it has in texts as well.
    for alias in parts.aliases.iter().map(String::as_str).chain(decisions.names.get(key).copied()) {
        let sql = "INSERT OR IGNORE INTO alias (folded, node, alias) VALUES (?1, ?2, ?3)";
        connection.prepare_cached(sql)?.execute(params![fold(alias), node, alias])?;
    }
    Ok(())
}
