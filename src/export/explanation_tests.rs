use super::*;
use crate::graph::samples;
use crate::query::Link;

fn link(sentence: usize, text: &str) -> Link {
    Link { sentence, span: crate::Span::new(0, text.len()), text: text.into(), form: "name" }
}

fn word(id: usize, form: &str, upos: &'static str, head: usize, deprel: &'static str, parts: &[Part]) -> Word {
    Word { id, form: form.into(), upos, head, deprel, parts: parts.to_vec() }
}

/// Of "France is said to back him, Corti said."
fn explained(evidence: &Evidence) -> Explanation {
    Explanation {
        evidence: evidence.clone(),
        status_cue_span: Some(crate::Span::new(45, 49)),
        pattern: Some(Pattern {
            id: "supports.verb".into(),
            part: "verb",
            words: (0..14).map(|n| format!("w{n}")).collect(),
            source: vec!["subject".into()],
            target: vec!["object".into(), "recipient".into()],
            row_confidence: 0.86,
            confidence: 0.8,
        }),
        model: Some(0.7),
        tree: vec![
            word(1, "France", "PROPN", 3, "nsubj:pass", &[Part::Source]),
            word(3, "said", "VERB", 8, "ccomp", &[]),
            word(5, "back", "VERB", 3, "xcomp", &[Part::Cue]),
            word(6, "him", "PRON", 5, "obj", &[Part::Target]),
        ],
        source_chain: vec![link(1, "France")],
        target_chain: vec![link(0, "Hallam"), link(1, "him")],
    }
}

fn shown(layout: &Layout) -> String {
    let graph = samples::dinner().graph();
    let relation = graph.edges().find(|r| r.edge.relation == "supports").unwrap();
    let explanations = vec![explained(&relation.edge.evidence[0])];
    let (source, target, edge) = (relation.source, relation.target, relation.edge);
    explanation(&[ExplainedEdge { source, target, edge, explanations }], &Ontology::built_in(), layout)
}

#[test]
fn it_reads_like_this() {
    insta::assert_snapshot!(shown(&Layout::default()), @r#"
    France supports Kalimar Hallam
      dinner, sentence 2
        sentence  [source: France] is said to [cue: back] him, Corti said.
        found by  pattern:supports.verb 0.80, model 0.70: confidence 0.80
                  verb: w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11 and 2 more; source: subject; target: object or recipient; plainly 0.86
        status    reported: "said"
        says      Corti
        tree      said VERB ccomp
                    France PROPN nsubj:pass [source]
                    back VERB xcomp [cue]
                      him PRON obj [target]
        target    Hallam (1) > him (2)
    "#);
}

#[test]
fn it_is_coloured_and_broken_for_a_terminal() {
    let text = shown(&Layout { colored: true, width: Some(50) });
    assert!(text.contains("\u{1b}[1mFrance\u{1b}[0m is said to \u{1b}[4mback\u{1b}[0m"), "{text:?}");
    assert!(text.contains("\n              "), "{text}");
}

#[test]
fn long_chains_are_shortened_in_the_middle() {
    let links: Vec<Link> = (0..9).map(|n| link(n, &format!("m{n}"))).collect();
    assert_eq!(chain(&links), "m0 (1) > m1 (2) > ... 3 more ... > m5 (6) > m6 (7) > m7 (8) > m8 (9)");
    assert_eq!(chain(&links[..3]), "m0 (1) > m1 (2) > m2 (3)");
}

#[test]
fn a_tree_with_a_circle_comes_to_an_end() {
    let circle = [word(1, "a", "X", 0, "root", &[]), word(2, "b", "X", 2, "dep", &[])];
    assert!(tree(&circle, &Layout::default()).lines().count() < 5);
}

#[test]
fn the_json_is_a_graphs_with_more() {
    let graph = samples::dinner().graph();
    let relation = graph.edges().find(|r| r.edge.relation == "supports").unwrap();
    let explanations = vec![explained(&relation.edge.evidence[0])];
    let (source, target, edge) = (relation.source, relation.target, relation.edge);
    let json = explanation_json(&[ExplainedEdge { source, target, edge, explanations }]);
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let edge = &value["edges"][0];
    assert_eq!((&edge["source"], &edge["target_name"]), (&"france.place".into(), &"Kalimar Hallam".into()));
    let evidence = &edge["evidence"][0];
    for field in ["text", "source_span", "attributed_to", "attributed_to_span", "status_cue_span", "by"] {
        assert!(!evidence[field].is_null(), "{field}");
    }
    assert_eq!(evidence["tree"][2]["parts"][0], "cue");
    assert_eq!(evidence["target_chain"][1]["text"], "him");
    assert_eq!(evidence["pattern"]["words"].as_array().unwrap().len(), 14);
}
