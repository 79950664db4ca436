//! How certain the words around a trigger make what it states, and whose words they are.
//!
//! The way leads from the trigger up to the root of the sentence: negation, modals, hearsay, conditions and the verbs
//! that govern it on that way each give a status, in the manner of the factuality profiles of Saurí and Pustejovsky
//! (FactBank, LREC 2009). Which word gives which status is data of the ontology.

use super::Status;
use super::arguments::Arguments;
use crate::entities::MentionId;
use crate::reading::{Deprel, Upos};

/// What the context makes of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) negated: bool,
    pub(super) planned: bool,
    pub(super) former: bool,
    pub(super) reported: bool,
    /// Who says so.
    pub(super) attributed_to: Option<MentionId>,
    /// The word nearest to the trigger that gives each status, by the status's number.
    words: [Option<usize>; Status::ALL.len()],
}

/// Deeper embedded clauses are parse errors.
const LONGEST_WAY: usize = 12;

impl Context {
    /// The context of what the word at `trigger` states; `role` where it names what somebody is rather than does.
    pub(super) fn of(arguments: &Arguments, trigger: usize, role: bool) -> Self {
        let mut context = Self::default();
        context.walk(arguments, trigger, role);
        context
    }

    /// The one status, given what the trigger itself says and whether who says it is who does it.
    pub(super) fn status(&self, own: Option<Status>, performative: bool) -> Status {
        let own_negates = own == Some(Status::Negated);
        if self.negated != own_negates {
            return Status::Negated;
        }
        if self.planned || own == Some(Status::Planned) {
            Status::Planned
        } else if self.former || own == Some(Status::Former) {
            Status::Former
        } else if (self.reported && !performative) || own == Some(Status::Reported) {
            Status::Reported
        } else {
            Status::Asserted
        }
    }

    /// The word that gave a status.
    pub(super) fn word(&self, status: Status) -> Option<usize> {
        self.words[status as usize]
    }

    fn take(&mut self, status: Status, word: usize) {
        self.words[status as usize].get_or_insert(word);
        match status {
            Status::Asserted => {}
            Status::Former => self.former = true,
            Status::Reported => self.reported = true,
            Status::Planned => self.planned = true,
            Status::Negated => self.negated = !self.negated,
        }
    }

