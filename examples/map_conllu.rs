//! A graph from the trees of any parser: the stages behind the reader, used as a library.
//!
//! `cargo run --example map_conllu ARTICLE.txt TREES.conllu` writes the graph as JSON. The trees are CoNLL-U of Universal Dependencies
//! whose words stand in the article.

use powermap::document::Document;
use powermap::entities::{self, Gazetteer};
use powermap::graph::Graph;
use powermap::reading::conllu;
use powermap::relations::{self, Ontology};
use std::error::Error;
use std::io::Write;
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [article, trees] = files.as_slice() else {
        return Err("usage: map_conllu ARTICLE.txt TREES.conllu".into());
    };
    let document = Document::load(article.as_ref())?;
    let reading = conllu::parse_for(&document.text, &fs::read_to_string(trees)?)?;
    let entities = entities::resolve(&document, &reading, Gazetteer::shipped());
    let ontology = Ontology::built_in();
    let relations = relations::extract(&document, &reading, &entities, &ontology, None);
    let graph = Graph::of_document(&document, &reading, &entities, &relations, &ontology);
    io::stdout().write_all(graph.to_json().as_bytes())?;
    Ok(())
}
