//! Betweenness centrality: on how many shortest ways between others does a node lie (Brandes, "A faster algorithm for
//! betweenness centrality", 2001), in large graphs estimated from some starting points (Brandes and Pich, "Centrality
//! estimation in large networks", 2007).

use super::network::Rows;
use rayon::prelude::*;

/// Most steps along edges that are taken in all: a graph for which all starting points take more is sampled.
const MOST_STEPS: usize = 8_000_000;
/// Steps that a sample takes, so that the answer comes at once.
const SAMPLED_STEPS: usize = 3_000_000;
/// Fewest starting points of a sample.
const FEWEST: usize = 16;
/// The same graph gives the same sample.
const SEED: u64 = 2007;
/// Starting points whose results are added up together; it is fixed, so that sums come in one order on any machine.
const TOGETHER: usize = 4;

/// The betweenness of each node, and how it was found.
#[derive(Debug, Clone)]
pub(super) struct Betweenness {
    /// The share of the pairs of others that are joined over the node, from 0 to 1.
    pub scores: Vec<f64>,
    /// How many starting points were taken, where it was not all.
    pub pivots: Option<usize>,
}

/// The betweenness of the nodes of an undirected graph, whose rows have each edge from both its ends.
pub(super) fn betweenness(rows: &Rows) -> Betweenness {
    let nodes = rows.len();
    let cost = nodes + rows.edges();
    if nodes.saturating_mul(cost) <= MOST_STEPS {
        let all: Vec<u32> = (0..nodes as u32).collect();
        return Betweenness { scores: from(rows, &all), pivots: None };
    }
    let pivots = (SAMPLED_STEPS / cost.max(1)).clamp(FEWEST.min(nodes), nodes);
    let mut rng = fastrand::Rng::with_seed(SEED);
    let mut chosen = rng.choose_multiple(0..nodes as u32, pivots);
    chosen.sort_unstable();
    Betweenness { scores: from(rows, &chosen), pivots: Some(pivots) }
}

/// The scores by the shortest ways from these starting points, as if they were all.
fn from(rows: &Rows, pivots: &[u32]) -> Vec<f64> {
    let nodes = rows.len();
    let parts: Vec<Vec<f64>> = pivots
        .par_chunks(TOGETHER.max(pivots.len() / 64))
        .map(|chunk| {
            let mut walk = Walk::new(nodes);
            let mut sum = vec![0.0; nodes];
            chunk.iter().for_each(|&pivot| walk.add(rows, pivot, &mut sum));
            sum
        })
        .collect();
    let mut scores = vec![0.0; nodes];
    for part in parts {
        scores.iter_mut().zip(part).for_each(|(score, more)| *score += more);
    }
    // From a starting point, every pair is met that it is the first of.
    let others = nodes.saturating_sub(1) as f64 * nodes.saturating_sub(2) as f64;
    let scale = if others > 0.0 { nodes as f64 / (pivots.len().max(1) as f64 * others) } else { 0.0 };
    scores.iter_mut().for_each(|score| *score *= scale);
    scores
}

/// What one search from a starting point needs, used again for the next.
struct Walk {
    seen: Vec<Seen>,
    /// Nodes in the order they were reached.
    order: Vec<u32>,
}

/// What a search knows of a node; together, since one is looked up with the others.
#[derive(Clone, Copy)]
struct Seen {
    /// Steps from the starting point; [`UNSEEN`] where none leads there.
    distance: u32,
    /// Number of shortest ways.
    ways: f64,
    /// Share of the shortest ways to others that go over the node.
    dependency: f64,
}

const UNSEEN: Seen = Seen { distance: u32::MAX, ways: 0.0, dependency: 0.0 };

impl Walk {
    fn new(nodes: usize) -> Self {
        Self { seen: vec![UNSEEN; nodes], order: Vec::with_capacity(nodes) }
    }

    fn add(&mut self, rows: &Rows, start: u32, sum: &mut [f64]) {
        for &node in &self.order {
            self.seen[node as usize] = UNSEEN;
        }
        self.order.clear();
        self.order.push(start);
        self.seen[start as usize] = Seen { distance: 0, ways: 1.0, dependency: 0.0 };
        let mut next = 0;
        while let Some(&node) = self.order.get(next) {
            next += 1;
            let Seen { distance, ways, .. } = self.seen[node as usize];
            for &(to, _) in rows.of(node) {
                let there = &mut self.seen[to as usize];
                if there.distance == UNSEEN.distance {
                    there.distance = distance + 1;
                    self.order.push(to);
                }
                if there.distance == distance + 1 {
                    there.ways += ways;
                }
            }
        }
        for &node in self.order.iter().rev() {
            let Seen { distance, ways, dependency } = self.seen[node as usize];
            let share = (1.0 + dependency) / ways;
            let before = distance.wrapping_sub(1);
            for &(from, _) in rows.of(node) {
                let there = &mut self.seen[from as usize];
                if there.distance == before {
                    there.dependency += there.ways * share;
                }
            }
            if node != start {
                sum[node as usize] += dependency;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(nodes: usize, edges: &[(u32, u32)]) -> Rows {
        let both: Vec<_> = edges.iter().flat_map(|&(a, b)| [(a, b, 1.0), (b, a, 1.0)]).collect();
        Rows::new(nodes, both.into_iter())
    }

    #[test]
    fn the_middle_of_a_line_and_of_a_star_lies_between_all() {
        assert_eq!(betweenness(&rows(3, &[(0, 1), (1, 2)])).scores, [0.0, 1.0, 0.0]);
        assert_eq!(betweenness(&rows(4, &[(0, 1), (0, 2), (0, 3)])).scores, [1.0, 0.0, 0.0, 0.0]);
        // A circle of four: each lies on one of the two shortest ways between its neighbours, one of three pairs of others.
        let circle = betweenness(&rows(4, &[(0, 1), (1, 2), (2, 3), (3, 0)])).scores;
        assert!(circle.iter().all(|score| (score - 1.0 / 6.0).abs() < 1e-12), "{circle:?}");
        assert_eq!(betweenness(&rows(2, &[(0, 1)])).scores, [0.0, 0.0]);
        assert_eq!(betweenness(&Rows::default()).scores, [0.0; 0]);
    }

    #[test]
    fn a_sample_finds_who_is_in_the_middle_and_says_that_it_is_one() {
        // A star of 3,000 lines of two: too many to start from all.
        let edges: Vec<(u32, u32)> = (0..3000).flat_map(|n| [(0, 2 * n + 1), (2 * n + 1, 2 * n + 2)]).collect();
        let rows = rows(6001, &edges);
        let found = betweenness(&rows);
        let pivots = found.pivots.unwrap();
        assert!((FEWEST..6001).contains(&pivots));
        assert!(found.scores.iter().skip(1).all(|score| *score < found.scores[0]));
        let all: Vec<u32> = (0..6001).collect();
        let exact = from(&rows, &all)[0];
        assert!((found.scores[0] - exact).abs() < 0.01, "{} {exact}", found.scores[0]);
        assert_eq!(betweenness(&rows).scores, found.scores, "the sample is the same every time");
    }
}
