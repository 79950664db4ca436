//! Repairs the reader's named spans: what is no part of a name is taken off, what the tree or a hyphen holds to it is taken
//! in.

use super::find_names::{Finder, LONGEST};
use super::gazetteer::By;
use super::names::PARTICLES;
use crate::reading::{Deprel, EntityType, Upos};
use std::ops::Range;

impl Finder<'_, '_> {
    /// Whether a span begins with a title that only a person has: "Mullah X", "Mr X".
    pub(super) fn is_titled(&self, run: &Range<usize>) -> bool {
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
    pub(super) fn trim(&self, run: &mut Range<usize>, kind: EntityType) {
        let scene = self.scene;
        // "pro-Beijing X" is X.
        let prefix = |t: usize| matches!(scene.form(t), "pro" | "anti" | "ex" | "non") && t + 1 < scene.len();
        if prefix(run.start) && scene.form(run.start + 1) == "-" && run.len() > 3 {
            run.start += 3;
        } else if ["pro-", "anti-"].iter().any(|p| scene.form(run.start).starts_with(p)) && run.len() > 1 {
            run.start += 1;
        }
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
        // "the independent X Committee" is the X Committee, the "UN Syria" of a "UN Syria envoy" the UN.
        while kind == EntityType::Organization
            && run.len() > 2
            && scene.upos(run.start) == Upos::Adj
            && scene.form(run.start).chars().all(char::is_lowercase)
            && scene.is_capitalised(run.start + 1)
        {
            run.start += 1;
        }
        if kind == EntityType::Organization && run.len() == 2 && run.end < scene.len() {
            let sense = |t: usize| self.gazetteer.first(scene.form(t)).filter(|s| s.by == By::Name);
            let body = sense(run.start).is_some_and(|s| self.gazetteer.entry(s.entry).kind == EntityType::Organization);
            let country = sense(run.start + 1).is_some_and(|s| self.gazetteer.entry(s.entry).code.is_some());
            if body && country && self.sense(run).is_none() && scene.upos(run.end) != Upos::Propn {
                run.end -= 1;
            }
        }
        // "Senate Majority Leader", "Pentagon Deputy Director": which post it is says no more of the body.
        while kind == EntityType::Organization
            && run.len() > 1
            && run.end < scene.len()
            && self.lexicon.is_rank(scene.form(run.end - 1))
            && scene.is_capitalised(run.end)
            && self.lexicon.title(scene.form(run.end)).is_some()
        {
            run.end -= 1;
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
    pub(super) fn fit_known(&self, run: &mut Range<usize>) {
        let scene = self.scene;
        let named = |run: &Range<usize>| self.sense(run).filter(|s| s.by == By::Name);
        let most = scene.len().min(run.end + 3);
        let longer = (run.end + 1..=most).rev().map(|end| run.start..end);
        // The spelling that names are compared by drops punctuation, which a name does not end in.
        let ends = |r: &Range<usize>| !scene.is_mark(r.end - 1) && scene.upos(r.end - 1) != Upos::Part;
        let free = |r: &Range<usize>| !r.clone().any(|t| self.taken[t]) && ends(r);
        let known = |r: &Range<usize>| self.sense(r).is_some_and(|s| matches!(s.by, By::Name | By::Capital));
        if let Some(longer) = longer.into_iter().find(|r| free(r) && known(r)) {
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
    pub(super) fn hyphens(&self, run: &mut Range<usize>) {
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

    /// What a body is for or of goes on with its name, where the reader holds it for no name of its own: "the Union" of "Union for Order".
    fn purpose(&self, run: &mut Range<usize>) {
        let scene = self.scene;
        let (head, case) = (run.end - 1, run.end);
        let body = self.lexicon.noun(&scene.lemma(head), false).is_some_and(|n| n.kind == EntityType::Organization);
        if !body || case + 1 >= scene.len() || !matches!(scene.form(case), "for" | "of") {
            return;
        }
        let part = |t: usize| {
            scene.upos(t) == Upos::Propn
                && scene.is_capitalised(t)
                && !self.taken[t]
                && !self.lexicon.is_calendar(scene.form(t))
                && self.gazetteer.first(scene.form(t)).is_none()
                && !scene.sentence.names.iter().any(|n| n.tokens.contains(&t))
        };
        let end = (case + 1..scene.len()).take_while(|&t| part(t)).last().map_or(case, |t| t + 1);
        let hangs = |t: usize| scene.head(t) == Some(head) && scene.deprel(t) == Deprel::Nmod;
        if (case + 1..end).any(hangs) && end - run.start <= LONGEST {
            run.end = end;
        }
    }

    /// Takes in the proper nouns that the tree holds together with a span.
    pub(super) fn extend(&self, run: &mut Range<usize>) {
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
        self.purpose(run);
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
        // A small word that the reader takes for a name of its own: "de Mistura".
        while run.start > 0
            && !self.taken[run.start - 1]
            && scene.upos(run.start - 1) == Upos::Propn
            && PARTICLES.contains(&scene.form(run.start - 1))
        {
            run.start -= 1;
        }
        self.hyphens(run);
    }
}
