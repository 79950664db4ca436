//! Leaves out what says nothing new.

use super::{Ontology, Relation, Sign, Status};
use crate::entities::{Entities, EntityId};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Keeps the surest statement of each relation of a pair in a sentence, the surer of two that cannot both hold, and nothing that a
/// stronger relation implies.
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
    // Nobody backs and opposes another in one breath, though a member may oppose the body; what the user's own words find stands.
    let sign = |r: &Relation| ontology.relation(&r.relation).filter(|kind| !kind.belongs).and_then(|kind| kind.sign);
    let mut sides: HashMap<(usize, EntityId, EntityId, Status, Sign), f32> = HashMap::new();
    for r in &found {
        if let Some(sign) = sign(r) {
            let best = sides.entry((r.sentence, pair(r).0, pair(r).1, r.status, sign)).or_default();
            *best = best.max(r.confidence);
        }
    }
    found.retain(|r| {
        let other = sign(r).map(|sign| if sign == Sign::Positive { Sign::Negative } else { Sign::Positive });
        let against = other.and_then(|sign| sides.get(&(r.sentence, pair(r).0, pair(r).1, r.status, sign)));
        ontology.is_own(&r.by) || against.is_none_or(|&against| against <= r.confidence)
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Mention, MentionForm};

    fn told(relation: &str, status: Status, sentence: usize, confidence: f32) -> Relation {
        Relation {
            relation: relation.to_owned(),
            source: 0,
            target: 1,
            status,
            sentence,
            cue: None,
            confidence,
            by: "model".to_owned(),
            status_cue: None,
            attributed_to: None,
        }
    }

    #[test]
    fn of_support_and_opposition_in_one_sentence_the_surer_is_kept() {
        let mention = |entity| Mention {
            entity,
            sentence: 0,
            span: crate::Span::new(0, 1),
            tokens: 0..1,
            head: 0,
            form: MentionForm::Name,
        };
        let entities = Entities { mentions: vec![mention(0), mention(1)], ..Entities::default() };
        let found = vec![
            told("supports", Status::Asserted, 0, 0.3),
            told("opposes", Status::Asserted, 0, 0.4),
            told("member_of", Status::Asserted, 0, 0.2),
            told("supports", Status::Former, 0, 0.3),
            told("supports", Status::Asserted, 1, 0.3),
        ];
        let kept = prune(found, &entities, &Ontology::built_in());
        let left: Vec<_> = kept.iter().map(|r| (r.sentence, r.relation.as_str(), r.status)).collect();
        assert_eq!(
            left,
            [
                (0, "member_of", Status::Asserted),
                (0, "opposes", Status::Asserted),
                (0, "supports", Status::Former),
                (1, "supports", Status::Asserted),
            ]
        );
    }
}
