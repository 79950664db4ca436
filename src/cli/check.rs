//! `powermap check`: proof that a store is sound.

use super::store::Place;
use super::{Outcome, output};
use crate::export::counted;
use crate::store::{Checked, Store};
use anyhow::Result;
use clap::Args;

/// Prove that a store is sound and every edge leads back to its exact words
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing is written. The exit status is 1 where something is wrong.

Examples:
  powermap check
  powermap check --store wire.db")]
pub(super) struct Options {
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let store = Store::open(&options.place.store)?;
    let path = store.path().display().to_string();
    let checked = store.check()?;
    for fault in &checked.faults {
        output::message(&format!("{path}: {fault}"))?;
    }
    if store.is_stale(&options.place.curation()?)? {
        output::message(&format!(
            "{path}: the graph lags behind the documents or the curation; the next question brings it up to date"
        ))?;
    }
    let Checked { documents, statements, edges, .. } = checked;
    let verdict = match checked.faults.len() {
        0 => "all in order".to_owned(),
        Checked::MOST => format!("{} faults or more", Checked::MOST),
        1 => "1 fault".to_owned(),
        faults => format!("{faults} faults"),
    };
    let counts = [
        counted(documents, "document", "documents"),
        counted(statements, "statement", "statements"),
        counted(edges, "relation", "relations"),
    ];
    output::print(format!("{} checked: {verdict}\n", counts.join(", ")).as_bytes())?;
    Ok(if checked.faults.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}
