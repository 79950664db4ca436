//! What to show of a graph: some relations, some types, what surrounds an entity, the strongest, bodies for their people.

use super::{Edge, Graph, Node};
use crate::entities::EntityType;
use crate::relations::Ontology;
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// What to show of a graph; all of it by default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// The names of the relations to keep; all where empty.
    pub relations: Vec<String>,
    /// The types of entities to keep; all where empty.
    pub kinds: Vec<EntityType>,
    /// Least number of statements of a relation.
    pub min_count: usize,
    /// Whether the relations of persons become those of the body that each leads or belongs to.
    pub collapse: bool,
    /// The id of an entity that stays whatever its type.
    pub center: Option<String>,
    /// The most entities to keep: those with the strongest relations.
    pub top: Option<usize>,
}

/// How much of a graph a picture can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most entities.
    pub nodes: usize,
    /// The most relations.
    pub edges: usize,
}

impl View {
    /// Whether it leaves anything out or changes anything.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

impl Graph {
    /// What `view` shows: the collapse first, then relations and the number of statements, then types, then the strongest.
    ///
    /// Where relations are chosen, the entities that have one of those stay; where types are, all of these types that are
    /// there, with a relation among them or without, so that the plans of a graph are all its plans.
    pub fn viewed(self, view: &View, ontology: &Ontology) -> Self {
        if view.is_all() {
            return self;
        }
        let mut graph = self;
        if view.collapse {
            // Before relations are chosen: what tells the body of a person need not be shown.
            graph = graph.collapsed(ontology);
        }
        if !view.relations.is_empty() || view.min_count > 1 {
            let relation = |edge: &Edge| view.relations.is_empty() || view.relations.contains(&edge.relation);
            graph = graph.kept(|edge| relation(edge) && edge.count >= view.min_count);
        }
        if !view.kinds.is_empty() {
            let is_center = |node: &Node| view.center.as_ref() == Some(&node.id);
            graph = graph.part(|node| view.kinds.contains(&node.kind) || is_center(node), |_| true);
        }
        match view.top {
            Some(top) => graph.strongest(Limits { nodes: top, edges: usize::MAX }),
            None => graph,
        }
    }

    /// How many entities have a relation.
    pub fn connected_count(&self) -> usize {
        let inner = self.as_petgraph();
        inner.node_indices().filter(|&index| inner.neighbors_undirected(index).next().is_some()).count()
    }

    /// For each entity, by its place, the sum of the confidences of its relations; what is denied counts too, since it is
    /// written of.
    pub fn strengths(&self) -> Vec<f64> {
        let mut strengths = vec![0.0; self.node_count()];
        for (source, target, edge) in self.ends() {
            for end in [source, target] {
                strengths[end.index()] += f64::from(edge.confidence);
            }
        }
        strengths
    }

    /// The entities whose relations are strongest and the relations among them, no more of either than the limits say.
    ///
    /// Where relations must go, each entity keeps its surest one if it can; an entity that has none left is gone. Those that
    /// had none before go first, those of whom least is written before others.
    pub fn strongest(self, limits: Limits) -> Self {
        if self.node_count() <= limits.nodes && self.edge_count() <= limits.edges {
            return self;
        }
        let strengths = self.strengths();
        let mut order: Vec<NodeIndex> = self.nodes().map(|(index, _)| index).collect();
        let mentions = |index: NodeIndex| self.node(index).mentions;
        order.sort_by(|&a, &b| {
            let stronger = strengths[b.index()].total_cmp(&strengths[a.index()]);
            stronger.then(mentions(b).cmp(&mentions(a))).then(a.cmp(&b))
        });
        let chosen: BTreeSet<NodeIndex> = order.iter().copied().take(limits.nodes).collect();
        let mut edges: Vec<(EdgeIndex, NodeIndex, NodeIndex, f32)> = self
            .as_petgraph()
            .edge_indices()
            .filter_map(|index| {
                let (source, target) = self.as_petgraph().edge_endpoints(index)?;
                let inside = chosen.contains(&source) && chosen.contains(&target);
                inside.then(|| (index, source, target, self.as_petgraph()[index].confidence))
            })
            .collect();
        edges.sort_by(|a, b| b.3.total_cmp(&a.3).then(a.0.cmp(&b.0)));
        let mut first = BTreeSet::new();
        let mut kept: BTreeSet<EdgeIndex> = BTreeSet::new();
        for (index, source, target, _) in &edges {
            let new = first.insert(*source) | first.insert(*target);
            if new && kept.len() < limits.edges {
                kept.insert(*index);
            }
        }
        for (index, ..) in &edges {
            if kept.len() >= limits.edges {
                break;
            }
            kept.insert(*index);
        }
        let mut nodes = ends_of(&self, &kept);
        let inner = self.as_petgraph();
        nodes.extend(chosen.into_iter().filter(|&index| inner.neighbors_undirected(index).next().is_none()));
        self.subgraph(&nodes, &kept)
    }

