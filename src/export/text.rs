//! A listing to be read: relations by kind, with the sentence that states each beneath it.

use super::quote::printable;
use crate::Span;
use crate::graph::{Edge, Evidence, Graph, Relation};
use crate::query::Profile;
use crate::relations::{Ontology, Status};
use anstyle::{AnsiColor, Style};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How a listing is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether to mark words with the colours of ANSI terminals.
    pub colored: bool,
    /// Columns to break sentences at; they are not broken where there are none.
    pub width: Option<usize>,
}

/// Narrowest width that sentences are broken to.
const NARROWEST: usize = 30;

/// All relations of a graph under the labels of their kinds, and the names of the entities that have none.
pub fn listing(graph: &Graph, ontology: &Ontology, layout: &Layout) -> String {
    let mut text = format!(
        "{}, {}, {}\n",
        counted(graph.node_count(), "entity", "entities"),
        counted(graph.edge_count(), "relation", "relations"),
        counted(graph.documents().len(), "document", "documents"),
    );
    let known = ontology.relations().iter().map(|r| r.name.as_str());
    let used: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    let others = used.iter().copied().filter(|name| ontology.relation(name).is_none());
    for name in known.chain(others).filter(|name| used.contains(name)) {
        text.push('\n');
        text.push_str(&heading(label(ontology, name), layout));
        for relation in graph.edges().filter(|r| r.edge.relation == name) {
            let symmetric = ontology.relation(name).is_some_and(|r| r.symmetric);
            text.push_str(&entry(graph, &ends(&relation, symmetric), "  ", relation, layout));
        }
    }
    let ends: BTreeSet<&str> = graph.edges().flat_map(|r| [r.source.id.as_str(), &r.target.id]).collect();
    let loose: Vec<String> =
        graph.nodes().filter(|(_, n)| !ends.contains(n.id.as_str())).map(|(_, n)| plain(&n.name)).collect();
    if !loose.is_empty() {
        text.push('\n');
        text.push_str(&heading("also named", layout));
        text.push_str(&wrapped(&loose.join(", "), "  ", layout));
    }
    text
}

/// Who stands in `relation` to `target`, as [`crate::query::who`] found them.
pub fn answer(
    graph: &Graph,
    ontology: &Ontology,
    relation: &str,
    target: NodeIndex,
    found: &[Relation],
    layout: &Layout,
) -> String {
    let (target, words) = (graph.node(target), label(ontology, relation));
    if found.is_empty() {
        return format!("none found: {} {}\n", plain(words), plain(&target.name));
    }
    let mut text = String::new();
    for relation in found {
        let [from, to] = if relation.target.id == target.id {
            [relation.source, relation.target]
        } else {
            [relation.target, relation.source]
        };
        let ends = format!("{} {} {}", plain(&from.name), plain(words), plain(&to.name));
        text.push_str(&entry(graph, &ends, "", *relation, layout));
    }
    text
}

/// All that is known of one entity.
pub fn profile(graph: &Graph, ontology: &Ontology, profile: &Profile, layout: &Layout) -> String {
    let node = profile.node;
    let code = node.code.as_deref().map(|code| format!(", {code}")).unwrap_or_default();
    let mut text = heading(&node.name, layout);
    text.push_str(&wrapped(&plain(&format!("{}{code}, id {}", node.kind.as_str(), node.id)), "  ", layout));
    let also: Vec<String> = node.aliases.iter().filter(|alias| **alias != node.name).map(|a| plain(a)).collect();
    if !also.is_empty() {
        text.push_str(&wrapped(&format!("also {}", also.join(", ")), "  ", layout));
    }
    let mentions = counted(node.mentions, "mention", "mentions");
    text.push_str(&wrapped(&format!("{mentions} in {}", plain(&node.documents.join(", "))), "  ", layout));
    for group in &profile.groups {
        let words = label(ontology, &group.relation);
        let symmetric = ontology.relation(&group.relation).is_some_and(|r| r.symmetric);
        text.push('\n');
        text.push_str(&heading(words, layout));
        for relation in &group.relations {
            text.push_str(&entry(graph, &ends(relation, symmetric), "  ", *relation, layout));
        }
    }
    text
}

fn ends(relation: &Relation, symmetric: bool) -> String {
    let arrow = if symmetric { "--" } else { "->" };
    format!("{} {arrow} {}", plain(&relation.source.name), plain(&relation.target.name))
}

fn heading(words: &str, layout: &Layout) -> String {
    format!("{}\n", styled(&plain(words), Style::new().bold(), layout))
}

/// A relation of `graph` with the words that stand for its ends, its status, confidence and best sentence.
fn entry(graph: &Graph, ends: &str, indent: &str, relation: Relation, layout: &Layout) -> String {
    let edge = relation.edge;
    let mut text = format!("{indent}{}  {}", styled(ends, Style::new().bold(), layout), tag(edge, layout));
    if edge.count > 1 {
        let _ = write!(text, " x{}", edge.count);
    }
    text.push('\n');
    if let Some(evidence) = edge.best_evidence() {
        let mut sentence = marked(evidence, layout);
        let _ = write!(sentence, " {}", styled(&source(graph, evidence), Style::new().dimmed(), layout));
        text.push_str(&wrapped(&sentence, &format!("{indent}  "), layout));
    }
    text
}

/// The label of a relation, or its name where the ontology does not know it.
fn label<'n>(ontology: &'n Ontology, name: &'n str) -> &'n str {
    ontology.relation(name).map_or(name, |r| &r.label)
}

