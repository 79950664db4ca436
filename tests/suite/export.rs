//! `powermap export`: formats, what of a graph to show, and where it goes.

use super::helpers::Folder;
use super::questions::archive;
use std::fs;

const SUMMIT_KEYS: [&str; 5] = ["attends", "leads", "meets", "supports", "supports:negated"];

/// The keys of the relations that the options leave of the summit.
fn left(options: &[&str]) -> Vec<String> {
    let folder = Folder::with_summit();
    let out = folder.run(&[&["export", "summit.json", "--format", "json"], options].concat()).must_succeed().out;
    let key = |line: &str| Some(line.split("\"key\":\"").nth(1)?.split('"').next()?.to_owned());
    let mut keys: Vec<String> = out.lines().filter_map(key).collect();
    keys.sort();
    keys
}

#[test]
fn articles_graphs_and_stores_are_written_alike() {
    let folder = Folder::new();
    folder.write("a.txt", "Norland backs Angela Holm, who leads the Larkhaven Party.");
    folder.run(&["extract", "a.txt", "-o", "a.json"]).must_succeed();
    folder.run(&["add", "a.txt"]).must_succeed();
    // A store knows where its articles are from any folder.
    let body = |json: &str| json.split_once(" \"nodes\":").unwrap().1.to_owned();
    let written = body(&folder.read("a.json"));
    for source in [&["a.txt"][..], &["a.json"], &["powermap.db"], &["--store", "powermap.db"], &[]] {
        let run = folder.run(&[&["export", "--format", "json"], source].concat()).must_succeed();
        assert_eq!(body(&run.out), written, "{source:?}");
    }
    folder.run(&["export", "a.json", "--store", "powermap.db"]).must_fail(2);
    folder.run(&["export", "powermap.db", "--patterns-only"]).must_fail(2);
}

#[test]
fn what_is_shown_is_chosen() {
    assert_eq!(left(&[]), SUMMIT_KEYS);
    assert_eq!(left(&["--relation", "support,meets"]), ["meets", "supports", "supports:negated"]);
    assert_eq!(left(&["--type", "person"]), ["meets", "supports:negated"]);
    assert_eq!(left(&["--min-count", "2"]), [""; 0]);
    assert_eq!(left(&["--around", "Southmark"]), ["supports"]);
    assert_eq!(left(&["--around", "Southmark", "--hops", "2"]), SUMMIT_KEYS);
    assert_eq!(
        left(&["--around", "Southmark", "--hops", "2", "--relation", "supports", "--status", "asserted"]),
        [""; 0]
    );
    assert_eq!(left(&["--top", "2"]), ["meets", "supports:negated"]);
    assert_eq!(left(&["--collapse"]), ["attends", "meets", "supports", "supports:negated"]);
    let folder = Folder::with_summit();
    let run = folder.run(&["export", "summit.json", "--collapse", "--format", "text"]).must_succeed();
    run.must_contain("Southmark -> Norland").must_not_contain("leads");
    for (options, code) in [(&["--relation", "likes"][..], 2), (&["--around", "Nobody"], 1), (&["--type", "ship"], 2)] {
        folder.run(&[&["export", "summit.json"], options].concat()).must_fail(code);
    }
}

