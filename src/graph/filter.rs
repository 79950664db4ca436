//! Leaving out what is not certain enough, or not of the time that is asked about.

use super::{Edge, Evidence, Graph, Node, Period};
use crate::relations::Status;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// Which relations to keep.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Least confidence of a relation.
    pub min_confidence: f32,
    /// The statuses to keep; all where empty.
    pub statuses: Vec<Status>,
    /// The time of the documents whose statements count.
    pub period: Period,
}

impl Filter {
    /// Whether a relation passes that is made of the statements of the period.
    pub fn keeps(&self, edge: &Edge) -> bool {
        edge.confidence >= self.min_confidence && (self.statuses.is_empty() || self.statuses.contains(&edge.status))
    }
}

impl Graph {
    /// The relations that pass `filter`, with the entities that are an end of one; everything where nothing is asked for.
    pub fn filtered(self, filter: &Filter) -> Self {
        if *filter == Filter::default() {
            return self;
        }
        self.within(&filter.period).kept(|edge| filter.keeps(edge))
    }

    /// The relations with the entities that have one.
    pub fn connected(self) -> Self {
        self.kept(|_| true)
    }

    /// The relations that pass, with the entities that are an end of one.
    pub(super) fn kept(self, keep: impl Fn(&Edge) -> bool) -> Self {
        let left = self.edges().filter(|r| keep(r.edge));
        let ends: BTreeSet<String> = left.flat_map(|r| [r.source.id.clone(), r.target.id.clone()]).collect();
        self.part(|node| ends.contains(&node.id), keep)
    }

    /// The entity at `center` with all that relations which pass `filter` lead to in `hops` steps, in either direction,
    /// and the relations among them; its place in the new graph comes with it.
    pub fn around(self, center: NodeIndex, hops: usize, filter: &Filter) -> (Self, NodeIndex) {
        let id = self.node(center).id.clone();
        let graph = self.within(&filter.period);
        let mut near = BTreeSet::from([id.clone()]);
        let mut edge_ends = graph.find(&id).into_iter().collect::<Vec<_>>();
        for _ in 0..hops {
            let reached = edge_ends.iter().flat_map(|&index| graph.edges_at(index)).filter(|r| filter.keeps(r.edge));
            let fresh: BTreeSet<String> =
                reached.flat_map(|r| [&r.source.id, &r.target.id]).filter(|id| !near.contains(*id)).cloned().collect();
            edge_ends = fresh.iter().filter_map(|id| graph.find(id)).collect();
            near.extend(fresh);
        }
        let part = graph.part(|node| near.contains(&node.id), |edge| filter.keeps(edge));
        let center = part.find(&id).unwrap_or_default();
        (part, center)
    }

    /// The entities whose ids pass, with the relations among them.
    pub fn part_of(self, keep: impl Fn(&str) -> bool) -> Self {
        self.part(|node| keep(&node.id), |_| true)
    }

    /// The same with these entities, where it has none of their ids.
    pub fn with_nodes(self, more: &[Node]) -> Self {
        if more.iter().all(|node| self.find(&node.id).is_some()) {
            return self;
        }
        let mut nodes: Vec<Node> = self.nodes().map(|(_, node)| node.clone()).collect();
        nodes.extend(more.iter().filter(|node| self.find(&node.id).is_none()).cloned());
        let edges = self.edges().map(|r| (r.source.id.clone(), r.target.id.clone(), r.edge.clone()));
        let edges: Vec<_> = edges.collect();
        Self::assemble(self.documents, self.model, nodes, edges)
    }

    /// The same with the entities of another graph: those that both have are called what they are called there.
    pub fn with_names(mut self, other: &Self) -> Self {
        for (_, node) in other.nodes() {
            if let Some(index) = self.find(&node.id) {
                self.inner[index].aliases.clone_from(&node.aliases);
            }
        }
        let more: Vec<Node> = other.nodes().map(|(_, node)| node.clone()).collect();
        self.with_nodes(&more)
    }

    /// The nodes and edges that pass; an edge goes with its ends.
    pub(super) fn part(self, node: impl Fn(&Node) -> bool, edge: impl Fn(&Edge) -> bool) -> Self {
        let edges = self.edges().filter(|r| edge(r.edge) && node(r.source) && node(r.target));
        let edges: Vec<_> = edges.map(|r| (r.source.id.clone(), r.target.id.clone(), r.edge.clone())).collect();
        let nodes: Vec<_> = self.nodes().filter(|(_, n)| node(n)).map(|(_, n)| n.clone()).collect();
        Self::assemble(self.documents, self.model, nodes, edges)
    }

