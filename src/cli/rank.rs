//! `powermap rank`: who matters.

use super::Outcome;
use super::question::{Asked, Session};
use crate::entities::EntityType;
use crate::query::{self, Measure};
use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Rank entities by their place in the network
#[derive(Debug, Args)]
#[command(after_help = "\
degree counts relations, strength adds their confidences up, pagerank follows relations from source to target, betweenness is the
share of the shortest ways between others that go over one. What is denied counts for nothing. In large graphs betweenness
is estimated, which is said.

Examples:
  powermap rank map.json
  powermap rank map.json --by betweenness --type person --limit 10
  powermap rank map.json --relation supports --since 2019 --format csv")]
pub(super) struct Options {
    #[command(flatten)]
    asked: Asked,
    /// degree, strength, pagerank or betweenness
    #[arg(long, value_name = "MEASURE", default_value = "pagerank", value_parser = measures(), hide_possible_values = true)]
    by: Measure,
    /// Count only these relations, separated by commas
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    relation: Vec<String>,
    /// List only these, separated by commas: person, organization, place, group, event, plan
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true)]
    kinds: Vec<EntityType>,
    /// List as many at most; 0 lists all
    #[arg(long, value_name = "N", default_value = "20")]
    limit: usize,
}

fn measures() -> impl TypedValueParser<Value = Measure> {
    PossibleValuesParser::new(Measure::ALL.map(Measure::as_str))
        .try_map(|name| Measure::ALL.into_iter().find(|m| m.as_str() == name).ok_or("no such measure"))
}

fn kinds() -> impl TypedValueParser<Value = EntityType> {
    PossibleValuesParser::new(EntityType::ALL.map(EntityType::as_str))
        .try_map(|name| EntityType::parse(&name).ok_or("no such type"))
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let limit = if options.limit == 0 { usize::MAX } else { options.limit };
    answer(&options.asked.open()?, options.by, &options.relation, &options.kinds, limit)
}

pub(super) fn answer(
    session: &Session,
    by: Measure,
    relations: &[String],
    kinds: &[EntityType],
    limit: usize,
) -> Result<Outcome> {
    let mut graph = session.base.whole(&session.filter)?;
    let relations: Result<Vec<String>, _> =
        relations.iter().map(|word| query::relation(&graph, &session.ontology, word)).collect();
    let ranking = query::rank(&graph, by, &relations?, kinds, limit);
    session.base.fill(&mut graph, &ranking.edges(), &session.filter)?;
    session.print(&graph, &ranking.named(&graph))
}
