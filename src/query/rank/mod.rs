//! Who matters: entities by their place in the network.

mod betweenness;
mod network;
mod pagerank;

use crate::entities::EntityType;
use crate::graph::{Graph, Node, Relation};
use network::Rows;
use petgraph::graph::{EdgeIndex, NodeIndex};

/// What entities are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Number of relations.
    Degree,
    /// Sum of their confidences.
    Strength,
    /// PageRank along the relations, weighed by confidence; all scores together are 1.
    PageRank,
    /// Share of the pairs of others whose shortest ways go over it, whichever way relations point.
    Betweenness,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Degree, Self::Strength, Self::PageRank, Self::Betweenness];

    /// The word for it in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::Strength => "strength",
            Self::PageRank => "pagerank",
            Self::Betweenness => "betweenness",
        }
    }
}

/// Entities by rank.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// What they are ranked by.
    pub by: Measure,
    /// The first ones.
    pub places: Vec<Place>,
    /// How many there are in all.
    pub of: usize,
    /// The number of starting points that betweenness was estimated from, where it was not found exactly.
    pub pivots: Option<usize>,
}

/// An entity with its scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its place in the graph.
    pub node: NodeIndex,
    /// By each measure, in the order of [`Measure::ALL`].
    pub scores: [f64; Measure::ALL.len()],
    /// Its most certain relation.
    pub surest: Option<EdgeIndex>,
}

/// A [`Ranking`] with its names and evidence.
#[derive(Debug, Clone)]
pub struct Ranked<'g> {
    /// The ranking.
    pub ranking: Ranking,
    /// For each place the entity and its most certain relation.
    pub names: Vec<(&'g Node, Option<Relation<'g>>)>,
}

/// The first `limit` entities by `by`, equal ones by id. Only edges of `relations` count, where any are given, and nothing that is
/// denied; entities without any such edge have no rank. `kinds` are the types to list, all where empty.
pub fn rank(graph: &Graph, by: Measure, relations: &[String], kinds: &[EntityType], limit: usize) -> Ranking {
    let inner = graph.as_petgraph();
    let nodes = inner.node_count();
    let edges: Vec<(EdgeIndex, u32, u32, f32)> = inner
        .edge_indices()
        .filter(|&e| !inner[e].is_negated() && (relations.is_empty() || relations.contains(&inner[e].relation)))
        .filter_map(|e| {
            let (source, target) = inner.edge_endpoints(e)?;
            Some((e, u32::try_from(source.index()).ok()?, u32::try_from(target.index()).ok()?, inner[e].confidence))
        })
        .collect();
    let mut degree = vec![0u32; nodes];
    let mut strength = vec![0.0; nodes];
    let mut surest: Vec<Option<EdgeIndex>> = vec![None; nodes];
    for &(edge, source, target, weight) in &edges {
        for end in [source as usize, target as usize] {
            degree[end] += 1;
            strength[end] += f64::from(weight);
            if surest[end].is_none_or(|best| weight > inner[best].confidence) {
                surest[end] = Some(edge);
            }
        }
    }
    // Only those with a relation are nodes of the network, so that others have no share of it.
    let members: Vec<usize> = (0..nodes).filter(|&node| degree[node] > 0).collect();
    let mut number = vec![0u32; nodes];
    (0..).zip(&members).for_each(|(at, &node)| number[node] = at);
    let ends = |&(_, source, target, weight): &(EdgeIndex, u32, u32, f32)| {
        (number[source as usize], number[target as usize], weight)
    };
    let (ranks, between) = rayon::join(
        || pagerank::pagerank(&Rows::new(members.len(), edges.iter().map(ends))),
        || betweenness::betweenness(&undirected(members.len(), edges.iter().map(ends))),
    );
    let mut places: Vec<Place> = members
        .iter()
        .enumerate()
        .filter(|(_, node)| kinds.is_empty() || kinds.contains(&inner[NodeIndex::new(**node)].kind))
        .map(|(at, &node)| Place {
            node: NodeIndex::new(node),
            scores: [f64::from(degree[node]), strength[node], ranks[at], between.scores[at]],
            surest: surest[node],
        })
        .collect();
    let of = places.len();
    // Scores that differ by rounding only are equal.
    let score = |place: &Place| (place.scores[by as usize] * 1e9).round();
    places.sort_by(|a, b| score(b).total_cmp(&score(a)).then(a.node.cmp(&b.node)));
    places.truncate(limit);
    Ranking { by, places, of, pivots: between.pivots }
}

/// Each edge from both its ends, several between the same two once.
fn undirected(nodes: usize, edges: impl Iterator<Item = (u32, u32, f32)>) -> Rows {
    let mut pairs: Vec<(u32, u32)> = edges.map(|(a, b, _)| (a.min(b), a.max(b))).filter(|(a, b)| a != b).collect();
    pairs.sort_unstable();
    pairs.dedup();
    Rows::new(nodes, pairs.iter().flat_map(|&(a, b)| [(a, b, 1.0), (b, a, 1.0)]))
}

impl Ranking {
    /// The edges that it shows.
    pub fn edges(&self) -> Vec<EdgeIndex> {
        self.places.iter().filter_map(|place| place.surest).collect()
    }

    /// With names and evidence from the graph that it was made of.
    pub fn named(self, graph: &Graph) -> Ranked<'_> {
        let name = |place: &Place| (graph.node(place.node), place.surest.and_then(|edge| graph.relation_at(edge)));
        Ranked { names: self.places.iter().map(name).collect(), ranking: self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Person, Place as PlaceType};
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Negated};

    #[test]
    fn measures_rank_by_what_they_measure() {
        let graph = Sample::new("d", &["Ada Bo Cy Rome Ed"])
            .entity("Ada", Person, &["Ada"])
            .entity("Bo", Person, &["Bo"])
            .entity("Cy", Person, &["Cy"])
            .entity("Rome", PlaceType, &["Rome"])
            .entity("Ed", Person, &["Ed"])
            .states(0, "Ada", "supports", "Bo", Asserted, "Bo")
            .states(0, "Bo", "supports", "Cy", Asserted, "Bo")
            .states(0, "Bo", "opposes", "Cy", Asserted, "Bo")
            .states(0, "Cy", "leads", "Rome", Asserted, "Bo")
            .states(0, "Ed", "supports", "Ada", Negated, "Bo")
            .graph();
        let told = |by, relations: &[&str], kinds: &[EntityType]| {
            let relations: Vec<String> = relations.iter().map(|r| (*r).to_owned()).collect();
            let ranking = rank(&graph, by, &relations, kinds, 2);
            assert!(ranking.pivots.is_none());
            let names = ranking.clone().named(&graph).names;
            (ranking.of, names.iter().map(|(node, _)| node.name.as_str()).collect::<Vec<_>>())
        };
        assert_eq!(told(Measure::Degree, &[], &[]), (4, vec!["Bo", "Cy"]), "what is denied counts for nothing");
        assert_eq!(told(Measure::PageRank, &[], &[]), (4, vec!["Rome", "Cy"]));
        assert_eq!(told(Measure::Betweenness, &[], &[Person]), (3, vec!["Bo", "Cy"]));
        assert_eq!(told(Measure::PageRank, &["supports"], &[]), (3, vec!["Cy", "Bo"]));
    }
}
