//! A sentence's tree with its mentions: who depends on whom, and where the logical subject and object of a verb stand.
//!
//! "Logical" is what an active paraphrase would have: the agent of a passive is its subject, the antecedent of a
//! relative clause fills the gap in it, and a verb without a subject of its own borrows one from what governs it
//! (control, raising, coordination), as in the Enhanced Universal Dependencies of Schuster and Manning (LREC 2016).

use crate::entities::{Entities, Entity, Mention, MentionId};
use crate::reading::{Deprel, Sentence, Upos};
use std::borrow::Cow;

/// A token found for a role, and how sure the way to it is, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) token: usize,
    pub(super) certainty: f32,
}

impl Found {
    fn sure(token: usize) -> Self {
        Self { token, certainty: 1.0 }
    }

    fn scaled(self, factor: f32) -> Self {
        Self { certainty: self.certainty * factor, ..self }
    }
}

/// Verbs may govern each other in chains; longer ones than this are parse errors.
const LONGEST_CHAIN: usize = 8;
/// How sure a subject is that a verb shares with the verb it is coordinated with.
const BY_COORDINATION: f32 = 0.95;
/// How sure a subject is that an infinitive takes from its governor.
const BY_CONTROL: f32 = 0.95;
/// How sure the subject of an adverbial clause is that has none.
const BY_ADJUNCT: f32 = 0.85;

