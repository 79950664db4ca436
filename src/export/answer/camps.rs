//! The camps of a graph.

use super::super::layout::{Layout, heading, plain, wrapped};
use super::super::text::counted;
use super::fact::{Fact, Named};
use super::{Answer, Table, View, json};
use crate::graph::Relation;
use crate::query::{Camp, Camps};
use serde::Serialize;
use std::fmt::Write as _;

/// Members of a camp that a text names.
const NAMED: usize = 30;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    camps: Vec<WireCamp<'g>>,
    found: usize,
    alone: usize,
    modularity: f64,
    frustration: f64,
    ties: usize,
    contradicting_ties: usize,
}

#[derive(Serialize)]
struct WireCamp<'g> {
    camp: usize,
    members: Vec<Named<'g>>,
    inner_support: usize,
    inner_opposition: usize,
    outer_support: usize,
    outer_opposition: usize,
    against: Vec<Against>,
    joined_by: Vec<Fact<'g>>,
    opposed_by: Vec<Fact<'g>>,
}

#[derive(Serialize)]
struct Against {
    camp: usize,
    ties: usize,
}

impl Answer for Camps<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let [ties, contradicting] = self.ties;
        if self.camps.is_empty() {
            return "none found: nobody stands with anybody here\n".to_owned();
        }
        let mut camps = counted(self.found, "camp", "camps");
        if self.camps.len() < self.found {
            let _ = write!(camps, ", the largest {} shown,", self.camps.len());
        }
        let mut text = format!(
            "{camps} and {} alone; frustration {:.2} ({contradicting} of {} contradict the division), modularity {:.2}\n",
            self.alone,
            self.frustration,
            counted(ties, "tie", "ties"),
            self.modularity
        );
        for camp in &self.camps {
            text.push('\n');
            text.push_str(&heading(&format!("camp {}, {}", camp.number, members(camp)), layout));
            let names: Vec<String> = camp.members.iter().take(NAMED).map(|node| plain(&node.name)).collect();
            let more = camp.members.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            text.push_str(&wrapped(&(names.join(", ") + &more), "  ", layout));
            text.push_str(&wrapped(&told(camp), "  ", layout));
            for relation in camp.joined_by.iter().chain(&camp.opposed_by) {
                text.push_str(&view.entry(&view.said(relation), "    ", relation, layout));
            }
        }
        text
    }

    fn json(&self, view: &View) -> String {
        let rounded = |x: f64| (x * 1000.0).round() / 1000.0;
        json(&Wire {
            question: "camps",
            camps: (self.camps.iter())
                .map(|camp| WireCamp {
                    camp: camp.number,
                    members: camp.members.iter().map(|node| Named::from(*node)).collect(),
                    inner_support: camp.inner_support,
                    inner_opposition: camp.inner_opposition,
                    outer_support: camp.outer_support,
                    outer_opposition: camp.outer_opposition,
                    against: camp.against.iter().map(|&(camp, ties)| Against { camp, ties }).collect(),
                    joined_by: Fact::list(&camp.joined_by, view),
                    opposed_by: Fact::list(&camp.opposed_by, view),
                })
                .collect(),
            found: self.found,
            alone: self.alone,
            modularity: rounded(self.modularity),
            frustration: rounded(self.frustration),
            ties: self.ties[0],
            contradicting_ties: self.ties[1],
        })
    }

    fn table(&self, view: &View) -> Table {
        let mut rows: Vec<([String; 5], Option<Relation>)> = Vec::new();
        for camp in &self.camps {
            let row = |what: &str, [id, name, kind]: [&str; 3]| {
                [camp.number.to_string(), what.to_owned(), id.to_owned(), name.to_owned(), kind.to_owned()]
            };
            rows.extend(camp.members.iter().map(|n| (row("member", [&n.id, &n.name, n.kind.as_str()]), None)));
            for (what, relations) in [("joined by", &camp.joined_by), ("opposed by", &camp.opposed_by)] {
                rows.extend(relations.iter().map(|relation| (row(what, [""; 3]), Some(*relation))));
            }
        }
        view.members_with(["camp", "row", "id", "name", "type"], rows)
    }
}

fn members(camp: &Camp) -> String {
    counted(camp.members.len(), "member", "members")
}

fn told(camp: &Camp) -> String {
    let mut text = format!("within: {} joining, {} opposing", camp.inner_support, camp.inner_opposition);
    let _ = write!(text, "; to others: {} opposing, {} joining", camp.outer_opposition, camp.outer_support);
    let against: Vec<String> = camp.against.iter().map(|(camp, ties)| format!("camp {camp} ({ties})")).collect();
    if !against.is_empty() {
        let _ = write!(text, "; against {}", against.join(", "));
    }
    text
}
