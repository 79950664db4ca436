//! Finds the names of a sentence: the reader's spans, repaired against the tree, what the gazetteer knows, and chains of
//! proper nouns that the reader left out.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::fold::fold;
use super::gazetteer::{By, Gazetteer, Sense};
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::{EntityType, Upos};
use std::collections::HashSet;
use std::ops::Range;

/// Probability of a mention head from which its type counts against that of a span.
const SURE_OF_TYPE: f32 = 0.9;

/// Names longer than this come from a reader gone astray.
pub(super) const LONGEST: usize = 14;

/// The names and demonyms of a sentence; `taken` is set for each token that is part of one.
pub(super) fn find_names<'a>(
    scene: &Scene<'a>,
    gazetteer: &Gazetteer,
    surnames: &HashSet<&'a str>,
    taken: &mut [bool],
) -> Vec<Candidate> {
    let mut finder = Finder { scene, gazetteer, lexicon: Lexicon::shipped(), surnames, taken, found: Vec::new() };
    finder.party_labels();
    finder.spans();
    finder.capitalised();
    finder.known();
    finder.chains();
    finder.found
}

/// The last words of the persons that the reader finds under names of two words or more.
pub(super) fn surnames<'a>(scenes: &[Scene<'a>]) -> HashSet<&'a str> {
    let full = |scene: &'_ Scene<'a>| {
        let persons = scene.sentence.names.iter().filter(|n| n.kind == EntityType::Person && n.tokens.len() > 1);
        persons
            .filter_map(|n| Some(n.tokens.end - 1).filter(|&t| t < scene.len()))
            .map(|t| scene.form(t))
            .collect::<Vec<_>>()
    };
    scenes.iter().flat_map(full).collect()
}

/// Finds the names of one sentence.
pub(super) struct Finder<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) gazetteer: &'s Gazetteer,
    pub(super) lexicon: &'static Lexicon,
    /// The last words of the persons' names of the text that have two words or more.
    pub(super) surnames: &'s HashSet<&'a str>,
    pub(super) taken: &'s mut [bool],
    pub(super) found: Vec<Candidate>,
}

impl Finder<'_, '_> {
    /// The reader's named spans.
    fn spans(&mut self) {
        for name in &self.scene.sentence.names {
            let end = name.tokens.end.min(self.scene.len());
            let mut run = name.tokens.start.min(end)..end;
            self.trim(&mut run, name.kind);
            if run.is_empty() || run.len() > LONGEST || run.clone().any(|t| self.taken[t]) {
                continue;
            }
            let calendar = |t: usize| self.lexicon.is_calendar(self.scene.form(t)) && !self.is_surname(t);
            if run.len() == 1 && (calendar(run.start) || !self.is_name_like(run.start)) {
                continue;
            }
            if run.len() == 1 && (self.is_post(run.start) || self.is_title_of_next(run.start)) {
                continue;
            }
            let told = self.surer_kind(&run, name.kind);
            let mut kind = if self.is_titled(&run) { EntityType::Person } else { told };
            self.trim(&mut run, kind);
            if run.len() <= 3
                && let Some(sense) = self.sense(&run)
            {
                if sense.by == By::Demonym && kind != EntityType::Person {
                    self.push_known(run, sense);
                    continue;
                }
                if sense.by != By::Demonym {
                    kind = self.gazetteer.entry(sense.entry).kind;
                } else if self.gazetteer.entry(sense.entry).kind == EntityType::Group {
                    self.push_known(run, sense);
                    continue;
                }
            }
            self.extend(&mut run);
            self.fit_known(&mut run);
            self.push(run, Some(kind));
        }
    }

    /// What the reader's mention head says where it is sure, against the span: "Geneva" in "the talks in Geneva" is no event.
    fn surer_kind(&self, run: &Range<usize>, kind: EntityType) -> EntityType {
        let head = self.scene.sentence.tokens[self.scene.top(run)].mention;
        head.filter(|m| m.probability >= SURE_OF_TYPE).map_or(kind, |m| m.kind)
    }

