//! The command line: results to exit codes.

use powermap::cli::{self, Outcome};
use std::process::ExitCode;

/// Success is 0, wrong arguments 2, as clap itself has it, and any other failure 1.
fn main() -> ExitCode {
    match cli::run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::FAILURE,
        Err(error) if cli::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed too, there is nobody left to tell.
            let _ = cli::complain(&error);
            if cli::is_usage(&error) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
