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

mod name;
mod syntax;

use super::Options;
use super::columns::decimal;
use crate::entities::EntityType;
use crate::graph::{Date, Evidence, Grain, Graph, Node, Relation, Source};
use crate::relations::{Ontology, Status};
use name::{Name, Space, encoded};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use syntax::{Json, Lines, Object, Triples, Turtle};

const TYPE: Name = Name::of(Space::Rdf, "type");
const LABEL: Name = Name::of(Space::Rdfs, "label");

/// The graph as Turtle (<https://www.w3.org/TR/turtle/>).
pub(super) fn write_turtle(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write(graph, options, &mut Turtle::new(out)?)
}

/// The graph as N-Quads (<https://www.w3.org/TR/n-quads/>).
pub(super) fn write_nquads(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write(graph, options, &mut Lines(out))
}

/// The graph as JSON-LD (<https://www.w3.org/TR/json-ld11/>).
pub(super) fn write_jsonld(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    write(graph, options, &mut Json::new(out)?)
}

/// What is said of one subject.
struct Subject<'s> {
    triples: &'s mut dyn Triples,
    name: Name<'s>,
    /// The document whose sentence it is.
    document: Option<Name<'s>>,
}

impl<'s> Subject<'s> {
    fn new(triples: &'s mut dyn Triples, name: Name<'s>) -> Self {
        Self { triples, name, document: None }
    }

    fn put(&mut self, property: &Name, object: Object) -> io::Result<()> {
        self.triples.put(&self.name, property, object, self.document.as_ref())
    }

    fn name(&mut self, property: &Name, object: &Name) -> io::Result<()> {
        self.put(property, Object::Name(object))
    }

    fn text(&mut self, space: Space, property: &'static str, text: &str) -> io::Result<()> {
        self.put(&Name::of(space, property), Object::Text(text))
    }

    fn number(&mut self, property: &'static str, number: usize) -> io::Result<()> {
        self.put(&Name::of(Space::Pm, property), Object::Typed(&number.to_string(), "integer"))
    }

    fn decimal(&mut self, property: &'static str, number: f32) -> io::Result<()> {
        self.put(&Name::of(Space::Pm, property), Object::Typed(&decimal(number), "decimal"))
    }

    /// A day, month or year; other words as they are.
    fn date(&mut self, property: &Name, date: &str) -> io::Result<()> {
        let kind = match date.parse::<Date>().map(Date::grain) {
            Ok(Grain::Day) if date.len() == 10 => "date",
            Ok(Grain::Month) if date.len() == 7 => "gYearMonth",
            Ok(Grain::Year) if date.len() == 4 => "gYear",
            _ => return self.put(property, Object::Text(date)),
        };
        self.put(property, Object::Typed(date, kind))
    }
}

fn write(graph: &Graph, options: &Options, triples: &mut dyn Triples) -> io::Result<()> {
    let used: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    for name in used {
        write_property(triples, name, options.ontology)?;
    }
    for source in graph.documents() {
        write_document(triples, source)?;
    }
    for (index, node) in graph.nodes() {
        let mut subject = write_entity(triples, node)?;
        // With the entity, so that all of one subject stands together.
        for relation in graph.edges_from(index) {
            write_asserted(&mut subject, &relation, options.ontology)?;
        }
    }
    for relation in graph.edges() {
        write_statement(triples, &relation)?;
    }
    triples.finish()
}

fn write_property(triples: &mut dyn Triples, name: &str, ontology: &Ontology) -> io::Result<()> {
    let mut property = Subject::new(triples, term(name));
    property.name(&TYPE, &Name::of(Space::Rdf, "Property"))?;
    let Some(kind) = ontology.relation(name) else { return property.put(&LABEL, Object::Text(name)) };
    if kind.symmetric {
        property.name(&TYPE, &Name::of(Space::Owl, "SymmetricProperty"))?;
    }
    property.put(&LABEL, Object::Text(&kind.label))?;
    for address in kind.same_as.iter().filter_map(|address| Name::elsewhere(address)) {
        property.name(&Name::of(Space::Rdfs, "subPropertyOf"), &address)?;
    }
    Ok(())
}

fn write_document(triples: &mut dyn Triples, source: &Source) -> io::Result<()> {
    let mut document = Subject::new(triples, document(&source.id));
    document.name(&TYPE, &Name::of(Space::Schema, "NewsArticle"))?;
    document.text(Space::Schema, "identifier", &source.id)?;
    if let Some(title) = &source.title {
        document.text(Space::Schema, "headline", title)?;
    }
    if let Some(date) = &source.date {
        document.date(&Name::of(Space::Schema, "datePublished"), date)?;
    }
    if let Some(url) = &source.url {
        document.text(Space::Schema, "url", url)?;
    }
    document.text(Space::Pm, "source", &source.source)?;
    document.text(Space::Pm, "sha256", &source.sha256)
}

