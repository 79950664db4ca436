//! The titles and posts before a person's name.

use super::candidate::Candidate;
use super::find_names::Finder;
use super::fold::fold;
use crate::reading::{Deprel, EntityType, Upos};

impl Finder<'_, '_> {
    /// Widens a person's mention over the titles and modifiers before the name and notes what they tell.
    pub(super) fn take_in_titles(&mut self, candidate: &mut Candidate) {
        let scene = self.scene;
        let core = candidate.core.clone();
        let mut start = core.start;
        let mut top = candidate.head;
        let mut titles = Vec::new();
        while start > 0 {
            let t = start - 1;
            let noun = self.lexicon.noun(&scene.lemma(t), false).filter(|n| n.kind == EntityType::Person);
            let title = self.lexicon.title(scene.form(t)).filter(|_| scene.is_capitalised(t) || noun.is_some());
            let inside = |h: usize| h >= start && h < core.end || h == top;
            let below = scene.head(t).is_some_and(inside);
            let above = scene.head(top) == Some(t)
                && (scene.deprel(top) == Deprel::Flat
                    || scene.deprel(top) == Deprel::Appos
                    || scene.deprel(top) == Deprel::Compound);
            let fits = match scene.upos(t) {
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb | Upos::Adv => {
                    below && !matches!(scene.deprel(t), Deprel::Conj | Deprel::Nsubj | Deprel::Appos)
                        || above && noun.is_some()
                }
                Upos::Punct => scene.form(t) == "." || scene.form(t) == "-",
                _ => false,
            };
            // A name before the name is taken in only as part of the modifiers of a title: "US President X".
            if !fits || self.taken[t] && titles.is_empty() {
                break;
            }
            if above {
                top = t;
            }
            if let Some(title) = title {
                candidate.gender = candidate.gender.or(title);
                titles.push(t);
            } else if noun.is_some() {
                titles.push(t);
            }
            start = t;
        }
        while start < core.start && matches!(scene.upos(start), Upos::Punct | Upos::Verb | Upos::Adv) {
            start += 1;
        }
        candidate.tokens = start..core.end;
        candidate.head = top;
        if candidate.kind == Some(EntityType::Person) || !titles.is_empty() {
            candidate.kind = Some(EntityType::Person);
            candidate.gender =
                candidate.gender.or_else(|| self.lexicon.first_name(scene.form(core.start)).filter(|_| core.len() > 1));
        }
        titles.reverse();
        self.post(candidate, &titles);
    }

    /// The post that the titles name, as its words without names: "Deputy Foreign Minister".
    fn post(&mut self, candidate: &mut Candidate, titles: &[usize]) {
        let scene = self.scene;
        let Some(&last) = titles.last() else { return };
        if self.lexicon.noun(&scene.lemma(last), false).is_none_or(|n| n.kind != EntityType::Person) {
            return;
        }
        let words = (candidate.tokens.start..=last)
            .filter(|&t| !self.taken[t] && !matches!(scene.upos(t), Upos::Det | Upos::Punct | Upos::Part | Upos::Adp))
            .map(|t| if t == last { scene.lemma(t) } else { fold(scene.form(t)) });
        candidate.posts.push(words.collect());
    }
}
