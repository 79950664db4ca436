//! `powermap extract`: articles to a graph.

use super::Outcome;
use super::base::tell_undated;
use super::html::{self, Page};
use super::input::{self, Records};
use super::shown::Shown;
use super::target::{Place, Target};
use super::usage::Usage;
use crate::export::Format;
use crate::graph::{Date, Filter, Period};
use crate::pipeline::Pipeline;
use crate::relations::{Ontology, Status};
use anyhow::{Result, ensure};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

/// Read articles and write who does what to whom as a graph
#[derive(Debug, Args)]
#[command(after_help = "\
A file may hold one article (plain text, Markdown, HTML) or many (JSON, JSON Lines, CSV, TSV, RSS, Atom, mbox), and may be
compressed with gzip or zstd; which it is, its content tells. Graphs made before, as JSON, may stand among the articles and are merged
with them. A file or record that cannot be read is told on standard error and the others are read; the exit status is
then 1.

Examples:
  powermap extract article.txt
  powermap extract *.txt -o map.json
  powermap extract archive/ wire.jsonl.gz -o map.json
  powermap extract export.csv --map text=body,title=headline,date=published
  powermap extract article.txt --format dot | dot -Tsvg > map.svg
  powermap extract article.txt --status asserted --min-confidence 0.6
  curl -s https://example.org/news.txt | powermap extract - --format json")]
pub(super) struct Options {
    /// Files of articles, compressed or not, folders of them, patterns; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    records: Records,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    shown: Shown,
}

/// What relations are, and which of them to keep.
#[derive(Debug, Args)]
pub(super) struct Choice {
    /// Take the relations and their words from this file: with `extends = "built-in"` in its first line it adds to the
    /// built-in ones, without it nothing but the file counts, its helper words for denials and plans included
    #[arg(long, value_name = "FILE")]
    pub ontology: Option<PathBuf>,
    /// Leave out relations that are less certain than this, from 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = confidence, hide_default_value = true)]
    pub min_confidence: f32,
    /// Keep only these, separated by commas: asserted, former, reported, planned, negated
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = statuses(), hide_possible_values = true)]
    pub status: Vec<Status>,
    /// Keep only what documents of this year, month or day or later state: 2018, 2018-11 or 2018-11-12; what documents
    /// without a date state is left out
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// Keep only what documents of this year, month or day or earlier state
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Leave out what only the learned model finds: every relation has a pattern and its words. Only where articles are
    /// read: a graph made before does not tell what patterns alone would have found
    #[arg(long)]
    pub patterns_only: bool,
}

impl Choice {
    /// The pipeline that was asked for.
    pub fn pipeline(&self, ontology: &Ontology) -> Result<Pipeline> {
        let pipeline = Pipeline::new(ontology.clone())?;
        Ok(if self.patterns_only { pipeline.patterns_only() } else { pipeline })
    }

    /// That all that is asked for can be done with a graph made before.
    ///
    /// # Errors
    /// A [`Usage`] where something can be done only while reading an article.
    pub fn check_for_graph(&self, name: &Path) -> Result<()> {
        let message = "is a graph made before, whose relations the patterns and the model found together; give the article, \
                       or leave out --patterns-only";
        ensure!(!self.patterns_only, Usage(format!("{}: {message}", name.display())));
        Ok(())
    }

    /// What to keep.
    pub fn filter(&self) -> Filter {
        let period = Period { since: self.since, until: self.until };
        Filter { min_confidence: self.min_confidence, statuses: self.status.clone(), period }
    }

    /// That what is asked for can be there.
    ///
    /// # Errors
    /// A [`Usage`] where the period ends before it starts.
    pub fn check(&self) -> Result<()> {
        let empty = self.filter().period.is_empty();
        ensure!(
            !empty,
            Usage("--until is before --since, so that nothing is between them; turn them round".to_owned())
        );
        Ok(())
    }
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
    let place = options.target.place()?;
    if place.format == Format::Html {
        let Options { files, records, choice, shown, .. } = options;
        let page = Page { files, store: None, curation: None, records, choice, shown, texts: true, target: place.file };
        return html::write(&page);
    }
    write(&options.files, &options.records, &options.choice, &options.shown, &place)
}

/// Writes the graph of articles and of graphs made before.
pub(super) fn write(
    files: &[PathBuf],
    records: &Records,
    choice: &Choice,
    shown: &Shown,
    place: &Place,
) -> Result<Outcome> {
    choice.check()?;
    let ontology = input::ontology(choice.ontology.as_deref())?;
    let loaded = input::load(files, records)?;
    let outcome = loaded.tell_faults()?;
    if !loaded.is_empty() {
        let graph = loaded.graph(&ontology, choice)?;
        tell_undated(&graph, choice)?;
        let graph = shown.of(graph, &choice.filter(), &ontology, place.format)?;
        place.write(&graph, &ontology)?;
    }
    Ok(outcome)
}
