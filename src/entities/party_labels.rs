//! The labels that say which party a member is of: "(D-Ohio)", ", R-Maine,", "(Lab)".

use super::MentionForm;
use super::find_names::Finder;
use super::fold::fold;
use crate::reading::EntityType;

impl Finder<'_, '_> {
    /// Takes each label for its party, and the seat behind it for no name.
    pub(super) fn party_labels(&mut self) {
        for token in 1..self.scene.len() {
            let (Some(party), Some(end)) = (self.lexicon.party(self.scene.form(token)), self.end_of_label(token))
            else {
                continue;
            };
            let known = party.and_then(|party| Some((party, self.gazetteer.first(party)?)));
            if let Some((party, sense)) = known {
                self.push(token..token + 1, Some(EntityType::Organization));
                if let Some(candidate) = self.found.last_mut() {
                    candidate.sense = Some(sense);
                    candidate.words = fold(party).split(' ').map(str::to_owned).collect();
                    // As "Democrats" would, it stands for the party and is none of its names.
                    candidate.form = MentionForm::Demonym;
                }
            }
            self.taken[token..end].iter_mut().for_each(|taken| *taken = true);
        }
    }

    /// Where the label that begins at a token ends with its seat, if it is one: in brackets, or with a seat behind a comma.
    fn end_of_label(&self, token: usize) -> Option<usize> {
        let scene = self.scene;
        let form = |t: usize| if t < scene.len() { scene.form(t) } else { "" };
        let member = token >= 2 && scene.is_capitalised(token - 2) || token >= 3 && form(token - 2) == ".";
        let named = |from: usize| from + (from..scene.len()).take_while(|&t| scene.is_capitalised(t)).count();
        let seat = match form(token + 1) {
            "-" | "\u{2013}" | "," => named(token + 2),
            _ => token + 1,
        };
        // A full stop may be the word's own or a token of its own.
        let end = seat + usize::from(form(seat) == "." && matches!(form(seat + 1), ")" | "," | ";" | ""));
        let (open, closed) = (form(token - 1), form(end));
        // One letter without a seat is that of a party only behind the title of a member: elsewhere it is that of the retired.
        let seated = seat > token + 2;
        let sure = seated || form(token).chars().filter(|c| c.is_alphabetic()).count() > 1 || self.is_member(token - 1);
        let bracket = open == "(" && closed == ")" && sure;
        let commas = open == "," && form(token + 1) == "-" && seated && matches!(closed, "," | ";" | "." | "");
        (member && (bracket || commas)).then_some(seat)
    }

    /// Whether the name that ends before a bracket has the title of a member of a chamber before it.
    fn is_member(&self, bracket: usize) -> bool {
        let named = (0..bracket).rev().take_while(|&t| self.scene.form(t).starts_with(char::is_uppercase));
        named.take(5).any(|t| !self.lexicon.chambers(self.scene.form(t)).is_empty())
    }
}
