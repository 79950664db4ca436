//! Scores the reader's names on a file of words and IOB2 tags: exact span and type, over persons, organizations and places.
//!
//! `cargo run --release --example score_names -- FILE [--tsv OUT] [--errors]`
//!
//! FILE has the columns of Universal NER (Mayhew et al. 2024: id, word, tag, ...; `# text =` gives the spaces) or the two of
//! CrossNER (Liu et al. 2021: word, tag). The reader is given the words and the sentences. A document (`# newdoc`; without it
//! each sentence is one) is read as a whole, as `training/peer_names.py` gives it to another model. OUT gets a row of figures a type; `--errors` prints each sentence's
//! wrong and missed names.

use powermap::Span;
use powermap::reading::token::RawToken;
use powermap::reading::{BlockWords, EntityType, Reader};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// Types of the two corpora and what they are here; names of other types are not scored.
const TYPES: [(&str, EntityType); 9] = [
    ("PER", EntityType::Person),
    ("person", EntityType::Person),
    ("politician", EntityType::Person),
    ("ORG", EntityType::Organization),
    ("organisation", EntityType::Organization),
    ("politicalparty", EntityType::Organization),
    ("LOC", EntityType::Place),
    ("country", EntityType::Place),
    ("location", EntityType::Place),
];
const SCORED: [EntityType; 3] = [EntityType::Person, EntityType::Organization, EntityType::Place];
const USAGE: &str = "usage: score_names FILE [--tsv OUT] [--errors]";

type Names = BTreeSet<(usize, usize, EntityType)>;

struct Document {
    text: String,
    words: Vec<Span>,
    /// Whether each word begins a sentence.
    starts: Vec<bool>,
    names: Names,
}

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut file, mut tsv, mut errors) = (None, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--tsv" => tsv = Some(arguments.next().ok_or(USAGE)?),
            "--errors" => errors = true,
            _ if file.is_none() => file = Some(argument),
            _ => return Err(USAGE.into()),
        }
    }
    let file = file.ok_or(USAGE)?;
    let documents = documents(&std::fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?)?;
    let reader = Reader::embedded()?;
    let mut counts: [Counts; 3] = Default::default();
    for document in &documents {
        let found = found(&reader, document);
        for (kind, counts) in SCORED.iter().zip(&mut counts) {
            let of_kind = |names: &Names| names.iter().filter(|n| n.2 == *kind).count();
            counts.gold += of_kind(&document.names);
            counts.found += of_kind(&found);
            counts.right += found.intersection(&document.names).filter(|n| n.2 == *kind).count();
        }
        if errors {
            print_errors(document, &found);
        }
    }
    let mut rows = String::from("type\tgold\tfound\tright\tprecision\trecall\tf1\n");
    for (kind, counts) in SCORED.iter().zip(&counts) {
        rows += &row(kind.as_str(), counts);
    }
    let sum = |part: fn(&Counts) -> usize| counts.iter().map(part).sum();
    let all = Counts { gold: sum(|c| c.gold), found: sum(|c| c.found), right: sum(|c| c.right) };
    rows += &row("all", &all);
    for line in rows.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let mut out = format!("{:<13}", cells[0]);
        for cell in &cells[1..] {
            write!(out, "{cell:>10}")?;
        }
        println!("{out}");
    }
    if let Some(path) = tsv {
        std::fs::write(&path, rows).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(())
}

fn row(name: &str, counts: &Counts) -> String {
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    format!(
        "{name}\t{}\t{}\t{}\t{:.2}\t{:.2}\t{:.2}\n",
        counts.gold,
        counts.found,
        counts.right,
        share(counts.right, counts.found),
        share(counts.right, counts.gold),
        share(2 * counts.right, counts.gold + counts.found),
    )
}

/// The reader's names of the scored types in a document whose words and sentences are given.
fn found(reader: &Reader, document: &Document) -> Names {
    let block = BlockWords {
        block: 0,
        tokens: document.words.iter().map(|&span| RawToken { span, joined: false }).collect(),
        starts: Some(document.starts.clone()),
    };
    let reading = reader.read_words(&document.text, &[block]);
    let mut first = 0;
    let mut names = Names::new();
    for read in &reading.sentences {
        let scored = read.names.iter().filter(|n| SCORED.contains(&n.kind));
        names.extend(scored.map(|n| (first + n.tokens.start, first + n.tokens.end, n.kind)));
        first += read.tokens.len();
    }
    names
}

