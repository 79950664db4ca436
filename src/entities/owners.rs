//! Names inside of names: the body that another body's name says it is a part of ("LDP Research Council", "White House Press Office").

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::fold::fold;
use super::gazetteer::{By, Gazetteer};
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::{EntityType, Upos};
use std::collections::HashSet;

/// The owners inside of the names of bodies, where the text or the gazetteer knows them by themselves, and the chambers that committees
/// are called after ("House Budget Committee").
pub(super) fn find_owners(scenes: &[Scene], candidates: &[Vec<Candidate>], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let bodies = || {
        candidates.iter().flatten().filter(|c| c.form == MentionForm::Name && c.kind == Some(EntityType::Organization))
    };
    let known: HashSet<&[String]> = bodies().map(|c| c.words.as_slice()).collect();
    let mut owners = Vec::new();
    for body in bodies() {
        let scene = &scenes[body.sentence];
        let Some(last) = body.core.end.checked_sub(1) else { continue };
        if gazetteer.first(scene.words(&body.core)).is_some_and(|s| s.by == By::Name) {
            continue;
        }
        let noun = Lexicon::shipped().noun(&scene.lemma(last), false);
        let Some(noun) = noun.filter(|n| n.kind == EntityType::Organization) else { continue };
        for end in (body.core.start + 1..last + 1).rev() {
            let run = body.core.start..end;
            let words: Vec<String> = fold(scene.words(&run)).split(' ').map(str::to_owned).collect();
            let sense = gazetteer.first(scene.words(&run)).filter(|s| s.by == By::Name);
            let chamber = run.len() == 1 && Lexicon::shipped().is_chamber(scene.form(run.start));
            let named = sense.map_or(chamber || known.contains(words.as_slice()), |s| {
                gazetteer.entry(s.entry).kind == EntityType::Organization
            });
            // One plain word in capitals may be the subject of the other body as well: "Reform Watch".
            let plain = run.len() == 1 && sense.is_none() && scene.words(&run).chars().any(char::is_lowercase);
            let goes_on = matches!(scene.upos(end), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Part);
            if !named || !goes_on || plain && noun.class != "state_body" {
                continue;
            }
            let head = scene.top(&run);
            if candidates[body.sentence].iter().all(|c| c.head != head) {
                let mut owner = Candidate::new(body.sentence, run, head, MentionForm::Name);
                owner.kind = Some(EntityType::Organization);
                owner.determined = Determined::Definite;
                (owner.words, owner.sense) = (words, sense);
                owners.push(owner);
            }
            break;
        }
    }
    owners
}
