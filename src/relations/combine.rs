//! Patterns and model together: the patterns propose and name the words, the model weighs every pair of the sentence.

use super::arguments::Arguments;
use super::context::Context;
use super::pair::{Candidate, PairModel, Said, Sentence, Verdict};
use super::tree::Tree;
use super::{Ontology, Relation, match_patterns};
use crate::Span;
use crate::document::Document;
use crate::entities::{Entities, EntityType, MentionId};
use crate::reading::{Reading, Upos};
use std::collections::BTreeMap;

/// Mentions of a sentence that are weighed; what has more is a list.
const MOST_CANDIDATES: usize = 60;

/// Confidence from which a pattern is not overruled.
const TRUSTED: f32 = 0.6;

/// All relations that patterns or model find, the surest statement of each pair and relation in a sentence.
///
/// Relations that the model does not know (a user's own ontology has them) stay as the patterns found them, and so does
/// everything in a reading without vectors.
pub(super) fn combine(
    document: &Document,
    reading: &Reading,
    entities: &Entities,
    ontology: &Ontology,
    model: &PairModel,
) -> Vec<Relation> {
    let known: Vec<&str> = model.relations().collect();
    let number = |name: &str| known.iter().position(|k| *k == name);
    let mut patterns: Vec<Vec<Relation>> = vec![Vec::new(); reading.sentences.len()];
    for relation in match_patterns(document, reading, entities, ontology) {
        patterns[relation.sentence].push(relation);
    }
    let mut mentions: Vec<Vec<MentionId>> = vec![Vec::new(); reading.sentences.len()];
    for (id, mention) in entities.mentions.iter().enumerate() {
        if let Some(list) = mentions.get_mut(mention.sentence) {
            list.push(id);
        }
    }
    let entity_of = |id: MentionId| entities.mentions[id].entity;
    let mut out = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let candidates: Vec<Candidate> =
            mentions[index].iter().filter_map(|&id| candidate(reading, entities, id)).take(MOST_CANDIDATES).collect();
        let mut said = Said::new();
        for r in &patterns[index] {
            if let Some(relation) = number(&r.relation) {
                let confidence = said.entry((entity_of(r.source), entity_of(r.target), relation)).or_insert(0.0);
                *confidence = confidence.max(r.confidence);
            }
        }
        let shape = Sentence {
            heads: sentence.tokens.iter().map(|t| t.head).collect(),
            deprels: sentence.tokens.iter().map(|t| t.deprel).collect(),
        };
        let verdicts = model.score(&shape, &sentence.vectors, &candidates, &said);
        if verdicts.is_empty() {
            out.append(&mut patterns[index]);
            continue;
        }
        let tree = Tree::new(&document.text, sentence, entities, &mentions[index]);
        let arguments = Arguments { tree: &tree, lexicon: ontology.lexicon() };
        // The surest pair of mentions for each pair of entities and relation.
        let mut best: BTreeMap<(usize, usize, usize), (f32, &Verdict)> = BTreeMap::new();
        for verdict in &verdicts {
            let (a, b) = (candidates[verdict.source].entity, candidates[verdict.target].entity);
            for (relation, &p) in verdict.relations.iter().enumerate() {
                let symmetric = ontology.relation(known[relation]).is_some_and(|r| r.symmetric);
                let key = if symmetric && b < a { (b, a, relation) } else { (a, b, relation) };
                let entry = best.entry(key).or_insert((p, verdict));
                if p > entry.0 {
                    *entry = (p, verdict);
                }
            }
        }
        for (&(a, b, relation), &(p, verdict)) in &best {
            let Some(kind) = ontology.relation(known[relation]) else { continue };
            let same = |r: &&Relation| {
                let pair = (entity_of(r.source), entity_of(r.target));
                r.relation == known[relation] && (pair == (a, b) || (kind.symmetric && pair == (b, a)))
            };
            let pattern = patterns[index].iter().filter(same).max_by(|x, y| x.confidence.total_cmp(&y.confidence));
            let trusted = pattern.is_some_and(|pattern| pattern.confidence >= TRUSTED);
            if p < model.threshold(relation, pattern.is_some()) && !trusted {
                continue;
            }
            let mut found = match pattern {
                Some(pattern) => pattern.clone(),
                None => {
                    let (source, target) = (&candidates[verdict.source], &candidates[verdict.target]);
                    let cue = cue(&shape, &tree, source, target);
                    let attributed_to = cue.and_then(|cue| Context::of(&arguments, cue, false).attributed_to);
                    Relation {
                        relation: known[relation].to_owned(),
                        source: source.mention,
                        target: target.mention,
                        status: verdict.status,
                        sentence: index,
                        cue: cue.map(|cue| -> Span { sentence.tokens[cue].span }),
                        confidence: p,
                        by: "model".to_owned(),
                        attributed_to,
                    }
                }
            };
            found.confidence = p;
            out.push(found);
        }
        out.extend(patterns[index].iter().filter(|r| number(&r.relation).is_none()).cloned());
    }
    out
}

/// A mention as an end of a relation: of an entity with a name, or of a plan or event, which need none.
fn candidate(reading: &Reading, entities: &Entities, id: MentionId) -> Option<Candidate> {
    let mention = &entities.mentions[id];
    let entity = &entities.entities[mention.entity];
    let usable = entity.anchored || matches!(entity.kind, EntityType::Event | EntityType::Plan);
    usable.then(|| Candidate {
        mention: id,
        entity: mention.entity,
        kind: entity.kind,
        form: mention.form,
        head: mention.head,
        tokens: mention.tokens.clone(),
        worthy: reading.sentences[mention.sentence].tokens[mention.head].mention.map_or(0.0, |m| m.probability),
        count: entity.mentions.len(),
    })
}

/// The word that seems to state what the model found: on the path between the ends, the topmost verb or noun.
fn cue(sentence: &Sentence, tree: &Tree, source: &Candidate, target: &Candidate) -> Option<usize> {
    let (path, top) = sentence.path(source.head, target.head);
    let inside = |w: usize| source.tokens.contains(&w) || target.tokens.contains(&w);
    let content = |w: usize| matches!(tree.upos(w), Upos::Verb | Upos::Noun | Upos::Adj);
    let free = |w: &usize| !inside(*w) && content(*w);
    Some(top).filter(free).or_else(|| path.iter().copied().find(free))
}
