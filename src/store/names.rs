//! The entities of a store by their names.

use super::read::{EDGE, NODE, edge, node};
use super::{Store, StoreError};
use crate::graph::{Graph, Likeness, Node, OFFERED, fold, likest, unarticled};
use rusqlite::Row;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// The entities that `words` may mean: those with this id or code, and those with a name that has all of the words,
    /// or their beginnings, in it.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn called(&self, words: &str) -> Result<Graph, StoreError> {
        let folded = fold(words);
        let bare = unarticled(&folded);
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

    /// Names of entities that look like `words`, the likest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn alike(&self, words: &str) -> Result<Vec<String>, StoreError> {
        let likeness = Likeness::to(words);
        let read = |row: &Row| Ok((likeness.of_folded(row.get_ref(0)?.as_str()?), row.get(1)?));
        let mut scored: Vec<(f64, i64)> = self.list("SELECT folded, node FROM alias", [], read)?;
        scored.retain(|(score, _)| *score > 0.0);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        // Of those that are equally like, the names decide.
        let least = scored.get(OFFERED - 1).map_or(0.0, |(score, _)| *score);
        let mut named = Vec::new();
        for (score, id) in scored.into_iter().take_while(|(score, _)| *score >= least) {
            named.push((score, self.ask("SELECT name FROM node WHERE id = ?1", [id], |row| row.get::<_, String>(0))?));
        }
        Ok(likest(named))
    }

    /// The entities that have one of these names, folded, with all their names, and the relations that touch them, without
    /// evidence.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn named(&self, folded: &[String]) -> Result<Graph, StoreError> {
        let marks = vec!["?"; folded.len()].join(", ");
        let sql = format!("SELECT {NODE} FROM node n WHERE n.id IN (SELECT node FROM alias WHERE folded IN ({marks}))");
        let mut nodes: BTreeMap<i64, Node> =
            self.list(&sql, rusqlite::params_from_iter(folded), node)?.into_iter().collect();
        let (mut edges, mut others) = (BTreeMap::new(), BTreeSet::new());
        for (id, node) in &mut nodes {
            node.aliases = self.aliases(*id)?;
            let sql = format!("SELECT {EDGE} FROM edge e WHERE e.source = ?1 OR e.target = ?1");
            for row in self.list(&sql, [id], edge)? {
                others.extend(row.ends);
                edges.insert(row.id, row);
            }
        }
        for id in others {
            if let Entry::Vacant(place) = nodes.entry(id) {
                let sql = format!("SELECT {NODE} FROM node n WHERE n.id = ?1");
                place.insert(self.ask(&sql, [id], node)?.1);
            }
        }
        Ok(self.assemble(Vec::new(), nodes, edges.into_values().collect(), BTreeMap::new()))
    }
}
