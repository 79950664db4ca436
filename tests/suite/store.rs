//! Stores: filled, asked, cut short, broken.

use crate::helpers::{Folder, Run};
use std::fs;
use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

const A: &str = "Northland backs Ada Lang\n\nROME, Nov 12, 2018 - Northland backs Ada Lang, the minister said. Ada Lang met Ben Oduya in Rome.\n";
const B: &str = "Sudmark condemns Ada Lang\n\nROME, Jan 3, 2020 - Sudmark condemned Ada Lang on Friday. Northland condemned Ada Lang too.\n";

fn two() -> Folder {
    let folder = Folder::new();
    folder.write("a.txt", A);
    folder.write("b.txt", B);
    folder.run(&["add", "a.txt", "b.txt"]).must_succeed();
    folder
}

fn graph(folder: &Folder) -> String {
    folder.run(&["export", "--format", "json"]).must_succeed().out
}

#[test]
fn articles_are_added_once_and_asked() {
    let folder = two();
    folder
        .run(&["add", "a.txt"])
        .must_succeed()
        .must_contain("added 0 articles, 1 known before; powermap.db has 2 articles");
    folder.write("copy.txt", A);
    folder.run(&["add", "copy.txt"]).must_succeed().must_contain("1 known before");
    let answer = folder.run(&["who", "supports", "lang"]).must_succeed();
    answer.must_contain("Northland").must_contain("(a");
    folder
        .run(&["who", "opposes", "Ada Lang", "--since", "2019", "powermap.db"])
        .must_succeed()
        .must_contain("Sudmark");
    folder
        .run(&["who", "opposes", "Ada Lang", "--until", "2019", "--store", "powermap.db"])
        .must_succeed()
        .must_contain("none");
    folder.run(&["check"]).must_succeed().must_contain("2 documents").must_contain("all in order");
    folder.run(&["documents"]).must_succeed().must_contain("a\t2018-11-12\tNorthland backs Ada Lang\t/");
}

#[test]
fn records_of_one_id_are_all_kept() {
    let folder = Folder::new();
    let line = |text: &str| format!("{{\"id\": \"x\", \"text\": \"{text}\"}}\n");
    folder.write("rows.jsonl", line("Northland backs Ada Lang.") + &line("Sudmark backs Ben Oduya."));
    let run = folder.run(&["add", "rows.jsonl"]);
    assert!(run.err.contains("rows.jsonl: 1 record has the id of an earlier one"), "{run:?}");
    run.must_contain("added 2 articles");
    folder.run(&["add", "rows.jsonl", "--again"]).must_contain("2 changed; powermap.db has 2 articles");
}

#[test]
fn a_graph_never_takes_the_place_of_a_store() {
    let folder = two();
    let before = fs::read(folder.path("powermap.db")).unwrap();
    for command in [
        &["export", "--format", "json", "-o", "powermap.db"][..],
        &["extract", "a.txt", "--format", "json", "-o", "powermap.db"],
    ] {
        let run = folder.run(command).must_fail(2);
        assert!(run.err.contains("powermap.db: is a store"), "{run:?}");
    }
    assert!(fs::read(folder.path("powermap.db")).unwrap() == before);
}

#[test]
fn a_copy_whose_twin_changes_comes_back() {
    let folder = Folder::new();
    folder.write("y.txt", A);
    folder.write("z.txt", A);
    folder.run(&["add", "y.txt", "z.txt"]).must_succeed().must_contain("added 1 article, 1 known before");
    folder.write("y.txt", B);
    folder.run(&["add", "y.txt", "z.txt"]).must_succeed().must_contain("1 changed");
    folder.run(&["add", "y.txt", "z.txt"]).must_succeed().must_contain("powermap.db has 2 articles");
}

#[test]
fn of_copies_the_same_one_is_kept_in_any_order() {
    let graphs = [["y.txt", "z.txt"], ["z.txt", "y.txt"]].map(|order| {
        let folder = Folder::new();
        order.iter().for_each(|name| folder.write(name, A));
        order.iter().for_each(|name| drop(folder.run(&["add", name]).must_succeed()));
        folder.run(&["add", order[0], order[1]]).must_contain("added 0 articles, 2 known before");
        folder.run(&["check"]).must_succeed();
        graph(&folder).replace(&folder.path("").display().to_string(), "")
    });
    assert_eq!(graphs[0], graphs[1]);
    assert!(graphs[0].contains("\"id\":\"y\""), "{}", graphs[0]);
}

