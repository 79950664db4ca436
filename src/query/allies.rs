//! Who stands with somebody and who against, directly or over one other: the friend of a friend and the enemy of an enemy are
//! friends, the friend of an enemy and the enemy of a friend enemies (Cartwright and Harary 1956).

use super::contradiction::{Contradiction, Disagreement, contradictions};
use super::signed::{Signed, Tie};
use crate::entities::EntityType;
use crate::graph::{Graph, Node, Relation};
use crate::relations::Ontology;
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::BTreeMap;

/// Least score of a member: as much speaks against who has less.
const LEAST: f64 = 0.05;

/// The allies or the rivals of an entity.
#[derive(Debug, Clone)]
pub struct Circle<'g> {
    /// Whose.
    pub node: &'g Node,
    /// Whether they are its rivals.
    pub rivals: bool,
    /// They, those who are it directly first, then by score.
    pub members: Vec<Member<'g>>,
    /// The triangles of ties that it is part of.
    pub balance: Balance<'g>,
    /// Those with whom and against whom it is stated to stand.
    pub contradictions: Vec<Contradiction<'g>>,
}

/// One ally or rival.
#[derive(Debug, Clone)]
pub struct Member<'g> {
    /// Who.
    pub node: &'g Node,
    /// How.
    pub by: By,
    /// Probability that something makes it one less that something makes it the contrary, above 0 and up to 1: of a direct tie
    /// its weight; else ways over others count as independent witnesses, each with the product of its two weights.
    pub score: f64,
    /// The relations that lead to it, the surest way: one or two.
    pub chain: Vec<Relation<'g>>,
    /// Further ways over others that say the same.
    pub more: usize,
    /// Ways over others, or direct relations, that say the contrary.
    pub against: usize,
}

/// How one is an ally or a rival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// By a relation of the two.
    Direct,
    /// Both stand with a third.
    FriendOfFriend,
    /// Both stand against a third.
    EnemyOfEnemy,
    /// It stands with somebody who stands against the entity.
    FriendOfEnemy,
    /// It stands against somebody who stands with the entity.
    EnemyOfFriend,
}

impl By {
    /// For readers, and as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::FriendOfFriend => "friend of friend",
            Self::EnemyOfEnemy => "enemy of enemy",
            Self::FriendOfEnemy => "friend of enemy",
            Self::EnemyOfFriend => "enemy of friend",
        }
    }

    fn of(first: &Tie, second: &Tie) -> Self {
        match (first.is_positive(), second.is_positive()) {
            (true, true) => Self::FriendOfFriend,
            (false, false) => Self::EnemyOfEnemy,
            (false, true) => Self::FriendOfEnemy,
            (true, false) => Self::EnemyOfFriend,
        }
    }
}

/// How far the ties around an entity are balanced: in a balanced triangle the product of the three signs is positive.
#[derive(Debug, Clone, Default)]
pub struct Balance<'g> {
    /// Number of balanced triangles.
    pub balanced: usize,
    /// The unbalanced ones: for each side the surest relation, in the order of the two others.
    pub unbalanced: Vec<[Relation<'g>; 3]>,
}

impl Circle<'_> {
    /// The edges of its members and contradictions, and of its triangles where these are told with their evidence.
    pub fn edges(&self, with_triangles: bool) -> Vec<EdgeIndex> {
        let chains = self.members.iter().flat_map(|member| &member.chain);
        let triangles = self.balance.unbalanced.iter().flatten().filter(|_| with_triangles);
        let sides = self.contradictions.iter().flat_map(|c| c.held.iter().chain(&c.against));
        chains.chain(triangles).chain(sides).map(|relation| relation.index).collect()
    }
}

/// How one comes from an entity to another: by a tie, or by two over a third.
struct Way<'t> {
    first: &'t Tie,
    second: Option<&'t Tie>,
}

impl<'t> Way<'t> {
    fn ties(&self) -> impl Iterator<Item = &'t Tie> {
        std::iter::once(self.first).chain(self.second)
    }

    fn weight(&self) -> f64 {
        self.ties().map(|tie| tie.weight).product()
    }
}

/// The allies of the entity at `index`, or its rivals. People, organisations, places and groups can be either; over events and
/// plans they can be tied. The graph, of which `signed` holds the ties, must reach two steps from the entity.
pub fn circle<'g>(
    graph: &'g Graph,
    signed: &Signed,
    ontology: &Ontology,
    index: NodeIndex,
    rivals: bool,
) -> Circle<'g> {
    let mut ways: BTreeMap<NodeIndex, Vec<Way>> = BTreeMap::new();
    for first in signed.at(index) {
        let middle = first.other(index);
        ways.entry(middle).or_default().push(Way { first, second: None });
        let seconds = signed.at(middle).filter(|second| second.other(middle) != index && second.is_decided());
        for second in seconds.filter(|_| first.is_decided()) {
            ways.entry(second.other(middle)).or_default().push(Way { first, second: Some(second) });
        }
    }
    let acts = |node: &Node| !matches!(node.kind, EntityType::Event | EntityType::Plan);
    let mut members: Vec<Member> = ways
        .iter()
        .filter(|(other, _)| acts(graph.node(**other)))
        .filter_map(|(&other, ways)| member(graph, other, ways, rivals))
        .collect();
    members.sort_by(|a, b| {
        let direct = |m: &Member| m.by != By::Direct;
        direct(a).cmp(&direct(b)).then(b.score.total_cmp(&a.score)).then(a.node.id.cmp(&b.node.id))
    });
    let mut contradictions = contradictions(graph.edges_at(index), ontology);
    contradictions.retain(|c| c.kind == Disagreement::Opposed);
    Circle { node: graph.node(index), rivals, members, balance: balance(graph, signed, index), contradictions }
}

