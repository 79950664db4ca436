//! The best dependency tree under the arc scores: maximum spanning arborescence with one root (Chu and Liu 1965, Edmonds
//! 1967, as used for parsing by McDonald et al. 2005).

/// Taken off every arc from the root, so that the best tree has just one.
const ROOT_COST: f32 = 1e4;
const NEVER: f32 = -1e9;

/// Heads of the words of a sentence.
///
/// `scores[i * (n + 1) + j]` is the score of head `j` for word `i`, where `j` 0 is the root and `j` k + 1 is word k. The
/// result has one word whose head is `None`, and every word leads to it. Cost: n² where the best heads make a tree, n³ at
/// the worst.
pub fn best_tree(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    if n == 0 {
        return Vec::new();
    }
    let width = n + 1;
    let score = |i: usize, j: usize| if j == i + 1 { NEVER } else { scores[i * width + j] };
    let greedy: Vec<usize> = (0..n)
        .map(|i| (0..width).max_by(|&a, &b| score(i, a).total_cmp(&score(i, b)).then(b.cmp(&a))).unwrap_or(0))
        .collect();
    if !is_tree(&greedy) {
        // matrix[d][h] over all nodes, the root among them as node 0.
        let mut matrix = vec![vec![NEVER; width]; width];
        for (i, row) in matrix[1..].iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell = if j == 0 { score(i, j) - ROOT_COST } else { score(i, j) };
            }
        }
        let heads = arborescence(&matrix);
        return heads[1..].iter().map(|&h| h.checked_sub(1)).collect();
    }
    greedy.iter().map(|&h| h.checked_sub(1)).collect()
}

/// Whether the heads (0 is the root) make one tree with one root.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // 0: not seen, 1: on the path now walked, 2: leads to the root.
    let mut state = vec![0u8; heads.len()];
    for start in 0..heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        loop {
            match state[at] {
                1 => return false,
                2 => break,
                _ => {}
            }
            state[at] = 1;
            path.push(at);
            match heads[at] {
                0 => break,
                h => at = h - 1,
            }
        }
        path.into_iter().for_each(|i| state[i] = 2);
    }
    true
}

/// Best head of every node but node 0, which is the root. `matrix[d][h]` scores head `h` of node `d`.
fn arborescence(matrix: &[Vec<f32>]) -> Vec<usize> {
    let n = matrix.len();
    let mut heads = vec![0usize; n];
    for d in 1..n {
        heads[d] = (0..n)
            .filter(|&h| h != d)
            .max_by(|&a, &b| matrix[d][a].total_cmp(&matrix[d][b]).then(b.cmp(&a)))
            .unwrap_or(0);
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let in_cycle: Vec<bool> = {
        let mut mark = vec![false; n];
        cycle.iter().for_each(|&c| mark[c] = true);
        mark
    };
    // Contract the cycle into the last node of a smaller graph.
    let outside: Vec<usize> = (0..n).filter(|&i| !in_cycle[i]).collect();
    let m = outside.len();
    let mut small = vec![vec![NEVER; m + 1]; m + 1];
    let mut enters = vec![0usize; m]; // for each outside head: the cycle's node that it would enter
    let mut leaves = vec![0usize; m]; // for each outside node: the cycle's node that would be its head
    for (a, &i) in outside.iter().enumerate() {
        for (b, &j) in outside.iter().enumerate() {
            small[a][b] = matrix[i][j];
        }
        if let Some(&best) = cycle.iter().max_by(|&&x, &&y| matrix[i][x].total_cmp(&matrix[i][y])) {
            leaves[a] = best;
            small[a][m] = matrix[i][best];
        }
        let gain = |c: usize| matrix[c][i] - matrix[c][heads[c]];
        if let Some(&best) = cycle.iter().max_by(|&&x, &&y| gain(x).total_cmp(&gain(y))) {
            enters[a] = best;
            small[m][a] = gain(best);
        }
    }
    let inner = arborescence(&small);
    let mut out = heads;
    for (a, &i) in outside.iter().enumerate() {
        if i != 0 {
            out[i] = if inner[a] == m { leaves[a] } else { outside[inner[a]] };
        }
    }
    let from = inner[m];
    out[enters[from]] = outside[from];
    out
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Total score of the best tree by trying all heads of all words.
    fn exhaustive(scores: &[f32], n: usize) -> f32 {
        let width = n + 1;
        let mut best = f32::NEG_INFINITY;
        for code in 0..width.pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|i| code / width.pow(i as u32) % width).collect();
            if heads.iter().enumerate().all(|(i, &h)| h != i + 1) && is_tree(&heads) {
                best = best.max(heads.iter().enumerate().map(|(i, &h)| scores[i * width + h]).sum());
            }
        }
        best
    }

    proptest! {
        #[test]
        fn is_the_best_of_all_trees(n in 1usize..5, seed in proptest::collection::vec(-10f32..10.0, 30)) {
            let scores: Vec<f32> = seed.into_iter().take(n * (n + 1)).collect();
            let heads = best_tree(&scores, n);
            let plain: Vec<usize> = heads.iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&plain));
            let total: f32 = plain.iter().enumerate().map(|(i, &h)| scores[i * (n + 1) + h]).sum();
            prop_assert!((total - exhaustive(&scores, n)).abs() < 1e-2);
        }
    }

    #[test]
    fn long_sentences_give_trees() {
        let n = 300;
        let scores: Vec<f32> = (0..n * (n + 1)).map(|i| ((i * 7919) % 1009) as f32).collect();
        let plain: Vec<usize> = best_tree(&scores, n).iter().map(|h| h.map_or(0, |h| h + 1)).collect();
        assert!(is_tree(&plain));
    }
}
