//! Scores the reader on a treebank file.
//!
//! `cargo run --release --example score_reader -- GOLD.conllu [OUT.conllu]`
//!
//! Prints UPOS, XPOS, UAS and LAS (with subtypes, punctuation included) on the file's own words and sentences. With OUT, the
//! reading of the raw text, of which only the paragraphs are given, goes there for the CoNLL 2018 scorer (Zeman et al. 2018),
//! which PyPI's stanza carries: `python3 -m stanza.utils.conll18_ud_eval -v GOLD.conllu OUT.conllu`.

use powermap::document::{Block, BlockKind, Document};
use powermap::reading::token::RawToken;
use powermap::reading::{BlockWords, Reader, Reading, conllu};
use std::collections::BTreeMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (gold, out) = match &arguments[..] {
        [gold] => (gold, None),
        [gold, out] => (gold, Some(out)),
        _ => return Err("usage: score_reader GOLD.conllu [OUT.conllu]".into()),
    };
    let reader = Reader::embedded()?;
    let (mut words, mut hits) = (0usize, [0usize; 4]);
    let mut raw = String::new();
    for (n, (text, gold)) in conllu::parse(&std::fs::read_to_string(gold)?)?.into_iter().enumerate() {
        let read = reader.read_words(&text, &given(&gold));
        let pairs = gold.sentences.iter().zip(&read.sentences).flat_map(|(a, b)| a.tokens.iter().zip(&b.tokens));
        for (a, b) in pairs {
            assert_eq!(a.span, b.span, "the reader keeps the words it is given");
            words += 1;
            let head = a.head == b.head;
            for (hit, right) in
                hits.iter_mut().zip([a.upos == b.upos, a.xpos == b.xpos, head, head && a.deprel == b.deprel])
            {
                *hit += usize::from(right);
            }
        }
        if out.is_some() {
            let document = paragraphs(n, text, &gold);
            raw += &conllu::write(&document.id, &document.text, &reader.read(&document));
        }
    }
    let [upos, xpos, uas, las] = hits.map(|hit| 100.0 * hit as f64 / words as f64);
    println!("{words} words: UPOS {upos:.2}  XPOS {xpos:.2}  UAS {uas:.2}  LAS {las:.2}");
    if let Some(out) = out {
        std::fs::write(out, raw)?;
    }
    Ok(())
}

/// The words and sentence starts of a gold reading.
fn given(gold: &Reading) -> Vec<BlockWords> {
    let mut blocks: BTreeMap<usize, BlockWords> = BTreeMap::new();
    for sentence in &gold.sentences {
        let block = blocks.entry(sentence.block).or_insert_with(|| BlockWords {
            block: sentence.block,
            tokens: Vec::new(),
            starts: Some(Vec::new()),
        });
        for (i, token) in sentence.tokens.iter().enumerate() {
            block.tokens.push(RawToken { span: token.span, joined: token.joined });
            block.starts.iter_mut().for_each(|starts| starts.push(i == 0));
        }
    }
    blocks.into_values().collect()
}

/// The text with the gold paragraphs as its blocks.
fn paragraphs(n: usize, text: String, gold: &Reading) -> Document {
    let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
    for sentence in &gold.sentences {
        let block = blocks.entry(sentence.block).or_insert(Block { span: sentence.span, kind: BlockKind::Paragraph });
        block.span = block.span.cover(sentence.span);
    }
    Document {
        id: format!("document-{n}"),
        title: None,
        date: None,
        source: String::new(),
        sha256: String::new(),
        text,
        blocks: blocks.into_values().collect(),
    }
}
