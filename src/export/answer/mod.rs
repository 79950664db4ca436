//! Answers to questions, as text to be read, JSON or CSV; one file a question.

mod camps;
mod circle;
mod diff;
mod fact;
mod pair;
mod path;
mod rank;
mod selection;
mod show;
mod stats;
mod table;
mod timeline;
mod verdict;
mod who;

pub use table::Table;

use super::layout::Layout;
use crate::graph::{Date, Graph};
use crate::relations::Ontology;
use std::collections::BTreeMap;

/// The forms that an answer can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// To be read by people.
    Text,
    /// All that is known.
    Json,
    /// A table with one row for each statement, or each member of a list.
    Csv,
}

/// An answer that can be written in every form.
pub trait Answer {
    /// Text to be read.
    fn text(&self, view: &View, layout: &Layout) -> String;
    /// A JSON object, without a line end behind it.
    fn json(&self, view: &View) -> String;
    /// The rows of a table.
    fn table(&self, view: &View) -> Table;
}

/// What the answers from one graph need to be written.
#[derive(Debug)]
pub struct View<'g> {
    ontology: &'g Ontology,
    dates: BTreeMap<&'g str, Date>,
}

impl<'g> View<'g> {
    /// The view of a graph that answers were taken from.
    pub fn new(graph: &'g Graph, ontology: &'g Ontology) -> Self {
        Self { ontology, dates: graph.dates() }
    }

    /// The same where answers name documents of another graph too.
    pub fn and(mut self, graph: &'g Graph) -> Self {
        self.dates.extend(graph.dates());
        self
    }
}

/// An answer in one form, as UTF-8; JSON and CSV do not depend on the layout.
pub fn render(answer: &dyn Answer, view: &View, form: Form, layout: &Layout) -> Vec<u8> {
    match form {
        Form::Text => answer.text(view, layout).into_bytes(),
        Form::Json => (answer.json(view) + "\n").into_bytes(),
        Form::Csv => answer.table(view).to_csv(),
    }
}

/// Serde_json fails only at maps whose keys are no strings, of which there are none.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
