//! Bringing a store of an older version to the newest.

use super::{Store, StoreError, seal};
use rusqlite::Connection;

/// The version that this powermap writes, SQLite's `user_version` in the header of the file.
pub(super) const VERSION: i64 = 4;

/// The first version; a new store goes through all of them, so that there is one way to each.
const FIRST: &str = include_str!("migrate/1.sql");

/// What leads from each version to the next; the first is from 1 to 2.
const STEPS: [&str; 3] = [include_str!("migrate/2.sql"), include_str!("migrate/3.sql"), include_str!("migrate/4.sql")];

/// Brings it to the newest version, all steps or none; a store that cannot be written to stays as it is.
pub(super) fn to_newest(store: &mut Store) -> Result<(), StoreError> {
    const ASK: &str = "PRAGMA user_version";
    if steps_from(store.ask(ASK, [], |row| row.get(0))?).is_empty() {
        return Ok(());
    }
    store.change(|transaction| {
        // Another process may have done it while the right to write was waited for.
        for step in steps_from(transaction.query_row(ASK, [], |row| row.get(0))?) {
            transaction.execute_batch(step)?;
        }
        seal::put_missing(transaction)?;
        transaction.pragma_update(None, "user_version", VERSION)
    })
}

/// Makes the tables of the newest version in an empty database.
pub(super) fn make(connection: &Connection) -> rusqlite::Result<()> {
    [FIRST].iter().chain(&STEPS).try_for_each(|step| connection.execute_batch(step))?;
    connection.pragma_update(None, "user_version", VERSION)
}

/// What leads from a version to the newest.
fn steps_from(version: i64) -> &'static [&'static str] {
    STEPS.get(usize::try_from(version - 1).unwrap_or(0)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_to_every_version() {
        assert_eq!(STEPS.len() as i64, VERSION - 1);
    }
}
