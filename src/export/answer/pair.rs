//! All relations between two entities.

use super::super::layout::{Layout, plain};
use super::fact::{Contradicted, Fact, Named};
use super::{Answer, Table, View, json};
use crate::query::Pair;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    names: [Named<'g>; 2],
    edges: Vec<Fact<'g>>,
    contradictions: Vec<Contradicted<'g>>,
}

impl Answer for Pair<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        if self.found.is_empty() {
            let [a, b] = self.nodes.map(|node| plain(&node.name));
            return format!("none found: between {a} and {b}\n");
        }
        let entries = self.found.iter().map(|r| view.entry(&view.said(r), "", r, layout));
        entries.collect::<String>() + &view.contradictions(&self.contradictions, layout)
    }

    fn json(&self, view: &View) -> String {
        json(&Wire {
            question: "between",
            names: self.nodes.map(Named::from),
            edges: Fact::list(&self.found, view),
            contradictions: Contradicted::list(&self.contradictions, view),
        })
    }

    fn table(&self, view: &View) -> Table {
        view.statements(&self.found)
    }
}
