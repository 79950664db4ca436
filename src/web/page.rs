//! The page of the explorer, put together of its parts under `page/`.
//!
//! Data stands in it as JSON in which no `<` is left, so that nothing of it can end the element or begin another; the
//! policy lets no script run but the page's own, known by its hash.

use crate::graph::{Graph, Node};
use crate::relations::Ontology;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

const TEMPLATE: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/style.css");

/// In the order in which they need each other.
const SCRIPTS: [&str; 20] = [
    include_str!("page/text.js"),
    include_str!("page/model.js"),
    include_str!("page/layout.js"),
    include_str!("page/shapes.js"),
    include_str!("page/scene.js"),
    include_str!("page/draw.js"),
    include_str!("page/pointer.js"),
    include_str!("page/picture.js"),
    include_str!("page/source.js"),
    include_str!("page/search.js"),
    include_str!("page/filters.js"),
    include_str!("page/cards.js"),
    include_str!("page/answers.js"),
    include_str!("page/list.js"),
    include_str!("page/address.js"),
    include_str!("page/keys.js"),
    include_str!("page/dialogs.js"),
    include_str!("page/app.js"),
    include_str!("page/choice.js"),
    include_str!("page/main.js"),
];

/// What a page holds that needs no server.
#[derive(Debug)]
pub struct Kept<'g> {
    /// The graph with its evidence.
    pub graph: &'g Graph,
    /// Whole texts of documents by their ids, for those whose sentences are to be read in place.
    pub texts: &'g BTreeMap<String, String>,
    /// What the reader should know of the page, such as that it shows a part only.
    pub note: Option<&'g str>,
}

/// What the page of a server begins with.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    /// Entities in the store.
    pub entities: usize,
    /// How many of them are shown first.
    pub top: usize,
    /// Whether articles may be added.
    pub write: bool,
}

/// How the relations of a graph are called and drawn.
#[derive(Serialize)]
struct Relation<'o> {
    name: &'o str,
    label: &'o str,
    color: &'o str,
    symmetric: bool,
}

/// How much of a graph a page shows: what a reader can still find a way through.
pub const LIMITS: crate::graph::Limits = crate::graph::Limits { nodes: 500, edges: 5000 };

/// A page that holds everything, as one file of HTML.
pub fn kept_page(kept: &Kept, ontology: &Ontology) -> String {
    let data = format!(
        "{{\"mode\":\"page\",\"note\":{},\"relations\":{},\"texts\":{},\"graph\":{}}}",
        json(&kept.note),
        json(&relations(ontology)),
        json(&kept.texts),
        cited(kept.graph).to_json()
    );
    page(&data, &policy("'none'"))
}

/// The graph with those of its documents that state something in it: a part of a large one need not name all.
fn cited(graph: &Graph) -> Graph {
    let ids: BTreeSet<&str> = graph.edges().flat_map(|r| &r.edge.evidence).map(|e| e.document.as_str()).collect();
    let documents = graph.documents().iter().filter(|source| ids.contains(source.id.as_str())).cloned();
    let nodes = graph.nodes().map(|(_, node)| {
        let documents = node.documents.iter().filter(|id| ids.contains(id.as_str())).cloned();
        Node { documents: documents.collect(), ..node.clone() }
    });
    let edges = graph.edges().map(|r| (r.source.id.clone(), r.target.id.clone(), r.edge.clone()));
    Graph::assemble(documents, graph.model().map(str::to_owned), nodes, edges)
}

/// The page of a server, which asks for what it shows.
pub fn live_page(live: Live, ontology: &Ontology) -> String {
    let data = format!(
        "{{\"mode\":\"live\",\"entities\":{},\"top\":{},\"write\":{},\"relations\":{}}}",
        live.entities,
        live.top,
        live.write,
        json(&relations(ontology))
    );
    page(&data, &policy("'self'"))
}

/// The Content-Security-Policy of [`live_page`] as a header, which can forbid framing too.
pub fn live_policy() -> String {
    policy("'self'") + "; frame-ancestors 'none'"
}

fn page(data: &str, policy: &str) -> String {
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let data = data.replace('<', "\\u003c");
    let parts = [("policy", policy.as_str()), ("style", STYLE), ("data", &data), ("script", &script())];
    // Cut at the marks in their order rather than replaced, so that a part may hold what looks like a mark.
    let mut page = String::with_capacity(data.len() + 256 * 1024);
    let mut rest = TEMPLATE;
    for (name, part) in parts {
        if let Some((before, after)) = rest.split_once(&format!("<!--{name}-->")) {
            page.push_str(before);
            page.push_str(part);
            rest = after;
        }
    }
    page + rest
}

fn policy(connect: &str) -> String {
    let (script, style) = (hash(&script()), hash(STYLE));
    format!(
        "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data: blob:; connect-src {connect}; \
         base-uri 'none'; form-action 'none'"
    )
}

/// All scripts as one, whose names are nobody else's.
fn script() -> String {
    format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPTS.join("\n"))
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

fn relations(ontology: &Ontology) -> Vec<Relation<'_>> {
    ontology
        .relations()
        .iter()
        .map(|r| Relation { name: &r.name, label: &r.label, color: &r.color, symmetric: r.symmetric })
        .collect()
}

/// Serde_json fails only at maps whose keys are no strings, of which there are none.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::samples;

    #[test]
    fn data_never_ends_its_element() {
        let hostile = "</script><img src=x onerror=alert(1)><!--script--><!--data-->";
        let texts = BTreeMap::from([("d".to_owned(), hostile.to_owned())]);
        let graph = samples::dinner().graph();
        let page = kept_page(&Kept { graph: &graph, texts: &texts, note: Some(hostile) }, &Ontology::built_in());
        assert!(!page.contains("<img"), "no tag comes of data");
        assert_eq!(page.matches("</script>").count(), 2, "the data's and the script's own");
        let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!((data["note"].as_str(), data["texts"]["d"].as_str()), (Some(hostile), Some(hostile)));
        assert_eq!(data["graph"]["nodes"].as_array().unwrap().len(), graph.node_count());
    }

    #[test]
    fn the_policy_knows_the_script_that_the_page_has() {
        let page = live_page(Live { entities: 3, top: 2, write: false }, &Ontology::built_in());
        let script = page.rsplit_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        for part in [script, style] {
            assert!(page.contains(&hash(part)) && live_policy().contains(&hash(part)));
        }
        for mark in ["<!--policy-->", "<!--style-->", "<!--data-->", "<!--script-->"] {
            assert!(TEMPLATE.contains(mark) && !page.contains(mark), "{mark}");
        }
        // Nothing is fetched from elsewhere, and no attribute runs a script.
        let handler = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_lowercase()).starts_with('=');
        assert!(!TEMPLATE.contains("src=") && !TEMPLATE.contains("style="));
        assert!(!TEMPLATE.split(" on").skip(1).any(handler));
    }

    #[test]
    fn no_script_writes_markup() {
        for script in SCRIPTS {
            for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
                assert!(!script.contains(way), "{way}");
            }
        }
    }

    #[test]
    fn the_page_without_its_data_is_small() {
        let page = live_page(Live { entities: 3, top: 2, write: false }, &Ontology::built_in());
        assert!(page.len() < 250_000, "{} bytes", page.len());
    }
}
