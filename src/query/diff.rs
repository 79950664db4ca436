//! What changed from one graph to another.

use crate::graph::{Graph, Node, Relation};
use std::collections::BTreeMap;

/// Least change of a confidence that is told; less comes and goes with a sentence more or less.
const LEAST: f32 = 0.05;

/// The differences of two graphs.
#[derive(Debug, Clone, Default)]
pub struct Diff<'g> {
    /// Entities with a relation in the later graph only, by id.
    pub new_nodes: Vec<&'g Node>,
    /// Those in the earlier only.
    pub gone_nodes: Vec<&'g Node>,
    /// Relations in the later graph only, in its order.
    pub new: Vec<Relation<'g>>,
    /// Those in the earlier only.
    pub gone: Vec<Relation<'g>>,
    /// Those in both with another status, or a confidence that differs by 0.05 or more: as it was and as it is.
    pub changed: Vec<[Relation<'g>; 2]>,
}

/// What is new, gone and changed from `old` to `new`; nodes are the same by id, edges by ends and key.
pub fn diff<'g>(old: &'g Graph, new: &'g Graph) -> Diff<'g> {
    let nodes = |graph: &'g Graph, other: &Graph| {
        graph.nodes().filter(|(_, node)| other.find(&node.id).is_none()).map(|(_, node)| node).collect()
    };
    let key = |r: &Relation<'g>| (r.source.id.as_str(), r.target.id.as_str(), r.edge.key());
    let known: BTreeMap<_, Relation> = old.edges().map(|r| (key(&r), r)).collect();
    let later: BTreeMap<_, Relation> = new.edges().map(|r| (key(&r), r)).collect();
    let mut diff = Diff { new_nodes: nodes(new, old), gone_nodes: nodes(old, new), ..Diff::default() };
    diff.gone = known.iter().filter(|(key, _)| !later.contains_key(*key)).map(|(_, r)| *r).collect();
    for (key, is) in later {
        match known.get(&key) {
            None => diff.new.push(is),
            Some(was) => {
                let moved = (is.edge.confidence - was.edge.confidence).abs() >= LEAST;
                if moved || is.edge.status != was.edge.status {
                    diff.changed.push([*was, is]);
                }
            }
        }
    }
    diff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::Person;
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Negated, Reported};

    #[test]
    fn what_is_new_gone_and_changed() {
        let base = || {
            ["Ada", "Bo", "Cy", "Di"]
                .iter()
                .fold(Sample::new("d", &["Ada Bo Cy Di"]), |sample, name| sample.entity(name, Person, &[name]))
        };
        let old = base()
            .states(0, "Ada", "supports", "Bo", Reported, "Bo")
            .states(0, "Ada", "meets", "Bo", Asserted, "Bo")
            .states(0, "Bo", "supports", "Cy", Asserted, "Bo")
            .graph()
            .connected();
        let new = base()
            .states(0, "Ada", "supports", "Bo", Asserted, "Bo")
            .states(0, "Ada", "meets", "Bo", Asserted, "Bo")
            .states(0, "Di", "supports", "Bo", Negated, "Bo")
            .graph()
            .connected();
        let diff = diff(&old, &new);
        let edges = |relations: &[Relation]| {
            relations.iter().map(|r| format!("{} {} {}", r.source.id, r.edge.key(), r.target.id)).collect::<Vec<_>>()
        };
        let ids = |nodes: &[&Node]| nodes.iter().map(|n| n.id.clone()).collect::<Vec<_>>();
        assert_eq!((ids(&diff.new_nodes), ids(&diff.gone_nodes)), (vec!["di".to_owned()], vec!["cy".to_owned()]));
        assert_eq!(edges(&diff.new), ["di supports:negated bo"]);
        assert_eq!(edges(&diff.gone), ["bo supports cy"]);
        let changed: Vec<_> = diff.changed.iter().map(|[was, is]| (was.edge.status, is.edge.status)).collect();
        assert_eq!(changed, [(Reported, Asserted)]);
    }
}
