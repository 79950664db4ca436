//! Which entities of the documents are the same, block by block.

use super::row;
use crate::graph::{Company, Link, Node, Unit, id_place, link};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How many blocks are looked up at once.
const AT_ONCE: usize = 5_000;

/// Compares the entities of all stale blocks again, and marks those as moved that are another now.
pub(super) fn relink(connection: &Connection) -> rusqlite::Result<()> {
    loop {
        let sql = "SELECT block FROM stale_block ORDER BY block LIMIT ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([AT_ONCE], |row| row.get(0))?;
        let blocks: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        let Some(last) = blocks.last() else { return Ok(()) };
        for block in &blocks {
            relink_block(connection, block)?;
        }
        connection.prepare_cached("DELETE FROM stale_block WHERE block <= ?1")?.execute([last])?;
    }
}

/// Puts all entities into the blocks in which this version compares them, and marks all blocks as stale.
pub(super) fn rename_blocks(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM offer; DELETE FROM redirect; DELETE FROM stale_block;
         UPDATE entity SET direct = NULL, certainty = NULL, rival = NULL;
         INSERT OR IGNORE INTO moved SELECT id FROM entity;",
    )?;
    let mut last = 0i64;
    loop {
        let sql = format!("SELECT {}, entity.id FROM entity WHERE id > ?1 ORDER BY id LIMIT ?2", row::ENTITY);
        let mut statement = connection.prepare_cached(&sql)?;
        let rows =
            statement.query_map(params![last, AT_ONCE], |row| Ok((row::entity(row, 0)?, row.get::<_, i64>(6)?)))?;
        let entities: Vec<(Node, i64)> = rows.collect::<rusqlite::Result<_>>()?;
        let Some((_, id)) = entities.last() else { return Ok(()) };
        last = *id;
        for (node, id) in &entities {
            let block = link::block(node);
            let sql = "UPDATE entity SET block = ?2 WHERE id = ?1 AND block IS NOT ?2";
            connection.prepare_cached(sql)?.execute(params![id, block])?;
            put_blocks(connection, *id, block.as_deref(), &link::offered(node))?;
        }
    }
}

/// Notes in which blocks an entity is compared, and that these are stale.
pub(super) fn put_blocks(
    connection: &Connection,
    entity: i64,
    own: Option<&str>,
    others: &[String],
) -> rusqlite::Result<()> {
    let mut stale = connection.prepare_cached("INSERT OR IGNORE INTO stale_block VALUES (?1)")?;
    if let Some(block) = own {
        stale.execute([block])?;
    }
    for block in others {
        connection
            .prepare_cached("INSERT INTO offer (block, entity) VALUES (?1, ?2)")?
            .execute(params![block, entity])?;
        stale.execute([block])?;
    }
    Ok(())
}

/// What is known of a unit in the store.
struct Known {
    entity: i64,
    document: i64,
    direct: Option<String>,
    certainty: Option<f64>,
    rival: Option<String>,
}

fn relink_block(connection: &Connection, block: &str) -> rusqlite::Result<()> {
    let columns = row::ENTITY;
    let joined = "JOIN document ON document.id = entity.document";
    let known = "entity.id, entity.document, direct, certainty, rival, stem, sha256";
    let own = format!("SELECT {columns}, {known} FROM entity {joined} WHERE block = ?1");
    let offers = format!(
        "SELECT {columns}, {known} FROM offer JOIN entity ON entity.id = offer.entity {joined} WHERE offer.block = ?1"
    );
    let (units, known) = load(connection, &own, block)?;
    let (offered, of_others) = load(connection, &offers, block)?;
    let documents: BTreeMap<&str, i64> = (units.iter().chain(&offered).zip(known.iter().chain(&of_others)))
        .map(|(unit, known)| (unit.document.as_str(), known.document))
        .collect();
    let mut named: BTreeMap<i64, Vec<(String, bool)>> = BTreeMap::new();
    let mut company = |unit: &Unit| -> rusqlite::Result<Company> {
        let document = documents.get(unit.document.as_str()).copied().unwrap_or_default();
        let named = match named.entry(document) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(beside(connection, document)?),
        };
        Ok(link::company(unit, named.iter().map(|(id, known)| (id.as_str(), *known))))
    };
    let links = link::link(&units, &offered, &mut company)?;
    for ((unit, known), link) in units.iter().zip(&known).zip(&links.units) {
        keep(connection, unit, known, link)?;
    }
    let sql = "SELECT local, key FROM redirect WHERE block = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([block], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let before: BTreeMap<String, String> = rows.collect::<rusqlite::Result<_>>()?;
    for local in before.keys().filter(|local| !links.redirects.contains_key(*local)) {
        connection.prepare_cached("DELETE FROM redirect WHERE local = ?1")?.execute([local])?;
        move_all_of(connection, local)?;
    }
    for (local, key) in links.redirects.iter().filter(|(local, key)| before.get(*local) != Some(key)) {
        let sql = "INSERT OR REPLACE INTO redirect VALUES (?1, ?2, ?3)";
        connection.prepare_cached(sql)?.execute(params![local, key, block])?;
        move_all_of(connection, local)?;
    }
    Ok(())
}

/// Notes who a unit is, where that is news.
fn keep(connection: &Connection, unit: &Unit, known: &Known, link: &Link) -> rusqlite::Result<()> {
    let direct = (link.id != unit.id).then_some(&link.id);
    let moved = direct != known.direct.as_ref();
    let certainty = f64::from(link.certainty);
    if !moved && known.rival == link.rival && known.certainty == Some(certainty) {
        return Ok(());
    }
    let sql = "UPDATE entity SET direct = ?2, certainty = ?3, rival = ?4 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![known.entity, direct, certainty, link.rival])?;
    if moved {
        connection.prepare_cached("INSERT OR IGNORE INTO moved VALUES (?1)")?.execute([known.entity])?;
    }
    Ok(())
}

fn load(connection: &Connection, sql: &str, block: &str) -> rusqlite::Result<(Vec<Unit>, Vec<Known>)> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([block])?;
    let (mut units, mut known) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let place = id_place(row.get_ref(11)?.as_str()?, row.get_ref(12)?.as_str()?);
        units.push(Unit::new(&row::entity(row, 0)?, &place));
        known.push(Known {
            entity: row.get(6)?,
            document: row.get(7)?,
            direct: row.get(8)?,
            certainty: row.get(9)?,
            rival: row.get(10)?,
        });
    }
    Ok((units, known))
}

/// The entities that a document mentions, and whether the gazetteer knows them.
fn beside(connection: &Connection, document: i64) -> rusqlite::Result<Vec<(String, bool)>> {
    let sql = "SELECT local, code IS NOT NULL FROM entity WHERE document = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Marks all entities as moved that are, or are led to by way of, `id`.
pub(super) fn move_all_of(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    // One step at a time: as one query, it is planned as a walk over all entities.
    let mut ids = vec![id.to_owned()];
    let mut next = 0;
    while let Some(id) = ids.get(next).cloned() {
        next += 1;
        for found in ["direct = ?1", "local = ?1 AND direct IS NULL"] {
            let sql = format!("INSERT OR IGNORE INTO moved SELECT id FROM entity WHERE {found}");
            connection.prepare_cached(&sql)?.execute([&id])?;
        }
        let mut statement = connection.prepare_cached("SELECT local FROM redirect WHERE key = ?1")?;
        let leading: Vec<String> = statement.query_map([&id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.extend(leading.into_iter().filter(|leading| !ids.contains(leading)).collect::<Vec<_>>());
    }
    Ok(())
}
