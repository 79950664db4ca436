//! Where a graph is to be written, and in which format.

use super::output;
use super::usage::Usage;
use crate::export::{self, Format};
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
    /// json, dot (for Graphviz) or text [default: what the name given to -o ends in, else text on a terminal and json
    /// otherwise]
    #[arg(long, value_name = "FORMAT", value_parser = formats(), hide_possible_values = true)]
    format: Option<Format>,
    /// Write there instead of to standard output, which `-` is; the file is replaced only when all is done
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}

/// Where the graph goes and how it is written there.
pub(super) struct Place<'o> {
    /// None is standard output.
    file: Option<&'o Path>,
    format: Format,
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
        Ok(Place { file, format })
    }
}

impl Place<'_> {
    /// Writes the graph.
    pub fn write(&self, graph: &Graph, ontology: &Ontology) -> Result<()> {
        match self.file {
            Some(path) => output::write_file(path, &self.format.render(graph, ontology)),
            None if self.format == Format::Text => {
                output::print(export::listing(graph, ontology, &output::layout()).as_bytes())
            }
            None => output::print(&self.format.render(graph, ontology)),
        }
    }
}

fn no_format(path: &Path, extension: &str) -> Usage {
    let known: Vec<String> = Format::ALL.map(|format| format!("{} (.{})", format.name(), format.extension())).into();
    let picture = match extension.to_ascii_lowercase().as_str() {
        "svg" | "pdf" | "png" => format!("; for a picture, `--format dot | dot -T{extension} > {}`", path.display()),
        _ => String::new(),
    };
    Usage(format!(
        "{}: no format has names in .{extension}: end it in that of one of {}, or give --format{picture}",
        path.display(),
        known.join(", ")
    ))
}
