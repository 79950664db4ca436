//! The graph as a signed network: who stands with whom and who against whom (Cartwright and Harary, "Structural balance: a
//! generalization of Heider's theory", Psychological Review 63, 1956).

use crate::graph::{Edge, Graph};
use crate::relations::{Ontology, Sign, Status};
use petgraph::graph::{EdgeIndex, NodeIndex};

/// What stands between two entities in either direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The two, the lower place first.
    pub ends: [NodeIndex; 2],
    /// Probability that something joins them less that something sets them against each other, from -1 to 1.
    pub weight: f64,
    /// The edges of the sign of the weight, the most certain first.
    pub edges: Vec<EdgeIndex>,
    /// Those of the other sign.
    pub against: Vec<EdgeIndex>,
}

impl Tie {
    /// Whether it joins its ends or sets them against each other; not where as much speaks for the one as for the other.
    pub fn is_decided(&self) -> bool {
        // Confidences are steps of 0.001: what is less is rounding.
        self.weight.abs() > 1e-6
    }

    /// Whether it joins its ends.
    pub fn is_positive(&self) -> bool {
        self.weight > 0.0
    }

    /// The other end.
    pub fn other(&self, end: NodeIndex) -> NodeIndex {
        if self.ends[0] == end { self.ends[1] } else { self.ends[0] }
    }
}

/// The ties of a graph.
#[derive(Debug, Clone, Default)]
pub struct Signed {
    ties: Vec<Tie>,
    /// Nodes with the indexes of their ties, sorted by both.
    at: Vec<(NodeIndex, usize)>,
}

impl Signed {
    /// The signed network of a graph: an edge has the sign of its relation in the ontology. What is denied or is over has
    /// none, and neither have relations that neither join nor oppose.
    pub fn of(graph: &Graph, ontology: &Ontology) -> Self {
        let inner = graph.as_petgraph();
        let mut signed: Vec<([NodeIndex; 2], Sign, EdgeIndex)> = Vec::new();
        for index in inner.edge_indices() {
            let sign = sign(&inner[index], ontology);
            if let (Some(sign), Some((a, b))) = (sign, inner.edge_endpoints(index)) {
                signed.push(([a.min(b), a.max(b)], sign, index));
            }
        }
        signed.sort_unstable();
        let (mut at, mut ties) = (Vec::new(), Vec::new());
        for edges in signed.chunk_by(|a, b| a.0 == b.0) {
            let ends = edges[0].0;
            at.extend(ends.map(|end| (end, ties.len())));
            ties.push(tie(graph, ends, edges));
        }
        // Ties are sorted by their ends, and so those of a node by its other ends.
        at.sort_unstable();
        Self { ties, at }
    }

    /// All ties, by their ends.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// The ties of one entity.
    pub fn at(&self, node: NodeIndex) -> impl Iterator<Item = &Tie> {
        let first = self.at.partition_point(|(at, _)| *at < node);
        self.at[first..].iter().take_while(move |(at, _)| *at == node).map(|&(_, tie)| &self.ties[tie])
    }
}

/// The sign of an edge, where it has one.
pub(super) fn sign(edge: &Edge, ontology: &Ontology) -> Option<Sign> {
    let holds = !matches!(edge.status, Status::Negated | Status::Former);
    ontology.relation(&edge.relation).filter(|_| holds).and_then(|relation| relation.sign)
}

fn tie(graph: &Graph, ends: [NodeIndex; 2], edges: &[([NodeIndex; 2], Sign, EdgeIndex)]) -> Tie {
    let inner = graph.as_petgraph();
    let of = |sign: Sign| {
        let mut edges: Vec<EdgeIndex> = edges.iter().filter(|(_, s, _)| *s == sign).map(|(.., edge)| *edge).collect();
        edges.sort_by(|&a, &b| inner[b].confidence.total_cmp(&inner[a].confidence).then(a.cmp(&b)));
        let doubt: f64 = edges.iter().map(|&edge| 1.0 - f64::from(inner[edge].confidence)).product();
        (1.0 - doubt, edges)
    };
    let ((joined, positive), (opposed, negative)) = (of(Sign::Positive), of(Sign::Negative));
    let weight = joined - opposed;
    let (edges, against) = if weight > 0.0 { (positive, negative) } else { (negative, positive) };
    Tie { ends, weight, edges, against }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::Person;
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Former, Negated, Planned};

    #[test]
    fn what_joins_and_what_opposes_is_weighed_in_both_directions() {
        let sample = Sample::new("d", &["Ada Bo Cy Di"])
            .entity("Ada", Person, &["Ada"])
            .entity("Bo", Person, &["Bo"])
            .entity("Cy", Person, &["Cy"])
            .entity("Di", Person, &["Di"])
            .states(0, "Ada", "supports", "Bo", Asserted, "Bo")
            .states(0, "Bo", "supports", "Ada", Planned, "Bo")
            .states(0, "Bo", "attacks", "Ada", Asserted, "Bo")
            .states(0, "Ada", "supports", "Cy", Asserted, "Bo")
            .states(0, "Ada", "opposes", "Cy", Asserted, "Bo")
            .states(0, "Bo", "supports", "Cy", Negated, "Bo")
            .states(0, "Bo", "leads", "Cy", Former, "Bo")
            .states(0, "Cy", "meets", "Di", Asserted, "Bo");
        let graph = sample.graph();
        let signed = Signed::of(&graph, &Ontology::built_in());
        let told: Vec<(usize, usize, f64)> = signed
            .ties()
            .iter()
            .map(|t| (t.edges.len(), t.against.len(), (t.weight * 1000.0).round() / 1000.0))
            .collect();
        assert_eq!(told, [(2, 1, 0.16), (1, 1, 0.0)], "denials, what is over and meetings are no ties");
        assert!(signed.ties()[0].is_decided() && !signed.ties()[1].is_decided(), "as much for as against");
        let [ada, bo] = ["ada", "bo"].map(|id| graph.find(id).unwrap());
        assert_eq!(signed.at(bo).next(), signed.at(ada).next());
        assert_eq!(signed.at(ada).next().unwrap().other(ada), bo);
    }
}
