//! DOT for Graphviz, drawn well by `dot -Tsvg` as it is (<https://graphviz.org/doc/info/lang.html>).
//!
//! Shape and fill tell the type of an entity, colour the relation, line and arrow how certain it is. The colours of the
//! entities are those of [`super::palette`], and no meaning hangs on colour alone: types differ in shape and relations have labels.

use super::Options;
use super::layout::cut;
use super::legend::Legend;
use super::palette::fill;
use super::quote::{printable, quote};
use super::text::{self, counted};
use super::unfailing::Unfailing;
use crate::entities::EntityType;
use crate::graph::{Edge, Graph, Limits, Node, Relation};
use crate::relations::{Ontology, Status};
use dot_writer::{Attributes, DotWriter, Scope};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Characters in a line of a node's label.
const LABEL_WIDTH: usize = 22;
/// Most characters of a node's label.
const LABEL_LENGTH: usize = 88;
/// Most characters of a sentence in a tooltip.
const TOOLTIP_LENGTH: usize = 500;
/// Most entities named in the line of those without relations.
const LOOSE_NAMES: usize = 60;
/// How much is drawn by default: what `dot` arranges in a second or two, and can still be read.
pub(super) const LIMITS: Limits = Limits { nodes: 300, edges: 600 };
/// How much of a colour is seen of what held once, in hexadecimal: Graphviz has no third kind of dashes.
const FORMER: &str = "73";

/// How an entity is drawn.
struct Look {
    shape: &'static str,
    style: &'static str,
    fill: &'static str,
}

fn look(kind: EntityType) -> Look {
    let (shape, style) = match kind {
        EntityType::Person => ("ellipse", "filled"),
        EntityType::Organization => ("box", "filled"),
        EntityType::Place => ("hexagon", "filled"),
        EntityType::Group => ("box", "filled,rounded"),
        EntityType::Event => ("octagon", "filled"),
        EntityType::Plan => ("note", "filled"),
    };
    Look { shape, style, fill: fill(kind) }
}

/// The graph as DOT. Entities without a relation are named in a line beneath the picture.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let ontology = options.ontology;
    // dot_writer would panic where writing fails.
    let mut out = Unfailing::new(out);
    {
        let mut writer = DotWriter::from(&mut out);
        let mut digraph = writer.digraph();
        defaults(&mut digraph);
        let loose: Vec<&Node> = if graph.edge_count() == 0 { Vec::new() } else { text::loose(graph).collect() };
        let ids: BTreeSet<&str> = loose.iter().map(|node| node.id.as_str()).collect();
        let drawn = |node: &Node| !ids.contains(node.id.as_str());
        if let Some(legend) = legend(graph, ontology, &drawn) {
            digraph.set_html(&legend);
        }
        for (_, node) in graph.nodes().filter(|(_, node)| drawn(node)) {
            write_node(&mut digraph, node);
        }
        for relation in graph.edges() {
            write_edge(&mut digraph, ontology, relation);
        }
    }
    out.finish()?.write_all(b"\n")
}

fn defaults(digraph: &mut Scope) {
    let font = "Helvetica,Arial,sans-serif";
    for (name, value) in [
        ("charset", "UTF-8"),
        ("rankdir", "LR"),
        ("splines", "true"),
        ("overlap", "false"),
        ("nodesep", "0.3"),
        ("ranksep", "0.9"),
        ("pad", "0.3"),
        ("labelloc", "b"),
        ("fontname", font),
        ("fontsize", "11"),
        ("bgcolor", "white"),
        ("outputorder", "edgesfirst"),
    ] {
        digraph.set(name, value, true);
    }
    digraph
        .node_attributes()
        .set("fontname", font, true)
        .set("fontsize", "12", true)
        .set("color", "#555555", true)
        .set("margin", "0.12,0.06", true);
    digraph.edge_attributes().set("fontname", font, true).set("fontsize", "10", true).set("arrowsize", "0.8", true);
}

fn write_node(digraph: &mut Scope, node: &Node) {
    let look = look(node.kind);
    let mut also: Vec<&str> = node.aliases.iter().map(String::as_str).filter(|alias| *alias != node.name).collect();
    also.truncate(12);
    let mentions = counted(node.mentions, "mention", "mentions");
    let mut tooltip = format!("{}: {}, {mentions}", node.name, node.kind.as_str());
    if !also.is_empty() {
        tooltip.push_str(&format!("\nalso {}", also.join(", ")));
    }
    digraph
        .node_named(format!("\"{}\"", quote(&node.id)))
        .set("label", &quote(&label(&node.name)), true)
        .set("tooltip", &quote(&shortened(&tooltip, TOOLTIP_LENGTH)), true)
        .set("shape", look.shape, true)
        .set("style", look.style, true)
        .set("fillcolor", look.fill, true);
}

