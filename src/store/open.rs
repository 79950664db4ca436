//! Opening a store, and telling what is none without touching it.

use super::{Store, StoreError, header, migrate};
use crate::graph::link;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// "Pmap" in the header of the file, as SQLite's `application_id`.
const APPLICATION: u32 = 0x506d_6170;
/// How long another process's writing is waited for: batches are written in well under a second, a whole new graph of
/// many articles in up to a minute.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);
impl Store {
    /// Opens the store at `path`, to ask or to change it.
    ///
    /// # Errors
    /// Where there is none, or where it is damaged, something else, or of a newer version; then it is not written to.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !inspect(path)? {
            return Err(StoreError::Missing { path: path.display().to_string() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut store = match connect(path, flags) {
            Ok(connection) => Self::over(connection, path, false),
            // On a medium that cannot be written to, it is read as it stands.
            Err(error) => {
                // What lies in the log of a process that was killed would be passed over in silence.
                if fs::metadata(path.with_file_name(log_name(path))).is_ok_and(|log| log.len() > 0) {
                    let what = format!(
                        "has changes in {} beside it that can be brought in only where it may be written to; copy both there",
                        log_name(path).display()
                    );
                    return Err(StoreError::Locked { path: path.display().to_string(), what });
                }
                Self::over(frozen(path).map_err(|_| error)?, path, true)
            }
        };
        let sql = "SELECT count(*) FROM sqlite_master WHERE name IN ('document', 'entity', 'evidence', 'node', 'edge', 'alias', \
                   'offer', 'redirect', 'symmetric', 'input', 'meta', 'stale_block', 'stale_node', 'stale_edge', 'edges')";
        if store.ask(sql, [], |row| row.get::<_, i64>(0))? != 15 {
            let what = "some of its tables are missing".to_owned();
            return Err(StoreError::Damaged { path: path.display().to_string(), what });
        }
        migrate::to_newest(&mut store)?;
        Ok(store)
    }

    fn over(connection: Connection, path: &Path, read_only: bool) -> Self {
        let (is_whole, mapped, made) = Default::default();
        Self { connection, path: path.to_owned(), read_only, is_whole, mapped, made }
    }

    /// Whether the file at `path` is one of SQLite's, which a question takes for a store.
    pub fn is_at(path: &Path) -> bool {
        header::read(path).is_ok_and(|(_, head)| header::is_sqlite(&head))
    }

    /// Opens the store at `path` to change it, and makes it where there is none.
    ///
    /// # Errors
    /// As for [`Store::open_to_change`], and where the file cannot be made.
    pub fn open_or_make(path: &Path) -> Result<Self, StoreError> {
        if !inspect(path)? {
            make(path)?;
        }
        Self::open_to_change(path)
    }

    /// Opens the store at `path` to change it.
    ///
    /// # Errors
    /// As for [`Store::open`], and where it cannot be written to or is damaged anywhere: its whole structure is checked before it is changed.
    pub fn open_to_change(path: &Path) -> Result<Self, StoreError> {
        let store = Self::open(path)?;
        if store.read_only {
            let what = "cannot be written to".to_owned();
            return Err(StoreError::Foreign { path: path.display().to_string(), what });
        }
        store.check_structure()?;
        Ok(store)
    }

    /// That the structure of the file is whole, which is to be known before anything is written to it; it is looked at once.
    pub(super) fn check_structure(&self) -> Result<(), StoreError> {
        if self.is_whole.get() {
            return Ok(());
        }
        let verdict: String = self.ask("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        let path = || self.path.display().to_string();
        match verdict.as_str() {
            "ok" => {
                self.is_whole.set(true);
                Ok(())
            }
            _ => Err(StoreError::Damaged { path: path(), what: verdict.replace('\n', " ") }),
        }
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        // Readers go on while articles are added; a power cut loses the last batches at most, never half of one.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        configure(&connection)?;
        Ok(connection)
    };
    open().map_err(|error| StoreError::of(path, error))
}

/// What makes queries fast, and memory bounded.
pub(super) fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "temp_store", "file")?;
    connection.set_prepared_statement_cache_capacity(64);
    // Without it, statements are planned anew whenever they get other values, which takes longer than to run them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// A store that is read where nothing can be written.
fn frozen(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(address(path, "immutable=1"), flags)?;
    configure(&connection)?;
    Ok(connection)
}

/// A path as SQLite's URI, with a parameter.
pub(super) fn address(path: &Path, parameter: &str) -> String {
    let name = path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{name}?{parameter}")
}

/// Makes an empty store, whole or not at all: beside its place under another name, which is then changed.
fn make(path: &Path) -> Result<(), StoreError> {
    let failed = |source: std::io::Error| StoreError::Foreign {
        path: path.display().to_string(),
        what: format!("cannot be made ({})", source.kind()),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let what = format!("cannot be made, as there is no folder {}", folder.display());
        return Err(StoreError::Foreign { path: path.display().to_string(), what });
    }
    let beside = tempfile::Builder::new().prefix(".powermap-").suffix(".tmp").tempfile_in(folder).map_err(failed)?;
    let fill = || {
        let connection = Connection::open(beside.path())?;
        connection
            .execute_batch("PRAGMA journal_mode = delete; PRAGMA page_size = 8192; PRAGMA auto_vacuum = none;")?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        migrate::make(&connection)?;
        connection.execute("INSERT INTO meta VALUES ('linking', ?1)", [link::VERSION])?;
        connection.close().map_err(|(_, error)| error)
    };
    fill().map_err(|error| StoreError::of(path, error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is its owner's alone; a store is an ordinary one.
        fs::set_permissions(beside.path(), fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    match beside.persist_noclobber(path) {
        Ok(_) => Ok(()),
        // Another process was quicker, or there is an empty file.
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => match inspect(path)? {
            true => Ok(()),
            false => error.file.persist(path).map(drop).map_err(|error| failed(error.error)),
        },
        Err(error) => Err(failed(error.error)),
    }
}

/// Whether there is a store at `path`: false where there is nothing, or an empty file.
///
/// SQLite is not asked, since it would change a file that it opens.
///
/// # Errors
/// Where there is something else.
fn inspect(path: &Path) -> Result<bool, StoreError> {
    let name = || path.display().to_string();
    let foreign = |what: &str| StoreError::Foreign { path: name(), what: what.to_owned() };
    let (metadata, header) = match header::read(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(foreign(&format!("cannot be read ({})", error.kind()))),
    };
    if !metadata.is_file() {
        return Err(foreign("is no file"));
    }
    let length = metadata.len();
    if length == 0 {
        return Ok(false);
    }
    if header.len() < header::LENGTH || !header::is_sqlite(&header) {
        return Err(foreign("is no store of powermap's"));
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if number(68) != APPLICATION {
        return Err(foreign("is an SQLite file of another program"));
    }
    let version = i64::from(number(60));
    if version > migrate::VERSION {
        return Err(StoreError::Newer { path: name(), found: version, known: migrate::VERSION });
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let expected = u64::from(number(28)) * page;
    // What is not yet moved over from the log beside it may be missing here.
    let log = fs::metadata(path.with_file_name(log_name(path))).map_or(0, |log| log.len());
    if length < expected && log == 0 {
        let what = format!("it has {length} bytes of {expected}: the rest was cut off");
        return Err(StoreError::Damaged { path: name(), what });
    }
    Ok(true)
}

/// Name of the write-ahead log beside a store.
fn log_name(path: &Path) -> std::ffi::OsString {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push("-wal");
    name
}
