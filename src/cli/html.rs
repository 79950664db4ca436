//! `powermap html`: a graph as a page to explore it in.

use super::base::tell_undated;
use super::extract::Choice;
use super::input::{self, Records};
use super::shown::Shown;
use super::usage::Usage;
use super::{Outcome, originals, output, store};
use crate::export::Format;
use crate::graph::{Graph, Limits};
use crate::store::Store;
use crate::web::{self, Kept, LIMITS};
use anyhow::Result;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Bytes of whole articles that a page holds at most: with them it stays a file that opens at once and goes by mail.
const MOST_TEXT: usize = 600 * 1024;

/// Write a page to explore a graph in: one HTML file that loads nothing from elsewhere
#[derive(Debug, Args)]
#[command(after_help = "\
The page has the map, the sentences behind every relation with their words marked, search, filters, and a list for those who read
rather than look. Of a large graph it shows the strongest part, and says so; whole articles are in it up to 600 KiB, those of
which it tells most first. `powermap serve` shows all of a store.

Examples:
  powermap html article.txt -o map.html
  powermap html map.json --min-confidence 0.5 -o map.html
  powermap html --store wire.db --since 2018 --top 300 -o map.html")]
pub(super) struct Options {
    /// Graphs that `powermap extract` wrote as JSON, articles, or a store [default: powermap.db where there is one, else
    /// standard input]
    #[arg(value_name = "FILE", conflicts_with = "store")]
    files: Vec<PathBuf>,
    /// The same, for a store
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Write there instead of to standard output, which `-` is; the file is replaced only when all is done
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave whole articles out: only the sentences of relations are in the page
    #[arg(long)]
    no_texts: bool,
    /// Your decisions about a store [default: the store's name ending in .toml, where there is such a file]
    #[arg(long, value_name = "FILE")]
    curation: Option<PathBuf>,
    #[command(flatten)]
    records: Records,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    shown: Shown,
}

/// The whole text of a document by its id, where it is at hand.
type Texts = Box<dyn Fn(&str) -> Option<String>>;

/// What the page is to be made of, with the whole texts that are at hand.
struct Source {
    graph: Graph,
    texts: Texts,
    outcome: Outcome,
}

/// What a page is to be made of, and where it goes.
pub(super) struct Page<'o> {
    /// Graphs, articles or a store.
    pub files: &'o [PathBuf],
    /// The store, where it is told by its own option.
    pub store: Option<&'o Path>,
    pub curation: Option<&'o Path>,
    pub records: &'o Records,
    pub choice: &'o Choice,
    pub shown: &'o Shown,
    /// Whether whole articles are in it.
    pub texts: bool,
    /// None is standard output.
    pub target: Option<&'o Path>,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let target = options.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = target.filter(|path| Store::is_at(path)) {
        let message = "is a store (or another SQLite file), which a page must not take the place of; give another name";
        return Err(Usage(format!("{}: {message}", path.display())).into());
    }
    let Options { files, records, choice, shown, .. } = options;
    let (store, curation) = (options.store.as_deref(), options.curation.as_deref());
    write(&Page { files, store, curation, records, choice, shown, texts: !options.no_texts, target })
}

/// Writes a page.
pub(super) fn write(page: &Page) -> Result<Outcome> {
    page.choice.check()?;
    let ontology = input::ontology(page.choice.ontology.as_deref())?;
    let Some(Source { graph, texts, outcome }) = page.source(&ontology)? else { return Ok(Outcome::SomeFailed) };
    let (graph, cut) = page.shown.within(graph, &page.choice.filter(), &ontology, Format::Html.limits())?;
    if let Some(cut) = &cut {
        let options = "--top N shows more or fewer, and --around, --relation and --min-confidence choose";
        output::message(&format!("the page {cut}, so that it can be read; {options}"))?;
    }
    let note = cut.map(|cut| format!("This page {cut}."));
    let graph = if page.shown.is_of_types() { some_alone(graph) } else { graph.connected() };
    let texts = if page.texts { whole_texts(&graph, &texts) } else { BTreeMap::new() };
    let written = web::kept_page(&Kept { graph: &graph, texts: &texts, note: note.as_deref() }, &ontology);
    match page.target {
        Some(path) => output::write_file(path, |out| out.write_all(written.as_bytes()))?,
        None => output::print(written.as_bytes())?,
    }
    Ok(outcome)
}

