//! The three ways in which triples are written. They come subject by subject, the triples of one property together.
//!
//! oxttl and oxjsonld, which tests read everything back with, write them too, but look for the prefix of every address anew.

use super::name::{Name, Space};
use crate::export::escape::Quoted;
use std::fmt;
use std::io::{self, Write};

/// What a triple says of its subject.
#[derive(Clone, Copy)]
pub(super) enum Object<'o> {
    Name(&'o Name<'o>),
    Text(&'o str),
    /// A text of a type of XML Schema.
    Typed(&'o str, &'static str),
}

/// Where triples go.
pub(super) trait Triples {
    /// One of them; `document` is that whose sentence it is about.
    fn put(&mut self, subject: &Name, property: &Name, object: Object, document: Option<&Name>) -> io::Result<()>;

    /// The end.
    fn finish(&mut self) -> io::Result<()>;
}

/// N-Quads.
pub(super) struct Lines<'w>(pub &'w mut dyn Write);

impl Triples for Lines<'_> {
    fn put(&mut self, subject: &Name, property: &Name, object: Object, document: Option<&Name>) -> io::Result<()> {
        write!(self.0, "{} {} ", Whole(subject), Whole(property))?;
        match object {
            Object::Name(name) => write!(self.0, "{}", Whole(name))?,
            Object::Text(text) => write!(self.0, "{}", quoted(text))?,
            Object::Typed(text, kind) => write!(self.0, "{}^^{}", quoted(text), Whole(&Name::of(Space::Xsd, kind)))?,
        }
        match document {
            Some(document) => writeln!(self.0, " {} .", Whole(document)),
            None => writeln!(self.0, " ."),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The subject and the property that are being written of.
#[derive(Default)]
struct Place {
    subject: Option<Name<'static>>,
    property: Option<Name<'static>>,
}

/// What changes from one triple to the next.
enum Step {
    Subject,
    Property,
    Object,
}

impl Place {
    fn step(&mut self, subject: &Name, property: &Name) -> Step {
        let step = match (&self.subject, &self.property) {
            (Some(s), Some(p)) if s == subject && p == property => return Step::Object,
            (Some(s), _) if s == subject => Step::Property,
            _ => Step::Subject,
        };
        if let Step::Subject = step {
            self.subject = Some(subject.owned());
        }
        self.property = Some(property.owned());
        step
    }
}

/// Turtle.
pub(super) struct Turtle<'w> {
    out: &'w mut dyn Write,
    place: Place,
}

impl<'w> Turtle<'w> {
    pub fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        for space in Space::ALL {
            let (prefix, address) = space.prefix();
            writeln!(out, "@prefix {prefix}: <{address}> .")?;
        }
        Ok(Self { out, place: Place::default() })
    }
}

impl Triples for Turtle<'_> {
    fn put(&mut self, subject: &Name, property: &Name, object: Object, _: Option<&Name>) -> io::Result<()> {
        let first = self.place.subject.is_none();
        match self.place.step(subject, property) {
            Step::Subject => {
                let end = if first { "\n" } else { " .\n" };
                write!(self.out, "{end}{} {} ", Short(subject), Verb(property))?;
            }
            Step::Property => write!(self.out, " ;\n\t{} ", Verb(property))?,
            Step::Object => write!(self.out, " , ")?,
        }
        match object {
            Object::Name(name) => write!(self.out, "{}", Short(name)),
            Object::Text(text) => write!(self.out, "{}", quoted(text)),
            Object::Typed(text, "integer") => write!(self.out, "{text}"),
            // Without a point it would be an integer.
            Object::Typed(text, "decimal") if text.contains('.') => write!(self.out, "{text}"),
            Object::Typed(text, kind) => write!(self.out, "{}^^xsd:{kind}", quoted(text)),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.place.subject.is_some() { writeln!(self.out, " .") } else { Ok(()) }
    }
}

/// JSON-LD.
pub(super) struct Json<'w> {
    out: &'w mut dyn Write,
    place: Place,
}

impl<'w> Json<'w> {
    pub fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        write!(out, "{{\"@context\": {{")?;
        for (n, space) in Space::ALL.into_iter().enumerate() {
            let (prefix, address) = space.prefix();
            write!(out, "{}\n  \"{prefix}\": \"{address}\"", if n > 0 { "," } else { "" })?;
        }
        write!(out, "}},\n \"@graph\": [")?;
        Ok(Self { out, place: Place::default() })
    }
}

impl Triples for Json<'_> {
    fn put(&mut self, subject: &Name, property: &Name, object: Object, _: Option<&Name>) -> io::Result<()> {
        let first = self.place.subject.is_none();
        let is_type = is_type(property);
        match self.place.step(subject, property) {
            Step::Subject => {
                let end = if first { "\n  " } else { "]},\n  " };
                write!(self.out, "{end}{{\"@id\":\"{}\",{}:[", Compact(subject), Key(property))?;
            }
            Step::Property => write!(self.out, "],{}:[", Key(property))?,
            Step::Object => write!(self.out, ",")?,
        }
        match object {
            Object::Name(name) if is_type => write!(self.out, "\"{}\"", Compact(name)),
            Object::Name(name) => write!(self.out, "{{\"@id\":\"{}\"}}", Compact(name)),
            Object::Text(text) => serde_json::to_writer(&mut *self.out, text).map_err(io::Error::from),
            Object::Typed(text, kind) => write!(self.out, "{{\"@value\":\"{text}\",\"@type\":\"xsd:{kind}\"}}"),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        let end = if self.place.subject.is_some() { "]}" } else { "" };
        writeln!(self.out, "{end}]}}")
    }
}

fn is_type(property: &Name) -> bool {
    property.space == Space::Rdf && property.local == "type"
}

/// `<address>`.
struct Whole<'n>(&'n Name<'n>);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}{}>", self.0.space.prefix().1, self.0.local)
    }
}

/// `prefix:local` for JSON, in which no character of ours needs an escape.
struct Compact<'n>(&'n Name<'n>);

impl fmt::Display for Compact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.space {
            Space::Elsewhere => f.write_str(&self.0.local),
            space => write!(f, "{}:{}", space.prefix().0, self.0.local),
        }
    }
}

/// The key of a property in JSON-LD.
struct Key<'n>(&'n Name<'n>);

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_type(self.0) { f.write_str("\"@type\"") } else { write!(f, "\"{}\"", Compact(self.0)) }
    }
}

/// A property in Turtle.
struct Verb<'n>(&'n Name<'n>);

impl fmt::Display for Verb<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_type(self.0) { f.write_str("a") } else { Short(self.0).fmt(f) }
    }
}

/// `prefix:local` for Turtle, where some characters are escaped in some places (`PN_LOCAL`).
struct Short<'n>(&'n Name<'n>);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.space == Space::Elsewhere {
            return Whole(self.0).fmt(f);
        }
        write!(f, "{}:", self.0.space.prefix().0)?;
        let local = self.0.local.as_ref();
        let mut start = 0;
        for (at, c) in local.char_indices() {
            let escaped = match c {
                '~' => true,
                '-' => at == 0,
                '.' => at == 0 || at + 1 == local.len(),
                _ => false,
            };
            if escaped {
                write!(f, "{}\\{c}", &local[start..at])?;
                start = at + 1;
            }
        }
        f.write_str(&local[start..])
    }
}

/// A string of Turtle and N-Quads.
fn quoted(text: &str) -> Quoted<'_> {
    Quoted { text, quote: '"' }
}
