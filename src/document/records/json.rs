//! Records in JSON: an object a line, an array of objects, or objects one after the other.

use super::fields::Fields;
use super::lines::{self, Line};
use super::object;
use super::split::{self, Piece, Splitter};
use super::{Faults, Record};
use crate::document::error::{DocumentError, Place, Problem};
use crate::document::input::kind::RecordKind;
use crate::document::load::MAX_BYTES;
use serde_json::{Map, Value};
use std::io::{self, BufRead};
use std::vec;

/// How deep an array of records may lie in an object: `{"response": {"results": [...]}}`.
const DEEPEST: usize = 3;

/// Whether a text is JSON records, and how they are written down; `whole` where there is no more of it.
pub(in crate::document) fn kind(text: &[u8], whole: bool) -> Option<RecordKind> {
    // A bracket and nothing behind it is the beginning of records that are not there.
    if whole && matches!(text.trim_ascii_end(), b"{" | b"[") {
        return Some(RecordKind::Json);
    }
    let behind = |text: &[u8], bracket: &[u8], next: &[u8]| {
        text.strip_prefix(bracket)
            .is_some_and(|rest| rest.trim_ascii_start().first().is_some_and(|byte| next.contains(byte)))
    };
    if behind(text, b"[", b"{]") {
        return Some(RecordKind::Json);
    }
    if !behind(text, b"{", b"\"}") {
        return None;
    }
    let line_end = text.iter().position(|&byte| byte == b'\n');
    let Some(line_end) = line_end.filter(|&end| !text[end..].trim_ascii().is_empty()) else {
        // One line, or the beginning of one.
        return Some(if whole && line_end.is_some() && split::first(text).is_none() {
            RecordKind::Json
        } else {
            RecordKind::JsonLines
        });
    };
    let is_whole = split::first(text).is_some_and(|end| end <= line_end);
    let line = text[..line_end].trim_ascii_end();
    // A line that is broken off, and a record on the next one.
    let is_broken = !line.ends_with(b"{")
        && !line.ends_with(b"[")
        && !line.ends_with(b",")
        && !line.ends_with(b":")
        && behind(text[line_end..].trim_ascii_start(), b"{", b"\"");
    Some(if is_whole || is_broken { RecordKind::JsonLines } else { RecordKind::Json })
}

/// Reads the records of a stream.
pub(super) struct Records<R: BufRead> {
    pieces: Pieces<R>,
    fields: Fields,
    faults: Faults,
    /// Records of an object that holds many.
    pending: vec::IntoIter<Value>,
    count: u64,
    ended: bool,
}

enum Pieces<R: BufRead> {
    Lines { reader: R, line: u64 },
    Values(Splitter<R>),
}

impl<R: BufRead> Records<R> {
    pub fn new(reader: R, kind: RecordKind, fields: Fields, faults: Faults) -> Self {
        let pieces = match kind {
            RecordKind::JsonLines => Pieces::Lines { reader, line: 0 },
            _ => Pieces::Values(Splitter::new(reader, MAX_BYTES as usize)),
        };
        Self { pieces, fields, faults, pending: Vec::new().into_iter(), count: 0, ended: false }
    }

    /// The bytes of the next record and where it stands; none at the end.
    fn piece(&mut self, bytes: &mut Vec<u8>) -> io::Result<Option<(Piece, Place)>> {
        match &mut self.pieces {
            Pieces::Lines { reader, line } => loop {
                let read = lines::read(reader, bytes, MAX_BYTES as usize)?;
                *line += 1;
                let piece = match read {
                    Line::End => return Ok(None),
                    Line::TooLong => Piece::TooLong,
                    Line::Whole if bytes.trim_ascii().is_empty() => continue,
                    Line::Whole => Piece::Whole,
                };
                return Ok(Some((piece, Place::Line(*line))));
            },
            Pieces::Values(splitter) => {
                let (piece, line) = splitter.next(bytes)?;
                // What is cut off is behind the last record.
                let number = if piece == Piece::Cut { self.count.max(1) } else { self.count + 1 };
                Ok((piece != Piece::End).then_some((piece, Place::Record { number, line })))
            }
        }
    }

    fn record(&mut self, value: Value, place: Place) -> Result<Record, DocumentError> {
        match value {
            Value::Object(object) => Ok(object::read(&object, place, &self.fields)),
            _ => Err(self.faults.at(place, Problem::NoObject)),
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(value) = self.pending.next() {
            self.count += 1;
            let place = Place::Record { number: self.count, line: 0 };
            return Some(self.record(value, place));
        }
        if self.ended {
            return None;
        }
        let mut bytes = Vec::new();
        let (piece, place) = match self.piece(&mut bytes) {
            Ok(Some(found)) => found,
            Ok(None) => return None,
            Err(error) => {
                self.ended = true;
                return Some(Err(self.faults.stream(error)));
            }
        };
        let is_first = self.count == 0;
        self.count += 1;
        match piece {
            Piece::TooLong => return Some(Err(self.faults.at(place, Problem::TooLarge))),
            Piece::Unfinished => return Some(Err(self.faults.at(place, Problem::Unfinished))),
            Piece::Cut => return Some(Err(self.faults.at(place, Problem::CutShort))),
            Piece::Whole | Piece::End => {}
        }
        let value = match parse(&bytes) {
            Ok(value) => value,
            Err(problem) => return Some(Err(self.faults.at(place, problem))),
        };
        if is_first
            && let Value::Object(object) = &value
            && let Some(records) = records_within(object, &self.fields, 0)
        {
            self.pending = records.clone().into_iter();
            self.count = 0;
            return self.next();
        }
        Some(self.record(value, place))
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| Problem::NotUtf8 { offset: error.valid_up_to() })?;
    serde_json::from_str(text.trim_end()).map_err(|error| {
        // Lines are told of the file and not of the record.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let words = error.to_string().replace(&place, "");
        Problem::Json(if error.line() == 1 { format!("{words} at column {}", error.column()) } else { words })
    })
}

/// The records in an object that is none itself: `{"status": "ok", "articles": [{...}, {...}]}`.
fn records_within<'v>(object: &'v Map<String, Value>, fields: &Fields, depth: usize) -> Option<&'v Vec<Value>> {
    let is_record = |object: &Map<String, Value>| {
        let record = object::read(object, Place::Line(0), fields);
        record.text.is_some() || record.title.is_some() && record.url.is_some()
    };
    if depth == DEEPEST || depth == 0 && object::read(object, Place::Line(0), fields).text.is_some() {
        return None;
    }
    let arrays = object.values().filter_map(Value::as_array);
    let mut found = arrays.filter(|array| array.iter().filter_map(Value::as_object).any(is_record));
    let within =
        || object.values().filter_map(Value::as_object).find_map(|object| records_within(object, fields, depth + 1));
    found.next().or_else(within)
}
