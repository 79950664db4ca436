//! The arguments that all commands share.

use super::{
    add, allies, ask, between, camps, check, completions, diff, documents, eval, explain, export, extract, html, path,
    rank, read, remove, review, serve, show, stats, timeline, who,
};
use clap::{Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;

/// Reads news and draws the map of power in it: who supports, opposes, attacks, leads, joins, meets, hosts and attends
/// whom.
#[derive(Debug, Parser)]
#[command(name = "powermap", max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Colour the output; NO_COLOR is heeded
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
    /// Read with this many threads; the output is the same with any number [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  powermap extract article.txt                        list who does what to whom
  powermap extract *.txt -o map.json                  one graph of many articles
  powermap extract article.txt --format dot | dot -Tsvg > map.svg
  powermap who supports \"Kalimar Hallam\" map.json
  powermap show Italy map.json
  powermap ask \"Which countries back Hallam?\" map.json
  powermap explain article.txt Corti leads Italy      why an edge is there
  powermap add archive/                               a store of many articles, to ask again and again
  powermap html map.json -o map.html                  a page to explore it in
  powermap serve                                      the same for a store, at http://127.0.0.1:8787

`powermap help COMMAND` tells more of each.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Extract(extract::Options),
    Ask(ask::Options),
    Who(who::Who),
    Whom(who::Whom),
    Show(show::Options),
    Between(between::Options),
    Path(path::Options),
    Allies(allies::Allies),
    Rivals(allies::Rivals),
    Rank(rank::Options),
    Camps(camps::Options),
    Timeline(timeline::Options),
    Diff(diff::Options),
    Stats(stats::Options),
    Explain(explain::Options),
    Add(add::Options),
    Remove(remove::Options),
    Documents(documents::Options),
    Review(review::Options),
    Check(check::Options),
    Export(export::Options),
    Html(html::Options),
    Serve(serve::Options),
    Read(read::Options),
    Eval(eval::Options),
    Completions(completions::Options),
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    Auto,
    /// Always, also into a pipe
    Always,
    /// Never
    Never,
}

impl Color {
    /// Sets the choice for all output of the process.
    pub fn apply(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}
