//! Who stands in a relation to somebody, and whom somebody stands in it to.

use super::super::layout::{Layout, plain};
use super::fact::{Contradicted, Fact, Named};
use super::{Answer, Table, View, json};
use crate::query::Standing;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    relation: &'g str,
    name: Named<'g>,
    edges: Vec<Fact<'g>>,
    contradictions: Vec<Contradicted<'g>>,
}

impl Answer for Standing<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let (words, name) = (plain(view.label(&self.relation)), plain(&self.node.name));
        if self.found.is_empty() {
            let asked = if self.outgoing { format!("{name} {words}") } else { format!("{words} {name}") };
            return format!("none found: {asked}\n");
        }
        let mut text = String::new();
        for relation in &self.found {
            let at_target = relation.target.id == self.node.id;
            let other = plain(if at_target { &relation.source.name } else { &relation.target.name });
            let ends =
                if self.outgoing { format!("{name} {words} {other}") } else { format!("{other} {words} {name}") };
            text.push_str(&view.entry(&ends, "", relation, layout));
        }
        text + &view.contradictions(&self.contradictions, layout)
    }

    fn json(&self, view: &View) -> String {
        json(&Wire {
            question: if self.outgoing { "whom" } else { "who" },
            relation: &self.relation,
            name: self.node.into(),
            edges: Fact::list(&self.found, view),
            contradictions: Contradicted::list(&self.contradictions, view),
        })
    }

    fn table(&self, view: &View) -> Table {
        view.statements(&self.found)
    }
}
