//! Windows: the runs of words that the encoder sees at a time.
//!
//! A window holds whole blocks, so that a sentence is read beside its neighbours, as in training. A block that is longer
//! than a window is cut where a sentence seems to end.

use super::encoder::POSITIONS;
use super::wordpiece::{SHAPES, WordPiece, shape};
use crate::Span;
use crate::reading::token::RawToken;

/// Pieces a window is filled up to.
const FULL: usize = 140;
/// Pieces a window may have where a sentence just doesn't end.
const MOST: usize = POSITIONS - 16;
/// Ids of letter shapes: 0 for the pieces that mark ends, then each shape with and without white space before.
pub const SHAPE_IDS: usize = 2 * SHAPES + 1;

/// A run of words as the encoder takes it.
pub struct Window {
    pub pieces: Vec<u32>,
    pub shapes: Vec<usize>,
    /// The word that each piece belongs to.
    pub owners: Vec<Option<usize>>,
    /// Number of words.
    pub words: usize,
    /// Whether each word must begin a sentence: the first of the window and of each block.
    pub forced: Vec<bool>,
    /// Block of each word.
    pub blocks: Vec<usize>,
}

/// The words of a block with their sentence starts, where those are given.
pub struct Words<'a> {
    /// Index of the block.
    pub block: usize,
    /// In the order of the text.
    pub tokens: &'a [RawToken],
    /// Whether each word begins a sentence, where that is known.
    pub starts: Option<&'a [bool]>,
}

impl Window {
    fn open(pieces: &WordPiece) -> Self {
        Self {
            pieces: vec![pieces.opening],
            shapes: vec![0],
            owners: vec![None],
            words: 0,
            forced: Vec::new(),
            blocks: Vec::new(),
        }
    }

    fn close(&mut self, pieces: &WordPiece) {
        self.pieces.push(pieces.closing);
        self.shapes.push(0);
        self.owners.push(None);
    }
}

/// The windows of a document, which hold its words one after the other.
pub fn windows(text: &str, blocks: &[Words], pieces: &WordPiece) -> Vec<Window> {
    let mut out = Vec::new();
    let mut window = Window::open(pieces);
    let mut encoded: Vec<u32> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for block in blocks {
        encoded.clear();
        ends.clear();
        for token in block.tokens {
            pieces.encode(token.span.slice(text), &mut encoded);
            ends.push(encoded.len());
        }
        let mut first = 0;
        while first < block.tokens.len() {
            let begin = if first == 0 { 0 } else { ends[first - 1] };
            let left = encoded.len() - begin;
            if window.words > 0 && window.pieces.len() + left > FULL {
                window.close(pieces);
                out.push(std::mem::replace(&mut window, Window::open(pieces)));
            } else if window.words > 0 {
                window.close(pieces);
            }
            let last = cut(text, block, &ends, first);
            let mut previous = if first == 0 { None } else { Some(block.tokens[first - 1].span.end) };
            for i in first..last {
                let Span { start, end } = block.tokens[i].span;
                let word = block.tokens[i].span.slice(text);
                let spaced = previous != Some(start);
                let id = 1 + shape(word) + if spaced { 0 } else { SHAPES };
                let from = if i == 0 { 0 } else { ends[i - 1] };
                for &piece in &encoded[from..ends[i]] {
                    window.pieces.push(piece);
                    window.shapes.push(id);
                    window.owners.push(Some(window.words));
                }
                window.words += 1;
                window.forced.push(i == first);
                window.blocks.push(block.block);
                previous = Some(end);
            }
            first = last;
        }
    }
    if window.words > 0 {
        window.close(pieces);
        out.push(window);
    }
    out
}

/// Where to cut a block from `first` on: its end if it fits, else after the last end of a sentence that does.
fn cut(text: &str, block: &Words, ends: &[usize], first: usize) -> usize {
    let begin = if first == 0 { 0 } else { ends[first - 1] };
    let n = block.tokens.len();
    let fits = |limit: usize| first + ends[first..].partition_point(|&e| e - begin <= limit);
    let full = fits(FULL);
    if full == n {
        return n;
    }
    let ends_here = |i: usize| match block.starts {
        Some(starts) => starts[i],
        None => closes(text, block.tokens, i),
    };
    let most = fits(MOST).max(first + 1);
    (first + 1..=full.min(n - 1))
        .rev()
        .find(|&i| ends_here(i))
        .or_else(|| (full + 1..most.min(n)).find(|&i| ends_here(i)))
        .unwrap_or(most.min(n))
}

/// Whether a sentence seems to end before token `i`: a full stop, perhaps a quote, then no lower-case letter.
fn closes(text: &str, tokens: &[RawToken], i: usize) -> bool {
    let word = |i: usize| tokens[i].span.slice(text);
    let next = word(i).chars().next();
    if next.is_none_or(|c| c.is_lowercase() || matches!(c, ')' | '”' | '’' | ',' | ';')) {
        return false;
    }
    let mut last = i - 1;
    while last > 0 && matches!(word(last), "\"" | "”" | "’" | "'" | "''" | ")") {
        last -= 1;
    }
    matches!(word(last), "." | "!" | "?" | "...")
}
