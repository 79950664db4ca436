//! Camps: groups whose members stand together and against others.

mod louvain;

use super::signed::{Signed, Tie};
use crate::graph::{Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::BTreeMap;

/// Edges of each kind that a camp is shown with.
const SHOWN: usize = 3;

/// The camps of a graph, as places in it.
#[derive(Debug, Clone, Default)]
pub struct Division {
    camps: Vec<Group>,
    /// How many camps there are, those left out too.
    found: usize,
    /// Entities that stand with nobody.
    alone: usize,
    /// Ties within or between camps.
    ties: usize,
    contradicting: usize,
    modularity: f64,
}

#[derive(Debug, Clone, Default)]
struct Group {
    members: Vec<NodeIndex>,
    joined: Vec<EdgeIndex>,
    inner_support: usize,
    inner_opposition: usize,
    outer_support: usize,
    outer_opposition: usize,
    /// The strongest ties against other camps.
    opposed: Vec<EdgeIndex>,
    /// Camps that it stands against, by their numbers, with the number of ties.
    against: BTreeMap<usize, usize>,
}

/// The camps of a graph with names and evidence.
#[derive(Debug, Clone)]
pub struct Camps<'g> {
    /// The camps of two members or more, the largest first; small ones may have been left out.
    pub camps: Vec<Camp<'g>>,
    /// How many camps there are, those left out too.
    pub found: usize,
    /// How many entities have ties and are in no camp with others.
    pub alone: usize,
    /// Signed modularity of the division, at most 1 (Gómez, Jensen and Arenas 2009).
    pub modularity: f64,
    /// Share of the ties that contradict the division, from 0 to 1: positive ones between camps and negative ones within
    /// (the frustration of Harary 1959).
    pub frustration: f64,
    /// Number of ties, and of those that contradict the division.
    pub ties: [usize; 2],
}

/// One camp.
#[derive(Debug, Clone)]
pub struct Camp<'g> {
    /// From 1.
    pub number: usize,
    /// Those with the strongest ties to the others first.
    pub members: Vec<&'g Node>,
    /// Ties within it that join.
    pub inner_support: usize,
    /// Ties within it that oppose.
    pub inner_opposition: usize,
    /// Ties to others outside that join.
    pub outer_support: usize,
    /// Ties to others outside that oppose.
    pub outer_opposition: usize,
    /// The camps that it is tied to by opposition, with the number of ties, the most first.
    pub against: Vec<(usize, usize)>,
    /// The most certain relations that hold it together.
    pub joined_by: Vec<Relation<'g>>,
    /// The most certain relations that set it against others.
    pub opposed_by: Vec<Relation<'g>>,
}

/// Divides the signed network of a graph into camps by signed modularity.
pub fn divide(graph: &Graph, ontology: &Ontology) -> Division {
    let signed = Signed::of(graph, ontology);
    let ties: Vec<&Tie> = signed.ties().iter().filter(|tie| tie.is_decided()).collect();
    let edges: Vec<(usize, usize, f64)> =
        ties.iter().map(|tie| (tie.ends[0].index(), tie.ends[1].index(), tie.weight)).collect();
    let found = louvain::communities(graph.node_count(), &edges);
    let mut groups = groups(graph, &ties, &found.of);
    let mut camp_of: Vec<Option<usize>> = vec![None; graph.node_count()];
    groups.iter().enumerate().for_each(|(at, (label, _))| camp_of[*label] = Some(at + 1));
    for tie in &ties {
        count(tie, &found.of, &camp_of, &mut groups);
    }
    let inside = |tie: &Tie| found.of[tie.ends[0].index()] == found.of[tie.ends[1].index()];
    let mut tied = vec![false; graph.node_count()];
    ties.iter().flat_map(|tie| tie.ends).for_each(|end| tied[end.index()] = true);
    let tied = tied.into_iter().filter(|is| *is).count();
    let camps: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    Division {
        alone: tied - camps.iter().map(|camp| camp.members.len()).sum::<usize>(),
        ties: ties.len(),
        contradicting: ties.iter().filter(|tie| tie.is_positive() != inside(tie)).count(),
        modularity: found.modularity,
        found: camps.len(),
        camps,
    }
}

/// The members of the communities that have several, the largest first.
fn groups(graph: &Graph, ties: &[&Tie], community: &[usize]) -> Vec<(usize, Group)> {
    let mut strength = vec![0.0; community.len()];
    for tie in ties {
        let [a, b] = tie.ends.map(NodeIndex::index);
        if community[a] == community[b] {
            strength[a] += tie.weight;
            strength[b] += tie.weight;
        }
    }
    let mut members: Vec<(usize, NodeIndex)> =
        graph.as_petgraph().node_indices().map(|node| (community[node.index()], node)).collect();
    members.sort_unstable();
    let mut groups: Vec<(usize, Group)> = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|members| members.len() > 1)
        .map(|members| {
            let label = members[0].0;
            let mut members: Vec<NodeIndex> = members.iter().map(|(_, node)| *node).collect();
            members.sort_by(|a, b| strength[b.index()].total_cmp(&strength[a.index()]).then(a.cmp(b)));
            (label, Group { members, ..Group::default() })
        })
        .collect();
    groups.sort_by_key(|(label, group)| (usize::MAX - group.members.len(), *label));
    groups
}

