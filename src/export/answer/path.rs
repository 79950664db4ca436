//! The shortest chain between two entities.

use super::super::layout::{Layout, plain};
use super::super::text::counted;
use super::fact::{Fact, Named};
use super::{Answer, Table, View, json};
use crate::query::Path;
use serde::Serialize;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    from: Named<'g>,
    to: Named<'g>,
    /// Null where there is no chain.
    steps: Option<Vec<Fact<'g>>>,
    /// Product of the confidences, from 0 to 1.
    confidence: Option<f32>,
}

impl Answer for Path<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let [from, to] = self.ends.map(|end| plain(&end.name));
        let Some(steps) = &self.steps else { return format!("none found: from {from} to {to}\n") };
        let mut text = format!("{from} to {to}: {}\n", counted(steps.len(), "step", "steps"));
        for step in steps {
            text.push_str(&view.entry(&view.said(step), "  ", step, layout));
        }
        text
    }

    fn json(&self, view: &View) -> String {
        let product =
            |steps: &Vec<_>| steps.iter().map(|r: &crate::graph::Relation| r.edge.confidence).product::<f32>();
        json(&Wire {
            question: "path",
            from: self.ends[0].into(),
            to: self.ends[1].into(),
            steps: self.steps.as_ref().map(|steps| Fact::list(steps, view)),
            confidence: self.steps.as_ref().map(|steps| (product(steps) * 1000.0).round() / 1000.0),
        })
    }

    fn table(&self, view: &View) -> Table {
        view.statements(self.steps.iter().flatten())
    }
}
