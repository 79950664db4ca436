//! The part of the graph around one or two entities, and the evidence of edges.

use super::read::{EDGE, EdgeRow, NODE, SENTENCE, STRAIGHT, date, edge_from, node, statement};
use super::{Store, StoreError, row};
use crate::graph::{Date, Edge, Evidence, Filter, Graph, Node, Source};
use rusqlite::{Row, params};
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// The entity with this id and all that relations which pass join it to, with their evidence and its documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn star(&self, key: &str, filter: &Filter) -> Result<Graph, StoreError> {
        self.stars(&[key], filter)
    }

    /// Some entities and all that relations which pass join them to, with their evidence and its documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn stars(&self, keys: &[&str], filter: &Filter) -> Result<Graph, StoreError> {
        let those = format!("(SELECT id FROM node WHERE key IN ({}))", vec!["?"; keys.len()].join(", "));
        let touching =
            format!("SELECT id FROM edge WHERE source IN {those} UNION SELECT id FROM edge WHERE target IN {those}");
        self.part(&touching, keys, &[keys, keys].concat(), filter)
    }

    /// Two entities and the relations between them that pass, with their evidence and its documents.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn pair(&self, [a, b]: [&str; 2], filter: &Filter) -> Result<Graph, StoreError> {
        const BETWEEN: &str = "SELECT e.id FROM node a JOIN node b JOIN edge e ON (e.source, e.target) = (a.id, b.id) \
                               WHERE (a.key, b.key) IN (VALUES (?1, ?2), (?2, ?1))";
        self.part(BETWEEN, &[a, b], &[a, b], filter)
    }

    /// The entities with these ids and the relations of the rows that `edges`, a query with these values, gives.
    fn part(&self, edges: &str, keys: &[&str], values: &[&str], filter: &Filter) -> Result<Graph, StoreError> {
        let _state = self.one_state()?;
        let sql = format!(
            "SELECT {}, {SENTENCE}, {STRAIGHT}, d.date, d.id, {} FROM edge g JOIN evidence v ON v.edge = g.id \
             JOIN document d ON d.id = v.document WHERE g.id IN ({edges})",
            row::EVIDENCE,
            EDGE.replace("e.", "g."),
        );
        let read = |row: &Row| Ok((statement(row, 17)?, date(row, 18)?, row.get::<_, i64>(19)?, edge_from(row, 20)?));
        let stated = self.list(&sql, rusqlite::params_from_iter(values), read)?;
        let (edges, evidence, ids) = made(stated, filter);
        let wanted: BTreeSet<i64> = edges.iter().flat_map(|row| row.ends).collect();
        let mut nodes = BTreeMap::new();
        for id in wanted {
            nodes.extend(self.list(&format!("SELECT {NODE} FROM node n WHERE n.id = ?1"), [id], node)?);
        }
        let mut asked: BTreeMap<i64, Node> = BTreeMap::new();
        for key in keys {
            asked.extend(self.list(&format!("SELECT {NODE} FROM node n WHERE n.key = ?1"), [key], node)?);
        }
        for (id, node) in &mut asked {
            node.aliases = self.aliases(*id)?;
            node.documents = self.documents_with(&node.id)?;
        }
        nodes.extend(asked);
        Ok(self.assemble(self.documents_of(ids)?, nodes, edges, evidence))
    }

    /// Brings the evidence of edges, each by the ids of its ends, its relation and whether it is denied, that counts for
    /// `filter`, and the documents of all.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn evidence<'e>(
        &self,
        edges: impl IntoIterator<Item = ([&'e str; 2], &'e str, bool)>,
        filter: &Filter,
    ) -> Result<(Vec<Vec<Evidence>>, Vec<Source>), StoreError> {
        let _state = self.one_state()?;
        let sql = format!(
            "SELECT {}, {SENTENCE}, {STRAIGHT}, d.date, d.id, {} FROM node s JOIN edge g ON g.source = s.id \
             JOIN node t ON t.id = g.target JOIN evidence v ON v.edge = g.id JOIN document d ON d.id = v.document \
             WHERE s.key = ?1 AND t.key = ?2 AND g.relation = ?3 AND g.negated = ?4",
            row::EVIDENCE,
            EDGE.replace("e.", "g."),
        );
        let read = |row: &Row| Ok((statement(row, 17)?, date(row, 18)?, row.get::<_, i64>(19)?, edge_from(row, 20)?));
        let all = Filter { period: filter.period, ..Filter::default() };
        let (mut found, mut documents) = (Vec::new(), BTreeSet::new());
        for ([source, target], relation, negated) in edges {
            let stated = self.list(&sql, params![source, target, relation, negated], read)?;
            let (_, mut evidence, ids) = made(stated, &all);
            found.push(evidence.pop_first().map(|(_, evidence)| evidence).unwrap_or_default());
            documents.extend(ids);
        }
        Ok((found, self.documents_of(documents)?))
    }
}

/// A statement, its date, the row of its document, and its edge.
type Stated = (Evidence, Option<Date>, i64, EdgeRow);

/// The edges that pass, made of the statements of the period; their statements; the rows of the documents of these.
#[expect(clippy::type_complexity, reason = "three lists that belong together, taken apart at once")]
fn made(stated: Vec<Stated>, filter: &Filter) -> (Vec<EdgeRow>, BTreeMap<i64, Vec<Evidence>>, BTreeSet<i64>) {
    let mut gathered: BTreeMap<i64, (EdgeRow, Vec<Evidence>, Vec<Date>, BTreeSet<i64>)> = BTreeMap::new();
    for (statement, date, document, row) in stated {
        if filter.period.is_bounded() && !date.is_some_and(|date| filter.period.holds(date)) {
            continue;
        }
        let entry = gathered.entry(row.id).or_insert_with(|| (row, Vec::new(), Vec::new(), BTreeSet::new()));
        entry.1.push(statement);
        entry.2.extend(date);
        entry.3.insert(document);
    }
    let (mut edges, mut all, mut documents) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for (id, (row, evidence, dates, of)) in gathered {
        let mut edge = Edge::from_evidence(row.edge.relation.clone(), evidence).seen(dates);
        if filter.keeps(&edge) {
            all.insert(id, std::mem::take(&mut edge.evidence));
            edges.push(EdgeRow { edge, ..row });
            documents.extend(of);
        }
    }
    (edges, all, documents)
}