/// Counts a tie for the camps of its ends.
fn count(tie: &Tie, community: &[usize], camp_of: &[Option<usize>], groups: &mut [(usize, Group)]) {
    let labels = tie.ends.map(|end| community[end.index()]);
    let camps = labels.map(|label| camp_of[label]);
    let within = labels[0] == labels[1];
    for (own, other) in [(camps[0], camps[1]), (camps[1], camps[0])].into_iter().take(if within { 1 } else { 2 }) {
        let Some((_, group)) = own.and_then(|number| groups.get_mut(number - 1)) else { continue };
        match (within, tie.is_positive()) {
            (true, true) => {
                group.inner_support += 1;
                group.joined.extend(tie.edges.first());
            }
            (true, false) => group.inner_opposition += 1,
            (false, true) => group.outer_support += 1,
            (false, false) => {
                group.outer_opposition += 1;
                group.opposed.extend(tie.edges.first());
                if let Some(other) = other {
                    *group.against.entry(other).or_default() += 1;
                }
            }
        }
    }
}

impl Division {
    /// The same with its largest camps only.
    pub fn largest(mut self, most: usize) -> Self {
        self.camps.truncate(most);
        self
    }

    /// The edges that it is shown with; the most certain of each camp.
    pub fn edges(&self, graph: &Graph) -> Vec<EdgeIndex> {
        self.camps.iter().flat_map(|camp| [&camp.joined, &camp.opposed]).flat_map(|e| surest(graph, e)).collect()
    }

    /// With names and evidence from the graph that it was made of.
    pub fn named<'g>(&self, graph: &'g Graph) -> Camps<'g> {
        let relations = |edges: &[EdgeIndex]| {
            surest(graph, edges).into_iter().filter_map(|edge| graph.relation_at(edge)).collect::<Vec<_>>()
        };
        let camps = self.camps.iter().enumerate().map(|(at, group)| {
            let mut against: Vec<(usize, usize)> = group.against.iter().map(|(camp, ties)| (*camp, *ties)).collect();
            against.sort_by_key(|(camp, ties)| (usize::MAX - ties, *camp));
            Camp {
                number: at + 1,
                members: group.members.iter().map(|&member| graph.node(member)).collect(),
                inner_support: group.inner_support,
                inner_opposition: group.inner_opposition,
                outer_support: group.outer_support,
                outer_opposition: group.outer_opposition,
                against,
                joined_by: relations(&group.joined),
                opposed_by: relations(&group.opposed),
            }
        });
        Camps {
            camps: camps.collect(),
            found: self.found,
            alone: self.alone,
            modularity: self.modularity,
            frustration: if self.ties > 0 { self.contradicting as f64 / self.ties as f64 } else { 0.0 },
            ties: [self.ties, self.contradicting],
        }
    }
}

/// The most certain of some edges.
fn surest(graph: &Graph, edges: &[EdgeIndex]) -> Vec<EdgeIndex> {
    let inner = graph.as_petgraph();
    let mut edges = edges.to_vec();
    edges.sort_by(|&a, &b| inner[b].confidence.total_cmp(&inner[a].confidence).then(a.cmp(&b)));
    edges.truncate(SHOWN);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::Person;
    use crate::graph::samples::Sample;
    use crate::relations::Status::Asserted;

    #[test]
    fn two_camps_that_fight_and_one_who_changes_sides() {
        let mut sample = Sample::new("d", &["Ada Bo Cy Di Ed Flo Gus"]);
        for name in ["Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus"] {
            sample = sample.entity(name, Person, &[name]);
        }
        let graph = sample
            .states(0, "Ada", "supports", "Bo", Asserted, "Bo")
            .states(0, "Bo", "supports", "Cy", Asserted, "Bo")
            .states(0, "Cy", "supports", "Ada", Asserted, "Bo")
            .states(0, "Di", "supports", "Ed", Asserted, "Bo")
            .states(0, "Ed", "attacks", "Ada", Asserted, "Bo")
            .states(0, "Di", "opposes", "Bo", Asserted, "Bo")
            .states(0, "Di", "supports", "Cy", Asserted, "Bo")
            .states(0, "Gus", "opposes", "Ada", Asserted, "Bo")
            .graph();
        let division = divide(&graph, &Ontology::built_in());
        let camps = division.named(&graph);
        let members = |camp: &Camp| camp.members.iter().map(|n| n.name.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(camps.camps.iter().map(members).collect::<Vec<_>>(), ["Ada Bo Cy", "Di Ed"]);
        let first = &camps.camps[0];
        let counts = [first.inner_support, first.inner_opposition, first.outer_support, first.outer_opposition];
        assert_eq!((counts, first.against.as_slice()), ([3, 0, 1, 3], &[(2, 2)][..]));
        assert_eq!((camps.alone, camps.ties), (1, [8, 1]));
        assert!((camps.frustration - 0.125).abs() < 1e-9 && camps.modularity > 0.25, "{camps:?}");
        assert_eq!(division.edges(&graph).len(), 3 + 3 + 1 + 2);
        let largest = division.largest(1);
        let camps = largest.named(&graph);
        assert_eq!((camps.camps.len(), camps.found), (1, 2));
    }
}
