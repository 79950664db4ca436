//! `powermap stats`: what a graph holds, counted.

use super::Outcome;
use super::question::Asked;
use crate::query;
use anyhow::Result;
use clap::Args;

/// Count what there is: documents, entities and relations by kind, parts, contradictions
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap stats map.json
  powermap stats map.json --since 2018 --min-confidence 0.5 --format json")]
pub(super) struct Options {
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let session = options.asked.open()?;
    let graph = session.base.whole(&session.filter)?;
    session.print(&graph, &query::stats(&graph, &session.ontology))
}