/// What the ways to an entity make of it; none where they do not make it an ally, or a rival.
fn member<'g>(graph: &'g Graph, other: NodeIndex, ways: &[Way], rivals: bool) -> Option<Member<'g>> {
    let direct = ways.iter().find(|way| way.second.is_none());
    let speaks = |sign: f64| 1.0 - ways.iter().map(|way| 1.0 - (way.weight() * sign).max(0.0)).product::<f64>();
    // What is stated of the two themselves counts for more than all that follows from others.
    let total = direct.map_or_else(|| speaks(1.0) - speaks(-1.0), Way::weight);
    if total.abs() < LEAST || (total < 0.0) != rivals {
        return None;
    }
    let says_so = |way: &&Way| (way.weight() < 0.0) == rivals;
    let surest = |a: &&Way, b: &&Way| a.weight().abs().total_cmp(&b.weight().abs());
    // Of equals the first.
    let best = direct.or_else(|| ways.iter().filter(says_so).rev().max_by(surest))?;
    let agreeing = ways.iter().filter(says_so).count();
    Some(Member {
        node: graph.node(other),
        by: best.second.map_or(By::Direct, |second| By::of(best.first, second)),
        score: total.abs(),
        chain: best.ties().filter_map(|tie| surest_edge(graph, tie)).collect(),
        more: agreeing.saturating_sub(1),
        against: ways.len() - agreeing + direct.map_or(0, |way| way.first.against.len()),
    })
}

fn surest_edge<'g>(graph: &'g Graph, tie: &Tie) -> Option<Relation<'g>> {
    tie.edges.first().and_then(|&edge: &EdgeIndex| graph.relation_at(edge))
}

fn balance<'g>(graph: &'g Graph, signed: &Signed, index: NodeIndex) -> Balance<'g> {
    let mut found = Balance::default();
    // By their other ends, in the order of which the ties of a node come.
    let around: BTreeMap<NodeIndex, &Tie> =
        signed.at(index).filter(|tie| tie.is_decided()).map(|tie| (tie.other(index), tie)).collect();
    for (&middle, first) in &around {
        for third in signed.at(middle).filter(|tie| tie.is_decided() && tie.other(middle) > middle) {
            let Some(second) = around.get(&third.other(middle)) else { continue };
            let sides = [*first, third, *second];
            if sides.iter().filter(|tie| !tie.is_positive()).count() % 2 == 0 {
                found.balanced += 1;
            } else if let [Some(a), Some(b), Some(c)] = sides.map(|tie| surest_edge(graph, tie)) {
                found.unbalanced.push([a, b, c]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Person, Plan};
    use crate::graph::samples::Sample;
    use crate::relations::Status::Asserted;

    fn graph() -> Graph {
        let mut sample = Sample::new("d", &["Ada Bo Cy Di Ed Flo pact"]).entity("pact", Plan, &["pact"]);
        for name in ["Ada", "Bo", "Cy", "Di", "Ed", "Flo"] {
            sample = sample.entity(name, Person, &[name]);
        }
        sample
            .states(0, "Ada", "supports", "Bo", Asserted, "Bo")
            .states(0, "Ada", "opposes", "Cy", Asserted, "Bo")
            .states(0, "Bo", "supports", "Cy", Asserted, "Bo")
            .states(0, "Bo", "opposes", "Di", Asserted, "Bo")
            .states(0, "Ed", "attacks", "Cy", Asserted, "Bo")
            .states(0, "Ada", "supports", "pact", Asserted, "Bo")
            .states(0, "Flo", "opposes", "pact", Asserted, "Bo")
            .graph()
    }

    fn of_ada(graph: &Graph, rivals: bool) -> Circle<'_> {
        let ontology = Ontology::built_in();
        circle(graph, &Signed::of(graph, &ontology), &ontology, graph.find("ada").unwrap(), rivals)
    }

    fn told(rivals: bool) -> Vec<String> {
        let graph = graph();
        let circle = of_ada(&graph, rivals);
        let line = |m: &Member| {
            let chain: Vec<String> =
                m.chain.iter().map(|r| format!("{} {} {}", r.source.id, r.edge.relation, r.target.name)).collect();
            format!(
                "{}, {} {:.2}: {} (+{} -{})",
                m.node.id,
                m.by.as_str(),
                m.score,
                chain.join(", "),
                m.more,
                m.against
            )
        };
        circle.members.iter().map(line).collect()
    }

    #[test]
    fn friends_of_friends_and_enemies_of_enemies_are_allies() {
        assert_eq!(
            told(false),
            [
                "bo, direct 0.80: ada supports Bo (+0 -1)",
                "ed, enemy of enemy 0.64: ada opposes Cy, ed attacks Cy (+0 -0)",
            ]
        );
    }

    #[test]
    fn enemies_of_friends_are_rivals_and_what_is_direct_counts_first() {
        assert_eq!(
            told(true),
            [
                "cy, direct 0.80: ada opposes Cy (+0 -1)",
                "di, enemy of friend 0.64: ada supports Bo, bo opposes Di (+0 -0)",
                "flo, enemy of friend 0.64: ada supports pact, flo opposes pact (+0 -0)",
            ]
        );
    }

    #[test]
    fn a_triangle_with_one_negative_side_is_unbalanced() {
        let graph = graph();
        let balance = of_ada(&graph, false).balance;
        assert_eq!((balance.balanced, balance.unbalanced.len()), (0, 1));
        let sides = balance.unbalanced[0].map(|r| format!("{} {} {}", r.source.id, r.edge.relation, r.target.id));
        assert_eq!(sides, ["ada supports bo", "bo supports cy", "ada opposes cy"]);
    }
}
