//! Each row of the built-in ontology against its own sentences.
//!
//! A sentence of a row marks its mentions by `{type words}`, nested where they nest, and behind `=>` stands what the row must
//! find: `Source > Target (status)`. The trees are in `rows.conllu`, so that a row is to blame where it fails; a second test
//! counts how many sentences the reader and the entities stage leave whole.

use super::{Ontology, Relation, Status, match_patterns};
use crate::Span;
use crate::document::{Document, Format};
use crate::entities::{self, Entities, Entity, Gazetteer, Mention, MentionForm, MentionId};
use crate::reading::{EntityType, Reader, Reading, Upos, conllu};
use std::collections::HashMap;

const TREES: &str = include_str!("rows.conllu");
/// Sentences of 100 in which a row finds what it should from text alone, at least.
const FOUND_FROM_TEXT: usize = 80;
/// Sentences of 100 in which a row rightly finds nothing from text alone, at least.
const REFUSED_FROM_TEXT: usize = 90;

/// A row's sentence without its marks, and the mentions that were marked.
struct Example {
    text: String,
    mentions: Vec<(Span, EntityType)>,
    /// Source, target and status, where something is expected.
    expected: Option<(String, String, Status)>,
}

impl Example {
    fn parse(row: &str) -> Result<Self, String> {
        let (marked, expected) = match row.split_once("=>") {
            Some((marked, expected)) => (marked.trim(), Some(expected.trim())),
            None => (row.trim(), None),
        };
        let mut text = String::new();
        let mut mentions = Vec::new();
        let mut open = Vec::new();
        let mut rest = marked;
        while let Some(c) = rest.chars().next() {
            match c {
                '{' => {
                    let (kind, after) = rest[1..].split_once(' ').ok_or("a type and a space are needed after `{`")?;
                    open.push((text.len(), EntityType::parse(kind).ok_or_else(|| format!("no type `{kind}`"))?));
                    rest = after;
                    continue;
                }
                '}' => {
                    let (start, kind) = open.pop().ok_or("`}` without `{`")?;
                    mentions.push((Span::new(start, text.len()), kind));
                }
                c => text.push(c),
            }
            rest = &rest[c.len_utf8()..];
        }
        mentions.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
        Ok(Self { text, mentions, expected: expected.map(read_expected).transpose()? })
    }

    fn entities(&self, reading: &Reading) -> Entities {
        let mut found = Entities::default();
        for (index, sentence) in reading.sentences.iter().enumerate() {
            for &(span, kind) in self.mentions.iter().filter(|(span, _)| sentence.span.contains(*span)) {
                let inside: Vec<usize> =
                    (0..sentence.tokens.len()).filter(|&i| sentence.tokens[i].span.overlaps(span)).collect();
                let (Some(&first), Some(&last)) = (inside.first(), inside.last()) else { continue };
                let outside = |&&i: &&usize| sentence.tokens[i].head.is_none_or(|h| !inside.contains(&h));
                let tops: Vec<usize> = inside.iter().filter(outside).copied().collect();
                let nominal = tops.iter().find(|&&i| matches!(sentence.tokens[i].upos, Upos::Noun | Upos::Propn));
                let Some(&head) = nominal.or(tops.first()) else { continue };
                let id = found.mentions.len();
                let name = span.slice(&self.text).to_owned();
                let entity = found.entities.iter().position(|e| e.name == name).unwrap_or(found.entities.len());
                if entity == found.entities.len() {
                    let gazetteer = Gazetteer::shipped();
                    let sense = gazetteer.first(&name).filter(|_| kind == EntityType::Place);
                    let code = sense.and_then(|sense| gazetteer.entry(sense.entry).code.clone());
                    found.entities.push(Entity { name, kind, code, anchored: true, mentions: Vec::new() });
                }
                found.entities[entity].mentions.push(id);
                let form =
                    if sentence.tokens[head].upos == Upos::Adj { MentionForm::Demonym } else { MentionForm::Name };
                found.mentions.push(Mention { entity, sentence: index, span, tokens: first..last + 1, head, form });
            }
        }
        found
    }
}

/// "Source > Target (status)"
fn read_expected(expected: &str) -> Result<(String, String, Status), String> {
    let (source, target) = expected.split_once(" > ").ok_or_else(|| format!("no ` > ` in {expected:?}"))?;
    let (target, status) = match target.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
        Some((target, status)) => (target, status),
        None => (target, "asserted"),
    };
    let status =
        Status::ALL.into_iter().find(|s| s.as_str() == status).ok_or_else(|| format!("no status {status:?}"))?;
    Ok((source.to_owned(), target.to_owned(), status))
}

fn document(text: &str) -> Document {
    let (id, source, sha256) = ("row".to_owned(), String::new(), String::new());
    Document {
        id,
        title: None,
        date: None,
        url: None,
        author: None,
        source,
        sha256,
        text: text.to_owned(),
        blocks: Vec::new(),
    }
}

