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
    folder.run(&["export", "big.json", "--format", "mermaid", "--top", "200"]).must_succeed().must_contain("n100");
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
