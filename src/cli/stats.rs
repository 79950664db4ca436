//! `powermap stats`: what a graph holds, counted.

use super::Outcome;
use super::base::Base;
use super::question::{Asked, Session};
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
    answer(&options.asked.open()?)
}

pub(super) fn answer(session: &Session) -> Result<Outcome> {
    let graph = session.base.whole(&session.filter)?;
    let period = &session.filter.period;
    let mut stats = query::stats(&graph, &session.ontology, period);
    if let Base::Store(store) = &session.base {
        // The whole graph of a store comes without the documents.
        (stats.documents, stats.dated, stats.period) = store.dated(period)?;
    }
    session.print(&graph, &stats)
}
