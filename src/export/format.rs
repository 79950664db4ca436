//! The formats that a graph can be written in: one table, one row a format.

use super::{
    Options, csv, cypher, cytoscape, d3, dot, gexf, graphml, html, json, markdown, mermaid, neo4j, parquet, picture,
    rdf, text,
};
use crate::graph::{Graph, Limits};
use crate::web;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

/// A format that a graph can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Node-link JSON, read by powermap and NetworkX; all that is known is in it.
    Json,
    /// A listing to be read.
    Text,
    /// A report to be read and published.
    Markdown,
    /// Graphviz, for pictures.
    Dot,
    /// Mermaid, for pictures inside Markdown.
    Mermaid,
    /// A picture for browsers and print, with its own layout.
    Svg,
    /// The same picture in pixels.
    Png,
    /// A page to explore it in, which loads nothing from elsewhere.
    Html,
    /// Cytoscape.js and Cytoscape.
    Cytoscape,
    /// The nodes and links of D3 and Observable.
    D3,
    /// GraphML: Gephi, yEd, igraph, NetworkX.
    Graphml,
    /// GEXF 1.3: Gephi, with time.
    Gexf,
    /// Tables of nodes, edges and evidence: Gephi, pandas, DuckDB, SQLite, spreadsheets.
    Csv,
    /// The same tables with the headers of `neo4j-admin database import`.
    Neo4j,
    /// The same tables as CSV in columns with types: DuckDB, pandas, Polars, Spark.
    Parquet,
    /// A script that puts the graph into Neo4j or Memgraph; run twice it changes nothing.
    Cypher,
    /// RDF for people and stores.
    Turtle,
    /// RDF with a graph for each document.
    Nquads,
    /// RDF as JSON.
    Jsonld,
}

/// Writes a file.
type WriteFn = fn(&Graph, &Options, &mut dyn Write) -> io::Result<()>;

/// What a format is made of.
enum Content {
    /// One file of text in UTF-8.
    Text(WriteFn),
    /// One file of other bytes.
    Bytes(WriteFn),
    /// A folder of files with these names.
    Folder(&'static [(&'static str, WriteFn)]),
}

struct Row {
    format: Format,
    name: &'static str,
    /// Empty for folders.
    extension: &'static str,
    media_type: &'static str,
    content: Content,
}

const fn row(
    format: Format,
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    content: Content,
) -> Row {
    Row { format, name, extension, media_type, content }
}

