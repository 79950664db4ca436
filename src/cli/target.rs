//! Where a graph is to be written, and in which format.

use super::output;
use super::usage::Usage;
use crate::export::{self, Arrangement, Format, Options, Theme};
use crate::graph::Graph;
use crate::relations::Ontology;
use crate::store::Store;
use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Where a graph goes.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// json, text, markdown (a report), dot (Graphviz), mermaid, svg, png, html (a page to explore it in), cytoscape, d3, graphml, gexf, cypher, turtle,
    /// nquads, jsonld, csv, neo4j or parquet (folders of tables) [default: what the name given to -o ends in, else text on a terminal and json otherwise]
    #[arg(long, value_name = "FORMAT", value_parser = formats(), hide_possible_values = true)]
    format: Option<Format>,
    /// Write there instead of to standard output, which `-` is; what is there is replaced only when all is done
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Colours of svg and png: light or dark
    #[arg(long, value_name = "THEME", default_value = "light", value_parser = themes(), hide_possible_values = true)]
    theme: Theme,
    /// Arrangement of svg and png: layered (along the relations, every one labelled) or force (for big graphs) [default: by
    /// the number of relations]
    #[arg(long, value_name = "LAYOUT", value_parser = arrangements(), hide_possible_values = true)]
    layout: Option<Arrangement>,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}

fn themes() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::ALL.map(Theme::name))
        .try_map(|name| Theme::ALL.into_iter().find(|theme| theme.name() == name).ok_or("no such theme"))
}

fn arrangements() -> impl TypedValueParser<Value = Arrangement> {
    PossibleValuesParser::new(Arrangement::ALL.map(Arrangement::name))
        .try_map(|name| Arrangement::ALL.into_iter().find(|a| a.name() == name).ok_or("no such layout"))
}

/// Where the graph goes and how it is written there.
pub(super) struct Place<'o> {
    /// None is standard output.
    pub file: Option<&'o Path>,
    pub format: Format,
    theme: Theme,
    arrangement: Option<Arrangement>,
}

impl Target {
    /// What the options ask for, to be settled before anything is read.
    ///
    /// # Errors
    /// A [`Usage`] where the file's name ends in what no format has, and no format is given.
    pub fn place(&self) -> Result<Place<'_>> {
        let file = self.output.as_deref().filter(|path| path.as_os_str() != "-");
        let format = match (self.format, file) {
            (Some(format), _) => format,
            (None, None) if io::stdout().is_terminal() => Format::Text,
            (None, None) => Format::Json,
            (None, Some(path)) => match (Format::of_path(path), path.extension()) {
                (Some(format), _) => format,
                (None, None) => Format::Json,
                (None, Some(extension)) => return Err(no_format(path, &extension.to_string_lossy()).into()),
            },
        };
        if let Some(path) = file.filter(|path| Store::is_at(path)) {
            let message =
                "is a store (or another SQLite file), which a graph must not take the place of; give another name";
            return Err(Usage(format!("{}: {message}", path.display())).into());
        }
        check_output(format, file)?;
        if let Some(path) = file
            && is_misnamed(path, format)
        {
            let name = format.name();
            output::message(&format!("{}: is written as {name}, though its name is another format's", path.display()))?;
        }
        Ok(Place { file, format, theme: self.theme, arrangement: self.layout })
    }
}

impl Place<'_> {
    /// Writes the graph.
    pub fn write(&self, graph: &Graph, ontology: &Ontology) -> Result<()> {
        let Self { theme, arrangement, .. } = *self;
        let options = Options { theme, arrangement, ..Options::new(ontology) };
        match (self.file, self.format.files()) {
            (Some(path), Some(files)) => {
                output::write_folder(path, &files, |name, out| self.format.write_file(name, graph, &options, out))
            }
            (Some(path), None) => output::write_file(path, |out| self.format.write(graph, &options, out)),
            (None, _) if self.format == Format::Text => {
                output::print_all(|out| export::listing(graph, ontology, &output::layout(), out))
            }
            (None, _) => output::print_all(|out| self.format.write(graph, &options, out)),
        }
    }
}

/// That standard output can be what is written.
fn check_output(format: Format, file: Option<&Path>) -> Result<(), Usage> {
    match (format.files(), file) {
        (Some(files), None) => Err(Usage(format!(
            "{} is a folder of files ({}), which standard output cannot be: give it a name with -o",
            format.name(),
            files.join(", ")
        ))),
        (None, None) if !format.is_text() && io::stdout().is_terminal() => {
            let name = format.name();
            Err(Usage(format!("{name} is no text, which a terminal could show: give it a name with -o map.{name}")))
        }
        _ => Ok(()),
    }
}

/// Whether a file's name ends in that of a format which a reader of that name would not take it for: all JSON may be called
/// so, and all text.
fn is_misnamed(path: &Path, format: Format) -> bool {
    let is_json = format.media_type().ends_with("json");
    match Format::of_path(path) {
        None => false,
        Some(Format::Json) => !is_json,
        Some(Format::Text) => !format.is_text(),
        Some(named) => named != format,
    }
}

fn no_format(path: &Path, extension: &str) -> Usage {
    let known = Format::ALL.into_iter().filter(|format| format.files().is_none());
    let known: Vec<String> = known.map(|format| format!("{} (.{})", format.name(), format.extension())).collect();
    let other = match extension.to_ascii_lowercase().as_str() {
        "pdf" => format!("; for a picture, `--format dot | dot -Tpdf > {}`", path.display()),
        "csv" => format!("; tables are a folder of files: `--format csv -o {}`", path.with_extension("").display()),
        _ => String::new(),
    };
    Usage(format!(
        "{}: no format has names in .{extension}: end it in that of one of {}, or give --format{other}",
        path.display(),
        known.join(", ")
    ))
}
