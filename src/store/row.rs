//! From the rows of tables to what they stand for.

use crate::Span;
use crate::document::{Block, BlockKind, Document};
use crate::entities::EntityType;
use crate::graph::{Evidence, Node, Source};
use crate::relations::Status;
use rusqlite::Row;
use rusqlite::types::Type;

/// The columns of `entity` that [`entity`] reads, in its order.
pub(super) const ENTITY: &str = "entity.local, entity.name, entity.type, entity.code, entity.aliases, entity.mentions";

/// The columns that [`evidence`] reads, in its order, of `evidence v JOIN document d`.
pub(super) const EVIDENCE: &str = "d.name, v.sentence, v.start, v.\"end\", v.source_start, v.source_end, v.target_start, \
    v.target_end, v.cue_start, v.cue_end, v.status, v.confidence, v.found_by, v.attributed_to, v.attributed_start, \
    v.attributed_end";

/// The columns that [`source`] reads, in its order.
pub(super) const DOCUMENT: &str = "name, title, date, source, sha256, url";

/// What marks as stale all that follows from the document of this row.
pub(super) const STALE: [&str; 4] = [
    "INSERT OR IGNORE INTO stale_edge SELECT edge FROM evidence WHERE document = ?1 AND edge IS NOT NULL",
    "INSERT OR IGNORE INTO stale_node SELECT node FROM entity WHERE document = ?1 AND node IS NOT NULL",
    "INSERT OR IGNORE INTO stale_block SELECT block FROM entity WHERE document = ?1 AND block IS NOT NULL",
    "INSERT OR IGNORE INTO stale_block SELECT block FROM offer WHERE entity IN (SELECT id FROM entity WHERE document = ?1)",
];

fn wrong(column: usize, what: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, format!("{what:?} is no word of powermap's").into())
}

pub(super) fn kind(row: &Row, column: usize) -> rusqlite::Result<EntityType> {
    let word = row.get_ref(column)?.as_str()?;
    EntityType::parse(word).ok_or_else(|| wrong(column, word))
}

pub(super) fn status(row: &Row, column: usize) -> rusqlite::Result<Status> {
    let word = row.get_ref(column)?.as_str()?;
    Status::ALL.into_iter().find(|status| status.as_str() == word).ok_or_else(|| wrong(column, word))
}

/// An entity as its document knows it; `documents` is left to the caller.
pub(super) fn entity(row: &Row, first: usize) -> rusqlite::Result<Node> {
    let aliases = row.get_ref(first + 4)?.as_str()?;
    Ok(Node {
        id: row.get(first)?,
        name: row.get(first + 1)?,
        kind: kind(row, first + 2)?,
        code: row.get(first + 3)?,
        aliases: serde_json::from_str(aliases).map_err(|_| wrong(first + 4, aliases))?,
        mentions: row.get(first + 5)?,
        documents: Vec::new(),
    })
}

/// A statement without the words of its sentence.
pub(super) fn evidence(row: &Row, first: usize) -> rusqlite::Result<Evidence> {
    let at = |column: usize| row.get::<_, usize>(first + column);
    let span = |column: usize| {
        let (start, end) = (at(column)?, at(column + 1)?);
        if start > end {
            Err(wrong(first + column, "a span that ends before it starts"))
        } else {
            Ok(Span { start, end })
        }
    };
    let maybe = |column: usize| match row.get::<_, Option<usize>>(first + column)? {
        Some(_) => span(column).map(Some),
        None => Ok(None),
    };
    Ok(Evidence {
        document: row.get(first)?,
        sentence: at(1)?,
        span: span(2)?,
        text: String::new(),
        source_span: span(4)?,
        target_span: span(6)?,
        cue_span: maybe(8)?,
        status: status(row, first + 10)?,
        confidence: row.get(first + 11)?,
        by: row.get(first + 12)?,
        attributed_to: row.get(first + 13)?,
        attributed_to_span: maybe(14)?,
    })
}

pub(super) fn source(row: &Row) -> rusqlite::Result<Source> {
    Ok(Source {
        id: row.get(0)?,
        title: row.get(1)?,
        date: row.get(2)?,
        source: row.get(3)?,
        sha256: row.get(4)?,
        url: row.get(5)?,
    })
}

/// The kinds of blocks with the words that stand for them.
const KINDS: [(BlockKind, &str); 4] = [
    (BlockKind::Heading, "heading"),
    (BlockKind::Dateline, "dateline"),
    (BlockKind::Paragraph, "paragraph"),
    (BlockKind::ListItem, "item"),
];

/// The blocks of a document as they stand in its row: JSON, each as start, end and kind.
pub(super) fn written_blocks(document: &Document) -> String {
    let word = |kind: BlockKind| KINDS.iter().find(|(known, _)| *known == kind).map_or("paragraph", |(_, word)| word);
    let blocks: Vec<(usize, usize, &str)> =
        document.blocks.iter().map(|block| (block.span.start, block.span.end, word(block.kind))).collect();
    serde_json::to_string(&blocks).unwrap_or_default()
}

/// The blocks that were written so and lie in the text; none where anything is wrong with them.
pub(super) fn blocks(written: &str, text: &str) -> Option<Vec<Block>> {
    let written: Vec<(usize, usize, String)> = serde_json::from_str(written).ok()?;
    let block = |(start, end, word): (usize, usize, String)| {
        text.get(start..end)?;
        let (kind, _) = KINDS.iter().find(|(_, known)| *known == word)?;
        Some(Block { span: Span::new(start, end), kind: *kind })
    };
    written.into_iter().map(block).collect()
}
