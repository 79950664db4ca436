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
use std::cell::Cell;
use std::path::{Path, PathBuf};

/// An open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    read_only: bool,
    /// Whether the structure of the file was found whole since it was opened.
    is_whole: Cell<bool>,
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

    /// From now on everything is read from one state of the store, whatever others add meanwhile, until [`Store::let_go`].
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn hold(&self) -> Result<(), StoreError> {
        let begin = || if self.connection.is_autocommit() { self.connection.execute_batch("BEGIN") } else { Ok(()) };
        begin().map_err(|error| self.failed(error))
    }

    /// Ends what [`Store::hold`] began; a snapshot of the graph that was made for later questions is kept if it can be.
    pub fn let_go(&self) {
        if !self.connection.is_autocommit() && self.connection.execute_batch("COMMIT").is_err() {
            // It is of use only.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// While it is held, everything is read from one state of the store, and the file is locked once, not for each query.
    fn one_state(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        let begin = || {
            if self.connection.is_autocommit() { self.connection.unchecked_transaction().map(Some) } else { Ok(None) }
        };
        begin().map_err(|error| self.failed(error))
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
