//! All that is known of one entity.

use super::super::layout::{Layout, heading, plain, wrapped};
use super::super::text::counted;
use super::fact::{Contradicted, Fact};
use super::{Answer, Table, View, json};
use crate::graph::Node;
use crate::query::Profile;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    node: &'g Node,
    edges: Vec<Fact<'g>>,
    contradictions: Vec<Contradicted<'g>>,
}

impl Answer for Profile<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let node = self.node;
        let code = node.code.as_deref().map(|code| format!(", {code}")).unwrap_or_default();
        let mut text = heading(&node.name, layout);
        text.push_str(&wrapped(&plain(&format!("{}{code}, id {}", node.kind.as_str(), node.id)), "  ", layout));
        let also: Vec<String> = node.aliases.iter().filter(|alias| **alias != node.name).map(|a| plain(a)).collect();
        if !also.is_empty() {
            text.push_str(&wrapped(&format!("also {}", also.join(", ")), "  ", layout));
        }
        let mentions = counted(node.mentions, "mention", "mentions");
        text.push_str(&wrapped(&format!("{mentions} in {}", plain(&node.documents.join(", "))), "  ", layout));
        for group in &self.groups {
            text.push('\n');
            text.push_str(&heading(view.label(&group.relation), layout));
            for relation in &group.relations {
                text.push_str(&view.entry(&view.ends(relation), "  ", relation, layout));
            }
        }
        text + &view.contradictions(&self.contradictions, layout)
    }

    fn json(&self, view: &View) -> String {
        let edges = self.groups.iter().flat_map(|group| Fact::list(&group.relations, view));
        json(&Wire {
            question: "show",
            node: self.node,
            edges: edges.collect(),
            contradictions: Contradicted::list(&self.contradictions, view),
        })
    }

    fn table(&self, view: &View) -> Table {
        view.statements(self.groups.iter().flat_map(|group| &group.relations))
    }
}
