//! The articles that a graph was made of.

use crate::document::Document;
use crate::graph::Source;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Reads the article that a graph names as a source, from where it was or from beside the graph's file.
///
/// # Errors
/// Where it is not there, or is not what it was.
pub(super) fn original(source: &Source, graph: &Path) -> Result<Document> {
    let name = &source.source;
    if name == "-" {
        bail!("{}: was read from standard input; give the article itself in place of the graph", source.id);
    }
    let beside = graph.parent().map(|folder| folder.join(name));
    let mut changed = false;
    for path in [Some(Path::new(name).to_owned()), beside].into_iter().flatten().filter(|path| path.is_file()) {
        let document = Document::load(&path).with_context(|| format!("{}: the article of the graph", source.id))?;
        if document.sha256 == source.sha256 {
            return Ok(Document { id: source.id.clone(), ..document });
        }
        changed = true;
    }
    if changed {
        bail!("{name}: has changed since the graph was made of it; make the graph again with `powermap extract`");
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
        };
        let graph = folder.path().join("map.json");
        let found = original(&source("talks.txt"), &graph).unwrap();
        assert_eq!((found.id.as_str(), &found.text), ("other", &document.text));
        std::fs::write(&article, "Norland backs nobody.").unwrap();
        let refused = |name: &str| original(&source(name), &graph).unwrap_err().to_string();
        assert!(refused("talks.txt").contains("has changed"));
        assert!(refused("none.txt").contains("is not there"));
        assert!(refused("-").contains("standard input"));
    }
}
