//! Taking documents in, and out again.

use super::check::at;
use super::{Store, StoreError, links, row, seal};
use crate::document::Document;
use crate::graph::{Evidence, Graph, Node, link, plain_id, slug};
use crate::relations::Ontology;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What became of the documents of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones.
    pub added: usize,
    /// Those whose source was known with another content, which they replace.
    pub changed: usize,
    /// Those whose content was there already.
    pub known: usize,
}

/// What to do with a document whose content is in already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It stays as it was read.
    PassOver,
    /// It was read again, and takes the place of what was read before.
    Replace,
}

/// An input file whose articles are all in, so that it need not be read again while its bytes stay the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Where it is.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many articles it has.
    pub articles: usize,
    /// Sources of documents that are to be taken out, as the file has them no longer.
    pub gone: Vec<String>,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.known += other.known;
    }
}

impl Store {
    /// Whether a document of this content is in. Of copies the one whose source sorts first is kept, so that the order in
    /// which they come does not matter: a later one than this is not known.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn knows(&self, document: &Document) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM document WHERE sha256 = ?1 AND source <= ?2)";
        self.ask(sql, [&document.sha256, &source(document)], |row| row.get(0))
    }

    /// The sources of the documents that came from a file.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn sources_of(&self, path: &str) -> Result<Vec<String>, StoreError> {
        // `$` is the character behind `#`, which stands before the id of a record.
        let sql = "SELECT source FROM document WHERE source = ?1 OR (source >= ?1 || '#' AND source < ?1 || '$') ORDER BY source";
        self.list(sql, [path], |row| row.get(0))
    }

    /// Takes in documents, each with its graph: all of them or, where something fails, none.
    ///
    /// `finished` are the files whose last articles these are. What becomes of a document
    /// whose content is in already, `known` says; one whose source is in with another content replaces it.
    /// [`Store::refresh`] brings the graph of all documents up to date afterwards.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn put(
        &mut self,
        articles: &[(Document, Graph)],
        finished: &[Finished],
        ontology: &Ontology,
        known: Known,
    ) -> Result<Tally, StoreError> {
        self.change(|transaction| {
            let mut tally = Tally::default();
            for relation in ontology.relations().iter().filter(|relation| relation.symmetric) {
                transaction.prepare_cached("INSERT OR IGNORE INTO symmetric VALUES (?1)")?.execute([&relation.name])?;
            }
            for (document, graph) in articles {
                let find = |sql: &str, value: &str| {
                    transaction.prepare_cached(sql)?.query_row([value], |row| row.get::<_, i64>(0)).optional()
                };
                let sql = "SELECT id, source > ?2 FROM document WHERE sha256 = ?1";
                let copy: Option<(i64, bool)> = (transaction.prepare_cached(sql)?)
                    .query_row([&document.sha256, &source(document)], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                let passed_over = copy.is_some() && known == Known::PassOver;
                if let Some((_, false)) = copy.filter(|_| passed_over) {
                    tally.known += 1;
                    continue;
                }
                let same = copy.map(|(id, _)| id);
                let old = find("SELECT id FROM document WHERE source = ?1", &source(document))?;
                match (passed_over, same.or(old)) {
                    // Of copies the one whose source sorts first is kept.
                    (true, _) => tally.known += 1,
                    (false, None) => tally.added += 1,
                    (false, Some(_)) => tally.changed += 1,
                }
                let replaced: BTreeSet<i64> = same.into_iter().chain(old).collect();
                for old in replaced {
                    // A copy of the old content may lie in another file, which must be read again to bring it back.
                    transaction.prepare_cached("DELETE FROM input")?.execute([])?;
                    take_out(transaction, old)?;
                }
                take_in(transaction, document, graph)?;
            }
            for Finished { path, sha256, articles, gone } in finished {
                for source in gone {
                    let sql = "SELECT id FROM document WHERE source = ?1";
                    let found = transaction.prepare_cached(sql)?.query_row([source], |row| row.get(0)).optional()?;
                    if let Some(document) = found {
                        take_out(transaction, document)?;
                    }
                }
                let sql = "INSERT OR REPLACE INTO input VALUES (?1, ?2, ?3)";
                transaction.prepare_cached(sql)?.execute(params![path, sha256, articles])?;
            }
            Ok(tally)
        })
    }

    /// Takes a document out with all that it alone states; `name` is its name, source, URL or the hash of its content.
    ///
    /// # Errors
    /// Where there is none such, or the file cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<(), StoreError> {
        let sql = "SELECT id FROM document WHERE name = ?1 OR source = ?1 OR url = ?1 OR sha256 = ?1 ORDER BY id";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([name], |row| row.get(0)).optional());
        let Some(document) = found.map_err(|error| self.failed(error))? else {
            return Err(StoreError::NoDocument { path: self.path.display().to_string(), name: name.to_owned() });
        };
        self.change(|transaction| {
            // Its file is no longer wholly in.
            transaction.execute("DELETE FROM input", [])?;
            take_out(transaction, document)
        })
    }

    /// How many articles an input file with this hash of its bytes has, where all of them are in.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn knows_input(&self, path: &str, sha256: &str) -> Result<Option<usize>, StoreError> {
        let sql = "SELECT articles FROM input WHERE path = ?1 AND sha256 = ?2";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([path, sha256], |row| row.get(0)).optional());
        found.map_err(|error| self.failed(error))
    }
}

/// What is read from standard input has no lasting address but its content.
fn source(document: &Document) -> String {
    if document.source == "-" { format!("-#{}", head(&document.sha256)) } else { document.source.clone() }
}

fn head(sha256: &str) -> &str {
    sha256.get(..8).unwrap_or(sha256)
}

pub(super) fn take_in(transaction: &Transaction, document: &Document, graph: &Graph) -> rusqlite::Result<()> {
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
    seal::put(transaction, id)
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

pub(super) fn take_out(transaction: &Transaction, document: i64) -> rusqlite::Result<()> {
    for sql in [
        "INSERT OR IGNORE INTO stale_edge SELECT edge FROM evidence WHERE document = ?1 AND edge IS NOT NULL",
        "INSERT OR IGNORE INTO stale_node SELECT node FROM entity WHERE document = ?1 AND node IS NOT NULL",
        "INSERT OR IGNORE INTO stale_block SELECT block FROM entity WHERE document = ?1 AND block IS NOT NULL",
        "INSERT OR IGNORE INTO stale_block SELECT block FROM offer WHERE entity IN (SELECT id FROM entity WHERE document = ?1)",
        "DELETE FROM evidence WHERE document = ?1",
        "DELETE FROM offer WHERE entity IN (SELECT id FROM entity WHERE document = ?1)",
        "DELETE FROM entity WHERE document = ?1",
    ] {
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
        let name = if documents.len() == 1 { stem.clone() } else { format!("{stem}-{}", head(sha256)) };
        transaction
            .prepare_cached("UPDATE document SET name = ?2 WHERE id = ?1 AND name <> ?2")?
            .execute(params![id, name])?;
    }
    Ok(())
}
