//! The entities of a store by their names.

use super::read::{NODE, node};
use super::{Store, StoreError};
use crate::graph::{Graph, Node, fold};
use std::collections::BTreeMap;

impl Store {
    /// The entities that `words` may mean: those with this id or code, and those with a name that has all of the words,
    /// or their beginnings, in it.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn called(&self, words: &str) -> Result<Graph, StoreError> {
        let folded = fold(words);
        let bare = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(&folded);
        // Each by its own index; one condition of all of them would walk over all entities.
        let by = [
            ("n.key = ?1", words.trim().to_owned()),
            ("n.code = ?1", words.trim().to_uppercase()),
            ("n.id IN (SELECT node FROM alias WHERE folded = ?1)", folded.clone()),
            ("n.id IN (SELECT node FROM alias WHERE folded = ?1)", bare.to_owned()),
            ("n.id IN (SELECT node FROM alias WHERE folded = ?1)", format!("the {bare}")),
        ];
        let mut nodes: BTreeMap<i64, Node> = BTreeMap::new();
        for (condition, value) in by {
            nodes.extend(self.list(&format!("SELECT {NODE} FROM node n WHERE {condition}"), [value], node)?);
        }
        let longest = bare.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
        if nodes.is_empty() && !longest.is_empty() {
            let like = format!(
                "SELECT {NODE} FROM node n WHERE n.id IN (SELECT node FROM alias WHERE folded LIKE '%' || ?1 || '%')"
            );
            nodes = self.list(&like, [longest], node)?.into_iter().collect();
        }
        self.with_aliases(&mut nodes)?;
        Ok(self.assemble(Vec::new(), nodes, Vec::new(), BTreeMap::new()))
    }

    /// All spellings of names, each with the name of its entity.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn spellings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT a.alias, n.name FROM node n JOIN alias a ON a.node = n.id";
        self.list(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The entities that have one of these names, folded, with all their names; without relations.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn named(&self, folded: &[String]) -> Result<Graph, StoreError> {
        let marks = vec!["?"; folded.len()].join(", ");
        let sql = format!("SELECT {NODE} FROM node n WHERE n.id IN (SELECT node FROM alias WHERE folded IN ({marks}))");
        let found = self.list(&sql, rusqlite::params_from_iter(folded), node)?;
        let mut nodes: BTreeMap<i64, Node> = found.into_iter().collect();
        self.with_aliases(&mut nodes)?;
        Ok(self.assemble(Vec::new(), nodes, Vec::new(), BTreeMap::new()))
    }
}
