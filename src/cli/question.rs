//! What the commands that ask questions share.

use super::base::Base;
use super::extract::Choice;
use super::input::{self, Records};
use super::{Outcome, ask, output, store};
use crate::export::{self, Answer, Form, View};
use crate::graph::{Filter, Graph};
use crate::relations::Ontology;
use crate::store::Store;
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// What a question is asked of.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// A store, a graph that `powermap extract` wrote as JSON, or articles; `-` is standard input [default: powermap.db
    /// where there is one, else standard input]
    #[arg(conflicts_with = "store")]
    pub file: Option<PathBuf>,
    /// The same, for a store
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    #[command(flatten)]
    pub how: How,
}

/// How a question is to be answered.
#[derive(Debug, Args)]
pub(super) struct How {
    /// text, json or csv, which has a row for each statement
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: FormName,
    /// Your decisions about a store [default: the store's name ending in .toml, where there is such a file]
    #[arg(long, value_name = "FILE")]
    pub curation: Option<PathBuf>,
    #[command(flatten)]
    pub records: Records,
    #[command(flatten)]
    pub choice: Choice,
}

/// The forms of answers on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormName {
    Text,
    Json,
    Csv,
}

impl Asked {
    /// What the question is asked of, opened.
    pub fn open(&self) -> Result<Session> {
        if let Some(store) = &self.store
            && !Store::is_at(store)
        {
            // Opening it tells what is wrong.
            store::open(store, self.how.curation.as_deref())?;
        }
        let default = if Store::is_at(Path::new(store::DEFAULT)) { store::DEFAULT } else { "-" };
        let given = self.store.as_deref().or(self.file.as_deref());
        self.how.open(given.unwrap_or(Path::new(default)))
    }
}

impl How {
    /// What a file holds, opened to be asked.
    pub fn open(&self, file: &Path) -> Result<Session> {
        self.choice.check()?;
        let ontology = input::ontology(self.choice.ontology.as_deref())?;
        let (base, outcome) = Base::open(file, &ontology, &self.choice, &self.records, self.curation.as_deref())?;
        Ok(Session {
            base,
            outcome,
            ontology,
            filter: self.choice.filter(),
            form: self.form(),
            understood: None,
            counted: None,
            kept: None,
        })
    }

    fn form(&self) -> Form {
        match self.format {
            FormName::Text => Form::Text,
            FormName::Json => Form::Json,
            FormName::Csv => Form::Csv,
        }
    }
}

/// A base with all that questions to it need.
pub(super) struct Session {
    pub base: Base,
    /// Whether some of what was asked for could not be read.
    pub outcome: Outcome,
    pub ontology: Ontology,
    pub filter: Filter,
    pub form: Form,
    /// How a question in plain English was understood, to be told with the answer.
    pub understood: Option<String>,
    /// How many there are, where a question asks for that.
    pub counted: Option<usize>,
    /// Where the answer is kept for who asked over the network; none where it is printed.
    pub kept: Option<RefCell<Vec<u8>>>,
}

impl Session {
    /// Prints an answer that was taken from `graph`.
    pub fn print(&self, graph: &Graph, answer: &dyn Answer) -> Result<Outcome> {
        self.print_view(&View::new(graph, &self.ontology), answer)
    }

    /// The same for an answer from several graphs.
    pub fn print_view(&self, view: &View, answer: &dyn Answer) -> Result<Outcome> {
        let bytes = match &self.understood {
            Some(understood) => ask::render(understood, self.counted, answer, view, self.form)?,
            None => export::render(answer, view, self.form, &output::layout()),
        };
        if let Base::Store(store) = &self.base {
            store.check_length()?;
        }
        match &self.kept {
            Some(kept) => kept.borrow_mut().extend(bytes),
            None => output::print(&bytes)?,
        }
        Ok(self.outcome)
    }
}
