//! What a graph holds, counted.

use super::super::layout::{Layout, styled};
use super::super::text::counted;
use super::{Answer, Table, View, json};
use crate::query::Stats;
use crate::relations::Status;
use anstyle::Style;
use serde_json::json as object;
use std::fmt::Write as _;

impl Answer for Stats {
    fn text(&self, view: &View, layout: &Layout) -> String {
        let mut text = counted(self.documents, "document", "documents");
        match self.period {
            Some([first, last]) => {
                let _ = writeln!(text, ", {} with a date, from {first} to {last}", self.dated);
            }
            None => text.push_str(", none with a date\n"),
        }
        let types: Vec<String> = self.types.iter().map(|(kind, count)| format!("{count} {}", kind.as_str())).collect();
        let entities = counted(self.entities, "entity with a relation", "entities with a relation");
        let _ = writeln!(text, "{entities}: {}", types.join(", "));
        let _ = writeln!(
            text,
            "{} of {}, mean confidence {:.2}",
            counted(self.edges, "relation", "relations"),
            counted(self.statements, "statement", "statements"),
            self.confidence
        );
        let components = counted(self.components, "connected component", "connected components");
        let largest = counted(self.largest, "entity", "entities");
        let _ = writeln!(text, "{components}, the largest of {largest}");
        let pairs = counted(self.contradictions, "pair", "pairs");
        let _ = writeln!(text, "{pairs} of which statements contradict each other");
        if self.relations.is_empty() {
            return text;
        }
        let statuses: String = Status::ALL.iter().map(|status| format!("{:>10}", status.as_str())).collect();
        let names: Vec<&str> = self.relations.iter().map(|(name, _)| view.label(name)).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        text.push('\n');
        let titles = format!("{:width$}{statuses}", "relation", width = width.max(8));
        text.push_str(&(styled(&titles, Style::new().bold(), layout) + "\n"));
        for (name, (_, counts)) in names.iter().zip(&self.relations) {
            let numbers: String = counts.iter().map(|count| format!("{count:>10}")).collect();
            let _ = writeln!(text, "{name:width$}{numbers}", width = width.max(8));
        }
        text
    }

    fn json(&self, _: &View) -> String {
        let types: serde_json::Map<_, _> =
            self.types.iter().map(|(k, n)| (k.as_str().to_owned(), (*n).into())).collect();
        let statuses = |counts: &[usize]| -> serde_json::Map<String, serde_json::Value> {
            Status::ALL.iter().zip(counts).map(|(status, n)| (status.as_str().to_owned(), (*n).into())).collect()
        };
        let relations: serde_json::Map<_, _> =
            self.relations.iter().map(|(name, counts)| (name.clone(), statuses(counts).into())).collect();
        json(&object!({
            "question": "stats",
            "documents": self.documents,
            "dated": self.dated,
            "first_date": self.period.map(|p| p[0]),
            "last_date": self.period.map(|p| p[1]),
            "entities": self.entities,
            "types": types,
            "edges": self.edges,
            "relations": relations,
            "statements": self.statements,
            "mean_confidence": (self.confidence * 1000.0).round() / 1000.0,
            "components": self.components,
            "largest_component": self.largest,
            "contradicted_pairs": self.contradictions,
        }))
    }

    fn table(&self, _: &View) -> Table {
        let mut table = Table::new(&["what", "of", "count"]);
        let mut row =
            |what: &str, of: &str, count: usize| table.push([what.to_owned(), of.to_owned(), count.to_string()]);
        row("documents", "", self.documents);
        row("dated documents", "", self.dated);
        row("entities", "", self.entities);
        self.types.iter().for_each(|(kind, count)| row("entities", kind.as_str(), *count));
        row("relations", "", self.edges);
        for (name, counts) in &self.relations {
            for (status, count) in Status::ALL.iter().zip(counts) {
                row("relations", &format!("{name} {}", status.as_str()), *count);
            }
        }
        row("statements", "", self.statements);
        row("components", "", self.components);
        row("largest component", "", self.largest);
        row("contradicted pairs", "", self.contradictions);
        table
    }
}
