//! JSON; its form is described where it is read, at [`Graph::from_json`].

use super::Options;
use crate::graph::Graph;
use std::io::{self, Write};

/// The graph as node-link JSON.
pub(super) fn write(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    graph.write_json(out)
}
