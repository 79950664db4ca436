//! Scores entities against gold graphs, as `score.py` counts them, without any relation.
//!
//! usage: entity_score GOLD_DIR READINGS_DIR [--errors] [--show ID]
//!
//! GOLD_DIR holds `<id>.json` and `<id>.txt`; READINGS_DIR holds `<id>.conllu`, one reading an article.

use powermap::document::{Block, BlockKind, Document};
use powermap::entities::{Entities, Gazetteer, MentionForm, resolve};
use powermap::{Span, reading::conllu};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

type Names = BTreeSet<String>;

#[derive(Default)]
struct Tally {
    documents: usize,
    gold: usize,
    found: usize,
    used: usize,
    used_found: usize,
    split: usize,
    merged: usize,
    nodes: usize,
    anchored: usize,
    /// By type: used entities found, and all used.
    by_type: BTreeMap<String, (usize, usize)>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold_dir, readings_dir, options @ ..] = &arguments[..] else {
        return Err("usage: entity_score GOLD_DIR READINGS_DIR [--errors] [--show ID]".into());
    };
    let errors = options.iter().any(|o| o == "--errors");
    let show = options.iter().position(|o| o == "--show").and_then(|i| options.get(i + 1));
    let mut tally = Tally::default();
    let (mut words, mut seconds) = (0, 0.0);
    let mut files = std::fs::read_dir(gold_dir)?.map(|e| Ok(e?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if show.is_some_and(|s| *s != id) {
            continue;
        }
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        let text = std::fs::read_to_string(path.with_extension("txt"))?;
        let Ok(read) = std::fs::read_to_string(Path::new(readings_dir).join(format!("{id}.conllu"))) else { continue };
        let reading = conllu::parse_for(&text, &read)?;
        let document = document(&id, text);
        let started = std::time::Instant::now();
        let entities = resolve(&document, &reading, Gazetteer::shipped());
        seconds += started.elapsed().as_secs_f64();
        words += reading.sentences.iter().map(|s| s.tokens.len()).sum::<usize>();
        if show.is_some() {
            print_entities(&document, &entities);
        }
        for error in score(&gold, &document, &entities, &mut tally) {
            if errors {
                println!("{id} | {error}");
            }
        }
    }
    let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    println!(
        "{} documents: {:.1}% of {} used entities found, {:.1}% of all {}",
        tally.documents,
        share(tally.used_found, tally.used),
        tally.used,
        share(tally.found, tally.gold),
        tally.gold,
    );
    println!(
        "split {} (1 in {:.1}), merged {} (1 in {:.1}); {} nodes, {} anchored; {:.0} words a second",
        tally.split,
        tally.gold as f64 / tally.split.max(1) as f64,
        tally.merged,
        tally.gold as f64 / tally.merged.max(1) as f64,
        tally.nodes,
        tally.anchored,
        words as f64 / seconds,
    );
    for (kind, (found, all)) in &tally.by_type {
        println!("  {kind:<13} {found:>4} of {all:>4} used found");
    }
    Ok(())
}

fn document(id: &str, text: String) -> Document {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let (source, sha256) = (String::new(), String::new());
    Document {
        id: id.to_owned(),
        title: None,
        date: None,
        url: None,
        author: None,
        source,
        sha256,
        blocks: vec![block],
        text,
    }
}

fn print_entities(document: &Document, entities: &Entities) {
    for entity in &entities.entities {
        let mentions = entity.mentions.iter().map(|&m| &entities.mentions[m]);
        let mentions: Vec<String> =
            mentions.map(|m| format!("{}:{}", m.sentence, m.span.slice(&document.text))).collect();
        let mark = if entity.anchored { '*' } else { ' ' };
        println!("{mark} {:<12} {} <- {}", entity.kind.as_str(), entity.name, mentions.join(" | "));
    }
}

