//! From an article to its graph, with the model in the binary.

use super::helpers::Folder;
use serde_json::Value;

const PALERMO: &str = include_str!("../../seeds/palermo.txt");

#[test]
fn an_article_becomes_a_graph_whose_offsets_are_its_own() {
    let folder = Folder::new();
    folder.write("palermo.txt", PALERMO);
    folder.run(&["extract", "palermo.txt", "-o", "map.json"]).must_succeed();
    let graph: Value = serde_json::from_str(&folder.read("map.json")).unwrap();
    let edges = graph["edges"].as_array().unwrap();
    let has = |source: &str, relation: &str, target: &str| {
        edges.iter().any(|e| e["source"] == source && e["relation"] == relation && e["target"] == target)
    };
    assert!(has("giuseppe-conte", "leads", "italy"), "{edges:#?}");
    assert!(has("mikhail-bogdanov", "member_of", "russia"), "{edges:#?}");
    let text = PALERMO.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    for evidence in edges.iter().flat_map(|e| e["evidence"].as_array().unwrap()) {
        let at = |value: &Value| value.as_u64().unwrap() as usize;
        assert_eq!(text.get(at(&evidence["start"])..at(&evidence["end"])), evidence["text"].as_str());
        for span in ["source_span", "target_span"] {
            let words = text.get(at(&evidence[span][0])..at(&evidence[span][1]));
            assert!(words.is_some_and(|w| !w.is_empty()), "{span} of {evidence}");
        }
    }
    assert!(graph["graph"]["model"].is_string());
}

#[test]
fn neither_the_order_of_files_nor_the_number_of_threads_changes_a_byte() {
    let folder = Folder::new();
    folder.write("a.txt", "Norwegian Prime Minister Erna Holm met Swedish President Lars Berg in Oslo on Monday.");
    folder.write("b.txt", "Lars Berg, the president of Sweden, condemned Russia. Norway backs the Oslo plan.");
    folder.write("c.txt", "Erna Holm denied backing the Oslo plan.");
    let first = folder.run(&["extract", "a.txt", "b.txt", "c.txt", "--threads", "1"]).must_succeed().out;
    assert!(first.contains("\"edges\": [\n"), "{first}");
    assert_eq!(folder.run(&["extract", "c.txt", "a.txt", "b.txt", "--threads", "3"]).must_succeed().out, first);
}

#[test]
fn questions_can_be_asked_of_an_article_and_of_standard_input() {
    let folder = Folder::new();
    folder.write("palermo.txt", PALERMO);
    folder.run(&["who", "leads", "italy", "palermo.txt"]).must_succeed().must_contain("Giuseppe Conte leads Italy");
    folder.run_with(PALERMO, &["show", "conte"]).must_succeed().must_contain("id giuseppe-conte");
    folder.run_with(PALERMO, &["read", "-"]).must_succeed().must_contain("# newdoc id = stdin\n");
    folder.run(&["--version"]).must_succeed().must_contain("(model ");
}
