//! A flowchart of Mermaid (<https://mermaid.js.org/syntax/flowchart.html>), which GitHub, GitLab and many wikis draw inside
//! Markdown.
//!
//! Shape and fill tell the type of an entity, the colour of a line the relation and its pattern the status, as in DOT.

use super::Options;
use super::layout::plain;
use super::names::class;
use super::palette::fill;
use super::text::{label, loose};
use crate::entities::EntityType;
use crate::graph::{Graph, Limits, Node, Relation};
use crate::relations::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// What can be read, and what Mermaid draws by default: it refuses more than 500 lines and 50,000 characters.
pub(super) const LIMITS: Limits = Limits { nodes: 60, edges: 120 };

/// Most characters of a name.
const LABEL_LENGTH: usize = 60;

/// The graph as a flowchart. Entities without a relation are left out where others have one.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    let loose: BTreeSet<&str> =
        if graph.edge_count() == 0 { BTreeSet::new() } else { loose(graph).map(|node| node.id.as_str()).collect() };
    let mut numbers = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    for (_, node) in graph.nodes().filter(|(_, node)| !loose.contains(node.id.as_str())) {
        let number = numbers.len();
        numbers.insert(node.id.as_str(), number);
        kinds.insert(node.kind);
        writeln!(out, "  n{number}{}:::{}", shape(node), class(node.kind))?;
    }
    let mut colors: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (n, relation) in graph.edges().enumerate() {
        let [from, to] =
            [relation.source, relation.target].map(|node| numbers.get(node.id.as_str()).copied().unwrap_or(0));
        writeln!(out, "  n{from} {} n{to}", arrow(&relation, options))?;
        let kind = options.ontology.relation(&relation.edge.relation);
        colors.entry(kind.map_or(super::UNKNOWN, |kind| &kind.color)).or_default().push(n.to_string());
    }
    for kind in kinds {
        writeln!(out, "  classDef {} fill:{},stroke:#555555,color:#000000", class(kind), fill(kind))?;
    }
    for (color, edges) in colors {
        writeln!(out, "  linkStyle {} stroke:{color}", edges.join(","))?;
    }
    Ok(())
}

fn shape(node: &Node) -> String {
    let (open, close) = match node.kind {
        EntityType::Person => ("([", "])"),
        EntityType::Organization => ("[", "]"),
        EntityType::Place => ("{{", "}}"),
        EntityType::Group => ("(", ")"),
        EntityType::Event => ("[[", "]]"),
        EntityType::Plan => ("[/", "/]"),
    };
    format!("{open}\"{}\"{close}", escaped(&node.name))
}

fn arrow(relation: &Relation, options: &Options) -> String {
    let edge = relation.edge;
    let symmetric = options.ontology.relation(&edge.relation).is_some_and(|kind| kind.symmetric);
    let words = escaped(label(options.ontology, &edge.relation));
    let words = match edge.status {
        Status::Asserted => words,
        status => format!("{words} ({})", status.as_str()),
    };
    let (line, head) = match (edge.status, symmetric) {
        (Status::Asserted | Status::Former, false) => ("--", "-->"),
        (Status::Asserted | Status::Former, true) => ("--", "---"),
        (Status::Negated, _) => ("--", "--x"),
        (Status::Reported | Status::Planned, false) => ("-.", ".->"),
        (Status::Reported | Status::Planned, true) => ("-.", ".-"),
    };
    format!("{line} \"{words}\" {head}")
}

/// The text inside quotation marks: Mermaid reads entities with `#` and HTML there.
fn escaped(text: &str) -> String {
    let text = plain(text);
    let mut escaped = String::with_capacity(text.len());
    for (n, c) in text.chars().enumerate() {
        if n == LABEL_LENGTH {
            escaped.push('…');
            break;
        }
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | ';' | '\\' | '*' | '_' | '%' | '{' | '}' | '[' | ']' | '|' => {
                escaped.push_str(&format!("#{};", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;
    use crate::export::Format;
    use crate::graph::samples;

    #[test]
    fn it_reads_like_this() {
        insta::assert_snapshot!(written(Format::Mermaid, &samples::dinner().graph()));
    }

    #[test]
    fn names_are_no_syntax() {
        assert_eq!(escaped("a \"b\" <i>#\n|"), "a #34;b#34; #60;i#62;#35; #124;");
        assert_eq!(escaped(&"x".repeat(10_000)).chars().count(), LABEL_LENGTH + 1);
    }
}
