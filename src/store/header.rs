//! The first bytes of a file, by which a store is told from anything else before SQLite is asked.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Length of the header of an SQLite file, in bytes.
pub(super) const LENGTH: usize = 100;
/// First bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Files of SQLite that were looked at. They stay open as long as they have a name: to close one takes the locks of all
/// connections that the process has to the file away (POSIX; "How To Corrupt An SQLite Database File", 2.2), and whoever comes
/// then takes them for dead.
static LOOKED_AT: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// What lies at `path`, and the bytes that it begins with, fewer than [`LENGTH`] where it is shorter or no file.
pub(super) fn read(path: &Path) -> io::Result<(Metadata, Vec<u8>)> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Ok((metadata, Vec::new()));
    }
    let mut kept = LOOKED_AT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|file| file.metadata().is_ok_and(|other| has_name(&other)));
    let known = kept.iter_mut().find(|file| file.metadata().is_ok_and(|other| is_same(&metadata, &other)));
    if let Some(file) = known {
        file.rewind()?;
        let head = first_bytes(file)?;
        return Ok((file.metadata()?, head));
    }
    let mut file = File::open(path)?;
    let (metadata, head) = (file.metadata()?, first_bytes(&mut file)?);
    if is_sqlite(&head) {
        kept.push(file);
    }
    Ok((metadata, head))
}

/// Whether a file that begins so is one of SQLite's.
pub(super) fn is_sqlite(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

fn first_bytes(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(LENGTH);
    file.take(LENGTH as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Whether both are of one file.
#[cfg(unix)]
pub(super) fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Whether a file can still be opened by somebody else.
#[cfg(unix)]
fn has_name(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink() > 0
}

#[cfg(not(unix))]
fn has_name(_: &Metadata) -> bool {
    true
}

/// Elsewhere locks belong to the handle, and files need not be kept open.
#[cfg(not(unix))]
pub(super) fn is_same(_: &Metadata, _: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_file_of_sqlite_stays_open_and_is_read_anew_where_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let open = |path: &Path| {
            let metadata = fs::metadata(path).unwrap();
            let kept = LOOKED_AT.lock().unwrap();
            kept.iter().filter(|file| is_same(&metadata, &file.metadata().unwrap())).count()
        };
        fs::write(&path, [MAGIC.as_slice(), b"first"].concat()).unwrap();
        assert!(read(&path).is_ok_and(|(_, head)| is_sqlite(&head) && head.ends_with(b"first")));
        fs::write(&path, [MAGIC.as_slice(), b"second"].concat()).unwrap();
        assert!(read(&path).is_ok_and(|(_, head)| head.ends_with(b"second")));
        assert_eq!(open(&path), 1);
        let other = folder.path().join("a.txt");
        fs::write(&other, "An article.").unwrap();
        assert!(read(&other).is_ok_and(|(_, head)| !is_sqlite(&head)));
        assert_eq!(open(&other), 0);
        assert!(read(folder.path()).is_ok_and(|(metadata, head)| metadata.is_dir() && head.is_empty()));
    }
}
