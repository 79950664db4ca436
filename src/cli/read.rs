//! `powermap read`: what the reader sees in a text.

use super::input::{self, Records};
use super::{Outcome, output};
use crate::document::Document;
use crate::reading::{Reader, conllu};
use anyhow::{Result, bail};
use clap::Args;
use rayon::prelude::*;
use std::path::PathBuf;

/// Print sentences, tags and trees as CoNLL-U
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap read article.txt
  echo 'Rome backs the plan.' | powermap read -")]
pub(super) struct Options {
    /// Articles; `-` is standard input
    file: PathBuf,
    #[command(flatten)]
    records: Records,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let (loaded, outcome) = input::load_one(&options.file, &options.records)?;
    if let Some((path, _)) = loaded.graphs.first() {
        bail!("{}: is a graph; give an article", path.display());
    }
    let reader = Reader::embedded()?;
    let write = |document: &Document| conllu::write(&document.id, &document.text, &reader.read(document));
    let written: Vec<String> = loaded.documents.par_iter().map(write).collect();
    output::print(written.concat().as_bytes())?;
    Ok(outcome)
}
