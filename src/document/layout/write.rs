//! Pages that tell what their blocks are: Markdown and HTML.

use super::{Page, kind};
use crate::Span;
use crate::document::{Block, BlockKind};

/// Writes the text of a page block by block, with an empty line between them.
#[derive(Default)]
pub struct Writer {
    text: String,
    blocks: Vec<Block>,
    /// Where the open block starts.
    start: usize,
    kind: Option<BlockKind>,
    /// How deep in lists.
    items: usize,
}

impl Writer {
    /// Begins a block; one that is open ends.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        // The paragraph of an item is the item.
        self.kind = Some(if self.items > 0 { BlockKind::ListItem } else { kind });
    }

    /// Begins an item of a list, which may hold blocks.
    pub fn begin_item(&mut self) {
        self.items += 1;
        self.begin(BlockKind::ListItem);
    }

    /// Ends an item with what is open in it.
    pub fn end_item(&mut self) {
        self.end();
        self.items = self.items.saturating_sub(1);
    }

    /// Adds to the open block.
    pub fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// What the open block holds so far.
    pub fn open(&self) -> &str {
        &self.text[self.start..]
    }

    /// Ends the open block, if it holds anything.
    pub fn end(&mut self) {
        let written = self.open();
        let content = written.trim();
        if !content.is_empty() {
            let start = self.start + (written.len() - written.trim_start().len());
            let span = Span::new(start, start + content.len());
            self.push(span);
            self.text.truncate(span.end);
            self.text.push_str("\n\n");
        } else {
            self.text.truncate(self.start);
        }
        self.start = self.text.len();
    }

    /// Takes a block in; a dateline is no part of its first sentence.
    fn push(&mut self, span: Span) {
        let kind = self.kind.unwrap_or(BlockKind::Paragraph);
        let mut text = span;
        if let Some((end, start)) = kind::dateline(span.slice(&self.text)).filter(|_| kind == BlockKind::Paragraph) {
            self.blocks.push(Block { span: Span::new(span.start, span.start + end), kind: BlockKind::Dateline });
            text.start += start;
        }
        self.blocks.push(Block { span: text, kind });
    }

    /// The page; what is open ends.
    pub fn page(mut self) -> Page {
        self.end();
        Page { title: None, date: None, text: self.text, blocks: self.blocks }
    }
}
