//! Who stands in a relation to an entity, and all that is known of one.

use super::contradiction::{Contradiction, contradictions};
use crate::graph::{Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::graph::NodeIndex;

/// Who or what stands in a relation to an entity, or it to them.
#[derive(Debug, Clone)]
pub struct Standing<'g> {
    /// Name of the relation.
    pub relation: String,
    /// The entity that was asked about.
    pub node: &'g Node,
    /// Whether it is the source, and the targets are asked for: whom it supports.
    pub outgoing: bool,
    /// What is stated and what is denied, the most certain first, of equals the most confident and the most often stated.
    pub found: Vec<Relation<'g>>,
    /// Where the graph contradicts what was found, by these or by other relations of the same two.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// The statements that something stands in `relation` to `target`: who supports it, who leads it. Of a relation
/// without direction, those of either side.
pub fn who<'g>(graph: &'g Graph, ontology: &Ontology, relation: &str, target: NodeIndex) -> Standing<'g> {
    standing(graph, ontology, relation, target, false)
}

/// The statements that `source` stands in `relation` to something: whom it supports, what it leads. Of a relation
/// without direction, those of either side.
pub fn whom<'g>(graph: &'g Graph, ontology: &Ontology, relation: &str, source: NodeIndex) -> Standing<'g> {
    standing(graph, ontology, relation, source, true)
}

fn standing<'g>(
    graph: &'g Graph,
    ontology: &Ontology,
    relation: &str,
    index: NodeIndex,
    outgoing: bool,
) -> Standing<'g> {
    let node = graph.node(index);
    let symmetric = ontology.relation(relation).is_some_and(|r| r.symmetric);
    let there = graph.edges_at(index);
    let asked = |r: &Relation| if outgoing { r.source.id == node.id } else { r.target.id == node.id };
    let mut found = there.clone();
    found.retain(|r| r.edge.relation == relation && (symmetric || asked(r)));
    sort(&mut found);
    let same_ends = |r: &Relation| found.iter().any(|f| f.source.id == r.source.id && f.target.id == r.target.id);
    let contradictions = contradictions(there.iter().copied().filter(|r| same_ends(r)), ontology);
    Standing { relation: relation.to_owned(), node, outgoing, found, contradictions }
}

/// All that a graph knows of one entity.
#[derive(Debug, Clone)]
pub struct Profile<'g> {
    /// The entity.
    pub node: &'g Node,
    /// Its relations: for each relation of the ontology, and then others by name, those from it before those to it.
    pub groups: Vec<RelationGroup<'g>>,
    /// Where they contradict each other.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// The relations of one kind from, or to, one entity.
#[derive(Debug, Clone)]
pub struct RelationGroup<'g> {
    /// Name of the relation.
    pub relation: String,
    /// Whether the entity is the source; of relations without direction it is always said to be.
    pub outgoing: bool,
    /// The most certain first, of equals the most confident.
    pub relations: Vec<Relation<'g>>,
}

/// All that `graph` knows of the entity at `index`.
pub fn profile<'g>(graph: &'g Graph, ontology: &Ontology, index: NodeIndex) -> Profile<'g> {
    let node = graph.node(index);
    let mut groups: Vec<RelationGroup<'g>> = Vec::new();
    let there = graph.edges_at(index);
    let contradictions = contradictions(there.iter().copied(), ontology);
    for relation in there {
        let name = &relation.edge.relation;
        let symmetric = ontology.relation(name).is_some_and(|r| r.symmetric);
        let outgoing = symmetric || relation.source.id == node.id;
        match groups.iter_mut().find(|g| g.relation == *name && g.outgoing == outgoing) {
            Some(group) => group.relations.push(relation),
            None => groups.push(RelationGroup { relation: name.clone(), outgoing, relations: vec![relation] }),
        }
    }
    groups.iter_mut().for_each(|group| sort(&mut group.relations));
    let place = |name: &str| ontology.relations().iter().position(|r| r.name == name).unwrap_or(usize::MAX);
    groups.sort_by(|a, b| {
        (place(&a.relation), &a.relation, !a.outgoing).cmp(&(place(&b.relation), &b.relation, !b.outgoing))
    });
    Profile { node, groups, contradictions }
}

