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
fn allies_and_rivals_come_with_the_chains_that_make_them_so() {
    insta::assert_snapshot!(ask(&["allies", "norland"]).must_succeed().out);
    insta::assert_snapshot!(ask(&["rivals", "norland", "--limit", "3"]).must_succeed().out);
    let run = ask(&["allies", "norland", "--format", "csv"]).must_succeed();
    run.must_contain("ally,ally_name,how,score,step,source,").must_contain("friend of friend,");
}

#[test]
fn rank_has_all_measures_and_the_surest_relation() {
    insta::assert_snapshot!(ask(&["rank", "--limit", "4"]).must_succeed().out);
    let run =
        ask(&["rank", "--by", "betweenness", "--type", "person", "--limit", "1", "--format", "csv"]).must_succeed();
    assert_eq!(run.out.lines().nth(1).map(|line| line.starts_with("1,kalimar-hallam,")), Some(true), "{}", run.out);
    let run = ask(&["rank", "--by", "degree", "--relation", "hosts", "--limit", "0"]).must_succeed();
    run.must_contain("4 of 4 entities, by degree");
    ask(&["rank", "--by", "beauty"]).must_fail(2);
}

#[test]
fn camps_tell_members_support_and_frustration() {
    insta::assert_snapshot!(ask(&["camps"]).must_succeed().out);
    ask(&["camps", "--format", "csv"])
        .must_succeed()
        .must_contain("camp,row,id,name,type,source,")
        .must_contain("\n1,member,")
        .must_contain("\n1,joined by,,,,");
}

#[test]
fn timelines_go_by_year_month_or_day() {
    insta::assert_snapshot!(ask(&["timeline", "hallam", "--by", "year"]).must_succeed().out);
    ask(&["timeline", "hallam", "--by", "day"]).must_succeed().must_contain("2018-11-12, 1 statement\n");
    ask(&["timeline", "hallam", "--since", "2020"])
        .must_contain("2020-02, 1 statement")
        .must_not_contain("2018")
        .must_not_contain("no date");
}

#[test]
fn diff_tells_what_changed_between_periods_and_between_files() {
    let folder = archive();
    let run = folder.run(&["diff", "map.json", "--old", "..2019-08", "--new", "2019-09.."]);
    insta::assert_snapshot!(run.out);
    run.must_say(&["1 document has no date, so that --old and --new leave out what is stated there"]);
    folder.run(&["extract", "map.json", "--until", "2019", "-o", "old.json"]);
    let run = folder.run(&["diff", "old.json", "map.json", "--format", "csv"]).must_succeed();
    run.must_contain("change,was_status,was_confidence,source,")
        .must_contain("\nchanged,asserted,0.9,southmark.place.sx,");
    folder
        .run(&["diff", "map.json", "map.json"])
        .must_succeed()
        .must_contain("new: 0 relations, 0 entities; gone: 0 relations, 0 entities; changed: 0 relations\n");
    folder.run(&["diff", "map.json"]).must_fail(2);
}

#[test]
fn every_question_answers_in_json() {
    for question in
        [&["allies", "norland"][..], &["rivals", "corti"], &["rank"], &["camps"], &["timeline", "corti"], &["stats"]]
    {
        let run = ask(&[question, &["--format", "json"]].concat()).must_succeed();
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{question:?}: {e}"));
        assert_eq!(json["question"], question[0]);
        assert!(question[0] == "stats" || run.out.contains("\"text\": \""), "{question:?} has evidence");
    }
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

#[test]
fn a_store_answers_as_its_graph_does() {
    let folder = Folder::new();
    folder.write("a.txt", "Talks in Rome\n\nROME, Nov 12, 2018 - Norland backs Ada Lang, the minister said. Ada Lang met Ben Oduya in Rome.\n");
    folder.write("b.txt", "Anger in Rome\n\nROME, Jan 3, 2020 - Sudmark condemned Ada Lang on Friday. Norland condemned Ada Lang too. Sudmark backs Ben Oduya.\n");
    folder.run(&["add", "a.txt", "b.txt"]).must_succeed();
    folder.run(&["export", "--format", "json", "-o", "map.json"]);
    let mut told = String::new();
    for question in [
        &["who", "opposes", "lang"][..],
        &["whom", "norland", "supports"],
        &["show", "ada lang"],
        &["between", "norland", "lang"],
        &["path", "norland", "oduya"],
        &["allies", "norland"],
        &["rivals", "lang"],
        &["rank"],
        &["camps"],
        &["timeline", "lang", "--since", "2019"],
        &["ask", "Who backs Lang?"],
        &["ask", "Which countries oppose Ada Lang or back Oduya?"],
        &["ask", "Does Norland back Lang?"],
        &["ask", "How is Norland connected to Ben Oduya?"],
        &["ask", "What happened to Lang in 2018?"],
    ] {
        let answers = ["map.json", "powermap.db"].map(|file| folder.run(&[question, &[file]].concat()));
        let [graph, store] = answers.map(|run| (run.out, run.err));
        assert_eq!(graph, store, "{question:?}");
        told.push_str(&graph.0);
    }
    assert!(told.contains("Norland supports Ada Lang") && told.contains("friend"), "{told}");
}