    /// The same with the relations of each person made those of the organisation, place or group that they lead or belong
    /// to, by the surest such relation; what thus relates a body to itself is gone. Relations that say so are those that
    /// the ontology marks with `belongs`.
    pub fn collapsed(self, ontology: &Ontology) -> Self {
        let belongs =
            |edge: &Edge| !edge.is_negated() && ontology.relation(&edge.relation).is_some_and(|kind| kind.belongs);
        let mut body: BTreeMap<NodeIndex, (f32, NodeIndex)> = BTreeMap::new();
        for (source, target, edge) in self.ends().filter(|(_, _, edge)| belongs(edge)) {
            let is_body =
                matches!(self.node(target).kind, EntityType::Organization | EntityType::Place | EntityType::Group);
            if self.node(source).kind != EntityType::Person || !is_body {
                continue;
            }
            let best = body.entry(source).or_insert((edge.confidence, target));
            if edge.confidence > best.0 {
                *best = (edge.confidence, target);
            }
        }
        let stand_in = |index: NodeIndex| body.get(&index).map_or(index, |(_, body)| *body);
        let mut merged: BTreeMap<(NodeIndex, NodeIndex, String), Vec<&Edge>> = BTreeMap::new();
        for (source, target, edge) in self.ends() {
            let (mut source, mut target) = (stand_in(source), stand_in(target));
            let symmetric = ontology.relation(&edge.relation).is_some_and(|kind| kind.symmetric);
            if symmetric && source > target {
                std::mem::swap(&mut source, &mut target);
            }
            if source != target {
                merged.entry((source, target, edge.key())).or_default().push(edge);
            }
        }
        let id = |index: NodeIndex| self.node(index).id.clone();
        let edges = merged.into_iter().map(|((source, target, _), edges)| (id(source), id(target), joined(&edges)));
        let edges: Vec<_> = edges.collect();
        let nodes = self.nodes().filter(|(index, _)| !body.contains_key(index)).map(|(_, node)| node.clone());
        let nodes: Vec<_> = nodes.collect();
        Self::assemble(self.documents, self.model, nodes, edges)
    }

    fn ends(&self) -> impl Iterator<Item = (NodeIndex, NodeIndex, &Edge)> {
        let inner = self.as_petgraph();
        inner.edge_indices().filter_map(|index| {
            let (source, target) = inner.edge_endpoints(index)?;
            Some((source, target, &inner[index]))
        })
    }