/// Sorts the most certain first, of equals the most confident, in hundredths as it is shown, and of those what is stated most
/// often; what is still equal stays in the order of the graph.
pub(super) fn sort(relations: &mut [Relation]) {
    let shown = |r: &Relation| (r.edge.confidence * 100.0).round();
    relations.sort_by(|a, b| {
        let order = a.edge.status.cmp(&b.edge.status).then_with(|| shown(b).total_cmp(&shown(a)));
        let order = order.then_with(|| b.edge.count.cmp(&a.edge.count));
        order.then_with(|| b.edge.confidence.total_cmp(&a.edge.confidence))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Person, Place};
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Negated, Reported};

    fn graph() -> Graph {
        Sample::new("d", &["Russia may back Hallam, France backs him, Italy does not; he met Corti and heads Sudan."])
            .entity("Hallam", Person, &["Hallam"])
            .entity("Russia", Place, &["Russia"])
            .entity("France", Place, &["France"])
            .entity("Italy", Place, &["Italy"])
            .entity("Sudan", Place, &["Sudan"])
            .entity("Corti", Person, &["Corti"])
            .states(0, "Russia", "supports", "Hallam", Reported, "back")
            .states(0, "France", "supports", "Hallam", Asserted, "backs")
            .states(0, "Italy", "supports", "Hallam", Negated, "not")
            .states(0, "Hallam", "meets", "Corti", Asserted, "met")
            .states(0, "Hallam", "leads", "Sudan", Asserted, "heads")
            .graph()
    }

    #[test]
    fn who_lists_sources_by_certainty() {
        let (graph, ontology) = (graph(), Ontology::built_in());
        let hallam = graph.find("hallam").unwrap();
        let sources = |relation| {
            let found = who(&graph, &ontology, relation, hallam);
            found.found.iter().map(|r| r.source.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(sources("supports"), ["france.place", "russia.place", "italy.place"]);
        assert_eq!(sources("leads"), [""; 0], "whom he leads is another question");
        assert_eq!(sources("meets"), ["corti"]);
        let corti = graph.find("corti").unwrap();
        assert_eq!(who(&graph, &ontology, "meets", corti).found.len(), 1, "meets has no direction");
    }

    #[test]
    fn of_those_that_look_equally_sure_what_is_stated_most_often_is_first() {
        let graph = graph();
        let mut edges: Vec<_> = graph.edges().map(|r| r.edge.clone()).take(3).collect();
        for (edge, (confidence, count)) in edges.iter_mut().zip([(0.991, 1), (0.990, 99), (0.5, 200)]) {
            (edge.status, edge.confidence, edge.count) = (Asserted, confidence, count);
        }
        let first = graph.edges().next().unwrap();
        let mut relations: Vec<Relation> = edges.iter().map(|edge| Relation { edge, ..first }).collect();
        sort(&mut relations);
        assert_eq!(relations.iter().map(|r| r.edge.count).collect::<Vec<_>>(), [99, 1, 200]);
    }

    #[test]
    fn whom_lists_targets() {
        let (graph, ontology) = (graph(), Ontology::built_in());
        let targets = |relation, source| {
            let found = whom(&graph, &ontology, relation, graph.find(source).unwrap());
            found.found.iter().map(|r| r.target.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(targets("leads", "hallam"), ["sudan.place"]);
        assert_eq!(targets("supports", "france.place"), ["hallam"]);
        assert_eq!(targets("supports", "hallam"), [""; 0]);
        assert_eq!(targets("meets", "corti").len(), 1);
    }

    #[test]
    fn a_profile_has_every_relation_once() {
        let (graph, ontology) = (graph(), Ontology::built_in());
        let profile = profile(&graph, &ontology, graph.find("hallam").unwrap());
        let groups: Vec<(&str, bool, usize)> =
            profile.groups.iter().map(|g| (g.relation.as_str(), g.outgoing, g.relations.len())).collect();
        assert_eq!(groups, [("supports", false, 3), ("leads", true, 1), ("meets", true, 1)]);
    }
}
