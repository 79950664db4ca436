//! Taking documents in, and out again.

use super::document::{source, take_in, take_out};
use super::{Store, StoreError};
use crate::document::Document;
use crate::graph::Graph;
use crate::relations::Ontology;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

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
