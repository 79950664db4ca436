//! `powermap explain`: why a graph has an edge.

use super::base::{Base, tell_undated};
use super::extract::Choice;
use super::input::{self, Records};
use super::originals::original;
use super::usage::Usage;
use super::{Outcome, output, store};
use crate::document::{Document, Fields};
use crate::graph::{Edge, Filter, Graph, Relation};
use crate::pipeline::Pipeline;
use crate::query::{ExplainedEdge, Explanation, Witness};
use crate::relations::Ontology;
use crate::store::{BY_CURATION, Store};
use crate::{export, query};
use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Guesses of the model that are named where there is no edge.
const GUESSES: usize = 3;
/// Guesses below are none.
const LEAST_GUESS: f32 = 0.005;

/// Tell why an edge is there: the sentences, what found it in them, and how names were understood
#[derive(Debug, Args)]
#[command(after_help = "\
Of each sentence it shows the ends and the cue, the pattern or the model that spoke, the status with the word that gives
it, who says so, the part of the tree that was used, and the mentions that lead from a pronoun back to the name.
Of a graph it reads the articles again, which must be where they were, or beside the graph, and unchanged.

Examples:
  powermap explain article.txt Russia supports \"Kalimar Hallam\"
  powermap explain map.json corti leads italy
  powermap explain article.txt corti meets hallam --format json")]
pub(super) struct Options {
    /// A store, articles, or a graph that `powermap extract` wrote as JSON; `-` is standard input [default: powermap.db].
    /// Then a name or an id, of which some words are enough where they tell it from all others; a relation, which is supports,
    /// opposes, attacks, leads, member_of, attends, hosts or meets; and a name or an id
    #[arg(value_names = ["[FILE", "]SOURCE", "RELATION", "TARGET"], num_args = 3..=4, required = true)]
    words: Vec<String>,
    /// A store
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Your decisions about a store [default: the store's name ending in .toml, where there is such a file]
    #[arg(long, value_name = "FILE")]
    curation: Option<PathBuf>,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    format: Form,
    #[command(flatten)]
    records: Records,
    #[command(flatten)]
    choice: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

/// What is asked for, taken apart.
struct Edges<'o> {
    file: &'o Path,
    names: [&'o str; 2],
    relation: &'o str,
}

impl Options {
    fn edges(&self) -> Result<Edges<'_>> {
        let store = self.store.as_deref();
        let (file, words) = match (&self.words[..], store) {
            ([_, _, _, _], Some(_)) => {
                bail!(Usage("give a file or --store, not both, before SOURCE RELATION TARGET".to_owned()))
            }
            ([file, words @ ..], None) if words.len() == 3 => (Path::new(file), words),
            (words, Some(store)) => (store, words),
            (words, None) if Store::is_at(Path::new(store::DEFAULT)) => (Path::new(store::DEFAULT), words),
            _ => bail!(Usage("give a file or --store, and SOURCE RELATION TARGET".to_owned())),
        };
        match words {
            [source, relation, target] => Ok(Edges { file, names: [source, target], relation }),
            _ => bail!(Usage("give SOURCE RELATION TARGET".to_owned())),
        }
    }
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    options.choice.check()?;
    let pipeline = options.choice.pipeline(&ontology)?;
    let fields = options.records.fields();
    let Edges { file, names, .. } = options.edges()?;
    let mut witnesses =
        Witnesses { pipeline, file, fields, store: None, articles: BTreeMap::new(), known: BTreeMap::new() };
    if options.store.is_some() || Store::is_at(file) {
        options.choice.check_for_graph(file)?;
        let base = Base::Store(store::open(file, options.curation.as_deref())?);
        let ends = [base.find(names[0])?, base.find(names[1])?];
        let graph = base.pair(&ends, &Filter { period: options.choice.filter().period, ..Filter::default() })?;
        if let Base::Store(store) = base {
            witnesses.store = Some(store);
        }
        let ends = ends.map(|end| end.id);
        return tell(options, &ontology, graph, witnesses, [&ends[0], &ends[1]], Outcome::Done);
    }
    let (mut loaded, outcome) = input::load_one(file, &options.records)?;
    let graph = match (loaded.graphs.is_empty(), loaded.documents.len()) {
        // What was made of the only article is kept: it is asked for next.
        (true, 1) => {
            let document = loaded.documents.swap_remove(0);
            let id = document.id.clone();
            let witness = witnesses.pipeline.witness(document);
            let graph = witness.graph(&ontology);
            witnesses.known.insert(id, Some(witness));
            graph
        }
        (false, 0) if loaded.graphs.len() == 1 => loaded.graphs.swap_remove(0).1,
        _ => {
            let articles = loaded.documents.iter().map(|document| (document.id.clone(), document.clone()));
            witnesses.articles = articles.collect();
            loaded.graph(&ontology, &options.choice)?
        }
    };
    tell_undated(&graph, &options.choice)?;
    tell(options, &ontology, graph, witnesses, names, outcome)
}

/// Tells why the edges between two names are there.
fn tell(
    options: &Options,
    ontology: &Ontology,
    graph: Graph,
    mut witnesses: Witnesses,
    names: [&str; 2],
    outcome: Outcome,
) -> Result<Outcome> {
    let relation = query::relation(&graph, ontology, options.edges()?.relation)?;
    let filter = options.choice.filter();
    let graph = graph.within(&filter.period);
    let ends = [query::find(&graph, names[0])?, query::find(&graph, names[1])?];
    let mut found = query::between(&graph, ontology, &relation, ends[0], ends[1]);
    found.retain(|r| filter.keeps(r.edge));
    if found.is_empty() {
        return Err(no_edge(&graph, ontology, &relation, ends, &witnesses));
    }
    let mut whole = outcome == Outcome::Done;
    let mut edges = Vec::new();
    for Relation { source, target, edge, .. } in found {
        let explanations = witnesses.explain(&graph, edge, ontology)?;
        whole &= explanations.len() == edge.evidence.len();
        edges.push(ExplainedEdge { source, target, edge, explanations });
    }
    if edges.iter().any(|edge| !edge.explanations.is_empty()) {
        match options.format {
            Form::Text => output::print(export::explanation(&edges, ontology, &output::layout()).as_bytes())?,
            Form::Json => output::print(&export::explanation_json(&edges))?,
        }
    }
    Ok(if whole { Outcome::Done } else { Outcome::SomeFailed })
}

/// What is known of the articles behind a graph.
struct Witnesses<'o> {
    pipeline: Pipeline,
    /// Where the articles themselves are kept.
    store: Option<Store>,
    /// The file that holds the graph.
    file: &'o Path,
    /// How its records are read, and those of the articles of a graph.
    fields: Fields,
    /// Those that were read already, by id.
    articles: BTreeMap<String, Document>,
    /// By the id of the document; none where it cannot be had, which was told.
    known: BTreeMap<String, Option<Witness>>,
}

