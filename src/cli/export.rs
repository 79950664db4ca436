//! `powermap export`: the graph of a store as a file.

use super::extract::Choice;
use super::store::{self, Place};
use super::target::Target;
use super::{Outcome, input};
use anyhow::Result;
use clap::Args;

/// Write the graph of a store, with all its evidence
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap export -o map.json
  powermap export --store wire.db --since 2018 --min-confidence 0.7 --format dot | dot -Tsvg > map.svg")]
pub(super) struct Options {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    choice: Choice,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    options.choice.check()?;
    options.choice.check_for_graph(&options.place.store)?;
    let target = options.target.place()?;
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    let store = store::open(&options.place.store, options.place.curation.as_deref())?;
    let graph = store.full()?.filtered(&options.choice.filter());
    target.write(&graph, &ontology)?;
    Ok(Outcome::Done)
}