    fn subgraph(self, nodes: &BTreeSet<NodeIndex>, edges: &BTreeSet<EdgeIndex>) -> Self {
        let kept = self.edges().filter(|r| edges.contains(&r.index));
        let kept: Vec<_> = kept.map(|r| (r.source.id.clone(), r.target.id.clone(), r.edge.clone())).collect();
        let nodes: Vec<_> = nodes.iter().map(|&index| self.node(index).clone()).collect();
        Self::assemble(self.documents, self.model, nodes, kept)
    }
}

/// The ends of edges.
fn ends_of(graph: &Graph, edges: &BTreeSet<EdgeIndex>) -> BTreeSet<NodeIndex> {
    edges
        .iter()
        .filter_map(|&index| graph.as_petgraph().edge_endpoints(index))
        .flat_map(|(source, target)| [source, target])
        .collect()
}

/// The edge that the statements of several make, or, where they came without statements, the surest of them.
fn joined(edges: &[&Edge]) -> Edge {
    if let [edge] = edges {
        return (*edge).clone();
    }
    let evidence: Vec<_> = edges.iter().flat_map(|edge| edge.evidence.iter().cloned()).collect();
    match edges.iter().copied().reduce(|best, edge| if edge.confidence > best.confidence { edge } else { best }) {
        Some(best) if evidence.is_empty() => best.clone(),
        best => Edge::from_evidence(best.map(|edge| edge.relation.clone()).unwrap_or_default(), evidence),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, Sample};
    use super::*;
    use crate::relations::Status;
    use proptest::prelude::*;

    fn council() -> Graph {
        let mut sample = Sample::new("d", &["Ada Bo Cy Norland Senate Talks"])
            .entity("Ada", EntityType::Person, &["Ada"])
            .entity("Bo", EntityType::Person, &["Bo"])
            .entity("Cy", EntityType::Person, &["Cy"])
            .entity("Norland", EntityType::Place, &["Norland"])
            .entity("Senate", EntityType::Organization, &["Senate"])
            .entity("Talks", EntityType::Event, &["Talks"])
            .entity("Loner", EntityType::Group, &["Norland"])
            .states(0, "Ada", "leads", "Norland", Status::Asserted, "Bo")
            .states(0, "Ada", "member_of", "Senate", Status::Asserted, "Bo")
            .states(0, "Bo", "member_of", "Senate", Status::Asserted, "Cy")
            .states(0, "Ada", "opposes", "Bo", Status::Asserted, "Cy")
            .states(0, "Norland", "opposes", "Senate", Status::Reported, "Cy")
            .states(0, "Cy", "attends", "Talks", Status::Asserted, "Cy")
            .states(0, "Bo", "leads", "Norland", Status::Negated, "Cy");
        sample.relations[0].confidence = 0.9;
        sample.graph()
    }

    fn told(graph: &Graph) -> Vec<String> {
        let name = |r: super::super::Relation| format!("{} {} {}", r.source.name, r.edge.key(), r.target.name);
        graph.edges().map(name).collect()
    }

    fn view(view: View) -> (usize, Vec<String>) {
        let graph = council().viewed(&view, &Ontology::built_in());
        (graph.node_count(), told(&graph))
    }

    #[test]
    fn relations_and_types_are_chosen() {
        let only = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let attends = View { relations: only(&["attends"]), ..View::default() };
        assert_eq!(view(attends.clone()), (2, only(&["Cy attends Talks"])), "who has no such relation goes");
        assert_eq!(view(View { relations: only(&["hosts"]), ..View::default() }), (0, vec![]));
        assert_eq!(view(View { min_count: 2, ..View::default() }), (0, vec![]));
        let kinds = vec![EntityType::Person];
        let persons = View { kinds: kinds.clone(), ..View::default() };
        assert_eq!(view(persons), (3, only(&["Ada opposes Bo"])), "Cy is a person, whomever she has to do with");
        assert_eq!(view(View { kinds: vec![EntityType::Group], ..View::default() }), (1, vec![]), "so is who is alone");
        assert_eq!(view(View { kinds, ..attends }), (1, vec![]), "of those with such a relation the persons");
        let around = View { kinds: vec![EntityType::Place], center: Some("ada".into()), ..View::default() };
        assert_eq!(view(around), (2, only(&["Ada leads Norland"])), "types are of what is around");
        assert_eq!(view(View::default()).1.len(), 7);
    }

    #[test]
    fn persons_become_their_bodies() {
        let graph = council().collapsed(&Ontology::built_in());
        assert_eq!(
            told(&graph),
            ["Cy attends Talks", "Norland member_of Senate", "Norland opposes Senate", "Senate leads:negated Norland"]
        );
        let joined = graph.edges().find(|r| r.edge.relation == "opposes").unwrap().edge;
        assert_eq!((joined.count, joined.status, joined.evidence.len()), (2, Status::Asserted, 2));
    }

    #[test]
    fn the_strongest_stay_each_with_its_surest_relation() {
        assert_eq!(view(View { top: Some(3), ..View::default() }).0, 3);
        let thin = council().strongest(Limits { nodes: 10, edges: 3 });
        assert_eq!(told(&thin), ["Ada opposes Bo", "Ada leads Norland", "Ada member_of Senate"]);
        assert_eq!(council().strongest(Limits { nodes: 7, edges: 7 }).edge_count(), 7);
        let plans = View { kinds: vec![EntityType::Person], top: Some(3), ..View::default() };
        assert_eq!(view(plans).0, 3, "who has no relation is there where there is room");
    }

    proptest! {
        #[test]
        fn no_view_shows_more_than_asked(graph in samples::any_graph(), top in 0usize..6, edges in 0usize..6, collapse: bool) {
            let ontology = Ontology::built_in();
            let all = graph.clone();
            let seen = graph.clone().viewed(&View { top: Some(top), collapse, ..View::default() }, &ontology);
            prop_assert!(seen.node_count() <= top);
            let thin = graph.strongest(Limits { nodes: top, edges });
            prop_assert!(thin.node_count() <= top && thin.edge_count() <= edges);
            prop_assert!(thin.nodes().all(|(_, node)| all.find(&node.id).is_some()));
            // What is shown can be written and read like any graph.
            for graph in [seen, thin] {
                prop_assert!(Graph::from_json(&graph.to_json()).is_ok());
            }
        }
    }
}
