//! The rows of one document: how they are written, and taken out again.

use super::check::at;
use super::{copies, links, row, seal};
use crate::document::Document;
use crate::graph::{Evidence, Graph, Node, link, plain_id, slug};
use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is read from standard input has no lasting address but its content, whatever ids its records have: those of another
/// feed may be the same.
pub(super) fn source(document: &Document) -> String {
    let source = &document.source;
    let passing = source == "-" || source.starts_with("-#");
    if passing { format!("{source}#{}", head(&document.sha256)) } else { source.clone() }
}

pub(super) fn head(sha256: &str) -> &str {
    sha256.get(..8).unwrap_or(sha256)
}

/// Writes the rows of a document and of all it states, and gives its row.
pub(super) fn take_in(transaction: &Transaction, document: &Document, graph: &Graph) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO document (name, stem, folded, title, date, author, url, source, sha256, model, text, blocks) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let stem = plain_id(&document.id, &document.sha256);
    let folded = slug(stem);
    let Document { title, date, author, url, sha256, text, .. } = document;
    // Its name is settled with those of the others that look like it.
    let values = params![
        sha256,
        stem,
        folded,
        title,
        date,
        author,
        url,
        source(document),
        sha256,
        graph.model(),
        text,
        row::written_blocks(document)
    ];
    transaction.prepare_cached(sql)?.execute(values)?;
    let id = transaction.last_insert_rowid();
    name_documents(transaction, &folded)?;
    let mut entities: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, node) in graph.nodes() {
        entities.insert(&node.id, put_entity(transaction, id, node)?);
    }
    for relation in graph.edges() {
        let ends = (entities.get(relation.source.id.as_str()), entities.get(relation.target.id.as_str()));
        if let (Some(&source), Some(&target)) = ends {
            for evidence in &relation.edge.evidence {
                put_evidence(transaction, (id, text), [source, target], &relation.edge.relation, evidence)?;
            }
        }
    }
    seal::put(transaction, id)?;
    Ok(id)
}

fn put_entity(transaction: &Transaction, document: i64, node: &Node) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO entity (document, local, name, type, code, aliases, mentions, block) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let block = link::block(node);
    let aliases = serde_json::to_string(&node.aliases).unwrap_or_default();
    let values = params![document, node.id, node.name, node.kind.as_str(), node.code, aliases, node.mentions, block];
    transaction.prepare_cached(sql)?.execute(values)?;
    let entity = transaction.last_insert_rowid();
    links::put_blocks(transaction, entity, block.as_deref(), &link::offered(node))?;
    Ok(entity)
}

fn put_evidence(
    transaction: &Transaction,
    (document, text): (i64, &str),
    [source, target]: [i64; 2],
    relation: &str,
    evidence: &Evidence,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO evidence (document, source, target, relation, status, confidence, found_by, sentence, start, \"end\", \
               source_start, source_end, target_start, target_end, cue_start, cue_end, attributed_to, attributed_start, attributed_end, \
               source_words, target_words, cue_words, digest) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)";
    let e = evidence;
    let values = params![
        document,
        source,
        target,
        relation,
        e.status.as_str(),
        confidence(e.confidence),
        e.by,
        e.sentence,
        e.span.start,
        e.span.end,
        e.source_span.start,
        e.source_span.end,
        e.target_span.start,
        e.target_span.end,
        e.cue_span.map(|span| span.start),
        e.cue_span.map(|span| span.end),
        e.attributed_to,
        e.attributed_to_span.map(|span| span.start),
        e.attributed_to_span.map(|span| span.end),
        at(text, e.source_span),
        at(text, e.target_span),
        e.cue_span.and_then(|span| at(text, span)),
        digest(&e.text),
    ];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// As the JSON has it: 0.86, where the nearest double to the nearest float is 0.860000014.
pub(super) fn confidence(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

/// The beginning of the SHA-256 of a sentence, by which a check knows it again.
pub(super) fn digest(sentence: &str) -> String {
    Sha256::digest(sentence.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn take_out(transaction: &Connection, document: i64) -> rusqlite::Result<()> {
    for sql in row::STALE.into_iter().chain([
        "DELETE FROM evidence WHERE document = ?1",
        "DELETE FROM offer WHERE entity IN (SELECT id FROM entity WHERE document = ?1)",
        "DELETE FROM entity WHERE document = ?1",
        "DELETE FROM copy WHERE document = ?1",
    ]) {
        transaction.prepare_cached(sql)?.execute([document])?;
    }
    let sql = "DELETE FROM document WHERE id = ?1 RETURNING folded";
    let folded: String = transaction.prepare_cached(sql)?.query_row([document], |row| row.get(0))?;
    name_documents(transaction, &folded)
}

/// Names the documents whose names look alike, whatever the order in which they came: the stem where there is one, else
/// each with the beginning of its hash behind it.
pub(super) fn name_documents(transaction: &Connection, folded: &str) -> rusqlite::Result<()> {
    let sql = "SELECT id, stem, sha256 FROM document WHERE folded = ?1 ORDER BY id";
    let mut statement = transaction.prepare_cached(sql)?;
    let rows = statement.query_map([folded], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let documents: Vec<(i64, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    for (id, stem, sha256) in &documents {
        let name = if documents.len() == 1 { stem.clone() } else { copies::lasting_name(stem, sha256) };
        let sql = "UPDATE document SET name = ?2 WHERE id = ?1 AND name <> ?2";
        if transaction.prepare_cached(sql)?.execute(params![id, name])? > 0 {
            // What the user decided may be decided of the new name, or be no longer.
            copies::unsettle(transaction, *id)?;
        }
    }
    Ok(())
}
