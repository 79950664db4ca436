//! `powermap explain`: an article read again to tell why an edge is there.

use super::helpers::{Folder, SUMMIT};
use serde_json::Value;

const TALKS: &str = "Norwegian Prime Minister Erna Holm arrived in Stockholm on Monday. \
    She met Swedish President Lars Berg. Berg said that Sweden supports Holm.";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("talks.txt", TALKS);
    folder
}

#[test]
fn an_edge_is_explained_from_the_pronoun_to_the_name() {
    let run = folder().run(&["explain", "talks.txt", "holm", "meets", "Lars Berg"]).must_succeed();
    for words in [
        "talks, sentence 2\n",
        "[cue: met]",
        "pattern:meets.",
        ", model ",
        "source: subject",
        "met VERB root [cue]\n",
        "She PRON nsubj [",
        "Lars PROPN obj [",
        "Erna Holm (1) > She (2)\n",
    ] {
        assert!(run.out.contains(words), "{words:?} in\n{}", run.out);
    }
}

#[test]
fn who_says_so_and_what_gives_the_status_are_told() {
    folder()
        .run(&["explain", "talks.txt", "Sweden", "supports", "Holm"])
        .must_succeed()
        .must_contain("status    reported: \"said\"\n")
        .must_contain("says      Lars Berg (\"Berg\")\n");
}

#[test]
fn the_json_holds_all_of_it() {
    let run = folder().run(&["explain", "talks.txt", "Sweden", "supports", "Holm", "--format", "json"]).must_succeed();
    let value: Value = serde_json::from_str(&run.out).unwrap();
    let evidence = &value["edges"][0]["evidence"][0];
    assert_eq!((&evidence["status"], &evidence["attributed_to"]), (&"reported".into(), &"Lars Berg".into()));
    let span = |name: &str| {
        let at = |k: usize| usize::try_from(evidence[name][k].as_u64().unwrap()).unwrap();
        &TALKS[at(0)..at(1)]
    };
    assert_eq!([span("attributed_to_span"), span("status_cue_span"), span("cue_span")], ["Berg", "said", "supports"]);
    assert!(evidence["tree"].as_array().unwrap().len() >= 3 && evidence["model"].is_number(), "{evidence}");
}

#[test]
fn a_graph_is_explained_while_its_article_is_there_unchanged() {
    let folder = folder();
    folder.run(&["extract", "talks.txt", "-o", "map.json"]).must_succeed();
    let arguments = |file: &'static str| ["explain", file, "holm", "meets", "berg"];
    let of_article = folder.run(&arguments("talks.txt")).must_succeed().out;
    assert_eq!(folder.run(&arguments("map.json")).must_succeed().out, of_article);
    folder.write("talks.txt", "Other words.");
    folder.run(&arguments("map.json")).must_fail(1).must_say(&[
        "talks.txt: has changed since the graph was made of it; make the graph again with `powermap extract`",
    ]);
    std::fs::remove_file(folder.path("talks.txt")).unwrap();
    folder.run(&arguments("map.json")).must_fail(1).must_say(&[
        "talks.txt: the article of the graph is not there; put it back, or give the article in place of the graph",
    ]);
    folder.write("summit.json", SUMMIT);
    let run = folder.run(&["explain", "summit.json", "Lang", "leads", "Norland"]).must_fail(1);
    assert!(run.err.starts_with("powermap: summit.txt: the article of the graph is not there"), "{}", run.err);
}

#[test]
fn where_there_is_no_edge_the_nearest_is_named() {
    let folder = folder();
    let run = folder.run(&["explain", "talks.txt", "holm", "attacks", "berg"]).must_fail(1);
    assert!(run.err.starts_with("powermap: no edge says: Erna Holm attacks Lars Berg; there is: "), "{}", run.err);
    assert!(run.err.contains(" meets ") && run.err.contains("the model's nearest guesses: "), "{}", run.err);
    assert_eq!((run.err.lines().count(), run.out.as_str()), (1, ""));
    let run = folder.run(&["explain", "talks.txt", "Erna Holn", "meets", "berg"]).must_fail(1);
    assert!(run.err.contains("did you mean \"Erna Holm\"?"), "{}", run.err);
    folder.run(&["explain", "talks.txt", "holm", "meets"]).must_fail(2);
}
