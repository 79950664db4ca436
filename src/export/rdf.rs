//! RDF: Turtle, N-Quads and JSON-LD of the same triples.
//!
//! An asserted relation is a triple of its own (`ent:corti pm:supports ent:hallam`); what is only reported, planned, former
//! or denied is not, since a triple says that it is so. Every relation is also a statement (reification, as RDF 1.1 has it,
//! since most stores read no RDF-star) with status, confidence, and the sentences that it was derived from (PROV-O,
//! <https://www.w3.org/TR/prov-o/>). Types, names and documents are in schema.org's words; `same_as` of the ontology leads to
//! other vocabularies. What is ours has addresses that claim no place on the web: `urn:powermap:...`.
//!
//! Spans are the bytes of the document's text from the first to behind the last, as `35-74`.
//!
//! In N-Quads each sentence stands in the graph of its document, all else in the default graph.

use super::Options;
use super::columns::decimal;
use crate::entities::EntityType;
use crate::graph::{Evidence, Graph, Node, Relation, Source};
use crate::relations::{Ontology, Status};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{GraphNameRef, LiteralRef, NamedNode, NamedNodeRef, QuadRef, TermRef, TripleRef};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

const PREFIXES: [(&str, &str); 10] = [
    ("pm", "urn:powermap:terms:"),
    ("ent", "urn:powermap:entity:"),
    ("doc", "urn:powermap:document:"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("schema", "https://schema.org/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
];

/// The graph as Turtle (<https://www.w3.org/TR/turtle/>).
pub(super) fn write_turtle(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = oxttl::TurtleSerializer::new();
    for (prefix, address) in PREFIXES {
        serializer = serializer.with_prefix(prefix, address).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    write(graph, options, &mut |quad| writer.serialize_triple(TripleRef::from(quad)))?;
    writer.finish().map(|_| ())
}

/// The graph as N-Quads (<https://www.w3.org/TR/n-quads/>).
pub(super) fn write_nquads(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = oxttl::NQuadsSerializer::new().for_writer(out);
    write(graph, options, &mut |quad| writer.serialize_quad(quad))
}

/// The graph as JSON-LD (<https://www.w3.org/TR/json-ld11/>).
pub(super) fn write_jsonld(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = oxjsonld::JsonLdSerializer::new();
    for (prefix, address) in PREFIXES {
        serializer = serializer.with_prefix(prefix, address).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    write(graph, options, &mut |quad| {
        writer.serialize_quad(QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad })
    })?;
    writer.finish()?.write_all(b"\n")
}

/// Where quads go.
struct Quads<'w> {
    emit: &'w mut dyn FnMut(QuadRef) -> io::Result<()>,
    /// The document whose graph they are of.
    graph: Option<NamedNode>,
}

impl Quads<'_> {
    fn put<'t>(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<TermRef<'t>>) -> io::Result<()> {
        let graph_name = self.graph.as_ref().map_or(GraphNameRef::DefaultGraph, |graph| graph.as_ref().into());
        let predicate = NamedNodeRef::new_unchecked(predicate);
        (self.emit)(QuadRef { subject: subject.as_ref().into(), predicate, object: object.into(), graph_name })
    }

    fn text(&mut self, subject: &NamedNode, predicate: &str, text: &str) -> io::Result<()> {
        self.put(subject, predicate, LiteralRef::new_simple_literal(text))
    }

    fn number(&mut self, subject: &NamedNode, predicate: &str, number: usize) -> io::Result<()> {
        self.put(subject, predicate, LiteralRef::new_typed_literal(&number.to_string(), xsd::INTEGER))
    }

    fn decimal(&mut self, subject: &NamedNode, predicate: &str, number: f32) -> io::Result<()> {
        self.put(subject, predicate, LiteralRef::new_typed_literal(&decimal(number), xsd::DECIMAL))
    }

    /// A day, month or year; other words as they are.
    fn date(&mut self, subject: &NamedNode, predicate: &str, date: &str) -> io::Result<()> {
        let kind = match date.parse::<crate::graph::Date>().map(crate::graph::Date::grain) {
            Ok(crate::graph::Grain::Day) if date.len() == 10 => xsd::DATE,
            Ok(crate::graph::Grain::Month) => xsd::G_YEAR_MONTH,
            Ok(crate::graph::Grain::Year) => xsd::G_YEAR,
            _ => xsd::STRING,
        };
        self.put(subject, predicate, LiteralRef::new_typed_literal(date, kind))
    }
}

