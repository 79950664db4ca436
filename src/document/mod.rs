//! From the bytes of a file to the text of an article.
//!
//! [`Document::load`] takes a file, [`Document::from_reader`] any stream, [`Document::from_bytes`] what was read before.
//! All check that it is text, take the layout apart into [`Block`]s, and look for a headline and a date.

mod date;
mod error;
mod layout;
mod load;
mod markdown;

pub use error::DocumentError;
pub use load::{Format, MAX_BYTES};

use crate::Span;

/// The text of one article and where it comes from.
///
/// All offsets of the later stages are bytes of [`Document::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Short name, unique in a graph: the file's stem unless told otherwise.
    pub id: String,
    /// Headline, where one is told apart.
    pub title: Option<String>,
    /// ISO 8601 date, where known.
    pub date: Option<String>,
    /// Where the bytes came from: a path, or `-` for standard input.
    pub source: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// The text as UTF-8: a byte order mark is taken off, line ends are `\n`, nothing else is changed. Of a Markdown
    /// file it is the text that a reader of the page sees, with an empty line between blocks.
    pub text: String,
    /// The runs of text that belong together, in order and without overlap; what lies between is white space, the
    /// bullets of lists, and lines without a letter or digit.
    pub blocks: Vec<Block>,
}

/// A run of text in which sentences may run on: no sentence crosses its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is in the layout of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A headline, a standfirst or a heading between paragraphs.
    Heading,
    /// Place, date and agency before the first sentence: "CATANIA, Italy (Reuters)". The dash behind it is in no block.
    Dateline,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
}
