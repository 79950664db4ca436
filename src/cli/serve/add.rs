//! Adding articles that were pasted or uploaded.

use super::api::{Api, Asked};
use super::error::Wrong;
use crate::document::{Document, Fields, Input, Progress};
use crate::graph::{Date, Graph};
use crate::pipeline::Pipeline;
use crate::store::{Article, Known, Store};
use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::PoisonError;

/// Articles of one file at most: more take longer than somebody waits for a page.
const MOST: usize = 200;
/// What is wrong with the records of a file is told so many times.
const TOLD: usize = 5;

/// What became of an upload.
#[derive(Serialize)]
pub(super) struct Added {
    added: usize,
    changed: usize,
    known: usize,
    /// Entities and relations of the articles.
    nodes: BTreeSet<String>,
    edges: Vec<Stated>,
    relations: usize,
    /// What could not be read.
    faults: Vec<String>,
    /// Entities in the store now.
    entities: usize,
}

#[derive(Serialize)]
struct Stated {
    source: String,
    target: String,
    key: String,
}

/// Reads articles and adds them to the store.
pub(super) fn add(api: &Api, asked: &Asked) -> Result<Added> {
    if !api.write {
        let message = "this server is read-only; start it with --write to add articles";
        return Err(Wrong { status: 403, message: message.to_owned() }.into());
    }
    let (documents, faults) = read(asked)?;
    let mut pipeline = api.pipeline.lock().unwrap_or_else(PoisonError::into_inner);
    if pipeline.is_none() {
        *pipeline = Some(Pipeline::new(api.ontology.clone())?);
    }
    let graphs: Vec<Graph> = match pipeline.as_ref() {
        Some(pipeline) => documents.par_iter().map(|document| pipeline.graph(document)).collect(),
        None => Vec::new(),
    };
    let articles = documents.into_iter().zip(graphs);
    let articles: Vec<Article> = articles.map(|(document, graph)| Article { document, graph: Some(graph) }).collect();
    // A connection of its own: one that is in use elsewhere reads the old state to its end. A store that was taken away is not made
    // anew: one that is put back would be beside the log of another.
    let mut store = Store::open_to_change(&api.place)?;
    let tally = store.put(&articles, &[], &api.ontology, Known::PassOver)?;
    api.refresh(&mut store)?;
    // What the articles state, by the ids that the graph of all has.
    let mut added = Added {
        added: tally.added,
        changed: tally.changed,
        known: tally.known,
        nodes: BTreeSet::new(),
        edges: Vec::new(),
        relations: 0,
        faults,
        entities: store.size()?.nodes,
    };
    for Article { document, .. } in &articles {
        for (source, target, key) in store.stated_by(&document.sha256)? {
            added.nodes.extend([source.clone(), target.clone()]);
            added.edges.push(Stated { source, target, key });
        }
    }
    added.relations = added.edges.len();
    Ok(added)
}

/// The articles that were given, and what could not be read.
fn read(asked: &Asked) -> Result<(Vec<Document>, Vec<String>)> {
    let given = asked.parameters.get("name");
    let name = given.map(file_name).unwrap_or_else(|| "pasted.txt".to_owned());
    let date = asked.parameters.get("date").map(|text| {
        text.parse::<Date>().map_err(|error| Wrong::asked(format!("date={text}: {error}"))).map(|_| text.to_owned())
    });
    let date = date.transpose()?;
    let folder = tempfile::tempdir().context("a folder for the article")?;
    let path = folder.path().join(&name);
    fs::write(&path, asked.body).context("the article cannot be kept while it is read")?;
    let (mut documents, mut faults, mut wrong) = (Vec::new(), Vec::new(), 0usize);
    for article in Input::new(&path).articles(&Fields::default(), &Progress::default()) {
        match article {
            Ok(_) if documents.len() == MOST => {
                let file = given.map_or("the text", |_| name.as_str());
                let message = format!("{file}: has more than {MOST} articles, the most at once; use `powermap add`");
                return Err(Wrong { status: 413, message }.into());
            }
            Ok(document) => documents.push(settled(document, &path, given.map(|_| name.as_str()), asked, &date)),
            Err(error) => {
                wrong += 1;
                if wrong <= TOLD {
                    faults.push(error.to_string().replace(&path.display().to_string(), &name));
                }
            }
        }
    }
    if wrong > TOLD {
        faults.push(format!("{} more could not be read", wrong - TOLD));
    }
    match (documents.is_empty(), faults.first()) {
        (true, first) => Err(Wrong::asked(first.cloned().unwrap_or_else(|| "there is no article in it".to_owned()))),
        _ => Ok((documents, faults)),
    }
}

/// A document with the source that lasts, and with what was said of it where it does not say so itself.
fn settled(document: Document, path: &Path, name: Option<&str>, asked: &Asked, date: &Option<String>) -> Document {
    let rest = document.source.strip_prefix(&path.display().to_string()).unwrap_or_default();
    // A pasted text is like one from standard input: nothing but its content tells it from others.
    let source = name.map_or_else(|| "-".to_owned(), |name| format!("upload:{name}{rest}"));
    let title = document.title.or_else(|| asked.parameters.get("title").map(str::to_owned));
    Document { source, title, date: document.date.or_else(|| date.clone()), ..document }
}

/// The last part of a path, without what no file's name should have.
fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && *c != '\0').take(120).collect();
    let kept = kept.trim().trim_start_matches('.');
    if kept.is_empty() { "upload.txt".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere_else() {
        for (given, expected) in [
            ("talks.md", "talks.md"),
            ("../../etc/passwd", "passwd"),
            ("C:\\news\\a b.txt", "a b.txt"),
            ("..", "upload.txt"),
            (".hidden", "hidden"),
            ("a\u{0}b\n.txt", "ab.txt"),
        ] {
            assert_eq!(file_name(given), expected);
        }
        assert!(file_name(&"x".repeat(5000)).len() <= 120);
    }
}
