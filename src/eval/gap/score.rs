//! Whom powermap takes a pronoun for.

use super::{Answer, GapRow};
use crate::Span;
use crate::document::{Document, DocumentError, Format};
use crate::entities::{self, Anaphor, Gazetteer, MentionForm};
use crate::reading::{EntityType, Name, Reader, Reading, Token};

/// A name that is likelier than the other one is meant from this probability on. Looked up on gap-validation, where 0.1 to 0.2 differ
/// by less than a point.
const SURE: f32 = 0.15;

/// What is said of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// With the two names given, as names of persons: the likelier of the two, where it is likely enough.
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
    let weighed = entities::weigh_anaphors(&document, &with_names(reading, row.names), gazetteer);
    let pronoun = weighed.iter().find(|a| a.form == MentionForm::Pronoun && a.head.overlaps(row.pronoun));
    // What syntax alone explains is not weighed.
    let given = pronoun.map_or(unaided, |pronoun| likelier(pronoun, row.names));
    let answer = |said| Answer { gender: row.gender, gold: row.coreferent, said };
    Ok(Said { given: answer(given), unaided: answer(unaided) })
}

/// A reading in which the names that the task gives name persons, found by the reader or not.
fn with_names(mut reading: Reading, names: [Span; 2]) -> Reading {
    for given in names {
        for sentence in &mut reading.sentences {
            let inside = |token: &Token| token.span.overlaps(given);
            let Some(first) = sentence.tokens.iter().position(inside) else { continue };
            let tokens = first..first + sentence.tokens[first..].iter().take_while(|token| inside(token)).count();
            let at = sentence.names.partition_point(|name| name.tokens.end <= tokens.start);
            match sentence.names.get_mut(at) {
                Some(name) if name.tokens.start < tokens.end => name.kind = EntityType::Person,
                _ => sentence.names.insert(at, Name { tokens, kind: EntityType::Person, probability: 1.0 }),
            }
        }
    }
    reading
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
    fn given_names_are_names_of_persons() {
        let text = "Rose met Ada Hill in Hill.";
        let document = Document::from_bytes(text.as_bytes(), "-", Format::Text).unwrap();
        let mut reading = Reader::embedded().unwrap().read(&document);
        reading.sentences[0].names = vec![Name { tokens: 2..4, kind: EntityType::Place, probability: 0.4 }];
        let reading = with_names(reading, [Span::new(0, 4), Span::new(9, 17)]);
        let names: Vec<_> = reading.sentences[0].names.iter().map(|n| (n.tokens.clone(), n.kind)).collect();
        assert_eq!(names, [(0..1, EntityType::Person), (2..4, EntityType::Person)]);
    }

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
