//! Joining the statements of several documents.

use super::identity::Identity;
use super::link::link_graphs;
use super::{Edge, Evidence, Graph, Node, Source};
use crate::relations::{Ontology, Status};
use std::collections::{BTreeMap, BTreeSet};

impl Graph {
    /// One graph of several: the same entities are one node and the same relations one edge with all the evidence.
    ///
    /// The order of `graphs` makes no difference. Entities are the same where name, type and code are, or where names
    /// that differ are likely enough one person's or body's (see the private module `link`); ids follow [`Node::id`].
    pub fn merged(graphs: impl IntoIterator<Item = Graph>, ontology: &Ontology) -> Self {
        let graphs: Vec<Graph> = graphs.into_iter().collect();
        let ids = link_graphs(&graphs);
        let mut draft = Draft::default();
        for (graph, ids) in graphs.into_iter().zip(ids) {
            draft.take_graph(graph, &ids, ontology);
        }
        draft.finish()
    }
}

/// A graph in the making, its nodes known by identity.
#[derive(Default)]
pub(super) struct Draft {
    documents: BTreeSet<Source>,
    models: BTreeSet<String>,
    nodes: BTreeMap<Identity, Named>,
    edges: BTreeMap<Ends, Vec<Evidence>>,
}

/// What parallel statements share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ends {
    pub source: Identity,
    pub target: Identity,
    pub relation: String,
    pub negated: bool,
}

impl Draft {
    pub fn add_document(&mut self, document: Source) {
        self.documents.insert(document);
    }

    /// Takes an entity of a document.
    pub fn add_cluster(&mut self, identity: Identity, node: Node) {
        add(&mut self.nodes, identity, Named { node, own: true }, Node::absorb_cluster);
    }

    /// Takes a statement; one that relates an entity to itself says nothing and is left out.
    pub fn add_statement(&mut self, mut ends: Ends, mut evidence: Evidence, ontology: &Ontology) {
        if ends.source == ends.target {
            return;
        }
        // By id, as a store orders them too.
        let turned = || ends.source.id() > ends.target.id();
        if ontology.relation(&ends.relation).is_some_and(|r| r.symmetric) && turned() {
            std::mem::swap(&mut ends.source, &mut ends.target);
            std::mem::swap(&mut evidence.source_span, &mut evidence.target_span);
        }
        self.edges.entry(ends).or_default().push(evidence);
    }

    /// Leaves only the ends of relations and, of the others, those with a name.
    pub fn drop_loose(&mut self, named: &BTreeSet<Identity>) {
        let ends: BTreeSet<&Identity> = self.edges.keys().flat_map(|e| [&e.source, &e.target]).collect();
        let stands_alone = |identity: &Identity| !identity.is_described() && named.contains(identity);
        self.nodes.retain(|identity, _| stands_alone(identity) || ends.contains(identity));
    }

    /// Takes a graph whose nodes have these ids among all documents.
    fn take_graph(&mut self, graph: Graph, ids: &[String], ontology: &Ontology) {
        self.documents.extend(graph.documents);
        self.models.extend(graph.model);
        let nodes = graph.inner.node_weights().zip(ids);
        let identities: Vec<Identity> = nodes.map(|(node, id)| Identity::known_as(node, id)).collect();
        let (nodes, edges) = graph.inner.into_nodes_edges();
        for edge in edges {
            let [source, target] = [edge.source(), edge.target()].map(|end| identities[end.index()].clone());
            for evidence in edge.weight.evidence {
                let ends = Ends {
                    source: source.clone(),
                    target: target.clone(),
                    relation: edge.weight.relation.clone(),
                    negated: edge.weight.status == Status::Negated,
                };
                self.add_statement(ends, evidence, ontology);
            }
        }
        let mut here: BTreeMap<Identity, Named> = BTreeMap::new();
        for ((identity, node), id) in identities.into_iter().zip(nodes).zip(ids) {
            let own = node.weight.id == *id;
            add(&mut here, identity, Named { node: node.weight, own }, Node::absorb_cluster);
        }
        here.into_iter().for_each(|(identity, node)| add(&mut self.nodes, identity, node, Node::absorb));
    }

