//! What of a graph to write or draw.

use super::output;
use crate::entities::EntityType;
use crate::export::Format;
use crate::graph::{Filter, Graph, Limits, View};
use crate::query;
use crate::relations::Ontology;
use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// What of a graph to show.
#[derive(Debug, Args)]
pub(super) struct Shown {
    /// Keep only these relations, by their names or words for them, separated by commas: supports,opposes
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    relation: Vec<String>,
    /// Keep only entities of these types, separated by commas: person, organization, place, group, event, plan
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true)]
    kind: Vec<EntityType>,
    /// Keep only relations that are stated at least so often
    #[arg(long, value_name = "N", default_value = "1", hide_default_value = true)]
    min_count: usize,
    /// Keep only what is near this entity: see --hops
    #[arg(long, value_name = "NAME")]
    around: Option<String>,
    /// How many relations away from --around
    #[arg(long, value_name = "N", default_value = "1", requires = "around")]
    hops: usize,
    /// Keep only the N entities with the strongest relations [default: all; in pictures as many as can be read]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Show the organisation, country or group that a person leads or belongs to instead of the person
    #[arg(long)]
    collapse: bool,
}

fn kinds() -> impl TypedValueParser<Value = EntityType> {
    PossibleValuesParser::new(EntityType::ALL.map(EntityType::as_str))
        .try_map(|name| EntityType::parse(&name).ok_or("no such type"))
}

impl Shown {
    /// What is to be shown of a graph in a format. Where it is more than a picture can show and nobody says how much to
    /// show, the picture gets the strongest, which is told.
    ///
    /// # Errors
    /// Where there is no relation, or no entity to be around, of a name that is given.
    pub fn of(&self, graph: Graph, ontology: &Ontology, format: Format) -> Result<Graph> {
        let (graph, told) = self.within(graph, ontology, format.name(), format.limits())?;
        if let Some(told) = told {
            output::message(&told)?;
        }
        Ok(graph)
    }

    /// The same for what is called `name` and can show so much, with what is to be told where it shows less.
    pub fn within(
        &self,
        graph: Graph,
        ontology: &Ontology,
        name: &str,
        limits: Option<Limits>,
    ) -> Result<(Graph, Option<String>)> {
        let relations = self.relation.iter().map(|name| query::relation(&graph, ontology, name));
        let choice = View {
            relations: relations.collect::<Result<_, _>>()?,
            kinds: self.kind.clone(),
            // Every relation is stated once.
            min_count: if self.min_count <= 1 { 0 } else { self.min_count },
            ..View::default()
        };
        let mut graph = if self.collapse { graph.collapsed(ontology) } else { graph };
        if let Some(name) = &self.around {
            // Relations and types are chosen first, so that the way to what is near goes over what is shown; the entity
            // itself stays whatever it is.
            let center = graph.node(query::find(&graph, name)?).clone();
            graph = graph.viewed(&choice, ontology).with_nodes(std::slice::from_ref(&center));
            let index = graph.find(&center.id).unwrap_or_default();
            graph = graph.around(index, self.hops, &Filter::default()).0;
        } else {
            graph = graph.viewed(&choice, ontology);
        }
        if let Some(top) = self.top {
            return Ok((graph.viewed(&View { top: Some(top), ..View::default() }, ontology), None));
        }
        let Some(limits) = limits else { return Ok((graph, None)) };
        let before = [graph.edge_count(), graph.node_count()];
        let graph = graph.strongest(limits);
        let after = [graph.edge_count(), graph.node_count()];
        let told = (after != before).then(|| {
            format!(
                "{name} shows the surest {} of {} relations, of {} of {} entities, so that it can be read; --top N shows more or \
                 fewer, and --around, --relation and --min-confidence choose",
                after[0], before[0], after[1], before[1]
            )
        });
        Ok((graph, told))
    }
}
