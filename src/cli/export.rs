//! `powermap export`: a graph for other tools.

use super::Outcome;
use super::base::tell_undated;
use super::extract::{self, Choice};
use super::html::{self, Page};
use super::input::{self, Records};
use super::shown::Shown;
use super::store::{self, Place};
use super::target::Target;
use crate::export::Format;
use crate::store::Store;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Write a graph for other tools: of a store, of a graph made before, or of articles
#[derive(Debug, Args)]
#[command(after_help = "\
docs/tools.md tells for each format which tools read it and how, with what they said.

Examples:
  powermap export -o map.json                           all that powermap.db knows
  powermap export map.json -o map.graphml               Gephi, yEd, igraph
  powermap export map.json --format csv -o map          nodes.csv, edges.csv and evidence.csv in the folder map
  powermap export map.json --around Norland --hops 2 --format dot | dot -Tsvg > norland.svg
  powermap export --store wire.db --since 2018 --min-confidence 0.7 --top 50 -o map.gexf")]
pub(super) struct Options {
    /// Graphs that `powermap extract` wrote as JSON, articles, or a store [default: the store]
    #[arg(value_name = "FILE", conflicts_with = "store")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    records: Records,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    shown: Shown,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let target = options.target.place()?;
    if target.format == Format::Html {
        let Options { files, records, choice, shown, .. } = options;
        let store = files.is_empty().then_some(options.place.store.as_path());
        let curation = options.place.curation.as_deref();
        return html::write(&Page { files, store, curation, records, choice, shown, texts: true, target: target.file });
    }
    let path = match options.files.as_slice() {
        [] => &options.place.store,
        [file] if Store::is_at(file) => file,
        files => return extract::write(files, &options.records, &options.choice, &options.shown, &target),
    };
    options.choice.check()?;
    options.choice.check_for_graph(path)?;
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    let graph = store::open(path, options.place.curation.as_deref())?.full()?;
    tell_undated(&graph, &options.choice)?;
    let graph = options.shown.of(graph, &options.choice.filter(), &ontology, target.format)?;
    target.write(&graph, &ontology)?;
    Ok(Outcome::Done)
}
