//! `powermap add`: articles into a store.

use super::faults::Faults;
use super::input::{self, Records};
use super::store::{self, Place};
use super::{Outcome, output};
use crate::document::{Document, Fields, Input, Inputs, Progress};
use crate::export::counted;
use crate::graph::Graph;
use crate::pipeline::Pipeline;
use crate::store::{Article, Familiar, Finished, Known, Store, StoreError, Tally};
use anyhow::{Result, anyhow};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Articles of a batch for each thread: enough that none waits long for the others, few enough to hold in memory.
const ARTICLES_A_THREAD: usize = 32;
/// Bytes of text of a batch for each thread.
const BYTES_A_THREAD: usize = 256 * 1024;

/// Read articles into a store, which answers questions about all of them
#[derive(Debug, Args)]
#[command(after_help = "\
An article is added once, however often it is given; one whose text has changed since takes the place of the old one.
Stopped at any moment, the store keeps all articles that were finished, and the same command goes on from there.

Examples:
  powermap add articles/
  powermap add wire.jsonl.gz export.csv --map text=body,title=headline --store wire.db
  curl -s https://example.org/feed.xml | powermap add -
  powermap who supports \"Kalimar Hallam\" --store wire.db")]
pub(super) struct Options {
    /// Files of articles, compressed or not, folders of them, patterns; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    records: Records,
    /// Take the relations and their words from this file, as `powermap extract` does
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,
    /// Leave out what only the learned model finds: every relation has a pattern and its words
    #[arg(long)]
    patterns_only: bool,
    /// Read articles again that are in already, as with a newer powermap or another ontology
    #[arg(long)]
    again: bool,
    /// Take out articles that were in these files before and are no longer, and those of files of these folders that are gone; for a folder
    /// that holds no file at all, nothing is taken out
    #[arg(long)]
    prune: bool,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let ontology = input::ontology(options.ontology.as_deref())?;
    let curation = options.place.curation()?;
    let inputs = Inputs::find(&options.inputs).without(|path| is_own(path, &options.place));
    // No store is made for nothing.
    let mut store = match inputs.files().iter().any(|file| file.is_stdin() || file.path().exists()) {
        true => Store::open_or_make(&options.place.store)?,
        false => Store::open(&options.place.store).map_err(|error| match (error, inputs.errors()) {
            (StoreError::Missing { .. }, []) => anyhow!("{}: there is no such file", options.inputs[0].display()),
            (StoreError::Missing { .. }, [first, ..]) => anyhow!("{first}"),
            (error, _) => error.into(),
        })?,
    };
    let total = inputs.total_bytes();
    let (files, missing) = inputs.into_parts();
    let kept: BTreeSet<String> = files.iter().map(absolute).collect();
    if files.iter().any(Input::is_stdin) && io::stdin().is_terminal() {
        output::message("reading from the keyboard; end with Ctrl-D")?;
    }
    let count = files.len() + missing.len();
    let mut faults = Faults::default();
    for error in missing {
        let input = Input::new(error.source_name());
        faults.tell(&error.into(), &input)?;
    }
    let progress = Progress::default();
    let bar = bar(total);
    let mut feed = Feed {
        files: files.into_iter(),
        fields: options.records.fields(),
        progress: &progress,
        faults,
        open: None,
        known: 0,
        again: options.again,
        prune: options.prune,
        gone: 0,
    };
    let known = if options.again { Known::Replace } else { Known::PassOver };
    let mut pipeline = None;
    let mut tally = Tally::default();
    let mut done = Done::default();
    loop {
        let batch = feed.batch(&store)?;
        let is_last = batch.documents.is_empty() && batch.finished.is_empty();
        if batch.documents.iter().any(|(_, familiar)| *familiar == Familiar::New) && pipeline.is_none() {
            // Loading the models takes longer than finding out that all is known.
            let whole = Pipeline::new(ontology.clone())?;
            pipeline = Some(if options.patterns_only { whole.patterns_only() } else { whole });
        }
        // One batch is written while the next one is read.
        let (graphs, written) = rayon::join(
            || graphs(pipeline.as_ref(), &batch.documents),
            || store.put(&done.articles, &done.finished, &ontology, known),
        );
        let written = written?;
        tally += written;
        bar.set_position(progress.bytes_read().min(total));
        bar.set_message(format!("{} articles", tally.added + tally.changed));
        if is_last {
            break;
        }
        let articles = batch.documents.into_iter().zip(graphs);
        let articles = articles.map(|((document, _), graph)| Article { document, graph }).collect();
        done = Done { articles, finished: batch.finished };
    }
    let mut gone = feed.gone;
    if options.prune {
        gone += take_out_missing(&mut store, &options.inputs, &kept)?;
    }
    bar.set_message("bringing the graph up to date");
    store::refresh(&mut store, &curation)?;
    bar.finish_and_clear();
    tally.known += feed.known;
    feed.faults.sum_up(count)?;
    output::print(format!("{}\n", summary(&tally, gone, &store)?).as_bytes())?;
    if tally.missed > 0 {
        let articles = counted(tally.missed, "article was", "articles were");
        output::message(&format!(
            "{}: {articles} taken out by another process meanwhile; add the same again",
            store.path().display()
        ))?;
    }
    Ok(if feed.faults.any() || tally.missed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// Whether a file is the store itself, what SQLite keeps beside it, or the user's decisions about it.
fn is_own(path: &Path, place: &Place) -> bool {
    let own = |path: &Path| path.canonicalize().ok();
    let log = |ending: &str| {
        let mut name = place.store.clone().into_os_string();
        name.push(ending);
        PathBuf::from(name)
    };
    let files = [place.store.clone(), log("-wal"), log("-shm"), log("-journal"), place.curation_file()];
    own(path).is_some_and(|path| files.iter().any(|file| own(file).as_ref() == Some(&path)))
}

/// Takes out what came from files of these folders that are no longer there, and tells how many articles that are.
fn take_out_missing(store: &mut Store, inputs: &[PathBuf], kept: &BTreeSet<String>) -> Result<usize> {
    let mut missing = BTreeSet::new();
    for folder in inputs.iter().filter(|input| input.is_dir()) {
        let folder = written(&std::path::absolute(folder).unwrap_or_else(|_| folder.clone()));
        let within = format!("{}/", folder.trim_end_matches('/'));
        // A folder without any file may be a disk that is not there: an archive is not thrown away for that.
        if !kept.iter().any(|file| file.starts_with(&within)) {
            continue;
        }
        let sources = store.sources_of(&within)?;
        let is_kept = |source: &String| {
            // Behind `#` stands the id of a record, and a file may have one in its name.
            let files = source.match_indices('#').map(|(at, _)| &source[..at]).chain([source.as_str()]);
            files.into_iter().any(|file| kept.contains(file))
        };
        missing.extend(sources.into_iter().filter(|source| !is_kept(source)));
    }
    store.release(&missing.iter().cloned().collect::<Vec<_>>())?;
    Ok(missing.len())
}

/// What each of the articles states that are new.
fn graphs(pipeline: Option<&Pipeline>, documents: &[(Document, Familiar)]) -> Vec<Option<Graph>> {
    let graph = |(document, familiar): &(Document, Familiar)| {
        pipeline.filter(|_| *familiar == Familiar::New).map(|pipeline| pipeline.graph(document))
    };
    documents.par_iter().map(graph).collect()
}

/// What is read and not yet written.
#[derive(Default)]
struct Done {
    articles: Vec<Article>,
    finished: Vec<Finished>,
}

/// Documents that are not in the store yet, or not from where they are, and the files that end with them.
#[derive(Default)]
struct Batch {
    documents: Vec<(Document, Familiar)>,
    finished: Vec<Finished>,
}

/// All inputs, a batch at a time.
struct Feed<'p> {
    files: std::vec::IntoIter<Input>,
    fields: Fields,
    progress: &'p Progress,
    faults: Faults,
    open: Option<Open>,
    /// Articles that were passed over as known.
    known: usize,
    /// Whether none is to be passed over.
    again: bool,
    /// Whether articles that a file has no longer are taken out.
    prune: bool,
    /// How many were.
    gone: usize,
}

/// The file that is being read.
struct Open {
    input: Input,
    articles: crate::document::Articles,
    /// Of its bytes.
    sha256: Option<String>,
    count: usize,
    /// Of its articles so far, as hashes: a file may have millions.
    sources: BTreeSet<u64>,
    /// Articles with the source of an earlier one.
    repeated: usize,
    /// Whether all of it could be read so far.
    sound: bool,
    /// Whether anything was told of what is wrong in it.
    told: bool,
}

impl Feed<'_> {
    fn batch(&mut self, store: &Store) -> Result<Batch> {
        let threads = rayon::current_num_threads();
        let mut batch = Batch::default();
        let mut bytes = 0;
        while batch.documents.len() < ARTICLES_A_THREAD * threads && bytes < BYTES_A_THREAD * threads {
            let Some(open) = self.open.as_mut() else {
                match self.files.next() {
                    Some(input) => self.begin(input, store)?,
                    None => break,
                }
                continue;
            };
            match open.articles.next() {
                Some(Ok(mut document)) => {
                    self.faults.read(&document);
                    open.count += 1;
                    document.source = lasting(&document.source, &open.input);
                    // Two records of one id are two articles: the second must not take the place of the first.
                    if !open.sources.insert(hashed(&document.source)) {
                        let hash = document.sha256.get(..8).unwrap_or(&document.sha256);
                        document.source = format!("{}#{hash}", document.source);
                        open.repeated += 1;
                    }
                    let familiar = if self.again { Familiar::New } else { store.knows(&document)? };
                    if familiar == Familiar::Known {
                        self.known += 1;
                    } else {
                        bytes += document.text.len();
                        batch.documents.push((document, familiar));
                    }
                }
                Some(Err(error)) => {
                    // A record without text will have none the next time; what is broken is told again.
                    open.sound &= error.is_empty_record();
                    open.told = true;
                    self.faults.tell(&error.into(), &open.input)?;
                }
                None => {
                    if open.count == 0 && !open.told {
                        output::message(&format!("{}: there are no articles in it", open.input.path().display()))?;
                    }
                    if open.repeated > 0 {
                        let file = open.input.path().display();
                        let records = counted(open.repeated, "record has", "records have");
                        output::message(&format!(
                            "{file}: {records} the id of an earlier one, and only the content to be told apart by; \
                             give a field that is each record's own with --map id=FIELD"
                        ))?;
                    }
                    if let Some(Open { input, sha256: Some(sha256), count, sources, sound: true, .. }) =
                        self.open.take()
                    {
                        let path = absolute(&input);
                        let mut gone = store.sources_of(&path)?;
                        gone.retain(|source| !sources.contains(&hashed(source)));
                        if !gone.is_empty() && !self.prune {
                            let articles = counted(gone.len(), "article that was", "articles that were");
                            output::message(&format!(
                                "{}: {articles} in it before stay in the store; --prune takes out what a file has no longer",
                                input.path().display()
                            ))?;
                            gone.clear();
                        }
                        self.gone += gone.len();
                        batch.finished.push(Finished { path, sha256, articles: count, gone });
                    }
                    self.open = None;
                }
            }
        }
        Ok(batch)
    }