    /// The graph with its ids.
    pub fn finish(self) -> Graph {
        let Self { documents, models, nodes, edges } = self;
        let models: Vec<String> = models.into_iter().collect();
        let model = if models.is_empty() { None } else { Some(models.join(", ")) };
        let id = |identity: &Identity| nodes.contains_key(identity).then(|| identity.id());
        let edges = edges.into_iter().filter_map(|(ends, evidence)| {
            let edge = Edge::from_evidence(ends.relation, evidence);
            Some((id(&ends.source)?, id(&ends.target)?, edge))
        });
        let edges: Vec<_> = edges.collect();
        let node =
            |(identity, named): (Identity, Named)| Node { id: identity.id(), kind: identity.kind(), ..named.node };
        let nodes = nodes.into_iter().map(node);
        Graph::assemble(documents, model, nodes, edges)
    }
}

/// A node, and whether its name is that of its identity, and not of one that turned out to be the same.
struct Named {
    node: Node,
    own: bool,
}

fn add(nodes: &mut BTreeMap<Identity, Named>, identity: Identity, mut named: Named, absorb: fn(&mut Node, Node)) {
    match nodes.get_mut(&identity) {
        Some(known) => {
            let name = match (known.own, named.own) {
                (true, false) => Some(known.node.name.clone()),
                (false, true) => Some(named.node.name.clone()),
                _ => None,
            };
            absorb(&mut known.node, named.node);
            known.own |= named.own;
            if let Some(name) = name {
                known.node.name = name;
            }
        }
        None => {
            named.node.tidy();
            nodes.insert(identity, named);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Sample, dinner};
    use super::*;
    use crate::entities::EntityType::{Event, Person, Place};
    use proptest::prelude::*;

    fn backing(id: &str, status: Status) -> Sample {
        Sample::new(id, &["Russia backs Hallam.", "Russia met Hallam at a meeting."])
            .entity("Kalimar Hallam", Person, &["Hallam"])
            .entity("Russia", Place, &["Russia"])
            .described("meeting", Event, &["meeting"])
            .states(0, "Russia", "supports", "Kalimar Hallam", status, "backs")
            .states(1, "Kalimar Hallam", "attends", "meeting", Status::Asserted, "at")
    }

    fn summary(graph: &Graph) -> Vec<String> {
        let line = |r: crate::graph::Relation| {
            format!("{} {} {} {} x{}", r.source.id, r.edge.key(), r.target.id, r.edge.status.as_str(), r.edge.count)
        };
        graph.edges().map(line).collect()
    }

    #[test]
    fn statements_of_several_documents_are_one_edge_and_denials_another() {
        let graphs = [Status::Reported, Status::Asserted, Status::Negated];
        let graphs = graphs.iter().enumerate().map(|(n, &status)| backing(&format!("d{n}"), status).graph());
        let merged = Graph::merged(graphs, &Ontology::built_in());
        assert_eq!(
            summary(&merged),
            [
                "kalimar-hallam attends meeting@d0-00.event asserted x1",
                "kalimar-hallam attends meeting@d1-00.event asserted x1",
                "kalimar-hallam attends meeting@d2-00.event asserted x1",
                "russia.place supports kalimar-hallam asserted x2",
                "russia.place supports:negated kalimar-hallam negated x1",
            ]
        );
        let hallam = merged.node(merged.find("kalimar-hallam").unwrap());
        assert_eq!((hallam.mentions, hallam.documents.len()), (6, 3));
    }

    #[test]
    fn clusters_of_one_name_are_one_entity_and_a_document_twice_counts_once() {
        let graph = Sample::new("d", &["Corti and Corti."])
            .entity("Corti", Person, &["Corti"])
            .entity("CORTI", Person, &["Corti"])
            .graph();
        let mentions = |graph: &Graph| graph.nodes().map(|(_, n)| (n.name.clone(), n.mentions)).collect::<Vec<_>>();
        assert_eq!(mentions(&graph), [("Corti".to_owned(), 4)]);
        assert_eq!(mentions(&Graph::merged([graph.clone(), graph], &Ontology::built_in())), [("Corti".to_owned(), 4)]);
    }

    #[test]
    fn meets_has_one_direction_whichever_the_text_takes() {
        let sample = Sample::new("d", &["Corti met Hallam.", "Hallam met Corti."])
            .entity("Hallam", Person, &["Hallam"])
            .entity("Corti", Person, &["Corti"])
            .states(0, "Corti", "meets", "Hallam", Status::Asserted, "met")
            .states(1, "Hallam", "meets", "Corti", Status::Asserted, "met");
        let graph = sample.graph();
        assert_eq!(summary(&graph), ["corti meets hallam asserted x2"]);
        for evidence in &graph.edges().next().unwrap().edge.evidence {
            assert_eq!(evidence.source_span.slice(&sample.document.text), "Corti");
        }
    }

    #[test]
    fn bare_descriptions_are_in_only_as_events_and_plans_of_a_relation() {
        let sample = Sample::new("d", &["Officials skipped the dinner, the talks and Rome."])
            .described("officials", Person, &["Officials"])
            .described("dinner", Event, &["the dinner"])
            .described("talks", Event, &["the talks"])
            .entity("Rome", Place, &["Rome"])
            .states(0, "Rome", "hosts", "talks", Status::Asserted, "and")
            .states(0, "officials", "attends", "dinner", Status::Negated, "skipped");
        let graph = sample.graph();
        assert_eq!(graph.nodes().map(|(_, n)| n.id.as_str()).collect::<Vec<_>>(), ["rome.place", "talks@d-00.event"]);
    }

    #[test]
    fn what_is_described_through_a_name_is_in_only_as_the_end_of_a_relation() {
        let mut sample = Sample::new("d", &["Rome hosts the Norland talks without the Norland envoys."])
            .entity("Rome", Place, &["Rome"])
            .entity("Norland talks", Event, &["the Norland talks"])
            .entity("Norland envoys", Person, &["the Norland envoys"])
            .entity("Norland", Place, &["Norland"])
            .states(0, "Rome", "hosts", "Norland talks", Status::Asserted, "hosts");
        for mention in &mut sample.entities.mentions {
            if mention.span.slice(&sample.document.text).starts_with("the ") {
                mention.form = crate::entities::MentionForm::Description;
            }
        }
        let graph = sample.graph();
        let names: Vec<&str> = graph.nodes().map(|(_, n)| n.name.as_str()).collect();
        assert_eq!(names, ["Norland talks", "Norland", "Rome"]);
    }

    #[test]
    fn who_says_so_is_named_whether_it_is_a_node_or_not() {
        let graph = dinner().graph();
        let speaker = |graph: &Graph| {
            let edge = graph.edges().find(|r| r.edge.relation == "supports").unwrap().edge.clone();
            edge.evidence[0].attributed_to.clone()
        };
        assert_eq!(speaker(&graph).as_deref(), Some("Corti"));
        let other = Sample::new("e", &["Corti AG"]).entity("Corti", crate::entities::EntityType::ALL[0], &["Corti"]);
        assert_eq!(speaker(&Graph::merged([graph, other.graph()], &Ontology::built_in())).as_deref(), Some("Corti"));
        let unnamed = Sample::new("d", &["A backs B, sources said."])
            .entity("A", Person, &["A"])
            .entity("B", Person, &["B"])
            .described("sources", Person, &["sources"])
            .states(0, "A", "supports", "B", Status::Reported, "backs")
            .said_by("sources");
        assert_eq!(speaker(&unnamed.graph()).as_deref(), Some("sources"));
    }

    proptest! {
        #[test]
        fn the_order_and_grouping_of_documents_make_no_difference(
            graphs in Just((0..5).map(|n| backing(&format!("d{n}"), Status::ALL[n]).graph()).collect::<Vec<_>>()),
            order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
            cut in 0usize..=5,
        ) {
            let shuffled: Vec<Graph> = order.iter().map(|&n| graphs[n].clone()).collect();
            let (left, right) = shuffled.split_at(cut);
            let halves = [left, right].map(|half| Graph::merged(half.to_vec(), &Ontology::built_in()));
            let expected = Graph::merged(graphs, &Ontology::built_in()).to_json();
            prop_assert_eq!(Graph::merged(shuffled, &Ontology::built_in()).to_json(), expected.clone());
            prop_assert_eq!(Graph::merged(halves, &Ontology::built_in()).to_json(), expected);
        }

        #[test]
        fn a_graph_merged_with_nothing_is_itself(graph in super::super::samples::any_graph()) {
            let json = graph.to_json();
            prop_assert_eq!(Graph::merged([graph, Graph::default()], &Ontology::built_in()).to_json(), json);
        }
    }
}
