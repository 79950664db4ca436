//! Which entities of different documents are the same.
//!
//! Most are where name, type and code are ([`super::Node::id`]). Here names are joined that are spelt differently: a
//! person with and without a middle name, an initial, a particle ("Sisi", "al-Sisi"), a company with and without its
//! legal form, a body and its initials. A surname alone means the person of that name only where they are mentioned in
//! the same company; where several have it and nothing tells which, it stays apart in its document.
//!
//! Names are compared in blocks ([`block`]: persons of one last word, bodies of one name), so that a new document
//! changes only the blocks of its own names, and a store needs to look at no others.

mod block;
mod company;
#[cfg(test)]
mod tests;
mod unit;
mod words;

pub(crate) use block::{Link, link};
pub(crate) use company::Company;
pub(crate) use unit::{Unit, block, initials, offered};
pub(crate) use words::is_generic;

use super::{Graph, Node};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// Of the way in which names are compared: another number makes stores compare all names again.
pub(crate) const VERSION: &str = "6";

/// How often a redirect may lead to another; they form no rings, as each leads to a longer name, but bad data could.
const REDIRECTS: usize = 8;

/// Where redirects lead from `id`.
pub(crate) fn follow<'r>(mut id: &'r str, redirect: impl Fn(&str) -> Option<&'r str>) -> &'r str {
    for _ in 0..REDIRECTS {
        match redirect(id) {
            Some(next) if next != id => id = next,
            _ => break,
        }
    }
    id
}

/// Whom a unit is mentioned with: those beside it that have a name, by id and whether the gazetteer knows them, and its
/// titles.
pub(crate) fn company<'n>(unit: &Unit, beside: impl Iterator<Item = (&'n str, bool)>) -> Company {
    let named = beside.filter(|(id, _)| *id != unit.id && !super::identity::is_described(id));
    let titles = unit.titles().into_iter().map(|title| (format!("title {title}"), false));
    named.map(|(id, known)| (id.to_owned(), known)).chain(titles).collect()
}

/// The ids, graph by graph and node by node, that the nodes of all graphs have together.
pub(super) fn link_graphs(graphs: &[Graph]) -> Vec<Vec<String>> {
    let mut ids: Vec<Vec<String>> =
        graphs.iter().map(|graph| graph.nodes().map(|(_, node)| node.id.clone()).collect()).collect();
    let mut blocks: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    let mut offers: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (g, graph) in graphs.iter().enumerate() {
        for (n, (_, node)) in graph.nodes().enumerate() {
            if let Some(block) = block(node) {
                blocks.entry(block).or_default().push((g, n));
                offered(node).into_iter().for_each(|block| offers.entry(block).or_default().push((g, n)));
            }
        }
    }
    let places: Vec<Vec<String>> = graphs.iter().map(Graph::places).collect();
    // Who stands apart in a graph of several documents was told apart when it was made: merging again joins no more.
    let unit = |&(g, n): &(usize, usize)| {
        let unit = Unit::new(node_at(&graphs[g], n), &places[g][n]);
        if graphs[g].documents().len() > 1 { unit.of_text(format!("graph {g}")) } else { unit }
    };
    let mut redirects: BTreeMap<String, String> = BTreeMap::new();
    for (name, at) in &blocks {
        let units: Vec<Unit> = at.iter().map(unit).collect();
        let others = offers.get(name).map(Vec::as_slice).unwrap_or_default();
        let offered: Vec<Unit> = others.iter().map(unit).collect();
        let node_of: BTreeMap<Unit, (usize, usize)> =
            units.iter().zip(at).chain(offered.iter().zip(others)).map(|(unit, at)| (unit.clone(), *at)).collect();
        let mut beside = |unit: &Unit| -> Result<Company, Infallible> {
            let Some(&(g, n)) = node_of.get(unit) else { return Ok(Company::new()) };
            let documents = &node_at(&graphs[g], n).documents;
            let met = |node: &Node| documents.iter().any(|document| node.documents.binary_search(document).is_ok());
            let nodes = graphs[g].nodes().map(|(_, node)| node).filter(|node| met(node));
            Ok(company(unit, nodes.map(|node| (node.id.as_str(), node.code.is_some()))))
        };
        let Ok(links) = link(&units, &offered, &mut beside);
        for (&(g, n), link) in at.iter().zip(links.units) {
            ids[g][n] = link.id;
        }
        redirects.extend(links.redirects);
    }
    for id in ids.iter_mut().flatten() {
        *id = follow(id, |id| redirects.get(id).map(String::as_str)).to_owned();
    }
    ids
}

fn node_at(graph: &Graph, n: usize) -> &Node {
    graph.node(petgraph::graph::NodeIndex::new(n))
}
