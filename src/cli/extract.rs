//! `powermap extract`: articles to a graph.

use super::input::{self, Input};
use super::{Outcome, output};
use crate::document::Document;
use crate::export::{self, Format};
use crate::graph::{Filter, Graph, unique_documents};
use crate::pipeline::Pipeline;
use crate::relations::{Ontology, Status};
use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Read articles and write who does what to whom as a graph
#[derive(Debug, Args)]
#[command(after_help = "\
A file that cannot be read is told on standard error and the others are read; the exit status is then 1.
Graphs made before, as JSON, may stand among the articles and are merged with them.

Examples:
  powermap extract article.txt
  powermap extract *.txt -o map.json
  powermap extract article.txt --format dot | dot -Tsvg > map.svg
  powermap extract article.txt --status asserted --min-confidence 0.6
  curl -s https://example.org/news.txt | powermap extract - --format json")]
pub(super) struct Options {
    /// Articles; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// json, dot (for Graphviz) or text [default: what the name given to -o ends in, else text on a terminal and json
    /// otherwise]
    #[arg(long, value_name = "FORMAT", value_parser = formats(), hide_possible_values = true)]
    format: Option<Format>,
    /// Write there instead of to standard output; the file is replaced only when all is done
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    choice: Choice,
}

/// What relations are, and which of them to keep.
#[derive(Debug, Args)]
pub(super) struct Choice {
    /// Take the relations and their words from this file instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub ontology: Option<PathBuf>,
    /// Leave out relations that are less certain than this, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = confidence, hide_default_value = true)]
    pub min_confidence: f32,
    /// Keep only these, separated by commas: asserted, former, reported, planned, negated
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = statuses(), hide_possible_values = true)]
    pub status: Vec<Status>,
    /// Leave out what only the learned model finds: every relation has a pattern and its words
    #[arg(long)]
    pub patterns_only: bool,
}

impl Choice {
    /// The pipeline that was asked for.
    pub fn pipeline(&self, ontology: &Ontology) -> Result<Pipeline> {
        let pipeline = Pipeline::new(ontology.clone())?;
        Ok(if self.patterns_only { pipeline.patterns_only() } else { pipeline })
    }

    pub fn filter(&self) -> Filter {
        Filter { min_confidence: self.min_confidence, statuses: self.status.clone() }
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| name.parse::<Format>())
}

fn statuses() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::as_str))
        .try_map(|name| Status::ALL.into_iter().find(|status| status.as_str() == name).ok_or("no such status"))
}

fn confidence(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("give a number from 0 to 1, such as 0.6".to_owned()),
    }
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    let loaded: Vec<Result<Input>> = options.files.par_iter().map(|file| input::load(file)).collect();
    let mut graphs = Vec::new();
    let mut documents = Vec::new();
    let mut failed = 0;
    for input in loaded {
        match input {
            Ok(Input::Graph(graph)) => graphs.push(graph),
            Ok(Input::Document(document)) => documents.push(document),
            Err(error) => {
                failed += 1;
                output::complain(&error)?;
            }
        }
    }
    if failed > 0 && options.files.len() > 1 {
        output::message(&format!("{failed} of {} files could not be read", options.files.len()))?;
    }
    if !(graphs.is_empty() && documents.is_empty()) {
        graphs.extend(read(documents, &ontology, &options.choice)?);
        let graph = Graph::merged(graphs, &ontology).filtered(&options.choice.filter());
        write(&graph, &ontology, options)?;
    }
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// The graphs of the documents, in their order.
fn read(documents: Vec<Document>, ontology: &Ontology, choice: &Choice) -> Result<Vec<Graph>> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let documents = unique_documents(documents);
    let pipeline = choice.pipeline(ontology)?;
    Ok(documents.par_iter().map(|document| pipeline.graph(document)).collect())
}

fn write(graph: &Graph, ontology: &Ontology, options: &Options) -> Result<()> {
    let by_name = || options.output.as_deref().and_then(Format::of_path);
    let by_place = || {
        let on_terminal = options.output.is_none() && io::stdout().is_terminal();
        if on_terminal { Format::Text } else { Format::Json }
    };
    let format = options.format.or_else(by_name).unwrap_or_else(by_place);
    match &options.output {
        Some(path) => output::write_file(path, &format.render(graph, ontology)),
        None if format == Format::Text => {
            Ok(output::print(export::listing(graph, ontology, &output::layout()).as_bytes())?)
        }
        None => Ok(output::print(&format.render(graph, ontology))?),
    }
}
