//! PageRank (Brin and Page, "The anatomy of a large-scale hypertextual web search engine", 1998).
//!
//! petgraph's `page_rank` looks at all pairs of nodes in each round, which 50,000 nodes are too many for; here a round
//! takes time linear in the edges.

use super::network::Rows;

/// Probability to follow an edge rather than to start anew.
const DAMPING: f64 = 0.85;
/// Rounds end when all scores together change by less.
const TOLERANCE: f64 = 1e-6;
const MOST_ROUNDS: usize = 100;

/// The score of each node; all scores together are 1. An edge is followed as often as its weight says; who comes to a node
/// without edges starts anew anywhere.
pub(super) fn pagerank(out: &Rows) -> Vec<f64> {
    let nodes = out.len();
    if nodes == 0 {
        return Vec::new();
    }
    let total: Vec<f64> = (0..nodes as u32).map(|n| out.of(n).iter().map(|(_, w)| f64::from(*w)).sum()).collect();
    let even = 1.0 / nodes as f64;
    let mut rank = vec![even; nodes];
    for _ in 0..MOST_ROUNDS {
        let lost: f64 = (0..nodes).filter(|&n| total[n] <= 0.0).map(|n| rank[n]).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * lost) * even; nodes];
        for node in (0..nodes).filter(|&n| total[n] > 0.0) {
            let share = DAMPING * rank[node] / total[node];
            for &(to, weight) in out.of(node as u32) {
                next[to as usize] += share * f64::from(weight);
            }
        }
        let change: f64 = rank.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if change < TOLERANCE {
            break;
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_score_is_what_comes_in(edges in proptest::collection::btree_set((0u32..12, 0u32..12), 0..40)) {
            let edges: Vec<(u32, u32, f32)> =
                edges.into_iter().map(|(a, b)| (a, b, 0.1 + (a + b) as f32 / 30.0)).collect();
            let rank = pagerank(&Rows::new(12, edges.iter().copied()));
            // By the definition, over all pairs.
            let weight = |from: u32, to: u32| {
                edges.iter().filter(|(a, b, _)| (*a, *b) == (from, to)).map(|(.., w)| f64::from(*w)).sum::<f64>()
            };
            let goes = |from: u32, to: u32| {
                let all: f64 = (0..12).map(|any| weight(from, any)).sum();
                if all > 0.0 { weight(from, to) / all } else { 1.0 / 12.0 }
            };
            for node in 0..12 {
                let comes: f64 = (0..12).map(|from| rank[from as usize] * goes(from, node)).sum();
                prop_assert!((rank[node as usize] - (0.15 / 12.0 + 0.85 * comes)).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn all_scores_together_are_one_and_weights_count() {
        let rows = Rows::new(3, [(0, 1, 0.9), (0, 2, 0.1)].into_iter());
        let rank = pagerank(&rows);
        assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-6);
        assert!(rank[1] > rank[2] && rank[2] > rank[0], "{rank:?}");
        assert_eq!(pagerank(&Rows::default()), [0.0; 0]);
    }
}
