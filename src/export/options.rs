//! What exporters need beside the graph.

use super::{Arrangement, Theme};
use crate::relations::Ontology;

/// How a graph is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Options<'o> {
    /// The labels, colours and lines of the relations.
    pub ontology: &'o Ontology,
    /// The colours of pictures.
    pub theme: Theme,
    /// How pictures are arranged; by their size where it is left open.
    pub arrangement: Option<Arrangement>,
}

impl<'o> Options<'o> {
    /// The usual ones with this ontology.
    pub fn new(ontology: &'o Ontology) -> Self {
        Self { ontology, theme: Theme::default(), arrangement: None }
    }
}
