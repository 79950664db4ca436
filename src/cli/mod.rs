//! The commands of the binary. Everything here may print; nothing else in the library does.

mod add;
mod allies;
mod arguments;
mod ask;
mod base;
mod between;
mod camps;
mod check;
mod completions;
mod diff;
mod documents;
mod eval;
mod explain;
mod export;
mod extract;
mod faults;
mod html;
mod input;
mod mapped;
mod originals;
mod output;
mod path;
mod question;
mod rank;
mod read;
mod remove;
mod review;
mod serve;
mod show;
mod shown;
mod stats;
mod store;
mod target;
mod timeline;
mod usage;
mod who;

pub use output::{complain, is_closed_pipe};
pub use usage::is_usage;

use crate::reading::Reader;
use arguments::{Arguments, Command};
use clap::{CommandFactory, FromArgMatches};

/// How a command ended that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All went well.
    Done,
    /// Some of the inputs failed, and each was told on standard error.
    SomeFailed,
}

/// Runs the command that the process was started with.
///
/// Wrong arguments end the process with status 2, as `--help` and `--version` do with 0.
///
/// # Errors
/// Whatever kept the command from its end, to be told on one line.
pub fn run() -> anyhow::Result<Outcome> {
    let matches = Arguments::command().version(version()).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    arguments.color.apply();
    if let Some(threads) = arguments.threads {
        // It fails only where the pool is there already, and nothing has asked for it before.
        rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global()?;
    }
    match &arguments.command {
        Command::Extract(options) => extract::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Ask(options) => ask::run(options),
        Command::Who(options) => who::who(options),
        Command::Whom(options) => who::whom(options),
        Command::Between(options) => between::run(options),
        Command::Path(options) => path::run(options),
        Command::Allies(options) => allies::allies(options),
        Command::Rivals(options) => allies::rivals(options),
        Command::Rank(options) => rank::run(options),
        Command::Camps(options) => camps::run(options),
        Command::Timeline(options) => timeline::run(options),
        Command::Diff(options) => diff::run(options),
        Command::Stats(options) => stats::run(options),
        Command::Show(options) => show::run(options),
        Command::Add(options) => add::run(options),
        Command::Remove(options) => remove::run(options),
        Command::Documents(options) => documents::run(options),
        Command::Review(options) => review::run(options),
        Command::Check(options) => check::run(options),
        Command::Export(options) => export::run(options),
        Command::Html(options) => html::run(options),
        Command::Serve(options) => serve::run(options),
        Command::Read(options) => read::run(options),
        Command::Eval(options) => eval::run(options),
        Command::Completions(options) => completions::run(options),
    }
}

/// What `--version` prints: that of the program and, where it is asked for, that of the model, which must be loaded.
fn version() -> String {
    let program = env!("CARGO_PKG_VERSION");
    let asked = std::env::args_os().skip(1).any(|argument| argument == "-V" || argument == "--version");
    if !asked {
        return program.to_owned();
    }
    match Reader::embedded() {
        Ok(reader) => format!("{program} (model {})", reader.version()),
        Err(error) => format!("{program} (no model: {error})"),
    }
}
