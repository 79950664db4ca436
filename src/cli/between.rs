//! `powermap between`: all that is stated between two entities.

use super::Outcome;
use super::question::{Asked, Session};
use crate::query;
use anyhow::{Result, ensure};
use clap::Args;

/// List all relations between two, in both directions, each with the sentence that says so
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap between Norland \"Kalimar Hallam\" map.json
  powermap between corti hallam map.json --format csv")]
pub(super) struct Options {
    /// A name or an id
    one: String,
    /// Another
    other: String,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.one, &options.other)
}

pub(super) fn answer(session: &Session, one: &str, other: &str) -> Result<Outcome> {
    let ends = [session.base.find(one)?, session.base.find(other)?];
    ensure!(ends[0].id != ends[1].id, "{one:?} and {other:?} are both {}; give two", ends[0].name);
    let graph = session.base.pair(&ends, &session.filter)?;
    let [Some(a), Some(b)] = ends.map(|end| graph.find(&end.id)) else { return Ok(Outcome::Done) };
    session.print(&graph, &query::pair(&graph, &session.ontology, a, b))
}
