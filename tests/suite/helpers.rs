//! Runs the real binary in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A graph of five relations that a test can count on.
pub const SUMMIT: &str = include_str!("data/summit.json");

/// A folder to run commands in.
pub struct Folder(tempfile::TempDir);

/// What a command gave.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder with `summit.json` in it.
    pub fn with_summit() -> Self {
        let folder = Self::new();
        folder.write("summit.json", SUMMIT);
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("a file in a temporary folder");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// A command in this folder, with the environment that decides about colours cleared.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with("", arguments)
    }

    /// Runs powermap with this standard input.
    pub fn run_with(&self, input: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_powermap"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("powermap runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.as_ref().to_vec();
        // A command that fails early does not read its input.
        let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("powermap ends");
        feed.join().expect("the input is written");
        let run = Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        };
        assert!(!run.err.contains("panicked"), "{arguments:?}: {}", run.err);
        run
    }
}

impl Run {
    #[track_caller]
    pub fn must_succeed(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        assert_eq!(self.err, "", "nothing is said where all went well");
        self
    }

    /// It failed with this status and told why on lines that start with the program's name.
    #[track_caller]
    pub fn must_fail(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        if code == 1 {
            assert!(!self.err.is_empty() && self.err.lines().all(|l| l.starts_with("powermap: ")), "{self:?}");
        }
        self
    }

    #[track_caller]
    pub fn must_contain(self, words: &str) -> Self {
        assert!(self.out.contains(words), "{words:?} in\n{}", self.out);
        self
    }

    #[track_caller]
    pub fn must_not_contain(self, words: &str) -> Self {
        assert!(!self.out.contains(words), "{words:?} in\n{}", self.out);
        self
    }

    /// Its messages are these, line by line, without the program's name.
    #[track_caller]
    pub fn must_say(self, lines: &[&str]) -> Self {
        let said: Vec<&str> = self.err.lines().map(|l| l.strip_prefix("powermap: ").unwrap_or(l)).collect();
        assert_eq!(said, lines);
        self
    }
}
