//! `powermap documents`: what is in a store.

use super::store::Place;
use super::{Outcome, output};
use crate::export::printable;
use crate::store::Store;
use anyhow::Result;
use clap::Args;

/// List the articles of a store: name, date, title and source, with tabs between them
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let store = Store::open(&options.place.store)?;
    let plain = |text: &str| -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter_map(printable).collect()
    };
    let line = |document: &crate::graph::Source| {
        let fields = [Some(&document.id), document.date.as_ref(), document.title.as_ref(), Some(&document.source)];
        fields.map(|field| field.map(|field| plain(field)).unwrap_or_default()).join("\t") + "\n"
    };
    let lines: String = store.documents()?.iter().map(line).collect();
    output::print(lines.as_bytes())?;
    Ok(Outcome::Done)
}
