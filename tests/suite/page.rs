//! The page of `powermap html`: all in one file, and nothing of an article in it but as text.

use crate::helpers::{Folder, SUMMIT};
use std::path::Path;
use std::process::Command;

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";

/// What the page holds as data.
fn data(page: &str) -> serde_json::Value {
    let data = page.split_once("<script type=\"application/json\" id=\"data\">").expect("data").1;
    serde_json::from_str(data.split_once("</script>").expect("an end").0).expect("JSON")
}

#[test]
fn a_graph_is_a_page_of_its_own() {
    let folder = Folder::with_summit();
    folder.run(&["html", "summit.json", "-o", "map.html"]).must_succeed();
    let page = folder.read("map.html");
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    let held = data(&page);
    assert_eq!(held["graph"]["edges"].as_array().unwrap().len(), 5);
    assert_eq!(
        held["graph"]["edges"][0]["evidence"][0]["text"],
        "Ada Lang, president of Norland, arrived at the Larkhaven summit on Monday."
    );
    assert_eq!(held["relations"][0]["color"].as_str().map(str::len), Some(7));
    for elsewhere in ["http://", "https://", "src=", "@import", "url("] {
        let page = page.replace("http://www.w3.org/2000/svg", "");
        let known = page.matches("http:\"").count() + page.matches("https:\"").count();
        assert!(known == 2 && !page.contains(elsewhere), "{elsewhere}: nothing is loaded from elsewhere");
    }
    assert_eq!(folder.run(&["html", "summit.json"]).must_succeed().out, page, "the same bytes");
    let stdin = folder.run_with(SUMMIT, &["html", "-", "--status", "asserted"]).must_succeed().out;
    assert_eq!(data(&stdin)["graph"]["edges"].as_array().unwrap().len(), 3);
}

#[test]
fn articles_and_stores_come_with_their_texts() {
    let folder = Folder::new();
    let article = "Norland backs Ada Lang\n\nROME, Nov 12, 2018 - Norland backs Ada Lang, the minister said.\n";
    folder.write("a.txt", article);
    let page = folder.run(&["html", "a.txt"]).must_succeed().out;
    assert_eq!(data(&page)["texts"]["a"], article);
    for format in
        [&["extract", "a.txt", "-o", "map.html"][..], &["export", "a.txt", "--format", "html", "-o", "map.html"]]
    {
        folder.run(format).must_succeed();
        assert_eq!(folder.read("map.html"), page, "a format like others: {format:?}");
    }
    folder.run(&["add", "a.txt"]).must_succeed();
    let stored = folder.run(&["export", "--format", "html"]).must_succeed().out;
    assert_eq!(stored, folder.run(&["html"]).must_succeed().out);
    let page = folder.run(&["html"]).must_succeed().out;
    assert_eq!(data(&page)["texts"]["a"], article);
    assert_eq!(
        data(&folder.run(&["html", "powermap.db", "--no-texts"]).must_succeed().out)["texts"],
        serde_json::json!({})
    );
    folder.run(&["extract", "a.txt", "-o", "map.json"]).must_succeed();
    let page = folder.run(&["html", "map.json"]).must_succeed().out;
    assert_eq!(data(&page)["texts"]["a"], article, "the article of the graph is found");
    std::fs::remove_file(folder.path("a.txt")).unwrap();
    assert_eq!(data(&folder.run(&["html", "map.json"]).must_succeed().out)["texts"], serde_json::json!({}));
}

