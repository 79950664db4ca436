//! Records that are objects with fields, of JSON, of feeds or of mail.

use super::Record;
use super::fields::{Field, Fields, folded};
use crate::document::error::Place;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fields that hold the record itself: in what search engines, web interfaces and databases write.
const ENVELOPES: [&str; 7] = ["_source", "fields", "article", "attributes", "doc", "post", "data"];
/// Fields of a part that is an object and hold what it says: `{"title": {"rendered": "..."}}`.
const INNER: [&str; 9] = ["rendered", "value", "text", "content", "main", "name", "$t", "$oid", "$date"];
/// The record that an object is; fields with the usual names are also looked for in an envelope.
pub(super) fn read(object: &Map<String, Value>, place: Place, fields: &Fields) -> Record {
    let mut known: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    let envelopes = ENVELOPES.iter().filter_map(|name| object.get(*name)?.as_object());
    for (name, value) in std::iter::once(object).chain(envelopes).flatten() {
        known.entry(folded(name)).or_default().push(value);
    }
    let mut record = Record { place, ..Record::default() };
    for field in Field::ALL {
        let value = match fields.given(field) {
            Some(name) => match at_path(object, name) {
                Some(value) => spoken(value, field),
                None => {
                    record.absent.push(field);
                    None
                }
            },
            None => (field.usual().iter())
                .filter_map(|name| known.get(*name))
                .flatten()
                .find_map(|value| spoken(value, field)),
        };
        record.set(field, value);
    }
    if !fields.is_empty() || record.text.is_none() {
        record.names = object.keys().cloned().collect();
        // Whether an object of serde_json keeps its order hangs on what else is built with it.
        record.names.sort_unstable();
    }
    record
}

/// The value of a field, or of one in it where the name has points: `headline.main`.
fn at_path<'v>(object: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    if let Some(value) = object.get(path) {
        return Some(value);
    }
    path.match_indices('.').find_map(|(at, _)| {
        let inner = object.get(&path[..at])?.as_object()?;
        at_path(inner, &path[at + 1..])
    })
}

/// What a value says as words.
fn spoken(value: &Value, field: Field) -> Option<String> {
    match value {
        Value::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(|value| spoken(value, field)).collect();
            let glue = if field == Field::Text { "\n\n" } else { ", " };
            (!parts.is_empty()).then(|| parts.join(glue))
        }
        Value::Object(object) => INNER.iter().find_map(|name| spoken(object.get(*name)?, field)),
        Value::Null | Value::Bool(_) => None,
    }
}
