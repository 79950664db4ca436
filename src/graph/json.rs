//! The JSON form of a graph: NetworkX's node-link form, schema `powermap/1`.
//!
//! ```json
//! {"directed": true, "multigraph": true,
//!  "graph": {"schema": "powermap/1", "generator": "powermap 0.1.0", "model": null, "documents": []},
//!  "nodes": [],
//!  "edges": []}
//! ```
//! `networkx.node_link_graph(data, edges="edges")` loads it. Nodes are those of [`Node`], edges those of [`Edge`]
//! between the `source` and `target` ids, with the `key` of [`Edge::key`]; offsets are bytes. Each document, node and
//! edge has a line of its own, so that line tools and version control see what changed.

use super::edge::rounded;
use super::{Date, Edge, Evidence, Graph, Node, Relation, Source};
use crate::relations::Status;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

/// The schema that this version writes, and the newest that it reads.
pub const SCHEMA: &str = "powermap/1";

/// The number behind `powermap/` in [`SCHEMA`].
const VERSION: u32 = 1;

/// Why a text is no graph.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// It is not JSON, or a field is missing or of the wrong kind.
    #[error("{}", at(.field, .problem))]
    Syntax {
        /// Path of the field, such as `edges[3].status`; `.` for the whole.
        field: String,
        /// What is wrong and in which line and column.
        problem: String,
    },
    /// It says to be something else than a graph of powermap.
    #[error("its schema is {0:?}, not one of powermap's: give a graph that `powermap extract --format json` wrote")]
    Foreign(String),
    /// It does not say to be one of powermap's.
    #[error(
        "is a graph without graph.schema, so not one of powermap's: give one that `powermap extract --format json` wrote"
    )]
    NoSchema,
    /// A later version of powermap wrote it.
    #[error("its schema is {0:?}, newer than {SCHEMA:?}, the newest that this version reads: install a newer powermap")]
    Newer(String),
    /// The parts do not fit together.
    #[error("{field}: {problem}")]
    Inconsistent {
        /// Path of the field, such as `edges[3].source`.
        field: String,
        /// What is wrong.
        problem: String,
    },
}

fn at(field: &str, problem: &str) -> String {
    if field == "." { format!("not a graph: {problem}") } else { format!("{field}: {problem}") }
}

impl Graph {
    /// The graph as JSON, ending in a line end. The same graph always gives the same bytes.
    pub fn to_json(&self) -> String {
        let mut json = Vec::new();
        // A vector takes all that is written to it, and JSON is UTF-8.
        let _ = self.write_json(&mut json);
        String::from_utf8(json).unwrap_or_default()
    }

    /// Writes what [`Graph::to_json`] gives, line by line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let generator = concat!("powermap ", env!("CARGO_PKG_VERSION"));
        write!(
            out,
            "{{\"directed\": true, \"multigraph\": true,\n \"graph\": {{\"schema\": {}, \"generator\": {}, \"model\": {}, \"documents\": ",
            line(&SCHEMA),
            line(&generator),
            line(&self.model),
        )?;
        list(out, self.documents.iter().map(line), "   ")?;
        write!(out, "}},\n \"nodes\": ")?;
        list(out, self.nodes().map(|(_, node)| line(node)), "  ")?;
        write!(out, ",\n \"edges\": ")?;
        list(out, self.edges().map(|relation| line(&relation.fields())), "  ")?;
        writeln!(out, "}}")
    }

    /// Reads a graph back; what [`Graph::to_json`] wrote gives the same bytes again.
    ///
    /// Unknown fields are passed over, and `links` is read for `edges`, as older versions of NetworkX write it.
    ///
    /// # Errors
    /// Where it is not JSON of this schema, with line, column and field, or where the parts do not fit together: two
    /// nodes of one id, an edge without its ends.
    pub fn from_json(json: &str) -> Result<Self, JsonError> {
        // The schema comes first: what is wrong with the fields of another one says nothing to its user.
        let schema = parse::<WireSchema>(json)?.graph.schema.ok_or(JsonError::NoSchema)?;
        match schema.strip_prefix("powermap/").and_then(|version| version.parse::<u32>().ok()) {
            Some(VERSION) => {}
            Some(version) if version > VERSION => return Err(JsonError::Newer(schema)),
            _ => return Err(JsonError::Foreign(schema)),
        }
        let mut wire: Wire = parse(json)?;
        wire.check()?;
        wire.name_speakers();
        let edges = wire.edges.into_iter().map(WireEdge::into_edge);
        Ok(Self::assemble(wire.graph.documents, wire.graph.model, wire.nodes, edges))
    }
}