#[test]
fn what_a_file_has_no_longer_stays_until_it_is_pruned() {
    let folder = Folder::new();
    let row = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    let (first, second) = (row("1", "Northland backs Ada Lang."), row("2", "Sudmark backs Ben Oduya."));
    folder.write("w.jsonl", first.clone() + &second);
    folder.run(&["add", "w.jsonl"]).must_contain("added 2 articles");
    folder.write("w.jsonl", second + &row("3", "Estavia backs Ben Oduya."));
    let run = folder.run(&["add", "w.jsonl"]);
    assert!(run.err.contains("w.jsonl: 1 article that was in it before stay"), "{run:?}");
    run.must_contain("powermap.db has 3 articles");
    folder.write("w.jsonl", first);
    let run = folder.run(&["add", "w.jsonl", "--prune"]).must_succeed();
    run.must_contain("2 taken out; powermap.db has 1 article,");
    folder.run(&["check"]).must_succeed().must_contain("1 document,");
}

#[test]
fn what_files_have_no_longer_is_pruned_also_later_and_where_the_file_is_gone() {
    let folder = Folder::new();
    let row = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    std::fs::create_dir(folder.path("f")).unwrap();
    folder.write("f/w.jsonl", row("1", "Northland backs Ada Lang.") + &row("2", "Sudmark backs Ben Oduya."));
    folder.write("f/b#1.txt", "Estavia backs Ben Oduya.");
    folder.write("f/c.txt", "Northland met Ben Oduya.");
    folder.run(&["add", "f"]).must_succeed().must_contain("added 4 articles");
    folder.write("f/w.jsonl", row("2", "Sudmark backs Ben Oduya."));
    let run = folder.run(&["add", "f"]);
    assert!(run.err.contains("1 article that was in it before stay"), "{run:?}");
    std::fs::remove_file(folder.path("f/c.txt")).unwrap();
    folder.run(&["add", "f", "--prune"]).must_succeed().must_contain("2 taken out; powermap.db has 2 articles");
    folder.run(&["check"]).must_succeed();
}

#[test]
fn an_empty_folder_prunes_nothing() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("f")).unwrap();
    folder.write("f/a.txt", "Northland backs Ada Lang.");
    folder.run(&["add", "f"]).must_succeed();
    std::fs::remove_file(folder.path("f/a.txt")).unwrap();
    let run = folder.run(&["add", "f", "--prune"]);
    assert!(run.err.contains("f: holds no files") && run.out.contains("powermap.db has 1 article"), "{run:?}");
}

#[test]
fn a_copy_is_removed_by_its_source_and_the_article_stays() {
    let folder = Folder::new();
    folder.write("a.txt", "Northland backs Ada Lang.");
    folder.write("b.txt", "Northland backs Ada Lang.");
    folder.run(&["add", "a.txt", "b.txt"]).must_succeed();
    folder.run(&["remove", "b.txt"]).must_succeed().must_contain("powermap.db has 1 article");
    folder.run(&["check"]).must_succeed();
    folder.run(&["remove", "a"]).must_succeed().must_contain("powermap.db has 0 articles");
}

#[test]
fn articles_that_change_places_are_all_kept() {
    let folder = Folder::new();
    let file = |texts: [&str; 2]| {
        let row = |(n, text): (usize, &&str)| format!("{{\"id\": \"{n}\", \"text\": \"{text}\"}}\n");
        texts.iter().enumerate().map(row).collect::<String>()
    };
    let (one, two) = ("Northland backs Ada Lang.", "Sudmark backs Ben Oduya.");
    folder.write("w.jsonl", file([one, two]));
    folder.run(&["add", "w.jsonl"]).must_contain("added 2 articles");
    folder.write("w.jsonl", file([two, one]));
    folder.run(&["add", "w.jsonl"]).must_succeed().must_contain("powermap.db has 2 articles");
    folder.run(&["add", "w.jsonl", "--store", "new.db"]).must_contain("added 2 articles");
    assert_eq!(folder.run(&["export"]).out, folder.run(&["export", "--store", "new.db"]).out);
    folder.write("w.jsonl", file(["Estavia met Ada Lang.", two]));
    folder.run(&["add", "w.jsonl"]).must_succeed().must_contain("powermap.db has 2 articles");
    folder.run(&["check"]).must_succeed();
}

