//! A listing to be read: relations by kind, with the sentence that states each beneath it.

use super::Options;
use super::answer::View;
use super::layout::{Layout, heading, plain, wrapped};
use super::mark::Mark;
use crate::graph::{Edge, Evidence, Graph, Node};
use crate::relations::{Ontology, Status};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// All relations of a graph under the labels of their kinds, and the names of the entities that have none.
///
/// # Errors
/// Those of `out`.
pub fn listing(graph: &Graph, ontology: &Ontology, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(graph, ontology);
    writeln!(
        out,
        "{}, {}, {}",
        counted(graph.node_count(), "entity", "entities"),
        counted(graph.edge_count(), "relation", "relations"),
        counted(graph.documents().len(), "document", "documents"),
    )?;
    for name in used_relations(graph, ontology) {
        write!(out, "\n{}", heading(label(ontology, name), layout))?;
        for relation in graph.edges().filter(|r| r.edge.relation == name) {
            out.write_all(view.entry(&view.ends(&relation), "  ", &relation, layout).as_bytes())?;
        }
    }
    let loose: Vec<String> = loose(graph).map(|node| plain(&node.name)).collect();
    if !loose.is_empty() {
        write!(out, "\n{}{}", heading("also named", layout), wrapped(&loose.join(", "), "  ", layout))?;
    }
    Ok(())
}

/// The listing, plain and unbroken.
pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    listing(graph, options.ontology, &Layout::default(), out)
}

/// The relations that edges of the graph have, in the order of the ontology; behind them those that it does not know.
pub(super) fn used_relations<'g>(graph: &'g Graph, ontology: &'g Ontology) -> Vec<&'g str> {
    let mut used: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    let known: Vec<&str> =
        ontology.relations().iter().map(|r| r.name.as_str()).filter(|name| used.remove(name)).collect();
    known.into_iter().chain(used).collect()
}

/// The entities without a relation.
pub(super) fn loose(graph: &Graph) -> impl Iterator<Item = &Node> {
    let inner = graph.as_petgraph();
    graph.nodes().filter(|(index, _)| inner.neighbors_undirected(*index).next().is_none()).map(|(_, node)| node)
}

/// The label of a relation, or its name where the ontology does not know it.
pub(super) fn label<'n>(ontology: &'n Ontology, name: &'n str) -> &'n str {
    ontology.relation(name).map_or(name, |r| &r.label)
}

pub(super) fn status_color(status: Status) -> AnsiColor {
    match status {
        Status::Asserted => AnsiColor::Green,
        Status::Former => AnsiColor::BrightBlack,
        Status::Reported => AnsiColor::Yellow,
        Status::Planned => AnsiColor::Cyan,
        Status::Negated => AnsiColor::Red,
    }
}

/// Who says what an edge states, by the statement that is shown.
pub(super) fn speaker(edge: &Edge) -> Option<&str> {
    edge.best_evidence().and_then(|evidence| evidence.attributed_to.as_deref())
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

pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::super::answer::Answer;
    use super::*;
    use crate::entities::EntityType;
    use crate::graph::samples;
    use proptest::prelude::*;

    fn text_of(graph: &Graph, layout: &Layout) -> String {
        let mut text = Vec::new();
        listing(graph, &Ontology::built_in(), layout, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    fn list(layout: &Layout) -> String {
        text_of(&samples::dinner().graph(), layout)
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
            let text = text_of(&graph, &Layout { colored: false, width: Some(40) });
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
            text_of(&graph, &Layout { colored: true, width: Some(1) });
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
                let text = text_of(&graph, &layout) + &whole.text(&View::new(&graph, &ontology), &layout);
                prop_assert!(!text.contains(|c| marks.contains(c)), "{text:?}");
            }
        }
    }
}