fn write_entity<'t>(triples: &'t mut dyn Triples, node: &Node) -> io::Result<Subject<'t>> {
    let mut entity = Subject::new(triples, entity(&node.id));
    let class = match node.kind {
        EntityType::Person => Name::of(Space::Schema, "Person"),
        EntityType::Organization => Name::of(Space::Schema, "Organization"),
        EntityType::Place => Name::of(Space::Schema, "Place"),
        EntityType::Group => Name::of(Space::Foaf, "Group"),
        EntityType::Event => Name::of(Space::Schema, "Event"),
        EntityType::Plan => Name::of(Space::Prov, "Plan"),
    };
    entity.name(&TYPE, &class)?;
    entity.put(&LABEL, Object::Text(&node.name))?;
    entity.text(Space::Schema, "name", &node.name)?;
    entity.text(Space::Pm, "id", &node.id)?;
    for alias in node.aliases.iter().filter(|alias| **alias != node.name) {
        entity.text(Space::Schema, "alternateName", alias)?;
    }
    if let Some(code) = &node.code {
        entity.text(Space::Pm, "code", code)?;
        if let Some(property) = wikidata_property(code).filter(|_| node.kind == EntityType::Place) {
            entity.text(Space::Wikidata, property, code)?;
        }
    }
    entity.number("mentions", node.mentions)?;
    for id in &node.documents {
        entity.name(&Name::of(Space::Schema, "subjectOf"), &document(id))?;
    }
    Ok(entity)
}

/// The property of Wikidata that has this kind of ISO 3166 code.
fn wikidata_property(code: &str) -> Option<&'static str> {
    let capitals = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase());
    match code.split_once('-') {
        Some((country, _)) if country.len() == 2 && capitals(country) => Some("P300"),
        None if code.len() == 2 && capitals(code) => Some("P297"),
        None if code.len() == 3 && capitals(code) => Some("P298"),
        _ => None,
    }
}

fn write_asserted(source: &mut Subject, relation: &Relation, ontology: &Ontology) -> io::Result<()> {
    let edge = relation.edge;
    if edge.status != Status::Asserted {
        return Ok(());
    }
    let target = entity(&relation.target.id);
    source.name(&term(&edge.relation), &target)?;
    let same = ontology.relation(&edge.relation).map_or(&[][..], |kind| &kind.same_as);
    same.iter().filter_map(|address| Name::elsewhere(address)).try_for_each(|address| source.name(&address, &target))
}

fn write_statement(triples: &mut dyn Triples, relation: &Relation) -> io::Result<()> {
    let Relation { source, target, edge, .. } = *relation;
    let [source, key, target] = [&source.id, &edge.key(), &target.id].map(|part| encoded(part));
    let ends = format!("{source}:{key}:{target}");
    let sentence = |n: usize| Name { space: Space::Evidence, local: Cow::Owned(format!("{ends}:{n}")) };
    let mut statement = Subject::new(triples, Name { space: Space::Statement, local: Cow::Borrowed(&ends) });
    statement.name(&TYPE, &Name::of(Space::Rdf, "Statement"))?;
    let end = |local: &'_ str| Name { space: Space::Entity, local: Cow::Owned(local.to_owned()) };
    statement.name(&Name::of(Space::Rdf, "subject"), &end(&source))?;
    statement.name(&Name::of(Space::Rdf, "predicate"), &term(&edge.relation))?;
    statement.name(&Name::of(Space::Rdf, "object"), &end(&target))?;
    statement.text(Space::Pm, "status", edge.status.as_str())?;
    statement.decimal("confidence", edge.confidence)?;
    statement.number("count", edge.count)?;
    for (property, date) in [("firstSeen", edge.first_seen), ("lastSeen", edge.last_seen)] {
        if let Some(date) = date {
            statement.date(&Name::of(Space::Pm, property), &date.to_string())?;
        }
    }
    for n in 0..edge.evidence.len() {
        statement.name(&Name::of(Space::Prov, "wasDerivedFrom"), &sentence(n))?;
    }
    for (n, evidence) in edge.evidence.iter().enumerate() {
        write_evidence(triples, sentence(n), evidence)?;
    }
    Ok(())
}

fn write_evidence(triples: &mut dyn Triples, name: Name, evidence: &Evidence) -> io::Result<()> {
    let document = document(&evidence.document);
    let mut sentence = Subject { triples, name, document: Some(document.clone()) };
    sentence.name(&TYPE, &Name::of(Space::Prov, "Entity"))?;
    sentence.text(Space::Prov, "value", &evidence.text)?;
    sentence.name(&Name::of(Space::Prov, "wasQuotedFrom"), &document)?;
    sentence.text(Space::Pm, "status", evidence.status.as_str())?;
    sentence.decimal("confidence", evidence.confidence)?;
    sentence.text(Space::Pm, "foundBy", &evidence.by)?;
    if let Some(name) = &evidence.attributed_to {
        sentence.text(Space::Pm, "attributedTo", name)?;
    }
    sentence.number("sentence", evidence.sentence)?;
    for (property, span) in [
        ("span", Some(evidence.span)),
        ("sourceSpan", Some(evidence.source_span)),
        ("targetSpan", Some(evidence.target_span)),
        ("cueSpan", evidence.cue_span),
        ("attributedToSpan", evidence.attributed_to_span),
    ] {
        if let Some(span) = span {
            sentence.text(Space::Pm, property, &format!("{}-{}", span.start, span.end))?;
        }
    }
    Ok(())
}

fn term(name: &str) -> Name<'static> {
    Name::called(Space::Pm, name)
}

fn entity(id: &str) -> Name<'static> {
    Name::called(Space::Entity, id)
}

fn document(id: &str) -> Name<'static> {
    Name::called(Space::Document, id)
}

#[cfg(test)]
mod tests;