#[test]
fn feeds_from_standard_input_do_not_replace_each_other() {
    let folder = Folder::new();
    let feed = |text: &str| format!("{{\"id\": \"1\", \"text\": \"{text}\"}}\n");
    for (text, has) in [("Northland backs Ada Lang.", "1 article,"), ("Sudmark backs Ben Oduya.", "2 articles")] {
        folder.run_with(feed(text), &["add", "-"]).must_succeed().must_contain(&format!("powermap.db has {has}"));
    }
    let article = "Estavia backs Ben Oduya, the minister said.";
    folder.run_with(article, &["add", "-"]).must_contain("powermap.db has 3 articles");
    folder.write("a.txt", article);
    folder.run(&["add", "a.txt"]).must_contain("1 known before; powermap.db has 3 articles");
    folder.run_with(article, &["add", "-"]).must_contain("1 known before");
    let listed = folder.run(&["documents"]).must_succeed().out;
    assert!(listed.contains("a.txt"), "what has an address is called by it: {listed}");
}

#[test]
fn records_are_known_by_their_address() {
    let folder = Folder::new();
    let row = |text: &str| format!("url,text\nhttps://example.org/1,{text}\n");
    folder.write("w.csv", row("Northland backs Ada Lang."));
    folder.run(&["add", "w.csv"]).must_contain("added 1 article");
    folder.write("w.csv", row("Northland condemns Ada Lang."));
    folder.run(&["add", "w.csv"]).must_succeed().must_contain("added 0 articles, 1 changed; powermap.db has 1 article");
}

#[test]
fn other_fields_make_other_articles_of_a_file() {
    let folder = Folder::new();
    folder.write("t.csv", "nr,title,words\n1,One,Northland backs Ada Lang.\n");
    folder.run(&["add", "t.csv", "--map", "text=title,id=nr"]).must_contain("added 1 article");
    folder.run(&["add", "t.csv", "--map", "text=words,title=title,id=nr"]).must_succeed().must_contain("1 changed");
}

#[test]
fn nothing_to_add_makes_no_store() {
    let folder = Folder::new();
    folder.run(&["add", "none.txt"]).must_fail(1);
    assert!(!folder.path("powermap.db").exists());
    let run = folder.run_with(A, &["add", "-", "--store", "no/such.db"]).must_fail(1);
    assert!(run.err.contains("there is no folder no"), "{run:?}");
}

#[test]
fn descriptions_are_of_their_own_document() {
    let folder = Folder::new();
    folder.write("e.txt", "Northland backs the company. The company met Ada Lang in Rome.\n");
    folder.write("f.txt", "Sudmark condemned the company. The company met Ben Oduya in Rome.\n");
    folder.run(&["add", "e.txt", "f.txt"]).must_succeed();
    assert!(!graph(&folder).contains("\"id\":\"company.organization\""));
}

#[test]
fn an_edge_of_a_store_is_explained_without_the_files() {
    let folder = two();
    fs::remove_file(folder.path("a.txt")).unwrap();
    let told = folder.run(&["explain", "powermap.db", "Northland", "supports", "Ada Lang"]).must_succeed();
    told.must_contain("a, sentence 1").must_contain("[source: Northland]").must_contain("[target: Ada Lang]");
}

#[test]
fn the_store_holds_what_extract_finds_in_any_order() {
    let folder = two();
    folder.run(&["add", "b.txt", "--store", "other.db"]).must_succeed();
    folder.run(&["add", "a.txt", "--store", "other.db"]).must_succeed();
    let other = folder.run(&["export", "--store", "other.db", "--format", "json"]).must_succeed().out;
    assert_eq!(graph(&folder), other);
    let here = fs::canonicalize(folder.path(".")).unwrap();
    let extracted = folder.run(&["extract", "a.txt", "b.txt", "--format", "json"]).must_succeed().out;
    let at_home = extracted.replace("\"source\":\"a.txt\"", &format!("\"source\":\"{}/a.txt\"", here.display()));
    let at_home = at_home.replace("\"source\":\"b.txt\"", &format!("\"source\":\"{}/b.txt\"", here.display()));
    assert_eq!(graph(&folder), at_home);
}

