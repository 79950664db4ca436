//! Which files there are behind what was named.

use super::Input;
use crate::document::{DocumentError, load};
use glob::{MatchOptions, Pattern};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folders of version control whose names are not hidden.
const VERSION_CONTROL: [&str; 3] = ["CVS", "_darcs", "RCS"];

/// Like a shell: `*` stops at a separator and passes over hidden files.
const LIKE_A_SHELL: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The files behind the names that a user gave.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<Input>,
    errors: Vec<DocumentError>,
    seen: BTreeSet<PathBuf>,
}

impl Inputs {
    /// Looks up paths of files, of folders and patterns (`news/*.txt`, `**/*.html`), and `-` for standard input.
    ///
    /// Folders are read with all folders in them, links followed, in the order of names; hidden files and the folders of
    /// version control are passed over. A file that is found twice under one path is read once. A pattern is only looked
    /// at where there is no file of that name.
    pub fn find<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            let path = path.as_ref();
            if path.as_os_str() == "-" {
                inputs.add(path.to_owned(), true);
            } else if path.is_dir() {
                inputs.add_folder(path);
            } else if !path.exists() && is_pattern(path) {
                inputs.add_pattern(path);
            } else {
                inputs.add(path.to_owned(), true);
            }
        }
        inputs
    }

    /// The files, in the order in which they were named.
    pub fn files(&self) -> &[Input] {
        &self.files
    }

    /// Which names led to no file.
    pub fn errors(&self) -> &[DocumentError] {
        &self.errors
    }

    /// The same without the files that were found in a folder or by a pattern and that `is_other` says are no articles.
    pub fn without(mut self, is_other: impl Fn(&Path) -> bool) -> Self {
        self.files.retain(|input| input.named || !is_other(&input.path));
        self
    }

    /// The size of all files as they lie there; pipes and standard input count nothing.
    pub fn total_bytes(&self) -> u64 {
        self.files.iter().filter_map(Input::bytes).sum()
    }

    /// Takes the files and the errors out.
    pub fn into_parts(self) -> (Vec<Input>, Vec<DocumentError>) {
        (self.files, self.errors)
    }

    fn add(&mut self, path: PathBuf, named: bool) {
        if self.seen.insert(path.clone()) {
            self.files.push(Input { named, ..Input::new(path) });
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let before = self.seen.len();
        let failed = self.errors.len();
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(is_wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => self.add(entry.into_path(), false),
                Ok(_) => {}
                // A link up to a folder around it leads to files that are found without it.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let name = error.path().unwrap_or(folder).display().to_string();
                    self.errors.push(load::unreadable(&name, error.into()));
                }
            }
        }
        if self.seen.len() == before && self.errors.len() == failed {
            self.errors.push(DocumentError::NoFiles { source_name: folder.display().to_string() });
        }
    }

    fn add_pattern(&mut self, pattern: &Path) {
        let source_name = pattern.display().to_string();
        let (base, rest) = parted(pattern);
        // The walk of `glob` itself panics at names that are not UTF-8, so that only its patterns are used.
        let Ok(wanted) = Pattern::new(&rest.join("/")) else {
            self.errors.push(DocumentError::Missing { source_name });
            return;
        };
        let before = (self.seen.len(), self.errors.len());
        let top = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
        let deepest = if rest.iter().any(|part| part == "**") { usize::MAX } else { rest.len() };
        let hidden = rest.iter().any(|part| part.starts_with('.'));
        let is_named = |entry: &DirEntry| {
            let name = entry.file_name();
            (hidden || !name.as_encoded_bytes().starts_with(b"."))
                && (is_version_control(pattern) || !is_version_control(Path::new(name)))
        };
        let walk = WalkDir::new(top).follow_links(true).min_depth(1).max_depth(deepest).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| entry.depth() == 0 || is_named(entry));
        for entry in entries.filter(|_| top.is_dir()) {
            match entry {
                Ok(entry) => {
                    let within = entry.path().strip_prefix(top).unwrap_or(entry.path());
                    if !wanted.matches_with(&within.to_string_lossy(), LIKE_A_SHELL) {
                        continue;
                    }
                    let path = base.join(within);
                    if entry.file_type().is_dir() { self.add_folder(&path) } else { self.add(path, false) }
                }
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let name = error.path().unwrap_or(top).display().to_string();
                    self.errors.push(load::unreadable(&name, error.into()));
                }
            }
        }
        if before == (self.seen.len(), self.errors.len()) {
            self.errors.push(DocumentError::NoMatch { source_name });
        }
    }
}

/// The folder that a pattern begins with, and the parts from the first that is none of a name.
fn parted(pattern: &Path) -> (PathBuf, Vec<String>) {
    let is_name = |part: &Component| !is_pattern(Path::new(part));
    let base: PathBuf = pattern.components().take_while(is_name).collect();
    let rest = pattern.components().skip_while(is_name);
    (base, rest.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect())
}

/// Whether a name could be a pattern that the shell left alone.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?', '[']))
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    entry.depth() == 0 || !name.as_encoded_bytes().starts_with(b".") && !is_version_control(Path::new(name))
}

/// Whether any part of a path is a folder of version control.
fn is_version_control(path: &Path) -> bool {
    path.iter().any(|part| VERSION_CONTROL.iter().any(|folder| part == *folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_and_patterns_are_their_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["b.txt", "a/c.txt", "a/d.html", "a/.hidden.txt", ".git/e.txt", "a/CVS/f.txt", "g/"] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if name.ends_with('/') { fs::create_dir_all(path).unwrap() } else { fs::write(path, "Some.").unwrap() }
        }
        let names = |paths: &[&str]| {
            let inputs = Inputs::find(paths.iter().map(|path| root.join(path)));
            let names: Vec<String> = (inputs.files().iter())
                .map(|input| input.path().strip_prefix(root).unwrap().display().to_string())
                .collect();
            (names, inputs.errors().iter().map(ToString::to_string).collect::<Vec<_>>(), inputs.total_bytes())
        };
        let (found, errors, bytes) = names(&["."]);
        assert_eq!((found.as_slice(), bytes), (&["a/c.txt", "a/d.html", "b.txt"].map(String::from)[..], 15));
        assert_eq!(errors, [""; 0]);
        assert_eq!(names(&["**/*.txt"]).0, ["a/c.txt", "b.txt"]);
        assert_eq!(names(&["b.txt", "*.txt", "?"]).0, ["b.txt", "a/c.txt", "a/d.html"]);
        assert!(names(&["g"]).1[0].ends_with("/g: holds no files; name a folder with articles in it"));
        assert!(names(&["*.pdf"]).1[0].ends_with("*.pdf: no file is called so; check the path and the pattern"));
        assert_eq!(names(&["none.txt"]).0, ["none.txt"], "what is missing is told when it is opened");
        assert_eq!(names(&["a/.h*.txt", "?/*.txt"]).0, ["a/.hidden.txt", "a/c.txt"]);
        assert_eq!(names(&["a/CVS/*"]).0, ["a/CVS/f.txt"]);
        assert!(names(&["none/*.txt"]).1[0].contains("no file is called so"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_fit_patterns_too() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        for name in [&b"a.txt"[..], b"\xff.txt", b"\xff.pdf"] {
            fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), "Some.").unwrap();
        }
        let inputs = Inputs::find([folder.path().join("*.txt")]);
        assert_eq!((inputs.files().len(), inputs.errors().len()), (2, 0));
    }
}
