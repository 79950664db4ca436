//! What the pair model is trained on: for every `.txt` file of a folder its sentences with trees, the entities and mentions
//! that powermap finds, what the patterns say, and every pair that the model would score with its features, as one JSON
//! object a line. Where a `.spans` file lies beside the text (a line a pair: byte offsets start end start end), the pairs are
//! those. Every word's vector goes to a second file: 384 floats of 4 bytes, little-endian, in the order of the words.
//!
//! `cargo run --release --example training_dump -- FOLDER OUT.vectors > OUT.jsonl`

use powermap::Span;
use powermap::document::Document;
use powermap::entities::{Gazetteer, resolve};
use powermap::reading::Reader;
use powermap::relations::{Observed, Ontology, match_patterns, observe, observe_spans};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: training_dump FOLDER OUT.vectors";
    let folder = std::env::args_os().nth(1).ok_or(usage)?;
    let mut vectors = BufWriter::new(File::create(std::env::args_os().nth(2).ok_or(usage)?)?);
    let reader = Reader::embedded()?;
    let ontology = &Ontology::built_in();
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let document = Document::load(file)?;
        let reading = reader.read(&document);
        let entities = resolve(&document, &reading, Gazetteer::shipped());
        let relations = match_patterns(&document, &reading, &entities, ontology);
        for value in reading.sentences.iter().flat_map(|s| &s.vectors) {
            vectors.write_all(&value.to_le_bytes())?;
        }
        let sentences: Vec<_> = reading
            .sentences
            .iter()
            .enumerate()
            .map(|(i, s)| {
                json!({
                    "paragraph": i == 0 || reading.sentences[i - 1].block != s.block,
                    "block": s.block,
                    "forms": (0..s.tokens.len()).map(|t| s.form(t, &document.text)).collect::<Vec<_>>(),
                    "offsets": s.tokens.iter().map(|t| t.span).collect::<Vec<_>>(),
                    "heads": s.tokens.iter().map(|t| t.head.map_or(-1, |h| h as i64)).collect::<Vec<_>>(),
                    "rels": s.tokens.iter().map(|t| t.deprel.as_str()).collect::<Vec<_>>(),
                    "xpos": s.tokens.iter().map(|t| t.xpos).collect::<Vec<_>>(),
                })
            })
            .collect();
        let mentions: Vec<_> = entities
            .mentions
            .iter()
            .map(|m| {
                json!({
                    "sentence": m.sentence, "head": m.head, "start": m.tokens.start, "end": m.tokens.end,
                    "worthy": reading.sentences[m.sentence].tokens[m.head].mention.map_or(0.0, |m| m.probability),
                    "form": m.form.as_str(), "entity": m.entity, "text": m.span.slice(&document.text),
                })
            })
            .collect();
        let named: Vec<_> = entities
            .entities
            .iter()
            .map(
                |e| json!({"name": e.name, "kind": e.kind.as_str(), "anchored": e.anchored, "count": e.mentions.len()}),
            )
            .collect();
        let found: Vec<_> = relations
            .iter()
            .map(|r| {
                json!({"relation": r.relation, "source": r.source, "target": r.target, "status": r.status, "confidence": r.confidence})
            })
            .collect();
        let spans = file.with_extension("spans");
        let pairs: Vec<(Option<usize>, Observed)> = if spans.exists() {
            let text = std::fs::read_to_string(&spans)?;
            let mut pairs = Vec::new();
            for (k, line) in text.lines().enumerate() {
                let at: Vec<usize> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
                let [a, b, c, d] = at[..] else {
                    return Err(format!("{}:{}: four numbers", spans.display(), k + 1).into());
                };
                let two = [Span::new(a, b), Span::new(c, d)];
                let holds = |s: &powermap::reading::Sentence| {
                    two.iter().all(|x| s.span.start <= x.start && x.end <= s.span.end)
                };
                let Some(sentence) = reading.sentences.iter().position(holds) else { continue };
                pairs.extend(observe_spans(&reading, sentence, two, ontology).into_iter().map(|o| (Some(k), o)));
            }
            pairs
        } else {
            observe(&reading, &entities, &relations, ontology).into_iter().map(|o| (None, o)).collect()
        };
        // Features by number, to keep the file small.
        let mut numbers = BTreeMap::new();
        for name in pairs.iter().flat_map(|(_, o)| &o.features) {
            let next = numbers.len();
            numbers.entry(name.as_str()).or_insert(next);
        }
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(row, o)| {
                let features: Vec<usize> = o.features.iter().map(|name| numbers[name.as_str()]).collect();
                json!({"s": o.sentence, "row": row, "m": o.mentions, "h": o.heads, "path": o.path, "f": features})
            })
            .collect();
        let mut names: Vec<_> = numbers.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        let names: Vec<&str> = names.into_iter().map(|(name, _)| name).collect();
        let line = json!({
            "features": names, "pairs": pairs,
            "id": document.id, "text": document.text, "sentences": sentences, "mentions": mentions,
            "entities": named, "relations": found,
        });
        println!("{line}");
    }
    vectors.flush()?;
    Ok(())
}
