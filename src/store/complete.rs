//! Names that complete what somebody types.

use super::{Store, StoreError, row};
use crate::graph::{Node, fold};
use rusqlite::{Row, params};

impl Store {
    /// The entities with a name that has a word beginning with `typed`, those first whose own name it is, or who
    /// are called just so, then those of whom more is written; each with one name by which it was found as its only alias, and without its documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn complete(&self, typed: &str, most: usize) -> Result<Vec<Node>, StoreError> {
        let folded = fold(typed);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        // Where min() is asked for, SQLite takes the other columns from the row that has it: the name that fits best.
        let sql = "SELECT n.key, n.name, n.type, n.code, n.mentions, a.alias, \
                   min(CASE WHEN a.folded = ?1 THEN 0 WHEN a.alias = n.name THEN 1000 WHEN substr(a.folded, 1, length(?1)) = ?1 THEN 2000 \
                   ELSE 3000 END + min(length(a.alias), 999)) AS fit \
                   FROM alias a JOIN node n ON n.id = a.node WHERE instr(' ' || a.folded, ' ' || ?1) > 0 \
                   GROUP BY n.id ORDER BY fit >= 2000, n.mentions DESC, n.key LIMIT ?2";
        let read = |row: &Row| {
            Ok(Node {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row::kind(row, 2)?,
                code: row.get(3)?,
                mentions: row.get(4)?,
                aliases: vec![row.get(5)?],
                documents: Vec::new(),
            })
        };
        self.list(sql, params![folded, most], read)
    }
}

/// An edge by the ids of its ends and its key.
type Ends = (String, String, String);

impl Store {
    /// The relations that the document of this content states, by the ids that the graph of all documents has.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn stated_by(&self, sha256: &str) -> Result<Vec<Ends>, StoreError> {
        let sql = "SELECT DISTINCT s.key, t.key, g.relation || CASE WHEN g.negated THEN ':negated' ELSE '' END FROM document d \
                   JOIN evidence v ON v.document = d.id JOIN edge g ON g.id = v.edge JOIN node s ON s.id = g.source \
                   JOIN node t ON t.id = g.target WHERE d.sha256 = ?1 ORDER BY 1, 2, 3";
        self.list(sql, [sha256], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }
}
