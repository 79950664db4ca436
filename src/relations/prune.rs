//! Leaves out what says nothing new.

use super::{Ontology, Relation, Status};
use crate::entities::{Entities, EntityId};
use std::cmp::Ordering;
use std::collections::HashSet;

/// Keeps the surest statement of each relation of a pair in a sentence, and nothing that a stronger relation implies.
pub(super) fn prune(mut found: Vec<Relation>, entities: &Entities, ontology: &Ontology) -> Vec<Relation> {
    let pair = |r: &Relation| (entities.mentions[r.source].entity, entities.mentions[r.target].entity);
    let symmetric = |r: &Relation| ontology.relation(&r.relation).is_some_and(|kind| kind.symmetric);
    let ordered = |r: &Relation| match pair(r) {
        (a, b) if symmetric(r) && b < a => (b, a),
        pair => pair,
    };
    let key = |r: &Relation| (r.sentence, ordered(r), r.relation.clone(), r.status);
    let surest = |a: &Relation, b: &Relation| {
        b.confidence.partial_cmp(&a.confidence).unwrap_or(Ordering::Equal).then_with(|| a.by.cmp(&b.by))
    };
    found.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| surest(a, b)));
    found.dedup_by(|later, first| key(later) == key(first));
    // Only what holds implies: to have led once, or not to lead, leaves open whether one is a member.
    let implied: HashSet<(EntityId, EntityId, &str, Status)> = found
        .iter()
        .flat_map(|r| {
            let weaker = ontology.relation(&r.relation).map_or(&[][..], |kind| kind.implies.as_slice());
            weaker.iter().map(move |weaker| (pair(r).0, pair(r).1, weaker.as_str(), r.status))
        })
        .collect();
    let redundant = |r: &Relation| {
        let ends = pair(r);
        [Status::Asserted, r.status].into_iter().any(|status| implied.contains(&(ends.0, ends.1, &r.relation, status)))
    };
    let keep: Vec<bool> = found.iter().map(|r| !redundant(r)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
    found
}
