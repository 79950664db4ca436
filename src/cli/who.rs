//! `powermap who` and `powermap whom`: who stands in a relation to an entity, and whom it stands in it to.

use super::Outcome;
use super::question::{Asked, Session};
use crate::query;
use anyhow::Result;
use clap::Args;

/// List who supports, opposes, leads, ... somebody or something, each with the sentence that says so
#[derive(Debug, Args)]
#[command(after_help = "\
Names are found by any of their forms, with or without accents and capitals; some words of a name are enough where they tell it from all others.
What is contradicted, by a denial or by a relation of the other sign, is shown with both sides.

Examples:
  powermap who supports \"Kalimar Hallam\" map.json
  powermap who leads Italy article.txt
  powermap who supports Hallam map.json --since 2018-06 --until 2019 --format csv
  powermap extract article.txt | powermap who meets corti --status asserted,reported")]
pub(super) struct Who {
    /// A relation: supports, opposes, attacks, leads, member_of, attends, hosts or meets
    relation: String,
    /// Whom or what it is about: a name or an id
    name: String,
    #[command(flatten)]
    asked: Asked,
}

/// List whom somebody supports, opposes, leads, ..., each with the sentence that says so
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap whom Norland supports map.json
  powermap whom \"Kalimar Hallam\" meets map.json --since 2018")]
pub(super) struct Whom {
    /// Who or what it is about: a name or an id
    name: String,
    /// A relation: supports, opposes, attacks, leads, member_of, attends, hosts or meets
    relation: String,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn who(options: &Who) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.relation, &options.name, false)
}

pub(super) fn whom(options: &Whom) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.relation, &options.name, true)
}

/// Lists what stands in a relation to a name, or, where it is the source, what it stands in it to.
pub(super) fn answer(session: &Session, relation: &str, name: &str, outgoing: bool) -> Result<Outcome> {
    let (graph, index) = session.base.around(name, &session.filter)?;
    let relation = query::relation(&graph, &session.ontology, relation)?;
    let ask = if outgoing { query::whom } else { query::who };
    session.print(&graph, &ask(&graph, &session.ontology, &relation, index))
}