fn list(out: &mut dyn Write, lines: impl Iterator<Item = String>, indent: &str) -> io::Result<()> {
    let mut empty = true;
    for line in lines {
        write!(out, "{}\n{indent}{line}", if empty { "[" } else { "," })?;
        empty = false;
    }
    out.write_all(if empty { b"[]" } else { b"]" })
}

/// Compact JSON. Serde_json fails only at maps whose keys are no strings, which no part of a graph has.
fn line<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn parse<'j, T: Deserialize<'j>>(json: &'j str) -> Result<T, JsonError> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|e| JsonError::Syntax { field: e.path().to_string(), problem: e.inner().to_string() })?;
    reader.end().map_err(|e| JsonError::Syntax { field: ".".to_owned(), problem: e.to_string() })?;
    Ok(value)
}

#[derive(Deserialize)]
struct WireSchema {
    #[serde(default)]
    graph: WireSchemaName,
}

#[derive(Default, Deserialize)]
struct WireSchemaName {
    schema: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    graph: WireHead,
    nodes: Vec<Node>,
    #[serde(alias = "links")]
    edges: Vec<WireEdge>,
}

#[derive(Deserialize)]
struct WireHead {
    #[serde(default)]
    model: Option<String>,
    documents: Vec<Source>,
}

/// A relation as the JSON has it, to be written.
#[derive(Debug, Serialize)]
pub(crate) struct EdgeFields<'g> {
    source: &'g str,
    target: &'g str,
    key: String,
    relation: &'g str,
    status: Status,
    confidence: f32,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen: Option<Date>,
    evidence: &'g [Evidence],
}

impl<'g> Relation<'g> {
    /// The fields of the JSON.
    pub(crate) fn fields(&self) -> EdgeFields<'g> {
        let edge = self.edge;
        EdgeFields {
            source: &self.source.id,
            target: &self.target.id,
            key: edge.key(),
            relation: &edge.relation,
            status: edge.status,
            confidence: edge.confidence,
            count: edge.count,
            first_seen: edge.first_seen,
            last_seen: edge.last_seen,
            evidence: &edge.evidence,
        }
    }
}

#[derive(Deserialize)]
struct WireEdge {
    source: String,
    target: String,
    relation: String,
    status: Status,
    confidence: f32,
    count: usize,
    #[serde(default)]
    first_seen: Option<Date>,
    #[serde(default)]
    last_seen: Option<Date>,
    evidence: Vec<Evidence>,
}

impl WireEdge {
    fn into_edge(self) -> (String, String, Edge) {
        let Self { source, target, relation, status, count, first_seen, last_seen, evidence, confidence } = self;
        let confidence = rounded(confidence);
        (source, target, Edge { relation, status, confidence, count, first_seen, last_seen, evidence })
    }
}

