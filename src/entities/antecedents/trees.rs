//! The trained scorer: boosted decision trees (J. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals
//! of Statistics 29(5), 2001) whose leaves sum to the log odds that a pronoun, or a description, stands for a cluster.
//!
//! `models/antecedents.tsv` and `models/descriptions.tsv` are written by `training/antecedents.py`: a row `split FEATURE THRESHOLD` is followed by the subtree
//! for values up to the threshold and then by the other one; a row `leaf VALUE` ends a branch.

use super::features::NAMES;
use crate::entities::MentionForm;
use std::sync::LazyLock;

const PRONOUNS: &str = include_str!("../../../models/antecedents.tsv");
const DESCRIPTIONS: &str = include_str!("../../../models/descriptions.tsv");

/// A node; children are indices of nodes.
enum Node {
    Split { feature: usize, threshold: f32, above: usize },
    Leaf(f32),
}

/// The trees, one after the other; a node's left child follows it.
pub(super) struct Trees {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

impl Trees {
    /// What a mention of this form is scored by.
    pub(super) fn shipped(form: MentionForm) -> &'static Trees {
        static OF_PRONOUNS: LazyLock<Trees> = LazyLock::new(|| Trees::parse(PRONOUNS));
        static OF_DESCRIPTIONS: LazyLock<Trees> = LazyLock::new(|| Trees::parse(DESCRIPTIONS));
        if form == MentionForm::Description { &OF_DESCRIPTIONS } else { &OF_PRONOUNS }
    }

    /// Stops before a tree with a row that is none or names no feature; a test reads the shipped table to its end.
    fn parse(table: &str) -> Self {
        let rows: Vec<Vec<&str>> =
            table.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').collect()).collect();
        let mut trees = Trees { nodes: Vec::new(), roots: Vec::new() };
        let mut at = 0;
        while at < rows.len() {
            let root = trees.nodes.len();
            if trees.grow(&rows, &mut at).is_none() {
                trees.nodes.truncate(root);
                break;
            }
            trees.roots.push(root);
        }
        trees
    }

    /// Reads the subtree that begins at a row.
    fn grow(&mut self, rows: &[Vec<&str>], at: &mut usize) -> Option<()> {
        let row = rows.get(*at)?;
        *at += 1;
        match row[..] {
            ["leaf", value] => self.nodes.push(Node::Leaf(value.parse().ok()?)),
            ["split", feature, threshold] => {
                let feature = NAMES.iter().position(|name| *name == feature)?;
                let here = self.nodes.len();
                self.nodes.push(Node::Split { feature, threshold: threshold.parse().ok()?, above: 0 });
                self.grow(rows, at)?;
                let right = self.nodes.len();
                if let Some(Node::Split { above, .. }) = self.nodes.get_mut(here) {
                    *above = right;
                }
                self.grow(rows, at)?;
            }
            _ => return None,
        }
        Some(())
    }

    /// The probability that these values are of the right choice.
    pub(super) fn probability(&self, values: &[f32]) -> f32 {
        let sum: f32 = self.roots.iter().map(|&root| self.leaf(root, values)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    fn leaf(&self, root: usize, values: &[f32]) -> f32 {
        let mut at = root;
        loop {
            match self.nodes[at] {
                Node::Leaf(value) => return value,
                Node::Split { feature, threshold, above } => {
                    at = if values[feature] <= threshold { at + 1 } else { above }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_summed() {
        let table = "# two trees\nsplit\tp.plural\t0.5\nleaf\t1\nsplit\tp.person\t0.5\nleaf\t2\nleaf\t3\nleaf\t0.5";
        let trees = Trees::parse(table);
        let odds = |set: &[&str]| {
            let values: Vec<f32> = NAMES.iter().map(|name| f32::from(u8::from(set.contains(name)))).collect();
            let p = trees.probability(&values);
            (p / (1.0 - p)).ln()
        };
        assert_eq!(trees.roots.len(), 2);
        for (set, sum) in [(&[][..], 1.5), (&["p.plural"], 2.5), (&["p.plural", "p.person"], 3.5), (&["p.person"], 1.5)]
        {
            assert!((odds(set) - sum).abs() < 1e-4, "{set:?}");
        }
    }

    #[test]
    fn the_shipped_tables_are_read_to_their_ends() {
        for (form, table) in [(MentionForm::Pronoun, PRONOUNS), (MentionForm::Description, DESCRIPTIONS)] {
            let rows = table.lines().filter(|row| !row.starts_with('#')).count();
            assert!(Trees::shipped(form).nodes.len() == rows && rows > 0);
        }
    }
}
