//! The formats that a graph can be written in.

use super::{Layout, dot, json, text};
use crate::graph::Graph;
use crate::relations::Ontology;
use std::path::Path;
use std::str::FromStr;

/// A format that a graph can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Node-link JSON, read by powermap and NetworkX; all that is known is in it.
    Json,
    /// Graphviz, for pictures.
    Dot,
    /// A listing to be read.
    Text,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {0:?}; there are json, dot and text")]
pub struct UnknownFormat(String);

impl Format {
    /// All formats.
    pub const ALL: [Format; 3] = [Self::Json, Self::Dot, Self::Text];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Dot => "dot",
            Self::Text => "text",
        }
    }

    /// What its files' names end in, without the point.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Dot => "dot",
            Self::Text => "txt",
        }
    }

    /// Its media type (<https://www.iana.org/assignments/media-types>).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Dot => "text/vnd.graphviz",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The format whose files are named like `path`; `.gv` is Graphviz's too.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        if extension == "gv" {
            return Some(Self::Dot);
        }
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The graph in this format, as UTF-8. The same graph always gives the same bytes.
    pub fn render(self, graph: &Graph, ontology: &Ontology) -> Vec<u8> {
        match self {
            Self::Json => json::render(graph),
            Self::Dot => dot::render(graph, ontology),
            Self::Text => text::listing(graph, ontology, &Layout::default()).into_bytes(),
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_lead_back() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(Format::of_path(Path::new("a.b").with_extension(format.extension()).as_path()), Some(format));
        }
        assert_eq!(Format::of_path(Path::new("map.GV")), Some(Format::Dot));
        assert_eq!(Format::of_path(Path::new("dot")), None);
        assert!("jsn".parse::<Format>().unwrap_err().to_string().contains("json, dot and text"));
    }
}
