//! Whether names, entities and edges are what all documents make: they are made again beside the store.

use super::Checked;
use crate::store::curation::{Curation, Decisions};
use crate::store::{Store, StoreError, document, links, migrate, open, refresh};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;

/// What documents state, taken over as it is; the store is attached as `kept`.
const TAKEN: &str = "
    INSERT INTO document (id, name, stem, folded, date, source, sha256) SELECT id, sha256, stem, folded, date, source, sha256 FROM kept.document;
    INSERT INTO entity (id, document, local, name, type, code, aliases, mentions)
      SELECT id, document, local, name, type, code, aliases, mentions FROM kept.entity;
    INSERT INTO evidence (id, document, source, target, relation, status, confidence, found_by, sentence, start, \"end\",
        source_start, source_end, target_start, target_end, cue_start, cue_end, digest)
      SELECT id, document, source, target, relation, status, confidence, found_by, sentence, start, \"end\",
        source_start, source_end, target_start, target_end, cue_start, cue_end, digest FROM kept.evidence;
    INSERT INTO symmetric SELECT relation FROM kept.symmetric;";

/// What is compared: what a row of it is called, and the rows, of which the first column tells whose they are. `{}` is the
/// database.
const COMPARED: [(&str, &str); 7] = [
    ("document", "SELECT sha256, name FROM {}.document"),
    ("entity", "SELECT key, name, type, code, mentions, documents, first_seen, last_seen FROM {}.node"),
    ("names of entity", "SELECT n.key, a.folded, a.alias FROM {}.alias a JOIN {}.node n ON n.id = a.node"),
    (
        "entity of a document",
        "SELECT e.local, e.id, n.key, e.block, e.direct, e.certainty, e.rival FROM {}.entity e JOIN {}.node n ON n.id = e.node",
    ),
    ("names that may mean entity", "SELECT e.local, e.id, o.block FROM {}.offer o JOIN {}.entity e ON e.id = o.entity"),
    ("id", "SELECT local, key, block FROM {}.redirect"),
    (
        "relation",
        "SELECT s.key || ' ' || g.relation || ' ' || t.key, g.negated, g.status, g.confidence, g.count, g.documents, g.first_seen, \
         g.last_seen, v.id FROM {}.edge g LEFT JOIN {}.node s ON s.id = g.source LEFT JOIN {}.node t ON t.id = g.target \
         LEFT JOIN {}.evidence v ON v.edge = g.id",
    ),
];

impl Store {
    /// Makes all that follows from the documents again, and compares it.
    pub(super) fn check_derived(&self, checked: &mut Checked) -> Result<(), StoreError> {
        if self.lags()? {
            return Ok(());
        }
        if self.is_snapshot_wrong()? {
            checked.fault("the snapshot of the graph is not what its tables hold".to_owned());
        }
        let faults = self.compared().map_err(|error| self.failed(error))?;
        faults.into_iter().for_each(|fault| checked.fault(fault));
        Ok(())
    }

    fn compared(&self) -> rusqlite::Result<Vec<String>> {
        // A database without a name is a file that nobody else sees and that is gone when it is closed.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut fresh = Connection::open_with_flags("", flags)?;
        open::configure(&fresh)?;
        fresh.execute_batch("PRAGMA journal_mode = off; PRAGMA synchronous = off;")?;
        migrate::make(&fresh)?;
        let mode = if self.read_only { "immutable=1" } else { "mode=ro" };
        fresh.execute("ATTACH ?1 AS kept", [open::address(&self.path, mode)])?;
        let transaction = fresh.transaction()?;
        transaction.execute_batch(TAKEN)?;
        let folded: Vec<String> = {
            let mut statement = transaction.prepare("SELECT DISTINCT folded FROM document")?;
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
        };
        folded.iter().try_for_each(|folded| document::name_documents(&transaction, folded))?;
        let curation = Curation::parse("", &refresh::curation(&self.connection)?).unwrap_or_default();
        refresh::prepare(&transaction)?;
        links::rename_blocks(&transaction)?;
        refresh::derive(&transaction, &Decisions::from(&curation))?;
        let mut faults = Vec::new();
        for (what, rows) in COMPARED {
            let [kept, made] = ["kept", "main"].map(|database| rows.replace("{}", database));
            let differing = |a: &str, b: &str| -> rusqlite::Result<BTreeSet<String>> {
                let mut statement =
                    transaction.prepare(&format!("{a} EXCEPT {b} ORDER BY 1 LIMIT {}", Checked::MOST))?;
                statement.query_map([], |row| row.get(0))?.collect()
            };
            let (there, missing) = (differing(&kept, &made)?, differing(&made, &kept)?);
            faults.extend(there.iter().map(|label| format!("{what} {label}: is not what the documents make")));
            faults.extend(missing.difference(&there).map(|label| format!("{what} {label}: is missing or incomplete")));
        }
        Ok(faults)
    }
}