fn write(graph: &Graph, options: &Options, emit: &mut dyn FnMut(QuadRef) -> io::Result<()>) -> io::Result<()> {
    let mut quads = Quads { emit, graph: None };
    let used: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    for name in used {
        write_property(&mut quads, name, options.ontology)?;
    }
    for source in graph.documents() {
        write_document(&mut quads, source)?;
    }
    for (index, node) in graph.nodes() {
        write_entity(&mut quads, node)?;
        // With the entity, so that all of one subject stands together.
        for relation in graph.edges_from(index) {
            write_asserted(&mut quads, &relation, options.ontology)?;
        }
    }
    for relation in graph.edges() {
        write_statement(&mut quads, &relation)?;
    }
    Ok(())
}

fn write_property(quads: &mut Quads, name: &str, ontology: &Ontology) -> io::Result<()> {
    let property = term(name);
    quads.put(&property, rdf::TYPE.as_str(), rdf::PROPERTY)?;
    let Some(kind) = ontology.relation(name) else { return quads.text(&property, rdfs::LABEL.as_str(), name) };
    quads.text(&property, rdfs::LABEL.as_str(), &kind.label)?;
    if kind.symmetric {
        let symmetric = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#SymmetricProperty");
        quads.put(&property, rdf::TYPE.as_str(), symmetric)?;
    }
    for address in addresses(&kind.same_as) {
        quads.put(&property, rdfs::SUB_PROPERTY_OF.as_str(), address.as_ref())?;
    }
    Ok(())
}

/// Those of an ontology's addresses that are such.
fn addresses(words: &[String]) -> impl Iterator<Item = NamedNode> {
    words.iter().filter_map(|word| NamedNode::new(word).ok())
}

fn write_document(quads: &mut Quads, source: &Source) -> io::Result<()> {
    let document = document(&source.id);
    quads.put(&document, rdf::TYPE.as_str(), NamedNodeRef::new_unchecked("https://schema.org/NewsArticle"))?;
    quads.text(&document, "https://schema.org/identifier", &source.id)?;
    if let Some(title) = &source.title {
        quads.text(&document, "https://schema.org/headline", title)?;
    }
    if let Some(date) = &source.date {
        quads.date(&document, "https://schema.org/datePublished", date)?;
    }
    if let Some(url) = &source.url {
        quads.text(&document, "https://schema.org/url", url)?;
    }
    quads.text(&document, "urn:powermap:terms:source", &source.source)?;
    quads.text(&document, "urn:powermap:terms:sha256", &source.sha256)
}

fn write_entity(quads: &mut Quads, node: &Node) -> io::Result<()> {
    let entity = entity(&node.id);
    let class = match node.kind {
        EntityType::Person => "https://schema.org/Person",
        EntityType::Organization => "https://schema.org/Organization",
        EntityType::Place => "https://schema.org/Place",
        EntityType::Group => "http://xmlns.com/foaf/0.1/Group",
        EntityType::Event => "https://schema.org/Event",
        EntityType::Plan => "http://www.w3.org/ns/prov#Plan",
    };
    quads.put(&entity, rdf::TYPE.as_str(), NamedNodeRef::new_unchecked(class))?;
    quads.text(&entity, rdfs::LABEL.as_str(), &node.name)?;
    quads.text(&entity, "https://schema.org/name", &node.name)?;
    quads.text(&entity, "urn:powermap:terms:id", &node.id)?;
    for alias in node.aliases.iter().filter(|alias| **alias != node.name) {
        quads.text(&entity, "https://schema.org/alternateName", alias)?;
    }
    if let Some(code) = &node.code {
        quads.text(&entity, "urn:powermap:terms:code", code)?;
        if let Some(property) = wikidata_property(code).filter(|_| node.kind == EntityType::Place) {
            quads.text(&entity, property, code)?;
        }
    }
    quads.number(&entity, "urn:powermap:terms:mentions", node.mentions)?;
    for id in &node.documents {
        quads.put(&entity, "https://schema.org/subjectOf", document(id).as_ref())?;
    }
    Ok(())
}

/// The property of Wikidata that has this kind of ISO 3166 code.
fn wikidata_property(code: &str) -> Option<&'static str> {
    let capitals = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase());
    match code.split_once('-') {
        Some((country, _)) if country.len() == 2 && capitals(country) => {
            Some("http://www.wikidata.org/prop/direct/P300")
        }
        None if code.len() == 2 && capitals(code) => Some("http://www.wikidata.org/prop/direct/P297"),
        None if code.len() == 3 && capitals(code) => Some("http://www.wikidata.org/prop/direct/P298"),
        _ => None,
    }
}

