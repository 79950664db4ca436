//! `powermap show`: all that is known of one entity.

use super::Outcome;
use super::question::{Asked, Session};
use crate::query;
use anyhow::Result;
use clap::Args;

/// Show all that is known of somebody or something
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap show Italy map.json
  powermap show \"Kalimar Hallam\" article.txt --status asserted
  powermap show Corti map.json --since 2019 --format json")]
pub(super) struct Options {
    /// A name or an id; some words of a name are enough where they tell it from all others
    name: String,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.name)
}

pub(super) fn answer(session: &Session, name: &str) -> Result<Outcome> {
    let (graph, index) = session.base.around(name, &session.filter)?;
    session.print(&graph, &query::profile(&graph, &session.ontology, index))
}