/// Adds a document to the tally and tells its errors, a line each.
fn score(gold: &Value, document: &Document, entities: &Entities, tally: &mut Tally) -> Vec<String> {
    let mut errors = Vec::new();
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let folded = |v: &Value| list(v).iter().filter_map(Value::as_str).map(fold).collect::<Names>();
    let nodes: Vec<Names> = entities
        .entities
        .iter()
        .map(|e| {
            let mentions = e.mentions.iter().map(|&m| &entities.mentions[m]);
            let surface =
                mentions.filter(|m| m.form != MentionForm::Pronoun).map(|m| fold(m.span.slice(&document.text)));
            let names = surface.chain([fold(&e.name)]);
            names.filter(|n| !n.is_empty()).collect()
        })
        .collect();
    let used: BTreeSet<String> = list(&gold["relations"])
        .iter()
        .flat_map(|r| [&r["source"], &r["target"]].map(|e| e.as_str().unwrap_or("").to_owned()))
        .collect();
    tally.documents += 1;
    tally.nodes += nodes.len();
    tally.anchored += entities.entities.iter().filter(|e| e.anchored).count();
    let mut near: Vec<Vec<String>> = vec![Vec::new(); nodes.len()];
    for entity in list(&gold["entities"]) {
        let name = entity["name"].as_str().unwrap_or("").to_owned();
        let mut narrow = folded(&entity["mentions"]);
        narrow.insert(fold(&name));
        let wide: Names = narrow.union(&folded(&entity["accept"])).cloned().collect();
        let is_found = nodes.iter().any(|n| !n.is_disjoint(&wide));
        tally.gold += 1;
        tally.found += usize::from(is_found);
        if used.contains(entity["id"].as_str().unwrap_or("")) {
            let kind = tally.by_type.entry(entity["type"].as_str().unwrap_or("").to_owned()).or_default();
            tally.used += 1;
            tally.used_found += usize::from(is_found);
            *kind = (kind.0 + usize::from(is_found), kind.1 + 1);
            if !is_found {
                errors.push(format!("missed | {name} | {}", Vec::from_iter(wide).join(" / ")));
            }
        }
        let shares = |n: &usize| entities.entities[*n].anchored && !nodes[*n].is_disjoint(&narrow);
        let sharing: Vec<usize> = (0..nodes.len()).filter(shares).collect();
        tally.split += sharing.len().saturating_sub(1);
        if sharing.len() > 1 {
            let common = |n: usize| Vec::from_iter(nodes[n].intersection(&narrow).cloned()).join("; ");
            let parts = sharing.iter().map(|&n| format!("{} ({})", entities.entities[n].name, common(n)));
            errors.push(format!("split | {name} | {}", parts.collect::<Vec<_>>().join(" + ")));
        }
        sharing.iter().for_each(|&n| near[n].push(name.clone()));
    }
    for (n, golds) in near.iter().enumerate().filter(|(_, golds)| golds.len() > 1) {
        tally.merged += golds.len() - 1;
        errors.push(format!("merged | {} | {}", entities.entities[n].name, golds.join(" + ")));
    }
    errors
}

/// As `fold` in score.py.
fn fold(name: &str) -> String {
    let plain: String = name.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).collect();
    let letters: Vec<char> = plain.chars().collect();
    let ends = |i: usize| !letters.get(i).is_some_and(|c| c.is_alphanumeric());
    let quote = |i: usize| matches!(letters[i], '\'' | '’');
    let mut text = String::new();
    for (i, &c) in letters.iter().enumerate() {
        let possessive = i > 0 && c == 's' && quote(i - 1) && ends(i + 1);
        if possessive || "“”\"‘’'`.,()".contains(c) {
            continue;
        }
        if c.is_whitespace() || c == '-' || ('\u{2010}'..='\u{2015}').contains(&c) {
            if !text.ends_with(' ') {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
    }
    let text = text.trim();
    ["the ", "a ", "an "].iter().find_map(|a| text.strip_prefix(a)).unwrap_or(text).trim().to_owned()
}
