//! Addresses (IRIs), as the vocabulary or space that they are of and the part behind it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Where an address is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Our own terms.
    Pm,
    Entity,
    Document,
    Statement,
    Evidence,
    Rdf,
    Rdfs,
    Xsd,
    Owl,
    Schema,
    Foaf,
    Prov,
    Wikidata,
    /// None of these: the whole address is the part behind.
    Elsewhere,
}

impl Space {
    /// Those that have a prefix.
    pub const ALL: [Self; 13] = [
        Self::Pm,
        Self::Entity,
        Self::Document,
        Self::Statement,
        Self::Evidence,
        Self::Rdf,
        Self::Rdfs,
        Self::Xsd,
        Self::Owl,
        Self::Schema,
        Self::Foaf,
        Self::Prov,
        Self::Wikidata,
    ];

    /// The prefix and what it stands for.
    pub fn prefix(self) -> (&'static str, &'static str) {
        match self {
            Self::Pm => ("pm", "urn:powermap:terms:"),
            Self::Entity => ("ent", "urn:powermap:entity:"),
            Self::Document => ("doc", "urn:powermap:document:"),
            Self::Statement => ("st", "urn:powermap:statement:"),
            Self::Evidence => ("ev", "urn:powermap:evidence:"),
            Self::Rdf => ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            Self::Rdfs => ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            Self::Xsd => ("xsd", "http://www.w3.org/2001/XMLSchema#"),
            Self::Owl => ("owl", "http://www.w3.org/2002/07/owl#"),
            Self::Schema => ("schema", "https://schema.org/"),
            Self::Foaf => ("foaf", "http://xmlns.com/foaf/0.1/"),
            Self::Prov => ("prov", "http://www.w3.org/ns/prov#"),
            Self::Wikidata => ("wdt", "http://www.wikidata.org/prop/direct/"),
            Self::Elsewhere => ("", ""),
        }
    }
}

/// An address. The part behind the space has unreserved characters, `:` and `%XX` only, or else is a whole address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name<'n> {
    pub space: Space,
    pub local: Cow<'n, str>,
}

impl Name<'_> {
    /// A term of a vocabulary.
    pub const fn of(space: Space, local: &'static str) -> Name<'static> {
        Name { space, local: Cow::Borrowed(local) }
    }

    /// The address of what is called by any text.
    pub fn called(space: Space, text: &str) -> Name<'static> {
        Name { space, local: Cow::Owned(encoded(text)) }
    }

    /// A whole address; none where it can be none.
    pub fn elsewhere(address: &str) -> Option<Name<'_>> {
        let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
        let plain = |c: char| c.is_ascii_graphic() && !"<>\"{}|^`\\".contains(c);
        (scheme && address.chars().all(plain))
            .then_some(Name { space: Space::Elsewhere, local: Cow::Borrowed(address) })
    }

    /// The same on its own.
    pub fn owned(&self) -> Name<'static> {
        Name { space: self.space, local: Cow::Owned(self.local.clone().into_owned()) }
    }
}

/// Any text as a part of an address: all but unreserved characters as `%XX` (RFC 3986).
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}
