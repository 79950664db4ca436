//! Where the copies of a document lie. Its content is in once, under the name of the first of them; it goes when the last is gone.

use super::document::{head, name_documents, source, take_out};
use super::{row, seal};
use crate::document::Document;
use crate::graph::{id_place, plain_id, slug};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What one of the copies says of the document beside its text.
pub(super) struct Copy {
    pub source: String,
    stem: String,
    title: Option<String>,
    date: Option<String>,
    author: Option<String>,
    url: Option<String>,
}

impl Copy {
    /// What a document that was just read says of itself.
    pub fn of(document: &Document) -> Self {
        Self {
            source: source(document),
            stem: plain_id(&document.id, &document.sha256).to_owned(),
            title: document.title.clone(),
            date: document.date.clone(),
            author: document.author.clone(),
            url: document.url.clone(),
        }
    }

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            source: row.get(0)?,
            stem: row.get(1)?,
            title: row.get(2)?,
            date: row.get(3)?,
            author: row.get(4)?,
            url: row.get(5)?,
        })
    }

    /// The order of copies: what has an address comes before what was read from standard input, then by the alphabet; a
    /// document that has no source any more comes last.
    fn rank(&self) -> (u8, &str) {
        let class = match self.source.chars().next() {
            Some('#') => 2,
            Some('-') => 1,
            _ => 0,
        };
        (class, &self.source)
    }
}

/// [`lasting_name`] of `document d` in SQL.
pub(super) const LASTING: &str = "d.stem || '-' || substr(d.sha256, 1, 8)";
/// The documents that have no source any more: theirs is `#` and their hash, as no path and no address begins.
pub(super) const GONE: &str = "SELECT id FROM document WHERE source >= '#' AND source < '$'";
const COLUMNS: &str = "source, stem, title, date, author, url";

/// What a document is called, and what its other copies say.
fn all(connection: &Connection, document: i64) -> rusqlite::Result<(Copy, Vec<Copy>)> {
    let own = format!("SELECT {COLUMNS} FROM document WHERE id = ?1");
    let own = connection.prepare_cached(&own)?.query_row([document], Copy::read)?;
    let sql = format!("SELECT {COLUMNS} FROM copy WHERE document = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut others: Vec<Copy> = statement.query_map([document], Copy::read)?.collect::<rusqlite::Result<_>>()?;
    others.sort_by(|a, b| a.rank().cmp(&b.rank()));
    Ok((own, others))
}

/// All copies of a document that have a source, in no order.
pub(super) fn known(connection: &Connection, document: i64) -> rusqlite::Result<Vec<Copy>> {
    let (own, mut others) = all(connection, document)?;
    others.extend(Some(own).filter(|own| own.rank().0 < 2));
    Ok(others)
}

/// The document that a source is of.
pub(super) fn holder(connection: &Connection, source: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT id FROM document WHERE source = ?1 UNION ALL SELECT document FROM copy WHERE source = ?1";
    connection.prepare_cached(sql)?.query_row([source], |row| row.get(0)).optional()
}

/// Notes that a document lies there too.
pub(super) fn note(connection: &Connection, document: i64, copy: Copy) -> rusqlite::Result<()> {
    let (own, _) = all(connection, document)?;
    if own.source == copy.source {
        return Ok(());
    }
    if own.rank() < copy.rank() {
        return keep(connection, document, &copy);
    }
    rename(connection, document, &copy)?;
    if own.rank().0 < 2 { keep(connection, document, &own) } else { Ok(()) }
}

fn keep(connection: &Connection, document: i64, copy: &Copy) -> rusqlite::Result<()> {
    let Copy { source, stem, title, date, author, url } = copy;
    let sql = "INSERT OR REPLACE INTO copy (source, document, stem, title, date, author, url) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![source, document, stem, title, date, author, url])?;
    Ok(())
}

/// Notes that a source has another content now, or none. A document without any source is taken out by [`sweep`], once all
/// is read: what lay here may lie elsewhere now.
pub(super) fn release(connection: &Connection, source: &str) -> rusqlite::Result<()> {
    let Some(document) = holder(connection, source)? else { return Ok(()) };
    if connection.prepare_cached("DELETE FROM copy WHERE source = ?1")?.execute([source])? > 0 {
        return Ok(());
    }
    let (_, others) = all(connection, document)?;
    if let Some(next) = others.first() {
        connection.prepare_cached("DELETE FROM copy WHERE source = ?1")?.execute([&next.source])?;
        return rename(connection, document, next);
    }
    let sql = "UPDATE document SET source = '#' || sha256 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute([document])?;
    // Until it is swept out, the graph lags behind.
    unsettle(connection, document)?;
    seal::put(connection, document)
}

/// Takes out the documents that have no source any more.
pub(super) fn sweep(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&format!("{GONE} ORDER BY id"))?;
    let gone: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    gone.into_iter().try_for_each(|document| take_out(connection, document))
}

/// Calls a document as one of its copies does. The ids of what it only describes have its name in them.
fn rename(connection: &Connection, document: i64, copy: &Copy) -> rusqlite::Result<()> {
    let sql = "SELECT stem, sha256, folded FROM document WHERE id = ?1";
    let read = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let (before, sha256, folded): (String, String, String) =
        connection.prepare_cached(sql)?.query_row([document], read)?;
    unsettle(connection, document)?;
    let Copy { source, stem, title, date, author, url } = copy;
    let sql = "UPDATE document SET source = ?2, stem = ?3, folded = ?4, title = ?5, date = ?6, author = ?7, url = ?8 WHERE id = ?1";
    let values = params![document, source, stem, slug(stem), title, date, author, url];
    connection.prepare_cached(sql)?.execute(values)?;
    if before != *stem {
        let [old, new] = [&before, stem].map(|stem| format!("@{}", id_place(stem, &sha256)));
        let sql = "UPDATE entity SET local = replace(local, ?2, ?3) WHERE document = ?1 AND instr(local, ?2) > 0";
        connection.prepare_cached(sql)?.execute(params![document, old, new])?;
        name_documents(connection, &folded)?;
        name_documents(connection, &slug(stem))?;
    }
    seal::put(connection, document)
}

/// Marks all that follows from a document as stale.
pub(super) fn unsettle(connection: &Connection, document: i64) -> rusqlite::Result<()> {
    for sql in row::STALE {
        connection.prepare_cached(sql)?.execute([document])?;
    }
    let sql = "UPDATE entity SET node = NULL, direct = NULL, certainty = NULL, rival = NULL WHERE document = ?1";
    connection.prepare_cached(sql)?.execute([document])?;
    Ok(())
}

/// The name by which a document can always be told, whatever others are called: that of those that share a name. The same in
/// SQL, of `document d`, is [`LASTING`].
pub(super) fn lasting_name(stem: &str, sha256: &str) -> String {
    format!("{stem}-{}", head(sha256))
}
