//! Taking documents in, and out again.

use super::copies::{self, Copy};
use super::document::{source, take_in, take_out};
use super::{Store, StoreError};
use crate::document::Document;
use crate::graph::Graph;
use crate::relations::Ontology;
use rusqlite::{OptionalExtension, params};

/// What became of the documents of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones.
    pub added: usize,
    /// Those whose source was known with another content, which they replace.
    pub changed: usize,
    /// Those whose content was there already.
    pub known: usize,
    /// Those that were in when they were looked up and were taken out by another process since: they are to be added again.
    pub missed: usize,
}

/// An article to be taken in.
#[derive(Debug, Clone)]
pub struct Article {
    /// What was read.
    pub document: Document,
    /// What it states; none where its content is in already and only where it lies is news.
    pub graph: Option<Graph>,
}

/// What is known of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Familiar {
    /// Nothing.
    New,
    /// Its content is in, from elsewhere.
    Copy,
    /// It is in, from where it is.
    Known,
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
        self.missed += other.missed;
    }
}

impl Store {
    /// What is known of a document that was just read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn knows(&self, document: &Document) -> Result<Familiar, StoreError> {
        let sql = "SELECT id FROM document WHERE sha256 = ?1";
        let Some(id) = self.list(sql, [&document.sha256], |row| row.get::<_, i64>(0))?.pop() else {
            return Ok(Familiar::New);
        };
        let holder = copies::holder(&self.connection, &source(document)).map_err(|error| self.failed(error))?;
        Ok(if holder == Some(id) { Familiar::Known } else { Familiar::Copy })
    }

    /// The sources of the documents that came from a file, or from any file in a folder whose path ends in `/`.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn sources_of(&self, path: &str) -> Result<Vec<String>, StoreError> {
        // `$` is the character behind `#`, which stands before the id of a record; `0` that behind `/`.
        let (from, to) = match path.strip_suffix('/') {
            Some(folder) => (path.to_owned(), format!("{folder}0")),
            None => (format!("{path}#"), format!("{path}$")),
        };
        let sql = "SELECT source FROM (SELECT source FROM document UNION ALL SELECT source FROM copy) \
                   WHERE source = ?1 OR (source >= ?2 AND source < ?3) ORDER BY source";
        self.list(sql, [path, &from, &to], |row| row.get(0))
    }

    /// Takes in articles: all of them or, where something fails, none.
    ///
    /// `finished` are the files whose last articles these are. What becomes of one whose content is in already, `known` says; a
    /// source that is in with another content has the new one from then on. [`Store::refresh`] brings the graph of all
    /// documents up to date afterwards, and takes out those that have no source any more.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn put(
        &mut self,
        articles: &[Article],
        finished: &[Finished],
        ontology: &Ontology,
        known: Known,
    ) -> Result<Tally, StoreError> {
        self.change(|transaction| {
            let mut tally = Tally::default();
            for relation in ontology.relations().iter().filter(|relation| relation.symmetric) {
                transaction.prepare_cached("INSERT OR IGNORE INTO symmetric VALUES (?1)")?.execute([&relation.name])?;
            }
            for Article { document, graph } in articles {
                let sql = "SELECT id FROM document WHERE sha256 = ?1";
                let same: Option<i64> =
                    transaction.prepare_cached(sql)?.query_row([&document.sha256], |row| row.get(0)).optional()?;
                let copy = Copy::of(document);
                let holder = copies::holder(transaction, &copy.source)?;
                let changed = holder.is_some() && holder != same;
                match (same, graph) {
                    (None, None) => {
                        // Another process took it out since it was looked up.
                        tally.missed += 1;
                        continue;
                    }
                    (Some(_), _) if changed => tally.changed += 1,
                    (Some(_), Some(_)) if known == Known::Replace => tally.changed += 1,
                    (Some(_), _) => tally.known += 1,
                    (None, Some(_)) if changed => tally.changed += 1,
                    (None, Some(_)) => tally.added += 1,
                }
                if changed {
                    copies::release(transaction, &copy.source)?;
                }
                match (same, graph) {
                    (Some(document), None) => copies::note(transaction, document, copy)?,
                    (Some(document), Some(_)) if known == Known::PassOver => copies::note(transaction, document, copy)?,
                    (same, Some(graph)) => {
                        let mut others = Vec::new();
                        if let Some(same) = same {
                            others = copies::known(transaction, same)?;
                            take_out(transaction, same)?;
                        }
                        let id = take_in(transaction, document, graph)?;
                        others.into_iter().try_for_each(|copy| copies::note(transaction, id, copy))?;
                    }
                    (None, None) => {}
                }
            }
            for Finished { path, sha256, articles, gone } in finished.iter().filter(|_| tally.missed == 0) {
                gone.iter().try_for_each(|source| copies::release(transaction, source))?;
                let sql = "INSERT OR REPLACE INTO input VALUES (?1, ?2, ?3)";
                transaction.prepare_cached(sql)?.execute(params![path, sha256, articles])?;
            }
            Ok(tally)
        })
    }

    /// Notes that there are no articles at these sources any more.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn release(&mut self, sources: &[String]) -> Result<(), StoreError> {
        self.change(|transaction| sources.iter().try_for_each(|source| copies::release(transaction, source)))
    }

    /// Takes a document out with all that it alone states; `name` is its name, source, URL or the hash of its content. Of what
    /// lies in several places, the source or URL of a further one takes out that place only.
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
            let rows: Vec<String> =
                self.list("SELECT source FROM copy WHERE source = ?1 OR url = ?1", [name], |row| row.get(0))?;
            if !rows.is_empty() {
                return self.change(|transaction| {
                    transaction.execute("DELETE FROM input", [])?;
                    rows.iter().try_for_each(|source| copies::release(transaction, source))
                });
            }
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
