//! What of a graph to write or draw.

use super::output;
use super::usage::Usage;
use crate::entities::EntityType;
use crate::export::Format;
use crate::graph::{Filter, Graph, Limits, View};
use crate::query;
use crate::relations::Ontology;
use anyhow::{Context, Result};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::fmt;

/// What of a graph to show.
#[derive(Debug, Args)]
pub(super) struct Shown {
    /// Keep only these relations and who has one, by their names or words for them, separated by commas: supports,opposes
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    relation: Vec<String>,
    /// Keep only entities of these types and the relations among them, separated by commas: person, organization, place, group,
    /// event, plan
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true)]
    kind: Vec<EntityType>,
    /// Keep only relations that are stated at least so often
    #[arg(long, value_name = "N", default_value = "1", hide_default_value = true)]
    min_count: usize,
    /// Keep only what is near this entity: see --hops
    #[arg(long, value_name = "NAME")]
    around: Option<String>,
    /// How many relations away from --around; with 0 it is shown alone
    #[arg(long, value_name = "N", default_value = "1", requires = "around")]
    hops: usize,
    /// Keep only the N entities with the strongest relations; 0 keeps all [default: all; in pictures as many as can be read]
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
    /// Whether entities of some types are asked for: they are shown then though they have no relation.
    pub fn is_of_types(&self) -> bool {
        !self.kind.is_empty()
    }

    /// What is to be shown in a format of what passes a filter. Where it is more than a picture can show and nobody says how
    /// much to show, the picture gets the strongest, which is told.
    ///
    /// # Errors
    /// Where there is no relation, or no entity to be around, of a name that is given.
    pub fn of(&self, graph: Graph, filter: &Filter, ontology: &Ontology, format: Format) -> Result<Graph> {
        let (graph, cut) = self.within(graph, filter, ontology, format.limits())?;
        if let Some(cut) = cut {
            let options =
                "--top N shows more or fewer, --top 0 all, and --around, --relation and --min-confidence choose";
            output::message(&format!("{} {cut}, so that it can be read; {options}", format.name()))?;
        }
        let [edges, nodes] = drawn(&graph);
        if let Some(most) = format.most().filter(|most| nodes > most.nodes || edges > most.edges) {
            let name = format.name();
            return Err(Usage(format!(
                "{name}: {nodes} entities with {edges} relations are more than the {} with {} that a picture is made of; choose some \
                 with --top N or --around, or write html, dot or gexf",
                most.nodes, most.edges
            ))
            .into());
        }
        Ok(graph)
    }

    /// The same for what can show so much, with what is to be told where it shows less.
    pub fn within(
        &self,
        graph: Graph,
        filter: &Filter,
        ontology: &Ontology,
        limits: Option<Limits>,
    ) -> Result<(Graph, Option<Cut>)> {
        let relations = self.relation.iter().map(|name| query::relation(&graph, ontology, name));
        let relations = relations.collect::<Result<_, _>>()?;
        // Found among all, since nothing may be left of it by the filter.
        let center = self.around.as_ref().map(|name| query::find(&graph, name).map(|index| graph.node(index).clone()));
        let center = center.transpose().context("--around")?;
        let choice = View {
            relations,
            kinds: self.kind.clone(),
            min_count: self.min_count,
            center: center.as_ref().map(|node| node.id.clone()),
            ..View::default()
        };
        let mut graph = graph.filtered(filter);
        if self.collapse {
            let was_there = |graph: &Graph| center.as_ref().is_some_and(|node| graph.find(&node.id).is_some());
            let before = was_there(&graph);
            graph = graph.collapsed(ontology);
            if let Some(name) = self.around.as_ref().filter(|_| before && !was_there(&graph)) {
                let message = "with --collapse a person is shown as the body that they lead or belong to";
                return Err(Usage(format!("{name}: {message}; give its name to --around")).into());
            }
        }
        graph = graph.viewed(&choice, ontology);
        if let Some(center) = center {
            // Relations and types are chosen first, so that the way to what is near goes over what is shown.
            graph = graph.with_nodes(std::slice::from_ref(&center));
            let index = graph.find(&center.id).unwrap_or_default();
            graph = graph.around(index, self.hops, &Filter::default()).0;
        }
        match (self.top, limits) {
            (Some(0), _) | (None, None) => Ok((graph, None)),
            (Some(top), _) => Ok((graph.viewed(&View { top: Some(top), ..View::default() }, ontology), None)),
            (None, Some(limits)) => Ok(thinned(graph, limits)),
        }
    }
}

/// How much is left of a graph.
pub(super) struct Cut {
    /// Relations, and entities that have one, that are shown.
    shown: [usize; 2],
    of: [usize; 2],
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shown: [edges, nodes], of: [all_edges, all_nodes] } = self;
        match all_edges {
            0 => write!(f, "shows {nodes} of {all_nodes} entities"),
            _ => write!(
                f,
                "shows the surest {edges} of {all_edges} relations, of {nodes} of {all_nodes} entities that have one"
            ),
        }
    }
}

/// The strongest part of a graph of which a picture can show no more. Who has no relation takes no room, where others have
/// one.
fn thinned(graph: Graph, limits: Limits) -> (Graph, Option<Cut>) {
    let of = drawn(&graph);
    if of[0] <= limits.edges && of[1] <= limits.nodes {
        return (graph, None);
    }
    let graph = if of[0] > 0 { graph.connected() } else { graph }.strongest(limits);
    let shown = drawn(&graph);
    (graph, Some(Cut { shown, of }))
}

/// Relations, and entities that a picture draws: those that have one, or all where there is none.
fn drawn(graph: &Graph) -> [usize; 2] {
    match graph.edge_count() {
        0 => [0, graph.node_count()],
        edges => [edges, graph.connected_count()],
    }
}
