//! The tools that formats are for read what we write: `examples/tools/check.py` with all of them that are installed.
//!
//! The environment variable `POWERMAP_PYTHON` names a Python that has them; without it that of the machine is asked.

use super::helpers::{Folder, SUMMIT};
use super::questions::ARCHIVE;
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Reads a graph with every tool; what they said.
fn check(graph: &str) {
    let python = std::env::var("POWERMAP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !Command::new(&python).arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} is not installed");
        return;
    }
    let folder = Folder::new();
    folder.write("map.json", graph);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tools/check.py");
    let output =
        folder.command(&python).arg(script).args([env!("CARGO_BIN_EXE_powermap"), "map.json"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    let lines = |words: &str| said.lines().filter(|line| line.contains(words)).count();
    assert!(lines(": the same") >= 3, "json, d3 and sqlite at least are read: {said}");
    eprintln!("{} readings, {} tools skipped", lines(": the same"), lines("skipped"));
}

#[test]
fn every_tool_finds_what_the_graph_has() {
    check(SUMMIT);
    check(ARCHIVE);
}

#[test]
fn no_name_breaks_a_format() {
    let names = [
        "O'Hara \"the Fox\"",
        "A & B <c> ]]> -- \\N \\",
        "two\nlines, \ttab; semicolon",
        "=cmd|' /C calc'!A0",
        "משה כהן",
        "محمد العربي",
        "🇱🇾 flags 👩‍👩‍👧",
        "{curly} [square] $dollar `tick` %20 #hash @at",
        "NULL",
        "漢字",
        &"long ".repeat(2000),
    ];
    let nodes: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let kind = ["person", "organization", "place", "group", "event", "plan"][n % 6];
            json!({"id": format!("n{n}"), "name": name, "type": kind, "aliases": [name, "x;y|z"], "mentions": n, "documents": ["d"]})
        })
        .collect();
    let status = ["asserted", "former", "reported", "planned", "negated"];
    let edges: Vec<_> = (0..2 * names.len())
        .filter(|n| n % names.len() != 0)
        .map(|n| {
            let (target, relation) = (n % names.len(), ["supports", "opposes"][n / names.len()]);
            let status = status[n % 5];
            let evidence = json!({"document": "d", "sentence": n, "start": 0, "end": 9, "text": names[target], "source_span": [0, 1],
                "target_span": [2, 3], "cue_span": null, "status": status, "confidence": 0.5, "by": "model", "attributed_to": names[0]});
            json!({"source": "n0", "target": format!("n{target}"), "relation": relation, "status": status, "confidence": 0.5,
                "count": 1, "evidence": [evidence],
                "key": if status == "negated" { format!("{relation}:negated") } else { relation.to_owned() }})
        })
        .collect();
    let documents = json!([{"id": "d", "title": names[1], "date": "2018-11", "source": "d.txt", "sha256": "00"}]);
    let graph = json!({"directed": true, "multigraph": true, "nodes": nodes, "edges": edges,
        "graph": {"schema": "powermap/1", "documents": documents}});
    check(&graph.to_string());
}
