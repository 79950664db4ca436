//! The figures of many articles together.

use super::ArticleScore;
use crate::eval::Rates;
use crate::eval::rates::share;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The relations that maps of power are mostly made of.
const CORE: [&str; 4] = ["supports", "attends", "leads", "meets"];

/// The sum over all articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoldReport {
    /// Number of articles.
    pub documents: usize,
    /// Of all relations.
    pub all: Rates,
    /// Of supports, attends, leads and meets.
    pub core: Rates,
    /// Of each relation that stands in gold or graphs.
    pub relations: BTreeMap<String, Rates>,
    /// Share of the right edges whose status is the gold's too, from 0 to 1.
    pub status_accuracy: f64,
    /// Share of the relations' ends that have a node, from 0 to 1.
    pub entity_recall: f64,
    /// Nodes too many.
    pub entities_split: usize,
    /// Entities too many under one node.
    pub entities_merged: usize,
}

impl GoldReport {
    /// Sums up.
    pub fn of(articles: &[ArticleScore]) -> Self {
        let hits = || articles.iter().flat_map(|a| &a.hits);
        let wrong = || articles.iter().flat_map(|a| &a.wrong);
        let missed = || articles.iter().flat_map(|a| &a.missed);
        let names: BTreeSet<&str> = hits()
            .map(|h| h.relation.as_str())
            .chain(wrong().map(|w| w.edge.relation.as_str()))
            .chain(missed().map(|m| m.relation.as_str()))
            .collect();
        let rates = |wanted: &dyn Fn(&str) -> bool| {
            let right = hits().filter(|h| wanted(&h.relation)).count();
            let wrong = wrong().filter(|w| wanted(&w.edge.relation)).count();
            let missed = missed().filter(|m| wanted(&m.relation)).count();
            Rates::of(right, right + missed, right + wrong)
        };
        let sum = |part: fn(&ArticleScore) -> usize| articles.iter().map(part).sum();
        Self {
            documents: articles.len(),
            all: rates(&|_| true),
            core: rates(&|name| CORE.contains(&name)),
            relations: names.iter().map(|&name| (name.to_owned(), rates(&|other| other == name))).collect(),
            status_accuracy: share(hits().filter(|h| h.status == h.gold_status).count(), hits().count()),
            entity_recall: share(sum(|a| a.found), sum(|a| a.used)),
            entities_split: sum(|a| a.split),
            entities_merged: sum(|a| a.merged),
        }
    }
}

impl fmt::Display for GoldReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.relations.iter().map(|(name, rates)| (name.as_str(), rates));
        for (name, rates) in rows.chain([("core four", &self.core), ("all", &self.all)]) {
            let Rates { precision, recall, f1, gold, system } = rates;
            writeln!(f, "{name:<12} P {precision:.3}  R {recall:.3}  F1 {f1:.3}   gold {gold:>4}  system {system:>4}")?;
        }
        writeln!(
            f,
            "status right {:.3}  entities found {:.3}  split {}  merged {}  over {} documents",
            self.status_accuracy, self.entity_recall, self.entities_split, self.entities_merged, self.documents
        )
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn halves_are_rounded_to_even_as_in_python() {
        assert_eq!(format!("{:.3} {:.3} {:.3}", 0.0625, 0.1875, 0.5), "0.062 0.188 0.500");
    }
}
