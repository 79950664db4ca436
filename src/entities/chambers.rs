//! Words that tell of a chamber: the title of a member, which implies it, and the first word of a committee's name, which names it.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::fold::fold;
use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::EntityType;

/// The words of a sentence that tell of a chamber: "Sen." before a person's name, "House" in the name of a committee.
pub(super) fn find_chambers(scene: &Scene, found: &[Candidate], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let mut chambers = Vec::new();
    for name in found.iter().filter(|c| c.form == MentionForm::Name) {
        let token = match name.kind {
            Some(EntityType::Person) => title(scene, name, found, gazetteer),
            Some(EntityType::Organization) => committee(scene, name, gazetteer),
            _ => None,
        };
        let Some(token) = token.filter(|&t| found.iter().all(|c| c.head != t)) else { continue };
        // A member's title only implies the chamber, a committee is called by its name.
        let named = name.kind == Some(EntityType::Organization);
        let form = if named { MentionForm::Name } else { MentionForm::Chamber };
        let mut candidate = Candidate::new(scene.index, token..token + 1, token, form);
        candidate.kind = Some(EntityType::Organization);
        candidate.determined = Determined::Definite;
        if named {
            candidate.words = vec![fold(scene.form(token))];
            candidate.sense = gazetteer.first(scene.form(token));
        } else {
            candidate.lemma = scene.form(token).to_lowercase();
        }
        chambers.push(candidate);
    }
    chambers
}

/// The title right before a name, but for that of a "state Sen.", of a "former Sen." and of an "Australian Senator".
fn title(scene: &Scene, name: &Candidate, found: &[Candidate], gazetteer: &Gazetteer) -> Option<usize> {
    let token = name.core.start.checked_sub(1)?;
    if !scene.form(token).starts_with(char::is_uppercase) || Lexicon::shipped().chambers(scene.form(token)).is_empty() {
        return None;
    }
    let before = token.checked_sub(1).map(|t| scene.form(t).to_lowercase()).unwrap_or_default();
    let other = matches!(before.as_str(), "state" | "former" | "ex" | "then" | "late" | "-");
    let beside = found.iter().filter(|c| c.is_name() && c.core.end == token).filter_map(|c| c.sense);
    let abroad = beside.filter_map(|s| gazetteer.entry(s.entry).code.as_deref()).any(|code| code != HOME);
    (!other && !abroad).then_some(token)
}

/// The state whose chambers the table has.
const HOME: &str = "USA";

/// The first word of a committee's name, or the second behind the state's: "Senate" in "U.S. Senate Budget Committee".
fn committee(scene: &Scene, name: &Candidate, gazetteer: &Gazetteer) -> Option<usize> {
    let last = name.core.end.checked_sub(1)?;
    let part = matches!(scene.lemma(last).to_lowercase().as_str(), "committee" | "subcommittee" | "panel");
    let state = gazetteer.first(scene.form(name.core.start)).map(|s| gazetteer.entry(s.entry).code.as_deref());
    let token = name.core.start + usize::from(state == Some(Some(HOME)));
    let told = token < last && Lexicon::shipped().is_chamber(scene.form(token)) && scene.form(token + 1) != "of";
    (part && told).then_some(token)
}
