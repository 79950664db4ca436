//! Writing results and messages.

use crate::export::{Layout, printable};
use anstream::AutoStream;
use anyhow::{Result, ensure};
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Columns of a listing on a terminal that is wider: longer lines are hard to read.
const WIDEST: usize = 110;

/// How listings are laid out on standard output: coloured and broken to the width of a terminal, plain in a pipe.
pub(super) fn layout() -> Layout {
    let colored = AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let width = if io::stdout().is_terminal() { terminal_size::terminal_size() } else { None };
    Layout { colored, width: width.map(|(terminal_size::Width(columns), _)| usize::from(columns).min(WIDEST)) }
}

/// Writes to standard output.
pub(super) fn print(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| unwritten("standard output", &error))
}

/// Writes a file so that it is never seen half-written: beside it under another name, which is then changed.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: &io::Error| unwritten(&path.display().to_string(), error);
    // What a link points to is replaced, not the link; and a device or a pipe cannot be replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let known = fs::metadata(&target).ok();
    if known.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
        return fs::write(&target, bytes).map_err(|error| failed(&error));
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    ensure!(
        folder.is_dir(),
        "{}: cannot be written: there is no folder {}; make it first or give another",
        path.display(),
        folder.display()
    );
    let mut builder = tempfile::Builder::new();
    builder.prefix(".powermap-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, the process's mask taken off; a file that was there keeps its own.
        let permissions = known.map_or_else(|| fs::Permissions::from_mode(0o666), |m| m.permissions());
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    file.persist(&target).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// The error of a place that did not take what was written.
///
/// Of the system's error only the kind is kept: its words name the file beside the one that was asked for.
fn unwritten(place: &str, error: &io::Error) -> anyhow::Error {
    let advice = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "make room or write elsewhere",
        ErrorKind::IsADirectory => "give the name of a file in it",
        _ => "write to a place that you may write to",
    };
    anyhow::Error::new(io::Error::from(error.kind())).context(format!("{place}: cannot be written; {advice}"))
}

/// Tells an error and what led to it on one line of standard error.
///
/// # Errors
/// Where standard error is closed.
pub fn complain(error: &anyhow::Error) -> io::Result<()> {
    message(&format!("{error:#}"))
}

/// A line on standard error.
pub(super) fn message(words: &str) -> io::Result<()> {
    let line: Vec<&str> = words.split_whitespace().collect();
    let line: String = line.join(" ").chars().filter_map(printable).collect();
    writeln!(anstream::stderr().lock(), "powermap: {line}")
}

/// Whether it came of a reader that has seen enough, as in `powermap ... | head`.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.json");
        write_file(&path, b"first and longer").unwrap();
        write_file(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let error = write_file(&folder.path().join("none/map.json"), b"").unwrap_err();
        assert!(format!("{error:#}").contains("cannot be written"), "{error:#}");
        assert!(write_file(folder.path(), b"").is_err(), "a folder is not replaced");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["map.json", "link.json"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        write_file(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
