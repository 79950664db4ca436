//! What was stated of somebody when.

use super::super::layout::{Layout, heading, plain, styled};
use super::super::text::{counted, status_color};
use super::fact::{Contradicted, Named, written};
use super::{Answer, Table, View, json};
use crate::graph::{Date, Evidence, Relation};
use crate::query::{Time, Timeline};
use anstyle::Style;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    name: Named<'g>,
    times: Vec<WireTime<'g>>,
    contradictions: Vec<Contradicted<'g>>,
}

#[derive(Serialize)]
struct WireTime<'g> {
    /// Null for statements of documents without a date.
    date: Option<Date>,
    count: usize,
    statements: Vec<Statement<'g>>,
}

#[derive(Serialize)]
struct Statement<'g> {
    source: &'g str,
    source_name: &'g str,
    relation: &'g str,
    target: &'g str,
    target_name: &'g str,
    date: Option<Date>,
    evidence: &'g Evidence,
}

impl Answer for Timeline<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        if self.times.is_empty() {
            return format!("none found: statements about {}\n", plain(&self.node.name));
        }
        let mut text = String::new();
        for (at, time) in self.times.iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            let date = time.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            let count = counted(time.statements.len(), "statement", "statements");
            text.push_str(&heading(&format!("{date}, {count}"), layout));
            for (relation, evidence) in &time.statements {
                text.push_str(&statement(view, relation, evidence, layout));
            }
        }
        text + &view.contradictions(&self.contradictions, layout)
    }

    fn json(&self, view: &View) -> String {
        json(&Wire {
            question: "timeline",
            name: self.node.into(),
            times: self.times.iter().map(|time| of_time(time, view)).collect(),
            contradictions: Contradicted::list(&self.contradictions, view),
        })
    }

    fn table(&self, view: &View) -> Table {
        let columns = [
            "time",
            "source",
            "source_name",
            "relation",
            "target",
            "target_name",
            "status",
            "confidence",
            "document",
            "date",
            "sentence",
            "attributed_to",
            "text",
        ];
        let mut table = Table::new(&columns);
        for time in &self.times {
            for (r, e) in &time.statements {
                table.push([
                    written(time.date),
                    r.source.id.clone(),
                    r.source.name.clone(),
                    r.edge.relation.clone(),
                    r.target.id.clone(),
                    r.target.name.clone(),
                    e.status.as_str().to_owned(),
                    e.confidence.to_string(),
                    e.document.clone(),
                    written(view.date(e)),
                    e.sentence.to_string(),
                    e.attributed_to.clone().unwrap_or_default(),
                    e.text.clone(),
                ]);
            }
        }
        table
    }
}

fn of_time<'g>(time: &Time<'g>, view: &View) -> WireTime<'g> {
    let statement = |(r, evidence): &(Relation<'g>, &'g Evidence)| Statement {
        source: &r.source.id,
        source_name: &r.source.name,
        relation: &r.edge.relation,
        target: &r.target.id,
        target_name: &r.target.name,
        date: view.date(evidence),
        evidence,
    };
    let statements: Vec<Statement> = time.statements.iter().map(statement).collect();
    WireTime { date: time.date, count: statements.len(), statements }
}

fn statement(view: &View, relation: &Relation, evidence: &Evidence, layout: &Layout) -> String {
    let speaker = evidence.attributed_to.as_deref().map(|s| format!(", says {},", plain(s))).unwrap_or_default();
    let tag = format!("{}{speaker} {:.2}", evidence.status.as_str(), evidence.confidence);
    let tag = styled(&tag, status_color(evidence.status).on_default(), layout);
    let said = styled(&view.said(relation), Style::new().bold(), layout);
    format!("  {said}  {tag}\n") + &view.sentence(evidence, "    ", layout)
}
