//! The pattern part: an ontology's triggers matched over the trees of a reading.

use super::Relation;
use super::affix;
use super::arguments::{Arguments, Filler};
use super::context::Context;
use super::frame::Frame;
use super::ontology::{Cue, Ontology, Part, Slot, Trigger};
use super::salience::salience;
use super::tree::Tree;
use crate::Span;
use crate::document::Document;
use crate::entities::{Entities, EntityId, MentionId};
use crate::reading::{Deprel, EntityType, Reading, Upos};
use std::collections::HashSet;

/// The relations that the ontology's triggers find, sentence by sentence; the same pair may stand several times.
///
/// It takes time linear in the number of words.
pub fn match_patterns(
    document: &Document,
    reading: &Reading,
    entities: &Entities,
    ontology: &Ontology,
) -> Vec<Relation> {
    let mut by_sentence: Vec<Vec<MentionId>> = vec![Vec::new(); reading.sentences.len()];
    for (id, mention) in entities.mentions.iter().enumerate() {
        if let Some(mentions) = by_sentence.get_mut(mention.sentence) {
            mentions.push(id);
        }
    }
    let mut found = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        // It takes two to relate.
        if by_sentence[index].len() < 2 {
            continue;
        }
        let tree = Tree::new(&document.text, sentence, entities, &by_sentence[index]);
        let arguments = Arguments { tree: &tree, lexicon: ontology.lexicon() };
        let mut matcher = Matcher { arguments, ontology, sentence: index, found: &mut found };
        for token in 0..tree.len() {
            matcher.match_word(token);
        }
        for &mention in tree.mentions {
            matcher.match_mention(mention);
            affix::match_affixes(&mut matcher, mention);
        }
    }
    without_strangers(found, entities, ontology)
}

/// Leaves out the states that are only likely to be a person's where the document says that they lead or belong to another one.
fn without_strangers(mut found: Vec<Relation>, entities: &Entities, ontology: &Ontology) -> Vec<Relation> {
    let homes = ontology.triggers().iter().filter(|t| t.target.contains(&Slot::Home));
    let homes: Vec<String> = homes.map(|t| format!("pattern:{}", t.id)).collect();
    let likely = |r: &Relation| homes.contains(&r.by);
    let of = |mention: MentionId| entities.mentions[mention].entity;
    let belongs = |r: &Relation| ontology.relation(&r.relation).is_some_and(|kind| kind.belongs);
    let state = |r: &Relation| Some(of(r.target)).filter(|&e| entities.entities[e].code.is_some());
    let said = found.iter().filter(|r| !likely(r) && belongs(r));
    let said: HashSet<(EntityId, EntityId)> = said.filter_map(|r| Some((of(r.source), state(r)?))).collect();
    found.retain(|r| {
        let elsewhere = |(person, home): &(EntityId, EntityId)| *person == of(r.source) && Some(*home) != state(r);
        !likely(r) || !said.iter().any(elsewhere)
    });
    found
}

pub(super) struct Matcher<'a, 'f> {
    pub(super) arguments: Arguments<'a>,
    pub(super) ontology: &'a Ontology,
    sentence: usize,
    found: &'f mut Vec<Relation>,
}

