//! The entities of a set with what put them there.

use super::super::layout::{Layout, plain, styled};
use super::fact::{Contradicted, Fact, Named};
use super::{Answer, Table, View, json};
use crate::query::Selection;
use anstyle::Style;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    members: Vec<Member<'g>>,
    contradictions: Vec<Contradicted<'g>>,
}

#[derive(Serialize)]
struct Member<'g> {
    #[serde(flatten)]
    name: Named<'g>,
    edges: Vec<Fact<'g>>,
}

impl Answer for Selection<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        if self.members.is_empty() {
            return "none found\n".to_owned();
        }
        let mut text = String::new();
        for (node, relations) in &self.members {
            text.push_str(&(styled(&plain(&node.name), Style::new().bold(), layout) + "\n"));
            text.extend(relations.iter().map(|r| view.entry(&view.said(r), "  ", r, layout)));
        }
        text + &view.contradictions(&self.contradictions, layout)
    }

    fn json(&self, view: &View) -> String {
        let members = self
            .members
            .iter()
            .map(|(node, relations)| Member { name: (*node).into(), edges: Fact::list(relations, view) });
        json(&Wire {
            question: "which",
            members: members.collect(),
            contradictions: Contradicted::list(&self.contradictions, view),
        })
    }

    fn table(&self, view: &View) -> Table {
        let rows = self.members.iter().flat_map(|(node, relations)| {
            relations.iter().map(|relation| ([node.id.clone(), node.name.clone()], *relation))
        });
        view.statements_of(["member", "member_name"], rows)
    }
}
