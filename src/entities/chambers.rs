//! Words that tell of a chamber without naming it: the title of a member, the first word of a committee's name.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::fold::fold;
use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::EntityType;

/// The words of a sentence that imply a chamber: "Sen." before a person's name, "House" in the name of a committee.
pub(super) fn find_chambers(scene: &Scene, found: &[Candidate], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let mut chambers = Vec::new();
    for name in found.iter().filter(|c| c.form == MentionForm::Name) {
        let token = match name.kind {
            Some(EntityType::Person) => title(scene, name),
            Some(EntityType::Organization) => committee(scene, name),
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

/// The title right before a name, but for that of a "state Sen.".
fn title(scene: &Scene, name: &Candidate) -> Option<usize> {
    let token = name.core.start.checked_sub(1)?;
    let state = token > 0 && scene.form(token - 1).eq_ignore_ascii_case("state");
    let capital = scene.form(token).starts_with(char::is_uppercase);
    (capital && !state && is_told(scene, token)).then_some(token)
}

/// The first word of a committee's name: "Senate" in "U.S. Senate Budget Committee".
fn committee(scene: &Scene, name: &Candidate) -> Option<usize> {
    let last = name.core.end.checked_sub(1)?;
    let part = matches!(scene.lemma(last).to_lowercase().as_str(), "committee" | "subcommittee" | "panel");
    let token = name.core.clone().take(2).find(|&t| t < last && is_told(scene, t) && scene.form(t + 1) != "of")?;
    part.then_some(token)
}

fn is_told(scene: &Scene, token: usize) -> bool {
    !Lexicon::shipped().chambers(scene.form(token)).is_empty()
}
