//! `powermap completions`: scripts that let a shell complete the arguments.

use super::arguments::Arguments;
use super::{Outcome, output};
use anyhow::Result;
use clap::{Args, CommandFactory};

/// Print a script that lets a shell complete the arguments
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  powermap completions bash > ~/.local/share/bash-completion/completions/powermap
  powermap completions fish > ~/.config/fish/completions/powermap.fish
  powermap completions zsh > ~/.zfunc/_powermap")]
pub(super) struct Options {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "powermap", &mut script);
    output::print(&script)?;
    Ok(Outcome::Done)
}