    /// Whether a single word can be a name at all.
    fn is_name_like(&self, token: usize) -> bool {
        let form = self.scene.form(token);
        form.chars().any(|c| c.is_uppercase() || c.is_numeric())
            && form.chars().any(char::is_alphanumeric)
            && !matches!(self.scene.upos(token), Upos::Pron | Upos::Det | Upos::Aux | Upos::Adp)
            // A post alone is a description.
            && !(self.scene.upos(token) != Upos::Propn && self.lexicon.title(form).is_some())
    }

    /// "The President", "the Prime Minister" in capitals: a post after an article is a description.
    fn is_post(&self, token: usize) -> bool {
        let noun = self.lexicon.noun(&self.scene.lemma(token), false);
        token > 0
            && self.scene.form(token - 1).eq_ignore_ascii_case("the")
            && noun.is_some_and(|n| n.kind == EntityType::Person)
            && self.lexicon.title(self.scene.form(token)).is_some()
    }

    /// "Rep.", "President" right before a person's name, which the reader takes for a name of its own.
    fn is_title_of_next(&self, token: usize) -> bool {
        let mut names = self.scene.sentence.names.iter();
        self.lexicon.title(self.scene.form(token)).is_some()
            && names.any(|n| n.tokens.start == token + 1 && n.kind == EntityType::Person)
    }

    /// Names of the gazetteer that are no part of a span yet, longest first.
    fn known(&mut self) {
        let scene = self.scene;
        let mut start = 0;
        while start < scene.len() {
            if self.taken[start] || !scene.is_capitalised(start) && !scene.form(start).starts_with("al") {
                start += 1;
                continue;
            }
            let most = (start..scene.len())
                .take_while(|&t| !self.taken[t])
                .take(self.gazetteer.longest().min(6))
                .take_while(|&t| {
                    scene.is_capitalised(t)
                        || matches!(
                            scene.form(t),
                            "of" | "for" | "the" | "and" | "on" | "-" | "group" | "al" | "el" | "’s" | "'s"
                        )
                })
                .count();
            // The spelling that names are compared by drops a possessive, which is no part of one.
            let runs = (1..=most).rev().map(|n| start..start + n);
            let hit = runs
                .filter(|run| !matches!(scene.form(run.end - 1), "’s" | "'s"))
                .find_map(|run| self.sense(&run).map(|sense| (run, sense)));
            match hit {
                Some((run, sense)) => {
                    start = run.end;
                    self.push_known(run, sense);
                }
                None => start += 1,
            }
        }
    }

    pub(super) fn sense(&self, run: &Range<usize>) -> Option<Sense> {
        let words = self.scene.words(run);
        if run.len() == 1 && self.scene.shouted && words.len() <= 3 && !words.contains('.') && is_common(words) {
            return None;
        }
        if run.len() == 1 && self.scene.upos(run.start) == Upos::Verb {
            return None;
        }
        self.gazetteer.first(words)
    }

    fn push_known(&mut self, run: Range<usize>, sense: Sense) {
        let kind = self.gazetteer.entry(sense.entry).kind;
        self.push(run, Some(kind));
        if let Some(candidate) = self.found.last_mut()
            && sense.by == By::Demonym
        {
            candidate.form = MentionForm::Demonym;
        }
    }

    pub(super) fn push(&mut self, core: Range<usize>, kind: Option<EntityType>) {
        let scene = self.scene;
        core.clone().for_each(|t| self.taken[t] = true);
        let head = scene.top(&core);
        let mut candidate = Candidate::new(scene.index, core.clone(), head, MentionForm::Name);
        candidate.kind = kind;
        candidate.determined = Determined::Definite;
        // "New People's Party" is written "New People Party" too.
        let words = scene.words(&core).replace("'s ", " ").replace("’s ", " ");
        candidate.words = fold(&words).split(' ').map(str::to_owned).collect();
        candidate.sense = self.sense(&core).filter(|_| kind != Some(EntityType::Person));
        candidate.plural = scene.is_plural(head) && core.len() == 1;
        if kind.is_none_or(|k| k == EntityType::Person) {
            self.take_in_titles(&mut candidate);
        }
        self.found.push(candidate);
    }
}

/// Short words of a headline in capitals that are no acronym there.
fn is_common(word: &str) -> bool {
    matches!(word, "US" | "WHO" | "IS" | "IT" | "AS" | "AN" | "AM" | "SO" | "NO" | "CAR" | "AP") && word != "US"
}