impl Witnesses<'_> {
    /// Why each statement of an edge was made; what is missing for others is told on standard error.
    fn explain(&mut self, graph: &Graph, edge: &Edge, ontology: &Ontology) -> Result<Vec<Explanation>> {
        let mut explanations = Vec::new();
        for evidence in &edge.evidence {
            if evidence.by == BY_CURATION {
                explanations.push(Explanation::of_user(evidence.clone()));
                continue;
            }
            let Some(witness) = self.of_document(graph, &evidence.document)? else { continue };
            match witness.explain(&edge.relation, evidence, ontology) {
                Some(explanation) => explanations.push(explanation),
                None => output::message(&format!(
                    "{}: sentence {} is read otherwise by this version or with these options; make the graph again with \
                     `powermap extract`, a store with `powermap add --again`",
                    evidence.document,
                    evidence.sentence + 1
                ))?,
            }
        }
        Ok(explanations)
    }

    fn of_document(&mut self, graph: &Graph, id: &str) -> Result<Option<&Witness>> {
        if !self.known.contains_key(id) {
            let source = graph.documents().iter().find(|source| source.id == id);
            let source = source.ok_or_else(|| anyhow!("{id}: the graph does not tell where the document is from"));
            let document = match (self.articles.remove(id), &self.store) {
                (Some(document), _) => Ok(document),
                (None, Some(store)) => store.document(id).map_err(Into::into),
                (None, None) => source.and_then(|source| original(source, self.file, &self.fields)),
            };
            let witness = match document {
                Ok(document) => Some(self.pipeline.witness(document)),
                Err(error) => {
                    output::complain(&error)?;
                    None
                }
            };
            self.known.insert(id.to_owned(), witness);
        }
        Ok(self.known.get(id).and_then(Option::as_ref))
    }
}

/// That there is no such edge, which others there are, and what the model makes of the pair where the article is at hand.
fn no_edge(
    graph: &Graph,
    ontology: &Ontology,
    relation: &str,
    ends: [NodeIndex; 2],
    witnesses: &Witnesses,
) -> anyhow::Error {
    let [source, target] = ends.map(|end| graph.node(end));
    let label = |name: &str| ontology.relation(name).map_or(name, |r| &r.label).to_owned();
    let mut message = format!("no edge says: {} {} {}", source.name, label(relation), target.name);
    let others: Vec<String> = query::joining(graph, ends[0], ends[1])
        .iter()
        .map(|r| format!("{} {} {} ({})", r.source.name, r.edge.relation, r.target.name, r.edge.status.as_str()))
        .collect();
    if !others.is_empty() {
        message.push_str(&format!("; there is: {}", others.join(", ")));
    }
    let mut guesses = witnesses.known.values().flatten().flat_map(|w| w.guesses(source, target)).collect::<Vec<_>>();
    guesses.retain(|guess| guess.probability >= LEAST_GUESS);
    let guesses: Vec<String> =
        guesses.iter().take(GUESSES).map(|g| format!("{} {:.2}", g.relation, g.probability)).collect();
    if !guesses.is_empty() {
        message.push_str(&format!("; the model's nearest guesses: {}", guesses.join(", ")));
    }
    anyhow!(message)
}
