//! Files of many articles whose parts have names: records of JSON and of tables, items of feeds, messages.

pub(in crate::document) mod delimited;
mod feed;
mod fields;
pub(in crate::document) mod json;
mod lines;
pub(in crate::document) mod mail;
mod make;
mod object;
mod split;
#[cfg(test)]
mod tests;

pub use fields::{Field, Fields, FieldsError};

pub(super) use fields::folded;
pub(super) use make::{document, hash, one_line};

use super::DocumentError;
use super::error::{Place, Problem};
use super::input::kind::RecordKind;
use super::input::stream::Stream;
use super::{date, load};
use std::collections::BTreeSet;
use std::io;

/// The file that records are in.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Its path, or `-`.
    pub source: String,
    /// Its short name.
    pub stem: String,
}

/// What a record says, as it was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    pub place: Place,
    pub text: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub id: Option<String>,
    pub url: Option<String>,
    pub author: Option<String>,
    /// Whether the file holds it and can hold no other.
    pub alone: bool,
    /// Parts whose fields were given by name and are not in it.
    pub absent: Vec<Field>,
    /// The names of its fields, where somebody may have to be told.
    pub names: Vec<String>,
}

impl Record {
    fn set(&mut self, field: Field, value: Option<String>) {
        let part = match field {
            Field::Text => &mut self.text,
            Field::Title => &mut self.title,
            Field::Date => &mut self.date,
            Field::Id => &mut self.id,
            Field::Url => &mut self.url,
            Field::Author => &mut self.author,
        };
        *part = value;
    }
}

/// Characters of a date that is not understood that are told.
const LONGEST_DATE: usize = 40;

type Items = Box<dyn Iterator<Item = Result<Record, DocumentError>> + Send>;

/// The records of a stream; behind the last one stands what is wrong with all of them.
pub(super) fn read(kind: RecordKind, stream: Stream, origin: &Origin, fields: &Fields) -> Items {
    let faults = Faults { source: origin.source.clone() };
    let records: Items = match kind {
        RecordKind::JsonLines | RecordKind::Json => {
            Box::new(json::Records::new(stream, kind, fields.clone(), faults.clone()))
        }
        RecordKind::Feed => Box::new(feed::Items::new(stream, fields.clone(), faults.clone())),
        RecordKind::Mail => Box::new(mail::Messages::new(stream, fields.clone(), faults.clone())),
        RecordKind::Delimited(delimiter) => {
            Box::new(delimited::Records::new(stream, delimiter, fields.clone(), faults.clone()))
        }
    };
    Box::new(Checked {
        records,
        fields: fields.clone(),
        faults,
        is_empty: true,
        with_text: 0,
        never: None,
        names: None,
        undated: None,
    })
}

/// Looks whether fields are ever there: one record may lack a field, all of them do only where the name is wrong.
struct Checked {
    records: Items,
    fields: Fields,
    faults: Faults,
    /// Whether there was nothing, not even a fault.
    is_empty: bool,
    with_text: u64,
    /// Parts whose given fields no record had so far; none before the first record.
    never: Option<BTreeSet<Field>>,
    /// The fields of the first record.
    names: Option<Vec<String>>,
    /// How many dates are not understood, with the first and its place.
    undated: Option<(u64, String, Place)>,
}

impl Iterator for Checked {
    type Item = Result<Record, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(item) = self.records.next() else { return self.verdict().or_else(|| self.remark()).map(Err) };
        self.is_empty = false;
        if let Ok(record) = &item {
            if let Some(date) = record.date.as_deref().filter(|given| date::given(given).is_none()) {
                let first = || (0, one_line(date).chars().take(LONGEST_DATE).collect(), record.place);
                self.undated.get_or_insert_with(first).0 += 1;
            }
            self.with_text += u64::from(record.text.is_some() || record.title.is_some());
            let absent = record.absent.iter().copied();
            match &mut self.never {
                Some(never) => never.retain(|field| record.absent.contains(field)),
                None => self.never = Some(absent.collect()),
            }
            if self.names.is_none() {
                self.names = Some(record.names.clone());
            }
        }
        Some(item)
    }
}

impl Checked {
    /// Which dates were not understood, told once.
    fn remark(&mut self) -> Option<DocumentError> {
        let (count, first, place) = self.undated.take()?;
        Some(DocumentError::Dates { source_name: self.faults.source.clone(), count, first, place })
    }

    /// What is wrong with the file as a whole, told once.
    fn verdict(&mut self) -> Option<DocumentError> {
        if std::mem::take(&mut self.is_empty) {
            return Some(self.faults.empty());
        }
        let names = self.names.take()?;
        let never = self.never.take().unwrap_or_default();
        let source_name = self.faults.source.clone();
        // Records without fields are none.
        if self.with_text == 0 && names.is_empty() {
            return Some(self.faults.empty());
        }
        if self.with_text == 0 {
            return Some(self.faults.no_text(&self.fields, &names));
        }
        let (field, name) = self.fields.all_given().find(|(field, _)| never.contains(field))?;
        Some(DocumentError::NoField { source_name, part: field.name(), field: name.to_owned(), known: listed(&names) })
    }
}

/// Makes the errors of one file.
#[derive(Debug, Clone)]
pub(super) struct Faults {
    source: String,
}

impl Faults {
    pub fn at(&self, place: Place, problem: Problem) -> DocumentError {
        DocumentError::Record { source_name: self.source.clone(), place, problem }
    }

    pub fn stream(&self, error: io::Error) -> DocumentError {
        load::unreadable(&self.source, error)
    }

    pub fn empty(&self) -> DocumentError {
        DocumentError::Empty { source_name: self.source.clone() }
    }

    /// No record has a text.
    pub fn no_text(&self, fields: &Fields, names: &[String]) -> DocumentError {
        let wanted = match fields.given(Field::Text) {
            Some(given) => format!("the field {given:?} that --map names"),
            None => "any of the usual names, such as text, body or content".to_owned(),
        };
        DocumentError::NoTexts { source_name: self.source.clone(), wanted, known: listed(names) }
    }
}

/// Names as they are told: not all of a wide table.
fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let mut list = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        list.push_str(&format!(" and {} more", names.len() - MOST));
    }
    list
}
