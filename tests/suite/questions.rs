//! Questions to a graph of several dated documents, in every form of answers.

use super::helpers::{Folder, Run};

/// An invented archive: nine documents from 2017 to 2021, one without a date (`data/make_archive.py` writes it).
pub const ARCHIVE: &str = include_str!("data/archive.json");

pub fn archive() -> Folder {
    let folder = Folder::new();
    folder.write("map.json", ARCHIVE);
    folder
}

pub fn ask(arguments: &[&str]) -> Run {
    archive().run(&[arguments, &["map.json"]].concat())
}

#[test]
fn the_archive_is_written_as_powermap_writes_it() {
    assert_eq!(ask(&["extract"]).must_succeed().out, ARCHIVE);
}

#[test]
fn who_tells_the_dates_and_both_sides_of_what_is_contradicted() {
    insta::assert_snapshot!(ask(&["who", "supports", "hallam"]).must_succeed().out);
}

#[test]
fn whom_lists_the_targets() {
    insta::assert_snapshot!(ask(&["whom", "norland", "supports"]).must_succeed().out);
    ask(&["whom", "hallam", "hosts"]).must_succeed().must_contain("none found: Kalimar Hallam hosts\n");
}

#[test]
fn between_has_both_directions() {
    insta::assert_snapshot!(ask(&["between", "norland", "ada lang"]).must_succeed().out);
    ask(&["between", "norland", "brandt"]).must_succeed().must_contain("none found: between Norland and Lena Brandt");
    ask(&["between", "lang", "ada lang"])
        .must_fail(1)
        .must_say(&["\"lang\" and \"ada lang\" are both Ada Lang; give two"]);
}

#[test]
fn path_explains_each_step() {
    insta::assert_snapshot!(ask(&["path", "United Ports", "Larkhaven summit"]).must_succeed().out);
    let run = ask(&["path", "United Ports", "Larkhaven summit", "--relations", "member_of,leads,attends"]);
    run.must_succeed().must_contain("3 steps").must_contain("Norland member of United Ports");
    let run = ask(&["path", "United Ports", "Larkhaven summit", "--relations", "member_of"]).must_succeed();
    run.must_contain("none found: from United Ports to Larkhaven summit");
}

#[test]
fn stats_count() {
    insta::assert_snapshot!(ask(&["stats"]).must_succeed().out);
}

#[test]
fn a_period_leaves_out_what_was_stated_outside_it() {
    let hint = ["1 document has no date, so that --since and --until leave out what is stated there"];
    let sources = |more: &[&str]| {
        let run = ask(&[&["who", "supports", "hallam", "--format", "csv"], more].concat());
        let told = |line: &str| line.split(',').nth(1).map(str::to_owned);
        let names: Vec<String> = run.out.lines().skip(1).filter_map(told).collect();
        (names, run)
    };
    assert_eq!(sources(&[]).0, ["Norland", "Lena Brandt", "Orrania", "Estavia", "Orrania"]);
    let (names, run) = sources(&["--since", "2018", "--until", "2019-04"]);
    run.must_say(&hint);
    assert_eq!(names, ["Orrania", "Orrania"]);
    let (names, _) = sources(&["--until", "2017-05-04"]);
    assert_eq!(names, ["Norland"]);
    assert_eq!(sources(&["--until", "2017-05-03"]).0, [""; 0]);
    // A document that is known to be of 2021 may be later than March.
    let leads = |until: &str| ask(&["who", "leads", "harbour", "--until", until]).must_say(&hint).out;
    assert!(leads("2021").contains("Lena Brandt") && leads("2021-03").contains("none found"));
    let run = ask(&["extract", "--since", "2020", "--format", "text"]).must_say(&hint);
    run.must_contain("Norland -> Kalimar Hallam  asserted 0.90, 2020-07-15").must_not_contain("2019");
}

#[test]
fn periods_that_cannot_be_are_wrong_arguments() {
    let run = ask(&["who", "supports", "hallam", "--since", "2019", "--until", "2018"]).must_fail(2);
    run.must_say(&["--until is before --since, so that nothing is between them; turn them round"]);
    let run = ask(&["who", "supports", "hallam", "--since", "spring"]).must_fail(2);
    assert!(run.err.contains("\"spring\" is no date; give a year, a month or a day"), "{}", run.err);
}

#[test]
fn json_has_all_the_evidence_with_dates() {
    let run = ask(&["who", "opposes", "corti", "--format", "json"]).must_succeed();
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["question"], "who");
    assert_eq!(json["name"]["id"], "mirel-corti");
    let edge = &json["edges"][0];
    assert_eq!((edge["source"].as_str(), edge["first_seen"].as_str()), (Some("estavia.place.ex"), Some("2019-04-01")));
    let evidence = &edge["evidence"][0];
    assert_eq!(evidence["text"], "Estavia opposes Corti.");
    assert_eq!((evidence["date"].as_str(), evidence["document"].as_str()), (Some("2019-04-01"), Some("talks-2019")));
    for (question, list) in [
        (&["whom", "norland", "supports"][..], "edges"),
        (&["show", "norland"], "edges"),
        (&["between", "norland", "hallam"], "edges"),
        (&["path", "norland", "council"], "steps"),
    ] {
        let run = ask(&[question, &["--format", "json"]].concat()).must_succeed();
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert!(!json[list].as_array().unwrap().is_empty(), "{question:?}");
        assert_eq!(json["question"], question[0]);
    }
}

#[test]
fn csv_has_a_row_for_each_statement() {
    let run = ask(&["who", "supports", "corti", "--format", "csv"]).must_succeed();
    insta::assert_snapshot!(run.out);
    let run = ask(&["stats", "--format", "csv"]).must_succeed();
    run.must_contain("what,of,count\ndocuments,,9\ndated documents,,8\n").must_contain("entities,person,6");
}
