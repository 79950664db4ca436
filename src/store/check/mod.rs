//! Proof that every edge leads back to its words, and that the graph is what the documents make.

mod derived;

use super::assertions::CURATION;
use super::{Store, StoreError, document, migrate, row, seal};
use crate::Span;
use crate::graph::Evidence;
use rusqlite::{Connection, Row};

/// What a check went through, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Documents.
    pub documents: usize,
    /// Statements, each compared with the stored text.
    pub statements: usize,
    /// Edges, each made again of all documents.
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
    /// Checks the structure of the file; that each document is as it was taken in, by its seal; that each statement has in
    /// the stored text the very words that were noted of it; and that names, entities and edges are what all documents
    /// make: they are made again beside the store and compared. Nothing is written to it.
    ///
    /// Where the graph lags behind the documents ([`Store::is_stale`]), it is not compared.
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
            self.check_schema(&mut checked)?;
        }
        if checked.faults.is_empty() {
            self.check_statements(&mut checked)?;
            self.check_derived(&mut checked)?;
        }
        checked.edges = self.size()?.edges;
        Ok(checked)
    }

    /// That tables, indexes and views are those of this version.
    fn check_schema(&self, checked: &mut Checked) -> Result<(), StoreError> {
        let sql = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL";
        let mut there = self.list(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        there.sort_unstable();
        let fresh = || {
            let fresh = Connection::open_in_memory()?;
            migrate::make(&fresh)?;
            let mut statement = fresh.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<(String, String)>>>()
        };
        // Views and tables of the user's own do no harm; a trigger changes what is written.
        let triggers =
            self.list("SELECT name FROM sqlite_master WHERE type = 'trigger'", [], |row| row.get::<_, String>(0))?;
        for trigger in triggers {
            checked.fault(format!("the trigger {trigger} is not powermap's: drop it (DROP TRIGGER), and check again"));
        }
        for object in fresh().map_err(|error| self.failed(error))? {
            if there.binary_search(&object).is_err() {
                checked.fault(format!("the {} is missing or another than powermap makes", object.0));
            }
        }
        Ok(())
    }

    fn check_statements(&self, checked: &mut Checked) -> Result<(), StoreError> {
        let sql = "SELECT id, source <> ?1 FROM document ORDER BY id";
        let documents = self.list(sql, [CURATION], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)))?;
        let columns = row::EVIDENCE;
        let sql = format!(
            "SELECT {columns}, v.id, v.source_words, v.target_words, v.cue_words, v.digest \
             FROM evidence v JOIN document d ON d.id = v.document WHERE d.id = ?1"
        );
        for (document, is_article) in documents {
            // What a curation asserts is checked as a document is, and is none.
            checked.documents += usize::from(is_article);
            let text: Option<Vec<u8>> =
                self.ask("SELECT CAST(text AS BLOB) FROM document WHERE id = ?1", [document], |row| row.get(0))?;
            let text = text.map(String::from_utf8).transpose();
            let noted = self.list(&sql, [document], noted)?;
            if let Some(fault) = self.broken_seal(document)? {
                checked.fault(fault);
            }
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
}

impl Store {
    /// That something of a document is not as it was taken in.
    fn broken_seal(&self, document: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT name, seal FROM document WHERE id = ?1";
        let (name, known): (String, Option<String>) =
            self.ask(sql, [document], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let is = seal::of(&self.connection, document).map_err(|error| self.failed(error))?;
        let fault = "its title, date, text, names or statements are not as they were taken in";
        Ok((known != Some(is)).then(|| format!("{name}: {fault}")))
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
        if at(text, e.span).map(document::digest).as_ref() != Some(&self.digest) {
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
