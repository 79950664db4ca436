//! A report in Markdown (CommonMark with the tables of GitHub): who matters, who backs whom, and each relation with the
//! sentence that states it.

use super::Options;
use super::layout::plain;
use super::text::{counted, label, loose, used_relations};
use crate::graph::{Evidence, Graph, Node, Relation, Source};
use crate::relations::{Ontology, Sign, Status};
use petgraph::Direction::{Incoming, Outgoing};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Entities in the table of those that matter most.
const CENTRAL: usize = 15;
/// Statements that are shown of one relation.
const SENTENCES: usize = 3;

/// The graph as a report.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let ontology = options.ontology;
    writeln!(
        out,
        "# Map of power\n\n{}, {}, {}. Each line says what the articles say, not what is true; the number is the confidence \
         that a careful reader would draw it.",
        counted(graph.node_count(), "entity", "entities"),
        counted(graph.edge_count(), "relation", "relations"),
        counted(graph.documents().len(), "document", "documents"),
    )?;
    central(graph, out)?;
    sides(graph, ontology, out)?;
    let sources: BTreeMap<&str, &Source> =
        graph.documents().iter().map(|source| (source.id.as_str(), source)).collect();
    for name in used_relations(graph, ontology) {
        writeln!(out, "\n## {}\n", capital(&escaped(label(ontology, name))))?;
        for relation in graph.edges().filter(|r| r.edge.relation == name) {
            entry(&relation, ontology, &sources, out)?;
        }
    }
    let names: Vec<String> = loose(graph).map(|node| escaped(&node.name)).collect();
    if !names.is_empty() {
        writeln!(out, "\n## Also named\n\n{}", names.join(", "))?;
    }
    if !graph.documents().is_empty() {
        writeln!(out, "\n## Documents\n")?;
        for source in graph.documents() {
            let title = source.title.as_deref().unwrap_or(&source.id);
            let date = source.date.as_deref().map(|date| format!(", {}", escaped(date))).unwrap_or_default();
            let place = source.url.as_deref().unwrap_or(&source.source);
            writeln!(out, "- {}{date} ({})", escaped(title), escaped(place))?;
        }
    }
    Ok(())
}

fn central(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    if graph.edge_count() == 0 {
        return Ok(());
    }
    writeln!(out, "\n## Who matters\n\n| entity | type | relations | strength |\n|---|---|---:|---:|")?;
    let (strengths, inner) = (graph.strengths(), graph.as_petgraph());
    let mut order: Vec<_> = graph.nodes().filter(|(index, _)| strengths[index.index()] > 0.0).collect();
    order.sort_by(|(a, _), (b, _)| strengths[b.index()].total_cmp(&strengths[a.index()]).then(a.cmp(b)));
    for (index, node) in order.into_iter().take(CENTRAL) {
        let (name, kind, strength) = (escaped(&node.name), node.kind.as_str(), strengths[index.index()]);
        let relations = inner.edges_directed(index, Incoming).chain(inner.edges_directed(index, Outgoing)).count();
        writeln!(out, "| {name} | {kind} | {relations} | {strength:.2} |")?;
    }
    Ok(())
}

/// One table for all that joins entities and one for what sets them against each other, by who does it.
fn sides(graph: &Graph, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    for (sign, title) in [(Sign::Positive, "Who stands with whom"), (Sign::Negative, "Who stands against whom")] {
        let signed = |r: &Relation| ontology.relation(&r.edge.relation).is_some_and(|kind| kind.sign == Some(sign));
        let mut rows: BTreeMap<&str, (&Node, Vec<String>)> = BTreeMap::new();
        for r in graph.edges().filter(|r| signed(r) && !r.edge.is_negated()) {
            let words = format!("{} {}", escaped(label(ontology, &r.edge.relation)), escaped(&r.target.name));
            let status = match r.edge.status {
                Status::Asserted => String::new(),
                status => format!(" ({})", status.as_str()),
            };
            rows.entry(&r.source.id).or_insert_with(|| (r.source, Vec::new())).1.push(words + &status);
        }
        if !rows.is_empty() {
            writeln!(out, "\n## {title}\n\n| who | does what |\n|---|---|")?;
        }
        for (node, does) in rows.values() {
            writeln!(out, "| {} | {} |", escaped(&node.name), does.join("; "))?;
        }
    }
    Ok(())
}

fn entry(
    relation: &Relation,
    ontology: &Ontology,
    sources: &BTreeMap<&str, &Source>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let edge = relation.edge;
    let symmetric = ontology.relation(&edge.relation).is_some_and(|kind| kind.symmetric);
    let arrow = if symmetric { "↔" } else { "→" };
    let [from, to] = [relation.source, relation.target].map(|node| escaped(&node.name));
    write!(out, "- **{from}** {arrow} **{to}**: {} {:.2}", edge.status.as_str(), edge.confidence)?;
    match (edge.first_seen, edge.last_seen) {
        (Some(first), Some(last)) if first != last => write!(out, ", {first} to {last}")?,
        (Some(first), _) => write!(out, ", {first}")?,
        _ => {}
    }
    writeln!(out)?;
    let mut shown: Vec<&Evidence> = edge.evidence.iter().collect();
    // What speaks for the status first, as where only one is shown.
    shown.sort_by(|a, b| {
        (b.status == edge.status).cmp(&(a.status == edge.status)).then(b.confidence.total_cmp(&a.confidence))
    });
    for evidence in shown.iter().take(SENTENCES) {
        let document = sources.get(evidence.document.as_str());
        let title = document.and_then(|source| source.title.as_deref()).unwrap_or(&evidence.document);
        let speaker =
            evidence.attributed_to.as_deref().map(|who| format!(", says {}", escaped(who))).unwrap_or_default();
        writeln!(out, "  > {} ({}{speaker})\n  >", escaped(&evidence.text), escaped(title))?;
    }
    if shown.len() > SENTENCES {
        writeln!(out, "  > and {} more\n  >", counted(shown.len() - SENTENCES, "statement", "statements"))?;
    }
    Ok(())
}

/// Words on one line that no reader of Markdown takes for marks, links or HTML.
fn escaped(words: &str) -> String {
    let words = plain(words);
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            c if "\\`*_{}[]()#+!|~>$^=".contains(c) => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;
    use crate::export::Format;
    use crate::graph::samples;

    #[test]
    fn it_reads_like_this() {
        insta::assert_snapshot!(written(Format::Markdown, &samples::dinner().graph()));
    }

    #[test]
    fn words_of_articles_are_no_marks() {
        assert_eq!(
            escaped("<b> *x* [a](b) | `c`\n# d & 1. e"),
            "&lt;b\\> \\*x\\* \\[a\\]\\(b\\) \\| \\`c\\` \\# d &amp; 1. e"
        );
    }
}
