//! Finds the names of a sentence: the reader's spans, repaired against the tree, what the gazetteer knows, and chains of
//! proper nouns that the reader left out.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::fold::fold;
use super::gazetteer::{By, Gazetteer, Sense};
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::{Deprel, EntityType, Upos};
use std::ops::Range;

/// Names longer than this come from a reader gone astray.
const LONGEST: usize = 14;

/// The names and demonyms of a sentence; `taken` is set for each token that is part of one.
pub(super) fn find_names(scene: &Scene, gazetteer: &Gazetteer, taken: &mut [bool]) -> Vec<Candidate> {
    let mut finder = Finder { scene, gazetteer, lexicon: Lexicon::shipped(), taken, found: Vec::new() };
    finder.spans();
    finder.capitalised();
    finder.known();
    finder.chains();
    finder.found
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    gazetteer: &'s Gazetteer,
    lexicon: &'static Lexicon,
    taken: &'s mut [bool],
    found: Vec<Candidate>,
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
            if run.len() == 1 && (self.lexicon.is_calendar(self.scene.form(run.start)) || !self.is_name_like(run.start))
            {
                continue;
            }
            let mut kind = if self.is_titled(&run) { EntityType::Person } else { name.kind };
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

    /// Whether a single word can be a name at all.
    fn is_name_like(&self, token: usize) -> bool {
        let form = self.scene.form(token);
        form.chars().any(|c| c.is_uppercase() || c.is_numeric())
            && form.chars().any(char::is_alphanumeric)
            && !matches!(self.scene.upos(token), Upos::Pron | Upos::Det | Upos::Aux | Upos::Adp)
            // A post alone is a description.
            && !(self.scene.upos(token) != Upos::Propn && self.lexicon.title(form).is_some())
    }

    /// Whether a span begins with a title that only a person has: "Mullah X", "Mr X".
    fn is_titled(&self, run: &Range<usize>) -> bool {
        let scene = self.scene;
        let first = scene.form(run.start);
        (2..=3).contains(&run.len())
            && !matches!(
                first.to_lowercase().as_str(),
                "general" | "major" | "captain" | "king" | "prince" | "queen" | "saint" | "st"
            )
            && self.lexicon.title(first).is_some_and(|gender| {
                let noun = self.lexicon.noun(&first.to_lowercase(), false);
                gender.is_some() || noun.is_some_and(|n| n.kind == EntityType::Person)
            })
            && self.lexicon.noun(&scene.lemma(run.end - 1), false).is_none()
            && self.sense(run).is_none()
    }

    /// Takes articles, quotes and titles off the ends.
    fn trim(&self, run: &mut Range<usize>, kind: EntityType) {
        let scene = self.scene;
        // Past a bracket or an opening quote another name begins.
        if let Some(cut) =
            run.clone().skip(1).find(|&t| matches!(scene.form(t), "(" | "[" | "<" | "“" | "\"" | ";" | "-LRB-"))
        {
            run.end = cut;
        }
        if kind == EntityType::Organization
            && let Some(cut) = run.clone().skip(1).find(|&t| scene.form(t) == "in" && self.is_place(t + 1))
        {
            run.end = cut;
        }
        loop {
            let before = run.clone();
            if let Some(last) = run.clone().last()
                && (matches!(scene.upos(last), Upos::Punct | Upos::Part)
                    || matches!(scene.form(last), "'s" | "’s" | "'" | "’"))
                && scene.form(last) != "."
            {
                run.end -= 1;
            }
            if run.start >= run.end {
                return;
            }
            let first = run.start;
            if matches!(scene.upos(first), Upos::Det | Upos::Punct | Upos::Part | Upos::Adp)
                || scene.form(first).eq_ignore_ascii_case("the") && run.len() > 1
            {
                run.start += 1;
            }
            if *run == before || run.start >= run.end {
                break;
            }
        }
        if kind == EntityType::Person && run.len() > 1 {
            let titles = run.clone().take(run.len() - 1).take_while(|&t| {
                self.lexicon.title(scene.form(t)).is_some()
                    || scene.upos(t) == Upos::Punct
                    || !scene.is_capitalised(t)
                        && scene.lemma(t).len() > 3
                        && self.lexicon.noun(&scene.lemma(t), false).is_some()
                    || self.gazetteer.first(scene.form(t)).is_some_and(|s| s.by != By::Capital)
                        && run.clone().skip_while(|&u| u <= t).any(|u| self.lexicon.title(scene.form(u)).is_some())
            });
            let titles = titles.count();
            // "Judge" or "King" may be a name itself: only what leaves a name behind is cut.
            run.start += titles;
        }
    }

    /// Lengthens a span to a known name that it is the beginning of ("Kurdistan Workers' Party"), or cuts off whose body
    /// it is ("the Trump White House", "UK Home Office").
    fn fit_known(&self, run: &mut Range<usize>) {
        let scene = self.scene;
        let named = |run: &Range<usize>| self.sense(run).filter(|s| s.by == By::Name);
        let most = scene.len().min(run.end + 3);
        let longer = (run.end + 1..=most).rev().map(|end| run.start..end);
        let free = |r: &Range<usize>| !r.clone().any(|t| self.taken[t]) && scene.is_capitalised(r.end - 1);
        if let Some(longer) = longer.into_iter().find(|r| free(r) && named(r).is_some()) {
            *run = longer;
            return;
        }
        for start in run.start + 1..=(run.start + 2).min(run.end.saturating_sub(2)) {
            let Some(sense) = named(&(start..run.end)) else { continue };
            let body = self.gazetteer.entry(sense.entry);
            let owner = self.gazetteer.first(scene.words(&(run.start..start)));
            let of_country = owner.is_some_and(|o| self.gazetteer.entry(o.entry).code == body.country);
            let of_person = owner.is_none() && start == run.start + 1 && scene.upos(run.start) == Upos::Propn;
            if body.country.is_some() && body.kind == EntityType::Organization && (of_country || of_person) {
                run.start = start;
                return;
            }
        }
    }

    fn is_place(&self, token: usize) -> bool {
        token < self.scene.len()
            && self
                .gazetteer
                .first(self.scene.form(token))
                .is_some_and(|s| self.gazetteer.entry(s.entry).kind == EntityType::Place)
    }

    /// Whether a token and the next are written as one word.
    fn is_joined(&self, token: usize) -> bool {
        let tokens = &self.scene.sentence.tokens;
        token + 1 < tokens.len() && tokens[token].span.end == tokens[token + 1].span.start
    }

    /// The other parts of a hyphenated name: "al-Assad", "Zanu-PF", "Kwok-hung"; not "Assad-backed".
    fn hyphens(&self, run: &mut Range<usize>) {
        let scene = self.scene;
        while run.end + 1 < scene.len()
            && scene.form(run.end) == "-"
            && self.is_joined(run.end - 1)
            && self.is_joined(run.end)
            && !self.taken[run.end + 1]
            && (scene.is_capitalised(run.end + 1) || scene.upos(run.end + 1) == Upos::Propn)
            && !matches!(scene.upos(run.end + 1), Upos::Verb | Upos::Num)
            && self.gazetteer.first(scene.form(run.end + 1)).is_none()
        {
            run.end += 2;
        }
        if run.start >= 2
            && scene.form(run.start - 1) == "-"
            && self.is_joined(run.start - 1)
            && self.is_joined(run.start - 2)
            && !self.taken[run.start - 2]
            && matches!(scene.form(run.start - 2).to_lowercase().as_str(), "al" | "el" | "ul" | "as" | "an" | "ash")
        {
            run.start -= 2;
        }
    }

    /// Bodies written in capitals that the reader left out: "Syrian Democratic Forces".
    fn capitalised(&mut self) {
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

    /// Takes in the proper nouns that the tree holds together with a span.
    fn extend(&self, run: &mut Range<usize>) {
        let scene = self.scene;
        let joins = |t: usize, run: &Range<usize>| {
            scene.upos(t) == Upos::Propn
                && !self.taken[t]
                && !self.lexicon.is_calendar(scene.form(t))
                && !scene.sentence.names.iter().any(|n| n.tokens.contains(&t))
                && matches!(scene.deprel(t), Deprel::Flat | Deprel::Compound | Deprel::Goeswith)
                && scene.head(t).is_some_and(|h| run.contains(&h))
        };
        while run.end < scene.len() && joins(run.end, run) && run.len() < LONGEST {
            run.end += 1;
        }
        // A head that stands to the right: "Deutsche" in "Deutsche Bank".
        while run.end < scene.len()
            && scene.upos(run.end) == Upos::Propn
            && !self.taken[run.end]
            && !scene.sentence.names.iter().any(|n| n.tokens.contains(&run.end))
            && scene.head(run.end - 1) == Some(run.end)
            && scene.deprel(run.end - 1) == Deprel::Compound
            && self.sense(run).is_none()
            && self.lexicon.noun(&scene.lemma(run.end), false).is_none_or(|n| n.kind == EntityType::Organization)
            && run.len() < LONGEST
        {
            run.end += 1;
        }
        while run.start > 0
            && joins(run.start - 1, run)
            && self.lexicon.title(scene.form(run.start - 1)).is_none()
            && self.gazetteer.first(scene.form(run.start - 1)).is_none()
        {
            run.start -= 1;
        }
        self.hyphens(run);
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
            let hit =
                (1..=most).rev().map(|n| start..start + n).find_map(|run| self.sense(&run).map(|sense| (run, sense)));
            match hit {
                Some((run, sense)) => {
                    start = run.end;
                    self.push_known(run, sense);
                }
                None => start += 1,
            }
        }
    }

    fn sense(&self, run: &Range<usize>) -> Option<Sense> {
        let words = self.scene.words(run);
        if run.len() == 1 && self.scene.shouted && words.len() <= 3 && !words.contains('.') && is_common(words) {
            return None;
        }
        if run.len() == 1 && self.scene.upos(run.start) == Upos::Verb {
            return None;
        }
        self.gazetteer.first(words)
    }

    /// Chains of proper nouns that neither the reader nor the gazetteer took for names.
    fn chains(&mut self) {
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
            && !self.lexicon.is_calendar(self.scene.form(token))
            && self.scene.form(token).chars().any(char::is_alphabetic)
    }

    fn without_titles(&self, run: Range<usize>) -> Option<Range<usize>> {
        let titles = run.clone().take_while(|&t| self.lexicon.title(self.scene.form(t)).is_some()).count();
        let rest = run.start + titles..run.end;
        (!rest.is_empty() && rest.len() <= LONGEST).then_some(rest)
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

    fn push(&mut self, core: Range<usize>, kind: Option<EntityType>) {
        let scene = self.scene;
        core.clone().for_each(|t| self.taken[t] = true);
        let head = scene.top(&core);
        let mut candidate = Candidate::new(scene.index, core.clone(), head, MentionForm::Name);
        candidate.kind = kind;
        candidate.determined = Determined::Definite;
        candidate.words = fold(scene.words(&core)).split(' ').map(str::to_owned).collect();
        candidate.sense = self.sense(&core).filter(|_| kind != Some(EntityType::Person));
        candidate.plural = scene.is_plural(head) && core.len() == 1;
        candidate.acts = stands_for_state(scene, head);
        if kind.is_none_or(|k| k == EntityType::Person) {
            self.take_in_titles(&mut candidate);
        }
        self.found.push(candidate);
    }

    /// Widens a person's mention over the titles and modifiers before the name and notes what they tell.
    fn take_in_titles(&mut self, candidate: &mut Candidate) {
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

/// Whether a capital acts or owns, and so means its state, rather than being where something happens.
fn stands_for_state(scene: &Scene, head: usize) -> bool {
    match scene.deprel(head) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::OblAgent | Deprel::NmodPoss | Deprel::Iobj => {
            true
        }
        Deprel::Conj => scene.head(head).is_some_and(|h| h < head && stands_for_state(scene, h)),
        Deprel::Obj => true,
        Deprel::Nmod | Deprel::Obl => {
            let case = scene.case(head);
            let source = scene.deprel(head) == Deprel::Nmod && matches!(case.as_deref(), Some("from" | "of"));
            // "suggestions from Washington", but "the city of Paris", "300 km from Paris".
            let of_place = scene.head(head).is_none_or(|h| {
                Lexicon::shipped().noun(&scene.lemma(h), false).is_some_and(|n| n.kind == EntityType::Place)
            });
            source && !of_place && scene.upos(scene.head(head).unwrap_or(head)) == Upos::Noun
                || matches!(case.as_deref(), Some("by" | "between" | "with" | "against" | "'s" | "’s" | "'" | "’"))
        }
        Deprel::Compound | Deprel::Amod | Deprel::OblUnmarked | Deprel::NmodUnmarked => {
            scene.head(head).is_some_and(|h| matches!(scene.upos(h), Upos::Noun | Upos::Verb | Upos::Adj))
        }
        _ => false,
    }
}

/// Short words of a headline in capitals that are no acronym there.
fn is_common(word: &str) -> bool {
    matches!(word, "US" | "WHO" | "IS" | "IT" | "AS" | "AN" | "AM" | "SO" | "NO" | "CAR" | "AP") && word != "US"
}