fn tag(edge: &Edge, layout: &Layout) -> String {
    let color = match edge.status {
        Status::Asserted => AnsiColor::Green,
        Status::Former => AnsiColor::BrightBlack,
        Status::Reported => AnsiColor::Yellow,
        Status::Planned => AnsiColor::Cyan,
        Status::Negated => AnsiColor::Red,
    };
    styled(&format!("{} {:.2}", edge.status.as_str(), edge.confidence), color.on_default(), layout)
}

/// Where a sentence stands and who says it.
fn source(graph: &Graph, evidence: &Evidence) -> String {
    match &evidence.attributed_to {
        Some(speaker) => {
            let name = graph.find(speaker).map_or(speaker, |index| &graph.node(index).name);
            format!("({}, says {})", plain(&evidence.document), plain(name))
        }
        None => format!("({})", plain(&evidence.document)),
    }
}

/// The sentence with its ends bold and its cue underlined, where colours are wanted.
fn marked(evidence: &Evidence, layout: &Layout) -> String {
    if !layout.colored {
        return plain(&evidence.text);
    }
    let mut marks = vec![(evidence.source_span, Style::new().bold()), (evidence.target_span, Style::new().bold())];
    marks.extend(evidence.cue_span.map(|span| (span, Style::new().underline())));
    marks.sort_by_key(|(span, _)| *span);
    let mut text = String::new();
    let mut at = 0;
    for (Span { start, end }, style) in marks {
        // A pronoun's name may stand in another sentence, and a file may have been changed by hand.
        let inside = |byte: usize| byte.checked_sub(evidence.span.start);
        let (Some(start), Some(end)) = (inside(start), inside(end)) else { continue };
        let (Some(before), Some(words)) = (evidence.text.get(at..start), evidence.text.get(start..end)) else {
            continue;
        };
        text.push_str(&spaced(before));
        text.push_str(&styled(&spaced(words), style, layout));
        at = end;
    }
    text.push_str(&spaced(&evidence.text[at..]));
    text.trim().to_owned()
}

fn wrapped(text: &str, indent: &str, layout: &Layout) -> String {
    let Some(width) = layout.width else { return format!("{indent}{text}\n") };
    let options = textwrap::Options::new(width.max(NARROWEST)).initial_indent(indent).subsequent_indent(indent);
    format!("{}\n", textwrap::fill(text, options))
}

fn styled(words: &str, style: Style, layout: &Layout) -> String {
    if layout.colored { format!("{style}{words}{style:#}") } else { words.to_owned() }
}

/// The words on one line, without characters that would steer a terminal.
fn plain(words: &str) -> String {
    spaced(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spaced(words: &str) -> String {
    words.chars().filter_map(printable).collect()
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType;
    use crate::graph::samples;
    use proptest::prelude::*;

    fn list(layout: &Layout) -> String {
        listing(&samples::dinner().graph(), &Ontology::built_in(), layout)
    }

    #[test]
    fn it_reads_like_this() {
        insta::assert_snapshot!(list(&Layout::default()), @r#"
        5 entities, 2 relations, 1 document

        supports
          France -> Kalimar Hallam  reported 0.80
            France is said to back him, Conte said. (dinner, says Conte)

        attends
          Kalimar Hallam -> dinner  negated 0.80
            Hallam skipped the dinner in Rome. (dinner)

        also named
          Conte, Rome
        "#);
    }

    #[test]
    fn sentences_are_broken_at_the_width_of_a_terminal() {
        let narrow = list(&Layout { colored: false, width: Some(34) });
        assert!(narrow.contains("    Hallam skipped the dinner in\n    Rome. (dinner)\n"), "{narrow}");
    }

    #[test]
    fn colours_mark_the_ends_and_the_cue() {
        let colored = list(&Layout { colored: true, width: None });
        assert!(colored.contains("\u{1b}[1mHallam\u{1b}[0m \u{1b}[4mskipped\u{1b}[0m"), "{colored:?}");
    }

    proptest! {
        #[test]
        fn nothing_in_an_article_steers_the_terminal(graph in samples::any_graph()) {
            let text = listing(&graph, &Ontology::built_in(), &Layout { colored: false, width: Some(40) });
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
            listing(&graph, &Ontology::built_in(), &Layout { colored: true, width: Some(1) });
        }

        #[test]
        fn no_article_turns_the_direction_of_writing(
            marks in "[\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200e}\u{200f}\u{61c}\u{feff}\u{ad}\u{200b}\u{2060}-\u{2064}]{1,4}",
        ) {
            let name = format!("Ka{marks}li");
            let sentence = format!("{name} left{marks} Rome.");
            let graph = samples::Sample::new(&marks, &[&sentence])
                .entity(&name, EntityType::Person, &[&name])
                .entity("Rome", EntityType::Place, &["Rome"])
                .states(0, &name, "opposes", "Rome", Status::Asserted, "left")
                .graph();
            let ontology = Ontology::built_in();
            for layout in [Layout::default(), Layout { colored: true, width: Some(40) }] {
                let (index, _) = graph.nodes().next().unwrap();
                let whole = crate::query::profile(&graph, &ontology, index);
                let text = listing(&graph, &ontology, &layout) + &profile(&graph, &ontology, &whole, &layout);
                prop_assert!(!text.contains(|c| marks.contains(c)), "{text:?}");
            }
        }
    }
}
