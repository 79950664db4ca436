//! Which store a command works on, and the curation beside it.

use super::output;
use crate::graph::Node;
use crate::query::{self, NameError};
use crate::store::{Curation, Store};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where the store is that commands work on unless told otherwise.
pub(super) const DEFAULT: &str = "powermap.db";

/// Which store is meant.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The store: one file, made by `powermap add`
    #[arg(long, value_name = "FILE", default_value = DEFAULT)]
    pub store: PathBuf,
    /// Your decisions: merges, splits, names, types, edges that must or must not be [default: the store's name ending in
    /// .toml, where there is such a file]
    #[arg(long, value_name = "FILE")]
    pub curation: Option<PathBuf>,
}

impl Place {
    /// The file of the user's decisions, whether it is there or not.
    pub fn curation_file(&self) -> PathBuf {
        curation_file(&self.store, self.curation.as_deref())
    }

    /// The user's decisions.
    pub fn curation(&self) -> Result<Curation> {
        read_curation(&self.store, self.curation.as_deref())
    }

    /// The store with its graph brought up to date.
    pub fn open(&self) -> Result<Store> {
        open(&self.store, self.curation.as_deref())
    }
}

/// Opens the store at a path and brings its graph up to date with its documents and the user's decisions.
pub(super) fn open(path: &Path, decisions: Option<&Path>) -> Result<Store> {
    let curation = read_curation(path, decisions)?;
    let mut store = Store::open(path)?;
    refresh(&mut store, &curation)?;
    Ok(store)
}

/// Brings the graph of a store up to date, and tells of decisions about what is not there.
pub(super) fn refresh(store: &mut Store, curation: &Curation) -> Result<()> {
    if store.is_read_only() && store.is_stale(curation)? {
        output::message(&format!(
            "{}: cannot be written to, so that the answer leaves out what was added or decided since the last question; \
             copy it to where you may write",
            store.path().display()
        ))?;
    }
    for unknown in store.refresh(curation)? {
        output::message(&format!("{}: {unknown}", curation.source))?;
    }
    Ok(())
}

fn curation_file(store: &Path, decisions: Option<&Path>) -> PathBuf {
    decisions.map_or_else(|| store.with_extension("toml"), Path::to_owned)
}

/// The user's decisions about a store.
pub(super) fn read_curation(store: &Path, decisions: Option<&Path>) -> Result<Curation> {
    let path = curation_file(store, decisions);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Curation::parse(&path.display().to_string(), &text)?),
        // Only one that was asked for must be there.
        Err(error) if error.kind() == ErrorKind::NotFound && decisions.is_none() => Ok(Curation::default()),
        Err(error) => Err(error)
            .with_context(|| format!("{}: cannot be read as decisions; give a TOML file in UTF-8", path.display())),
    }
}

/// The entity that `name` means, whether it has a relation or not; without the documents that mention it.
pub(super) fn find(store: &Store, name: &str) -> Result<Node> {
    let called = store.called(name)?;
    match query::find(&called, name) {
        Ok(index) => Ok(called.node(index).clone()),
        Err(NameError::Unknown { name, .. }) => {
            let similar = store.alike(&name)?;
            Err(NameError::Unknown { name, similar }.into())
        }
        Err(several) => Err(several.into()),
    }
}
