//! The counts of a whole treebank.

use super::alignment::{Word, align, words};
use super::given;
use super::report::{Measure, TreebankReport};
use crate::Span;
use crate::eval::Rates;
use crate::eval::rates::share;
use crate::reading::conllu::{self, ConlluError};
use crate::reading::{Reader, Reading, Token};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A word of the treebank, the reader's, and whether their heads are the same.
struct Pair<'a> {
    gold: &'a Token,
    system: &'a Token,
    same_head: bool,
}

type Test = fn(&Pair) -> bool;

/// What is asked of a pair of words.
const TESTS: [(&str, Test); 6] = [
    ("UPOS", |pair| pair.gold.upos == pair.system.upos),
    ("XPOS", |pair| pair.gold.xpos == pair.system.xpos),
    // A word without a lemma asks for none.
    ("lemmas", |pair| matches!(pair.gold.lemma.as_str(), "" | "_") || pair.gold.lemma == pair.system.lemma),
    ("UAS", |pair| pair.same_head),
    ("LAS", |pair| pair.same_head && universal(pair.gold) == universal(pair.system)),
    ("LAS, subtypes", |pair| pair.same_head && pair.gold.deprel == pair.system.deprel),
];

/// The relation without its subtype.
fn universal(token: &Token) -> &'static str {
    token.deprel.as_str().split(':').next().unwrap_or("")
}

/// Hits, words of the gold, words of the system.
#[derive(Debug, Clone, Copy, Default)]
struct Counts([usize; 3]);

#[derive(Debug, Clone, Default)]
struct Tally {
    words: usize,
    /// Hits of each test on the treebank's words.
    given: [usize; TESTS.len()],
    sentences: Counts,
    /// The aligned words.
    aligned: Counts,
    /// Hits of each test among them.
    raw: [usize; TESTS.len()],
}

/// Scores the reader on a treebank in CoNLL-U: on its words and sentences, and from the text of its paragraphs.
///
/// # Errors
/// Where the text is no CoNLL-U that powermap reads.
pub fn score_treebank(reader: &Reader, treebank: &str) -> Result<TreebankReport, ConlluError> {
    let documents = conllu::parse(treebank)?;
    let count = documents.len();
    let tallies: Vec<Tally> = documents.into_par_iter().map(|(text, gold)| tally(reader, text, &gold)).collect();
    let total = tallies.into_iter().fold(Tally::default(), Tally::plus);
    let rates = |Counts([hits, gold, system]): Counts| Rates::of(hits, gold, system);
    let mut measures = vec![
        Measure { name: "sentences", given_words: None, raw_text: rates(total.sentences) },
        Measure { name: "words", given_words: None, raw_text: rates(total.aligned) },
    ];
    for (k, (name, _)) in TESTS.into_iter().enumerate() {
        let Counts([_, gold, system]) = total.aligned;
        measures.push(Measure {
            name,
            given_words: Some(share(total.given[k], total.words)),
            raw_text: Rates::of(total.raw[k], gold, system),
        });
    }
    Ok(TreebankReport { documents: count, words: total.words, measures })
}

fn tally(reader: &Reader, text: String, gold: &Reading) -> Tally {
    let mut out = Tally::default();
    let read = reader.read_words(&text, &given::words(gold));
    for (gold, system) in words(&text, gold).iter().zip(&words(&text, &read)) {
        out.words += 1;
        add_hits(&mut out.given, &Pair { gold: gold.token, system: system.token, same_head: gold.head == system.head });
    }
    let document = given::paragraphs(text, gold);
    let read = reader.read(&document);
    let (gold_spans, spans) = (sentence_spans(gold), sentence_spans(&read));
    out.sentences = Counts([gold_spans.intersection(&spans).count(), gold.sentences.len(), read.sentences.len()]);
    let (gold, system) = (words(&document.text, gold), words(&document.text, &read));
    let gold_of = align(&gold, &system);
    out.aligned = Counts([gold_of.iter().flatten().count(), gold.len(), system.len()]);
    for (word, g) in system.iter().zip(&gold_of) {
        let Some(g) = *g else { continue };
        let same_head = match (gold[g].head, word.head) {
            (Some(head), Some(other)) => gold_of[other] == Some(head),
            (head, other) => head == other,
        };
        let Word { token, .. } = gold[g];
        add_hits(&mut out.raw, &Pair { gold: token, system: word.token, same_head });
    }
    out
}

fn add_hits(hits: &mut [usize; TESTS.len()], pair: &Pair) {
    for (hits, (_, test)) in hits.iter_mut().zip(TESTS) {
        *hits += usize::from(test(pair));
    }
}

/// From the first to the last word of each sentence.
fn sentence_spans(reading: &Reading) -> BTreeSet<Span> {
    let span = |tokens: &[Token]| tokens.iter().map(|token| token.span).reduce(Span::cover);
    reading.sentences.iter().filter_map(|sentence| span(&sentence.tokens)).collect()
}

impl Tally {
    fn plus(self, other: Self) -> Self {
        let hits = |a: [usize; TESTS.len()], b: [usize; TESTS.len()]| std::array::from_fn(|k| a[k] + b[k]);
        let counts = |a: Counts, b: Counts| Counts(std::array::from_fn(|k| a.0[k] + b.0[k]));
        Self {
            words: self.words + other.words,
            given: hits(self.given, other.given),
            sentences: counts(self.sentences, other.sentences),
            aligned: counts(self.aligned, other.aligned),
            raw: hits(self.raw, other.raw),
        }
    }
}