/// The trees of `rows.conllu` by their sentence.
fn trees() -> HashMap<&'static str, &'static str> {
    let blocks = TREES.split("\n\n").map(str::trim).filter(|b| !b.is_empty());
    blocks.filter_map(|b| b.lines().find_map(|l| l.strip_prefix("# text = ")).map(|text| (text, b))).collect()
}

fn found_by(id: &str, example: &Example, tree: &str, ontology: &Ontology) -> Result<Vec<String>, String> {
    let reading = conllu::parse_for(&example.text, tree).map_err(|e| e.to_string())?;
    let entities = example.entities(&reading);
    let by = format!("pattern:{id}");
    let name = |mention: usize| &entities.entities[entities.mentions[mention].entity].name;
    let line = |r: &Relation| format!("{} > {} ({})", name(r.source), name(r.target), r.status.as_str());
    let relations = match_patterns(&document(&example.text), &reading, &entities, ontology);
    Ok(relations.iter().filter(|r| r.by == by).map(line).collect())
}

#[test]
fn every_row_finds_what_its_sentences_say() {
    let ontology = Ontology::built_in();
    let trees = trees();
    let mut wrong = Vec::new();
    for trigger in ontology.triggers() {
        let id = &trigger.id;
        if trigger.matches.is_empty() {
            wrong.push(format!("{id}: no sentence"));
        }
        for row in trigger.matches.iter().chain(&trigger.rejects) {
            let outcome = Example::parse(row).and_then(|example| {
                let tree = trees.get(example.text.as_str()).ok_or("no tree in rows.conllu")?;
                let found = found_by(id, &example, tree, &ontology)?;
                match &example.expected {
                    Some((source, target, status)) => {
                        let wanted = format!("{source} > {target} ({})", status.as_str());
                        if found.contains(&wanted) { Ok(()) } else { Err(format!("found {found:?}")) }
                    }
                    None if found.is_empty() => Ok(()),
                    None => Err(format!("found {found:?}")),
                }
            });
            if let Err(problem) = outcome {
                wrong.push(format!("{id}: {row}\n    {problem}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether the mention stands where `name` is marked: the innermost mark around its head is of that name.
fn stands_at(name: &str, mention: MentionId, example: &Example, entities: &Entities, reading: &Reading) -> bool {
    let mention = &entities.mentions[mention];
    let head = reading.sentences[mention.sentence].tokens[mention.head].span;
    let around = example.mentions.iter().filter(|(span, _)| span.contains(head));
    around.min_by_key(|(span, _)| span.len()).is_some_and(|(span, _)| span.slice(&example.text) == name)
}

#[test]
fn most_rows_find_what_they_say_from_text_alone() {
    let (ontology, gazetteer) = (Ontology::built_in(), Gazetteer::shipped());
    let reader = Reader::embedded().expect("the model fits");
    let (mut counts, mut misses) = ([[0usize; 2]; 2], Vec::new());
    for trigger in ontology.triggers() {
        for row in trigger.matches.iter().chain(&trigger.rejects) {
            let example = Example::parse(row).expect("a row is well formed");
            let document = Document::from_bytes(example.text.as_bytes(), "row", Format::Text).expect("a sentence");
            let reading = reader.read(&document);
            let entities = entities::resolve(&document, &reading, gazetteer);
            let found = match_patterns(&document, &reading, &entities, &ontology);
            let (by, relation) = (format!("pattern:{}", trigger.id), &ontology.relations()[trigger.relation].name);
            let right = match &example.expected {
                Some((source, target, status)) => found.iter().any(|r| {
                    let ends = [(source, r.source), (target, r.target)];
                    (r.by == by || r.relation == *relation)
                        && r.status == *status
                        && ends.into_iter().all(|(name, m)| stands_at(name, m, &example, &entities, &reading))
                }),
                None => found.iter().all(|r| r.by != by),
            };
            let count = &mut counts[usize::from(example.expected.is_none())];
            count[1] += 1;
            if right {
                count[0] += 1;
            } else {
                misses.push(format!("{}: {row}", trigger.id));
            }
        }
    }
    let [[found, matches], [refused, rejects]] = counts;
    let told = format!("{found} of {matches} found, {refused} of {rejects} refused; misses:\n{}", misses.join("\n"));
    assert!(found * 100 >= matches * FOUND_FROM_TEXT, "{told}");
    assert!(refused * 100 >= rejects * REFUSED_FROM_TEXT, "{told}");
}

#[test]
fn what_stands_behind_the_end_of_a_list_is_not_in_it() -> Result<(), String> {
    let row = "It lies between {person Hallam}, supported by {place Russia}, {place Egypt} and {place France}, and \
               {organization the government of Sudmark}. => Russia > Hallam";
    let example = Example::parse(row)?;
    let found = found_by("supports.verb", &example, trees()[example.text.as_str()], &Ontology::built_in())?;
    assert_eq!(found, ["Russia > Hallam (asserted)", "Egypt > Hallam (asserted)", "France > Hallam (asserted)"]);
    Ok(())
}
