//! Scores the relation patterns alone: gold entities, found in the text by their mentions, stand in for the entities stage.
//!
//! `cargo run --example relation_oracle GOLD_DIR READINGS_DIR OUT_DIR` reads `<id>.json` and `<id>.txt` of the gold folder
//! and `<id>.conllu` of the readings folder (`powermap read` writes those), and writes `<id>.json` for `score.py`.
//! Pronouns go to the nearest entity before them of a fitting type. With `--resolved` behind the folders the entities stage
//! does its own work; an ontology file may stand behind them. It skips, with a message, where a folder is absent.

use powermap::Span;
use powermap::document::Document;
use powermap::entities::{Entities, Entity, EntityType, Gazetteer, Mention, MentionForm, resolve};
use powermap::reading::{Reading, Sentence, Upos, conllu};
use powermap::relations::{Ontology, Relation, Status, extract};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders: Vec<String> = env::args().skip(1).collect();
    let resolved = folders.iter().position(|f| f == "--resolved").map(|i| folders.remove(i)).is_some();
    let ontology = match folders.as_slice() {
        [_, _, _, file] => Ontology::parse(file, &fs::read_to_string(file)?)?,
        _ => Ontology::built_in(),
    };
    let [gold, readings, out, ..] = folders.as_slice() else {
        return Err("usage: relation_oracle GOLD_DIR READINGS_DIR OUT_DIR [ONTOLOGY] [--resolved]".into());
    };
    if !Path::new(gold).is_dir() || !Path::new(readings).is_dir() {
        println!("skipped: {gold} or {readings} is absent");
        return Ok(());
    }
    fs::create_dir_all(out)?;
    let mut files: Vec<_> = fs::read_dir(gold)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|e| e.path()).collect();
    files.sort();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let gold: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        let id = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let text = fs::read_to_string(path.with_extension("txt"))?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let tree = Path::new(readings).join(format!("{id}.conllu"));
        if !tree.is_file() {
            println!("{id}: no reading");
            continue;
        }
        let reading = conllu::parse_for(&text, &fs::read_to_string(tree)?).map_err(|e| format!("{id}: {e}"))?;
        let document = document(&id, text);
        let entities = match resolved {
            true => resolve(&document, &reading, Gazetteer::shipped()),
            false => gold_entities(&gold, &document.text, &reading),
        };
        let relations = extract(&document, &reading, &entities, &ontology, None);
        let graph = graph(&document, &entities, &reading, &relations);
        fs::write(Path::new(out).join(format!("{id}.json")), serde_json::to_string_pretty(&graph)?)?;
    }
    Ok(())
}

fn document(id: &str, text: String) -> Document {
    let (source, sha256) = (String::new(), String::new());
    Document {
        id: id.to_owned(),
        title: None,
        date: None,
        url: None,
        author: None,
        source,
        sha256,
        text,
        blocks: Vec::new(),
    }
}

fn gold_entities(gold: &Value, text: &str, reading: &Reading) -> Entities {
    let mut found: Vec<(Span, usize)> = Vec::new();
    let mut entities = Vec::new();
    for (id, entity) in gold["entities"].as_array().into_iter().flatten().enumerate() {
        let name = entity["name"].as_str().unwrap_or_default().to_owned();
        let kind = EntityType::parse(entity["type"].as_str().unwrap_or_default()).unwrap_or(EntityType::Organization);
        let surfaces = entity["mentions"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for surface in surfaces.chain([name.as_str()]) {
            found.extend(occurrences(text, surface).map(|span| (span, id)));
        }
        entities.push(Entity { name, kind, code: None, anchored: true, mentions: Vec::new() });
    }
    found.sort_by_key(|(span, id)| (span.start, usize::MAX - span.end, *id));
    found.dedup_by_key(|(span, _)| *span);
    let all = found.clone();
    found.retain(|(span, id)| !all.iter().any(|(other, o)| o == id && other != span && other.contains(*span)));
    let mut mentions = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        for &(span, entity) in found.iter().filter(|(span, _)| sentence.span.contains(*span)) {
            mentions.extend(mention(index, sentence, span, entity));
        }
    }
    for mention in &mentions {
        if mention.form == MentionForm::Demonym {
            entities[mention.entity].code = Some("XXX".to_owned());
        }
    }
    link_pronouns(reading, text, &entities, &mut mentions);
    mentions.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end));
    for (id, mention) in mentions.iter().enumerate() {
        entities[mention.entity].mentions.push(id);
    }
    Entities { entities, mentions }
}

