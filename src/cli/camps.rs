//! `powermap camps`: who stands together and against whom.

use super::Outcome;
use super::question::{Asked, Session};
use crate::query;
use anyhow::Result;
use clap::Args;

/// Divide all into camps that stand together and against others
#[derive(Debug, Args)]
#[command(after_help = "\
The division has the highest signed modularity that moving members one by one finds: much that joins within camps, much
that opposes between them. Frustration is the share of ties that contradict it.

Examples:
  powermap camps map.json
  powermap camps map.json --since 2019 --min-confidence 0.5
  powermap camps map.json --format csv")]
pub(super) struct Options {
    /// Show so many camps, the largest; 0 for all
    #[arg(long, value_name = "N", default_value = "20")]
    limit: usize,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    answer(&options.asked.open()?, if options.limit == 0 { usize::MAX } else { options.limit })
}

pub(super) fn answer(session: &Session, most: usize) -> Result<Outcome> {
    let mut graph = session.base.whole(&session.filter)?;
    let division = query::divide(&graph, &session.ontology).largest(most);
    let edges = division.edges(&graph);
    session.base.fill(&mut graph, &edges, &session.filter)?;
    session.print(&graph, &division.named(&graph))
}
