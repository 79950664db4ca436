//! Who stands in a relation to an entity, and all that is known of one.

use crate::graph::{Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::graph::NodeIndex;

/// The statements that something stands in `relation` to `target`: who supports it, who leads it. Of a relation
/// without direction, those of either side. The most certain come first, of equals the most confident.
pub fn who<'g>(graph: &'g Graph, ontology: &Ontology, relation: &str, target: NodeIndex) -> Vec<Relation<'g>> {
    let id = &graph.node(target).id;
    let symmetric = ontology.relation(relation).is_some_and(|r| r.symmetric);
    let mut found = graph.edges_at(target);
    found.retain(|r| r.edge.relation == relation && (symmetric || r.target.id == *id));
    sort(&mut found);
    found
}

/// All that a graph knows of one entity.
#[derive(Debug, Clone)]
pub struct Profile<'g> {
    /// The entity.
    pub node: &'g Node,
    /// Its relations: for each relation of the ontology, and then others by name, those from it before those to it.
    pub groups: Vec<RelationGroup<'g>>,
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
    for relation in graph.edges_at(index) {
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
    Profile { node, groups }
}

/// Sorts the most certain first, of equals the most confident; what is still equal stays in the order of the graph.
fn sort(relations: &mut [Relation]) {
    relations.sort_by(|a, b| {
        a.edge.status.cmp(&b.edge.status).then_with(|| b.edge.confidence.total_cmp(&a.edge.confidence))
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
            found.iter().map(|r| r.source.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(sources("supports"), ["france.place", "russia.place", "italy.place"]);
        assert_eq!(sources("leads"), [""; 0], "whom he leads is another question");
        assert_eq!(sources("meets"), ["corti"]);
        let corti = graph.find("corti").unwrap();
        assert_eq!(who(&graph, &ontology, "meets", corti).len(), 1, "meets has no direction");
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
