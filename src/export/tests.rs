//! What holds of every format.

use super::{Format, Options};
use crate::graph::{Graph, samples};
use crate::relations::Ontology;
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
