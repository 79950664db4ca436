//! Sets of candidates that have one referent, as a forest (Tarjan 1975) whose root is the first of a set.

pub(super) struct Union {
    parent: Vec<usize>,
}

impl Union {
    pub(super) fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// The first of the set that `i` is in.
    pub(super) fn root(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut i = i;
        while self.parent[i] != root {
            i = std::mem::replace(&mut self.parent[i], root);
        }
        root
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::Union;

    #[test]
    fn sets_join() {
        let mut union = Union::new(5);
        union.join(3, 4);
        union.join(4, 1);
        assert_eq!((union.root(4), union.root(3), union.root(1)), (1, 1, 1));
        assert_eq!((union.root(0), union.root(2)), (0, 2));
    }
}
