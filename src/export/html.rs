//! The explorer's page, without whole articles: they are not in a graph.

use super::Options;
use crate::graph::Graph;
use crate::web::{self, Kept};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let page = web::kept_page(&Kept { graph, texts: &BTreeMap::new(), note: None }, options.ontology);
    out.write_all(page.as_bytes())
}
