//! Reading what the arguments name: articles, graphs, ontologies.

use super::extract::Choice;
use super::faults::Faults;
use super::{Outcome, output};
use crate::document::{Document, DocumentError, Fields, Input, Inputs, Progress};
use crate::graph::{Graph, unique_documents};
use crate::relations::Ontology;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use rayon::prelude::*;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// How records are read.
#[derive(Debug, Args)]
pub(super) struct Records {
    /// Which fields of JSON or CSV records are text, title, date, id, url and author, such as
    /// text=body,title=headline.main [default: those with the usual names]
    #[arg(long, value_name = "PART=FIELD,...")]
    map: Option<Fields>,
}

impl Records {
    /// The names that were given.
    pub fn fields(&self) -> Fields {
        self.map.clone().unwrap_or_default()
    }
}

/// What inputs hold.
pub(super) struct Loaded {
    /// Graphs that were made before, with their files.
    pub graphs: Vec<(PathBuf, Graph)>,
    /// Articles, in their order, with ids that tell them apart.
    pub documents: Vec<Document>,
    /// What was wrong.
    faults: Vec<(Input, anyhow::Error)>,
    files: usize,
}

/// What one file holds.
enum Held {
    Graph(Graph),
    Articles(Vec<Result<Document, DocumentError>>),
}

/// Reads graphs and articles; `-` is standard input. Which of them a file is, the content tells and not the name.
pub(super) fn load<P: AsRef<Path>>(paths: &[P], records: &Records) -> Result<Loaded> {
    let fields = records.fields();
    let (files, missing) = Inputs::find(paths).into_parts();
    if files.iter().any(Input::is_stdin) && io::stdin().is_terminal() {
        output::message("reading from the keyboard; end with Ctrl-D")?;
    }
    let count = files.len() + missing.len();
    let mut faults: Vec<_> = missing.into_iter().map(|error| (Input::new(error.source_name()), error.into())).collect();
    let held: Vec<Result<Held>> = files.par_iter().map(|file| read(file, &fields)).collect();
    let (mut graphs, mut documents) = (Vec::new(), Vec::new());
    for (file, held) in files.into_iter().zip(held) {
        match held {
            Ok(Held::Graph(graph)) => graphs.push((file.path().to_owned(), graph)),
            Ok(Held::Articles(articles)) => {
                for article in articles {
                    match article {
                        Ok(document) => documents.push(document),
                        Err(error) => faults.push((file.clone(), error.into())),
                    }
                }
            }
            Err(error) => faults.push((file, error)),
        }
    }
    Ok(Loaded { graphs, documents: unique_documents(documents), faults, files: count })
}

impl Loaded {
    /// Whether there is nothing to go on with.
    pub fn is_empty(&self) -> bool {
        self.graphs.is_empty() && self.documents.is_empty()
    }

    /// Tells what was wrong.
    pub fn tell_faults(&self) -> Result<Outcome> {
        let mut faults = Faults::default();
        for document in &self.documents {
            faults.read(document);
        }
        for (input, error) in &self.faults {
            faults.tell(error, input)?;
        }
        faults.sum_up(self.files)?;
        Ok(if faults.any() { Outcome::SomeFailed } else { Outcome::Done })
    }
}

/// Reads a FILE for a command that must have something in it: where there is nothing, what is wrong is the error, and
/// else it is told and gone on.
pub(super) fn load_one(path: &Path, records: &Records) -> Result<(Loaded, Outcome)> {
    let mut loaded = load(&[path], records)?;
    if loaded.is_empty() && !loaded.faults.is_empty() {
        let is_empty_record =
            |error: &anyhow::Error| error.downcast_ref::<DocumentError>().is_some_and(DocumentError::is_empty_record);
        let worst = loaded.faults.iter().position(|(_, error)| !is_empty_record(error)).unwrap_or(0);
        return Err(loaded.faults.swap_remove(worst).1);
    }
    let outcome = loaded.tell_faults()?;
    Ok((loaded, outcome))
}

