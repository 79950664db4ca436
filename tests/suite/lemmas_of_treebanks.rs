//! Lemmas against the English treebanks with their tags, where they lie beside the project.

use powermap::reading::{conllu, lemma::lemma};
use std::path::Path;

/// Share of right lemmas in percent; none where the treebank is not there.
fn accuracy(treebank: &str) -> Option<f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/treebank").join(treebank);
    let Ok(content) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let (mut right, mut total) = (0, 0);
    for (text, reading) in conllu::parse(&content).expect("a treebank is CoNLL-U") {
        for sentence in &reading.sentences {
            let mut first = true;
            for token in &sentence.tokens {
                let form = token.span.slice(&text);
                // Parts of misspelt words have no lemma.
                if token.xpos == "GW" || token.lemma.is_empty() {
                    continue;
                }
                total += 1;
                right += usize::from(lemma(form, token.upos, token.xpos, first) == token.lemma);
                first = first && !form.starts_with(char::is_alphanumeric);
            }
        }
    }
    Some(100.0 * f64::from(right as u32) / f64::from(total as u32))
}

#[test]
fn lemmas_of_the_web_treebank() {
    if let Some(accuracy) = accuracy("ewt-dev.conllu") {
        assert!(accuracy >= 98.3, "{accuracy:.2}% right");
    }
}

#[test]
fn lemmas_of_gum() {
    if let Some(accuracy) = accuracy("gum-dev.conllu") {
        assert!(accuracy >= 99.2, "{accuracy:.2}% right");
    }
}