impl Wire {
    fn check(&self) -> Result<(), JsonError> {
        let fault = |field: String, problem: String| Err(JsonError::Inconsistent { field, problem });
        // Nothing hangs on their order, and a large graph has many to compare.
        let mut ids = HashSet::with_capacity(self.nodes.len());
        for (i, node) in self.nodes.iter().enumerate() {
            if !ids.insert(node.id.as_str()) {
                return fault(format!("nodes[{i}].id"), format!("{:?} is the id of an earlier node too", node.id));
            }
        }
        let mut edges = HashSet::with_capacity(self.edges.len());
        for (i, edge) in self.edges.iter().enumerate() {
            for (field, id) in [("source", &edge.source), ("target", &edge.target)] {
                if !ids.contains(id.as_str()) {
                    return fault(format!("edges[{i}].{field}"), format!("there is no node {id:?}"));
                }
            }
            if edge.source == edge.target {
                return fault(format!("edges[{i}].target"), format!("{:?} is related to itself", edge.target));
            }
            if !(0.0..=1.0).contains(&edge.confidence) {
                return fault(format!("edges[{i}].confidence"), format!("{} is not from 0 to 1", edge.confidence));
            }
            if edge.count != edge.evidence.len() || edge.count == 0 {
                let problem = format!("{}, but there are {} statements in evidence", edge.count, edge.evidence.len());
                return fault(format!("edges[{i}].count"), problem);
            }
            if !edges.insert((&edge.source, &edge.target, &edge.relation, edge.status == Status::Negated)) {
                return fault(format!("edges[{i}]"), "an earlier edge has the same ends and key".to_owned());
            }
        }
        Ok(())
    }

