//! The edges that a curation asserts, with the user's notes as their evidence.

use super::curation::Curation;
use super::document::{take_in, take_out};
use super::row;
use crate::Span;
use crate::document::Document;
use crate::graph::{Edge, Evidence, Graph, Node, Source};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::BTreeMap;

/// Where the document comes from that the curation's assertions are.
pub(super) const CURATION: &str = "powermap:curation";
/// What [`crate::graph::Evidence::by`] says of what a curation asserts.
pub const BY_CURATION: &str = "curation";

/// Puts the edges that a curation asserts in the place of those that an earlier one did: as a document whose sentences
/// are the user's own notes, so that they have evidence as all others have.
pub(super) fn replace(transaction: &Transaction, curation: &Curation) -> rusqlite::Result<()> {
    let sql = "SELECT id FROM document WHERE source = ?1";
    if let Some(old) = transaction.query_row(sql, [CURATION], |row| row.get(0)).optional()? {
        take_out(transaction, old)?;
    }
    let mut text = String::new();
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut edges = Vec::new();
    for assert in &curation.assert {
        let (Some(source), Some(target)) = (known(transaction, &assert.source)?, known(transaction, &assert.target)?)
        else {
            continue;
        };
        let start = text.len();
        let mut put = |words: &str| {
            let at = text.len();
            text.push_str(words);
            Span::new(at, text.len())
        };
        let source_span = put(&source.name);
        put(" ");
        let cue = put(&assert.relation.replace('_', " "));
        put(" ");
        let target_span = put(&target.name);
        put(": ");
        put(&assert.note.split_whitespace().collect::<Vec<_>>().join(" "));
        let span = Span::new(start, text.len());
        text.push('\n');
        let evidence = Evidence {
            document: "curation".to_owned(),
            sentence: edges.len(),
            span,
            text: span.slice(&text).to_owned(),
            source_span,
            target_span,
            cue_span: Some(cue),
            status: assert.status,
            confidence: 1.0,
            by: BY_CURATION.to_owned(),
            attributed_to: None,
            attributed_to_span: None,
        };
        edges.push((
            source.id.clone(),
            target.id.clone(),
            Edge::from_evidence(assert.relation.clone(), vec![evidence]),
        ));
        nodes.extend([source, target].map(|node| (node.id.clone(), node)));
    }
    if edges.is_empty() {
        return Ok(());
    }
    let document = Document {
        id: "curation".to_owned(),
        title: Some(curation.source.clone()),
        date: None,
        url: None,
        author: None,
        source: CURATION.to_owned(),
        sha256: curation.hash(),
        text,
        blocks: Vec::new(),
    };
    let graph = Graph::assemble([Source::from(&document)], None, nodes.into_values(), edges);
    take_in(transaction, &document, &graph).map(drop)
}

/// What is known of the node with this id, or of an entity that had it in a document.
fn known(transaction: &Transaction, id: &str) -> rusqlite::Result<Option<Node>> {
    let of_node = "SELECT key, name, type, code, '[]', 0 FROM node WHERE key = ?1 AND documents > 0";
    let of_entity = format!("SELECT {} FROM entity WHERE local = ?1 ORDER BY id LIMIT 1", row::ENTITY);
    for sql in [of_node, &of_entity] {
        let found = transaction.prepare_cached(sql)?.query_row([id], |row| row::entity(row, 0)).optional()?;
        if let Some(node) = found {
            return Ok(Some(Node { aliases: vec![node.name.clone()], mentions: 0, ..node }));
        }
    }
    Ok(None)
}