/// The names of the entities that the options leave of the summit.
fn names(options: &[&str]) -> Vec<String> {
    let folder = Folder::with_summit();
    let out = folder.run(&[&["export", "summit.json", "--format", "json"], options].concat()).must_succeed().out;
    let graph: serde_json::Value = serde_json::from_str(&out).unwrap();
    graph["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn who_has_no_relation_left_goes_and_all_of_a_type_stay() {
    let nobody: [&str; 0] = [];
    let undated = Folder::with_summit().run(&["export", "summit.json", "--since", "2018", "--format", "json"]);
    assert!(!undated.out.contains("Ada Lang") && undated.err.contains("no date"), "{undated:?}");
    let all = names(&[]);
    assert_eq!(names(&["--relation", "attacks"]), nobody);
    assert_eq!(names(&["--min-count", "2"]), nobody);
    assert_eq!(names(&["--min-confidence", "1"]), nobody);
    assert_eq!(names(&["--top", "0"]), all);
    let types =
        ["person", "organization", "place", "group", "event", "plan"].map(|kind| names(&["--type", kind]).len());
    assert_eq!(types.iter().sum::<usize>(), all.len(), "{types:?}");
    assert_eq!(left(&["--around", "Ada Lang", "--type", "place"]), ["leads", "supports"], "she is no place herself");
    assert_eq!(names(&["--around", "Ada Lang", "--min-confidence", "1"]), ["Ada Lang"]);
    let folder = Folder::with_summit();
    let run = folder.run(&["export", "summit.json", "--around", "Nobody"]).must_fail(1);
    assert!(run.err.starts_with("powermap: --around: nothing here is called \"Nobody\""), "{}", run.err);
    let run = folder.run(&["export", "summit.json", "--around", "Ada Lang", "--collapse"]).must_fail(2);
    assert!(run.err.contains("Ada Lang: with --collapse a person is shown as the body"), "{}", run.err);
    let page = folder.run(&["html", "summit.json", "--type", "event"]).must_succeed().out;
    assert!(page.contains("\"name\":\"Larkhaven summit\"") && !page.contains("\"name\":\"Norland\""));
}

#[test]
fn a_name_that_promises_another_format_is_told() {
    let folder = Folder::with_summit();
    let said = |format: &str, name: &str| folder.run(&["export", "summit.json", "--format", format, "-o", name]).err;
    assert_eq!(said("svg", "map.png"), "powermap: map.png: is written as svg, though its name is another format's\n");
    for (format, name) in [("svg", "map.svg"), ("d3", "map.json"), ("markdown", "map.txt"), ("dot", "map.graph")] {
        assert_eq!(said(format, name), "", "{format} {name}");
    }
}

#[test]
fn what_no_picture_can_hold_is_told_at_once() {
    let folder = Folder::new();
    let node = |n: usize| format!("{{\"id\":\"p{n}\",\"name\":\"P {n}\",\"type\":\"person\"}}");
    let nodes: Vec<String> = (0..2001).map(node).collect();
    let graph = "{\"graph\":{\"schema\":\"powermap/1\",\"documents\":[]},\"edges\":[],\"nodes\":[";
    folder.write("many.json", format!("{graph}{}]}}", nodes.join(",")));
    let run = folder.run(&["export", "many.json", "--top", "0", "-o", "map.svg"]).must_fail(2);
    assert!(run.err.contains("2001 entities with 0 relations are more than the 2000") && run.err.lines().count() == 1);
    let run = folder.run(&["export", "many.json", "--format", "dot"]);
    assert!(run.err.starts_with("powermap: dot shows 300 of 2001 entities, "), "{}", run.err);
    assert_eq!(run.out.lines().filter(|line| line.contains("fillcolor")).count(), 300);
}

#[test]
fn periods_go_with_every_format() {
    let folder = archive();
    let run = folder.run(&["export", "map.json", "--since", "2019", "--format", "gexf"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("mode=\"dynamic\"") && !run.out.contains("start=\"2018"), "{}", run.out);
    assert!(run.err.contains("no date"), "{}", run.err);
}

#[test]
fn folders_are_made_and_replaced_whole() {
    let folder = Folder::with_summit();
    let csv = ["export", "summit.json", "--format", "csv", "-o", "map"];
    for _ in 0..2 {
        folder.run(&csv).must_succeed();
        let mut names: Vec<_> = fs::read_dir(folder.path("map")).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["edges.csv", "evidence.csv", "nodes.csv"]);
    }
    assert_eq!(folder.read("map/edges.csv").lines().count(), 6);
    folder.write("map/mine.txt", "");
    let run = folder.run(&csv).must_fail(1);
    assert!(run.err.contains("holds mine.txt"), "{}", run.err);
    let run = folder.run(&csv[..4]).must_fail(2);
    assert_eq!(
        run.err,
        "powermap: csv is a folder of files (nodes.csv, edges.csv, evidence.csv), which standard output cannot be: give it a \
         name with -o\n"
    );
    assert_eq!(fs::read_dir(folder.path(".")).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn pictures_of_big_graphs_are_thinned_and_say_so() {
    let folder = Folder::new();
    let node = |n: usize| format!("{{\"id\":\"p{n}\",\"name\":\"P {n}\",\"type\":\"person\"}}");
    let evidence = "{\"document\":\"d\",\"sentence\":0,\"start\":0,\"end\":3,\"text\":\"abc\",\"source_span\":[0,1],\
                    \"target_span\":[1,2],\"status\":\"asserted\",\"confidence\":0.5,\"by\":\"model\"}";
    let edge = |n: usize| {
        format!(
            "{{\"source\":\"p{n}\",\"target\":\"p{}\",\"relation\":\"supports\",\"status\":\"asserted\",\
             \"confidence\":0.5,\"count\":1,\"evidence\":[{evidence}]}}",
            n + 1
        )
    };
    let nodes: Vec<String> = (0..101).map(node).collect();
    let edges: Vec<String> = (0..100).map(edge).collect();
    let json = format!(
        "{{\"graph\":{{\"schema\":\"powermap/1\",\"documents\":[]}},\"nodes\":[{}],\"edges\":[{}]}}",
        nodes.join(","),
        edges.join(",")
    );
    folder.write("big.json", json);
    let run = folder.run(&["export", "big.json", "--format", "mermaid"]);
    assert!(run.err.starts_with("powermap: mermaid shows the surest "), "{}", run.err);
    assert!(run.out.lines().filter(|line| line.contains(":::")).count() <= 60);
    assert!(
        run.err.contains(" of 100 relations, of ") && run.err.contains(" of 101 entities that have one"),
        "{}",
        run.err
    );
    for top in ["200", "0"] {
        folder.run(&["export", "big.json", "--format", "mermaid", "--top", top]).must_succeed().must_contain("n100");
    }
    folder.run(&["export", "big.json", "--format", "graphml"]).must_succeed().must_contain("P 100<");
}

#[test]
fn pictures_need_no_graphviz() {
    let folder = Folder::with_summit();
    for (options, ground) in [(&[][..], "#ffffff"), (&["--theme", "dark", "--layout", "force"], "#15191f")] {
        folder.run(&[&["export", "summit.json", "-o", "map.svg"], options].concat()).must_succeed();
        let svg = folder.read("map.svg");
        for words in
            ["<svg", ground, ">Ada Lang</text>", ">supports (negated)</text>", "Map of power: 5 entities, 5 relations"]
        {
            assert!(svg.contains(words), "{words} in\n{svg}");
        }
    }
    folder.run(&["export", "summit.json", "-o", "map.png"]).must_succeed();
    assert!(fs::read(folder.path("map.png")).unwrap().starts_with(b"\x89PNG"));
    folder.run(&["export", "summit.json", "-o", "map.svg", "--theme", "blue"]).must_fail(2);
    folder.run(&["export", "summit.json", "-o", "map.svg", "--layout", "round"]).must_fail(2);
}
