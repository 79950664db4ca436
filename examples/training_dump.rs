//! What the pair model is trained on: for every `.txt` file of a folder its sentences with trees, the entities and mentions
//! that powermap finds, and what the patterns say, as one JSON object a line.
//!
//! `cargo run --release --example training_dump -- FOLDER > OUT.jsonl`

use powermap::document::Document;
use powermap::entities::{Gazetteer, MentionForm, resolve};
use powermap::reading::Reader;
use powermap::relations::{Ontology, match_patterns};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: training_dump FOLDER")?;
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
                let form = match m.form {
                    MentionForm::Name => "name",
                    MentionForm::Demonym => "demonym",
                    MentionForm::Description => "description",
                    MentionForm::Pronoun => "pronoun",
                };
                json!({
                    "sentence": m.sentence, "head": m.head, "start": m.tokens.start, "end": m.tokens.end,
                    "worthy": reading.sentences[m.sentence].tokens[m.head].mention.map_or(0.0, |m| m.probability),
                    "form": form, "entity": m.entity, "text": m.span.slice(&document.text),
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
        let line = json!({
            "id": document.id, "text": document.text, "sentences": sentences, "mentions": mentions,
            "entities": named, "relations": found,
        });
        println!("{line}");
    }
    Ok(())
}
