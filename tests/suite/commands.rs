//! The commands on a graph that was made before.

use super::helpers::{Folder, SUMMIT};
use std::io::Read;
use std::process::Stdio;

#[test]
fn who_lists_sources_with_status_confidence_and_sentence() {
    let run = Folder::with_summit().run(&["who", "supports", "Ada Lang", "summit.json"]).must_succeed();
    insta::assert_snapshot!(run.out, @r#"
        Southmark supports Ada Lang  reported, says Norland, 0.60
          Southmark is said to back Lang, Norland's envoy claimed. (summit)
        Pål Öström supports Ada Lang  negated 0.70
          Pål Öström denied that he supports her. (summit)
        "#);
}

#[test]
fn who_finds_names_and_relations_however_they_are_written() {
    let folder = Folder::with_summit();
    for name in ["pål öström", "Ostrom", "PAL OSTROM", "pal-ostrom", "pal"] {
        folder.run(&["who", "meet", name, "summit.json"]).must_succeed().must_contain("Ada Lang meets Pål Öström");
    }
    folder.run_with(SUMMIT, &["who", "leads", "nld"]).must_succeed().must_contain("Ada Lang leads Norland");
    folder.run_with(SUMMIT, &["who", "leads", "Lang", "-"]).must_succeed().must_contain("none found");
}

#[test]
fn a_counterpart_has_the_post_of_whom_it_belongs_to() {
    let folder = Folder::new();
    let ends = "Ingrid Solberg and her Swedish counterpart, Lars Ekman, arrived in Oslo on Monday.\n";
    for (post, relation) in [("President", "leads"), ("Foreign Minister", "member of")] {
        let article = format!("Norwegian {post} {ends}");
        let told = format!("Lars Ekman {relation} Sweden");
        folder.run_with(&article, &["whom", "Lars Ekman", relation, "-"]).must_succeed().must_contain(&told);
    }
}

#[test]
fn misses_offer_what_is_meant() {
    let folder = Folder::with_summit();
    folder
        .run(&["who", "supports", "Ada Long", "summit.json"])
        .must_fail(1)
        .must_say(&["nothing here is called \"Ada Long\"; did you mean \"Ada Lang\"?"]);
    let run = folder.run(&["who", "suports", "Lang", "summit.json"]).must_fail(2);
    assert!(run.err.contains("did you mean \"supports\"?"), "{}", run.err);
    let run = folder.run(&["who", "a", "lang", "summit.json"]).must_fail(2);
    run.must_say(&["\"a\" may be any of these relations, give more of its name: attacks, attends"]);
    let run = folder.run(&["show", "la", "summit.json"]).must_fail(1);
    assert!(run.err.contains("ada-lang") && run.err.contains("larkhaven-summit"), "{}", run.err);
}

#[test]
fn show_tells_all_of_one_entity() {
    let run = Folder::with_summit().run(&["show", "lang", "summit.json"]).must_succeed();
    insta::assert_snapshot!(run.out, @r#"
        Ada Lang
          person, id ada-lang
          also Lang
          5 mentions in summit

        supports
          Southmark -> Ada Lang  reported, says Norland, 0.60
            Southmark is said to back Lang, Norland's envoy claimed. (summit)
          Pål Öström -> Ada Lang  negated 0.70
            Pål Öström denied that he supports her. (summit)

        leads
          Ada Lang -> Norland  asserted 0.95
            Ada Lang, president of Norland, arrived at the Larkhaven summit on Monday. (summit)

        attends
          Ada Lang -> Larkhaven summit  asserted 0.90
            Ada Lang, president of Norland, arrived at the Larkhaven summit on Monday. (summit)

        meets
          Ada Lang -- Pål Öström  asserted 0.80
            Lang met Öström twice. (summit)
        "#);
}

#[test]
fn extract_gives_a_graph_back_as_it_was_and_in_other_formats() {
    let folder = Folder::with_summit();
    assert_eq!(folder.run(&["extract", "summit.json"]).must_succeed().out, SUMMIT);
    assert_eq!(folder.run(&["extract", "summit.json", "summit.json"]).must_succeed().out, SUMMIT);
    folder
        .run(&["extract", "summit.json", "--format", "dot"])
        .must_succeed()
        .must_contain("\"southmark.place\" -> \"ada-lang\"");
    folder.run(&["extract", "summit.json", "--format", "text"]).must_succeed().must_contain("5 entities, 5 relations");
}

#[test]
fn the_name_of_the_output_tells_its_format() {
    let folder = Folder::with_summit();
    for (name, start) in
        [("a.json", "{\"directed\""), ("a.dot", "digraph"), ("a.gv", "digraph"), ("a.txt", "5 ent"), ("a", "{")]
    {
        let run = folder.run(&["extract", "summit.json", "-o", name]).must_succeed();
        assert_eq!(run.out, "");
        assert!(folder.read(name).starts_with(start), "{name}");
    }
    let run = folder.run(&["extract", "summit.json", "-o", "b.svg", "--format", "dot"]);
    assert!(run.code == Some(0) && run.err.contains("b.svg: is written as dot"), "{run:?}");
    assert!(folder.read("b.svg").starts_with("digraph"));
    assert_eq!(folder.run(&["extract", "summit.json", "-o", "-"]).must_succeed().out, SUMMIT);
    assert!(!folder.path("-").exists());
}

#[test]
fn an_own_trigger_keeps_the_confidence_of_its_row() {
    let folder = Folder::new();
    folder.write(
        "own.toml",
        "extends = \"built-in\"\n[[trigger]]\nid = \"own\"\nrelation = \"supports\"\nverbs = [\"bankroll\"]\n\
         source = [\"subject\"]\ntarget = [\"object\"]\nconfidence = 0.9\n",
    );
    folder.write("a.txt", "Angela Holm bankrolls Italy.");
    let run = folder.run(&["extract", "a.txt", "--ontology", "own.toml", "--min-confidence", "0.6"]).must_succeed();
    run.must_contain("\"by\":\"pattern:own\"");
}

#[test]
fn filters_keep_what_is_certain_enough() {
    let folder = Folder::with_summit();
    let text = |more: &[&str]| {
        let arguments = [&["extract", "summit.json", "--format", "text"], more].concat();
        folder.run(&arguments).must_succeed().out
    };
    assert!(text(&["--min-confidence", "0.8"]).contains("3 relations"));
    assert!(text(&["--status", "reported,negated"]).contains("2 relations"));
    assert!(text(&["--status", "asserted", "--min-confidence", "0.95"]).contains("1 relation,"));
    folder
        .run(&["who", "supports", "lang", "summit.json", "--status", "reported"])
        .must_succeed()
        .must_contain("Southmark")
        .must_not_contain("Öström");
    folder
        .run(&["show", "southmark", "summit.json", "--status", "asserted"])
        .must_succeed()
        .must_not_contain("supports");
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = Folder::with_summit();
    let arguments = ["who", "supports", "lang", "summit.json"];
    folder.run(&arguments).must_succeed().must_not_contain("\u{1b}");
    let always = [&arguments[..], &["--color", "always"]].concat();
    folder.run(&always).must_succeed().must_contain("\u{1b}[1m");
    let mut command = folder.command(env!("CARGO_BIN_EXE_powermap"));
    let output = command.args(arguments).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b), "NO_COLOR is heeded");
    folder
        .run(&["extract", "summit.json", "--format", "text", "--color", "never"])
        .must_succeed()
        .must_not_contain("\u{1b}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::new();
    // More than a pipe holds, so that the writer meets its end.
    let many: Vec<String> =
        (0..4000).map(|n| format!("{{\"id\":\"n{n}\",\"name\":\"Name number {n}\",\"type\":\"person\"}}")).collect();
    let graph = format!(
        "{{\"graph\":{{\"schema\":\"powermap/1\",\"documents\":[]}},\"nodes\":[{}],\"edges\":[]}}",
        many.join(",")
    );
    folder.write("many.json", graph);
    let mut command = folder.command(env!("CARGO_BIN_EXE_powermap"));
    let mut child = command
        .args(["extract", "many.json", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0u8; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn help_has_examples_for_every_command() {
    let folder = Folder::new();
    folder.run(&["--help"]).must_succeed().must_contain("Examples:");
    for command in ["extract", "who", "show", "explain", "read", "eval", "completions"] {
        folder.run(&[command, "--help"]).must_succeed().must_contain("Examples:\n  powermap ");
    }
    folder.run(&["--version"]).must_succeed().must_contain(concat!("powermap ", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        folder.run(&["completions", shell]).must_succeed().must_contain("powermap");
    }
}
