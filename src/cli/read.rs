//! `powermap read`: what the reader sees in a text.

use super::{Outcome, input, output};
use crate::reading::{Reader, conllu};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Print sentences, tags and trees as CoNLL-U
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap read article.txt
  echo 'Rome backs the plan.' | powermap read -")]
pub(super) struct Options {
    /// An article; `-` is standard input
    file: PathBuf,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let document = input::document(&options.file)?;
    let reading = Reader::embedded()?.read(&document);
    output::print(conllu::write(&document.id, &document.text, &reading).as_bytes())?;
    Ok(Outcome::Done)
}
