//! Communities of a signed network by the moves of Louvain (Blondel and others, "Fast unfolding of communities in large
//! networks", 2008), for the modularity of signed networks (Gómez, Jensen and Arenas, "Analysis of community structure in
//! networks of correlated data", 2009).

/// Least gain that a move must have; less is rounding.
const LEAST_GAIN: f64 = 1e-9;
/// Rounds over all nodes on one level.
const MOST_ROUNDS: usize = 100;

/// A division into communities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The community of each node; named by its first one.
    pub of: Vec<usize>,
    /// Its signed modularity, at most 1.
    pub modularity: f64,
}

/// A network on one level: nodes are communities of the level below.
#[derive(Debug, Clone)]
struct Level {
    /// Other nodes and the weights to them, sorted by their numbers: first those of the first node, then those of the next.
    ties: Vec<(usize, f64)>,
    /// For each node where its ties end and those of the next begin.
    ends: Vec<usize>,
    /// Sums of the positive and of the negative weights at each node, those within it counted twice.
    degree: Vec<[f64; 2]>,
    /// Sums of all weights within each node.
    inner: Vec<f64>,
    /// Sums of the degrees of all nodes.
    total: [f64; 2],
}

/// Divides the nodes of an undirected network; each tie is given once, with a positive or negative weight. Nodes are
/// visited by their numbers and of equal moves the first is taken, so that the same network is always divided alike.
pub(super) fn communities(nodes: usize, ties: &[(usize, usize, f64)]) -> Found {
    let mut level = Level::of(nodes, ties);
    let mut of: Vec<usize> = (0..nodes).collect();
    let modularity = loop {
        let labels = level.moved();
        let (labels, count) = numbered(&labels);
        of.iter_mut().for_each(|community| *community = labels[*community]);
        if count == labels.len() {
            break level.modularity();
        }
        level = level.joined(&labels, count);
    };
    let mut first: Vec<Option<usize>> = vec![None; nodes];
    let named = of.iter().enumerate().map(|(node, &community)| *first[community].get_or_insert(node)).collect();
    Found { of: named, modularity }
}

/// The same labels, which are numbers of nodes, as numbers from 0 in the order of their first nodes, and how many there are.
fn numbered(labels: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers: Vec<Option<usize>> = vec![None; labels.len()];
    let mut count = 0;
    let numbered = labels
        .iter()
        .map(|&label| {
            *numbers[label].get_or_insert_with(|| {
                count += 1;
                count - 1
            })
        })
        .collect();
    (numbered, count)
}

