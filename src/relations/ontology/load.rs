//! An ontology from TOML, with errors that say where.

use super::checked;
use super::lexicon::{StatusWords, Words};
use super::{BUILT_IN, Cue, Lexicon, Ontology, Part, RelationType, Slot, Trigger};
use crate::reading::EntityType;
use crate::relations::Status;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use thiserror::Error;
use toml::Spanned;

/// What is wrong with an ontology file and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct OntologyError {
    /// The file, as the caller called it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

impl OntologyError {
    fn at(file: &str, text: &str, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        let mut start = span.map_or(0, |s| s.start).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let message = message.into().trim().replace('\n', "; ");
        Self { file: file.to_owned(), line: before.matches('\n').count() + 1, column, message }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    extends: Option<Spanned<String>>,
    #[serde(default, rename = "relation")]
    relations: Vec<Spanned<RelationType>>,
    #[serde(default, rename = "trigger")]
    triggers: Vec<Row>,
    #[serde(default)]
    words: Words,
    #[serde(default)]
    status: BTreeMap<Status, StatusWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    relation: Spanned<String>,
    #[serde(default, deserialize_with = "checked::words")]
    verbs: Vec<String>,
    #[serde(default, deserialize_with = "checked::words")]
    nouns: Vec<String>,
    #[serde(default, deserialize_with = "checked::words")]
    adjectives: Vec<String>,
    #[serde(default)]
    mentions: Vec<EntityType>,
    #[serde(default, deserialize_with = "checked::words")]
    suffixes: Vec<String>,
    #[serde(default, deserialize_with = "checked::words")]
    prefixes: Vec<String>,
    #[serde(deserialize_with = "checked::some")]
    source: Vec<Slot>,
    #[serde(deserialize_with = "checked::some")]
    target: Vec<Slot>,
    #[serde(default)]
    source_types: Option<Vec<EntityType>>,
    #[serde(default)]
    target_types: Option<Vec<EntityType>>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    status: Option<Status>,
    confidence: Spanned<f32>,
    #[serde(default, deserialize_with = "checked::words")]
    case: Vec<String>,
    #[serde(default)]
    demoted: Option<Spanned<String>>,
    #[serde(default)]
    same_post: bool,
    #[serde(default)]
    uncoded_source: bool,
    #[serde(default)]
    skip_topics: bool,
    #[serde(default, deserialize_with = "checked::words")]
    heads: Vec<String>,
    #[serde(default, deserialize_with = "checked::words")]
    except: Vec<String>,
    #[serde(default)]
    matches: Vec<String>,
    #[serde(default)]
    rejects: Vec<String>,
}

/// Reads a file; `own` says whether it is the user's.
pub(super) fn load(file: &str, text: &str, own: bool) -> Result<Ontology, OntologyError> {
    let parsed = parse(file, text)?;
    let mut relations = Vec::new();
    let mut rows = Vec::new();
    let mut lexicon = Lexicon::default();
    if let Some(base) = &parsed.extends {
        if base.get_ref() != "built-in" {
            let message = format!("cannot extend `{}`: only `built-in` can be extended", base.get_ref());
            return Err(OntologyError::at(file, text, Some(base.span()), message));
        }
        let base = parse("ontology.toml", BUILT_IN)?;
        let kept =
            |r: &Spanned<RelationType>| parsed.relations.iter().all(|own| own.get_ref().name != r.get_ref().name);
        relations.extend(base.relations.into_iter().filter(kept).map(Spanned::into_inner));
        let kept = |r: &Row| parsed.triggers.iter().all(|own| own.id.get_ref() != r.id.get_ref());
        rows.extend(base.triggers.into_iter().filter(kept).map(|row| (row, "ontology.toml", BUILT_IN, false)));
        lexicon.add(base.words, base.status.into_iter().collect());
    }
    let implied: Vec<_> = parsed.relations.iter().map(|r| (r.span(), r.get_ref().implies.clone())).collect();
    for relation in parsed.relations {
        let (span, relation) = (relation.span(), relation.into_inner());
        if relations.iter().any(|r: &RelationType| r.name == relation.name) {
            let message = format!("a second relation is called `{}`", relation.name);
            return Err(OntologyError::at(file, text, Some(span), message));
        }
        relations.push(relation);
    }
    for (span, implied) in implied {
        if let Some(unknown) = implied.iter().find(|implied| relations.iter().all(|r| r.name != **implied)) {
            let message = format!("implies `{unknown}`, but {}", no_relation(unknown, &relations));
            return Err(OntologyError::at(file, text, Some(span), message));
        }
    }
    rows.extend(parsed.triggers.into_iter().map(|row| (row, file, text, own)));
    lexicon.add(parsed.words, parsed.status.into_iter().collect());
    if relations.is_empty() {
        return Err(OntologyError::at(file, text, None, "no [[relation]] is given"));
    }
    let mut ids = HashMap::new();
    let mut by_word: HashMap<String, Vec<Cue>> = HashMap::new();
    let mut by_kind: [Vec<usize>; EntityType::ALL.len()] = Default::default();
    let mut triggers = Vec::new();
    for (row, file, text, own) in rows {
        if ids.insert(row.id.get_ref().clone(), ()).is_some() {
            let message = format!("a second trigger is called `{}`", row.id.get_ref());
            return Err(OntologyError::at(file, text, Some(row.id.span()), message));
        }
        let index = triggers.len();
        for kind in &row.mentions {
            by_kind[*kind as usize].push(index);
        }
        let (trigger, phrases) = check(row, own, &relations)
            .map_err(|(span, message)| OntologyError::at(file, text, Some(span), message))?;
        for phrase in phrases {
            let (word, cue) = cue(index, trigger.part, &phrase);
            by_word.entry(word).or_default().push(cue);
        }
        triggers.push(trigger);
    }
    Ok(Ontology { relations, triggers, lexicon, by_word, by_kind })
}

fn parse(file: &str, text: &str) -> Result<File, OntologyError> {
    toml::from_str(text).map_err(|e| OntologyError::at(file, text, e.span(), e.message()))
}

/// The word that a phrase is looked up by, and the rest of it.
fn cue(trigger: usize, part: Part, phrase: &str) -> (String, Cue) {
    let mut words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
    if part == Part::Verb {
        let particle = if words.len() > 1 { words.pop() } else { None };
        let verb = words.pop().unwrap_or_default();
        return (verb, Cue { trigger, before: words, particle });
    }
    let last = words.pop().unwrap_or_default();
    (last, Cue { trigger, before: words, particle: None })
}

type Wrong = (Range<usize>, String);

fn no_relation(name: &str, relations: &[RelationType]) -> String {
    let known: Vec<&str> = relations.iter().map(|r| r.name.as_str()).collect();
    format!("no relation is called `{name}`; there are {}", known.join(", "))
}

fn check(row: Row, own: bool, relations: &[RelationType]) -> Result<(Trigger, Vec<String>), Wrong> {
    let find = |name: &Spanned<String>| {
        let index = relations.iter().position(|r| &r.name == name.get_ref());
        index.ok_or_else(|| (name.span(), no_relation(name.get_ref(), relations)))
    };
    let relation = find(&row.relation)?;
    let demoted = row.demoted.as_ref().map(find).transpose()?;
    if row.same_post && demoted.is_none() {
        return Err((row.id.span(), format!("`{}`: same_post needs `demoted`", row.id.get_ref())));
    }
    if row.id.get_ref().trim().is_empty() {
        return Err((row.id.span(), "a trigger needs an id".to_owned()));
    }
    if !(0.0..=1.0).contains(row.confidence.get_ref()) {
        return Err((row.confidence.span(), format!("confidence {} is not between 0 and 1", row.confidence.get_ref())));
    }
    let mut parts = vec![
        (Part::Verb, row.verbs),
        (Part::Noun, row.nouns),
        (Part::Adjective, row.adjectives),
        (Part::Suffix, row.suffixes),
        (Part::Prefix, row.prefixes),
    ];
    if !row.mentions.is_empty() {
        parts.push((Part::Mention, Vec::new()));
    }
    parts.retain(|(part, words)| *part == Part::Mention || !words.is_empty());
    let (Some((part, phrases)), true) = (parts.pop(), parts.is_empty()) else {
        let message = "a trigger needs one of verbs, nouns, adjectives, mentions, suffixes, prefixes, and only one";
        return Err((row.id.span(), format!("`{}`: {message}", row.id.get_ref())));
    };
    let trigger = Trigger {
        source_types: row.source_types.unwrap_or_else(|| relations[relation].source.clone()),
        target_types: row.target_types.unwrap_or_else(|| relations[relation].target.clone()),
        id: row.id.into_inner(),
        own,
        relation,
        part,
        source: row.source,
        target: row.target,
        mutual: row.mutual,
        status: row.status,
        confidence: row.confidence.into_inner(),
        case: row.case,
        demoted,
        same_post: row.same_post,
        uncoded_source: row.uncoded_source,
        skip_topics: row.skip_topics,
        heads: row.heads,
        except: row.except,
        matches: row.matches,
        rejects: row.rejects,
    };
    Ok((trigger, phrases))
}
