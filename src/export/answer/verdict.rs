//! Whether relations hold.

use super::super::layout::{Layout, plain, styled};
use super::fact::{Contradicted, Fact, Named};
use super::{Answer, Table, View, json};
use crate::query::{Verdict, Verdicts};
use anstyle::Style;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    verdicts: Vec<WireVerdict<'g>>,
}

#[derive(Serialize)]
struct WireVerdict<'g> {
    source: Named<'g>,
    relation: &'g str,
    target: Named<'g>,
    answer: &'static str,
    edges: Vec<Fact<'g>>,
    others: Vec<Fact<'g>>,
    contradictions: Vec<Contradicted<'g>>,
}

impl Answer for Verdicts<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let mut text = String::new();
        for verdict in &self.verdicts {
            let said = format!("{} {} {}", verdict.source.name, view.label(&verdict.relation), verdict.target.name);
            let answer = styled(verdict.answer, Style::new().bold(), layout);
            text.push_str(&format!("{answer}: {}\n", plain(&said)));
            text.extend(verdict.found.iter().map(|r| view.entry(&view.said(r), "  ", r, layout)));
            if !verdict.others.is_empty() {
                text.push_str("there is between them:\n");
                text.extend(verdict.others.iter().map(|r| view.entry(&view.said(r), "  ", r, layout)));
            }
            text.push_str(&view.contradictions(&verdict.contradictions, layout));
        }
        text
    }

    fn json(&self, view: &View) -> String {
        json(&Wire { question: "whether", verdicts: self.verdicts.iter().map(|v| of(v, view)).collect() })
    }

    fn table(&self, view: &View) -> Table {
        let rows = self.verdicts.iter().flat_map(|v| v.found.iter().map(|r| ([v.answer.to_owned()], *r)));
        view.statements_of(["answer"], rows)
    }
}

fn of<'g>(verdict: &'g Verdict<'g>, view: &View) -> WireVerdict<'g> {
    WireVerdict {
        source: verdict.source.into(),
        relation: &verdict.relation,
        target: verdict.target.into(),
        answer: verdict.answer,
        edges: Fact::list(&verdict.found, view),
        others: Fact::list(&verdict.others, view),
        contradictions: Contradicted::list(&verdict.contradictions, view),
    }
}
