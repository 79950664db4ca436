//! Scores the tokenizer on treebanks in CoNLL-U, `score_tokens FILE...`, and lists what it most often gets wrong.
//!
//! The raw text is made up from the words as for the CoNLL 2018 shared task; a word is right where it starts and ends
//! at the same places.

use powermap::Span;
use powermap::reading::{conllu, token::tokenize};
use std::collections::{BTreeMap, BTreeSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let mut wrong: BTreeMap<(String, String), (usize, String)> = BTreeMap::new();
        let (mut gold, mut found, mut both, mut joined) = (0, 0, 0, 0);
        let mut time = std::time::Duration::ZERO;
        for (text, reading) in conllu::parse(&std::fs::read_to_string(&path)?)? {
            let is_joined: BTreeSet<_> =
                reading.sentences.iter().flat_map(|s| &s.tokens).filter(|t| t.joined).map(|t| t.span).collect();
            let right: BTreeSet<Span> =
                reading.sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.span)).collect();
            let mut start = 0;
            let mut guess = BTreeSet::new();
            for paragraph in text.split("\n\n") {
                let started = std::time::Instant::now();
                let tokens = tokenize(&text, Span::new(start, start + paragraph.len()));
                time += started.elapsed();
                joined += tokens
                    .iter()
                    .filter(|t| right.contains(&t.span) && t.joined == is_joined.contains(&t.span))
                    .count();
                guess.extend(tokens.iter().map(|t| t.span));
                start += paragraph.len() + 2;
            }
            gold += right.len();
            found += guess.len();
            both += right.intersection(&guess).count();
            // Stretches between places where both have a boundary.
            let ends = |spans: &BTreeSet<Span>| spans.iter().map(|s| s.end).collect::<BTreeSet<_>>();
            let common: Vec<usize> = ends(&right).intersection(&ends(&guess)).copied().collect();
            let mut from = 0;
            for to in common {
                let inside = |spans: &BTreeSet<Span>| {
                    let words: Vec<_> =
                        spans.range(Span::new(from, from)..Span::new(to, to)).map(|s| s.slice(&text)).collect();
                    words.join(" ")
                };
                let (expected, got) = (inside(&right), inside(&guess));
                if expected != got {
                    let mut left = from.saturating_sub(30);
                    while !text.is_char_boundary(left) {
                        left -= 1;
                    }
                    let mut end = (to + 20).min(text.len());
                    while !text.is_char_boundary(end) {
                        end += 1;
                    }
                    let context = text[left..end].replace('\n', "\u{b6}");
                    wrong.entry((expected, got)).or_insert((0, context)).0 += 1;
                }
                from = to;
            }
        }
        let mut wrong: Vec<_> = wrong.into_iter().collect();
        wrong.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for ((expected, got), (count, context)) in wrong {
            println!("{count}\t{expected}\t| {got}\t| {context}");
        }
        let f1 = 200.0 * both as f64 / (gold + found) as f64;
        println!(
            "{path}: words F1 {f1:.2}, of them joined as they should be {:.2}%, {:.0} words a second",
            100.0 * joined as f64 / both as f64,
            found as f64 / time.as_secs_f64()
        );
    }
    Ok(())
}
