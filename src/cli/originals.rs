//! The articles that a graph was made of.

use crate::document::{Document, Fields, Input, Progress};
use crate::graph::Source;
use anyhow::{Context, Result, bail};
use std::iter;
use std::path::Path;

/// Reads the article that a graph names as a source, from where it was or from beside the graph's file.
///
/// # Errors
/// Where it is not there, or is not what it was.
pub(super) fn original(source: &Source, graph: &Path, fields: &Fields) -> Result<Document> {
    let name = &source.source;
    if name == "-" || name.starts_with("-#") {
        bail!("{}: was read from standard input; give the article itself in place of the graph", source.id);
    }
    // A record's file stands before its id; but a name and an id may have any number of such marks.
    let files = name.match_indices('#').map(|(at, _)| &name[..at]);
    let mut changed = false;
    for file in iter::once(name.as_str()).chain(files) {
        let beside = graph.parent().map(|folder| folder.join(file));
        for path in [Some(Path::new(file).to_owned()), beside].into_iter().flatten().filter(|path| path.is_file()) {
            let articles = Input::new(&path).articles(fields, &Progress::default());
            let mut failed = None;
            for article in articles {
                match article {
                    Ok(document) if document.sha256 == source.sha256 => {
                        return Ok(Document { id: source.id.clone(), ..document });
                    }
                    Ok(_) => {}
                    Err(error) => failed = Some(error),
                }
            }
            // Where there is a record, others that cannot be read are nobody's concern.
            if let Some(error) = failed.filter(|error| !error.is_of_record()) {
                return Err(error).with_context(|| format!("{}: the article of the graph", source.id));
            }
            changed = true;
        }
    }
    if changed {
        let or = if name.contains('#') { ", or was read with another --map" } else { "" };
        bail!("{name}: has changed since the graph was made of it{or}; make the graph again with `powermap extract`");
    }
    bail!("{name}: the article of the graph is not there; put it back, or give the article in place of the graph");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_beside_its_graph_while_it_is_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("talks.txt");
        std::fs::write(&article, "Norland backs Ada Lang.").unwrap();
        let document = Document::load(&article).unwrap();
        let source = |name: &str| Source {
            id: "other".into(),
            title: None,
            date: None,
            source: name.into(),
            sha256: document.sha256.clone(),
            url: None,
        };
        let graph = folder.path().join("map.json");
        let found = original(&source("talks.txt"), &graph, &Fields::default()).unwrap();
        assert_eq!((found.id.as_str(), &found.text), ("other", &document.text));
        std::fs::write(&article, "Norland backs nobody.").unwrap();
        let refused = |name: &str| original(&source(name), &graph, &Fields::default()).unwrap_err().to_string();
        assert!(refused("talks.txt").contains("has changed"));
        assert!(refused("none.txt").contains("is not there"));
        assert!(refused("-").contains("standard input"));
    }
}
