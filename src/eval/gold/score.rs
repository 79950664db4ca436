//! One article's graph against the gold.

use super::fold::folded_names;
use super::matching::maximum_matching;
use super::{GoldArticle, GoldRelation};
use crate::graph::{Edge, Graph, Node, Relation};
use crate::relations::Status;
use std::collections::{BTreeMap, BTreeSet};

/// The relation that has no direction.
const MUTUAL: &str = "meets";

/// What is right, wrong and missing in the graph of one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArticleScore {
    /// Id of the article.
    pub id: String,
    /// Edges that stand for a relation of the gold, in the order of the graph.
    pub hits: Vec<Hit>,
    /// Edges that stand for none, in the order of the graph.
    pub wrong: Vec<Wrong>,
    /// Relations that no edge stands for, in the order of the gold.
    pub missed: Vec<Missed>,
    /// Entities of the gold that are the end of a relation.
    pub used: usize,
    /// Those of them whose name a node has.
    pub found: usize,
    /// Nodes too many: of each entity all that share a name with it, but one.
    pub split: usize,
    /// Entities too many: of each node all that share a name with it, but one.
    pub merged: usize,
}

/// An edge that stands for a relation of the gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Such as `supports`.
    pub relation: String,
    /// The edge's status.
    pub status: Status,
    /// The gold's.
    pub gold_status: Status,
}

/// An edge that the gold has not.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// Name of the node that it goes out from.
    pub source: String,
    /// Name of the node that it goes to.
    pub target: String,
    /// The edge, with its evidence.
    pub edge: Edge,
}

/// A relation of the gold that the graph has not.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// Name of the entity that it goes out from.
    pub source: String,
    /// Such as `supports`.
    pub relation: String,
    /// Name of the entity that it goes to.
    pub target: String,
    /// How certain the article makes it.
    pub status: Status,
    /// The article's words that state it.
    pub evidence: String,
}

type Names = BTreeSet<String>;

/// An entity of the gold under its names.
struct Entity<'a> {
    name: &'a str,
    /// Its name and mentions.
    own: Names,
    /// Those and what is accepted for it.
    wide: Names,
}

/// Holds the graph of one article against its gold.
pub fn score_article(gold: &GoldArticle, graph: &Graph) -> ArticleScore {
    let entities: BTreeMap<&str, Entity> = gold
        .entities
        .iter()
        .map(|e| {
            let own = folded_names(e.mentions.iter().map(String::as_str).chain([e.name.as_str()]));
            let wide = own.union(&folded_names(e.accept.iter().map(String::as_str))).cloned().collect();
            (e.id.as_str(), Entity { name: &e.name, own, wide })
        })
        .collect();
    let nodes: BTreeMap<&str, Names> = graph.nodes().map(|(_, node)| (node.id.as_str(), names(node))).collect();
    let edges: Vec<Relation> = graph.edges().collect();
    let fits = |edge: &Relation, relation: &GoldRelation| {
        let same = |node: &Node, id: &str| {
            let (found, wanted) = (nodes.get(node.id.as_str()), entities.get(id));
            found.zip(wanted).is_some_and(|(found, wanted)| !found.is_disjoint(&wanted.wide))
        };
        let ends = |a, b| same(edge.source, a) && same(edge.target, b);
        edge.edge.relation == relation.relation
            && edge.edge.is_negated() == (relation.status == Status::Negated)
            && (ends(&relation.source, &relation.target)
                || relation.relation == MUTUAL && ends(&relation.target, &relation.source))
    };
    let options: Vec<Vec<usize>> = edges
        .iter()
        .map(|edge| (0..gold.relations.len()).filter(|&g| fits(edge, &gold.relations[g])).collect())
        .collect();
    let matching = maximum_matching(&options, gold.relations.len());
    let matched: BTreeSet<usize> = matching.iter().flatten().copied().collect();
    let name_of = |id: &str| entities.get(id).map_or_else(String::new, |e| e.name.to_owned());
    let mut score = ArticleScore { id: gold.id.clone(), ..ArticleScore::default() };
    for (edge, relation) in edges.iter().zip(&matching) {
        match relation {
            Some(relation) => score.hits.push(Hit {
                relation: edge.edge.relation.clone(),
                status: edge.edge.status,
                gold_status: gold.relations[*relation].status,
            }),
            None => score.wrong.push(Wrong {
                source: edge.source.name.clone(),
                target: edge.target.name.clone(),
                edge: edge.edge.clone(),
            }),
        }
    }
    let missed = gold.relations.iter().enumerate().filter(|(i, _)| !matched.contains(i));
    score.missed.extend(missed.map(|(_, relation)| Missed {
        source: name_of(&relation.source),
        relation: relation.relation.clone(),
        target: name_of(&relation.target),
        status: relation.status,
        evidence: relation.evidence.clone(),
    }));
    let used: BTreeSet<&str> = gold.relations.iter().flat_map(|r| [r.source.as_str(), r.target.as_str()]).collect();
    score.used = used.len();
    let is_found = |e: &&Entity| nodes.values().any(|node| !node.is_disjoint(&e.wide));
    score.found = used.iter().filter_map(|id| entities.get(id)).filter(is_found).count();
    let near = |node: &Names, e: &Entity| !node.is_disjoint(&e.own);
    score.split = entities.values().map(|e| nodes.values().filter(|n| near(n, e)).count().saturating_sub(1)).sum();
    score.merged = nodes.values().map(|n| entities.values().filter(|e| near(n, e)).count().saturating_sub(1)).sum();
    score
}

fn names(node: &Node) -> Names {
    folded_names(node.aliases.iter().map(String::as_str).chain([node.name.as_str()]))
}
