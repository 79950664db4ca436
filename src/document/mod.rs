//! From the bytes of files to the texts of articles.
//!
//! [`Inputs::find`] looks up files, folders and patterns; [`Input::articles`] reads the articles of a file of any kind, one
//! at a time: plain text, Markdown, web pages, and records with named fields (JSON, JSON Lines, CSV, TSV, RSS, Atom, mail),
//! all of them also compressed. [`Document::load`] takes a file of one article, [`Document::from_reader`] a stream of plain text
//! or Markdown, [`Document::from_bytes`] what was read before. All check that it is text, take the layout apart into
//! [`Block`]s, and look for a headline and a date.

mod articles;
mod date;
mod error;
mod html;
mod input;
mod layout;
mod load;
mod markdown;
mod records;

pub use articles::Articles;
pub(crate) use date::MONTHS;
pub use error::{DocumentError, Place, Problem};
pub use input::{Input, Inputs, Opened, Progress};
pub use load::{Format, MAX_BYTES};
pub use records::{Field, Fields, FieldsError};

use crate::Span;

/// The text of one article and where it comes from.
///
/// All offsets of the later stages are bytes of [`Document::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Short name, unique in a graph: the file's stem, or the id of a record, or, where that is none or long, the stem of
    /// the file and the beginning of `sha256`.
    pub id: String,
    /// Headline, where one is told apart.
    pub title: Option<String>,
    /// ISO 8601 date, where known.
    pub date: Option<String>,
    /// Its address on the web, where a record or a page tells it.
    pub url: Option<String>,
    /// Who wrote it, where a record or a page tells it.
    pub author: Option<String>,
    /// Where it came from: a path, or `-` for standard input. Of a record it is that, `#`, and its id or, where it has
    /// none, the first eight digits of `sha256`.
    pub source: String,
    /// SHA-256 in hexadecimal: of the bytes of a file of plain text or Markdown (unpacked, as UTF-8); of a record or a web page of the title, the
    /// date and the text of this document, each with a NUL byte behind it, and nothing for a title or a date that is not known.
    pub sha256: String,
    /// The text as UTF-8: a byte order mark is taken off, line ends are `\n`, nothing else is changed. Of a Markdown
    /// file it is the text that a reader of the page sees, with an empty line between blocks. Of a record or a
    /// web page it begins with the title and an empty line.
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
