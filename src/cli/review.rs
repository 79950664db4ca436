//! `powermap review`: the user decides what is doubtful.

use super::store::Place;
use super::{Outcome, output};
use crate::export::printable;
use crate::store::{Curation, Doubt};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};

/// Decide what is doubtful, most valuable first; the answers go into the curation file
#[derive(Debug, Args)]
#[command(after_help = "\
Answers are read a line each: y (yes), n (no), s (skip) or q (quit); each is written at once to the end of the curation
file, which is yours: keep it under version control, change it by hand, take lines out again.

Examples:
  powermap review
  powermap review --list --limit 50
  powermap review --list --format json --store wire.db")]
pub(super) struct Options {
    #[command(flatten)]
    place: Place,
    /// Print the doubts and ask nothing
    #[arg(long)]
    list: bool,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "20")]
    limit: usize,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let store = options.place.open()?;
    let doubts = store.doubts(&options.place.curation()?, options.limit)?;
    if options.format == Form::Json {
        output::print(format!("{}\n", serde_json::to_string_pretty(&doubts)?).as_bytes())?;
        return Ok(Outcome::Done);
    }
    if doubts.is_empty() {
        output::print(b"nothing is doubtful\n")?;
        return Ok(Outcome::Done);
    }
    if options.list {
        for doubt in &doubts {
            output::print(told(doubt).as_bytes())?;
        }
        return Ok(Outcome::Done);
    }
    ask(options, &doubts)
}

fn told(doubt: &Doubt) -> String {
    let plain = |text: &str| -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter_map(printable).collect()
    };
    let mut text = format!("{}  {:.2}\n", plain(&doubt.question.words()), doubt.certainty);
    for (document, sentence) in &doubt.sentences {
        text.push_str(&format!("  {}: {}\n", plain(document), plain(sentence)));
    }
    text
}

fn ask(options: &Options, doubts: &[Doubt]) -> Result<Outcome> {
    let mut lines = io::stdin().lock().lines();
    let mut decided = 0;
    for (n, doubt) in doubts.iter().enumerate() {
        output::print(format!("{}/{} {}", n + 1, doubts.len(), told(doubt)).as_bytes())?;
        let answer = loop {
            if io::stdin().is_terminal() {
                output::print(b"  y(es) n(o) s(kip) q(uit)? ")?;
            }
            let Some(line) = lines.next().transpose().context("-: answers cannot be read from standard input")? else {
                break None;
            };
            match line.trim().to_ascii_lowercase().as_str() {
                "y" | "yes" => break Some(Some(true)),
                "n" | "no" => break Some(Some(false)),
                "s" | "skip" | "" => break Some(None),
                "q" | "quit" => break None,
                other => output::message(&format!("{other:?} is no answer: give y, n, s or q"))?,
            }
        };
        match answer {
            None => break,
            Some(None) => {}
            Some(Some(yes)) => {
                write_down(options, doubt, yes)?;
                decided += 1;
            }
        }
    }
    if decided > 0 {
        let line = format!("{decided} decided, in {}\n", options.place.curation_file().display());
        output::print(line.as_bytes())?;
        options.place.open()?;
    }
    Ok(Outcome::Done)
}

/// Puts a decision behind those that are in the file; what is there stays as it is, comments too.
fn write_down(options: &Options, doubt: &Doubt, yes: bool) -> Result<()> {
    let path = options.place.curation_file();
    let note = doubt.sentences.first().map_or("confirmed in review".to_owned(), |(document, sentence)| {
        format!("confirmed in review: {document}: {sentence}")
    });
    let mut text = if path.exists() {
        fs::read_to_string(&path).with_context(|| format!("{}: cannot be read", path.display()))?
    } else {
        String::new()
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let comment: String = doubt.question.words().split_whitespace().collect::<Vec<_>>().join(" ");
    text.push_str(&format!("\n# {comment}\n{}", doubt.question.decision(yes, &note)));
    Curation::parse(&path.display().to_string(), &text)?;
    output::write_file(&path, |out| out.write_all(text.as_bytes()))?;
    io::stdout().flush()?;
    Ok(())
}