    /// Older files give the id of who says so, and no span.
    fn name_speakers(&mut self) {
        let names: BTreeMap<&str, &str> = self.nodes.iter().map(|n| (n.id.as_str(), n.name.as_str())).collect();
        let evidence = self.edges.iter_mut().flat_map(|edge| &mut edge.evidence);
        for evidence in evidence.filter(|e| e.attributed_to_span.is_none()) {
            if let Some(name) = evidence.attributed_to.as_deref().and_then(|id| names.get(id)) {
                evidence.attributed_to = Some((*name).to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_reads_like_this() {
        insta::assert_snapshot!(samples::dinner().graph().to_json(), @r#"
        {"directed": true, "multigraph": true,
         "graph": {"schema": "powermap/1", "generator": "powermap 0.1.0", "model": null, "documents": [
           {"id":"dinner","title":null,"date":null,"source":"dinner.txt","sha256":"00"}]},
         "nodes": [
          {"id":"corti","name":"Corti","type":"person","aliases":["Corti"],"mentions":1,"documents":["dinner"],"code":null},
          {"id":"dinner@dinner-00.event","name":"dinner","type":"event","aliases":["the dinner"],"mentions":1,"documents":["dinner"],"code":null},
          {"id":"france.place","name":"France","type":"place","aliases":["France"],"mentions":1,"documents":["dinner"],"code":null},
          {"id":"kalimar-hallam","name":"Kalimar Hallam","type":"person","aliases":["Hallam"],"mentions":2,"documents":["dinner"],"code":null},
          {"id":"rome.place","name":"Rome","type":"place","aliases":["Rome"],"mentions":1,"documents":["dinner"],"code":null}],
         "edges": [
          {"source":"france.place","target":"kalimar-hallam","key":"supports","relation":"supports","status":"reported","confidence":0.8,"count":1,"evidence":[{"document":"dinner","sentence":1,"start":35,"end":74,"text":"France is said to back him, Corti said.","source_span":[35,41],"target_span":[0,6],"cue_span":[53,57],"status":"reported","confidence":0.8,"by":"pattern:test","attributed_to":"Corti","attributed_to_span":[63,68]}]},
          {"source":"kalimar-hallam","target":"dinner@dinner-00.event","key":"attends:negated","relation":"attends","status":"negated","confidence":0.8,"count":1,"evidence":[{"document":"dinner","sentence":0,"start":0,"end":34,"text":"Hallam skipped the dinner in Rome.","source_span":[0,6],"target_span":[15,25],"cue_span":[7,14],"status":"negated","confidence":0.8,"by":"pattern:test"}]}]}
        "#);
    }

    #[test]
    fn an_empty_graph_is_one_too() {
        let json = Graph::default().to_json();
        assert_eq!(Graph::from_json(&json).unwrap().to_json(), json);
    }

    #[test]
    fn older_files_name_who_says_so_by_its_id() {
        let json = samples::dinner().graph().to_json();
        let old = json.replacen(
            "\"attributed_to\":\"Corti\",\"attributed_to_span\":[63,68]",
            "\"attributed_to\":\"corti\"",
            1,
        );
        assert_ne!(old, json);
        let read = Graph::from_json(&old).unwrap();
        assert_eq!(read.to_json(), json.replacen(",\"attributed_to_span\":[63,68]", "", 1));
        let words = old.replacen("\"attributed_to\":\"corti\"", "\"attributed_to\":\"sources\"", 1);
        assert_eq!(Graph::from_json(&words).unwrap().to_json(), words);
    }

    fn refusal(json: &str) -> String {
        Graph::from_json(json).expect_err("it must be refused").to_string()
    }

    fn refusal_with(from: &str, to: &str) -> String {
        let json = samples::dinner().graph().to_json();
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json, "{from:?} must stand in the sample");
        refusal(&changed)
    }

    #[test]
    fn graphs_of_other_tools_are_told_from_broken_ones() {
        for other in [
            "{\"nodes\": [], \"edges\": []}",
            "{\"directed\": true, \"graph\": {}, \"nodes\": [], \"links\": []}",
            "{\"graph\": {\"schema\": null}}",
        ] {
            assert!(refusal(other).contains("without graph.schema"), "{}", refusal(other));
        }
    }

    #[test]
    fn faults_are_told_with_line_column_and_field() {
        let message = refusal("{\"graph\": {\"schema\": \"powermap/1\",\n oops}}");
        assert!(message.contains("line 2 column 2"), "{message}");
        let message = refusal_with("\"status\":\"reported\"", "\"status\":\"rumoured\"");
        assert!(
            message.starts_with("edges[0].status: unknown variant `rumoured`") && message.contains("line 11"),
            "{message}"
        );
        let message = refusal_with("\"end\":", "\"end\":0,\"was\":");
        assert!(message.contains("edges[0].evidence[0]") && message.contains("ends before it starts"), "{message}");
        assert!(refusal("3").contains("line 1 column"), "{}", refusal("3"));
        assert!(refusal("[]").contains("graph.schema"), "{}", refusal("[]"));
        assert!(refusal("").contains("EOF"), "{}", refusal(""));
        let twice = samples::dinner().graph().to_json().repeat(2);
        assert!(refusal(&twice).contains("trailing characters"), "{}", refusal(&twice));
    }

    #[test]
    fn parts_that_do_not_fit_are_told() {
        let cases = [
            ("\"source\":\"france.place\"", "\"source\":\"spain\"", "edges[0].source: there is no node \"spain\""),
            ("{\"id\":\"france.place\"", "{\"id\":\"kalimar-hallam\"", "nodes[3].id"),
            ("\"count\":1", "\"count\":2", "edges[0].count: 2, but there are 1"),
            ("\"confidence\":0.8", "\"confidence\":80", "edges[0].confidence: 80 is not from 0 to 1"),
        ];
        for (from, to, expected) in cases {
            let message = refusal_with(from, to);
            assert!(message.starts_with(expected), "{message}");
        }
    }

    #[test]
    fn other_schemas_are_refused_before_their_fields() {
        let newer = refusal("{\"graph\": {\"schema\": \"powermap/2\"}, \"vertices\": 7}");
        assert!(newer.contains("newer than \"powermap/1\"") && newer.contains("install"), "{newer}");
        assert!(refusal("{\"graph\": {\"schema\": \"gexf\"}}").contains("not one of powermap's"));
    }

    proptest! {
        #[test]
        fn any_graph_comes_back_byte_by_byte(graph in samples::any_graph()) {
            let json = graph.to_json();
            prop_assert_eq!(Graph::from_json(&json).unwrap().to_json(), json);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}", cut in 0usize..2000) {
            let _ = Graph::from_json(&text);
            let json = samples::dinner().graph().to_json();
            let cut = (0..=cut.min(json.len())).rev().find(|&i| json.is_char_boundary(i)).unwrap_or(0);
            let _ = Graph::from_json(&format!("{}{text}", &json[..cut]));
        }
    }
}