impl Page<'_> {
    /// Reads what the arguments name; none where nothing of it could be read, which is told.
    fn source(&self, ontology: &crate::relations::Ontology) -> Result<Option<Source>> {
        if let Some(path) = self.store_file()? {
            self.choice.check_for_graph(path)?;
            let store = store::open(path, self.curation)?;
            let graph = store.full()?;
            tell_undated(&graph, self.choice)?;
            let texts = move |id: &str| store.document(id).ok().map(|document| document.text);
            return Ok(Some(Source { graph, texts: Box::new(texts), outcome: Outcome::Done }));
        }
        let stdin = [PathBuf::from("-")];
        let files = if self.files.is_empty() { &stdin[..] } else { self.files };
        let loaded = input::load(files, self.records)?;
        let outcome = loaded.tell_faults()?;
        if loaded.is_empty() {
            return Ok(None);
        }
        let read: BTreeMap<String, String> = loaded.documents.iter().map(|d| (d.id.clone(), d.text.clone())).collect();
        let folders: Vec<PathBuf> = loaded.graphs.iter().map(|(path, _)| path.clone()).collect();
        let graph = loaded.graph(ontology, self.choice)?;
        tell_undated(&graph, self.choice)?;
        let sources: BTreeMap<String, _> = graph.documents().iter().map(|s| (s.id.clone(), s.clone())).collect();
        let fields = self.records.fields();
        // The articles of a graph made before may lie where they were.
        let texts = move |id: &str| {
            let source = sources.get(id)?;
            let found = || folders.iter().find_map(|graph| originals::original(source, graph, &fields).ok());
            read.get(id).cloned().or_else(|| found().map(|document| document.text))
        };
        Ok(Some(Source { graph, texts: Box::new(texts), outcome }))
    }

    /// The store that is meant, where one is.
    fn store_file(&self) -> Result<Option<&Path>> {
        if let Some(store) = self.store {
            return Ok(Some(store));
        }
        let stores: Vec<&PathBuf> = self.files.iter().filter(|path| Store::is_at(path)).collect();
        match stores[..] {
            [] if self.files.is_empty() && Store::is_at(Path::new(store::DEFAULT)) => {
                Ok(Some(Path::new(store::DEFAULT)))
            }
            [] => Ok(None),
            [store] if self.files.len() == 1 => Ok(Some(store)),
            [store, ..] => {
                let message = "is a store, of which a page can be made alone; give it without other files";
                Err(Usage(format!("{}: {message}", store.display())).into())
            }
        }
    }
}

/// The same with no more entities without a relation than a page can show.
fn some_alone(graph: Graph) -> Graph {
    let most = LIMITS.nodes.max(graph.connected_count());
    graph.strongest(Limits { nodes: most, edges: usize::MAX })
}

/// The texts of the documents that state something, those that state most first, as far as there is room.
fn whole_texts(graph: &Graph, text: &dyn Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for evidence in graph.edges().flat_map(|r| &r.edge.evidence) {
        *counts.entry(&evidence.document).or_default() += 1;
    }
    let mut order: Vec<(&str, usize)> = counts.into_iter().collect();
    order.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    let mut texts = BTreeMap::new();
    let mut left = MOST_TEXT;
    for (id, _) in order {
        let Some(text) = text(id) else { continue };
        // One that is too long leaves room for shorter ones, until little is left.
        if let Some(rest) = left.checked_sub(text.len()) {
            left = rest;
            texts.insert(id.to_owned(), text);
        } else if left < MOST_TEXT / 20 {
            break;
        }
    }
    texts
}
