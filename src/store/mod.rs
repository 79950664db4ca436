//! The archive of all articles: one SQLite file that holds their texts, what each states, and the graph of them all.
//!
//! [`Store::put`] takes documents with their graphs, a batch in one transaction, so that whatever happens each is in
//! whole or not at all. [`Store::refresh`] then brings the graph of all up to date: only names that the new documents
//! have are compared again. [`Store::whole`], [`Store::star`] and [`Store::full`] give the graph for questions.
//! docs/store.md tells the tables and views to those who query them by SQL.

mod assertions;
mod check;
mod complete;
mod copies;
mod curation;
mod document;
mod edges;
mod error;
mod header;
mod links;
mod migrate;
mod names;
mod nodes;
mod open;
mod part;
mod put;
mod read;
mod refresh;
mod review;
mod row;
mod seal;
mod snapshot;
#[cfg(test)]
mod tests;

pub use assertions::BY_CURATION;
pub use check::Checked;
pub use curation::{Apart, Assert, Curation, CurationError, Different, Forbid, Merge, Rename, Retype, Split};
pub use error::StoreError;
pub use put::{Article, Familiar, Finished, Known, Tally};
pub use read::Size;
pub use refresh::Unknown;
pub use review::{Doubt, Question};

use rusqlite::{Connection, Params, Row, Transaction, TransactionBehavior};
use std::cell::{Cell, OnceCell};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// So much of the file is mapped into memory, in bytes; of a larger one the rest is read.
const MAPPED: i64 = 1 << 30;

/// An open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    read_only: bool,
    /// Whether the structure of the file was found whole since it was opened.
    is_whole: Cell<bool>,
    /// The file as it was when it was mapped.
    mapped: OnceCell<Box<Metadata>>,
    /// A snapshot of the graph that is not in it yet.
    made: Cell<Option<snapshot::Made>>,
}

/// Lets a store go when it is dropped.
struct Held<'s>(&'s Store);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.let_go();
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl Store {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can be asked only: the file, or where it is, cannot be written to.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// From now on the file is read as memory is: pages need not be copied, so that a question about much is answered in half the
    /// time. Where another program cuts the file short meanwhile, reading it ends the process (SIGBUS), as
    /// <https://sqlite.org/mmap.html> tells: this is for processes that answer one question.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn map(&self) -> Result<(), StoreError> {
        if let Ok(metadata) = fs::metadata(&self.path) {
            self.mapped.get_or_init(|| Box::new(metadata));
        }
        self.connection.pragma_update(None, "mmap_size", MAPPED).map_err(|error| self.failed(error))
    }

    /// That the file is no shorter than when it was mapped: what is read of one that another program has cut short, or written
    /// over with less, may be anything. Where another file has taken its place, it is still whole.
    ///
    /// # Errors
    /// Where it is.
    pub fn check_length(&self) -> Result<(), StoreError> {
        let now = fs::metadata(&self.path);
        match (self.mapped.get(), now) {
            (Some(then), Ok(now)) if header::is_same(then, &now) && now.len() < then.len() => {
                Err(StoreError::CutShort { path: self.path.display().to_string() })
            }
            _ => Ok(()),
        }
    }

    /// From now on everything is read from one state of the store, whatever others add meanwhile, until [`Store::let_go`].
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn hold(&self) -> Result<(), StoreError> {
        let begin = || if self.connection.is_autocommit() { self.connection.execute_batch("BEGIN") } else { Ok(()) };
        begin().map_err(|error| self.failed(error))
    }

    /// Ends what [`Store::hold`] began. A snapshot of the graph that was made on the way is then kept for later questions: not
    /// before, since who writes keeps others from writing, and an answer may be read slowly.
    pub fn let_go(&self) {
        // What was only read cannot fail to end in a way that matters.
        if !self.connection.is_autocommit() && self.connection.execute_batch("COMMIT").is_err() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        if let Some(made) = self.made.take() {
            // It is of use only.
            let _ = self.keep(&made);
        }
    }

    /// Holds the store, where it is not held yet, until what comes back is dropped.
    fn one_state(&self) -> Result<Option<Held<'_>>, StoreError> {
        let free = self.connection.is_autocommit();
        self.hold()?;
        Ok(free.then(|| Held(self)))
    }

    /// The one row that `sql` gives.
    fn ask<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let answer = self.connection.prepare_cached(sql).and_then(|mut statement| statement.query_row(params, read));
        answer.map_err(|error| self.failed(error))
    }

    /// Makes changes that come to be together or not at all. Another process that is writing is waited for.
    fn change<T>(&mut self, make: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let path = self.path.clone();
        let changed =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
                let made = make(&transaction)?;
                transaction.commit()?;
                Ok(made)
            });
        changed.map_err(|error| StoreError::of(&path, error))
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }
}
