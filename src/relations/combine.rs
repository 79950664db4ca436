//! Patterns and model together: the patterns propose and name the words, the model weighs every pair of the sentence.

use super::arguments::Arguments;
use super::calibration::Calibration;
use super::context::Context;
use super::ontology::Slot;
use super::pair::{Candidate, PairModel, Scene};
use super::tree::Tree;
use super::weigh::surest;
use super::{Ontology, Relation, match_patterns};
use crate::Span;
use crate::document::Document;
use crate::entities::{Entities, MentionId};
use crate::reading::{Reading, Upos};

/// Confidence from which the model alone does not contradict what a pattern says of a pair.
const TRUSTED: f32 = 0.6;

/// All relations that patterns or model find, the surest statement of each pair and relation in a sentence.
///
/// Relations that the model does not know (a user's own ontology has them) stay as the patterns found them, and so does
/// what the words of the user's own file find, and everything in a reading without vectors.
pub(super) fn combine(
    document: &Document,
    reading: &Reading,
    entities: &Entities,
    ontology: &Ontology,
    model: &PairModel,
) -> Vec<Relation> {
    let known: Vec<&str> = model.relations().collect();
    let receiving = ontology.triggers().iter().filter(|t| t.target.contains(&Slot::Receiver));
    let receiving: Vec<String> = receiving.map(|t| format!("pattern:{}", t.id)).collect();
    let number = |name: &str| known.iter().position(|k| *k == name);
    let mut found = match_patterns(document, reading, entities, ontology);
    found.sort_by_key(|relation| relation.sentence);
    let scenes = Scene::all(reading, entities, &found, ontology);
    let mut mentions: Vec<Vec<MentionId>> = vec![Vec::new(); reading.sentences.len()];
    for (id, mention) in entities.mentions.iter().enumerate() {
        if let Some(list) = mentions.get_mut(mention.sentence) {
            list.push(id);
        }
    }
    let entity_of = |id: MentionId| entities.mentions[id].entity;
    let mut out = Vec::new();
    let mut scenes = scenes.iter().peekable();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let from = found.partition_point(|r| r.sentence < index);
        let patterns = &found[from..from + found[from..].partition_point(|r| r.sentence == index)];
        let scene = scenes.next_if(|scene| scene.index == index);
        let verdicts = scene.map_or_else(Vec::new, |scene| model.score(scene, &sentence.vectors));
        let Some(scene) = scene.filter(|_| !verdicts.is_empty()) else {
            out.extend_from_slice(patterns);
            continue;
        };
        let candidates = &scene.candidates;
        let tree = Tree::new(&document.text, sentence, entities, &mentions[index]);
        let arguments = Arguments { tree: &tree, lexicon: ontology.lexicon() };
        let weighed = surest(&verdicts, scene, ontology, model);
        // Whether the model lets stand what a pattern says.
        let stands = |r: &Relation| {
            let (a, b) = (entity_of(r.source), entity_of(r.target));
            number(&r.relation).is_none_or(|n| {
                let p = weighed.get(&(a, b, n)).or_else(|| weighed.get(&(b, a, n)));
                p.is_some_and(|(p, _)| *p >= model.threshold(n, true))
            })
        };
        for (&(a, b, relation), &(p, verdict)) in &weighed {
            let Some(kind) = ontology.relation(known[relation]) else { continue };
            let same = |r: &&Relation| {
                let pair = (entity_of(r.source), entity_of(r.target));
                r.relation == known[relation] && (pair == (a, b) || (kind.symmetric && pair == (b, a)))
            };
            if patterns.iter().filter(same).any(|r| ontology.is_own(&r.by)) {
                continue;
            }
            let pattern = patterns.iter().filter(same).max_by(|x, y| x.confidence.total_cmp(&y.confidence));
            if p < model.threshold(relation, pattern.is_some()) {
                continue;
            }
            // Where a trusted pattern tells how a pair stands, the model alone does not tell otherwise.
            let told = |r: &Relation| {
                r.confidence >= TRUSTED && (entity_of(r.source), entity_of(r.target)) == (a, b) && stands(r)
            };
            if pattern.is_none() && patterns.iter().any(told) {
                continue;
            }
            // Nor the other way round where the word says who gets it: "X has the support of Y".
            let turned = |r: &Relation| {
                r.relation == known[relation]
                    && (entity_of(r.source), entity_of(r.target)) == (b, a)
                    && receiving.contains(&r.by)
            };
            if pattern.is_none() && patterns.iter().any(turned) {
                continue;
            }
            let mut found = match pattern {
                Some(pattern) => pattern.clone(),
                None => {
                    let (source, target) = (&candidates[verdict.source], &candidates[verdict.target]);
                    let cue = cue(scene, &tree, source, target);
                    let context = cue.map(|cue| Context::of(&arguments, cue, false)).unwrap_or_default();
                    let word = context.word(verdict.status);
                    Relation {
                        relation: known[relation].to_owned(),
                        source: source.mention,
                        target: target.mention,
                        status: verdict.status,
                        sentence: index,
                        cue: cue.map(|cue| -> Span { sentence.tokens[cue].span }),
                        confidence: p,
                        by: "model".to_owned(),
                        status_cue: word.map(|word| sentence.tokens[word].span),
                        attributed_to: context.attributed_to,
                    }
                }
            };
            found.confidence = Calibration::shipped().probability(p, pattern.is_some());
            out.push(found);
        }
        let unseen = |r: &&Relation| {
            let implied = |id: MentionId| entities.mentions[id].form.is_implied();
            number(&r.relation).is_none() || ontology.is_own(&r.by) || implied(r.source) || implied(r.target)
        };
        out.extend(patterns.iter().filter(unseen).cloned());
    }
    out
}

/// The word that seems to state what the model found: on the path between the ends, the topmost verb or noun.
fn cue(scene: &Scene, tree: &Tree, source: &Candidate, target: &Candidate) -> Option<usize> {
    let route = scene.route(source.head, target.head);
    let inside = |w: usize| source.tokens.contains(&w) || target.tokens.contains(&w);
    let content = |w: usize| matches!(tree.upos(w), Upos::Verb | Upos::Noun | Upos::Adj);
    let free = |w: &usize| !inside(*w) && content(*w);
    Some(route.top).filter(free).or_else(|| route.between().find(free))
}