fn print_errors(document: &Document, found: &Names) {
    let begins = document.starts.iter().enumerate().filter(|(_, start)| **start).map(|(i, _)| i);
    let bounds: Vec<usize> = begins.chain([document.words.len()]).collect();
    let text = |start: usize, end: usize| {
        Span::new(document.words[start].start, document.words[end - 1].end).slice(&document.text)
    };
    for pair in bounds.windows(2) {
        let inside = |n: &&(usize, usize, EntityType)| (pair[0]..pair[1]).contains(&n.0);
        let mut lines = String::new();
        for (sign, names) in [("-", document.names.difference(found)), ("+", found.difference(&document.names))] {
            for &(start, end, kind) in names.filter(inside) {
                let _ = writeln!(lines, "{sign} {:<12} {}", kind.as_str(), text(start, end));
            }
        }
        if !lines.is_empty() {
            print!("= {}\n{lines}", text(pair[0], pair[1]));
        }
    }
}

/// Documents of a file of either kind; blank lines part the sentences.
fn documents(file: &str) -> Result<Vec<Document>, String> {
    let mut out: Vec<Document> = Vec::new();
    let marked = file.lines().any(|line| line.starts_with("# newdoc"));
    let (mut text, mut rows, mut new) = (None, Vec::new(), true);
    for (number, line) in file.lines().chain([""]).enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            if !rows.is_empty() {
                if new || !marked {
                    out.push(Document {
                        text: String::new(),
                        words: Vec::new(),
                        starts: Vec::new(),
                        names: Names::new(),
                    });
                }
                if let Some(document) = out.last_mut() {
                    document.add(text.take(), &std::mem::take(&mut rows))?;
                }
                new = false;
            }
            text = None;
        } else if line.starts_with("# newdoc") {
            new = true;
        } else if let Some(comment) = line.strip_prefix("# ") {
            text = comment.strip_prefix("text = ").map(str::to_owned).or(text);
        } else if let Some(row) = word_and_tag(line) {
            rows.push(row);
        } else {
            return Err(format!("line {}: neither `id word tag` nor `word tag`", number + 1));
        }
    }
    Ok(out)
}

impl Document {
    /// Adds a sentence; without its text the words stand with spaces between them.
    fn add(&mut self, text: Option<String>, rows: &[(&str, &str)]) -> Result<(), String> {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let (mut at, first) = (self.text.len(), self.words.len());
        self.text += &text.unwrap_or_else(|| rows.iter().map(|row| row.0).collect::<Vec<_>>().join(" "));
        for (word, _) in rows {
            let rest = &self.text[at..];
            let start = rest.find(word).ok_or_else(|| format!("the word {word:?} is not in {rest:?}"))? + at;
            at = start + word.len();
            self.starts.push(self.words.len() == first);
            self.words.push(Span::new(start, at));
        }
        self.names.extend(names(rows)?.into_iter().map(|(start, end, kind)| (first + start, first + end, kind)));
        Ok(())
    }
}

fn word_and_tag(line: &str) -> Option<(&str, &str)> {
    let cells: Vec<&str> = line.split('\t').collect();
    match cells[..] {
        [id, word, tag, ..] if id.parse::<usize>().is_ok() => Some((word, tag)),
        [word, tag] => Some((word, tag)),
        [one] => one.rsplit_once(' '),
        _ => None,
    }
}

fn names(rows: &[(&str, &str)]) -> Result<Names, String> {
    let mut spans: Vec<(Range<usize>, &str)> = Vec::new();
    for (i, (_, tag)) in rows.iter().enumerate() {
        match (tag.split_once('-'), spans.last_mut()) {
            (Some(("I", kind)), Some((range, before))) if range.end == i && *before == kind => range.end = i + 1,
            (Some(("B" | "I", kind)), _) => spans.push((i..i + 1, kind)),
            (None, _) if *tag == "O" => {}
            _ => return Err(format!("{tag:?} is no IOB2 tag")),
        }
    }
    let kind_of = |name: &str| TYPES.iter().find(|(key, _)| *key == name).map(|(_, kind)| *kind);
    Ok(spans.into_iter().filter_map(|(range, kind)| Some((range.start, range.end, kind_of(kind)?))).collect())
}
