//! Mail: a single message, or a mailbox of many (mbox), each of them a record.

use super::fields::Fields;
use super::lines::{self, Line};
use super::object;
use super::{Faults, Record};
use crate::document::error::{DocumentError, Place, Problem};
use crate::document::load::MAX_BYTES;
use mail_parser::{Address, Message, MessageParser};
use serde_json::{Map, Value};
use std::io::{self, BufRead};

/// Most bytes of a message: its attachments are read over.
const MOST: usize = 4 * MAX_BYTES as usize;
/// Headers of which a message has some.
const HEADERS: [&str; 14] = [
    "from",
    "to",
    "date",
    "subject",
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "content-type",
    "sender",
    "reply-to",
    "delivered-to",
    "x-mailer",
    "list-id",
];
/// Fewest of them that tell a message from a text that begins with a line like one.
const FEWEST: usize = 3;

/// Whether a text is a mailbox or a message.
pub(in crate::document) fn is_mail(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n');
    let is_box = head.starts_with(b"From ");
    if is_box {
        lines.next();
    }
    let mut found = 0;
    let mut between = false;
    for line in lines {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
        let Ok(name) = std::str::from_utf8(&line[..colon]) else { return false };
        between |= name.is_empty() || name.contains(' ');
        found += usize::from(HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header)));
    }
    !between && found >= if is_box { 1 } else { FEWEST }
}

/// Reads the messages of a stream.
pub(super) struct Messages<R: BufRead> {
    reader: R,
    fields: Fields,
    faults: Faults,
    count: u64,
    /// Lines read so far.
    line: u64,
    /// The line that begins the next message was read.
    begun: bool,
    /// Whether the file is a mailbox; none before its first line was read.
    is_box: Option<bool>,
    ended: bool,
}

/// The bytes of a message as they were found.
struct Found {
    bytes: Vec<u8>,
    /// The line where it starts, from 1.
    line: u64,
    /// It is longer than may be, and not all of it was kept.
    too_long: bool,
}

impl<R: BufRead> Messages<R> {
    pub fn new(reader: R, fields: Fields, faults: Faults) -> Self {
        Self { reader, fields, faults, count: 0, line: 0, begun: false, is_box: None, ended: false }
    }

    /// Reads up to the line that begins the next message, or to the end.
    fn find(&mut self) -> io::Result<Found> {
        let mut found = Found { bytes: Vec::new(), line: self.line.max(1), too_long: false };
        let mut line = Vec::new();
        let mut after_empty = true;
        loop {
            let read = lines::read(&mut self.reader, &mut line, MOST)?;
            if read == Line::End {
                self.ended = true;
                return Ok(found);
            }
            self.line += 1;
            let is_empty = line.trim_ascii().is_empty() && read == Line::Whole;
            let separates = after_empty && line.starts_with(b"From ");
            if self.is_box.is_none() {
                if is_empty {
                    continue;
                }
                self.is_box = Some(separates);
                found.line = self.line;
            }
            if separates && self.is_box == Some(true) {
                if std::mem::replace(&mut self.begun, true) {
                    return Ok(found);
                }
                continue;
            }
            after_empty = is_empty;
            // Mailboxes write such lines of a message with a mark before them.
            let quoted = line.iter().take_while(|&&byte| byte == b'>').count();
            let unquoted = if quoted > 0 && line[quoted..].starts_with(b"From ") { &line[1..] } else { &line[..] };
            found.too_long |= read == Line::TooLong || found.bytes.len() + unquoted.len() > MOST;
            if !found.too_long {
                found.bytes.extend_from_slice(unquoted);
            }
        }
    }
}

impl<R: BufRead> Iterator for Messages<R> {
    type Item = Result<Record, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let found = match self.find() {
                Ok(found) => found,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.faults.stream(error)));
                }
            };
            if found.bytes.trim_ascii().is_empty() && !found.too_long {
                continue;
            }
            self.count += 1;
            let place = Place::Record { number: self.count, line: found.line };
            if found.too_long {
                return Some(Err(self.faults.at(place, Problem::LongMessage)));
            }
            return Some(match MessageParser::default().parse(&found.bytes) {
                Some(message) => Ok(Record {
                    alone: self.is_box == Some(false),
                    ..object::read(&fields(&message), place, &self.fields)
                }),
                None => Err(self.faults.at(place, Problem::NoMessage)),
            });
        }
        None
    }
}

/// The parts of a message as fields.
fn fields(message: &Message) -> Map<String, Value> {
    let body = message.text_body.first().and_then(|&id| message.part(id)).and_then(|part| part.text_contents());
    let parts = [
        ("from", message.from().and_then(sender)),
        ("date", message.date().map(|date| date.to_rfc3339())),
        ("subject", message.subject().map(str::to_owned)),
        ("message-id", message.message_id().map(str::to_owned)),
        ("body", body.map(str::to_owned)),
    ];
    parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::String(value?)))).collect()
}

/// Who sent it, by name where it is told.
fn sender(address: &Address) -> Option<String> {
    let first = address.first()?;
    first.name().or(first.address()).map(str::to_owned)
}
