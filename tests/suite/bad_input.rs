//! What is wrong with the input is told on one line, and what to do about it.

use super::helpers::{Folder, SUMMIT};

#[test]
fn a_file_that_is_no_article_is_told_on_one_line() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("latin.txt", b"Rome\nbacks S\xe3o Paulo.");
    folder.write("binary.txt", b"\x7fELF\x02\x01\0\0\0");
    std::fs::create_dir(folder.path("folder")).unwrap();
    for (name, words) in [
        ("missing.txt", "there is no such file; check the path"),
        ("folder", "holds no files; name a folder with articles in it"),
        ("empty.txt", "is empty"),
        ("latin.txt", "line 2: is not UTF-8; convert it with `iconv"),
        ("binary.txt", "looks like binary data"),
    ] {
        for command in [&["extract"][..], &["read"], &["show", "x"], &["who", "leads", "x"]] {
            let run = folder.run(&[command, &[name]].concat()).must_fail(1);
            assert!(run.err.starts_with(&format!("powermap: {name}: ")) && run.err.contains(words), "{}", run.err);
            assert_eq!((run.err.lines().count(), run.out.as_str()), (1, ""), "{}", run.err);
        }
    }
    let run = folder.run_with("", &["extract", "-"]).must_fail(1);
    assert!(run.err.starts_with("powermap: -: is empty"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("secret.txt", "Rome backs the plan.");
    std::fs::set_permissions(folder.path("secret.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(folder.path("secret.txt")).is_ok() {
        eprintln!("skipped: the tests run as root, who may read all");
        return;
    }
    let run = folder.run(&["extract", "secret.txt"]).must_fail(1);
    assert!(run.err.contains("secret.txt: cannot be read"), "{}", run.err);
}

#[test]
fn a_batch_goes_on_and_sums_up() {
    let folder = Folder::with_summit();
    folder.write("empty.txt", " \n");
    let run = folder.run(&["extract", "missing.txt", "summit.json", "empty.txt", "--format", "text"]).must_fail(1);
    assert!(run.out.starts_with("5 entities, 5 relations"), "{}", run.out);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(
        lines[0].starts_with("powermap: missing.txt: ") && lines[1].starts_with("powermap: empty.txt: "),
        "{lines:?}"
    );
    assert_eq!(lines[2..], ["powermap: 2 of 3 files could not be read"]);
}

#[test]
fn a_graph_with_faults_is_told_with_its_place() {
    let folder = Folder::new();
    folder.write("broken.json", SUMMIT.replacen("\"status\":\"reported\"", "\"status\":\"rumoured\"", 1));
    let run = folder.run(&["show", "lang", "broken.json"]).must_fail(1);
    assert!(run.err.starts_with("powermap: broken.json: edges[4].status: unknown variant `rumoured`"), "{}", run.err);
    assert!(run.err.contains("at line 15 column "), "{}", run.err);
    folder.write("cut.json", &SUMMIT[..700]);
    let run = folder.run(&["extract", "cut.json"]).must_fail(1);
    assert!(run.err.starts_with("powermap: cut.json: ") && run.err.contains(" at line 8 column "), "{}", run.err);
    folder.write("newer.json", SUMMIT.replacen("powermap/1", "powermap/2", 1));
    let run = folder.run(&["extract", "newer.json"]).must_fail(1);
    assert!(run.err.contains("newer than \"powermap/1\"") && run.err.contains("install"), "{}", run.err);
    for (name, text, told) in [
        ("begun.json", "{\n", "has no end"),
        ("links.json", "{\"nodes\": [], \"links\": []}", "is a graph without graph.schema"),
        (
            "map.txt",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Norland backs Ada Lang.</text></svg>",
            "is XML with <svg>",
        ),
    ] {
        folder.write(name, text);
        let run = folder.run(&["extract", name]).must_fail(1);
        assert!(run.err.starts_with(&format!("powermap: {name}: ")) && run.err.contains(told), "{}", run.err);
    }
    folder.write("latin.json", b"{\"graph\": \"\xe9\"}");
    let run = folder.run(&["extract", "latin.json"]).must_fail(1);
    assert!(run.err.contains("byte 11: is not UTF-8"), "{}", run.err);
}

#[test]
fn a_failed_run_leaves_the_old_output() {
    let folder = Folder::new();
    folder.write("map.json", "old");
    folder.run(&["extract", "missing.txt", "-o", "map.json"]).must_fail(1);
    assert_eq!(folder.read("map.json"), "old");
    let folder = Folder::with_summit();
    let run = folder.run(&["extract", "summit.json", "-o", "none/map.json"]).must_fail(1);
    run.must_say(&["none/map.json: cannot be written: there is no folder none; make it first or give another"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_and_a_folder_as_standard_input_are_told() {
    use std::fs::File;
    let folder = Folder::with_summit();
    let run = folder.run(&["extract", "summit.json", "-o", "/dev/full"]).must_fail(1);
    assert!(run.err.starts_with("powermap: /dev/full: cannot be written; make room or write elsewhere"), "{}", run.err);
    for command in [&["extract", "summit.json"][..], &["show", "lang", "summit.json"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut powermap = folder.command(env!("CARGO_BIN_EXE_powermap"));
        let output = powermap.args(command).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("powermap: standard output: cannot be written; make room"), "{said}");
        assert_eq!((output.status.code(), said.lines().count()), (Some(1), 1));
    }
    let mut powermap = folder.command(env!("CARGO_BIN_EXE_powermap"));
    let output = powermap.args(["extract", "-"]).stdin(File::open(folder.path(".")).unwrap()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "powermap: -: standard input is a directory; give the text of an article\n");
}

#[test]
fn what_cannot_be_done_with_a_graph_or_a_name_is_a_wrong_argument() {
    let folder = Folder::with_summit();
    for command in
        [&["extract", "summit.json"][..], &["who", "meets", "lang", "summit.json"], &["show", "lang", "summit.json"]]
    {
        let run = folder.run(&[command, &["--patterns-only"]].concat()).must_fail(2);
        assert!(run.err.starts_with("powermap: summit.json: is a graph made before"), "{}", run.err);
        assert_eq!((run.err.lines().count(), run.out.as_str()), (1, ""));
    }
    for (name, hint) in [("map.pdf", "dot -Tpdf > map.pdf"), ("map.csv", "--format csv -o map`"), ("map.xyz", "")] {
        let run = folder.run(&["extract", "summit.json", "-o", name]).must_fail(2);
        assert!(run.err.contains("json (.json), text (.txt), markdown (.md)"), "{}", run.err);
        assert!(run.err.contains(hint) && run.err.contains("or give --format"), "{}", run.err);
        assert!(!folder.path(name).exists());
    }
}

#[test]
fn an_ontology_with_faults_is_told_with_its_place() {
    let folder = Folder::with_summit();
    folder.write("own.toml", "[[relation]]\nname = 7\n");
    let run = folder.run(&["extract", "summit.json", "--ontology", "own.toml"]).must_fail(1);
    assert!(run.err.starts_with("powermap: own.toml:2:"), "{}", run.err);
    let run = folder.run(&["extract", "summit.json", "--ontology", "none.toml"]).must_fail(1);
    assert!(run.err.contains("none.toml: cannot be read"), "{}", run.err);
}

#[test]
fn wrong_arguments_end_with_status_2() {
    let folder = Folder::with_summit();
    for arguments in [
        &["extract"][..],
        &["extract", "summit.json", "--min-confidence", "1.5"],
        &["extract", "summit.json", "--min-confidence", "NaN"],
        &["extract", "summit.json", "--status", "true"],
        &["extract", "summit.json", "--format", "gif"],
        &["extract", "summit.json", "--threads", "0"],
        &["who", "supports"],
        &["fly"],
        &[],
    ] {
        let run = folder.run(arguments).must_fail(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
}

#[test]
fn hostile_text_is_read_in_a_bounded_time() {
    let folder = Folder::new();
    for (name, text) in [
        ("word", "a".repeat(300_000)),
        ("digits", "1".repeat(300_000)),
        ("brackets", "([{".repeat(3_000)),
        ("quotes", "\"'".repeat(3_000)),
        ("marks", "e\u{301}\u{302}\u{303}".repeat(30_000)),
        ("emoji", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(1_000)),
        ("right-to-left", "\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} ".repeat(2_000)),
        ("sentence", "Holm and ".repeat(1_500)),
        ("lines", "- a\n".repeat(2_000)),
    ] {
        folder.write(name, format!("Rome {text}"));
        let run = folder.run(&["extract", name]).must_succeed();
        assert!(run.out.starts_with("{\"directed\": true") || run.out.starts_with("{\n"), "{name}: {:.80}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once_and_whole() {
    let folder = Folder::with_summit();
    for (text, wanted) in [(SUMMIT, "ada-lang"), (&"Rome backs the plan. ".repeat(100)[..], "\"documents\"")] {
        let status = folder.command("mkfifo").arg("pipe").status().expect("mkfifo runs");
        assert!(status.success());
        let (path, text) = (folder.path("pipe"), text.to_owned());
        let feed = std::thread::spawn(move || std::fs::write(path, text));
        folder.run(&["extract", "pipe"]).must_succeed().must_contain(wanted);
        feed.join().unwrap().expect("the pipe takes all");
        std::fs::remove_file(folder.path("pipe")).unwrap();
    }
}

#[test]
fn what_is_too_long_for_an_article_is_told() {
    let folder = Folder::new();
    folder.write("long.txt", vec![b'a'; 100 << 20]);
    let run = folder.run(&["extract", "long.txt"]).must_fail(1);
    assert!(run.err.starts_with("powermap: long.txt: is larger than ") && run.err.lines().count() == 1, "{}", run.err);
}
