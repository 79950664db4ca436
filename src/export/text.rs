//! A listing to be read: relations by kind, with the sentence that states each beneath it.

use super::layout::{Layout, heading, plain, styled, wrapped};
use super::mark::{Mark, highlighted};
use crate::graph::{Edge, Evidence, Graph, Relation};
use crate::query::Profile;
use crate::relations::{Ontology, Status};
use anstyle::{AnsiColor, Style};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use std::fmt::Write as _;

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
            text.push_str(&entry(&ends(&relation, symmetric), "  ", relation, layout));
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
        text.push_str(&entry(&ends, "", *relation, layout));
    }
    text
}

/// All that is known of one entity.
pub fn profile(ontology: &Ontology, profile: &Profile, layout: &Layout) -> String {
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
            text.push_str(&entry(&ends(relation, symmetric), "  ", *relation, layout));
        }
    }
    text
}

fn ends(relation: &Relation, symmetric: bool) -> String {
    let arrow = if symmetric { "--" } else { "->" };
    format!("{} {arrow} {}", plain(&relation.source.name), plain(&relation.target.name))
}

/// A relation with the words that stand for its ends, its status, who says so, its confidence and best sentence.
fn entry(ends: &str, indent: &str, relation: Relation, layout: &Layout) -> String {
    let edge = relation.edge;
    let mut text = format!("{indent}{}  {}", styled(ends, Style::new().bold(), layout), tag(edge, layout));
    if edge.count > 1 {
        let _ = write!(text, " x{}", edge.count);
    }
    text.push('\n');
    if let Some(evidence) = edge.best_evidence() {
        let mut sentence = if layout.colored {
            highlighted(&evidence.text, evidence.span.start, &marks(evidence))
        } else {
            plain(&evidence.text)
        };
        let source = format!("({})", plain(&evidence.document));
        let _ = write!(sentence, " {}", styled(&source, Style::new().dimmed(), layout));
        text.push_str(&wrapped(&sentence, &format!("{indent}  "), layout));
    }
    text
}

/// The label of a relation, or its name where the ontology does not know it.
pub(super) fn label<'n>(ontology: &'n Ontology, name: &'n str) -> &'n str {
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
    let speaker = edge.best_evidence().and_then(|evidence| evidence.attributed_to.as_deref());
    let words = match speaker {
        Some(speaker) => format!("{}, says {}, {:.2}", edge.status.as_str(), plain(speaker), edge.confidence),
        None => format!("{} {:.2}", edge.status.as_str(), edge.confidence),
    };
    styled(&words, color.on_default(), layout)
}

/// The ends and the cue of a statement.
pub(super) fn marks(evidence: &Evidence) -> Vec<Mark> {
    let mark = |span, style, name| Mark { span, style, name };
    let mut marks = vec![
        mark(evidence.source_span, Style::new().bold(), "source"),
        mark(evidence.target_span, Style::new().bold(), "target"),
    ];
    marks.extend(evidence.cue_span.map(|span| mark(span, Style::new().underline(), "cue")));
    marks
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
          France -> Kalimar Hallam  reported, says Corti, 0.80
            France is said to back him, Corti said. (dinner)

        attends
          Kalimar Hallam -> dinner  negated 0.80
            Hallam skipped the dinner in Rome. (dinner)

        also named
          Corti, Rome
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
                let text = listing(&graph, &ontology, &layout) + &profile(&ontology, &whole, &layout);
                prop_assert!(!text.contains(|c| marks.contains(c)), "{text:?}");
            }
        }
    }
}
