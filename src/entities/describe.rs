//! Which cluster a description refers back to: the same words, the same head with fitting modifiers and anchors, or a noun
//! of the same class nearby.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::cluster::{ClusterId, refers_back};
use super::resolve::{MOST, Resolver};
use crate::reading::EntityType;

/// A description by class looks back this many sentences.
const CLASS_WINDOW: usize = 4;

impl Resolver<'_, '_> {
    /// The cluster that a description refers back to.
    pub(super) fn description(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        if !anchors.is_empty() {
            // The same words about the same are the same: "US officials", again "US officials".
            let same = self.by_words.get(&self.words(candidate)).copied();
            let same = same.filter(|&k| {
                self.clusters[k].named || self.clusters[k].known.iter().any(|known| known.anchors == anchors)
            });
            if same.is_some() {
                return same;
            }
            let alike = self
                .same_people(candidate, anchors)
                .or_else(|| self.own_people(candidate, anchors))
                .or_else(|| self.one_of(candidate, anchors));
            if alike.is_some() {
                return alike;
            }
        }
        if !refers_back(candidate) {
            return None;
        }
        let same_head = self.by_lemma.get(&candidate.lemma).into_iter().flatten().rev().take(MOST).copied();
        let fitting = same_head.filter(|&k| !anchors.contains(&k) && self.clusters[k].may_be(candidate, anchors));
        let anchored_alike =
            |k: ClusterId| self.clusters[k].known.iter().any(|x| anchors.iter().any(|a| x.anchors.contains(a)));
        let named = |k: ClusterId| self.clusters[k].named && candidate.kind == Some(EntityType::Person);
        let best = fitting.max_by_key(|&k| (anchored_alike(k), named(k), self.clusters[k].last));
        let best = best.or_else(|| self.office_holder(candidate, anchors));
        if best.is_some() {
            return best;
        }
        if !anchors.is_empty()
            || !candidate.words.is_empty()
            || candidate.plural && candidate.kind != Some(EntityType::Event)
            || matches!(candidate.determined, Determined::Bare | Determined::Possessive)
        {
            return None;
        }
        let class = candidate.noun?.class;
        let near = |k: &ClusterId| {
            let last = &self.candidates[self.clusters[*k].last];
            candidate.sentence - last.sentence.min(candidate.sentence) <= CLASS_WINDOW
        };
        match class {
            "company" | "movement" | "media" | "meeting" | "fight" | "vote" | "agreement" | "bill" | "plan"
            | "protest" => {
                let same_class = self.by_class.get(class).into_iter().flatten().rev().take(MOST).copied();
                same_class
                    .filter(near)
                    .filter(|&k| self.clusters[k].may_be_by_class(candidate))
                    .max_by_key(|&k| self.clusters[k].last)
            }
            _ => None,
        }
    }

    /// "US soldiers" are "US troops", "Isis militants" are "Isis fighters": people of one class and one anchor, where one
    /// of the two has no modifier that the other lacks.
    fn same_people(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let class = candidate.noun.map(|n| n.class).filter(|c| matches!(*c, "fighters" | "force" | "government"))?;
        let same_class = self.by_class.get(class)?.iter().rev().take(MOST).copied();
        same_class.into_iter().find(|&k| {
            self.clusters[k].known.iter().any(|known| {
                known.class == class
                    && (class != "fighters" || known.plural && candidate.plural)
                    && known.anchors == anchors
                    && (known.words.is_empty() || candidate.words.is_empty() || known.words == candidate.words)
            })
        })
    }

    /// The fighters of an armed body are the body ("Isis militants"), a state is its country ("the Turkish state").
    fn own_people(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let &[anchor] = anchors else { return None };
        let owner = &self.clusters[anchor];
        let class = candidate.noun?.class;
        let fighters = owner.kind == Some(EntityType::Organization)
            && owner.named
            && candidate.plural
            && (class == "fighters" || class == "force");
        let state = owner.kind == Some(EntityType::Place)
            && owner.entry.is_some()
            && candidate.lemma == "state"
            && !candidate.plural;
        let plain = candidate.words.is_empty()
            && candidate.determined != Determined::Indefinite
            && candidate.anchors.iter().all(|&a| self.candidates[a].form != MentionForm::Pronoun);
        (plain && (fighters || state)).then_some(anchor)
    }

    /// An unnamed "US official" speaks for the "US officials".
    fn one_of(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let person = candidate.kind == Some(EntityType::Person) && !candidate.plural;
        let unnamed = matches!(candidate.determined, Determined::Indefinite | Determined::Bare);
        let same_head = self.by_lemma.get(&candidate.lemma).filter(|_| person && unnamed)?;
        same_head.iter().rev().take(MOST).copied().find(|&k| {
            let cluster = &self.clusters[k];
            cluster.kind == Some(EntityType::Group)
                && cluster.known.iter().any(|x| x.plural && x.lemma == candidate.lemma && x.anchors == anchors)
        })
    }

    /// A head of state or government by country: "Russian President X ... the Russian leader".
    fn office_holder(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let class = candidate.noun?.class;
        let leads = class == "head_of_state" || candidate.lemma == "leader";
        if candidate.kind != Some(EntityType::Person)
            || candidate.plural
            || candidate.determined == Determined::Indefinite
            || candidate.determined == Determined::Bare
            || !leads
        {
            return None;
        }
        let holds = |k: ClusterId| {
            let known = &self.clusters[k].known;
            known.iter().any(|x| x.class == "head_of_state" && !anchors.is_empty() && x.anchors == anchors)
        };
        let by_post = self.by_class.get("head_of_state").into_iter().flatten().rev().take(MOST).copied();
        if let Some(k) = by_post.filter(|&k| self.clusters[k].named && holds(k)).max_by_key(|&k| self.clusters[k].last)
        {
            return Some(k);
        }
        None
    }
}