/// The formats in the order of [`Format`].
static ROWS: [Row; Format::ALL.len()] = {
    use Content::{Bytes, Folder, Text};
    use Format as F;
    [
        row(F::Json, "json", "json", "application/json", Text(json::write)),
        row(F::Text, "text", "txt", "text/plain; charset=utf-8", Text(text::write)),
        row(F::Markdown, "markdown", "md", "text/markdown; charset=utf-8", Text(markdown::write)),
        row(F::Dot, "dot", "dot", "text/vnd.graphviz", Text(dot::write)),
        row(F::Mermaid, "mermaid", "mmd", "text/vnd.mermaid", Text(mermaid::write)),
        row(F::Svg, "svg", "svg", "image/svg+xml", Text(picture::write_svg)),
        row(F::Png, "png", "png", "image/png", Bytes(picture::write_png)),
        row(F::Html, "html", "html", "text/html; charset=utf-8", Text(html::write)),
        row(F::Cytoscape, "cytoscape", "cyjs", "application/json", Text(cytoscape::write)),
        row(F::D3, "d3", "d3.json", "application/json", Text(d3::write)),
        row(F::Graphml, "graphml", "graphml", "application/graphml+xml", Text(graphml::write)),
        row(F::Gexf, "gexf", "gexf", "application/gexf+xml", Text(gexf::write)),
        row(F::Csv, "csv", "", "text/csv; charset=utf-8", Folder(csv::FILES)),
        row(F::Neo4j, "neo4j", "", "text/csv; charset=utf-8", Folder(neo4j::FILES)),
        row(F::Parquet, "parquet", "", "application/vnd.apache.parquet", Folder(parquet::FILES)),
        row(F::Cypher, "cypher", "cypher", "application/x-cypher-query", Text(cypher::write)),
        row(F::Turtle, "turtle", "ttl", "text/turtle; charset=utf-8", Text(rdf::write_turtle)),
        row(F::Nquads, "nquads", "nq", "application/n-quads", Text(rdf::write_nquads)),
        row(F::Jsonld, "jsonld", "jsonld", "application/ld+json", Text(rdf::write_jsonld)),
    ]
};

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {name:?}; there are {}", Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat {
    name: String,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 19] = [
        Self::Json,
        Self::Text,
        Self::Markdown,
        Self::Dot,
        Self::Mermaid,
        Self::Svg,
        Self::Png,
        Self::Html,
        Self::Cytoscape,
        Self::D3,
        Self::Graphml,
        Self::Gexf,
        Self::Csv,
        Self::Neo4j,
        Self::Parquet,
        Self::Cypher,
        Self::Turtle,
        Self::Nquads,
        Self::Jsonld,
    ];

    fn row(self) -> &'static Row {
        ROWS.iter().find(|row| row.format == self).unwrap_or(&ROWS[0])
    }

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What its files' names end in, without the point; empty where it is a folder of files.
    pub fn extension(self) -> &'static str {
        self.row().extension
    }

    /// Its media type (<https://www.iana.org/assignments/media-types>); of a folder, that of the files in it.
    pub fn media_type(self) -> &'static str {
        self.row().media_type
    }

    /// The names of the files in it, where it is a folder of files.
    pub fn files(self) -> Option<Vec<&'static str>> {
        match self.row().content {
            Content::Folder(files) => Some(files.iter().map(|(name, _)| *name).collect()),
            Content::Text(_) | Content::Bytes(_) => None,
        }
    }

    /// Whether it is text in UTF-8, which a terminal can show.
    pub fn is_text(self) -> bool {
        matches!(self.row().content, Content::Text(_))
    }

    /// How much of a graph can be read in it, where it is to be looked at.
    pub fn limits(self) -> Option<Limits> {
        match self {
            Self::Dot => Some(dot::LIMITS),
            Self::Mermaid => Some(mermaid::LIMITS),
            Self::Svg | Self::Png => Some(picture::LIMITS),
            Self::Html => Some(web::LIMITS),
            _ => None,
        }
    }

    /// How much of a graph can be written in it at all, where that is not everything: more would take minutes.
    pub fn most(self) -> Option<Limits> {
        match self {
            Self::Svg | Self::Png => Some(picture::MOST),
            _ => None,
        }
    }

    /// The format whose files are named like `path`; `.gv` is Graphviz's too. Folders are named like no format.
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        if name.ends_with(".gv") {
            return Some(Self::Dot);
        }
        let ends = |format: &Self| {
            let extension = format.extension();
            !extension.is_empty() && name.strip_suffix(extension).is_some_and(|stem| stem.ends_with('.'))
        };
        // The longest that fits: `map.d3.json` is not only `.json`.
        Self::ALL.into_iter().filter(ends).max_by_key(|format| format.extension().len())
    }

    /// Writes the graph in this format. The same graph always gives the same bytes.
    ///
    /// What is written comes in small pieces: give a buffered writer. Memory does not grow with the number of edges.
    ///
    /// # Errors
    /// Those of `out`; that a format is a folder of files ([`Format::files`]), which go one by one through
    /// [`Format::write_file`].
    pub fn write(self, graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        match self.row().content {
            Content::Text(write) | Content::Bytes(write) => write(graph, options, out),
            Content::Folder(_) => Err(folder(self, "itself")),
        }
    }

    /// Writes one of the files of a format that is a folder of them.
    ///
    /// # Errors
    /// Those of `out`; that there is no file of this name in the format.
    pub fn write_file(self, name: &str, graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        match self.row().content {
            Content::Folder(files) => match files.iter().find(|(file, _)| *file == name) {
                Some((_, write)) => write(graph, options, out),
                None => Err(folder(self, name)),
            },
            Content::Text(_) | Content::Bytes(_) => Err(folder(self, name)),
        }
    }
}

fn folder(format: Format, name: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("the format {} has no file {name:?}", format.name()))
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_lead_back() {
        for (format, row) in Format::ALL.into_iter().zip(&ROWS) {
            assert_eq!(row.format, format, "the rows are in the order of the formats");
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(format.files().is_some(), format.extension().is_empty(), "{format:?}");
            if format.files().is_none() {
                assert_eq!(Format::of_path(Path::new(&format!("a.b.{}", format.extension()))), Some(format));
            }
        }
        assert_eq!(Format::of_path(Path::new("map.GV")), Some(Format::Dot));
        for name in ["dot", "map.csv", "map.", ".", "mapjson"] {
            assert_eq!(Format::of_path(Path::new(name)), None, "{name}");
        }
        assert!("jsn".parse::<Format>().unwrap_err().to_string().contains("json, text, markdown"));
    }

    #[test]
    fn folders_are_written_file_by_file() {
        let (graph, ontology) = (Graph::default(), crate::relations::Ontology::built_in());
        let options = Options::new(&ontology);
        let mut out = Vec::new();
        let error = Format::Csv.write(&graph, &options, &mut out).unwrap_err();
        assert_eq!(error.to_string(), "the format csv has no file \"itself\"");
        assert!(Format::Csv.write_file("more.csv", &graph, &options, &mut out).is_err());
        Format::Csv.write_file("nodes.csv", &graph, &options, &mut out).unwrap();
        assert!(out.starts_with(b"Id,Label,"));
    }
}
