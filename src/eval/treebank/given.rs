//! What a treebank gives the reader: its words, or its text in paragraphs.

use crate::document::{Block, BlockKind, Document};
use crate::reading::token::RawToken;
use crate::reading::{BlockWords, Reading};
use std::collections::BTreeMap;

/// The words and sentence starts of a treebank's document.
pub(super) fn words(gold: &Reading) -> Vec<BlockWords> {
    let mut blocks: BTreeMap<usize, (Vec<RawToken>, Vec<bool>)> = BTreeMap::new();
    for sentence in &gold.sentences {
        let (tokens, starts) = blocks.entry(sentence.block).or_default();
        for (i, token) in sentence.tokens.iter().enumerate() {
            tokens.push(RawToken { span: token.span, joined: token.joined });
            starts.push(i == 0);
        }
    }
    let block = |(block, (tokens, starts))| BlockWords { block, tokens, starts: Some(starts) };
    blocks.into_iter().map(block).collect()
}

/// The text of a treebank's document with its paragraphs as blocks.
pub(super) fn paragraphs(text: String, gold: &Reading) -> Document {
    let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
    for sentence in &gold.sentences {
        let block = blocks.entry(sentence.block).or_insert(Block { span: sentence.span, kind: BlockKind::Paragraph });
        block.span = block.span.cover(sentence.span);
    }
    Document {
        id: String::new(),
        title: None,
        date: None,
        url: None,
        author: None,
        source: String::new(),
        sha256: String::new(),
        text,
        blocks: blocks.into_values().collect(),
    }
}
