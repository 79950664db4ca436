//! The titles of members, which imply a chamber without naming it: "Sen." is of the Senate.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::EntityType;

/// The state whose chambers the table has.
const HOME: &str = "USA";

/// The titles before the persons' names of a sentence that imply a chamber.
pub(super) fn find_chambers(scene: &Scene, found: &[Candidate], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let persons = found.iter().filter(|c| c.form == MentionForm::Name && c.kind == Some(EntityType::Person));
    let titles = persons.filter_map(|name| title(scene, name, found, gazetteer));
    let implied = |token: usize| {
        let mut candidate = Candidate::new(scene.index, token..token + 1, token, MentionForm::Chamber);
        candidate.kind = Some(EntityType::Organization);
        candidate.determined = Determined::Definite;
        candidate.lemma = scene.form(token).to_lowercase();
        candidate
    };
    titles.filter(|&token| found.iter().all(|c| c.head != token)).map(implied).collect()
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