    /// The same entities with what the documents of `period` state of them: each edge is made again of the rest of its
    /// statements, and one without any is gone. Documents without a date are in no period ([`Graph::undated`]).
    pub fn within(self, period: &Period) -> Self {
        if !period.is_bounded() {
            return self;
        }
        let dates = self.dates();
        let inside = |e: &&Evidence| dates.get(e.document.as_str()).is_some_and(|&date| period.holds(date));
        let edges: Vec<_> = self
            .edges()
            .filter_map(|r| {
                let left: Vec<Evidence> = r.edge.evidence.iter().filter(inside).cloned().collect();
                let edge = Edge::from_evidence(r.edge.relation.clone(), left);
                (edge.count > 0).then(|| (r.source.id.clone(), r.target.id.clone(), edge))
            })
            .collect();
        let nodes: Vec<_> = self.nodes().map(|(_, node)| node.clone()).collect();
        Self::assemble(self.documents, self.model, nodes, edges)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::entities::EntityType;
    use crate::relations::Ontology;

    fn left(filter: &Filter) -> (Vec<String>, Vec<String>) {
        let graph = samples::dinner().graph().filtered(filter);
        (graph.edges().map(|r| r.edge.key()).collect(), graph.nodes().map(|(_, n)| n.id.clone()).collect())
    }

    #[test]
    fn a_period_makes_edges_again_of_what_was_stated_in_it() {
        let stating = |id: &str, date: Option<&str>, status, confidence| {
            let mut sample = samples::Sample::new(id, &["Norland backs Corti."])
                .entity("Norland", EntityType::Place, &["Norland"])
                .entity("Corti", EntityType::Person, &["Corti"])
                .states(0, "Norland", "supports", "Corti", status, "backs");
            sample.document.date = date.map(str::to_owned);
            sample.relations[0].confidence = confidence;
            sample.graph()
        };
        let graph = Graph::merged(
            [
                stating("a", Some("2018-03-01"), Status::Asserted, 0.5),
                stating("b", Some("2019-06"), Status::Reported, 0.5),
                stating("c", None, Status::Asserted, 0.9),
                stating("d", Some("soon"), Status::Asserted, 0.9),
            ],
            &Ontology::built_in(),
        );
        let told = |graph: &Graph| {
            let date = |date: Option<crate::graph::Date>| date.map(|d| d.to_string()).unwrap_or_default();
            let line = |r: crate::graph::Relation| {
                let e = r.edge;
                format!(
                    "{} {} x{} {}..{}",
                    e.status.as_str(),
                    e.confidence,
                    e.count,
                    date(e.first_seen),
                    date(e.last_seen)
                )
            };
            graph.edges().map(line).collect::<Vec<_>>()
        };
        let within = |since: &str, until: &str| {
            told(&graph.clone().within(&Period { since: since.parse().ok(), until: until.parse().ok() }))
        };
        assert_eq!(told(&graph), ["asserted 0.99 x4 2018-03-01..2019-06"]);
        assert_eq!(within("2018", "2019"), ["asserted 0.75 x2 2018-03-01..2019-06"]);
        assert_eq!(within("2019", ""), ["reported 0.5 x1 2019-06..2019-06"]);
        assert_eq!(within("", "2017"), [""; 0]);
        assert_eq!(graph.undated(), 2);
        assert_eq!(graph.within(&Period { since: "2020".parse().ok(), until: None }).node_count(), 2, "names stay");
    }

    #[test]
    fn what_is_near_comes_with_the_relations_among_it() {
        let graph = samples::Sample::new("d", &["Ada Bo Cy Di Ed"])
            .entity("Ada", EntityType::Person, &["Ada"])
            .entity("Bo", EntityType::Person, &["Bo"])
            .entity("Cy", EntityType::Person, &["Cy"])
            .entity("Di", EntityType::Person, &["Di"])
            .states(0, "Ada", "supports", "Bo", Status::Asserted, "Bo")
            .states(0, "Ada", "supports", "Cy", Status::Asserted, "Bo")
            .states(0, "Bo", "opposes", "Cy", Status::Asserted, "Bo")
            .states(0, "Di", "opposes", "Cy", Status::Reported, "Bo")
            .graph();
        let ada = graph.find("ada").unwrap();
        let near = |hops, filter: &Filter| {
            let (near, center) = graph.clone().around(ada, hops, filter);
            assert_eq!(near.node(center).id, "ada");
            (near.node_count(), near.edge_count())
        };
        assert_eq!([0, 1, 2].map(|hops| near(hops, &Filter::default())), [(1, 0), (3, 3), (4, 4)]);
        assert_eq!(near(2, &Filter { statuses: vec![Status::Asserted], ..Filter::default() }), (3, 3));
        assert_eq!(near(1, &Filter { min_confidence: 0.9, ..Filter::default() }), (1, 0));
    }

    #[test]
    fn who_has_no_relation_left_goes_and_without_a_filter_all_stay() {
        let all = ["corti", "dinner@dinner-00.event", "france.place", "kalimar-hallam", "rome.place"];
        let (edges, nodes) = left(&Filter::default());
        assert_eq!(
            (edges.as_slice(), nodes.as_slice()),
            (&["supports", "attends:negated"].map(String::from)[..], &all.map(String::from)[..])
        );
        let (edges, nodes) = left(&Filter { statuses: vec![Status::Reported], ..Filter::default() });
        assert_eq!((edges.len(), edges[0].as_str(), nodes.len()), (1, "supports", 2), "{nodes:?}");
        let sure = left(&Filter { min_confidence: 0.8, ..Filter::default() });
        assert_eq!(sure.0.len(), 2);
        assert!(sure.1.len() < all.len(), "one that had no relation before is not among the sure ones: {sure:?}");
        assert_eq!(left(&Filter { min_confidence: 0.81, ..Filter::default() }), (vec![], vec![]));
        let never = Period { since: "2018".parse().ok(), until: None };
        assert_eq!(left(&Filter { period: never, ..Filter::default() }), (vec![], vec![]), "its article has no date");
    }
}
