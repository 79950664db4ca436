//! `powermap eval`: scores on annotated files.

use super::extract::Choice;
use super::{Outcome, input, output};
use crate::document::Document;
use crate::entities::Gazetteer;
use crate::eval::gold::{ArticleScore, GoldArticle, GoldReport, score_article};
use crate::eval::{gap, names, stance, treebank};
use crate::graph::Graph;
use crate::reading::Reader;
use crate::relations::PairModel;
use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;
use std::fmt::{Display, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

/// Score powermap on articles that you annotated, or its parts on annotated files
#[derive(Debug, Args)]
#[command(after_help = "\
GOLD_DIR holds NAME.txt, an article, and NAME.json beside it, the graph that a reader took from it:
  {\"id\": \"x\", \"entities\": [{\"id\": \"e1\", \"name\": \"Ada Lang\", \"mentions\": [\"Lang\"], \"accept\": []}, ...],
   \"relations\": [{\"source\": \"e1\", \"relation\": \"leads\", \"target\": \"e2\", \"status\": \"asserted\",
                  \"evidence\": \"Ada Lang, president of Norland\"}, ...]}
An edge is right where relation and both ends are the reader's, and both or neither are negated.

Examples:
  powermap eval articles/
  powermap eval articles/ --errors --min-confidence 0.6
  powermap eval --conllu en_gum-ud-test.conllu
  powermap eval --names ontonotes.iob2 --types ontonotes.toml --errors
  powermap eval --stance stance.txt --json")]
pub(super) struct Options {
    #[command(flatten)]
    what: What,
    /// With --names: what the file's types are here, a line a type in TOML, such as PER = "person" [default: the types of
    /// Universal NER and of CrossNER's politics]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["gold", "conllu", "stance", "gap"])]
    types: Option<PathBuf>,
    /// Show what is wrong and what is missed, each with its sentence (GOLD_DIR and --names)
    #[arg(long, conflicts_with_all = ["json", "conllu", "stance", "gap"])]
    errors: bool,
    /// Write the figures as JSON, shares from 0 to 1
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    choice: Choice,
}

/// What to score.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Relations: a folder of articles (NAME.txt), each with the graph that a reader took from it (NAME.json)
    #[arg(value_name = "GOLD_DIR")]
    gold: Option<PathBuf>,
    /// Sentences, words, tags and trees: a treebank in CoNLL-U
    #[arg(long, value_name = "FILE", conflicts_with_all = GRAPHS, conflicts_with = "ontology")]
    conllu: Option<PathBuf>,
    /// Names: words and IOB2 tags, a line a word
    #[arg(long, value_name = "FILE", conflicts_with_all = GRAPHS, conflicts_with = "ontology")]
    names: Option<PathBuf>,
    /// Who is for or against whom: sentences with two [marked] ends, the ends again, and a class from 0 to 4, parted by tabs
    #[arg(long, value_name = "FILE", conflicts_with_all = GRAPHS)]
    stance: Option<PathBuf>,
    /// Whom pronouns mean: a table of GAP
    #[arg(long, value_name = "FILE", conflicts_with_all = GRAPHS, conflicts_with = "ontology")]
    gap: Option<PathBuf>,
}

/// Options that say which relations a graph has.
const GRAPHS: [&str; 3] = ["min_confidence", "status", "patterns_only"];

type Scorer = fn(&Path, &Options) -> Result<String>;

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let What { gold, conllu, names, stance, gap } = &options.what;
    if let Some(folder) = gold {
        return eval_gold(folder, options);
    }
    let parts: [(_, Scorer); 4] = [(conllu, eval_conllu), (names, eval_names), (stance, eval_stance), (gap, eval_gap)];
    for (file, score) in parts {
        if let Some(file) = file {
            output::print(score(file, options)?.as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

fn eval_gold(folder: &Path, options: &Options) -> Result<Outcome> {
    let files = gold_files(folder)?;
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    let pipeline = options.choice.pipeline(&ontology)?;
    let graph_of = |file: &Path| -> Result<Graph> {
        let document = Document::load(&file.with_extension("txt"))?;
        Ok(Graph::merged([pipeline.graph(&document)], &ontology).filtered(&options.choice.filter()))
    };
    let scored: Vec<(Option<ArticleScore>, Option<anyhow::Error>)> = files
        .par_iter()
        .map(|file| match gold_article(file) {
            Err(error) => (None, Some(error)),
            // An article that cannot be read has found nothing.
            Ok(gold) => match graph_of(file) {
                Ok(graph) => (Some(score_article(&gold, &graph)), None),
                Err(error) => (Some(score_article(&gold, &Graph::default())), Some(error)),
            },
        })
        .collect();
    let mut articles: Vec<ArticleScore> = Vec::new();
    let mut outcome = Outcome::Done;
    for ((article, error), file) in scored.into_iter().zip(&files) {
        let twin = article.as_ref().filter(|article| articles.iter().any(|other| other.id == article.id));
        let twin = twin.map(|article| {
            anyhow!("{}: another file has the id {:?} too; give each article its own", file.display(), article.id)
        });
        articles.extend(article.filter(|_| twin.is_none()));
        if let Some(error) = error.or(twin) {
            output::complain(&error)?;
            outcome = Outcome::SomeFailed;
        }
    }
    if articles.is_empty() {
        // A table of zeros would say that nothing was found.
        return Ok(outcome);
    }
    let mut text = String::new();
    if options.errors {
        for article in &articles {
            writeln!(text, "{}", article.errors())?;
        }
    }
    output::print((text + &shown(&GoldReport::of(&articles), options.json)?).as_bytes())?;
    Ok(outcome)
}

/// The annotated graphs of a folder, by name.
fn gold_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = folder.display();
    let wanted = "give a folder with articles, NAME.txt, and their graphs, NAME.json";
    let entries = fs::read_dir(folder).with_context(|| format!("{name}: cannot be read as a folder; {wanted}"))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    ensure!(!files.is_empty(), "{name}: no file of this folder ends in .json; {wanted}");
    Ok(files)
}

fn gold_article(file: &Path) -> Result<GoldArticle> {
    GoldArticle::from_json(&input::text(file)?).with_context(|| file.display().to_string())
}

fn eval_conllu(file: &Path, options: &Options) -> Result<String> {
    let treebank = input::text(file)?;
    let report =
        treebank::score_treebank(&Reader::embedded()?, &treebank).with_context(|| file.display().to_string())?;
    ensure!(report.words > 0, "{}: has no word; give a treebank in CoNLL-U", file.display());
    shown(&report, options.json)
}

fn eval_names(file: &Path, options: &Options) -> Result<String> {
    let types = match &options.types {
        Some(table) => {
            names::NameTypes::from_toml(&input::text(table)?).with_context(|| table.display().to_string())?
        }
        None => names::NameTypes::built_in(),
    };
    let documents = names::parse(&input::text(file)?).with_context(|| file.display().to_string())?;
    let reader = Reader::embedded()?;
    let found: Vec<_> = documents.par_iter().map(|document| names::find_names(&reader, document, &types)).collect();
    let report = names::NamesReport::of(&found, &types);
    let problem = "has no name of a type that the table knows; give its types with --types";
    ensure!(report.all.gold > 0, "{}: {problem}", file.display());
    let mut text = String::new();
    if options.errors {
        text.extend(found.iter().zip(&documents).map(|(found, document)| found.errors(document)));
    }
    Ok(text + &shown(&report, options.json)?)
}

fn eval_stance(file: &Path, options: &Options) -> Result<String> {
    let rows = stance::parse(&input::text(file)?).with_context(|| file.display().to_string())?;
    ensure!(!rows.is_empty(), "{}: is empty; give a line a sentence", file.display());
    let ontology = input::ontology(options.choice.ontology.as_deref())?;
    let (reader, model) = (Reader::embedded()?, PairModel::embedded()?);
    let pairs: Vec<_> =
        rows.par_iter().map(|row| (row.class, stance::predict(&reader, &model, &ontology, row))).collect();
    shown(&stance::StanceReport::of(pairs), options.json)
}

fn eval_gap(file: &Path, options: &Options) -> Result<String> {
    let rows = gap::parse(&input::text(file)?).with_context(|| file.display().to_string())?;
    ensure!(!rows.is_empty(), "{}: has no row below its header", file.display());
    let (reader, gazetteer) = (Reader::embedded()?, Gazetteer::shipped());
    let answers: Vec<_> = rows.par_iter().map(|row| gap::answer(&reader, gazetteer, row)).collect::<Result<_, _>>()?;
    shown(&gap::GapReport::of(&answers), options.json)
}

/// A report as a table or as JSON.
fn shown(report: &(impl Display + Serialize), json: bool) -> Result<String> {
    if !json {
        return Ok(report.to_string());
    }
    let mut out = Vec::new();
    let indented = serde_json::ser::PrettyFormatter::with_indent(b" ");
    report.serialize(&mut serde_json::Serializer::with_formatter(&mut out, indented))?;
    out.push(b'\n');
    Ok(String::from_utf8(out)?)
}
