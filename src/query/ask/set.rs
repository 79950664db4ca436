//! Sets of entities by the relations that they stand in.

use super::read::{End, Heard, Said};
use crate::relations::Status;
use petgraph::graph::NodeIndex;

/// Those who stand in a relation to an entity, or it to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Name of the relation.
    pub relation: String,
    /// The entity.
    pub node: NodeIndex,
    /// Whether it is the source: those whom it supports.
    pub outgoing: bool,
    /// Whether those are meant of whom it is denied.
    pub denied: bool,
    /// How certain it must be stated, where the question says so: that it held once, or is planned.
    pub status: Option<Status>,
}

/// A set of entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    /// Those in one relation.
    Of(Atom),
    /// Those in all of these.
    All(Vec<Set>),
    /// Those in any of these.
    Any(Vec<Set>),
    /// Those in the first and not in the second.
    Without(Box<Set>, Box<Set>),
    /// These.
    These(Vec<NodeIndex>),
}

impl Set {
    /// The same set of entities at other places, as in another graph.
    pub fn moved(self, place: &dyn Fn(NodeIndex) -> NodeIndex) -> Self {
        let all = |sets: Vec<Set>| sets.into_iter().map(|set| set.moved(place)).collect();
        match self {
            Self::Of(atom) => Self::Of(Atom { node: place(atom.node), ..atom }),
            Self::All(sets) => Self::All(all(sets)),
            Self::Any(sets) => Self::Any(all(sets)),
            Self::Without(set, other) => Self::Without(Box::new(set.moved(place)), Box::new(other.moved(place))),
            Self::These(nodes) => Self::These(nodes.into_iter().map(place).collect()),
        }
    }

    /// All conditions in it, in their order.
    pub fn atoms(&self) -> Vec<&Atom> {
        match self {
            Self::Of(atom) => vec![atom],
            Self::All(sets) | Self::Any(sets) => sets.iter().flat_map(Self::atoms).collect(),
            Self::Without(set, other) => set.atoms().into_iter().chain(other.atoms()).collect(),
            Self::These(_) => Vec::new(),
        }
    }
}

/// How one condition goes on from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

/// The set that a statement describes; the `excluded` names are those behind "but not". None where a relation is not about
/// what is asked.
///
/// "And" binds closer than "or", but what shares a verb is one: "support A or B and oppose C" are those who oppose C and
/// support A or B.
pub(super) fn of(heard: &Heard, nodes: &[NodeIndex], excluded: &[usize]) -> Option<Set> {
    let said: Vec<&Said> = heard.said.iter().filter(|s| s.source == End::Asked || s.target == End::Asked).collect();
    if said.len() != heard.said.len() {
        return None;
    }
    let mut said: Vec<(usize, &Said)> = said.into_iter().filter_map(|s| Some((name(s)?, s))).collect();
    said.sort_by_key(|(_, said)| (said.spans[2].start.max(name_span(said)), name_span(said)));
    let said = one_reading_each(heard, said);
    let alone = said.iter().all(|(name, said)| said.is_negated() || excluded.contains(name));
    let mut groups: Vec<(Joint, Option<Set>, Option<Set>)> = Vec::new();
    let mut last: Option<&Said> = None;
    for (name, said) in &said {
        let atom = Atom {
            relation: said.relation.clone(),
            node: *nodes.get(*name)?,
            outgoing: said.source == End::Name(*name),
            denied: alone,
            status: Some(said.status).filter(|s| !alone && ![Status::Asserted, Status::Negated].contains(s)),
        };
        let minus = !alone && (said.is_negated() || excluded.contains(name));
        let joint = last.map_or(Joint::And, |before| joint(&heard.text, before, said));
        let shares_verb = last.is_some_and(|before| before.spans[2] == said.spans[2]);
        if !shares_verb {
            groups.push((joint, None, None));
        }
        if let Some((_, plus, less)) = groups.last_mut() {
            let side = if minus { less } else { plus };
            // What is excluded is so by each alone; "not A or B" is neither.
            let joint = match (minus, alone) {
                (true, _) => Joint::Or,
                (_, true) => Joint::And,
                _ => joint,
            };
            *side = Some(joined(side.take(), joint, Set::Of(atom)));
        }
        last = Some(said);
    }
    whole(groups)
}

/// Of several relations with one name, those of verbs that are joined by a word for it; else the surest.
fn one_reading_each<'s>(heard: &Heard, said: Vec<(usize, &'s Said)>) -> Vec<(usize, &'s Said)> {
    let joined = |a: &Said, b: &Said| {
        let (from, to) = (a.spans[2].end.min(b.spans[2].end), a.spans[2].start.max(b.spans[2].start));
        let between = heard.text.get(from..to).unwrap_or_default();
        between.split([' ', ',']).any(|word| ["and", "or", "but"].contains(&word))
    };
    let surer = |a: &(usize, &Said), b: &(usize, &Said)| {
        a.0 == b.0 && a.1 != b.1 && a.1.confidence > b.1.confidence && !joined(a.1, b.1)
    };
    let kept = said.iter().filter(|one| !said.iter().any(|other| surer(other, one)));
    kept.copied().collect()
}

fn name(said: &Said) -> Option<usize> {
    match (said.source, said.target) {
        (End::Name(name), End::Asked) | (End::Asked, End::Name(name)) => Some(name),
        _ => None,
    }
}

fn name_span(said: &Said) -> usize {
    if said.source == End::Asked { said.spans[1].start } else { said.spans[0].start }
}

/// The joint between two conditions, by the words between their names.
fn joint(text: &str, before: &Said, after: &Said) -> Joint {
    let words = text.get(name_span(before)..name_span(after)).unwrap_or_default();
    if words.split([' ', ',']).any(|word| word == "or") { Joint::Or } else { Joint::And }
}

fn joined(before: Option<Set>, joint: Joint, set: Set) -> Set {
    match (before, joint) {
        (None, _) => set,
        (Some(Set::All(mut sets)), Joint::And) => {
            sets.push(set);
            Set::All(sets)
        }
        (Some(Set::Any(mut sets)), Joint::Or) => {
            sets.push(set);
            Set::Any(sets)
        }
        (Some(before), Joint::And) => Set::All(vec![before, set]),
        (Some(before), Joint::Or) => Set::Any(vec![before, set]),
    }
}

/// The set of what verbs say one after the other.
fn whole(groups: Vec<(Joint, Option<Set>, Option<Set>)>) -> Option<Set> {
    let mut any: Vec<(Option<Set>, Option<Set>)> = Vec::new();
    for (joint, plus, less) in groups {
        if joint == Joint::Or || any.is_empty() {
            any.push((None, None));
        }
        let (all, without) = any.last_mut()?;
        if let Some(plus) = plus {
            *all = Some(joined(all.take(), Joint::And, plus));
        }
        if let Some(less) = less {
            *without = Some(joined(without.take(), Joint::Or, less));
        }
    }
    let mut sets = Vec::new();
    for (all, without) in any {
        sets.push(match (all?, without) {
            (all, None) => all,
            (all, Some(without)) => Set::Without(Box::new(all), Box::new(without)),
        });
    }
    if sets.len() == 1 { sets.pop() } else { Some(Set::Any(sets)) }
}
