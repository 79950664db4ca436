//! `powermap allies` and `powermap rivals`: who stands with somebody and who against.

use super::Outcome;
use super::question::{Asked, Session};
use crate::export::Form;
use crate::graph::Graph;
use crate::query::{self, Circle, Signed};
use anyhow::Result;
use clap::Args;
use petgraph::graph::NodeIndex;

/// List who stands with somebody: directly, as a friend of a friend or as an enemy of an enemy
#[derive(Debug, Args)]
#[command(after_help = "\
Relations join or oppose as the ontology's `sign` says: supports, leads and member_of join, opposes and attacks oppose. Each
ally comes with the chain that makes it one. What is stated of the two directly counts for more than what follows from
others. The triangles around the entity are counted: an unbalanced one, such as a friend's friend who is an enemy, is listed.

Examples:
  powermap allies \"Kalimar Hallam\" map.json
  powermap allies Norland map.json --since 2019 --limit 5")]
pub(super) struct Allies {
    #[command(flatten)]
    options: Options,
}

/// List who stands against somebody: directly, as an enemy of a friend or as a friend of an enemy
#[derive(Debug, Args)]
#[command(after_help = "\
`powermap help allies` tells how they are found.

Examples:
  powermap rivals \"Kalimar Hallam\" map.json
  powermap rivals Norland map.json --format csv")]
pub(super) struct Rivals {
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct Options {
    /// A name or an id
    name: String,
    #[command(flatten)]
    asked: Asked,
    /// List as many at most; 0 lists all
    #[arg(long, value_name = "N", default_value = "20")]
    limit: usize,
}

pub(super) fn allies(Allies { options }: &Allies) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.name, options.limit, false)
}

pub(super) fn rivals(Rivals { options }: &Rivals) -> Result<Outcome> {
    answer(&options.asked.open()?, &options.name, options.limit, true)
}

pub(super) fn answer(session: &Session, name: &str, limit: usize, rivals: bool) -> Result<Outcome> {
    let center = session.base.find(name)?;
    let mut graph = session.base.whole(&session.filter)?.with_nodes(std::slice::from_ref(&center));
    let index = graph.find(&center.id).unwrap_or_default();
    let signed = Signed::of(&graph, &session.ontology);
    // A text tells the sides of triangles without their sentences.
    let edges = circle(&graph, &signed, session, index, rivals, limit).edges(session.form != Form::Text);
    session.base.fill(&mut graph, &edges, &session.filter)?;
    session.print(&graph, &circle(&graph, &signed, session, index, rivals, limit))
}

fn circle<'g>(
    graph: &'g Graph,
    signed: &Signed,
    session: &Session,
    index: NodeIndex,
    rivals: bool,
    limit: usize,
) -> Circle<'g> {
    let mut circle = query::circle(graph, signed, &session.ontology, index, rivals);
    if limit > 0 {
        circle.members.truncate(limit);
    }
    circle
}
