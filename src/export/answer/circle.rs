//! The allies or rivals of somebody.

use super::super::layout::{Layout, heading, plain, styled, wrapped};
use super::super::text::counted;
use super::fact::{Contradicted, Fact, Named};
use super::{Answer, Table, View, json};
use crate::graph::Relation;
use crate::query::{Circle, Member};
use anstyle::Style;
use serde::Serialize;
use std::fmt::Write as _;

/// Unbalanced triangles that a text lists.
const LISTED: usize = 20;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    name: Named<'g>,
    members: Vec<WireMember<'g>>,
    balanced_triangles: usize,
    unbalanced_triangles: Vec<Vec<Fact<'g>>>,
    contradictions: Vec<Contradicted<'g>>,
}

#[derive(Serialize)]
struct WireMember<'g> {
    #[serde(flatten)]
    name: Named<'g>,
    by: &'static str,
    score: f64,
    chain: Vec<Fact<'g>>,
    /// Further chains that say the same.
    more: usize,
    /// Chains and relations that say the contrary.
    against: usize,
}

impl Answer for Circle<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let mut text = String::new();
        if self.members.is_empty() {
            let _ = writeln!(text, "none found: {} of {}", self.word(), plain(&self.node.name));
        }
        for member in &self.members {
            let name = styled(&plain(&member.node.name), Style::new().bold(), layout);
            let _ = writeln!(text, "{name}  {} {:.2}{}", member.by.as_str(), member.score, others(member));
            for relation in &member.chain {
                text.push_str(&view.entry(&view.said(relation), "  ", relation, layout));
            }
        }
        let (balanced, unbalanced) = (self.balance.balanced, self.balance.unbalanced.len());
        if balanced + unbalanced > 0 {
            text.push('\n');
            let triangles = counted(balanced + unbalanced, "triangle", "triangles");
            let name = &self.node.name;
            text.push_str(&heading(
                &format!("{triangles} around {name}: {balanced} balanced, {unbalanced} not"),
                layout,
            ));
        }
        for triangle in self.balance.unbalanced.iter().take(LISTED) {
            let sides = triangle.each_ref().map(|side| view.said(side)).join("; ");
            text.push_str(&wrapped(&sides, "  ", layout));
        }
        if unbalanced > LISTED {
            let _ = writeln!(text, "  and {} more", unbalanced - LISTED);
        }
        text + &view.contradictions(&self.contradictions, layout)
    }

    fn json(&self, view: &View) -> String {
        let member = |m: &Member<'_>| (m.score * 1000.0).round() / 1000.0;
        json(&Wire {
            question: self.word(),
            name: self.node.into(),
            members: (self.members.iter())
                .map(|m| WireMember {
                    name: m.node.into(),
                    by: m.by.as_str(),
                    score: member(m),
                    chain: Fact::list(&m.chain, view),
                    more: m.more,
                    against: m.against,
                })
                .collect(),
            balanced_triangles: self.balance.balanced,
            unbalanced_triangles: self.balance.unbalanced.iter().map(|sides| Fact::list(sides, view)).collect(),
            contradictions: Contradicted::list(&self.contradictions, view),
        })
    }

    fn table(&self, view: &View) -> Table {
        let columns = ["ally", "ally_name", "how", "score", "step"];
        let columns = if self.rivals { ["rival", "rival_name", columns[2], columns[3], columns[4]] } else { columns };
        let row = |m: &Member<'_>, step: usize| {
            let score = format!("{:.3}", m.score);
            [m.node.id.clone(), m.node.name.clone(), m.by.as_str().to_owned(), score, (step + 1).to_string()]
        };
        let mut rows: Vec<([String; 5], Relation)> = Vec::new();
        for member in &self.members {
            rows.extend(member.chain.iter().enumerate().map(|(step, relation)| (row(member, step), *relation)));
        }
        view.statements_of(columns, rows)
    }
}

impl Circle<'_> {
    fn word(&self) -> &'static str {
        if self.rivals { "rivals" } else { "allies" }
    }
}

/// How many other chains speak for it and against it.
fn others(member: &Member) -> String {
    let mut words = String::new();
    if member.more > 0 {
        let _ = write!(words, ", {} in all say so", counted(member.more + 1, "chain", "chains"));
    }
    if member.against > 0 {
        let _ = write!(words, ", {} against", member.against);
    }
    words
}
