//! Bringing a store of an older version to the newest.

use super::{Store, StoreError};

/// The version that this powermap writes, SQLite's `user_version` in the header of the file.
pub(super) const VERSION: i64 = 2;

/// The first version; a new store begins as one of it, so that there is one way to every version.
pub(super) const FIRST: &str = include_str!("migrate/1.sql");

/// What leads from each version to the next; the first is from 1 to 2.
const STEPS: [&str; 1] = [include_str!("migrate/2.sql")];

/// Brings it to the newest version, all steps or none; a store that cannot be written to stays as it is.
pub(super) fn to_newest(store: &mut Store) -> Result<(), StoreError> {
    let version: i64 = store.ask("PRAGMA user_version", [], |row| row.get(0))?;
    let steps = STEPS.get(usize::try_from(version - 1).unwrap_or(0)..).unwrap_or_default();
    if steps.is_empty() {
        return Ok(());
    }
    store.change(|transaction| {
        for step in steps {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "user_version", VERSION)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_to_every_version() {
        assert_eq!(STEPS.len() as i64, VERSION - 1);
    }
}