fn occurrences<'t>(text: &'t str, surface: &'t str) -> impl Iterator<Item = Span> + 't {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(surface)
        .filter(|(_, s)| !s.is_empty())
        .map(|(at, s)| Span::new(at, at + s.len()))
        .filter(move |span| !inner(text[..span.start].chars().next_back()) && !inner(text[span.end..].chars().next()))
}

fn mention(index: usize, sentence: &Sentence, span: Span, entity: usize) -> Option<Mention> {
    let inside = |i: &usize| sentence.tokens[*i].span.overlaps(span);
    let start = (0..sentence.tokens.len()).find(inside)?;
    let end = (0..sentence.tokens.len()).rfind(inside)? + 1;
    let outside = |i: &usize| sentence.tokens[*i].head.is_none_or(|h| !(start..end).contains(&h));
    let tops = (start..end).filter(outside).collect::<Vec<_>>();
    let nominal = |i: &&usize| matches!(sentence.tokens[**i].upos, Upos::Noun | Upos::Propn);
    let head = *tops.iter().find(nominal).or_else(|| tops.first())?;
    let form = match sentence.tokens[head].upos {
        Upos::Adj if end - start == 1 => MentionForm::Demonym,
        Upos::Propn => MentionForm::Name,
        _ => MentionForm::Description,
    };
    Some(Mention { entity, sentence: index, span, tokens: start..end, head, form })
}

fn link_pronouns(reading: &Reading, text: &str, entities: &[Entity], mentions: &mut Vec<Mention>) {
    let named = mentions.clone();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let kinds: &[EntityType] = match token.span.slice(text).to_lowercase().as_str() {
                "he" | "him" | "his" | "she" | "her" => &[EntityType::Person],
                "it" | "its" => &[EntityType::Organization, EntityType::Place],
                "they" | "their" | "them" => &[EntityType::Group, EntityType::Organization],
                _ => continue,
            };
            let fits = |m: &&Mention| {
                let before = m.span.end <= token.span.start && m.sentence + 3 > index;
                before && kinds.contains(&entities[m.entity].kind) && m.form != MentionForm::Demonym
            };
            if let Some(antecedent) = named.iter().filter(fits).max_by_key(|m| m.span.end) {
                let form = MentionForm::Pronoun;
                let entity = antecedent.entity;
                mentions.push(Mention {
                    entity,
                    sentence: index,
                    span: token.span,
                    tokens: at..at + 1,
                    head: at,
                    form,
                });
            }
        }
    }
}

fn graph(document: &Document, entities: &Entities, reading: &Reading, relations: &[Relation]) -> Value {
    let text = &document.text;
    let mut edges: BTreeMap<(usize, usize, &str, bool), Vec<&Relation>> = BTreeMap::new();
    for relation in relations {
        let (mut s, mut t) = (entities.mentions[relation.source].entity, entities.mentions[relation.target].entity);
        if relation.relation == "meets" && t < s {
            (s, t) = (t, s);
        }
        edges.entry((s, t, &relation.relation, relation.status == Status::Negated)).or_default().push(relation);
    }
    let nodes = entities.entities.iter().enumerate().map(|(i, e)| {
        let surfaces = e.mentions.iter().map(|&m| &entities.mentions[m]).filter(|m| m.form != MentionForm::Pronoun);
        let aliases: Vec<_> = surfaces.map(|m| m.span.slice(text)).collect();
        json!({"id": format!("n{i}"), "name": e.name, "type": e.kind.as_str(), "aliases": aliases})
    });
    let nodes: Vec<_> = nodes.collect();
    let edges = edges.into_iter().map(|((s, t, relation, _), found)| {
        let status = found.iter().map(|r| r.status).min().unwrap_or(Status::Asserted);
        let by: Vec<_> = found.iter().map(|r| r.by.as_str()).collect();
        let evidence: Vec<_> = found.iter().map(|r| reading.sentences[r.sentence].span.slice(text)).collect();
        json!({"source": format!("n{s}"), "target": format!("n{t}"), "relation": relation, "status": status.as_str(),
               "by": by, "evidence": evidence, "confidence": found.iter().map(|r| r.confidence).fold(0.0, f32::max)})
    });
    let edges: Vec<_> = edges.collect();
    json!({"directed": true, "multigraph": true, "nodes": nodes, "edges": edges})
}
