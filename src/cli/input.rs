//! Reading what the arguments name: articles, graphs, ontologies.

use super::extract::Choice;
use super::output;
use crate::document::{self, Document, DocumentError, MAX_BYTES};
use crate::graph::Graph;
use crate::relations::Ontology;
use anyhow::{Context, Result, anyhow};
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

/// What a FILE holds.
pub(super) enum Input {
    /// A graph that was made before.
    Graph(Graph),
    /// An article.
    Document(Document),
}

/// How many bytes of a file are looked at to tell what it holds.
const PEEK: u64 = 512;

/// Reads a graph or an article; `-` is standard input. Which of them it is, the content tells and not the name.
pub(super) fn load(path: &Path) -> Result<Input> {
    if path.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            output::message("reading from the keyboard; end with Ctrl-D")?;
        }
        return load_stream(io::stdin().lock(), "-");
    }
    let name = path.display().to_string();
    // What cannot be opened or read is told by the loader of documents, which knows what to do about it.
    if let Ok(file) = File::open(path) {
        let kind = file.metadata().map(|metadata| metadata.file_type());
        if kind.is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
            // A pipe gives its bytes only once.
            return load_stream(file, &name);
        }
        let mut head = Vec::new();
        if file.take(PEEK).read_to_end(&mut head).is_ok() && is_json(&head) {
            let bytes = fs::read(path).with_context(|| format!("{name}: cannot be read; check its permissions"))?;
            return Ok(Input::Graph(parse_graph(&bytes, &name)?));
        }
    }
    Ok(Input::Document(Document::load(path)?))
}

fn load_stream(mut stream: impl Read, name: &str) -> Result<Input> {
    let unreadable = |reason: io::Error| match (name, reason.kind()) {
        ("-", io::ErrorKind::IsADirectory) => anyhow!("-: standard input is a directory; give the text of an article"),
        ("-", _) => anyhow!("-: standard input cannot be read ({reason}); give the text of an article"),
        _ => DocumentError::Unreadable { source_name: name.to_owned(), reason }.into(),
    };
    let mut bytes = Vec::new();
    stream.by_ref().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if is_json(&bytes) {
        // A graph of many articles may be longer than an article.
        stream.read_to_end(&mut bytes).map_err(unreadable)?;
        return Ok(Input::Graph(parse_graph(&bytes, name)?));
    }
    let format = document::Format::of(Path::new(name));
    Ok(Input::Document(Document::from_bytes(&bytes, name, format)?))
}

/// Whether text starts as a JSON object does; no article starts with a brace and a quotation mark.
fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    head.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

fn parse_graph(bytes: &[u8], name: &str) -> Result<Graph> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|e| anyhow!("{name}: byte {}: is not UTF-8; convert it with `iconv -t UTF-8`", e.valid_up_to()))?;
    Graph::from_json(text).with_context(|| name.to_owned())
}

/// The graph of a file: read where it is one, made of the article that it is else.
pub(super) fn graph(path: &Path, ontology: &Ontology, choice: &Choice) -> Result<Graph> {
    match load(path)? {
        Input::Graph(graph) => {
            choice.check_for_graph(path)?;
            Ok(graph)
        }
        Input::Document(document) => Ok(choice.pipeline(ontology)?.graph(&document)),
    }
}

/// The article of a file.
pub(super) fn document(path: &Path) -> Result<Document> {
    match load(path)? {
        Input::Document(document) => Ok(document),
        Input::Graph(_) => Err(anyhow!("{}: is a graph; give an article", path.display())),
    }
}

/// The text of an annotated file.
pub(super) fn text(path: &Path) -> Result<String> {
    let name = path.display();
    let bytes =
        fs::read(path).with_context(|| format!("{name}: cannot be read; check the path and its permissions"))?;
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        anyhow!("{name}: byte {offset}: is not UTF-8; convert it with `iconv -t UTF-8`")
    })
}

/// The ontology of a file, or the built-in one.
pub(super) fn ontology(path: Option<&Path>) -> Result<Ontology> {
    let Some(path) = path else { return Ok(Ontology::built_in()) };
    let name = path.display().to_string();
    let text = fs::read_to_string(path)
        .with_context(|| format!("{name}: cannot be read as an ontology; give a TOML file in UTF-8"))?;
    Ok(Ontology::parse(&name, &text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_a_graph_from_an_article() {
        for json in ["{\"directed\": true", " \n{ \"a\"", "\u{feff}{\"x"] {
            assert!(is_json(json.as_bytes()), "{json:?}");
        }
        for article in ["{Reuters} Rome", "\"Yes\", he said", "", "{", "[1]"] {
            assert!(!is_json(article.as_bytes()), "{article:?}");
        }
    }
}
