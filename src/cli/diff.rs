//! `powermap diff`: what changed from one graph, or one period, to another.

use super::base::Base;
use super::question::{How, Session};
use super::usage::Usage;
use super::{Outcome, store};
use crate::export::View;
use crate::graph::{Filter, Period};
use crate::query;
use crate::store::Store;
use anyhow::{Result, bail, ensure};
use clap::Args;
use std::path::{Path, PathBuf};

/// Tell what is new, gone and changed from one graph to another, or from one period of a graph to another
#[derive(Debug, Args)]
#[command(after_help = "\
A period is a year, a month or a day, or two of them with `..` between, of which one may be left out. A confidence counts as
changed from a difference of 0.05.

Examples:
  powermap diff monday.json tuesday.json
  powermap diff map.json --old 2018 --new 2019
  powermap diff --store wire.db --old ..2018 --new 2019-01..2019-06 --format csv --limit 0")]
pub(super) struct Options {
    /// A store, a graph that `powermap extract` wrote as JSON, or an article, and another that came later, or the one that both
    /// periods are of [default: powermap.db where there is one]
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<PathBuf>,
    /// A store, as one of them
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Take what was stated in this period for the old state
    #[arg(long, value_name = "PERIOD")]
    old: Option<Period>,
    /// Take what was stated in this period for the new state
    #[arg(long, value_name = "PERIOD")]
    new: Option<Period>,
    /// List as many relations and entities of each kind at most, the most certain and the most mentioned; 0 lists all
    #[arg(long, value_name = "N", default_value = "20")]
    limit: usize,
    #[command(flatten)]
    how: How,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let periods = [options.old.unwrap_or_default(), options.new.unwrap_or_default()];
    let mut files: Vec<&Path> = options.store.iter().chain(&options.files).map(PathBuf::as_path).collect();
    if files.is_empty() && Store::is_at(Path::new(store::DEFAULT)) {
        files.push(Path::new(store::DEFAULT));
    }
    let (old_file, new_file) = match files[..] {
        [old] => (old, None),
        [old, new] => (old, Some(new)),
        [] => bail!(Usage("give a store or a graph, or two of them".to_owned())),
        _ => bail!(Usage("give two of them at most, a store with --store among them".to_owned())),
    };
    if new_file.is_none() && periods[0] == periods[1] {
        bail!(Usage("give two graphs, or two periods of one with --old and --new".to_owned()));
    }
    ensure!(periods.iter().all(|p| !p.is_empty()), Usage("a period ends before it starts; turn it round".to_owned()));
    if options.store.is_some() && !Store::is_at(old_file) {
        // Opening it tells what is wrong.
        store::open(old_file, options.how.curation.as_deref())?;
    }
    let session = options.how.open(old_file)?;
    if periods.iter().any(Period::is_bounded) && !session.filter.period.is_bounded() {
        session.base.tell_undated("--old and --new")?;
    }
    let limit = if options.limit == 0 { usize::MAX } else { options.limit };
    let (later, outcome) = match new_file {
        Some(file) => {
            let (base, outcome) = Base::open(
                file,
                &session.ontology,
                &options.how.choice,
                &options.how.records,
                options.how.curation.as_deref(),
            )?;
            (Some(base), outcome)
        }
        None => (None, Outcome::Done),
    };
    let printed = answer(&session, later.as_ref(), periods, limit)?;
    Ok(if outcome == Outcome::Done { printed } else { outcome })
}

/// Tells what changed from a period to another: of the same graph, or of a later one in the second period.
pub(super) fn answer(session: &Session, later: Option<&Base>, periods: [Period; 2], limit: usize) -> Result<Outcome> {
    let [before, after] = periods.map(|period| {
        let period = session.filter.period.and(&period);
        Filter { period, ..session.filter.clone() }
    });
    let later = later.unwrap_or(&session.base);
    let mut old = session.base.whole(&before)?;
    let mut new = later.whole(&after)?;
    let edges = {
        let diff = query::diff(&old, &new).most(limit);
        let new = diff.new.iter().chain(diff.changed.iter().map(|[_, is]| is)).map(|r| r.index);
        (diff.gone.iter().map(|r| r.index).collect::<Vec<_>>(), new.collect::<Vec<_>>())
    };
    session.base.fill(&mut old, &edges.0, &before)?;
    later.fill(&mut new, &edges.1, &after)?;
    let view = View::new(&old, &session.ontology).and(&new);
    session.print_view(&view, &query::diff(&old, &new).most(limit))
}
