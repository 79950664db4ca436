//! Any bytes through all stages: a document's graph can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use powermap::document::{Document, Format};
use powermap::export;
use powermap::graph::Graph;
use powermap::pipeline::Pipeline;
use powermap::relations::Ontology;
use std::sync::LazyLock;

static PIPELINE: LazyLock<(Pipeline, Ontology)> = LazyLock::new(|| {
    let ontology = Ontology::built_in();
    (Pipeline::new(ontology.clone()).expect("the model fits the program"), ontology)
});

fuzz_target!(|bytes: &[u8]| {
    let (pipeline, ontology) = &*PIPELINE;
    let Ok(document) = Document::from_bytes(bytes, "-", Format::Text) else { return };
    let (graph, options, mut written) = (pipeline.graph(&document), export::Options::new(ontology), Vec::new());
    export::Format::Json.write(&graph, &options, &mut written).expect("a vector takes all");
    let written = std::str::from_utf8(&written).expect("JSON is UTF-8");
    Graph::from_json(written).expect("what was written can be read");
});
