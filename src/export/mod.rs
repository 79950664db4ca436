//! A graph in the formats of other tools.

mod answer;
mod columns;
mod csv;
mod cypher;
mod cytoscape;
mod d3;
mod dot;
mod escape;
mod explanation;
mod format;
mod gexf;
mod graphml;
mod html;
mod json;
mod layout;
mod legend;
mod mark;
mod markdown;
mod mermaid;
mod names;
mod neo4j;
mod options;
mod palette;
mod parquet;
mod picture;
mod quote;
mod rdf;
#[cfg(test)]
mod tests;
mod text;
mod unfailing;
mod xml;

pub(crate) use layout::cut;
pub(crate) use quote::printable;

pub use answer::{Answer, Form, Table, View, render};
pub use explanation::{explanation, explanation_json};
pub use format::{Format, UnknownFormat};
pub use layout::{Layout, line};
pub use options::Options;
pub use picture::{Arrangement, Theme};
pub(crate) use text::counted;
pub use text::listing;

/// Colour of relations that the ontology does not know.
const UNKNOWN: &str = "#333333";
