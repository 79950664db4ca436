use super::super::tests::written;
use super::*;
use crate::entities::EntityType::{Person, Place};
use crate::export::Format;
use crate::graph::samples::{self, Sample};
use proptest::prelude::*;
use std::process::{Command, Stdio};

fn dot(sample: &Sample) -> String {
    written(Format::Dot, &sample.graph())
}

/// What Graphviz draws, or `None` where it is not installed.
fn drawn(dot: &[u8]) -> Option<String> {
    let mut command = Command::new("dot");
    command.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        eprintln!("skipped: Graphviz is not installed");
        return None;
    };
    let (mut input, bytes) = (child.stdin.take().unwrap(), dot.to_vec());
    let feed = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !errors.contains("rror"), "{errors}\n{}", String::from_utf8_lossy(dot));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn pair(status: Status, relation: &str) -> String {
    let sample = Sample::new("d", &["A and B."]).entity("A", Person, &["A"]).entity("B", Place, &["B"]);
    dot(&sample.states(0, "A", relation, "B", status, "and"))
}

#[test]
fn it_reads_like_this() {
    insta::assert_snapshot!(dot(&samples::dinner()), @r##"
        digraph {
          charset="UTF-8";
          rankdir="LR";
          splines="true";
          overlap="false";
          nodesep="0.3";
          ranksep="0.9";
          pad="0.3";
          labelloc="b";
          fontname="Helvetica,Arial,sans-serif";
          fontsize="11";
          bgcolor="white";
          outputorder="edgesfirst";
          node [fontname="Helvetica,Arial,sans-serif", fontsize="12", color="#555555", margin="0.12,0.06"];
          edge [fontname="Helvetica,Arial,sans-serif", fontsize="10", arrowsize="0.8"];
          label=<<table border="0" cellborder="0" cellspacing="2" cellpadding="1"><tr><td align="center"><table border="0" cellborder="0" cellspacing="3" cellpadding="1"><tr><td width="14" height="14" fixedsize="true" bgcolor="#cce4f2"></td><td>person </td><td width="14" height="14" fixedsize="true" bgcolor="#cdeadf"></td><td>place </td><td width="14" height="14" fixedsize="true" bgcolor="#faf6c0"></td><td>event </td></tr></table></td></tr><tr><td align="center"><table border="0" cellborder="0" cellspacing="3" cellpadding="1"><tr><td width="14" height="14" fixedsize="true" bgcolor="#009e73"></td><td>supports </td><td width="14" height="14" fixedsize="true" bgcolor="#2b83ba"></td><td>attends </td></tr></table></td></tr><tr><td align="center"><table border="0" cellborder="0" cellspacing="3" cellpadding="1"><tr><td><b>– – –</b> reported </td><td><b>——|</b> negated </td></tr></table></td></tr><tr><td align="center"><table border="0" cellborder="0" cellspacing="3" cellpadding="1"><tr><td>also named: Corti, Rome</td></tr></table></td></tr></table>>;
          "dinner@dinner-00.event" [label="dinner", tooltip="dinner: event, 1 mention\nalso the dinner", shape="octagon", style="filled", fillcolor="#faf6c0"];
          "france.place" [label="France", tooltip="France: place, 1 mention", shape="hexagon", style="filled", fillcolor="#cdeadf"];
          "kalimar-hallam" [label="Kalimar Hallam", tooltip="Kalimar Hallam: person, 2 mentions\nalso Hallam", shape="ellipse", style="filled", fillcolor="#cce4f2"];
          "france.place" -> "kalimar-hallam" [label="supports", color="#009e73", fontcolor="#009e73", style="dashed", dir="forward", arrowhead="normal", arrowtail="normal", penwidth="1.2", tooltip="France supports Kalimar Hallam (reported, 0.80)\nFrance is said to back him, Corti said.", labeltooltip="France supports Kalimar Hallam (reported, 0.80)\nFrance is said to back him, Corti said."];
          "kalimar-hallam" -> "dinner@dinner-00.event" [label="attends (negated)", color="#2b83ba", fontcolor="#2b83ba", style="solid", dir="forward", arrowhead="tee", arrowtail="tee", penwidth="1.2", tooltip="Kalimar Hallam attends dinner (negated, 0.80)\nHallam skipped the dinner in Rome.", labeltooltip="Kalimar Hallam attends dinner (negated, 0.80)\nHallam skipped the dinner in Rome."];
        }
        "##);
}

#[test]
fn line_and_arrow_tell_the_status() {
    for (status, sign) in [
        (Status::Asserted, "style=\"solid\""),
        (Status::Reported, "style=\"dashed\""),
        (Status::Planned, "style=\"dotted\""),
        (Status::Negated, "arrowhead=\"tee\""),
        (Status::Former, "73\""),
    ] {
        let edge = pair(status, "supports");
        assert!(edge.contains(sign) && edge.contains("dir=\"forward\""), "{edge}");
    }
    assert!(pair(Status::Asserted, "meets").contains("dir=\"none\""));
    assert!(pair(Status::Negated, "meets").contains("dir=\"both\""));
}

#[test]
fn graphviz_shows_names_as_they_stand() {
    let name = "Ann \"The \\N\" O’Neil &amp; <b> 🇱🇾 שלום";
    let sample = Sample::new("d", &["Ann met Bo."]).entity(name, Person, &["Ann"]).entity("Bo", Person, &["Bo"]);
    let Some(svg) = drawn(dot(&sample.states(0, name, "meets", "Bo", Status::Asserted, "met")).as_bytes()) else {
        return;
    };
    for line in label(name).lines() {
        let escaped = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(svg.contains(&escaped) || svg.contains(&escaped.replace(' ', "&#160;")), "{escaped} in {svg}");
    }
}

#[test]
fn a_name_of_ten_thousand_characters_is_drawn_short() {
    let name = "very ".repeat(2000) + "long";
    let sample = Sample::new("d", &["Ann met Bo."]).entity(&name, Person, &["Ann"]).entity("Bo", Person, &["Bo"]);
    let dot = dot(&sample.states(0, &name, "meets", "Bo", Status::Asserted, "met"));
    assert!(dot.len() < 5000, "{} bytes", dot.len());
    drawn(dot.as_bytes());
}

#[test]
fn entities_without_relations_are_named_beneath() {
    let text = dot(&samples::dinner());
    assert!(text.contains("also named: Corti, Rome") && !text.contains("\"rome.place\""), "{text}");
    let alone = dot(&Sample::new("d", &["A."]).entity("A", Person, &["A"]));
    assert!(alone.contains("\"a\" [label=\"A\""), "{alone}");
    drawn(dot(&Sample::new("d", &["A."])).as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn graphviz_takes_any_graph(graph in samples::any_graph()) {
        if let Some(svg) = drawn(written(Format::Dot, &graph).as_bytes()) {
            prop_assert_eq!(svg.matches("class=\"edge\"").count(), graph.edge_count());
        }
    }
}
