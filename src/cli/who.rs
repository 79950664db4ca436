//! `powermap who`: who stands in a relation to an entity.

use super::extract::Choice;
use super::{Outcome, input, output};
use crate::{export, query};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// List who supports, opposes, leads, ... somebody or something, each with the sentence that says so
#[derive(Debug, Args)]
#[command(after_help = "\
Names are found by any of their forms, with or without accents and capitals; some words of a name are enough where they tell it from all others.

Examples:
  powermap who supports \"Kalimar Hallam\" map.json
  powermap who leads Italy article.txt
  powermap extract article.txt | powermap who meets corti --status asserted,reported")]
pub(super) struct Options {
    /// A relation: supports, opposes, attacks, leads, member_of, attends, hosts or meets
    relation: String,
    /// Whom or what it is about: a name or an id
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
    let relation = query::relation(&graph, &ontology, &options.relation)?;
    let target = query::find(&graph, &options.name)?;
    let filter = options.choice.filter();
    let mut found = query::who(&graph, &ontology, &relation, target);
    found.retain(|r| filter.keeps(r.edge));
    output::print(export::answer(&graph, &ontology, &relation, target, &found, &output::layout()).as_bytes())?;
    Ok(Outcome::Done)
}
