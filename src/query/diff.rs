//! What changed from one graph to another.

use crate::graph::{Graph, Node, Relation};
use serde::Serialize;
use std::cmp::{Ordering, Reverse};

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
    /// How many there are of each, where the lists do not hold all.
    pub totals: Totals,
}

/// The lengths of the lists of a [`Diff`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "they are told at the lists")]
pub struct Totals {
    pub new_nodes: usize,
    pub gone_nodes: usize,
    pub new: usize,
    pub gone: usize,
    pub changed: usize,
}

/// What is new, gone and changed from `old` to `new`; nodes are the same by id, edges by ends and key.
pub fn diff<'g>(old: &'g Graph, new: &'g Graph) -> Diff<'g> {
    let mut diff = Diff::default();
    // Both graphs are sorted, so that one walk along them finds what only one has.
    let ids = |graph: &'g Graph| graph.nodes().map(|(_, node)| node);
    side_by_side(
        ids(old),
        ids(new),
        |a, b| a.id.cmp(&b.id),
        |was, is| match (was, is) {
            (Some(node), None) => diff.gone_nodes.push(node),
            (None, Some(node)) => diff.new_nodes.push(node),
            _ => {}
        },
    );
    side_by_side(old.edges(), new.edges(), Relation::order, |was, is| match (was, is) {
        (Some(was), Some(is)) => {
            let moved = (is.edge.confidence - was.edge.confidence).abs() >= LEAST;
            if moved || is.edge.status != was.edge.status {
                diff.changed.push([was, is]);
            }
        }
        (Some(was), None) => diff.gone.push(was),
        (None, Some(is)) => diff.new.push(is),
        (None, None) => {}
    });
    diff.totals = diff.lengths();
    diff
}

/// Walks along two sorted lists and gives what is equal together.
fn side_by_side<T>(
    old: impl Iterator<Item = T>,
    new: impl Iterator<Item = T>,
    order: impl Fn(&T, &T) -> Ordering,
    mut give: impl FnMut(Option<T>, Option<T>),
) {
    let (mut old, mut new) = (old.peekable(), new.peekable());
    loop {
        let first = match (old.peek(), new.peek()) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(was), Some(is)) => order(was, is),
        };
        let was = if first.is_le() { old.next() } else { None };
        give(was, if first.is_ge() { new.next() } else { None });
    }
}

impl Diff<'_> {
    /// The same with at most so many of each list: the relations that are most certain, the entities of which most is written.
    pub fn most(mut self, limit: usize) -> Self {
        let surest = |r: &Relation| (Reverse(r.edge.confidence.to_bits()), Reverse(r.edge.count));
        for relations in [&mut self.new, &mut self.gone] {
            first(relations, limit, surest);
        }
        first(&mut self.changed, limit, |[_, is]| surest(is));
        for nodes in [&mut self.new_nodes, &mut self.gone_nodes] {
            first(nodes, limit, |node| Reverse(node.mentions));
        }
        self
    }

    fn lengths(&self) -> Totals {
        Totals {
            new_nodes: self.new_nodes.len(),
            gone_nodes: self.gone_nodes.len(),
            new: self.new.len(),
            gone: self.gone.len(),
            changed: self.changed.len(),
        }
    }
}

/// Keeps the first ones by `key` of a list that is longer; others stay in their order.
fn first<T, K: Ord>(list: &mut Vec<T>, limit: usize, key: impl Fn(&T) -> K) {
    if list.len() > limit {
        list.sort_by_key(key);
        list.truncate(limit);
    }
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
        let none = diff.clone().most(0);
        assert_eq!((none.new.len(), none.changed.len(), none.totals), (0, 0, diff.totals));
        assert_eq!((diff.totals.new, diff.totals.gone_nodes), (1, 1));
    }
}
