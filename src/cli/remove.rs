//! `powermap remove`: articles out of a store.

use super::add::written;
use super::store::{self, Place};
use super::{Outcome, output};
use crate::export::counted;
use crate::store::{Store, StoreError};
use anyhow::Result;
use clap::Args;

/// Take articles out of a store, with all that they alone state
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap remove talks-2018 --store wire.db
  powermap remove https://example.org/talks.html")]
pub(super) struct Options {
    /// Names of documents, as answers and `powermap documents` show them, or their sources, addresses or hashes
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let curation = options.place.curation()?;
    // It must be there: nothing can be taken out of a store that is made for it.
    let mut store = Store::open_to_change(&options.place.store)?;
    let mut outcome = Outcome::Done;
    let mut removed = 0;
    for name in &options.documents {
        let mut done = store.remove(name);
        // A source is a path from the root; a user has it from where he is.
        if matches!(done, Err(StoreError::NoDocument { .. }))
            && let Ok(path) = std::path::absolute(name)
        {
            let by_path = store.remove(&written(&path));
            // What is told is what the user wrote.
            done = if matches!(by_path, Err(StoreError::NoDocument { .. })) { done } else { by_path };
        }
        match done {
            Ok(()) => removed += 1,
            Err(error) => {
                outcome = Outcome::SomeFailed;
                output::complain(&error.into())?;
            }
        }
    }
    store::refresh(&mut store, &curation)?;
    let size = store.size()?;
    let line = format!(
        "removed {removed}; {} has {}, {}\n",
        store.path().display(),
        counted(size.documents, "article", "articles"),
        counted(size.edges, "relation", "relations")
    );
    output::print(line.as_bytes())?;
    Ok(outcome)
}