    fn walk(&mut self, arguments: &Arguments, trigger: usize, role: bool) {
        let tree = arguments.tree;
        let lexicon = arguments.lexicon;
        let mut at = trigger;
        // Beyond the clause that states it only the question whose words these are is left.
        let mut outside = false;
        self.modifiers(arguments, at);
        if role && !tree.has(at, Deprel::Cop) && !matches!(tree.deprel(at), Deprel::Xcomp) && !tree.has_case(at, "as") {
            // What somebody is called is not denied by a "not" in the same noun phrase.
            self.negated = false;
            self.words[Status::Negated as usize] = None;
            return;
        }
        for _ in 0..LONGEST_WAY {
            self.quoted(arguments, at);
            let Some(head) = tree.head(at) else {
                // A headline's "X to meet Y".
                let infinitive = tree.xpos(at) == "VB" && tree.has_case(at, "to") && !tree.has(at, Deprel::Aux);
                if infinitive && at == trigger {
                    self.take(Status::Planned, at);
                }
                return;
            };
            let factual = |&e: &Status| e != Status::Asserted || tree.is_predicate(head);
            let effect = lexicon.governor(tree.lemma(head)).filter(factual);
            match tree.deprel(at) {
                Deprel::Xcomp => {
                    self.govern(arguments, effect, head);
                    self.modifiers(arguments, head);
                }
                Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => {
                    self.govern(arguments, effect.filter(|&e| !outside || e == Status::Reported), head);
                    outside = true;
                }
                // "voted 12-9 to approve": what is done by it is done.
                Deprel::Advcl if effect == Some(Status::Asserted) && tree.has_case(at, "to") => {
                    self.modifiers(arguments, head);
                }
                // "said he was suspended for allegedly insulting X": the hearsay is not the speaker's.
                Deprel::Advcl if self.reported => return,
                Deprel::Advcl => {
                    if !outside && tree.has_case(at, "to") && tree.xpos(at) == "VB" {
                        self.take(Status::Planned, at);
                    }
                    outside = true;
                }
                _ if outside => {}
                Deprel::Acl => {
                    let infinitive = tree.has_case(at, "to");
                    match effect {
                        Some(effect) if infinitive || tree.xpos(at) == "VBG" => self.take(effect, head),
                        _ if infinitive => self.take(Status::Planned, at),
                        _ => return,
                    }
                }
                Deprel::Conj if tree.is_predicate(head) && tree.is_predicate(at) => {
                    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::Mark];
                    if !own.iter().any(|&d| tree.has(at, d)) {
                        self.modifiers(arguments, head);
                    }
                }
                Deprel::Conj => {}
                Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj | Deprel::Obl if tree.is_predicate(head) => {
                    // "Ankara described the summit as vital" does not say that there was one.
                    if matches!(tree.deprel(at), Deprel::Obj | Deprel::NsubjPass)
                        && !lexicon.is_topical(tree.lemma(head))
                    {
                        self.govern(arguments, effect, head);
                    }
                    // "is expected to return for talks": what somebody comes for is as sure as the coming.
                    let aim = at == trigger && tree.deprel(at) == Deprel::Obl && tree.has_case(at, "for");
                    if lexicon.is_light(tree.lemma(head)) || aim {
                        self.modifiers(arguments, head);
                    } else {
                        outside = true;
                    }
                }
                Deprel::Nmod if effect.is_some() && ["of", "for"].iter().any(|p| tree.has_case(at, p)) => {
                    self.govern(arguments, effect, head);
                }
                _ => return,
            }
            at = head;
        }
    }

    /// The words that hang on `at` itself.
    fn modifiers(&mut self, arguments: &Arguments, at: usize) {
        let (tree, lexicon) = (arguments.tree, arguments.lexicon);
        for &child in tree.children(at) {
            let lemma = tree.lemma(child);
            // "not only", "not just"
            if child + 1 < tree.len() && matches!(tree.lemma(child + 1), "only" | "just" | "merely" | "least") {
                continue;
            }
            let effect = match tree.deprel(child) {
                Deprel::Aux => lexicon.auxiliary(lemma),
                Deprel::Mark | Deprel::Cc => lexicon.marker(lemma),
                // "the late X", "the then minister" are of the past, what somebody later or then did is not.
                Deprel::Advmod if tree.upos(at) == Upos::Verb && !lemma.ends_with("ly") => {
                    lexicon.modifier(lemma).filter(|&status| status != Status::Former)
                }
                Deprel::Advmod | Deprel::Amod | Deprel::Det | Deprel::Compound | Deprel::CcPreconj => {
                    lexicon.modifier(lemma)
                }
                Deprel::Nsubj | Deprel::NsubjPass => tree
                    .child(child, Deprel::Det)
                    .and_then(|d| lexicon.modifier(tree.lemma(d)))
                    .or_else(|| lexicon.modifier(lemma).filter(|_| tree.upos(child) == Upos::Pron))
                    .filter(|&s| s == Status::Negated),
                Deprel::Obl | Deprel::Nmod if tree.has_case(child, "according") => {
                    self.attribute(arguments, child);
                    Some(Status::Reported)
                }
                _ => None,
            };
            if let Some(effect) = effect {
                self.take(effect, child);
            }
        }
    }

    fn govern(&mut self, arguments: &Arguments, effect: Option<Status>, governor: usize) {
        let Some(effect) = effect else { return };
        self.take(effect, governor);
        if effect == Status::Reported
            && !arguments.lexicon.is_raising(arguments.tree.lemma(governor))
            && let Some(speaker) = arguments.tree.logical_subject(governor)
        {
            self.attribute(arguments, speaker.token);
        }
    }

    /// "X attacked Y, officials said."
    fn quoted(&mut self, arguments: &Arguments, at: usize) {
        let tree = arguments.tree;
        for &child in tree.children(at) {
            if tree.deprel(child) == Deprel::Parataxis
                && arguments.lexicon.governor(tree.lemma(child)) == Some(Status::Reported)
            {
                self.govern(arguments, Some(Status::Reported), child);
            }
        }
    }

    fn attribute(&mut self, arguments: &Arguments, token: usize) {
        if self.attributed_to.is_none() {
            self.attributed_to = arguments.fill(token, 1.0).first().map(|f| f.mention);
        }
    }
}

#[cfg(test)]
#[path = "context_tests.rs"]
mod tests;