#[test]
fn changed_articles_replace_and_removed_ones_leave_nothing() {
    let folder = two();
    folder.write("b.txt", B.replace("Sudmark", "Westria"));
    folder.run(&["add", "b.txt"]).must_succeed().must_contain("1 changed");
    assert!(!graph(&folder).contains("Sudmark"));
    folder.run(&["remove", "b"]).must_succeed().must_contain("removed 1");
    assert!(!graph(&folder).contains("Westria"));
    folder.run(&["remove", "b", "nobody"]).must_fail(1).must_say(&[
        "powermap.db: there is no document \"b\" in it; `powermap documents --store powermap.db` lists them",
        "powermap.db: there is no document \"nobody\" in it; `powermap documents --store powermap.db` lists them",
    ]);
    folder.run(&["remove", "b", "--store", "none.db"]).must_fail(1);
    assert!(!folder.path("none.db").exists());
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_added() {
    let folder = two();
    folder.write("c.txt", [0u8, 1, 2]);
    let run = folder.run(&["add", "none.txt", "c.txt", "a.txt"]).must_fail(1);
    assert!(run.err.contains("none.txt") && run.err.contains("c.txt") && run.err.contains("2 of 3"), "{}", run.err);
    run.must_contain("1 known before");
}

#[test]
fn users_decide_in_a_file_and_by_review() {
    let folder = two();
    let lang = "[[rename]]\nid = \"ada-lang\"\nname = \"Dr Ada Lang\"\n[[forbid]]\nsource = \"northland.place\"\nrelation = \"supports\"\ntarget = \"ada-lang\"\n";
    // Whether Northland is taken for a place or for somebody is not what is tested here.
    let map: serde_json::Value = serde_json::from_str(&graph(&folder)).unwrap();
    let node = map["nodes"].as_array().unwrap().iter().find(|node| node["name"] == "Northland").unwrap();
    let northland = node["id"].as_str().unwrap();
    folder.write("powermap.toml", lang.replace("northland.place", northland));
    folder.run(&["who", "supports", "ada lang"]).must_succeed().must_contain("none found: supports Dr Ada Lang");
    folder.write("powermap.toml", "[[merge]]\ninto = 1\n");
    let run = folder.run(&["who", "supports", "lang"]).must_fail(1);
    assert!(run.err.contains("powermap.toml: line 2"), "{}", run.err);
    folder.write("powermap.toml", "# mine\n[[apart]]\nids = [\"nobody-at-all\"]\n");
    let run = folder.run(&["who", "supports", "lang"]);
    assert!(run.code == Some(0) && run.err.contains("there is no entity \"nobody-at-all\""), "{run:?}");
}

#[test]
fn what_the_user_asserts_is_told_to_be_the_users() {
    let folder = two();
    let assert = |relation: &str| {
        format!(
            "[[assert]]\nsource = \"ben-oduya\"\nrelation = \"{relation}\"\ntarget = \"ada-lang\"\nnote = \"told me so\"\n"
        )
    };
    folder.write("powermap.toml", assert("supports"));
    let answer = folder.run(&["who", "supports", "ada lang"]).must_succeed();
    answer.must_contain("Ben Oduya supports Ada Lang: told me so");
    folder.run(&["explain", "ben oduya", "supports", "ada lang"]).must_succeed().must_contain("found by  curation");
    folder.run(&["documents"]).must_succeed().must_not_contain("curation");
    folder.run(&["stats"]).must_succeed().must_contain("2 documents");
    let split = "[[split]]\nid = \"ada-lang\"\ndocuments = [\"nowhere\"]\ninto = \"other-lang\"\n";
    folder.write("powermap.toml", assert("adores") + split);
    let run = folder.run(&["stats"]);
    assert!(run.code == Some(0) && run.err.contains("powermap.toml: no text states a relation \"adores\""), "{run:?}");
    assert!(run.err.contains("powermap.toml: there is no document \"nowhere\""), "{run:?}");
}

#[test]
fn two_periods_of_a_store_are_compared() {
    let folder = two();
    for command in [&["diff"][..], &["diff", "--store", "powermap.db"], &["diff", "powermap.db"]] {
        let run = folder.run(&[command, &["--old", "2018", "--new", "2020", "--limit", "1"]].concat()).must_succeed();
        run.must_contain("the 1 most certain of ");
        folder.run(command).must_fail(2);
    }
    folder.run(&["diff", "--store", "none.db", "--old", "2018", "--new", "2020"]).must_fail(1);
    folder.run(&["diff", "a", "b", "--store", "powermap.db"]).must_fail(2);
    folder.run(&["explain", "--store", "powermap.db", "northland", "supports", "ada lang"]).must_succeed();
    folder.run(&["explain", "x.db", "northland", "supports", "ada lang", "--store", "powermap.db"]).must_fail(2);
    folder.run(&["who", "adores", "lang"]).must_fail(2);
}

#[test]
fn what_is_doubtful_is_asked_and_the_answers_written_down() {
    // What is in this store does not hang on the model: an edge of confidence 0.661 is its greatest doubt.
    let folder = Folder::new();
    folder.write("powermap.db", old());
    folder.write("powermap.toml", "# mine\n");
    let listed = folder.run(&["review", "--list", "--format", "json"]).must_succeed().out;
    let doubts: Vec<serde_json::Value> = serde_json::from_str(&listed).unwrap();
    assert_eq!(
        (doubts[0]["question"].as_str(), doubts[0]["certainty"].as_f64()),
        (Some("edge"), Some(0.661)),
        "{listed}"
    );
    assert!(doubts[0]["sentences"][0][1].as_str().unwrap().contains("lake treaty"), "{listed}");
    let before = graph(&folder);
    let run = folder.run_with("what\nn\nq\n", &["review"]);
    assert!(run.err.contains("\"what\" is no answer"), "{run:?}");
    run.must_contain("1 decided, in powermap.toml");
    let decided = folder.read("powermap.toml");
    assert!(decided.starts_with("# mine\n") && decided.contains("[[forbid]]"), "{decided}");
    let after = graph(&folder);
    assert_eq!(before.matches("\"key\":").count(), after.matches("\"key\":").count() + 1);
    assert!(!folder.run(&["review", "--list"]).must_succeed().out.contains("Ada Lang supports lake treaty"));
    folder.write("powermap.toml", "");
    folder.run_with("y\n", &["review"]).must_succeed().must_contain("1 decided");
    assert!(graph(&folder).contains("confirmed in review"));
}

/// Sentences of many articles, a line each.
fn many(count: usize) -> String {
    let article = |n: usize| {
        let text = format!(
            "Minister Ada{n} Lang{n} met Ben Oduya in Rome. Northland backs Ada{n} Lang{n}, who leads the Lake Party."
        );
        format!("{{\"id\": \"n{n}\", \"title\": \"Talks {n}\", \"date\": \"2018-11-12\", \"text\": \"{text}\"}}\n")
    };
    (0..count).map(article).collect()
}

#[test]
fn killed_at_any_moment_it_holds_whole_articles_and_goes_on() {
    let folder = Folder::new();
    folder.write("many.jsonl", many(400));
    let count = |folder: &Folder| folder.run(&["documents"]).out.lines().count();
    let mut seen = Vec::new();
    for least in [1, 100, 200] {
        let mut command = folder.command(env!("CARGO_BIN_EXE_powermap"));
        command.args(["add", "many.jsonl", "--threads", "1"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let start = Instant::now();
        while count(&folder) < least && child.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_secs(60)
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        folder.run(&["check"]).must_contain("all in order");
        seen.push(count(&folder));
    }
    assert!(seen[0] > 0 && seen[0] < 400, "it was killed on its way: {seen:?}");
    assert!(seen.is_sorted(), "{seen:?}");
    folder.run(&["add", "many.jsonl"]).must_succeed().must_contain("powermap.db has 400 articles");
    folder.run(&["add", "many.jsonl", "--store", "whole.db"]).must_succeed();
    let whole = folder.run(&["export", "--store", "whole.db", "--format", "json"]).must_succeed().out;
    assert!(graph(&folder) == whole, "what was broken off and taken up again is what one run makes");
}

#[test]
fn two_processes_fill_one_store() {
    let folder = Folder::new();
    let lines = many(60);
    let (one, two) = lines.split_at(lines.match_indices('\n').nth(29).unwrap().0 + 1);
    folder.write("one.jsonl", one);
    folder.write("two.jsonl", two);
    let start = |file: &str| {
        let mut command = folder.command(env!("CARGO_BIN_EXE_powermap"));
        command.args(["add", file]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for child in [start("one.jsonl"), start("two.jsonl")] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    folder.run(&["check"]).must_succeed().must_contain("60 documents");
}

/// A file that is no sound store is told in one line, and not touched.
#[track_caller]
fn untouched(bytes: &[u8], told: &str) {
    let folder = Folder::new();
    folder.write("x.db", bytes);
    folder.write("a.txt", A);
    for command in [
        &["add", "a.txt", "--store", "x.db"][..],
        &["check", "--store", "x.db"],
        &["documents", "--store", "x.db"],
        &["who", "supports", "lang", "--store", "x.db"],
        &["remove", "a", "--store", "x.db"],
        &["export", "--store", "x.db"],
    ] {
        let run: Run = folder.run(command);
        assert!(run.code == Some(1) && run.err.lines().count() == 1 && run.err.contains(told), "{command:?}: {run:?}");
        assert!(fs::read(folder.path("x.db")).unwrap() == bytes, "{command:?} wrote to it");
        assert!(!folder.path("x.db-wal").exists() && !folder.path("x.db-journal").exists());
    }
}

#[test]
fn broken_foreign_and_newer_files_are_not_touched() {
    let store = fs::read(two().path("powermap.db")).unwrap();
    untouched(
        b"not a database at all, only some text that is longer than a header of SQLite is, which has a hundred bytes",
        "no store of powermap's",
    );
    untouched(b"short", "no store of powermap's");
    untouched(&store[..store.len() / 2], "the rest was cut off");
    untouched(&store[..60], "no store of powermap's");
    let with = |at: usize, bytes: [u8; 4]| {
        let mut changed = store.clone();
        changed[at..at + 4].copy_from_slice(&bytes);
        changed
    };
    untouched(&with(60, [0, 0, 1, 0]), "is a store of version 256, newer than");
    untouched(&with(68, *b"Anki"), "an SQLite file of another program");
}

/// A store that version 1 wrote.
fn old() -> Vec<u8> {
    let mut bytes = Vec::new();
    let packed = &include_bytes!("data/store-v1.db.gz")[..];
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_store_of_an_older_version_becomes_one_of_the_newest() {
    let folder = Folder::new();
    folder.write("powermap.db", old());
    folder.run(&["who", "opposes", "lang"]).must_succeed().must_contain("Ben Oduya");
    folder.run(&["check"]).must_succeed().must_contain("2 documents");
    folder.write("a.txt", A);
    folder.run(&["add", "a.txt"]).must_succeed().must_contain("powermap.db has 3 articles");
    folder.run(&["add", "a.txt", "--store", "new.db"]).must_succeed();
    let schema = |name: &str| {
        let store = rusqlite::Connection::open(folder.path(name)).unwrap();
        let version: i64 = store.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let sql = "SELECT m.type, m.name, c.name, c.type, c.'notnull', c.pk FROM sqlite_master m \
                   LEFT JOIN pragma_table_info(m.name) c ORDER BY 1, 2, c.cid";
        let mut statement = store.prepare(sql).unwrap();
        let text = |value: rusqlite::types::Value| format!("{value:?}");
        let read = |row: &rusqlite::Row| (0..6).map(|n| row.get(n).map(text)).collect::<Result<Vec<String>, _>>();
        (version, statement.query_map([], read).unwrap().map(Result::unwrap).collect::<Vec<_>>())
    };
    assert_eq!(schema("powermap.db"), schema("new.db"));
}

#[test]
fn sql_finds_words_and_contradictions() {
    let folder = two();
    let store = rusqlite::Connection::open(folder.path("powermap.db")).unwrap();
    let sql = "SELECT backer, backed FROM who_backs_whom";
    let row = store.query_row(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    assert_eq!(row, ("Northland".to_owned(), "Ada Lang".to_owned()));
    let sql = "SELECT instr(sentence_text, source_words) > 0 AND length(sentence_text) > 9 FROM edges_with_evidence";
    let mut statement = store.prepare(sql).unwrap();
    let found: Vec<bool> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(!found.is_empty() && found.iter().all(|found| *found), "{found:?}");
    let sql = "SELECT source_name, relation, other_relation, first_seen, other_first_seen FROM contradictions";
    let row = store.query_row(sql, [], |row| (0..5).map(|n| row.get(n)).collect::<Result<Vec<String>, _>>()).unwrap();
    assert_eq!(row, ["Northland", "supports", "opposes", "2018-11-12", "2020-01-03"]);
}

#[test]
fn damage_inside_is_found_before_anything_is_written() {
    let folder = two();
    let mut bytes = fs::read(folder.path("powermap.db")).unwrap();
    let page = 8192;
    for at in (page..bytes.len()).step_by(page) {
        bytes[at..at + 16].fill(0xee);
    }
    folder.write("powermap.db", &bytes);
    for command in [&["add", "a.txt"][..], &["check"], &["who", "supports", "lang"]] {
        let run = folder.run(command).must_fail(1);
        assert!(run.err.contains("powermap.db") && run.err.contains("damaged"), "{run:?}");
        assert!(fs::read(folder.path("powermap.db")).unwrap() == bytes, "{command:?} wrote to it");
    }
}
