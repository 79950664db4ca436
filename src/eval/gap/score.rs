//! Whom powermap takes a pronoun for.

use super::{Answer, GapRow};
use crate::Span;
use crate::document::{Document, DocumentError, Format};
use crate::entities::{self, Anaphor, Gazetteer, MentionForm};
use crate::reading::Reader;

/// A name that is likelier than the other one is meant from this probability on. Looked up on gap-validation, where 0.1 to 0.2 differ
/// by less than a point.
const SURE: f32 = 0.15;

/// What is said of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// With the two names given: the likelier of the two, where it is likely enough.
    pub given: Answer,
    /// By the entities alone, as a graph is made of them: whoever else the text tells of may be meant too.
    pub unaided: Answer,
}

/// Reads a row's text as an article and tells of each name whether the pronoun means it.
///
/// # Errors
/// Where the text is none.
pub fn answer(reader: &Reader, gazetteer: &Gazetteer, row: &GapRow) -> Result<Said, DocumentError> {
    let document = Document::from_bytes(row.text.as_bytes(), "-", Format::Text)?;
    let reading = reader.read(&document);
    let found = entities::resolve(&document, &reading, gazetteer);
    let is_pronoun = |m: &&entities::Mention| m.form == MentionForm::Pronoun && m.span.overlaps(row.pronoun);
    let entity = found.mentions.iter().find(is_pronoun).map(|m| m.entity);
    let shares = |name: Span| found.mentions.iter().any(|m| Some(m.entity) == entity && m.span.overlaps(name));
    let unaided = row.names.map(|name| entity.is_some() && shares(name));
    let weighed = entities::weigh_anaphors(&document, &reading, gazetteer);
    let pronoun = weighed.iter().find(|a| a.form == MentionForm::Pronoun && a.head.overlaps(row.pronoun));
    // What syntax alone explains is not weighed.
    let given = pronoun.map_or(unaided, |pronoun| likelier(pronoun, row.names));
    let answer = |said| Answer { gender: row.gender, gold: row.coreferent, said };
    Ok(Said { given: answer(given), unaided: answer(unaided) })
}

/// Which of two names is meant; both where they are names of one entity.
fn likelier(pronoun: &Anaphor, names: [Span; 2]) -> [bool; 2] {
    let [a, b] = names.map(|name| {
        let holds = pronoun.choices.iter().filter(|choice| choice.mentions.iter().any(|m| m.overlaps(name)));
        holds.map(|choice| choice.probability).fold(0.0, f32::max)
    });
    [a >= SURE && a >= b, b >= SURE && b >= a]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Antecedent;

    #[test]
    fn of_two_names_the_likelier_one_is_meant_if_it_is_likely_enough() {
        let choice = |start, probability| {
            let span = Span::new(start, start + 3);
            Antecedent { mentions: vec![span], heads: vec![span], probability, features: Vec::new() }
        };
        let names = [Span::new(0, 3), Span::new(10, 13)];
        let (span, form) = (Span::new(20, 22), MentionForm::Pronoun);
        let anaphor = |choices| Anaphor { span, head: span, form, choices };
        let said = |choices| likelier(&anaphor(choices), names);
        assert_eq!(said(vec![choice(0, 0.4), choice(10, 0.3), choice(15, 0.9)]), [true, false]);
        assert_eq!(said(vec![choice(0, 0.1), choice(10, 0.05)]), [false, false]);
        assert_eq!(said(vec![choice(10, 0.2)]), [false, true]);
        assert_eq!(said(Vec::new()), [false, false]);
    }
}
