//! What tells whether a document, its entities and its statements are as they were taken in.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// All that is known of a document by itself; who its entities are among all documents is no part of it.
const PARTS: [&str; 3] = [
    "SELECT stem, folded, title, date, author, url, source, sha256, model, text, blocks FROM document WHERE id = ?1",
    "SELECT id, local, name, type, code, aliases, mentions FROM entity WHERE document = ?1 ORDER BY id",
    "SELECT id, source, target, relation, status, confidence, found_by, sentence, start, \"end\", source_start, source_end, \
     target_start, target_end, cue_start, cue_end, attributed_to, attributed_start, attributed_end, source_words, target_words, \
     cue_words, digest, sentence_text FROM evidence WHERE document = ?1 ORDER BY id",
];

/// The hash of all that is known of a document: the beginning of a SHA-256 over the values of its rows, each with its type
/// and its length before it.
pub(super) fn of(connection: &Connection, document: i64) -> rusqlite::Result<String> {
    let mut hash = Sha256::new();
    for sql in PARTS {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([document])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                    ValueRef::Null => (0, &[]),
                    ValueRef::Integer(number) => (1, &number.to_le_bytes()),
                    ValueRef::Real(number) => (2, &number.to_le_bytes()),
                    ValueRef::Text(text) => (3, text),
                    ValueRef::Blob(blob) => (4, blob),
                };
                hash.update([kind]);
                hash.update(bytes.len().to_le_bytes());
                hash.update(bytes);
            }
        }
        hash.update([u8::MAX]);
    }
    Ok(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

/// Seals a document that is in with all it states.
pub(super) fn put(connection: &Connection, document: i64) -> rusqlite::Result<()> {
    let seal = of(connection, document)?;
    connection.prepare_cached("UPDATE document SET seal = ?2 WHERE id = ?1")?.execute(params![document, seal])?;
    Ok(())
}

/// Seals those that an older version left without.
pub(super) fn put_missing(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT id FROM document WHERE seal IS NULL ORDER BY id")?;
    let open: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    open.into_iter().try_for_each(|document| put(connection, document))
}
