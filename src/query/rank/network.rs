//! A graph in compressed rows, for algorithms that walk all of it many times.

/// The neighbours of all nodes, one behind the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// Where the neighbours of each node start, and where the last ones end.
    starts: Vec<u32>,
    /// Neighbours and the weights of the edges to them.
    ends: Vec<(u32, f32)>,
}

impl Rows {
    /// The rows of directed edges between `nodes` nodes.
    pub fn new(nodes: usize, edges: impl Iterator<Item = (u32, u32, f32)> + Clone) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        edges.clone().for_each(|(from, ..)| starts[from as usize + 1] += 1);
        for at in 0..nodes {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut ends = vec![(0, 0.0); starts[nodes] as usize];
        for (from, to, weight) in edges {
            ends[next[from as usize] as usize] = (to, weight);
            next[from as usize] += 1;
        }
        Self { starts, ends }
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Number of edges.
    pub fn edges(&self) -> usize {
        self.ends.len()
    }

    /// The neighbours of a node with the weights of the edges to them.
    pub fn of(&self, node: u32) -> &[(u32, f32)] {
        &self.ends[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}
