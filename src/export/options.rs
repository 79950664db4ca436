//! What exporters need beside the graph.

use crate::relations::Ontology;

/// How a graph is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Options<'o> {
    /// The labels, colours and lines of the relations.
    pub ontology: &'o Ontology,
}

impl<'o> Options<'o> {
    /// The usual ones with this ontology.
    pub fn new(ontology: &'o Ontology) -> Self {
        Self { ontology }
    }
}
