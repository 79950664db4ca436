//! The relation that a user's word means.

use super::names::{did_you_mean, similar};
use crate::graph::{Graph, fold};
use crate::relations::Ontology;
use std::collections::BTreeSet;

/// Why a word names no relation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelationError {
    /// No relation is called so.
    #[error("there is no relation {word:?}{} (relations: {})", did_you_mean(.similar), .known.join(", "))]
    Unknown {
        /// The word.
        word: String,
        /// Relations whose names look like it, the likest first.
        similar: Vec<String>,
        /// All relations, in the order of the ontology.
        known: Vec<String>,
    },
    /// Several are.
    #[error("{word:?} may be any of these relations, give more of its name: {}", .candidates.join(", "))]
    Ambiguous {
        /// The word.
        word: String,
        /// The relations that are called so, by name.
        candidates: Vec<String>,
    },
}

/// The name of the relation that `word` means: one of the ontology or of the graph, by its name or label
/// ("member_of", "member of") or the beginning of one ("support").
///
/// # Errors
/// Where no relation or more than one is called so.
pub fn relation(graph: &Graph, ontology: &Ontology, word: &str) -> Result<String, RelationError> {
    let mut spellings: Vec<(&str, &str)> = Vec::new();
    for relation in ontology.relations() {
        spellings.extend([(relation.name.as_str(), relation.name.as_str()), (&relation.label, &relation.name)]);
    }
    let used: BTreeSet<&str> = graph.edges().map(|r| r.edge.relation.as_str()).collect();
    spellings.extend(used.iter().filter(|name| ontology.relation(name).is_none()).map(|name| (*name, *name)));
    let wanted = fold(word);
    let called = |way: &dyn Fn(&str) -> bool| -> BTreeSet<&str> {
        spellings.iter().filter(|(spelling, _)| way(&fold(spelling))).map(|(_, name)| *name).collect()
    };
    let exact = called(&|spelling| spelling == wanted);
    let begun = called(&|spelling| !wanted.is_empty() && spelling.starts_with(&wanted));
    for found in [exact, begun] {
        let mut names = found.into_iter().map(str::to_owned);
        match (names.next(), names.len()) {
            (None, _) => {}
            (Some(name), 0) => return Ok(name),
            (Some(first), _) => {
                let candidates = std::iter::once(first).chain(names).collect();
                return Err(RelationError::Ambiguous { word: word.to_owned(), candidates });
            }
        }
    }
    let mut known: Vec<String> = Vec::new();
    for (_, name) in &spellings {
        if !known.iter().any(|k| k == name) {
            known.push((*name).to_owned());
        }
    }
    let offers = spellings.into_iter().map(|(spelling, name)| (spelling, name, 0));
    Err(RelationError::Unknown { word: word.to_owned(), similar: similar(word, offers), known })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_found_by_name_label_and_beginning() {
        let (graph, ontology) = (Graph::default(), Ontology::built_in());
        for (word, name) in
            [("supports", "supports"), ("Member of", "member_of"), ("support", "supports"), ("meet", "meets")]
        {
            assert_eq!(relation(&graph, &ontology, word).as_deref(), Ok(name), "{word}");
        }
    }

    #[test]
    fn a_miss_offers_what_looks_alike_and_lists_all() {
        let (graph, ontology) = (Graph::default(), Ontology::built_in());
        let error = relation(&graph, &ontology, "suports").unwrap_err();
        assert!(error.to_string().contains("did you mean \"supports\"?"), "{error}");
        assert!(error.to_string().contains("(relations: supports, opposes,"), "{error}");
        assert!(relation(&graph, &ontology, "").is_err());
    }

    #[test]
    fn a_beginning_of_several_lists_them() {
        let error = relation(&Graph::default(), &Ontology::built_in(), "a").unwrap_err().to_string();
        assert_eq!(error, "\"a\" may be any of these relations, give more of its name: attacks, attends");
    }
}
