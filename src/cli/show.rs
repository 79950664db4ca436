//! `powermap show`: all that is known of one entity.

use super::extract::Choice;
use super::{Outcome, input, output};
use crate::{export, query};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Show all that is known of somebody or something
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap show Italy map.json
  powermap show \"Kalimar Hallam\" article.txt --status asserted")]
pub(super) struct Options {
    /// A name or an id; some words of a name are enough where they tell it from all others
    name: String,
    /// A graph that `powermap extract` wrote as JSON, or an article; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    #[command(flatten)]
    choice: Choice,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    let graph = input::graph(&options.file, &ontology, &options.choice)?;
    let id = graph.node(query::find(&graph, &options.name)?).id.clone();
    let kept = graph.clone().filtered(&options.choice.filter());
    // A described event without a relation that passes is still shown, alone.
    let (graph, index) = match (kept.find(&id), graph.find(&id)) {
        (Some(index), _) => (kept, index),
        (None, Some(index)) => (graph, index),
        (None, None) => return Ok(Outcome::Done),
    };
    let profile = query::profile(&graph, &ontology, index);
    output::print(export::profile(&ontology, &profile, &output::layout()).as_bytes())?;
    Ok(Outcome::Done)
}
