//! What changed from one graph to another.

use super::super::layout::{Layout, heading, plain, wrapped};
use super::super::text::counted;
use super::fact::{Fact, Named};
use super::{Answer, Table, View, json};
use crate::graph::{Node, Relation};
use crate::query::{Diff, Totals};
use crate::relations::Status;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    totals: Totals,
    new_nodes: Vec<Named<'g>>,
    gone_nodes: Vec<Named<'g>>,
    new: Vec<Fact<'g>>,
    gone: Vec<Fact<'g>>,
    changed: Vec<Changed<'g>>,
}

#[derive(Serialize)]
struct Changed<'g> {
    was_status: Status,
    was_confidence: f32,
    #[serde(flatten)]
    is: Fact<'g>,
}

impl Answer for Diff<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let relations = |count| counted(count, "relation", "relations");
        let entities = |count| counted(count, "entity", "entities");
        let all = self.totals;
        let mut text = format!(
            "new: {}, {}; gone: {}, {}; changed: {}\n",
            relations(all.new),
            entities(all.new_nodes),
            relations(all.gone),
            entities(all.gone_nodes),
            relations(all.changed),
        );
        let mut section = |title: &str, nodes: &[&Node], edges: Vec<String>, [all_nodes, all_edges]: [usize; 2]| {
            if nodes.is_empty() && edges.is_empty() {
                return;
            }
            text.push('\n');
            text.push_str(&heading(title, layout));
            if !nodes.is_empty() {
                let mut names: Vec<String> = nodes.iter().map(|node| plain(&node.name)).collect();
                if all_nodes > nodes.len() {
                    names.push(format!("and {} more", all_nodes - nodes.len()));
                }
                text.push_str(&wrapped(&names.join(", "), "  ", layout));
            }
            if all_edges > edges.len() {
                let left = format!("the {} most certain of {all_edges}; --limit shows more", edges.len());
                text.push_str(&wrapped(&left, "  ", layout));
            }
            text.extend(edges);
        };
        let entry = |r: &Relation<'_>| view.entry(&view.said(r), "  ", r, layout);
        section("new", &self.new_nodes, self.new.iter().map(entry).collect(), [all.new_nodes, all.new]);
        section("gone", &self.gone_nodes, self.gone.iter().map(entry).collect(), [all.gone_nodes, all.gone]);
        let changed = |[was, is]: &[Relation<'_>; 2]| {
            let before = format!("{}, was {} {:.2}, is", view.said(is), was.edge.status.as_str(), was.edge.confidence);
            view.entry(&before, "  ", is, layout)
        };
        section("changed", &[], self.changed.iter().map(changed).collect(), [0, all.changed]);
        text
    }

    fn json(&self, view: &View) -> String {
        json(&Wire {
            question: "diff",
            totals: self.totals,
            new_nodes: self.new_nodes.iter().map(|node| Named::from(*node)).collect(),
            gone_nodes: self.gone_nodes.iter().map(|node| Named::from(*node)).collect(),
            new: Fact::list(&self.new, view),
            gone: Fact::list(&self.gone, view),
            changed: (self.changed.iter())
                .map(|[was, is]| Changed {
                    was_status: was.edge.status,
                    was_confidence: was.edge.confidence,
                    is: Fact::new(is, view),
                })
                .collect(),
        })
    }

    fn table(&self, view: &View) -> Table {
        let mut rows: Vec<([String; 3], Relation)> = Vec::new();
        let row = |what: &str| [what.to_owned(), String::new(), String::new()];
        rows.extend(self.new.iter().map(|r| (row("new"), *r)));
        rows.extend(self.gone.iter().map(|r| (row("gone"), *r)));
        rows.extend(self.changed.iter().map(|[was, is]| {
            let was = was.edge;
            (["changed".to_owned(), was.status.as_str().to_owned(), was.confidence.to_string()], *is)
        }));
        view.statements_of(["change", "was_status", "was_confidence"], rows)
    }
}