impl<'a> Matcher<'a, '_> {
    fn match_word(&mut self, token: usize) {
        let tree = self.arguments.tree;
        let verbal = tree.upos(token) == Upos::Verb || (tree.upos(token) == Upos::Noun && tree.has(token, Deprel::Obj));
        // "Fighting broke out."
        let gerund = tree.xpos(token) == "VBG" && tree.deprel(token) == Deprel::Nsubj && !tree.has(token, Deprel::Obj);
        let nominal = matches!(tree.upos(token), Upos::Noun | Upos::Propn) || gerund;
        let ontology = self.ontology;
        let mut cues: Vec<&Cue> = Vec::new();
        let gerund_form = tree.form(token).to_lowercase();
        let by_form = gerund.then(|| ontology.cues(&gerund_form)).into_iter().flatten();
        for cue in ontology.cues(tree.lemma(token)).iter().chain(by_form) {
            let fits = match ontology.triggers()[cue.trigger].part {
                Part::Verb => verbal && self.has_particle(token, cue),
                Part::Noun => nominal,
                Part::Adjective => tree.upos(token) == Upos::Adj,
                Part::Mention | Part::Suffix | Part::Prefix => false,
            };
            if fits && self.stands_before(token, &cue.before) {
                cues.push(cue);
            }
        }
        // Participles that serve as adjectives are looked up as they stand: "opposed", "allied".
        if tree.xpos(token) == "VBN" || (tree.upos(token) == Upos::Adj && tree.form(token) != tree.lemma(token)) {
            let form = tree.form(token).to_lowercase();
            let adjectives =
                ontology.cues(&form).iter().filter(|c| ontology.triggers()[c.trigger].part == Part::Adjective);
            cues.extend(
                adjectives
                    .filter(|c| form != tree.lemma(token) || tree.upos(token) != Upos::Adj || c.before.is_empty()),
            );
        }
        let longest = cues.iter().map(|c| c.before.len()).max().unwrap_or(0);
        cues.retain(|c| c.before.len() == longest);
        for cue in cues {
            let start = token - cue.before.len();
            let span = tree.sentence.tokens[start].span.cover(tree.sentence.tokens[token].span);
            self.apply(token, &ontology.triggers()[cue.trigger], span);
        }
    }

    fn match_mention(&mut self, id: MentionId) {
        let tree = self.arguments.tree;
        let head = tree.mention(id).head;
        if head >= tree.len() || tree.headed(head) != Some(id) {
            return;
        }
        let ontology = self.ontology;
        for trigger in ontology.of_kind(tree.entity(id).kind) {
            self.apply(head, trigger, tree.sentence.tokens[head].span);
        }
    }

    fn has_particle(&self, verb: usize, cue: &Cue) -> bool {
        let tree = self.arguments.tree;
        let own = tree.child(verb, Deprel::CompoundPrt).map(|p| tree.lemma(p));
        own == cue.particle.as_deref()
    }

    fn stands_before(&self, token: usize, words: &[String]) -> bool {
        let tree = self.arguments.tree;
        words.len() <= token
            && words.iter().rev().enumerate().all(|(i, word)| {
                let at = token - 1 - i;
                tree.lemma(at) == word || tree.form(at).eq_ignore_ascii_case(word)
            })
    }

    fn apply(&mut self, token: usize, trigger: &'a Trigger, cue: Span) {
        let tree = self.arguments.tree;
        if !trigger.case.is_empty() && !trigger.case.iter().any(|p| tree.has_case(token, p)) {
            return;
        }
        let frame = Frame { arguments: self.arguments, token, part: trigger.part };
        let kind = |filler: &Filler| tree.entity(filler.mention).kind;
        let sources = frame.fill_first(&trigger.source, |slot, filler| {
            trigger.source_types.contains(&kind(filler))
                && !(trigger.skip_topics && *slot == Slot::Modifier && self.is_topic(filler.mention))
        });
        if sources.is_empty() {
            return;
        }
        let targets = frame.fill_first(&trigger.target, |_, filler| trigger.target_types.contains(&kind(filler)));
        let slots = || trigger.source.iter().chain(&trigger.target);
        // Who took part did something; a participant is somebody.
        let done = slots().any(|s| *s == Slot::Light)
            && tree.deprel(token) == Deprel::Obj
            && tree.head(token).is_some_and(|verb| self.arguments.lexicon.is_light(tree.lemma(verb)));
        let role = !done && slots().any(|s| matches!(s, Slot::Holder | Slot::Itself));
        let context = Context::of(&self.arguments, token, role && trigger.part != Part::Adjective);
        let relation = match trigger.demoted {
            Some(lower) if frame.is_demoted() || trigger.same_post && !self.possessor_has_post(token, trigger) => lower,
            _ => trigger.relation,
        };
        if targets.is_empty() && trigger.mutual {
            let pairs = frame.pairs(&trigger.source);
            for (source, target) in pairs {
                self.emit(trigger, relation, source, target, cue, context);
            }
            return;
        }
        for &source in &sources {
            for &target in &targets {
                self.emit(trigger, relation, source, target, cue, context);
                if trigger.mutual && !self.ontology.relations()[relation].symmetric {
                    self.emit(trigger, relation, target, source, cue, context);
                }
            }
        }
    }

    /// Whether the one that a noun belongs to is called by a post of the trigger's relation anywhere in the document: "his
    /// counterpart" of "the prime minister".
    fn possessor_has_post(&self, noun: usize, trigger: &Trigger) -> bool {
        let tree = self.arguments.tree;
        let possessor = tree.child(noun, Deprel::NmodPoss).and_then(|token| tree.headed(token));
        let Some(possessor) = possessor else { return false };
        tree.entity(possessor).mentions.iter().any(|&mention| {
            let text = tree.mention(mention).span.slice(tree.text).to_lowercase();
            let words: Vec<&str> = text.split_whitespace().collect();
            (0..words.len()).any(|at| {
                self.ontology.cues(words[at]).iter().any(|cue| {
                    let other = &self.ontology.triggers()[cue.trigger];
                    other.part == Part::Noun
                        && other.relation == trigger.relation
                        && !other.same_post
                        && other.heads.is_empty()
                        && words[..at].ends_with(&cue.before.iter().map(String::as_str).collect::<Vec<_>>())
                })
            })
        })
    }

    fn has_head(&self, trigger: &Trigger, target: MentionId) -> bool {
        let tree = self.arguments.tree;
        let head = tree.lemma(tree.mention(target).head.min(tree.len() - 1));
        let listed = |words: &[String]| words.iter().any(|w| w == head);
        (trigger.heads.is_empty() || listed(&trigger.heads)) && !listed(&trigger.except)
    }

    /// Whether a place's plain name stands before a noun for what it is about; acronyms and demonyms act.
    fn is_topic(&self, mention: MentionId) -> bool {
        let tree = self.arguments.tree;
        let words = tree.mention(mention).span.slice(tree.text);
        tree.entity(mention).kind == EntityType::Place
            && tree.upos(tree.mention(mention).head) != Upos::Adj
            && words.chars().any(char::is_lowercase)
    }

    /// Notes a relation where the ends fit it.
    pub(super) fn emit(
        &mut self,
        trigger: &Trigger,
        relation: usize,
        source: Filler,
        target: Filler,
        cue: Span,
        context: Context,
    ) {
        let tree = self.arguments.tree;
        let (from, to) = (tree.entity(source.mention), tree.entity(target.mention));
        if tree.mention(source.mention).entity == tree.mention(target.mention).entity
            || !trigger.source_types.contains(&from.kind)
            || !trigger.target_types.contains(&to.kind)
            || (trigger.uncoded_source && from.code.is_some())
            || !self.has_head(trigger, target.mention)
        {
            return;
        }
        let salience = |entity| salience(entity, &tree.entities.mentions);
        let confidence = trigger.confidence * source.certainty * target.certainty * salience(from) * salience(to);
        let kind = &self.ontology.relations()[relation];
        let speaks =
            context.attributed_to.is_some_and(|m| tree.mention(m).entity == tree.mention(source.mention).entity);
        let status = context.status(trigger.status, speaks && kind.performative);
        let of_trigger = || Some(cue).filter(|_| trigger.status == Some(status));
        let status_cue = context.word(status).map(|word| tree.sentence.tokens[word].span).or_else(of_trigger);
        self.found.push(Relation {
            relation: kind.name.clone(),
            source: source.mention,
            target: target.mention,
            status,
            sentence: self.sentence,
            cue: Some(cue),
            confidence,
            by: format!("pattern:{}", trigger.id),
            status_cue,
            attributed_to: context.attributed_to,
        });
    }
}