    /// Opens a file, unless it is known to be wholly in.
    fn begin(&mut self, input: Input, store: &Store) -> Result<()> {
        // Where it cannot be read, opening it tells so. Other fields make other articles of the same bytes.
        let sha256 = input.sha256().unwrap_or_default();
        let sha256 = sha256.map(|sha256| format!("{sha256} {:x}", hashed(&format!("{:?}", self.fields))));
        if !self.again
            && let Some(sha256) = &sha256
            && let Some(articles) = store.knows_input(&absolute(&input), sha256)?
            // What was in it before is told from what it has by reading it.
            && !(self.prune && store.sources_of(&absolute(&input))?.len() > articles)
        {
            self.known += articles;
            self.progress.skip(input.bytes().unwrap_or(0));
            return Ok(());
        }
        let articles = input.articles(&self.fields, self.progress);
        self.open = Some(Open {
            input,
            articles,
            sha256,
            count: 0,
            sources: BTreeSet::new(),
            repeated: 0,
            sound: true,
            told: false,
        });
        Ok(())
    }
}

fn hashed(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The path of a file from the root, so that it means the same file wherever the next command is started.
fn absolute(input: &Input) -> String {
    written(&std::path::absolute(input.path()).unwrap_or_else(|_| input.path().to_owned()))
}

/// A path in letters; what is none of UTF-8 is escaped, so that two paths are never written alike.
pub(super) fn written(path: &Path) -> String {
    path.to_str().map_or_else(|| path.as_os_str().as_encoded_bytes().escape_ascii().to_string(), str::to_owned)
}

/// The source of a document with the path from the root; a pipe has no lasting one, as standard input has none.
fn lasting(source: &str, input: &Input) -> String {
    if input.is_stdin() {
        return source.to_owned();
    }
    let path = input.path().display().to_string();
    let lasting = if input.bytes().is_some() { absolute(input) } else { "-".to_owned() };
    source.strip_prefix(&path).map_or_else(|| source.to_owned(), |rest| format!("{lasting}{rest}"))
}

/// A bar with rate and time left on a terminal, and nothing elsewhere.
fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let template = "{bar:30} {percent}% {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

fn summary(tally: &Tally, gone: usize, store: &Store) -> Result<String> {
    let articles = |count| counted(count, "article", "articles");
    let mut words = vec![format!("added {}", articles(tally.added))];
    if tally.changed > 0 {
        words.push(format!("{} changed", tally.changed));
    }
    if tally.known > 0 {
        words.push(format!("{} known before", tally.known));
    }
    if gone > 0 {
        words.push(format!("{gone} taken out"));
    }
    let size = store.size()?;
    let path = store.path().display();
    let (entities, relations) =
        (counted(size.nodes, "entity", "entities"), counted(size.edges, "relation", "relations"));
    Ok(format!("{}; {path} has {}, {entities}, {relations}", words.join(", "), articles(size.documents)))
}