#[test]
fn hostile_text_is_never_markup() {
    let folder = Folder::new();
    let name = format!("Ada {HOSTILE} Lang");
    let mut graph: serde_json::Value = serde_json::from_str(SUMMIT).unwrap();
    graph["nodes"][0]["name"] = name.clone().into();
    graph["graph"]["documents"][0]["title"] = HOSTILE.into();
    graph["graph"]["documents"][0]["url"] = "javascript:alert(1)".into();
    graph["edges"][0]["evidence"][0]["text"] = format!("{HOSTILE}<!--data--><!--script--> Ada").into();
    folder.write("hostile.json", graph.to_string());
    folder.write(
        "hostile.txt",
        format!("Norland backs {HOSTILE} Ada Lang.\n\nNorland backs Ada Lang <script>alert(2)</script>.\n"),
    );
    for file in ["hostile.json", "hostile.txt"] {
        let page = folder.run(&["html", file]).must_succeed().out;
        let clean = folder.run_with(SUMMIT, &["html", "-"]).must_succeed().out;
        for tag in ["<img", "<script", "</script", "<!--"] {
            assert_eq!(page.matches(tag).count(), clean.matches(tag).count(), "{file}: {tag}");
        }
        data(&page);
    }
    let page = folder.run(&["html", "hostile.json"]).must_succeed().out;
    assert_eq!(data(&page)["graph"]["nodes"][0]["name"], name);
}

#[test]
fn a_large_graph_is_thinned_and_says_so() {
    let folder = Folder::new();
    let node =
        |n: usize| format!("{{\"id\":\"n{n:03}\",\"name\":\"Name {n}\",\"type\":\"person\",\"documents\":[\"d\"]}}");
    let edge = |n: usize| {
        let evidence = "{\"document\":\"d\",\"sentence\":0,\"start\":0,\"end\":4,\"text\":\"A b.\",\"source_span\":[0,1],\"target_span\":[2,3],\"status\":\"asserted\",\"confidence\":0.5,\"by\":\"model\"}";
        format!(
            "{{\"source\":\"n{n:03}\",\"target\":\"n{:03}\",\"key\":\"meets\",\"relation\":\"meets\",\"status\":\"asserted\",\"confidence\":0.5,\"count\":1,\"evidence\":[{evidence}]}}",
            n / 2
        )
    };
    let list = |make: &dyn Fn(usize) -> String, from: usize| (from..600).map(make).collect::<Vec<_>>().join(",");
    folder.write(
        "large.json",
        format!(
            "{{\"directed\":true,\"multigraph\":true,\"graph\":{{\"schema\":\"powermap/1\",\"documents\":[{{\"id\":\"d\"}}]}},\"nodes\":[{}],\"edges\":[{}]}}",
            list(&node, 0),
            list(&edge, 1)
        ),
    );
    let run = folder.run(&["html", "large.json"]);
    assert!(
        run.err.starts_with("powermap: the page shows the ") && run.err.contains(" of 600 entities"),
        "{:?}",
        run.err
    );
    let held = data(&run.out);
    let note = held["note"].as_str().unwrap();
    assert!(note.starts_with("This page shows the surest ") && !note.contains("--"), "readers have no options: {note}");
    let (nodes, bytes) = (held["graph"]["nodes"].as_array().unwrap().len(), run.out.len());
    assert!((300..=500).contains(&nodes), "{nodes}");
    let graph = held["graph"].to_string().len();
    assert!(bytes - graph < 1_000_000, "{bytes} bytes, of which {graph} are data");
    assert_eq!(
        data(&folder.run(&["html", "large.json", "--top", "600"]).must_succeed().out)["note"],
        serde_json::Value::Null
    );
}

#[test]
fn what_cannot_be_shown_is_told() {
    let folder = Folder::with_summit();
    folder.run(&["html", "none.json", "-o", "map.html"]).must_fail(1);
    assert!(!folder.path("map.html").exists());
    folder.write("a.txt", "Norland backs Ada Lang.\n");
    folder.run(&["add", "a.txt"]).must_succeed();
    let run = folder.run(&["html", "summit.json", "-o", "powermap.db"]).must_fail(2);
    assert!(run.err.contains("powermap.db: is a store"), "{run:?}");
    let run = folder.run(&["html", "summit.json", "powermap.db"]).must_fail(2);
    assert!(run.err.contains("give it without other files"), "{run:?}");
    folder.run(&["html", "--store", "none.db"]).must_fail(1);
}

/// What the page works out, in node: places of marks, filters, addresses, the layout, saved drawings.
#[test]
fn the_logic_of_the_page_holds() {
    let has_node = Command::new("node").arg("--version").output();
    if !has_node.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: node is not installed");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node").arg(root.join("tests/browser/logic.js")).current_dir(root).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
