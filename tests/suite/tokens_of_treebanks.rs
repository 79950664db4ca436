//! The tokenizer against the English treebanks, where they lie beside the project.

use powermap::Span;
use powermap::reading::{conllu, token::tokenize};
use std::collections::BTreeSet;
use std::path::Path;

/// F1 of the words of a treebank's raw text, in percent, as the scorer of the CoNLL 2018 shared task counts them; none
/// where the treebank is not there.
fn words_f1(treebank: &str) -> Option<f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/treebank").join(treebank);
    let Ok(content) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let (mut gold, mut found, mut both) = (0, 0, 0);
    for (text, reading) in conllu::parse(&content).expect("a treebank is CoNLL-U") {
        let right: BTreeSet<Span> = reading.sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.span)).collect();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            for token in tokenize(&text, Span::new(start, start + paragraph.len())) {
                found += 1;
                both += usize::from(right.contains(&token.span));
            }
            start += paragraph.len() + 2;
        }
        gold += right.len();
    }
    Some(200.0 * both as f64 / (gold + found) as f64)
}

#[test]
fn words_of_the_web_treebank() {
    if let Some(f1) = words_f1("ewt-dev.conllu") {
        assert!(f1 >= 99.2, "words F1 {f1:.2}");
    }
}

#[test]
fn words_of_gum() {
    if let Some(f1) = words_f1("gum-dev.conllu") {
        assert!(f1 >= 99.8, "words F1 {f1:.2}");
    }
}
