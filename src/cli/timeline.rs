//! `powermap timeline`: what was stated of somebody when.

use super::Outcome;
use super::question::{Asked, Session};
use crate::graph::Grain;
use crate::query;
use anyhow::Result;
use clap::{Args, ValueEnum};

/// Tell what was stated of somebody or something, by month, year or day
#[derive(Debug, Args)]
#[command(after_help = "\
Statements have the dates of their documents. Those known less finely than asked for stand by what is known, those of
documents without a date at the end.

Examples:
  powermap timeline \"Kalimar Hallam\" map.json
  powermap timeline Norland map.json --by year --since 2018 --format csv")]
pub(super) struct Options {
    /// A name or an id
    name: String,
    #[command(flatten)]
    asked: Asked,
    /// year, month or day
    #[arg(long, value_name = "STEP", default_value = "month", hide_possible_values = true)]
    by: Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    Year,
    Month,
    Day,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let grain = match options.by {
        Step::Year => Grain::Year,
        Step::Month => Grain::Month,
        Step::Day => Grain::Day,
    };
    answer(&options.asked.open()?, &options.name, grain)
}

pub(super) fn answer(session: &Session, name: &str, grain: Grain) -> Result<Outcome> {
    let (graph, index) = session.base.around(name, &session.filter)?;
    session.print(&graph, &query::timeline(&graph, &session.ontology, index, grain, |_, _| true))
}
