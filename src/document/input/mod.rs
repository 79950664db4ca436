//! What holds articles: files of every kind that is read, folders of them, standard input.
//!
//! [`Inputs::find`] looks up what was named; [`Input::articles`] reads one file, an article at a time, so that memory
//! does not grow with its length.

mod encoding;
mod find;
pub(super) mod kind;
mod progress;
pub(super) mod stream;

pub use find::Inputs;
pub use progress::Progress;
pub use stream::Opened;

use super::records::Fields;
use super::{Articles, DocumentError, load};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

/// One file that holds an article or many, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    path: PathBuf,
    bytes: Option<u64>,
    named: bool,
}

impl Input {
    /// The file at a path, or standard input for `-`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let bytes = fs::metadata(&path).ok().filter(fs::Metadata::is_file).map(|file| file.len());
        let bytes = bytes.filter(|_| path != Path::new("-"));
        Self { path, bytes, named: true }
    }

    /// Where it is; `-` for standard input.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its size as it lies there, compressed or not; none for a pipe or standard input, whose end is not known.
    pub fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Whether it was named itself, and not found in a folder or by a pattern.
    pub fn is_named(&self) -> bool {
        self.named
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// SHA-256 of the bytes as they lie there, in hexadecimal: whether this very file was read before can be told without
    /// reading an article of it. None for a pipe and standard input, which give their bytes only once.
    ///
    /// # Errors
    /// A [`DocumentError`] where it cannot be read.
    pub fn sha256(&self) -> Result<Option<String>, DocumentError> {
        if self.bytes.is_none() {
            return Ok(None);
        }
        let source = self.path.display().to_string();
        let failed = |error| load::unreadable(&source, error);
        let mut file = File::open(&self.path).map_err(failed)?;
        let mut hash = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            match file.read(&mut chunk) {
                Ok(0) => return Ok(Some(load::hexadecimal(&hash.finalize()))),
                Ok(read) => hash.update(&chunk[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
    }

    /// Opens it, for those who must look at its first bytes before they know what to do with it.
    ///
    /// # Errors
    /// A [`DocumentError`] where there is no such file, or it cannot be read.
    pub fn open(&self, progress: &Progress) -> Result<Opened, DocumentError> {
        Opened::open(self, progress)
    }

    /// Its articles, one after the other.
    ///
    /// What cannot be read is an error in its place, and the articles behind it follow.
    pub fn articles(&self, fields: &Fields, progress: &Progress) -> Articles {
        match self.open(progress) {
            Ok(opened) => opened.articles(fields),
            Err(error) => Articles::failed(error),
        }
    }
}

/// The name without what compressing it added: `news.jsonl` of `news.jsonl.gz`.
pub(super) fn uncompressed(path: &Path) -> &Path {
    let is_packed =
        |extension: &OsStr| ["gz", "gzip", "zst", "zstd"].iter().any(|packed| extension.eq_ignore_ascii_case(packed));
    match (path.extension().is_some_and(is_packed), path.file_stem()) {
        (true, Some(stem)) => Path::new(stem),
        _ => path,
    }
}

/// The short name of a file: its stem, that of what was compressed too; `stdin` for `-`.
pub(super) fn stem(source: &str) -> String {
    if source == "-" {
        return "stdin".to_owned();
    }
    let name = uncompressed(Path::new(source));
    name.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_those_of_what_was_compressed() {
        for (source, expected) in
            [("a/talks.txt", "talks"), ("talks.jsonl.GZ", "talks"), ("talks.v2.csv.zst", "talks.v2"), ("-", "stdin")]
        {
            assert_eq!(stem(source), expected);
        }
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "abc").unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Input::new(&path).sha256().unwrap().as_deref(), Some(expected));
        assert_eq!(Input::new("-").sha256().unwrap(), None);
    }
}