fn read(input: &Input, fields: &Fields) -> Result<Held> {
    let opened = input.open(&Progress::default());
    let opened = match opened {
        Ok(opened) => opened,
        Err(error) => return Ok(Held::Articles(vec![Err(error)])),
    };
    if is_graph(opened.head()) {
        let name = opened.source().to_owned();
        return Ok(Held::Graph(parse_graph(&opened.read_all()?, &name)?));
    }
    Ok(Held::Articles(opened.articles(fields).collect()))
}

/// Whether text starts as a graph in node-link form does, and not as an article or a record in JSON.
fn is_graph(head: &[u8]) -> bool {
    const FIELDS: [&str; 3] = ["directed", "multigraph", "graph"];
    const LINES: [&str; 2] = ["edges", "links"];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let mut keys = Vec::new();
    // The text may end anywhere: what was seen up to there counts.
    let seen = serde_json::Deserializer::from_slice(head).deserialize_map(Keys(&mut keys));
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    // Those of other tools may have no more than nodes and edges, of which the first fill all that was seen.
    has(&FIELDS) || has(&["nodes"]) && (has(&LINES) || keys.len() == 1 && seen.is_err())
}

/// Takes the keys of an object down, as far as it goes.
struct Keys<'k>(&'k mut Vec<String>);

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key()? {
            self.0.push(key);
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

fn parse_graph(bytes: &[u8], name: &str) -> Result<Graph> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|e| anyhow!("{name}: byte {}: is not UTF-8; convert it with `iconv -t UTF-8`", e.valid_up_to()))?;
    Graph::from_json(text).with_context(|| name.to_owned())
}

/// The graph of a file: read where it is one, made of the articles in it else.
pub(super) fn graph(path: &Path, ontology: &Ontology, choice: &Choice, records: &Records) -> Result<(Graph, Outcome)> {
    let (loaded, outcome) = load_one(path, records)?;
    Ok((loaded.graph(ontology, choice)?, outcome))
}

impl Loaded {
    /// The graph of everything.
    ///
    /// # Errors
    /// Where something is asked for that graphs made before cannot give, or the models cannot be loaded.
    pub fn graph(mut self, ontology: &Ontology, choice: &Choice) -> Result<Graph> {
        for (path, _) in &self.graphs {
            choice.check_for_graph(path)?;
        }
        if self.documents.is_empty() && self.graphs.len() == 1 {
            return Ok(self.graphs.swap_remove(0).1);
        }
        let mut graphs: Vec<Graph> = self.graphs.into_iter().map(|(_, graph)| graph).collect();
        if !self.documents.is_empty() {
            let pipeline = choice.pipeline(ontology)?;
            let made: Vec<Graph> = self.documents.par_iter().map(|document| pipeline.graph(document)).collect();
            graphs.extend(made);
        }
        Ok(Graph::merged(graphs, ontology))
    }
}

/// The text of an annotated file.
pub(super) fn text(path: &Path) -> Result<String> {
    let name = path.display();
    let bytes =
        fs::read(path).with_context(|| format!("{name}: cannot be read; check the path and its permissions"))?;
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        anyhow!("{name}: byte {offset}: is not UTF-8; convert it with `iconv -t UTF-8`")
    })
}

/// The ontology of a file, or the built-in one.
pub(super) fn ontology(path: Option<&Path>) -> Result<Ontology> {
    let Some(path) = path else { return Ok(Ontology::built_in()) };
    let name = path.display().to_string();
    let text = fs::read_to_string(path)
        .with_context(|| format!("{name}: cannot be read as an ontology; give a TOML file in UTF-8"))?;
    Ok(Ontology::parse(&name, &text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_a_graph_from_an_article() {
        for graph in [
            "{\"directed\": true",
            " \n{ \"graph\" :",
            "\u{feff}{\"nodes\": [{}], \"graph\": {\"schema",
            "{\"nodes\": [], \"links\": []}",
            "{\"nodes\": [{\"id\": ",
        ] {
            assert!(is_graph(graph.as_bytes()), "{graph:?}");
        }
        for other in [
            "{Reuters} Rome",
            "\"graph\", he said",
            "",
            "{",
            "[1]",
            "{\"text\": \"graph\"}",
            "{\"text\": {\"graph\": 1}}",
            "{\"nodes\": 3, \"text\": \"A.\"}",
        ] {
            assert!(!is_graph(other.as_bytes()), "{other:?}");
        }
    }
}
