//! The entities of a set that is described by relations.

use super::ask::{Atom, Set, Wanted};
use super::contradiction::{Contradiction, contradictions};
use crate::graph::{Edge, Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// An entity of a set with the edges that put it there, in the order of the conditions.
pub type Chosen = (NodeIndex, Vec<EdgeIndex>);

/// The entities of a set, with names and evidence.
#[derive(Debug, Clone)]
pub struct Selection<'g> {
    /// Each with the relations that put it in the set.
    pub members: Vec<(&'g Node, Vec<Relation<'g>>)>,
    /// Where what put them there is contradicted.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// The entities of a set that are of the type that is wanted, by id. A condition is met by what is stated and not by what is
/// denied, unless it asks for denials.
pub fn select(graph: &Graph, ontology: &Ontology, set: &Set, wanted: Option<&Wanted>) -> Vec<Chosen> {
    let members = members(graph, ontology, set);
    members.into_iter().filter(|(node, _)| wanted.is_none_or(|wanted| wanted.holds(graph.node(*node)))).collect()
}

fn members(graph: &Graph, ontology: &Ontology, set: &Set) -> BTreeMap<NodeIndex, Vec<EdgeIndex>> {
    match set {
        Set::Of(atom) => of_atom(graph, ontology, atom),
        Set::All(sets) => {
            let mut all = sets.iter().map(|set| members(graph, ontology, set));
            let first = all.next().unwrap_or_default();
            all.fold(first, |mut kept, next| {
                kept.retain(|node, _| next.contains_key(node));
                kept.iter_mut().for_each(|(node, edges)| edges.extend(&next[node]));
                kept
            })
        }
        Set::Any(sets) => {
            let mut any: BTreeMap<NodeIndex, Vec<EdgeIndex>> = BTreeMap::new();
            for (node, edges) in sets.iter().flat_map(|set| members(graph, ontology, set)) {
                any.entry(node).or_default().extend(edges);
            }
            any
        }
        Set::These(nodes) => nodes.iter().map(|node| (*node, Vec::new())).collect(),
        Set::Without(set, other) => {
            let other = members(graph, ontology, other);
            members(graph, ontology, set).into_iter().filter(|(node, _)| !other.contains_key(node)).collect()
        }
    }
}

fn of_atom(graph: &Graph, ontology: &Ontology, atom: &Atom) -> BTreeMap<NodeIndex, Vec<EdgeIndex>> {
    let inner = graph.as_petgraph();
    let symmetric = ontology.relation(&atom.relation).is_some_and(|r| r.symmetric);
    let mut found: BTreeMap<NodeIndex, Vec<EdgeIndex>> = BTreeMap::new();
    for (direction, outgoing) in [(Direction::Outgoing, true), (Direction::Incoming, false)] {
        let edges = inner.edges_directed(atom.node, direction).filter(|_| symmetric || outgoing == atom.outgoing);
        let fits = |edge: &Edge| {
            let status = |status| edge.status == status || edge.evidence.iter().any(|e| e.status == status);
            edge.relation == atom.relation && edge.is_negated() == atom.denied && atom.status.is_none_or(status)
        };
        for edge in edges.filter(|edge| fits(edge.weight())) {
            let other = if outgoing { edge.target() } else { edge.source() };
            found.entry(other).or_default().push(edge.id());
        }
    }
    found
}

impl<'g> Selection<'g> {
    /// With names and evidence from the graph that was chosen from.
    pub fn new(graph: &'g Graph, ontology: &Ontology, chosen: &[Chosen]) -> Self {
        let relations =
            |edges: &[EdgeIndex]| edges.iter().filter_map(|&edge| graph.relation_at(edge)).collect::<Vec<_>>();
        let members: Vec<(&Node, Vec<Relation>)> =
            chosen.iter().map(|(node, edges)| (graph.node(*node), relations(edges))).collect();
        let pairs: Vec<(&str, &str)> = (members.iter())
            .flat_map(|(_, relations)| relations)
            .map(|r| (r.source.id.as_str(), r.target.id.as_str()))
            .collect();
        let near = chosen.iter().flat_map(|(node, _)| graph.edges_at(*node));
        let mut near: Vec<Relation> =
            near.filter(|r| pairs.contains(&(r.source.id.as_str(), r.target.id.as_str()))).collect();
        near.sort_by_key(|r| r.index);
        near.dedup_by_key(|r| r.index);
        Self { members, contradictions: contradictions(near, ontology) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Person, Place};
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Former, Negated};

    #[test]
    fn sets_are_intersected_joined_and_taken_from_each_other() {
        let graph = Sample::new("d", &["Norland Estavia Orrania Ada Bo"])
            .entity("Norland", Place, &["Norland"])
            .code("NX")
            .entity("Estavia", Place, &["Estavia"])
            .entity("Orrania", Place, &["Orrania"])
            .entity("Ada", Person, &["Ada"])
            .entity("Bo", Person, &["Bo"])
            .states(0, "Norland", "supports", "Ada", Asserted, "Bo")
            .states(0, "Norland", "opposes", "Bo", Asserted, "Bo")
            .states(0, "Estavia", "supports", "Ada", Asserted, "Bo")
            .states(0, "Orrania", "supports", "Ada", Negated, "Bo")
            .states(0, "Bo", "opposes", "Orrania", Asserted, "Bo")
            .states(0, "Orrania", "attacks", "Bo", Former, "Bo")
            .states(0, "Norland", "attacks", "Bo", Asserted, "Bo")
            .graph();
        let ontology = Ontology::built_in();
        let of = |relation: &str, node: &str, denied| {
            let node = graph.find(node).unwrap();
            Set::Of(Atom { relation: relation.into(), node, outgoing: false, denied, status: None })
        };
        let (ada, bo) = (|| of("supports", "ada", false), || of("opposes", "bo", false));
        let told = |set: &Set, wanted: Option<&Wanted>| {
            let chosen = select(&graph, &ontology, set, wanted);
            chosen.iter().map(|(node, edges)| format!("{} {}", graph.node(*node).name, edges.len())).collect::<Vec<_>>()
        };
        assert_eq!(told(&ada(), None), ["Estavia 1", "Norland 1"]);
        assert_eq!(told(&of("supports", "ada", true), None), ["Orrania 1"]);
        let former =
            |node| Atom { relation: "attacks".into(), node, outgoing: false, denied: false, status: Some(Former) };
        assert_eq!(told(&Set::Of(former(graph.find("bo").unwrap())), None), ["Orrania 1"]);
        let norland = Set::These(graph.nodes().filter(|(_, n)| n.name == "Norland").map(|(index, _)| index).collect());
        assert_eq!(told(&Set::Without(Box::new(ada()), Box::new(norland)), None), ["Estavia 1"]);
        assert_eq!(told(&Set::All(vec![ada(), bo()]), None), ["Norland 2"]);
        assert_eq!(told(&Set::Any(vec![ada(), bo()]), None), ["Estavia 1", "Norland 2"]);
        assert_eq!(told(&Set::Without(Box::new(ada()), Box::new(bo())), None), ["Estavia 1"]);
        let countries = Wanted { called: "countries".into(), kinds: vec![Place], coded: true };
        assert_eq!(told(&ada(), Some(&countries)), ["Norland 1"]);
    }
}
