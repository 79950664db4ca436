//! Names that the reader and the gazetteer left out, from capitals and proper nouns.

use super::find_names::{Finder, LONGEST};
use crate::reading::{Deprel, EntityType, Upos};
use std::ops::Range;

impl Finder<'_, '_> {
    /// Bodies written in capitals that the reader left out: "Syrian Democratic Forces".
    pub(super) fn capitalised(&mut self) {
        let scene = self.scene;
        let capitals = (1..scene.len()).filter(|&t| scene.is_capitalised(t)).count();
        if scene.shouted || capitals * 2 > scene.len() {
            return;
        }
        let fits = |t: usize, taken: &[bool]| {
            t > 0
                && !taken[t]
                && scene.is_capitalised(t)
                && matches!(scene.upos(t), Upos::Propn | Upos::Adj | Upos::Noun)
                && !self.lexicon.is_calendar(scene.form(t))
        };
        let mut start = 1;
        while start < scene.len() {
            let run = start..start + (start..scene.len()).take_while(|&t| fits(t, self.taken)).count();
            start = run.end + 1;
            let Some(last) = run.clone().last().filter(|_| run.len() >= 3) else { continue };
            let body = self.lexicon.noun(&scene.lemma(last), scene.is_plural(last));
            let body = body.is_some_and(|n| n.kind == EntityType::Organization);
            let titled = run.clone().any(|t| {
                self.lexicon.noun(&scene.lemma(t), false).is_some_and(|n| n.kind == EntityType::Person && t != last)
            });
            if body && !titled && self.sense(&run).is_none() {
                self.push(run, Some(EntityType::Organization));
            }
        }
    }

    /// Chains of proper nouns that neither the reader nor the gazetteer took for names.
    pub(super) fn chains(&mut self) {
        let scene = self.scene;
        let mut start = 0;
        while start < scene.len() {
            let run = start..start + (start..scene.len()).take_while(|&t| self.is_chain(t)).count();
            start = run.end.max(start) + 1;
            let Some(mut run) = self.without_titles(run) else { continue };
            self.hyphens(&mut run);
            let head = scene.top(&run);
            let last = run.end - 1;
            let model = run.clone().find_map(|t| scene.sentence.tokens[t].mention).filter(|m| m.probability >= 0.5);
            let noun = self.lexicon.noun(&scene.lemma(last), scene.is_plural(last));
            // "the Prime Minister", "Parliament": a description in capitals.
            if noun.is_some_and(|n| run.len() == 1 || matches!(n.kind, EntityType::Person | EntityType::Group)) {
                continue;
            }
            let form = scene.form(head);
            let kind = noun.map(|n| n.kind).or(model.map(|m| m.kind)).or_else(|| self.guess(&run, head));
            if kind.is_none() && (form.len() < 2 || scene.shouted || !form.chars().any(char::is_alphabetic)) {
                continue;
            }
            self.push(run, kind);
        }
    }

    /// What a name is by the words around it.
    fn guess(&self, run: &Range<usize>, head: usize) -> Option<EntityType> {
        let scene = self.scene;
        let form = scene.form(head);
        let governs = scene.head(head).map(|h| scene.lemma(h)).unwrap_or_default();
        let noun = self.lexicon.noun(&governs, false);
        if run.len() > 1 && self.lexicon.first_name(scene.form(run.start)).is_some() {
            return Some(EntityType::Person);
        }
        match scene.deprel(head) {
            _ if scene.shouted => None,
            Deprel::Compound if noun.is_some_and(|n| n.class == "government") => Some(EntityType::Person),
            Deprel::Compound if noun.is_some_and(|n| n.class == "meeting") => Some(EntityType::Place),
            Deprel::Nsubj if matches!(governs.as_str(), "say" | "tell" | "add" | "tweet") => Some(EntityType::Person),
            Deprel::Obl | Deprel::Nmod
                if matches!(scene.case(head).as_deref(), Some("in" | "near" | "outside" | "around")) =>
            {
                Some(EntityType::Place)
            }
            _ if form.len() > 1 && !form.chars().any(char::is_lowercase) => Some(EntityType::Organization),
            _ => None,
        }
    }

    fn is_chain(&self, token: usize) -> bool {
        (self.scene.upos(token) == Upos::Propn || matches!(self.scene.xpos(token), "NNP" | "NNPS"))
            && !self.taken[token]
            && self.scene.is_capitalised(token)
            && (!self.lexicon.is_calendar(self.scene.form(token)) || self.is_surname(token))
            && self.scene.form(token).chars().any(char::is_alphabetic)
    }

    /// Whether a word of the calendar is the surname of somebody whom the text names in full and the reader takes it for a person: "May" in
    /// "talks with May", not in "in May".
    pub(super) fn is_surname(&self, token: usize) -> bool {
        let scene = self.scene;
        let person = scene.sentence.tokens[token].mention.is_some_and(|m| m.kind == EntityType::Person);
        let number = |t: usize| t < scene.len() && scene.form(t).starts_with(|c: char| c.is_ascii_digit());
        let dated = number(token + 1) || token > 0 && (number(token - 1) || scene.case(token).as_deref() == Some("in"));
        person && !dated && self.surnames.contains(scene.form(token))
    }

    fn without_titles(&self, run: Range<usize>) -> Option<Range<usize>> {
        let titles = run.clone().take_while(|&t| self.lexicon.title(self.scene.form(t)).is_some()).count();
        let rest = run.start + titles..run.end;
        (!rest.is_empty() && rest.len() <= LONGEST).then_some(rest)
    }
}
