use super::*;
use crate::export::Format;
use crate::export::tests::written;
use crate::graph::samples;
use oxrdf::{Dataset, GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use proptest::prelude::*;

#[test]
fn turtle_reads_like_this() {
    insta::assert_snapshot!(written(Format::Turtle, &samples::dinner().graph()));
}

#[test]
fn codes_of_places_are_wikidatas_too() {
    assert_eq!(wikidata_property("ITA"), Some("P298"));
    assert_eq!(wikidata_property("US-GA"), Some("P300"));
    assert_eq!(wikidata_property("Q30"), None);
}

fn address(name: &Name) -> NamedNode {
    NamedNode::new(format!("{}{}", name.space.prefix().1, name.local)).unwrap()
}

#[test]
fn names_are_addresses_of_every_syntax() {
    for id in ["", "-a.", ".", "~b", "a~-.c%", "ünï", "x:y/#?@"] {
        let graph = samples::Sample::new("d", &["A."]).entity("A", EntityType::Person, &["A"]).graph();
        let json = graph.to_json().replace("\"id\":\"a\"", &format!("\"id\":{}", serde_json::to_string(id).unwrap()));
        let graph = Graph::from_json(&json).unwrap();
        let turtle = written(Format::Turtle, &graph);
        let found = oxttl::TurtleParser::new().for_slice(&turtle).map(Result::unwrap);
        assert!(
            found.into_iter().any(|t| t.subject == NamedOrBlankNode::from(address(&entity(id)))),
            "{id:?} in {turtle}"
        );
    }
    for word in ["", "a", "no scheme:", "urn:a b", "urn:<a>"] {
        assert_eq!(Name::elsewhere(word), None, "{word:?}");
    }
    assert!(Name::elsewhere("https://schema.org/memberOf").is_some());
}

/// All quads without their graphs, sorted.
fn triples(quads: impl IntoIterator<Item = Quad>) -> Vec<String> {
    let mut triples: Vec<String> =
        quads.into_iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }.to_string()).collect();
    triples.sort();
    triples
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_three_formats_say_the_same_and_all_is_read_back(graph in samples::any_graph()) {
        let turtle = written(Format::Turtle, &graph);
        let turtle = triples(oxttl::TurtleParser::new().for_slice(&turtle).map(|t| t.unwrap().in_graph(GraphName::DefaultGraph)));
        let nquads = written(Format::Nquads, &graph);
        let nquads: Vec<Quad> = oxttl::NQuadsParser::new().for_slice(&nquads).map(Result::unwrap).collect();
        let jsonld = written(Format::Jsonld, &graph);
        let jsonld = triples(oxjsonld::JsonLdParser::new().for_slice(&jsonld).map(Result::unwrap));
        prop_assert_eq!(&turtle, &triples(nquads.clone()));
        prop_assert_eq!(&turtle, &jsonld);
        let data: Dataset = nquads.into_iter().collect();
        let texts = |property: &str| -> Vec<String> {
            let property = NamedNodeRef::new_unchecked(property);
            let mut texts: Vec<String> = data.quads_for_predicate(property).map(|quad| match quad.object {
                TermRef::Literal(literal) => literal.value().to_owned(),
                other => panic!("{other} is no text"),
            }).collect();
            texts.sort();
            texts
        };
        let sorted = |texts: Vec<String>| { let mut texts = texts; texts.sort(); texts };
        prop_assert_eq!(texts("urn:powermap:terms:id"), sorted(graph.nodes().map(|(_, n)| n.id.clone()).collect()));
        let statuses = graph.edges().flat_map(|r| r.edge.evidence.iter().map(|e| e.status).chain([r.edge.status]));
        prop_assert_eq!(texts("urn:powermap:terms:status"), sorted(statuses.map(|s| s.as_str().to_owned()).collect()));
        let sentences = graph.edges().flat_map(|r| r.edge.evidence.iter().map(|e| e.text.clone()));
        prop_assert_eq!(texts("http://www.w3.org/ns/prov#value"), sorted(sentences.collect()));
        // What is asserted, and nothing else, is a triple of its own.
        for relation in graph.edges() {
            let quad = Quad::new(
                NamedOrBlankNode::from(address(&entity(&relation.source.id))),
                address(&term(&relation.edge.relation)),
                Term::from(address(&entity(&relation.target.id))),
                GraphName::DefaultGraph,
            );
            let asserted = graph.edges().any(|r| {
                (&r.source.id, &r.target.id) == (&relation.source.id, &relation.target.id)
                    && r.edge.relation == relation.edge.relation
                    && r.edge.status == Status::Asserted
            });
            prop_assert_eq!(data.contains(&quad), asserted);
        }
    }
}
