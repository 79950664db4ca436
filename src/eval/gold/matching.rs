//! Which edge stands for which gold relation: a maximum matching of a bipartite graph by augmenting paths (Kuhn 1955; Hopcroft
//! and Karp 1973 find one faster, but another one).
//!
//! There may be several, and the status figure depends on which. Here edges are taken in their order, and each tries the relations in
//! theirs, a taken one too if its edge can move.

/// For each edge the relation that it stands for; `fits[edge]` lists those that it may stand for, by index.
pub(super) fn maximum_matching(fits: &[Vec<usize>], relations: usize) -> Vec<Option<usize>> {
    let mut edge_of: Vec<Option<usize>> = vec![None; relations];
    for edge in 0..fits.len() {
        augment(edge, fits, &mut edge_of, &mut vec![false; relations]);
    }
    let mut relation_of = vec![None; fits.len()];
    for (relation, edge) in edge_of.into_iter().enumerate() {
        if let Some(edge) = edge {
            relation_of[edge] = Some(relation);
        }
    }
    relation_of
}

/// Finds a place for an edge, moving others where needed; no path is longer than the list of relations.
fn augment(edge: usize, fits: &[Vec<usize>], edge_of: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for &relation in &fits[edge] {
        if std::mem::replace(&mut tried[relation], true) {
            continue;
        }
        let free = edge_of[relation].is_none_or(|other| augment(other, fits, edge_of, tried));
        if free {
            edge_of[relation] = Some(edge);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use petgraph::algo::maximum_matching as of_petgraph;
    use petgraph::graph::UnGraph;
    use proptest::prelude::*;

    #[test]
    fn an_edge_makes_room_for_a_later_one() {
        let fits = [vec![0, 1], vec![0], vec![], vec![1]];
        assert_eq!(maximum_matching(&fits, 2), [Some(1), Some(0), None, None]);
    }

    proptest! {
        #[test]
        fn as_many_as_petgraph_matches(pairs in proptest::collection::btree_set((0usize..8, 0usize..6), 0..30)) {
            let mut fits = vec![Vec::new(); 8];
            for &(edge, relation) in &pairs {
                fits[edge].push(relation);
            }
            let found = maximum_matching(&fits, 6);
            for (edge, relation) in found.iter().enumerate() {
                prop_assert!(relation.is_none_or(|r| fits[edge].contains(&r)));
            }
            let graph = UnGraph::<(), ()>::from_edges(pairs.iter().map(|&(edge, relation)| (edge as u32, 8 + relation as u32)));
            prop_assert_eq!(found.iter().flatten().count(), of_petgraph(&graph).len());
        }
    }
}
