//! The entities of a store by their names.

use super::read::{EDGE, NODE, edge, node};
use super::{Store, StoreError};
use crate::graph::{Graph, Likeness, Node, OFFERED, Offer, fold, likest, unarticled};
use rusqlite::Row;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// The entities that `words` may mean: those with this id or code, and those with a name that has all of the words,
    /// or their beginnings, in it; without the documents that mention them.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn called(&self, words: &str) -> Result<Graph, StoreError> {
        let _state = self.one_state()?;
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
        for (id, node) in &mut nodes {
            node.aliases = self.aliases(*id)?;
        }
        Ok(self.assemble(Vec::new(), nodes, Vec::new(), BTreeMap::new()))
    }

    /// Names of entities that look like `words`, the likest first, of equals those of whom more is written.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn alike(&self, words: &str) -> Result<Vec<String>, StoreError> {
        let _state = self.one_state()?;
        let likeness = Likeness::to(words);
        let read = |row: &Row| {
            let folded = row.get_ref(0)?.as_str()?;
            let score = likeness.of_folded(folded);
            // Most are not alike, and need no copy.
            Ok((score, if score > 0.0 { folded.to_owned() } else { String::new() }, row.get(1)?))
        };
        let mut scored: Vec<(f64, String, i64)> = self.list("SELECT DISTINCT folded, node FROM alias", [], read)?;
        scored.retain(|(score, ..)| *score > 0.0);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let sql = "SELECT a.alias, n.name, n.mentions FROM alias a JOIN node n ON n.id = a.node WHERE a.folded = ?1 AND a.node = ?2 \
                   LIMIT 1";
        let mut offers: Vec<Offer> = Vec::new();
        let mut names = BTreeSet::new();
        let mut least = 1.0;
        for (score, folded, id) in scored {
            // Of those that are equally like, the others decide.
            if names.len() >= OFFERED && score < least {
                break;
            }
            least = score;
            let read = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?));
            let (alias, name, mentions): (String, String, i64) = self.ask(sql, rusqlite::params![folded, id], read)?;
            if let Some((score, name)) = likeness.offer(&alias, &name) {
                names.insert(name.to_owned());
                offers.push((score, usize::try_from(mentions).unwrap_or_default(), name.to_owned()));
            }
        }
        Ok(likest(offers))
    }

    /// The entities that have one of these names, folded, with all their names, and the relations that touch them, without
    /// evidence.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn named(&self, folded: &[String]) -> Result<Graph, StoreError> {
        let _state = self.one_state()?;
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
