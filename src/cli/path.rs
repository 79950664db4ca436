//! `powermap path`: how two entities are connected.

use super::Outcome;
use super::question::{Asked, Session};
use crate::query;
use anyhow::{Result, anyhow, ensure};
use clap::Args;

/// Tell the shortest chain of relations from one to another, each step with the sentence that says so
#[derive(Debug, Args)]
#[command(after_help = "\
A step may go either way along its relation; what is denied is no step. Of chains of one length the most certain is told.

Examples:
  powermap path Norland \"Eastern Army\" map.json
  powermap path corti hallam map.json --relations supports,leads,member_of")]
pub(super) struct Options {
    /// A name or an id
    from: String,
    /// Another
    to: String,
    #[command(flatten)]
    asked: Asked,
    /// Go only along these, separated by commas
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    relations: Vec<String>,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.from, &options.to, &options.relations)
}

pub(super) fn answer(session: &Session, from: &str, to: &str, relations: &[String]) -> Result<Outcome> {
    let ends = [session.base.find(from)?, session.base.find(to)?];
    ensure!(ends[0].id != ends[1].id, "{from:?} and {to:?} are both {}; give two", ends[0].name);
    let mut graph = session.base.whole(&session.filter)?.with_nodes(&ends);
    let relations: Result<Vec<String>, _> =
        relations.iter().map(|word| query::relation(&graph, &session.ontology, word)).collect();
    let place = |id: &str| graph.find(id).ok_or_else(|| anyhow!("{id} is not in the graph"));
    let ends = [place(&ends[0].id)?, place(&ends[1].id)?];
    let edges = query::path(&graph, ends[0], ends[1], &relations?);
    session.base.fill(&mut graph, edges.as_deref().unwrap_or_default(), &session.filter)?;
    session.print(&graph, &query::Path::new(&graph, ends, edges.as_deref()))
}