fn write_edge(digraph: &mut Scope, ontology: &Ontology, Relation { source, target, edge, .. }: Relation) {
    let kind = ontology.relation(&edge.relation);
    let color = kind.map_or(super::UNKNOWN, |k| &k.color);
    let faded = if edge.status == Status::Former { format!("{color}{FORMER}") } else { color.to_owned() };
    let symmetric = kind.is_some_and(|k| k.symmetric);
    let words = kind.map_or(edge.relation.as_str(), |k| &k.label);
    let label = match edge.status {
        Status::Negated | Status::Former => format!("{words} ({})", edge.status.as_str()),
        _ => words.to_owned(),
    };
    let line = match edge.status {
        Status::Reported => "dashed",
        Status::Planned => "dotted",
        _ => kind.map_or("solid", |k| &k.style),
    };
    let head = if edge.is_negated() { "tee" } else { "normal" };
    let direction = match (symmetric, edge.is_negated()) {
        (false, _) => "forward",
        (true, false) => "none",
        (true, true) => "both",
    };
    let tooltip = quote(&edge_tooltip(source, words, target, edge));
    let [from, to] = [source, target].map(|node| format!("\"{}\"", quote(&node.id)));
    digraph
        .edge(from, to)
        .attributes()
        .set("label", &quote(&label), true)
        .set("color", &quote(&faded), true)
        .set("fontcolor", &quote(color), true)
        .set("style", &quote(line), true)
        .set("dir", direction, true)
        .set("arrowhead", head, true)
        .set("arrowtail", head, true)
        .set("penwidth", &format!("{:.1}", 1.2 + (edge.count as f32).ln().min(3.0)), true)
        .set("tooltip", &tooltip, true)
        .set("labeltooltip", &tooltip, true);
}

fn edge_tooltip(source: &Node, words: &str, target: &Node, edge: &Edge) -> String {
    let status = edge.status.as_str();
    let [from, to] = [source, target].map(|node| shortened(&node.name, LABEL_LENGTH));
    let head = format!("{from} {words} {to} ({status}, {:.2})", edge.confidence);
    match edge.best_evidence() {
        Some(evidence) => format!("{head}\n{}", shortened(&evidence.text, TOOLTIP_LENGTH)),
        None => head,
    }
}

fn legend(graph: &Graph, ontology: &Ontology, drawn: &dyn Fn(&Node) -> bool) -> Option<String> {
    let mut legend = Legend::default();
    let kinds: BTreeSet<EntityType> = graph.nodes().filter(|(_, n)| drawn(n)).map(|(_, n)| n.kind).collect();
    legend.swatches(kinds.iter().map(|kind| (kind.as_str(), look(*kind).fill)));
    let used: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    let used = ontology.relations().iter().filter(|r| used.contains(r.name.as_str()));
    legend.swatches(used.map(|r| (r.label.as_str(), r.color.as_str())));
    let statuses: BTreeSet<Status> = graph.edges().map(|r| r.edge.status).collect();
    let signs = statuses.iter().map(|status| {
        let sign = match status {
            Status::Asserted => "———",
            Status::Former => "pale",
            Status::Reported => "– – –",
            Status::Planned => "· · · ·",
            Status::Negated => "——|",
        };
        (status.as_str(), sign)
    });
    legend.signs(signs);
    let loose: Vec<&str> = graph.nodes().filter(|(_, n)| !drawn(n)).map(|(_, n)| n.name.as_str()).collect();
    if !loose.is_empty() {
        let more = match loose.len().saturating_sub(LOOSE_NAMES) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let names: Vec<String> = loose.iter().take(LOOSE_NAMES).map(|n| shortened(n, LABEL_LENGTH)).collect();
        let names = format!("also named: {}{more}", names.join(", "));
        textwrap::wrap(&names, 110).iter().for_each(|line| legend.sentence(line));
    }
    legend.finish()
}

/// A name in lines of a width that suits a node.
fn label(name: &str) -> String {
    textwrap::fill(&shortened(name, LABEL_LENGTH), LABEL_WIDTH)
}

/// The text on one line, cut where it is longer than `length` characters.
fn shortened(text: &str, length: usize) -> String {
    let plain: String = text.chars().filter_map(|c| if c == '\n' { Some(c) } else { printable(c) }).collect();
    cut(&plain, length)
}

#[cfg(test)]
#[path = "dot_tests.rs"]
mod tests;