fn write_asserted(quads: &mut Quads, relation: &Relation, ontology: &Ontology) -> io::Result<()> {
    let edge = relation.edge;
    if edge.status != Status::Asserted {
        return Ok(());
    }
    let [source, target] = [relation.source, relation.target].map(|node| entity(&node.id));
    quads.put(&source, term(&edge.relation).as_str(), target.as_ref())?;
    for address in ontology.relation(&edge.relation).into_iter().flat_map(|kind| addresses(&kind.same_as)) {
        quads.put(&source, address.as_str(), target.as_ref())?;
    }
    Ok(())
}

fn write_statement(quads: &mut Quads, relation: &Relation) -> io::Result<()> {
    let Relation { source, target, edge, .. } = *relation;
    let ends = [&source.id, &edge.key(), &target.id].map(|part| encoded(part)).join(":");
    let statement = NamedNode::new_unchecked(format!("urn:powermap:statement:{ends}"));
    quads.put(&statement, rdf::TYPE.as_str(), rdf::STATEMENT)?;
    quads.put(&statement, rdf::SUBJECT.as_str(), entity(&source.id).as_ref())?;
    quads.put(&statement, rdf::PREDICATE.as_str(), term(&edge.relation).as_ref())?;
    quads.put(&statement, rdf::OBJECT.as_str(), entity(&target.id).as_ref())?;
    quads.text(&statement, "urn:powermap:terms:status", edge.status.as_str())?;
    quads.decimal(&statement, "urn:powermap:terms:confidence", edge.confidence)?;
    quads.number(&statement, "urn:powermap:terms:count", edge.count)?;
    for (property, date) in
        [("urn:powermap:terms:firstSeen", edge.first_seen), ("urn:powermap:terms:lastSeen", edge.last_seen)]
    {
        if let Some(date) = date {
            quads.date(&statement, property, &date.to_string())?;
        }
    }
    let sentence = |n: usize| NamedNode::new_unchecked(format!("urn:powermap:evidence:{ends}:{n}"));
    for n in 0..edge.evidence.len() {
        quads.put(&statement, "http://www.w3.org/ns/prov#wasDerivedFrom", sentence(n).as_ref())?;
    }
    for (n, evidence) in edge.evidence.iter().enumerate() {
        quads.graph = Some(document(&evidence.document));
        write_evidence(quads, &sentence(n), evidence)?;
        quads.graph = None;
    }
    Ok(())
}

fn write_evidence(quads: &mut Quads, sentence: &NamedNode, evidence: &Evidence) -> io::Result<()> {
    quads.put(sentence, rdf::TYPE.as_str(), NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#Entity"))?;
    quads.text(sentence, "http://www.w3.org/ns/prov#value", &evidence.text)?;
    quads.put(sentence, "http://www.w3.org/ns/prov#wasQuotedFrom", document(&evidence.document).as_ref())?;
    quads.text(sentence, "urn:powermap:terms:status", evidence.status.as_str())?;
    quads.decimal(sentence, "urn:powermap:terms:confidence", evidence.confidence)?;
    quads.text(sentence, "urn:powermap:terms:foundBy", &evidence.by)?;
    if let Some(name) = &evidence.attributed_to {
        quads.text(sentence, "urn:powermap:terms:attributedTo", name)?;
    }
    quads.number(sentence, "urn:powermap:terms:sentence", evidence.sentence)?;
    for (property, span) in [
        ("urn:powermap:terms:span", Some(evidence.span)),
        ("urn:powermap:terms:sourceSpan", Some(evidence.source_span)),
        ("urn:powermap:terms:targetSpan", Some(evidence.target_span)),
        ("urn:powermap:terms:cueSpan", evidence.cue_span),
        ("urn:powermap:terms:attributedToSpan", evidence.attributed_to_span),
    ] {
        if let Some(span) = span {
            quads.text(sentence, property, &format!("{}-{}", span.start, span.end))?;
        }
    }
    Ok(())
}

fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:powermap:terms:{}", encoded(name)))
}

fn entity(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:powermap:entity:{}", encoded(id)))
}

fn document(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:powermap:document:{}", encoded(id)))
}

/// Any text as a part of an address: all but unreserved characters as `%XX` (RFC 3986).
fn encoded(text: &str) -> String {
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

#[cfg(test)]
#[path = "rdf_tests.rs"]
mod tests;
