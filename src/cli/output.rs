//! Writing results and messages.

use crate::export::{Layout, printable};
use anstream::AutoStream;
use anyhow::{Result, ensure};
use std::fs;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

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

/// Writes to standard output what `write` gives in small pieces.
pub(super) fn print_all(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|error| unwritten("standard output", &error))
}

/// Writes a file so that it is never seen half-written: beside it under another name, which is then changed.
pub(super) fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let failed = |error: &io::Error| unwritten(&path.display().to_string(), error);
    // What a link points to is replaced, not the link; and a device or a pipe cannot be replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let known = fs::metadata(&target).ok();
    if known.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
        let file = fs::OpenOptions::new().write(true).open(&target).map_err(|error| failed(&error))?;
        let mut out = BufWriter::with_capacity(BUFFER, file);
        return write(&mut out).and_then(|()| out.flush()).map_err(|error| failed(&error));
    }
    if known.as_ref().is_some_and(|m| m.is_dir()) {
        return Err(failed(&ErrorKind::IsADirectory.into()));
    }
    let folder = folder_of(path, &target)?;
    let mut builder = beside();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, the process's mask taken off; a file that was there keeps its own.
        let permissions = known.map_or_else(|| fs::Permissions::from_mode(0o666), |m| m.permissions());
        builder.permissions(permissions);
    }
    let mut file = BufWriter::with_capacity(BUFFER, builder.tempfile_in(folder).map_err(|error| failed(&error))?);
    write(&mut file).map_err(|error| failed(&error))?;
    let file = file.into_inner().map_err(|error| failed(error.error()))?;
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    file.persist(&target).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Writes a folder of files so that it is never seen half-written. One that is there is replaced only where it holds
/// nothing but files of these names.
pub(super) fn write_folder(
    path: &Path,
    names: &[&str],
    write: impl Fn(&str, &mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let failed = |error: &io::Error| unwritten(&path.display().to_string(), error);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let there = match fs::read_dir(&target) {
        Ok(entries) => {
            for entry in entries {
                let name = entry.map_err(|error| failed(&error))?.file_name();
                ensure!(
                    names.iter().any(|known| name == **known),
                    "{}: holds {}, which is none of {}, and is not replaced; give a folder of its own",
                    path.display(),
                    name.display(),
                    names.join(", ")
                );
            }
            true
        }
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            let name = path.display();
            anyhow::bail!("{name}: is a file, and a folder is to be written; give another name")
        }
        Err(error) => return Err(failed(&error)),
    };
    let mut builder = beside();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    let folder = folder_of(path, &target)?;
    let fresh = builder.tempdir_in(&folder).map_err(|error| failed(&error))?;
    for name in names {
        let made = fs::File::create(fresh.path().join(name)).and_then(|file| {
            let mut out = BufWriter::with_capacity(BUFFER, file);
            write(name, &mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        });
        made.map_err(|error| failed(&error))?;
    }
    // The old one is moved out of the way, and removed with the folder that it is moved into.
    let old = if there { Some(beside().tempdir_in(&folder).map_err(|error| failed(&error))?) } else { None };
    if let Some(old) = &old {
        fs::rename(&target, old.path().join("old")).map_err(|error| failed(&error))?;
    }
    let fresh = fresh.keep();
    fs::rename(&fresh, &target).map_err(|error| {
        if let Some(old) = &old {
            // Whether it can be put back or not, the first error is the one to tell.
            let _ = fs::rename(old.path().join("old"), &target);
        }
        let _ = fs::remove_dir_all(&fresh);
        failed(&error)
    })
}

/// The folder that a file or folder is to stand in.
fn folder_of(path: &Path, target: &Path) -> Result<PathBuf> {
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
    Ok(folder)
}

/// Files and folders that are to be renamed.
fn beside() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".powermap-").suffix(".tmp");
    builder
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

    fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
        write_file(path, |out| out.write_all(bytes))
    }

    #[test]
    fn a_folder_is_replaced_whole_where_it_is_ours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map");
        let names = ["a.csv", "b.csv"];
        let write = |words: &'static str| write_folder(&path, &names, |name, out| write!(out, "{name} {words}"));
        write("first").unwrap();
        write("second").unwrap();
        assert_eq!(fs::read_to_string(path.join("b.csv")).unwrap(), "b.csv second");
        let error = write_folder(&path, &names, |name, out| match name {
            "a.csv" => out.write_all(b"third"),
            _ => Err(ErrorKind::StorageFull.into()),
        });
        assert!(format!("{:#}", error.unwrap_err()).contains("make room"));
        assert_eq!(fs::read_to_string(path.join("a.csv")).unwrap(), "a.csv second", "it stays where writing fails");
        fs::write(path.join("mine.txt"), "").unwrap();
        let error = write("third").unwrap_err().to_string();
        assert!(error.contains("holds mine.txt, which is none of a.csv, b.csv, and is not replaced"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(write_folder(&folder.path().join("file"), &names, |_, _| Ok(())).is_err());
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.json");
        write_bytes(&path, b"first and longer").unwrap();
        write_bytes(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let error = write_bytes(&folder.path().join("none/map.json"), b"").unwrap_err();
        assert!(format!("{error:#}").contains("cannot be written"), "{error:#}");
        assert!(write_bytes(folder.path(), b"").is_err(), "a folder is not replaced");
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
        write_bytes(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