/// For each node where its ties end among those sorted by their first ends, and those of the next begin.
fn ends(nodes: usize, ties: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut ends = vec![0; nodes];
    ties.iter().for_each(|(from, ..)| ends[*from] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    ends
}

/// The ties sorted by their ends; of equal ones the first stays first, so that sums come in one order. Most nodes have few
/// ties, and so they are dealt out to the nodes before.
fn sorted(nodes: usize, ties: &[(usize, usize, f64)]) -> Vec<(usize, usize, f64)> {
    let ends = ends(nodes, ties);
    let mut next: Vec<usize> = (0..nodes).map(|node| if node == 0 { 0 } else { ends[node - 1] }).collect();
    let mut dealt = vec![(0, 0, 0.0); ties.len()];
    for tie in ties {
        dealt[next[tie.0]] = *tie;
        next[tie.0] += 1;
    }
    let mut rest = dealt.as_mut_slice();
    let mut first = 0;
    for end in ends {
        let (own, others) = rest.split_at_mut(end - first);
        own.sort_by_key(|&(_, to, _)| to);
        (rest, first) = (others, end);
    }
    dealt
}

impl Level {
    fn of(nodes: usize, ties: &[(usize, usize, f64)]) -> Self {
        let both: Vec<(usize, usize, f64)> =
            ties.iter().flat_map(|&(a, b, weight)| [(a, b, weight), (b, a, weight)]).collect();
        let both = sorted(nodes, &both);
        let mut level = Self::with(nodes, &both, [0.0; 2]);
        for &(from, _, weight) in &both {
            let sign = usize::from(weight < 0.0);
            level.degree[from][sign] += weight.abs();
            level.total[sign] += weight.abs();
        }
        level
    }

    /// A level with these ties, sorted by both ends, and nothing within its nodes.
    fn with(nodes: usize, ties: &[(usize, usize, f64)], total: [f64; 2]) -> Self {
        Self {
            ties: ties.iter().map(|&(_, to, weight)| (to, weight)).collect(),
            ends: ends(nodes, ties),
            degree: vec![[0.0; 2]; nodes],
            inner: vec![0.0; nodes],
            total,
        }
    }

    /// The other ends of the ties of a node, with the weights.
    fn at(&self, node: usize) -> &[(usize, f64)] {
        let first = if node == 0 { 0 } else { self.ends[node - 1] };
        &self.ties[first..self.ends[node]]
    }

    /// What chance would give between two of these degrees: for the positive weights less for the negative ones.
    fn expected(&self, a: [f64; 2], b: [f64; 2]) -> f64 {
        let share = |sign: usize| if self.total[sign] > 0.0 { a[sign] * b[sign] / self.total[sign] } else { 0.0 };
        share(0) - share(1)
    }

    /// The labels of the nodes after each has moved to where it adds most, until none moves any more.
    fn moved(&self) -> Vec<usize> {
        let nodes = self.ends.len();
        let mut label: Vec<usize> = (0..nodes).collect();
        let mut degree = self.degree.clone();
        let mut size = vec![1usize; nodes];
        let mut empty: Vec<usize> = Vec::new();
        // The weights from a node to the communities around it, and which these are.
        let mut weights = vec![0.0; nodes];
        let mut around: Vec<usize> = Vec::new();
        let mut is_around = vec![false; nodes];
        // After the first round only those are looked at again whose neighbours have moved (the fast local move of Traag, Waltman
        // and van Eck, "From Louvain to Leiden", 2019).
        let mut stirred = vec![true; nodes];
        for _ in 0..MOST_ROUNDS {
            let mut any = false;
            for node in 0..nodes {
                if !std::mem::take(&mut stirred[node]) {
                    continue;
                }
                for community in around.drain(..) {
                    (weights[community], is_around[community]) = (0.0, false);
                }
                for &(to, weight) in self.at(node) {
                    weights[label[to]] += weight;
                    if !std::mem::replace(&mut is_around[label[to]], true) {
                        around.push(label[to]);
                    }
                }
                around.sort_unstable();
                let (home, own) = (label[node], self.degree[node]);
                (0..2).for_each(|sign| degree[home][sign] -= own[sign]);
                size[home] -= 1;
                let gain = |community: usize| weights[community] - self.expected(own, degree[community]);
                // To stand alone is a move too.
                let alone = if size[home] == 0 { Some(home) } else { empty.last().copied() };
                let mut best = (home, gain(home));
                for community in around.iter().copied().chain(alone) {
                    let gain = gain(community);
                    if gain > best.1 + LEAST_GAIN {
                        best = (community, gain);
                    }
                }
                if best.0 != home {
                    any = true;
                    let left = self.at(node).iter().map(|&(to, _)| to).filter(|&to| label[to] != best.0);
                    left.for_each(|to| stirred[to] = true);
                    // Those around are never empty.
                    if empty.last() == Some(&best.0) {
                        empty.pop();
                    }
                    if size[home] == 0 {
                        empty.push(home);
                    }
                }
                label[node] = best.0;
                (0..2).for_each(|sign| degree[best.0][sign] += own[sign]);
                size[best.0] += 1;
            }
            if !any {
                break;
            }
        }
        label
    }

    /// The network of the communities.
    fn joined(&self, labels: &[usize], count: usize) -> Self {
        let mut ties: Vec<(usize, usize, f64)> = Vec::new();
        let (mut degree, mut inner) = (vec![[0.0; 2]; count], vec![0.0; count]);
        for (node, &label) in labels.iter().enumerate() {
            (0..2).for_each(|sign| degree[label][sign] += self.degree[node][sign]);
            inner[label] += self.inner[node];
            for &(to, weight) in self.at(node) {
                if labels[to] == label {
                    // Met again from the other end.
                    inner[label] += weight / 2.0;
                } else {
                    ties.push((label, labels[to], weight));
                }
            }
        }
        let sums: Vec<(usize, usize, f64)> = sorted(count, &ties)
            .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .map(|same| (same[0].0, same[0].1, same.iter().map(|(.., weight)| weight).sum()))
            .collect();
        Self { degree, inner, ..Self::with(count, &sums, self.total) }
    }

    /// The modularity where each node is a community.
    fn modularity(&self) -> f64 {
        let all = self.total[0] + self.total[1];
        let one = |node: usize| 2.0 * self.inner[node] - self.expected(self.degree[node], self.degree[node]);
        if all > 0.0 { (0..self.ends.len()).map(one).sum::<f64>() / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By the definition, over all pairs.
    fn modularity(nodes: usize, ties: &[(usize, usize, f64)], of: &[usize]) -> f64 {
        let mut weights = vec![vec![0.0; nodes]; nodes];
        ties.iter().for_each(|&(a, b, w)| {
            weights[a][b] += w;
            weights[b][a] += w;
        });
        let degree = |n: usize, sign: f64| weights[n].iter().map(|w| (w * sign).max(0.0)).sum::<f64>();
        let total = |sign: f64| (0..nodes).map(|n| degree(n, sign)).sum::<f64>();
        let (plus, minus) = (total(1.0), total(-1.0));
        let chance = |a, b, sign, total: f64| if total > 0.0 { degree(a, sign) * degree(b, sign) / total } else { 0.0 };
        let mut sum = 0.0;
        for a in 0..nodes {
            for b in 0..nodes {
                if of[a] == of[b] {
                    sum += weights[a][b] - chance(a, b, 1.0, plus) + chance(a, b, -1.0, minus);
                }
            }
        }
        if plus + minus > 0.0 { sum / (plus + minus) } else { 0.0 }
    }

    fn network() -> impl Strategy<Value = Vec<(usize, usize, f64)>> {
        let tie = (0usize..8, 0usize..8, prop_oneof![0.1f64..1.0, -1.0f64..-0.1]);
        proptest::collection::btree_map((0usize..8, 0usize..8), tie, 0..20).prop_map(|ties| {
            let ties = ties.into_iter().filter(|((a, b), _)| a < b).map(|((a, b), (_, _, w))| (a, b, w));
            ties.collect()
        })
    }

    #[test]
    fn two_circles_that_oppose_each_other_are_two() {
        let ties =
            [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0), (2, 3, -1.0), (1, 4, -1.0)];
        assert_eq!(communities(6, &ties).of, [0, 0, 0, 3, 3, 3]);
    }

    #[test]
    fn enemies_alone_stay_alone() {
        assert_eq!(communities(3, &[(0, 1, -1.0), (1, 2, -1.0), (0, 2, -1.0)]).of, [0, 1, 2]);
        assert_eq!(communities(0, &[]), Found { of: vec![], modularity: 0.0 });
    }

    proptest! {
        #[test]
        fn the_modularity_is_that_of_the_definition_and_better_than_none(ties in network()) {
            let found = communities(8, &ties);
            let own = modularity(8, &ties, &found.of);
            prop_assert!((found.modularity - own).abs() < 1e-9, "{} {}", found.modularity, own);
            prop_assert!(own >= modularity(8, &ties, &[0, 1, 2, 3, 4, 5, 6, 7]) - 1e-9);
            prop_assert_eq!(communities(8, &ties), found);
        }
    }
}
