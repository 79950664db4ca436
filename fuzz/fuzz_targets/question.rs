//! No words may make the understanding of questions panic, and what is told of them is one line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use powermap::graph::Graph;
use powermap::query;
use powermap::reading::Reader;
use powermap::relations::Ontology;
use std::sync::LazyLock;

static GRAPH: LazyLock<Graph> = LazyLock::new(|| {
    Graph::from_json(include_str!("../../tests/suite/data/archive.json")).expect("the tests read it too")
});
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(Ontology::built_in);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().expect("the model is part of the program"));

/// Words that questions are made of, so that not all bytes are noise.
const WORDS: &[&str] = &[
    "who", "whom", "which", "countries", "backs", "does", "not", "but", "and", "or", "Hallam", "Corti", "Norland", "'s", ",", "in", "May",
    "2018", "between", "the", "how", "is", "connected", "to", "when", "many", "said", "UN plan", "?",
];

fuzz_target!(|bytes: &[u8]| {
    let question: Vec<String> = match bytes.split_first() {
        Some((first, rest)) if first % 2 == 0 => {
            rest.iter().take(16).map(|byte| WORDS[usize::from(*byte) % WORDS.len()].to_owned()).collect()
        }
        _ => vec![String::from_utf8_lossy(bytes).chars().take(200).collect()],
    };
    let question = question.join(" ");
    let _ = query::possible_names(&question);
    match query::understand(&question, &GRAPH, &ONTOLOGY, &READER) {
        Ok(understood) => assert!(!understood.tell(&GRAPH, &ONTOLOGY).is_empty()),
        Err(error) => assert!(!error.to_string().contains('\n'), "{error}"),
    }
});
