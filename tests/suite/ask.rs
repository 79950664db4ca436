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
    assert!(wrong.len() <= 4, "{}", wrong.join("\n"));
}
