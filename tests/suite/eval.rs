//! Scores on annotated files.

use super::helpers::{Folder, SUMMIT};
use powermap::eval::gold::{GoldArticle, GoldReport, score_article};
use powermap::graph::Graph;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_graph_is_held_against_what_a_reader_drew() {
    let gold = GoldArticle::from_json(include_str!("data/summit.gold.json")).unwrap();
    let score = score_article(&gold, &Graph::from_json(SUMMIT).unwrap());
    insta::assert_snapshot!(score.errors(), @r"
        ## summit: 4 right, 1 wrong, 2 missed
        wrong   Pål Öström supports Ada Lang  negated 0.70
                pattern:test 0.70: Pål Öström denied that he supports her.
        missed  Pal Ostrom supports Ada Lang  asserted
                Pål Öström denied that he supports her
        missed  Larkhaven hosts summit  asserted
                the Larkhaven summit
        ");
    insta::assert_snapshot!(GoldReport::of(&[score]), @r"
        attends      P 1.000  R 1.000  F1 1.000   gold    1  system    1
        hosts        P 0.000  R 0.000  F1 0.000   gold    1  system    0
        leads        P 1.000  R 1.000  F1 1.000   gold    1  system    1
        meets        P 1.000  R 1.000  F1 1.000   gold    1  system    1
        supports     P 0.500  R 0.500  F1 0.500   gold    2  system    2
        core four    P 0.800  R 0.800  F1 0.800   gold    5  system    5
        all          P 0.800  R 0.667  F1 0.727   gold    6  system    5
        status right 0.750  entities found 0.833  split 0  merged 0  over 1 documents
        ");
}

#[test]
fn the_table_is_that_of_the_golds_own_scorer() {
    let scorer = root().join("../shared/gold/score.py");
    let has_python = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has_python || !scorer.exists() {
        eprintln!("skipped: python3 and {} are not both there", scorer.display());
        return;
    }
    let gold = root().join("tests/suite/data/gold");
    for more in [&[][..], &["--patterns-only"], &["--min-confidence", "0.6"]] {
        let folder = Folder::new();
        std::fs::create_dir(folder.path("system")).unwrap();
        for article in ["coast", "mine"] {
            let text = gold.join(article).with_extension("txt");
            let graph = format!("system/{article}.json");
            folder.run(&[&["extract", &display(&text), "-o", &graph], more].concat()).must_succeed();
        }
        for format in [&[][..], &["--json"]] {
            let mut command = folder.command("python3");
            let output = command.arg(&scorer).arg(&gold).arg("system").args(format).output().unwrap();
            let theirs = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let ours = folder.run(&[&["eval", &display(&gold)], format, more].concat()).must_succeed().out;
            assert_eq!(ours.trim_end(), theirs.trim_end(), "{more:?}");
        }
    }
}

fn display(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn errors_come_with_their_sentences() {
    let gold: PathBuf = root().join("tests/suite/data/gold");
    let run = Folder::new().run(&["eval", &display(&gold), "--errors"]).must_succeed();
    assert!(run.out.starts_with("## coast: "), "{}", run.out);
    let missed = run.out.lines().filter(|line| line.starts_with("missed  ")).count();
    let told =
        |line: &str| line.split(", ").nth(2).and_then(|part| part.strip_suffix(" missed")?.parse::<usize>().ok());
    assert_eq!(run.out.lines().filter_map(told).sum::<usize>(), missed);
    run.must_contain("\nstatus right ").must_contain(" over 2 documents\n");
}

#[test]
fn parts_are_scored_on_small_files() {
    let folder = Folder::new();
    folder.write(
        "trees.conllu",
        "# text = Norland can't vote.\n1\tNorland\tNorland\tPROPN\tNNP\t_\t4\tnsubj\t_\t_\n\
         2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
         4\tvote\tvote\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n",
    );
    folder
        .run(&["eval", "--conllu", "trees.conllu"])
        .must_succeed()
        .must_contain("words                            100.00  100.00  100.00\n")
        .must_contain("5 words in 1 documents\n");
    folder.write("names.tsv", "Angela\tB-HUMAN\nMerkel\tI-HUMAN\nleft\tO\nBerlin\tB-CITY\n.\tO\n");
    folder.write("types.toml", "HUMAN = \"person\"\n");
    folder
        .run(&["eval", "--names", "names.tsv", "--types", "types.toml"])
        .must_succeed()
        .must_contain("all                  P 100.00  R 100.00  F1 100.00   gold      1  system      1\n");
    folder.write("types.toml", "HUMAN = \"place\"\n");
    folder.run(&["eval", "--names", "names.tsv", "--types", "types.toml", "--errors"]).must_succeed().must_contain(
        "# Angela Merkel left Berlin .\nmissed  place        Angela Merkel\nwrong   place        Berlin\n",
    );
    folder.write("stance.txt", "[Norland] sharply criticised [Sudmark].\tNorland\tSudmark\t3\n");
    folder
        .run(&["eval", "--stance", "stance.txt"])
        .must_succeed()
        .must_contain("accuracy 100.00  macro-F1 20.00  over 1 rows\n");
    folder.write(
        "gap.tsv",
        "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n\
         x\tAngela Merkel said she met Emmanuel Macron.\tshe\t19\tAngela Merkel\t0\tTRUE\tEmmanuel Macron\t27\tFALSE\t-\n",
    );
    folder
        .run(&["eval", "--gap", "gap.tsv"])
        .must_succeed()
        .must_contain("overall              P 100.00  R 100.00  F1 100.00   gold      1  system      1\n");
    folder.run(&["eval", "--gap", "gap.tsv", "--json"]).must_succeed().must_contain("\n \"rows\": 1,\n");
}

#[test]
fn wrong_files_are_told_on_one_line() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("empty")).unwrap();
    folder.write("bad", "x\ty\tz\n");
    folder.write("latin", b"S\xe3o");
    folder.write("other.tsv", "Ada\tB-HUMAN\n");
    for (arguments, words) in [
        (&["eval", "missing"][..], "missing: cannot be read as a folder; give a folder with articles"),
        (&["eval", "empty"], "empty: no file of this folder ends in .json"),
        (&["eval", "--conllu", "missing"], "missing: cannot be read; check the path"),
        (&["eval", "--conllu", "bad"], "bad: line 1: 3 columns where 8 to 10 are needed"),
        (&["eval", "--names", "bad"], "bad: line 1: neither `number word tag` nor `word tag`"),
        (&["eval", "--names", "latin"], "latin: byte 1: is not UTF-8"),
        (&["eval", "--names", "other.tsv"], "other.tsv: has no name of a type that the table knows"),
        (&["eval", "--names", "other.tsv", "--types", "bad"], "bad: line 1: "),
        (&["eval", "--stance", "bad"], "bad: line 1: a line has a sentence with [two] marked [ends]"),
        (&["eval", "--gap", "bad"], "bad: line 1: the header of a table of GAP is wanted"),
    ] {
        let run = folder.run(arguments).must_fail(1);
        assert!(run.err.starts_with(&format!("powermap: {words}")), "{arguments:?}: {}", run.err);
        assert_eq!((run.err.lines().count(), run.out.as_str()), (1, ""), "{}", run.err);
    }
    for arguments in [
        &["eval"][..],
        &["eval", "empty", "--gap", "bad"],
        &["eval", "--conllu", "bad", "--errors"],
        &["eval", "--stance", "bad", "--patterns-only"],
        &["eval", "empty", "--types", "bad"],
    ] {
        folder.run(arguments).must_fail(2);
    }
}

#[test]
fn a_bad_article_does_not_stop_the_others() {
    let folder = Folder::new();
    let gold = |id: &str| format!("{{\"id\": \"{id}\", \"entities\": [], \"relations\": []}}");
    folder.write("a.json", gold("a"));
    folder.write("a.txt", "Norland backs Sudmark.");
    folder.write("b.json", "{\"id\": \"b\",\n \"entities\": []}");
    folder.write("c.json", gold("c"));
    folder.write("d.json", gold("a"));
    folder.write("d.txt", "Norland backs Sudmark.");
    let run = folder.run(&["eval", "."]).must_fail(1).must_contain("over 2 documents\n");
    run.must_say(&[
        "./b.json: line 2: missing field `relations`",
        "./c.txt: there is no such file; check the path",
        "./d.json: another file has the id \"a\" too; give each article its own",
    ]);
}

#[test]
fn no_table_is_shown_where_no_annotation_can_be_read() {
    let folder = Folder::new();
    folder.write("a.txt", "Norland backs Hallam.");
    folder.write("a.json", "{");
    let run = folder.run(&["eval", "."]).must_fail(1);
    assert!(run.out.is_empty(), "{}", run.out);
    assert!(run.err.contains("a.json"), "{}", run.err);
}
