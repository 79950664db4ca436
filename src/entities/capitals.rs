//! Whether the name of a capital means its state ("Ankara said") or the city ("flew to Ankara").

use super::candidate::Candidate;
use super::gazetteer::{By, EntryId};
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::{Deprel, EntityType, Upos};
use std::collections::BTreeMap;

/// What the words around a capital's name make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StandsFor {
    /// It acts, owns or is acted upon.
    State,
    /// Somebody is there, comes there or leaves.
    City,
    /// Nothing is told: the rest of the document decides.
    Open,
}

/// Verbs whose object is where somebody is or goes.
const GOING: &[&str] = &["visit", "leave", "reach", "enter", "tour", "flee", "depart", "quit", "cross", "evacuate"];
/// Verbs after which "to", "for" and "from" tell a way.
const MOVING: &[&str] = &[
    "fly", "go", "travel", "come", "return", "arrive", "head", "drive", "move", "depart", "leave", "walk", "march",
    "flee", "escape", "bring", "trip", "visit", "flight", "journey", "road",
];
/// Prepositions of place, whatever they hang on.
const WHERE: &[&str] = &["in", "at", "near", "outside", "inside", "into", "through", "around", "across"];
/// Nouns after which "on" names who feels it.
const FELT: &[&str] = &["pressure", "sanction", "influence", "leverage", "demand", "tariff"];

/// What a capital's name stands for where it heads a phrase at `head`.
pub(super) fn stands_for(scene: &Scene, head: usize) -> StandsFor {
    let case = scene.case(head).unwrap_or_default();
    let above = scene.head(head).map(|h| scene.lemma(h)).unwrap_or_default();
    let has = |list: &[&str], word: &str| list.contains(&word);
    match scene.deprel(head) {
        Deprel::Obj if has(GOING, &above) => StandsFor::City,
        Deprel::Obl | Deprel::Nmod if has(WHERE, &case) => StandsFor::City,
        Deprel::Obl | Deprel::Nmod if matches!(case.as_str(), "to" | "for" | "from") && has(MOVING, &above) => {
            StandsFor::City
        }
        Deprel::Obl | Deprel::Nmod if case == "on" && has(FELT, &above) => StandsFor::State,
        _ if acts(scene, head) => StandsFor::State,
        _ => StandsFor::Open,
    }
}

/// Whether a capital acts or owns, and so means its state, rather than being where something happens.
fn acts(scene: &Scene, head: usize) -> bool {
    match scene.deprel(head) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::OblAgent | Deprel::NmodPoss | Deprel::Iobj => {
            true
        }
        Deprel::Conj => scene.head(head).is_some_and(|h| h < head && acts(scene, h)),
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

/// Takes the sense of the state from each capital that means the city. A text that mostly calls a state by its capital hardly tells
/// of the city too, so that all uses mean the state; else their own words decide, or, where these tell nothing, whether the capital
/// ever stands for its state in the document.
pub(super) fn settle(candidates: &mut [Candidate]) {
    let capital = |c: &Candidate| c.sense.filter(|s| s.by == By::Capital).map(|s| (s.entry, c.words.clone()));
    // How often each acts, and how often it is a place to be in.
    let mut uses: BTreeMap<(EntryId, Vec<String>), (usize, usize)> = BTreeMap::new();
    for c in candidates.iter() {
        if let Some(name) = capital(c) {
            let (state, city) = uses.entry(name).or_default();
            match c.stands_for {
                StandsFor::State => *state += 1,
                StandsFor::City => *city += 1,
                StandsFor::Open => {}
            }
        }
    }
    for c in candidates {
        let Some((state, city)) = capital(c).and_then(|name| uses.get(&name)) else { continue };
        let is_city = match c.stands_for {
            StandsFor::State => false,
            StandsFor::City => state < city,
            StandsFor::Open => *state == 0,
        };
        if is_city {
            c.sense = None;
        }
    }
}
