//! Questions in plain English to the archive of `questions.rs`: how they are understood, and what is answered.

use super::questions::{ARCHIVE, ask};
use powermap::graph::Graph;
use powermap::query::understand;
use powermap::reading::Reader;
use powermap::relations::Ontology;

/// Questions, each with how it must be understood.
const QUESTIONS: &str = include_str!("data/ask.tsv");
/// Questions that were written before the code was.
const HELD_OUT: &str = include_str!("data/ask-held-out.tsv");

/// The questions of a table that are understood otherwise, and the number of all.
fn misunderstood(table: &str) -> (Vec<String>, usize) {
    let (graph, ontology) = (Graph::from_json(ARCHIVE).unwrap(), Ontology::built_in());
    let reader = Reader::embedded().unwrap();
    let told = |question: &str| match understand(question, &graph, &ontology, &reader) {
        Ok(understood) => understood.tell(&graph, &ontology),
        Err(error) => error.to_string(),
    };
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once('\t')).collect();
    let wrong = rows.iter().map(|(question, expected)| (question, expected, told(question)));
    let wrong = wrong.filter(|(_, expected, told)| told != *expected);
    (
        wrong.map(|(question, expected, told)| format!("{question}\n  expected {expected}\n  told {told}")).collect(),
        rows.len(),
    )
}