/// One sentence, ready to be matched.
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: &'a Sentence,
    pub(super) entities: &'a Entities,
    /// The mentions of the sentence, in the order of the text.
    pub(super) mentions: &'a [MentionId],
    lemmas: Vec<Cow<'a, str>>,
    children: Vec<usize>,
    offsets: Vec<usize>,
    headed: Vec<Option<MentionId>>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(
        text: &'a str,
        sentence: &'a Sentence,
        entities: &'a Entities,
        mentions: &'a [MentionId],
    ) -> Self {
        let n = sentence.tokens.len();
        let mut offsets = vec![0; n + 1];
        for token in &sentence.tokens {
            if let Some(head) = token.head.filter(|&h| h < n) {
                offsets[head + 1] += 1;
            }
        }
        for i in 0..n {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut children = vec![0; offsets[n]];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&h| h < n) {
                children[next[head]] = i;
                next[head] += 1;
            }
        }
        let mut headed = vec![None; n];
        for &id in mentions {
            let head = entities.mentions[id].head;
            // The longest comes first and stays.
            if head < n && headed[head].is_none() {
                headed[head] = Some(id);
            }
        }
        let lemmas = sentence.tokens.iter().map(|t| lower(&t.lemma)).collect();
        Self { text, sentence, entities, mentions, lemmas, children, offsets, headed }
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(super) fn children(&self, token: usize) -> &[usize] {
        &self.children[self.offsets[token]..self.offsets[token + 1]]
    }

    pub(super) fn child(&self, token: usize, relation: Deprel) -> Option<usize> {
        self.children(token).iter().copied().find(|&c| self.deprel(c) == relation)
    }

    pub(super) fn has(&self, token: usize, relation: Deprel) -> bool {
        self.child(token, relation).is_some()
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.sentence.tokens[token].head.filter(|&h| h < self.len())
    }

    pub(super) fn deprel(&self, token: usize) -> Deprel {
        self.sentence.tokens[token].deprel
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.sentence.tokens[token].upos
    }

    pub(super) fn xpos(&self, token: usize) -> &'static str {
        self.sentence.tokens[token].xpos
    }

    /// The dictionary form in lower case.
    pub(super) fn lemma(&self, token: usize) -> &str {
        &self.lemmas[token]
    }

    pub(super) fn form(&self, token: usize) -> &'a str {
        self.sentence.tokens[token].span.slice(self.text)
    }

    pub(super) fn mention(&self, id: MentionId) -> &'a Mention {
        &self.entities.mentions[id]
    }

    pub(super) fn entity(&self, id: MentionId) -> &'a Entity {
        &self.entities.entities[self.mention(id).entity]
    }

    /// The mention that this token heads.
    pub(super) fn headed(&self, token: usize) -> Option<MentionId> {
        self.headed[token]
    }

    /// The words that mark the case of a nominal or introduce a clause.
    pub(super) fn has_case(&self, token: usize, preposition: &str) -> bool {
        self.children(token)
            .iter()
            .any(|&c| matches!(self.deprel(c), Deprel::Case | Deprel::Mark) && self.lemma(c) == preposition)
    }

    /// Whether it can be coordinated with a verb: a verb or a predicate with a copula.
    pub(super) fn is_predicate(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Verb | Upos::Aux) || self.has(token, Deprel::Cop)
    }

    pub(super) fn is_relative_pronoun(&self, token: usize) -> bool {
        matches!(self.lemma(token), "who" | "whom" | "which" | "that" | "whose")
            && matches!(self.xpos(token), "WP" | "WDT" | "WP$")
    }

    pub(super) fn is_participle(&self, token: usize) -> bool {
        (self.xpos(token) == "VBG" || self.is_past_participle(token)) && !self.has(token, Deprel::Aux)
    }

    /// Taggers mix up the past tense and the participle: in a reduced clause without a subject it is the participle.
    fn is_past_participle(&self, verb: usize) -> bool {
        match self.xpos(verb) {
            "VBN" => true,
            "VBD" => self.deprel(verb) == Deprel::Acl && !self.has(verb, Deprel::Nsubj),
            _ => false,
        }
    }

    /// What a relative clause that holds `token` says something of.
    pub(super) fn antecedent(&self, token: usize) -> Option<usize> {
        let mut at = token;
        for _ in 0..LONGEST_CHAIN {
            let head = self.head(at)?;
            if matches!(self.deprel(at), Deprel::AclRelcl) {
                return Some(head);
            }
            at = head;
        }
        None
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        self.passive(verb, LONGEST_CHAIN)
    }

    fn passive(&self, verb: usize, left: usize) -> bool {
        if self.has(verb, Deprel::AuxPass) || self.has(verb, Deprel::NsubjPass) {
            return true;
        }
        // An agent phrase settles it too.
        let participle = self.is_past_participle(verb);
        let agent = self.has(verb, Deprel::OblAgent);
        if self.has(verb, Deprel::Aux) || self.has(verb, Deprel::Nsubj) {
            return false;
        }
        match self.deprel(verb) {
            Deprel::Acl | Deprel::Amod | Deprel::Advcl | Deprel::Xcomp => {
                (participle && !self.has(verb, Deprel::Obj)) || (agent && self.xpos(verb) != "VBG")
            }
            Deprel::Conj if left > 0 => participle && self.head(verb).is_some_and(|h| self.passive(h, left - 1)),
            _ => participle && agent,
        }
    }

    /// The subject that stands before the verb, whatever its voice.
    pub(super) fn surface_subject(&self, verb: usize) -> Option<Found> {
        self.subject(verb, LONGEST_CHAIN)
    }

    fn subject(&self, verb: usize, left: usize) -> Option<Found> {
        if left == 0 {
            return None;
        }
        let subjects = self.children(verb).iter().copied();
        let mut subjects = subjects.filter(|&c| matches!(self.deprel(c), Deprel::Nsubj | Deprel::NsubjPass));
        if let Some(first) = subjects.next() {
            // Of two, as a dateline's place is taken for one, the nearest before the verb is it.
            return Some(Found::sure(subjects.rfind(|&s| s < verb).unwrap_or(first)));
        }
        let head = self.head(verb)?;
        match self.deprel(verb) {
            Deprel::Conj if self.is_predicate(head) => Some(self.subject(head, left - 1)?.scaled(BY_COORDINATION)),
            Deprel::Conj if self.is_participle(verb) => None,
            Deprel::Xcomp => {
                let object = self.children(head).iter().copied();
                let object =
                    object.filter(|&c| c < verb).find(|&c| matches!(self.deprel(c), Deprel::Obj | Deprel::Iobj));
                match object {
                    Some(object) if self.is_predicate(head) => Some(Found::sure(object).scaled(BY_CONTROL)),
                    _ => Some(self.subject(head, left - 1)?.scaled(BY_CONTROL)),
                }
            }
            Deprel::Advcl | Deprel::Ccomp if self.is_predicate(head) => {
                Some(self.subject(head, left - 1)?.scaled(BY_ADJUNCT))
            }
            Deprel::AclRelcl => Some(Found::sure(head)),
            Deprel::Acl if self.is_participle(verb) => Some(Found::sure(head)),
            // "Hallam's decision to withdraw", "Turkey launched a campaign to drive out"
            Deprel::Acl => match self.child(head, Deprel::NmodPoss) {
                Some(possessor) => Some(Found::sure(possessor).scaled(BY_CONTROL)),
                None => {
                    let governor = self.head(head).filter(|&g| self.is_predicate(g))?;
                    Some(self.subject(governor, left - 1)?.scaled(BY_ADJUNCT))
                }
            },
            _ => None,
        }
    }

    /// Who does it.
    pub(super) fn logical_subject(&self, verb: usize) -> Option<Found> {
        if !self.is_passive(verb) {
            return self.surface_subject(verb);
        }
        self.agent(verb).map(Found::sure).or_else(|| {
            // "planned and backed by Turkey"
            let conjuncts = self.children(verb).iter().copied().filter(|&c| self.deprel(c) == Deprel::Conj);
            let mut others = conjuncts.chain(self.head(verb).filter(|_| self.deprel(verb) == Deprel::Conj));
            others.find_map(|v| self.agent(v)).map(|t| Found::sure(t).scaled(BY_COORDINATION))
        })
    }

    fn agent(&self, verb: usize) -> Option<usize> {
        let mut children = self.children(verb).iter().copied();
        children
            .find(|&c| self.deprel(c) == Deprel::OblAgent || (self.deprel(c) == Deprel::Obl && self.has_case(c, "by")))
    }

    /// Whom or what it is done to.
    pub(super) fn logical_object(&self, verb: usize) -> Option<Found> {
        if self.is_passive(verb) {
            return self.surface_subject(verb);
        }
        if let Some(object) = self.child(verb, Deprel::Obj) {
            return Some(Found::sure(object));
        }
        // "support and arm the rebels": the object may hang on either verb.
        if self.deprel(verb) == Deprel::Conj {
            let shared = self.head(verb).and_then(|h| self.child(h, Deprel::Obj)).filter(|&o| o > verb);
            if let Some(object) = shared {
                return Some(Found::sure(object).scaled(BY_COORDINATION));
            }
        }
        let mut conjuncts = self.children(verb).iter().copied().filter(|&c| self.deprel(c) == Deprel::Conj);
        let shared = conjuncts.find(|&c| c <= verb + 2 && !self.has(c, Deprel::Nsubj));
        if let Some(object) = shared.and_then(|c| self.child(c, Deprel::Obj)) {
            return Some(Found::sure(object).scaled(BY_COORDINATION));
        }
        // "the rebels Turkey backs": the gap in a relative clause.
        let own_subject = self.child(verb, Deprel::Nsubj).is_some_and(|s| !self.is_relative_pronoun(s));
        let oblique_gap =
            self.children(verb).iter().any(|&c| self.deprel(c) == Deprel::Obl && self.is_relative_pronoun(c));
        if self.deprel(verb) == Deprel::AclRelcl && own_subject && !oblique_gap {
            return self.head(verb).map(|h| Found::sure(h).scaled(BY_CONTROL));
        }
        None
    }

    /// The nominals that hang on `token`, or on an adverb of it ("stay away from"), by a preposition.
    pub(super) fn obliques<'s>(&'s self, token: usize, preposition: &'s str) -> impl Iterator<Item = usize> + 's {
        let own = self.children(token).iter().copied();
        let adverbs = own.clone().filter(|&c| self.deprel(c) == Deprel::Advmod);
        let nested = adverbs.flat_map(|a| self.children(a).iter().copied());
        own.chain(nested).filter(move |&c| {
            matches!(self.deprel(c), Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::Advmod)
                && self.has_case(c, preposition)
        })
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}
