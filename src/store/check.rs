//! Proof that every edge leads back to its words.

use super::{Store, StoreError, put, row};
use crate::Span;
use crate::graph::{Edge, Evidence};
use rusqlite::Row;
use std::collections::BTreeMap;

/// What a check went through, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Documents.
    pub documents: usize,
    /// Statements, each compared with the stored text.
    pub statements: usize,
    /// Edges, each made again of its statements.
    pub edges: usize,
    /// What is wrong, one line each; at most [`Checked::MOST`].
    pub faults: Vec<String>,
}

impl Checked {
    /// Most faults that are listed.
    pub const MOST: usize = 100;

    fn fault(&mut self, fault: String) {
        if self.faults.len() < Self::MOST {
            self.faults.push(fault);
        }
    }
}

/// A statement with the words that were noted of it.
struct Noted {
    id: i64,
    evidence: Evidence,
    words: [Option<String>; 3],
    digest: String,
}

impl Store {
    /// Checks the structure of the file, that each statement has in the stored text the very words that were noted of
    /// it, and that each edge is what its statements make. Nothing is written.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn check(&self) -> Result<Checked, StoreError> {
        let mut checked = Checked::default();
        for verdict in self.list("PRAGMA integrity_check(100)", [], |row| row.get::<_, String>(0))? {
            if verdict != "ok" {
                checked.fault(format!("the file: {verdict}"));
            }
        }
        for table in self.list("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0))? {
            checked.fault(format!("table {table}: a row refers to one that is not there"));
        }
        if checked.faults.is_empty() {
            self.check_statements(&mut checked)?;
            self.check_edges(&mut checked)?;
            self.check_nodes(&mut checked)?;
        }
        Ok(checked)
    }

    fn check_statements(&self, checked: &mut Checked) -> Result<(), StoreError> {
        let documents = self.list("SELECT id FROM document ORDER BY id", [], |row| row.get::<_, i64>(0))?;
        let columns = row::EVIDENCE;
        let sql = format!(
            "SELECT {columns}, v.id, v.source_words, v.target_words, v.cue_words, v.digest \
             FROM evidence v JOIN document d ON d.id = v.document WHERE d.id = ?1"
        );
        for document in documents {
            checked.documents += 1;
            let text: Option<Vec<u8>> =
                self.ask("SELECT CAST(text AS BLOB) FROM document WHERE id = ?1", [document], |row| row.get(0))?;
            let text = text.map(String::from_utf8).transpose();
            let noted = self.list(&sql, [document], noted)?;
            let Ok(text) = text else {
                checked.fault(format!("document {document}: its text is not UTF-8"));
                continue;
            };
            for noted in noted {
                checked.statements += 1;
                if let Some(text) = &text
                    && let Some(fault) = noted.fault(text)
                {
                    checked.fault(format!("{}, statement {}: {fault}", noted.evidence.document, noted.id));
                }
            }
        }
        Ok(())
    }

    /// That nodes are mentioned as often, and in as many documents, as their entities.
    fn check_nodes(&self, checked: &mut Checked) -> Result<(), StoreError> {
        let sql = "SELECT n.key FROM node n LEFT JOIN (SELECT node, sum(mentions) AS mentions, \
                   count(DISTINCT document) AS documents FROM entity GROUP BY node) x ON x.node = n.id \
                   WHERE x.mentions IS NOT n.mentions OR x.documents IS NOT n.documents ORDER BY n.key";
        for key in self.list(sql, [], |row| row.get::<_, String>(0))? {
            checked.fault(format!("entity {key}: is not what its documents make"));
        }
        Ok(())
    }

    fn check_edges(&self, checked: &mut Checked) -> Result<(), StoreError> {
        let columns = row::EVIDENCE;
        let sql = format!(
            "SELECT {columns}, e.id, e.relation, e.status, e.confidence, e.count, e.negated, \
             v.relation = e.relation AND (v.status = 'negated') = e.negated AND ((a.node = e.source AND b.node = e.target) \
             OR (a.node = e.target AND b.node = e.source AND EXISTS (SELECT 1 FROM symmetric y WHERE y.relation = e.relation))) \
             FROM edge e LEFT JOIN evidence v ON v.edge = e.id LEFT JOIN document d ON d.id = v.document \
             LEFT JOIN entity a ON a.id = v.source LEFT JOIN entity b ON b.id = v.target ORDER BY e.id"
        );
        type Said = (String, String, f64, usize, Vec<Evidence>);
        let mut edges: BTreeMap<i64, Said> = BTreeMap::new();
        let mut loose = Vec::new();
        let read = |row: &Row| {
            let id: i64 = row.get(16)?;
            let entry = edges.entry(id).or_insert((row.get(17)?, row.get(18)?, row.get(19)?, row.get(20)?, Vec::new()));
            if row.get_ref(0)? == rusqlite::types::ValueRef::Null {
                return Ok(());
            }
            entry.4.push(row::evidence(row, 0)?);
            if !row.get::<_, Option<bool>>(22)?.unwrap_or(false) {
                loose.push(id);
            }
            Ok(())
        };
        self.list(&sql, [], read)?;
        checked.edges = edges.len();
        loose.into_iter().for_each(|id| {
            checked.fault(format!("edge {id}: a statement of it is of another relation or of other entities"))
        });
        for (id, (relation, status, confidence, count, evidence)) in edges {
            if evidence.is_empty() {
                checked.fault(format!("edge {id}: no statement makes it"));
                continue;
            }
            let made = Edge::from_evidence(relation, evidence);
            if made.status.as_str() != status || made.count != count || put::confidence(made.confidence) != confidence {
                checked.fault(format!("edge {id}: is not what its statements make"));
            }
        }
        Ok(())
    }
}

fn noted(row: &Row) -> rusqlite::Result<Noted> {
    Ok(Noted {
        evidence: row::evidence(row, 0)?,
        id: row.get(16)?,
        words: [row.get(17)?, row.get(18)?, row.get(19)?],
        digest: row.get(20)?,
    })
}

impl Noted {
    /// What does not agree with the text of the document.
    fn fault(&self, text: &str) -> Option<String> {
        let e = &self.evidence;
        if at(text, e.span).map(put::digest).as_ref() != Some(&self.digest) {
            return Some(format!(
                "the sentence at bytes {} to {} is not the one that was read",
                e.span.start, e.span.end
            ));
        }
        let spans = [Some(e.source_span), Some(e.target_span), e.cue_span];
        for ((name, span), words) in ["source", "target", "cue"].into_iter().zip(spans).zip(&self.words) {
            if span.and_then(|span| at(text, span)) != words.as_deref() {
                let span = span.unwrap_or(e.span);
                return Some(format!("the words of its {name} do not stand at bytes {} to {}", span.start, span.end));
            }
        }
        None
    }
}

/// The words at a place, where there is such a place.
pub(super) fn at(text: &str, span: Span) -> Option<&str> {
    text.get(span.start..span.end)
}
