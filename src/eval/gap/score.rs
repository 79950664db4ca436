//! Whom powermap takes a pronoun for.

use super::{Answer, GapRow};
use crate::Span;
use crate::document::{Document, DocumentError, Format};
use crate::entities::{self, Gazetteer, MentionForm};
use crate::reading::Reader;

/// Reads a row's text as an article and tells of each name whether the entity of the pronoun has a mention that shares words with it.
///
/// # Errors
/// Where the text is none.
pub fn answer(reader: &Reader, gazetteer: &Gazetteer, row: &GapRow) -> Result<Answer, DocumentError> {
    let document = Document::from_bytes(row.text.as_bytes(), "-", Format::Text)?;
    let reading = reader.read(&document);
    let found = entities::resolve(&document, &reading, gazetteer);
    let is_pronoun = |m: &&entities::Mention| m.form == MentionForm::Pronoun && m.span.overlaps(row.pronoun);
    let entity = found.mentions.iter().find(is_pronoun).map(|m| m.entity);
    let shares = |name: Span| found.mentions.iter().any(|m| Some(m.entity) == entity && m.span.overlaps(name));
    Ok(Answer {
        gender: row.gender,
        gold: row.coreferent,
        said: row.names.map(|name| entity.is_some() && shares(name)),
    })
}
