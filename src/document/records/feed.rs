//! Feeds: RSS (all versions) and Atom, whose items are records.

use super::fields::Fields;
use super::object;
use super::{Faults, Record};
use crate::document::error::{DocumentError, Place, Problem};
use crate::document::load::MAX_BYTES;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};

/// Elements that are the items of a feed.
const ITEMS: [&str; 2] = ["item", "entry"];
/// Deepest nesting of elements in an item.
const DEEPEST: usize = 64;

/// Reads the items of a stream.
pub(super) struct Items<R: BufRead> {
    reader: Reader<Rationed<R>>,
    fields: Fields,
    faults: Faults,
    count: u64,
    ended: bool,
    /// The outermost element; none before it.
    root: Option<String>,
}

impl<R: BufRead> Items<R> {
    pub fn new(stream: R, fields: Fields, faults: Faults) -> Self {
        let mut reader = Reader::from_reader(Rationed { reader: stream, left: 0, tail: Vec::new(), is_cut: false });
        // Feeds that are not well formed are many, and most can be read.
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        Self { reader, fields, faults, count: 0, ended: false, root: None }
    }

    /// Whether what was read last has the end of the outermost element in it. Elements that are not closed are no sign:
    /// in many feeds some are not.
    fn is_closed(&mut self) -> bool {
        let end = format!("</{}", self.root.as_deref().unwrap_or_default());
        String::from_utf8_lossy(&self.reader.get_mut().tail).contains(&end)
    }

    /// Ends the reading with what is wrong.
    fn fail(&mut self, error: quick_xml::Error) -> DocumentError {
        self.ended = true;
        match error {
            quick_xml::Error::Io(error) if error.kind() != io::ErrorKind::FileTooLarge => {
                self.faults.stream(io::Error::new(error.kind(), error.to_string()))
            }
            quick_xml::Error::Io(_) => self.faults.at(self.place(), Problem::TooLarge),
            error => self.faults.at(self.place(), Problem::Xml(one_line(&error.to_string()))),
        }
    }

    fn place(&self) -> Place {
        Place::Record { number: self.count.max(1), line: 0 }
    }
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = Result<Record, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut buffer = Vec::new();
        while !self.ended {
            self.reader.get_mut().left = MAX_BYTES;
            buffer.clear();
            match self.reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start)) if ITEMS.contains(&local(&start).as_str()) => {
                    self.count += 1;
                    let read = children(&mut self.reader, 0);
                    if self.reader.get_mut().is_cut {
                        self.ended = true;
                        if !self.is_closed() {
                            return Some(Err(self.faults.at(self.place(), Problem::CutShort)));
                        }
                    }
                    return Some(match read {
                        Ok(Value::Object(item)) => Ok(object::read(&item, self.place(), &self.fields)),
                        Ok(_) => Ok(object::read(&Map::new(), self.place(), &self.fields)),
                        Err(error) => Err(self.fail(error)),
                    });
                }
                Ok(Event::Start(start)) if self.root.is_none() => self.root = Some(name(&start)),
                Ok(Event::Eof) => {
                    self.ended = true;
                    if !self.is_closed() {
                        return Some(Err(self.faults.at(self.place(), Problem::CutShort)));
                    }
                }
                Ok(_) => {}
                Err(error) => return Some(Err(self.fail(error))),
            }
        }
        None
    }
}

/// What is in an element that was begun: an object of its elements, or its text.
fn children<R: BufRead>(reader: &mut Reader<Rationed<R>>, depth: usize) -> Result<Value, quick_xml::Error> {
    let mut object = Map::new();
    let mut text = String::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(start) => {
                let name = name(&start);
                let value = if attribute(&start, "type").as_deref() == Some("xhtml") || depth == DEEPEST {
                    Value::String(markup(reader)?)
                } else {
                    children(reader, depth + 1)?
                };
                add(&mut object, name, with_address(&start, value));
            }
            Event::Empty(start) => add(&mut object, name(&start), with_address(&start, Value::Null)),
            Event::Text(words) => text.push_str(&words),
            Event::CData(words) => text.push_str(&words),
            Event::GeneralRef(reference) => text.push_str(&referred(&reference)),
            Event::End(_) => break,
            Event::Eof => {
                reader.get_mut().is_cut = true;
                break;
            }
            _ => {}
        }
    }
    Ok(if object.is_empty() { Value::String(text) } else { Value::Object(object) })
}

/// The marks and words in an element that was begun, as they are written.
fn markup<R: BufRead>(reader: &mut Reader<Rationed<R>>) -> Result<String, quick_xml::Error> {
    let mut writer = Writer::new(Vec::new());
    let mut depth = 0usize;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer)?;
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => break,
            Event::End(_) => depth -= 1,
            Event::Eof => {
                reader.get_mut().is_cut = true;
                break;
            }
            _ => {}
        }
        writer.write_event(event)?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

/// Takes a child in; of several of one name a list.
fn add(object: &mut Map<String, Value>, name: String, value: Value) {
    if value.is_null() {
        return;
    }
    match object.get_mut(&name) {
        None => {
            object.insert(name, value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => {
            let before = first.take();
            *first = Value::Array(vec![before, value]);
        }
    }
}

/// The address in an attribute, as Atom has it; only that of the item itself.
fn with_address(start: &BytesStart, value: Value) -> Value {
    let is_empty = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    match attribute(start, "href") {
        Some(_) if attribute(start, "rel").is_some_and(|rel| rel != "alternate") => Value::Null,
        Some(address) if is_empty => Value::String(address),
        _ => value,
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

fn name(start: &BytesStart) -> String {
    start.name().as_ref().to_owned()
}

fn local(start: &BytesStart) -> String {
    start.local_name().as_ref().to_owned()
}

/// What a reference stands for; those of HTML are left for the reader of HTML.
fn referred(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = reference;
    match quick_xml::escape::resolve_xml_entity(name) {
        Some(text) => text.to_owned(),
        None => format!("&{name};"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A reader that gives no more than its ration, so that an item without end does not fill the memory.
struct Rationed<R> {
    reader: R,
    left: u64,
    /// What was read last.
    tail: Vec<u8>,
    /// Whether the end came within an item.
    is_cut: bool,
}

/// Bytes before the end of a feed in which its outermost element must be closed; comments may stand behind.
const TAIL: usize = 1024;

impl<R: BufRead> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut chunk = self.fill_buf()?;
        let read = chunk.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Rationed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.reader.fill_buf()
    }

    fn consume(&mut self, taken: usize) {
        self.left = self.left.saturating_sub(taken as u64);
        if taken > 0
            && let Ok(chunk) = self.reader.fill_buf()
        {
            let taken = &chunk[..taken.min(chunk.len())];
            self.tail.extend_from_slice(&taken[taken.len().saturating_sub(TAIL)..]);
            if self.tail.len() > 2 * TAIL {
                self.tail.drain(..self.tail.len() - TAIL);
            }
        }
        self.reader.consume(taken);
    }
}
