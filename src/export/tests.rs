//! What holds of every format.

use super::{Format, Options};
use crate::entities::EntityType;
use crate::graph::{Graph, samples};
use crate::relations::{Ontology, Status};
use proptest::prelude::*;

/// The graph in a format of one file of text.
pub(super) fn written(format: Format, graph: &Graph) -> String {
    let ontology = Ontology::built_in();
    let mut out = Vec::new();
    format.write(graph, &Options::new(&ontology), &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("text is UTF-8")
}

/// The files of a format, by name; that of a format of one file has none.
pub(super) fn files(format: Format, graph: &Graph) -> Vec<(&'static str, Vec<u8>)> {
    let ontology = Ontology::built_in();
    let options = Options::new(&ontology);
    let mut files = Vec::new();
    for name in format.files().unwrap_or(vec![""]) {
        let mut out = Vec::new();
        let result = match format.files() {
            Some(_) => format.write_file(name, graph, &options, &mut out),
            None => format.write(graph, &options, &mut out),
        };
        result.expect("a vector takes all");
        files.push((name, out));
    }
    files
}

#[test]
fn every_format_reads_like_this() {
    let graph = samples::dinner().graph();
    for format in [Format::Cytoscape, Format::D3, Format::Graphml, Format::Gexf, Format::Csv, Format::Neo4j] {
        for (name, bytes) in files(format, &graph) {
            let text = String::from_utf8(bytes).unwrap().replace('\u{1f}', "␟");
            let name = [format.name(), name.trim_end_matches(".csv")].join("_");
            insta::assert_snapshot!(name.trim_end_matches('_'), text);
        }
    }
}

/// A writer that is full after some bytes.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Names of any characters, some very long, some of what tools read as their own.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        2 => "[\"'`&<>\\\\|;,#{}\\[\\]()\r\n\t%=:@_*-]{1,12}",
        1 => "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{202a}-\u{202e}\u{fffe}\u{ffff}]{1,6}",
        1 => "[א-תا-ي\u{1F1E6}-\u{1F1FF}]{1,8}",
        1 => "\\PC{1,3}".prop_map(|text| text.repeat(10_000 / text.chars().count())),
    ]
    .prop_filter("a name has words", |name| !name.trim().is_empty())
}

/// One entity of this name, and a sentence with it.
fn named(name: &str) -> Graph {
    samples::Sample::new("d", &[&format!("{name} left Rome.")])
        .entity(name, EntityType::Group, &[name])
        .entity("Rome", EntityType::Place, &["Rome"])
        .states(0, name, "opposes", "Rome", Status::Reported, "left")
        .graph()
}

/// The values of the attributes or elements of an XML file whose start tags have this attribute.
fn xml_values(xml: &str, attribute: &str, value: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut values, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(tag) => {
                let has =
                    |a: quick_xml::events::attributes::Attribute| a.key.as_ref() == attribute && *a.value == *value;
                inside = tag.attributes().map(Result::unwrap).any(has);
                if inside {
                    values.push(String::new());
                }
            }
            Event::Empty(tag) => {
                let attributes: Vec<_> = tag.attributes().map(Result::unwrap).collect();
                if attributes.iter().any(|a| a.key.as_ref() == attribute && *a.value == *value) {
                    let given = attributes.iter().find(|a| a.key.as_ref() == "value").expect("a value");
                    values.push(given.value.to_string());
                }
            }
            Event::Text(text) if inside => values.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(name) if inside => values.last_mut().unwrap().push_str(&format!("&{};", &*name)),
            Event::End(_) => inside = false,
            Event::Eof => return values.iter().map(|v| quick_xml::escape::unescape(v).unwrap().into_owned()).collect(),
            _ => {}
        }
    }
}

/// The second column of a table.
fn second_column(csv: &[u8]) -> Vec<String> {
    csv::Reader::from_reader(csv).records().map(|row| row.unwrap()[1].to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_name_goes_through_every_format(name in any_name()) {
        let graph = named(&name);
        // As the graph has it.
        let names: Vec<String> = graph.nodes().map(|(_, node)| node.name.clone()).collect();
        let again = Graph::from_json(&written(Format::Json, &graph)).unwrap();
        prop_assert_eq!(again.nodes().map(|(_, node)| node.name.clone()).collect::<Vec<_>>(), names.clone());
        for (format, list, data) in [(Format::Cytoscape, "/elements/nodes", "/data/name"), (Format::D3, "/nodes", "/name")] {
            let json: serde_json::Value = serde_json::from_str(&written(format, &graph)).unwrap();
            let nodes = json.pointer(list).unwrap().as_array().unwrap().clone();
            let found: Vec<&str> = nodes.iter().map(|node| node.pointer(data).unwrap().as_str().unwrap()).collect();
            prop_assert_eq!(&found, &names);
        }
        for format in [Format::Csv, Format::Neo4j] {
            prop_assert_eq!(&second_column(&files(format, &graph)[0].1), &names);
        }
        let xml = |c: char| if (c < ' ' && !"\t\n\r".contains(c)) || "\u{fffe}\u{ffff}".contains(c) { '\u{fffd}' } else { c };
        let possible: Vec<String> = names.iter().map(|name| name.chars().map(xml).collect()).collect();
        prop_assert_eq!(&xml_values(&written(Format::Graphml, &graph), "key", "node.name"), &possible);
        prop_assert_eq!(&xml_values(&written(Format::Gexf, &graph), "for", "name"), &possible);
        for format in [Format::Dot, Format::Mermaid, Format::Svg, Format::Markdown, Format::Text] {
            let text = written(format, &graph);
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{format:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_graph_goes_through_every_format_and_gives_the_same_bytes(graph in samples::any_graph()) {
        for format in Format::ALL {
            prop_assert!(files(format, &graph) == files(format, &graph.clone()), "{format:?}");
        }
    }

    #[test]
    fn a_full_disk_is_told(room in 0usize..200) {
        let (graph, ontology) = (samples::dinner().graph(), Ontology::built_in());
        for format in Format::ALL.into_iter().filter(|format| format.files().is_none()) {
            let told = format.write(&graph, &Options::new(&ontology), &mut Full(room));
            prop_assert_eq!(told.map_err(|error| error.kind()), Err(std::io::ErrorKind::StorageFull), "{:?}", format);
        }
    }
}