#[test]
fn questions_of_many_wordings_are_understood() {
    let (wrong, all) = misunderstood(QUESTIONS);
    assert!(all >= 60, "{all} questions");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn questions_written_before_the_code_are_mostly_understood() {
    let (wrong, all) = misunderstood(HELD_OUT);
    eprintln!("{} of {all} held-out questions are understood otherwise:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(all, 20);
    assert!(wrong.len() <= 2, "{}", wrong.join("\n"));
}

#[test]
fn the_answer_is_that_of_the_plain_command() {
    let run = ask(&["ask", "Who backs Hallam?"]).must_succeed();
    let plain = ask(&["who", "supports", "hallam"]).must_succeed();
    assert_eq!(run.out, format!("understood: who supports Kalimar Hallam\n{}", plain.out));
    let run = ask(&["ask", "Who backs Hallam?", "--format", "csv"]);
    assert_eq!(run.out, ask(&["who", "supports", "hallam", "--format", "csv"]).out);
    run.must_say(&["understood: who supports Kalimar Hallam"]);
    let run = ask(&["ask", "Who backs Hallam?", "--format", "json"]).must_succeed();
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["understood"], "who supports Kalimar Hallam");
    assert_eq!(json["answer"]["edges"].as_array().unwrap().len(), 5);
}

#[test]
fn sets_are_joined_and_come_with_what_put_each_member_there() {
    let run = ask(&["ask", "Which countries support the Larkhaven plan but oppose Corti?"]).must_succeed();
    insta::assert_snapshot!(run.out);
    let run = ask(&["ask", "Which countries support the Larkhaven plan but not Corti?"]).must_succeed();
    run.must_contain("\nEstavia\n").must_not_contain("\nNorland\n").must_not_contain("\nSouthmark\n");
    let run = ask(&["ask", "Which people oppose Hallam or Lang?"]).must_succeed();
    run.must_contain("\nLena Brandt\n").must_contain("\nTomas Varga\n").must_not_contain("United Ports");
    let run = ask(&["ask", "Which organisations back Brandt?"]).must_succeed();
    run.must_contain("none found");
}

#[test]
fn whether_something_holds_is_yes_denied_disputed_or_not_known() {
    for (question, answer) in [
        ("Does Estavia oppose Corti?", "yes: Estavia opposes Mirel Corti"),
        ("Did Hallam attend the Larkhaven summit?", "denied: Kalimar Hallam attends Larkhaven summit"),
        ("Does Orrania back Hallam?", "disputed: Orrania supports Kalimar Hallam"),
        ("Will Estavia back Hallam?", "planned: Estavia supports Kalimar Hallam"),
        ("Is Brandt the leader of the Free Harbour Party?", "formerly: Lena Brandt leads Free Harbour Party"),
        ("Does Lang support Hallam?", "not known: Ada Lang supports Kalimar Hallam"),
    ] {
        ask(&["ask", question]).must_succeed().must_contain(&format!("\n{answer}\n"));
    }
    let run = ask(&["ask", "Does Varga support Hallam?"]).must_succeed();
    run.must_contain("not known: ").must_contain("there is between them:\n  Tomas Varga opposes Kalimar Hallam");
}

#[test]
fn how_many_and_when_are_answered() {
    let run = ask(&["ask", "How many countries back Hallam?"]).must_succeed();
    run.must_contain("understood: how many: which countries support Kalimar Hallam\ncount: 3\n")
        .must_contain("\nNorland\n");
    let run = ask(&["ask", "How many countries back Hallam?", "--format", "json"]).must_succeed();
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((json["count"].as_u64(), json["answer"]["members"].as_array().map(Vec::len)), (Some(3), Some(3)));
    let run = ask(&["ask", "When did Corti meet Lang?"]).must_succeed();
    run.must_contain("\n2019-04-01, 1 statement\n")
        .must_contain("Lang met Corti in Pallano.")
        .must_not_contain("support");
}

#[test]
fn a_status_in_a_question_is_asked_for() {
    let run = ask(&["ask", "Who will back Hallam?"]).must_succeed();
    run.must_contain("\nEstavia\n").must_not_contain("\nNorland\n");
    let run = ask(&["ask", "Which countries back Hallam except Estavia?"]).must_succeed();
    run.must_contain("\nNorland\n").must_not_contain("\nEstavia\n");
    let run = ask(&["ask", "Did Norland stop backing Hallam?"]).must_succeed();
    run.must_contain("\nnot known: Norland supports Kalimar Hallam\nthere is between them:\n");
    let run = ask(&["ask", "Did Brandt stop leading the Free Harbour Party?"]).must_succeed();
    run.must_contain("\nformerly: Lena Brandt leads Free Harbour Party\n");
}

#[test]
fn the_time_in_a_question_limits_its_answer() {
    let hint = ["1 document has no date, so that the times in the question leave out what is stated there"];
    let run = ask(&["ask", "Who backed Hallam in 2020?"]);
    let out = run.out.clone();
    run.must_say(&hint);
    assert!(out.contains("Estavia supports") && !out.contains("Norland supports"), "{out}");
    let run = ask(&["ask", "What happened to Hallam in 2018?"]);
    run.must_contain("understood: what happened to Kalimar Hallam, in 2018\n2018-03, 3 statements")
        .must_not_contain("2019");
}

#[test]
fn what_is_not_understood_is_told_and_not_guessed() {
    let told = |question: &str| ask(&["ask", question]).must_fail(1).err;
    assert!(told("Who backs Kalimar Hallem?").contains("did you mean \"Kalimar Hallam\"?"));
    for (question, part) in [
        ("Why did Corti meet Lang?", "(understood: Mirel Corti, Ada Lang)"),
        ("Where did Corti meet Lang in 2019?", "(understood: Mirel Corti, Ada Lang, in 2019)"),
        ("Who painted Corti?", "(understood: Mirel Corti)"),
        ("Which generals back Corti?", "(understood: Mirel Corti)"),
        ("Who met in Pallano?", "(understood: Pallano)"),
        ("How many times did Lang meet Corti?", "(understood: Ada Lang, Mirel Corti)"),
        ("", "it is not clear what is asked;"),
    ] {
        let err = told(question);
        assert!(
            err.contains(part) && err.contains("\"Who backs NAME?\"") && err.lines().count() == 1,
            "{question}: {err}"
        );
    }
    let long = format!("Who supports {}?", "Hallam or ".repeat(40));
    assert!(told(&long).contains("it has 83 words; ask one question at a time, in no more than 60 words"));
    let run = ask(&["ask", "Who supports Hallam in the war?"]).must_succeed();
    run.must_contain("understood: who supports Kalimar Hallam (left out: war)\n");
}
