//! What the scorer of antecedents is trained on: for every `.txt` file of a folder its mentions in clusters and every pronoun, and
//! every description that no rule ties, with all that it may stand for, as one JSON object a line; the first line holds the names of the features.
//!
//! `cargo run --release --example antecedent_dump -- FOLDER > OUT.jsonl`

use powermap::document::Document;
use powermap::entities::{FEATURES, Gazetteer, resolve, weigh_anaphors};
use powermap::reading::Reader;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: antecedent_dump FOLDER")?;
    let reader = Reader::embedded()?;
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    println!("{}", json!({ "features": FEATURES }));
    let lines: Vec<_> = files.par_iter().map(|file| dump(&reader, file).map_err(|e| e.to_string())).collect();
    for line in lines {
        println!("{}", line?);
    }
    Ok(())
}

fn dump(reader: &Reader, file: &Path) -> Result<Value, Box<dyn Error>> {
    let document = Document::load(file)?;
    let reading = reader.read(&document);
    let entities = resolve(&document, &reading, Gazetteer::shipped());
    let mentions: Vec<_> = entities
        .mentions
        .iter()
        .map(|m| {
            let head = reading.sentences[m.sentence].tokens[m.head].span;
            json!({"entity": m.entity, "span": m.span, "head": head, "form": m.form.as_str()})
        })
        .collect();
    let anaphors: Vec<_> = weigh_anaphors(&document, &reading, Gazetteer::shipped())
        .into_iter()
        .map(|anaphor| {
            let choices: Vec<_> = anaphor
                .choices
                .into_iter()
                .map(|c| json!({"mentions": c.mentions, "heads": c.heads, "p": c.probability, "x": c.features}))
                .collect();
            json!({"span": anaphor.span, "head": anaphor.head, "form": anaphor.form.as_str(), "choices": choices})
        })
        .collect();
    Ok(json!({"id": document.id, "text": document.text, "mentions": mentions, "anaphors": anaphors}))
}
