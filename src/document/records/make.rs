//! From a record to an article.

use super::{Origin, Record};
use crate::Span;
use crate::document::error::{DocumentError, Problem};
use crate::document::layout::{self, Page};
use crate::document::load::{self, MAX_BYTES};
use crate::document::{Block, BlockKind, Document};
use crate::document::{date, html};
use sha2::{Digest, Sha256};

/// Longest id, in characters, that is taken as the short name of an article.
const LONGEST_ID: usize = 48;
/// Digits of a hash that make a name.
const SHORT_HASH: usize = 8;

/// The article that a record of a file is.
pub(in crate::document) fn document(record: Record, origin: &Origin) -> Result<Document, DocumentError> {
    let failed = |problem| DocumentError::Record { source_name: origin.source.clone(), place: record.place, problem };
    let title = record.title.as_deref().map(html::line).filter(|title| title.contains(char::is_alphanumeric));
    let text = record.text.as_deref().unwrap_or_default();
    if text.len() as u64 > MAX_BYTES {
        return Err(failed(Problem::TooLarge));
    }
    if text.contains('\0') || title.as_ref().is_some_and(|title| title.contains('\0')) {
        return Err(failed(Problem::Binary));
    }
    let page = match (&title, html::text(text)) {
        (Some(title), html::Text::Page(page)) => page.under(title),
        (None, html::Text::Page(page)) => page,
        (title, html::Text::Plain(text)) => under(title.as_deref(), text),
    };
    if page.blocks.is_empty() {
        return Err(failed(Problem::NoText));
    }
    let title = title.or_else(|| layout::title(&page.text, &page.blocks));
    let given = record.date.as_deref().and_then(date::given);
    let date = given.or_else(|| date::find(&page.text, &page.blocks));
    let sha256 = hash(title.as_deref(), date.as_deref(), &page.text);
    let short = sha256[..SHORT_HASH].to_owned();
    let url = record.url.as_deref().map(one_line).filter(|url| !url.is_empty());
    // Its address tells a record without an id from all others too, whatever becomes of its text.
    // Of a file of one article the file is the name, as of a page.
    let named = record.alone.then(|| (origin.stem.clone(), origin.source.clone()));
    let given = record.id.as_deref().map(one_line).filter(|id| !id.is_empty()).or_else(|| url.clone());
    let (id, source) = named.unwrap_or_else(|| {
        let id = given.clone().filter(|id| is_short(id)).unwrap_or_else(|| format!("{}-{short}", origin.stem));
        (id, format!("{}#{}", origin.source, given.unwrap_or(short)))
    });
    Ok(Document {
        id,
        source,
        title,
        date,
        url,
        author: record.author.as_deref().map(html::line).filter(|author| !author.is_empty()),
        sha256,
        text: page.text,
        blocks: page.blocks,
    })
}

/// The hash of what an article says: its title, its date and its text, each with a NUL behind it, and nothing for a title
/// or a date that it has not. What else a record or a page holds may change without the article changing.
pub(in crate::document) fn hash(title: Option<&str>, date: Option<&str>, text: &str) -> String {
    let mut hash = Sha256::new();
    for part in [title.unwrap_or(""), date.unwrap_or(""), text] {
        hash.update(part);
        hash.update([0]);
    }
    load::hexadecimal(&hash.finalize())
}

/// The text under its title, which is its first heading; a text that begins with the title has it already.
fn under(title: Option<&str>, text: String) -> Page {
    let Some(title) = title.filter(|title| !begins_with(&text, title)) else { return layout::read(text) };
    let heading = Span::new(0, title.len());
    let body = text.trim();
    let mut page = layout::read(if body.is_empty() { title.to_owned() } else { format!("{title}\n\n{body}") });
    // Whatever the layout makes of it, a title is a heading.
    page.blocks.retain(|block| block.span.start >= heading.end);
    page.blocks.insert(0, Block { span: heading, kind: BlockKind::Heading });
    page
}

/// Whether the first line of a text is the title.
fn begins_with(text: &str, title: &str) -> bool {
    one_line(text.trim_start().lines().next().unwrap_or("")) == title
}

/// The words with one space between them.
pub(in crate::document) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an id is one that a reader could say: no address and no sentence.
fn is_short(id: &str) -> bool {
    id.chars().nth(LONGEST_ID).is_none() && !id.contains(['/', ' ', '@']) && id.contains(char::is_alphanumeric)
}
