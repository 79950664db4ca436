use std::path::Path;

/// Why a store does not do what is asked. Each message is one line: which file, what is wrong, what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error(
        "{path}: there is no such store; make it with `powermap add --store {path} ARTICLE...`, or name another with --store"
    )]
    Missing {
        /// The path as it was given.
        path: String,
    },
    /// It is something else.
    #[error("{path}: {what}; it was not touched: name another file with --store")]
    Foreign {
        /// The path as it was given.
        path: String,
        /// What it is.
        what: String,
    },
    /// A later version of powermap wrote it.
    #[error(
        "{path}: is a store of version {found}, newer than {known}, the newest that this powermap reads; it was not touched: install a newer powermap"
    )]
    Newer {
        /// The path as it was given.
        path: String,
        /// The version of the store.
        found: i64,
        /// The newest version that is known.
        known: i64,
    },
    /// It is a store, or was.
    #[error(
        "{path}: is damaged ({what}); it was not touched: take a copy from before, or remove it and add its articles again"
    )]
    Damaged {
        /// The path as it was given.
        path: String,
        /// What SQLite or the check says.
        what: String,
    },
    /// Another process holds it for too long.
    #[error("{path}: another process is writing to it; try again when that is done")]
    Busy {
        /// The path as it was given.
        path: String,
    },
    /// No document is called so.
    #[error("{path}: there is no document {name:?} in it; `powermap documents --store {path}` lists them")]
    NoDocument {
        /// The path of the store.
        path: String,
        /// The name that was asked for.
        name: String,
    },
    /// It cannot be written to, where that is needed.
    #[error("{path}: {what}")]
    Locked {
        /// The path as it was given.
        path: String,
        /// Why, and what to do.
        what: String,
    },
    /// Another program has cut it short since it was opened.
    #[error("{path}: was cut short by another program while it was read; ask again")]
    CutShort {
        /// The path as it was given.
        path: String,
    },
    /// What SQLite says else: a disk that is full, a table that is another.
    #[error("{path}: {what}; see that there is room on the disk, and what `powermap check --store {path}` says")]
    Database {
        /// The path as it was given.
        path: String,
        /// What SQLite says.
        what: String,
    },
}

impl StoreError {
    /// The error that SQLite's comes to for the store at `path`.
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase, ReadOnly};
        let path = path.display().to_string();
        match source.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Busy { path },
            Some(DatabaseCorrupt) => Self::Damaged { path, what: source.to_string() },
            Some(NotADatabase) => Self::Foreign { path, what: "is no SQLite file".to_owned() },
            Some(ReadOnly) => {
                let what =
                    "cannot be written to; copy it to where you may write, or name another with --store".to_owned();
                Self::Locked { path, what }
            }
            _ => Self::Database { path, what: source.to_string().replace('\n', " ") },
        }
    }
}
