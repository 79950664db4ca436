//! The Rust reader against the Python model on the same words. `training/parity.py` writes what Python says.

use powermap::Span;
use powermap::document::{Block, BlockKind, Document};
use powermap::reading::{Reader, token::tokenize};
use serde::Deserialize;

/// Differences of some 1,100 values that 8-bit arithmetic may make on words where the model wavers; a wrong kernel makes
/// hundreds.
const SLACK: usize = 3;

#[derive(Deserialize)]
struct Entry {
    text: String,
    words: Vec<Vec<String>>,
    sentences: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    words: Vec<String>,
    upos: Vec<String>,
    xpos: Vec<String>,
    /// -1 is the root; none where the best heads make no tree.
    heads: Option<Vec<i64>>,
    deprels: Option<Vec<String>>,
    names: Vec<(usize, usize, String)>,
}

/// A document with a block a paragraph.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + paragraph.len()) });
        start += paragraph.len() + 2;
    }
    let (id, source, sha256) = ("parity".to_owned(), String::new(), String::new());
    Document { id, title: None, date: None, url: None, author: None, source, sha256, text: text.to_owned(), blocks }
}

#[test]
fn rust_reads_as_python_does() {
    let entries: Vec<Entry> = serde_json::from_str(include_str!("data/parity.json")).unwrap();
    let reader = Reader::embedded().unwrap();
    let (mut compared, mut differences) = (0, Vec::new());
    for entry in &entries {
        let document = document(&entry.text);
        let words: Vec<Vec<&str>> = document
            .blocks
            .iter()
            .map(|block| tokenize(&entry.text, block.span).iter().map(|t| t.span.slice(&entry.text)).collect())
            .collect();
        assert_eq!(words, entry.words, "the tokenizer has changed: write its words into data/parity.json");
        let reading = reader.read(&document);
        let found: Vec<Vec<&str>> =
            reading.sentences.iter().map(|s| (0..s.tokens.len()).map(|i| s.form(i, &entry.text)).collect()).collect();
        let wanted: Vec<&[String]> = entry.sentences.iter().map(|s| &s.words[..]).collect();
        assert_eq!(found, wanted, "sentences");
        for (sentence, wanted) in reading.sentences.iter().zip(&entry.sentences) {
            let mut compare = |what: String, found: &str, wanted: &str| {
                compared += 1;
                if found != wanted {
                    differences.push(format!("{what}: {found} for {wanted}"));
                }
            };
            for (i, token) in sentence.tokens.iter().enumerate() {
                let word = |layer: &str| format!("{layer} of {:?} in {:?}", wanted.words[i], wanted.words.join(" "));
                compare(word("tag"), token.upos.as_str(), &wanted.upos[i]);
                compare(word("Penn tag"), token.xpos, &wanted.xpos[i]);
                if let (Some(heads), Some(deprels)) = (&wanted.heads, &wanted.deprels) {
                    let head = token.head.map_or(-1, |h| h as i64);
                    compare(word("head"), &head.to_string(), &heads[i].to_string());
                    compare(word("relation"), token.deprel.as_str(), &deprels[i]);
                }
            }
            let names: Vec<(usize, usize, String)> =
                sentence.names.iter().map(|n| (n.tokens.start, n.tokens.end, n.kind.as_str().to_owned())).collect();
            compare("names".to_owned(), &format!("{names:?}"), &format!("{:?}", wanted.names));
        }
    }
    assert!(compared > 1000, "{compared} values compared");
    assert!(differences.len() <= SLACK, "{} of {compared}:\n{}", differences.len(), differences.join("\n"));
}
