//! Data flows one way: no folder under src/ uses a later one.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders in the order of the data; those of one entry stand beside each other.
const ORDER: [&[&str]; 10] = [
    &["document"],
    &["reading"],
    &["entities"],
    &["relations"],
    &["graph"],
    &["store"],
    &["query"],
    &["export", "web"],
    &["eval"],
    &["cli"],
];

#[test]
fn no_folder_uses_a_later_one() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(&src).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().unwrap().to_str().unwrap();
        let place = place(name).unwrap_or_else(|| panic!("src/{name} has no place in the order of this test"));
        for file in files(&folder) {
            seen += 1;
            for used in used(&fs::read_to_string(&file).unwrap()) {
                if self::place(&used).is_some_and(|other| other > place) {
                    faults.push(format!("{} uses {used}", file.strip_prefix(&src).unwrap().display()));
                }
            }
        }
    }
    assert!(seen > 20, "the files are found");
    assert_eq!(faults, [""; 0]);
}

fn place(folder: &str) -> Option<usize> {
    ORDER.iter().position(|names| names.contains(&folder))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The first words of all paths from `crate::` in a file, comments left out.
fn used(code: &str) -> Vec<String> {
    let code: String = code.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0usize;
                let mut start = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && c.is_alphabetic() => {
                            found.push(word(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
            None => found.push(word(rest)),
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn paths_are_found_however_they_are_written() {
    let code = "use crate::graph::Graph; // crate::web\nuse crate::{Span, query::{find, who},\n  export};\nlet x = crate::cli::run();";
    assert_eq!(used(code), ["graph", "Span", "query", "export", "cli"]);
}
