//! Which cluster a description refers back to: the same words, the same head with fitting modifiers and anchors, or a noun
//! of the same class nearby.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::cluster::{ClusterId, Known, refers_back};
use super::links::kinds_agree;
use super::resolve::{MOST, Resolver};
use crate::reading::EntityType;

/// A description by class looks back this many sentences.
const CLASS_WINDOW: usize = 4;

/// So many sentences below a headline tell of what it announces.
const LEAD: usize = 3;

/// Modifiers that tell one event from another of its kind.
const TELLING: &[&str] = &[
    "previous", "earlier", "past", "last", "next", "coming", "upcoming", "new", "another", "other", "first", "second",
    "third", "fourth", "final", "latest", "separate", "rival", "parallel", "similar", "fresh", "further",
];

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
                .or_else(|| self.one_of(candidate, anchors))
                .or_else(|| self.armed_people(candidate, anchors))
                .or_else(|| self.same_group(candidate, anchors))
                .or_else(|| self.same_matter(candidate, anchors));
            if alike.is_some() {
                return alike;
            }
        }
        if let Some(announced) = self.announced(candidate, anchors) {
            return Some(announced);
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
        let best =
            best.or_else(|| self.office_holder(candidate, anchors)).or_else(|| self.same_event(candidate, anchors));
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
            | "protest" | "contest" => {
                let same_class = self.by_class.get(class).into_iter().flatten().rev().take(MOST).copied();
                same_class
                    .filter(near)
                    .filter(|&k| self.clusters[k].may_be_by_class(candidate))
                    .max_by_key(|&k| self.clusters[k].last)
            }
            _ => None,
        }
    }

    /// What the lead tells of as new, the headline has announced: "an international conference" is the "Norland conference" above it.
    fn announced(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let lead = (self.headline..self.headline + LEAD).contains(&candidate.sentence);
        let other = candidate.words.iter().any(|w| TELLING.contains(&w.as_str()));
        let new = candidate.determined == Determined::Indefinite && !candidate.plural && !other;
        let same_head = self.by_lemma.get(&candidate.lemma).filter(|_| lead && new)?;
        let fits = |k: &ClusterId| {
            let cluster = &self.clusters[*k];
            let above = cluster.members.iter().all(|&m| self.candidates[m].sentence < self.headline);
            above && cluster.shares_an_anchor(anchors) && !cluster.named && kinds_agree(cluster.kind, candidate.kind)
        };
        same_head.iter().copied().find(fits)
    }

    /// "US soldiers" are "US troops", "Isis militants" are "Isis fighters": people of one class and one anchor, where one
    /// of the two has no modifier that the other lacks.
    ///
    /// The government of a head of state is that of the state: "the Norlandish regime" under "President Hallam of Norland" is
    /// "the Hallam government".
    fn same_people(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let class = candidate.noun.map(|n| n.class).filter(|c| matches!(*c, "fighters" | "force" | "government"))?;
        let governs = class == "government";
        let land = |anchors: &[ClusterId]| match anchors {
            &[one] if governs => self.state_of(one).unwrap_or(anchors.to_vec()),
            _ => anchors.to_vec(),
        };
        let wanted = land(anchors);
        let same_class = self.by_class.get(class)?.iter().rev().take(MOST).copied();
        same_class.into_iter().find(|&k| {
            self.clusters[k].known.iter().any(|known| {
                known.class == class
                    && (class != "fighters" || known.plural && candidate.plural)
                    && (known.anchors == anchors
                        || governs && (land(&known.anchors) == wanted || self.is_only_rule(candidate, anchors, known)))
                    && (known.words.is_empty() || candidate.words.is_empty() || known.words == candidate.words)
            })
        })
    }

    /// Whether a government that one of the two descriptions ascribes to a person and the other to a state is one, where no post tells:
    /// "the Hallam regime", "the Norlandish regime", and the text tells of no other regime of a person or of a state.
    fn is_only_rule(&self, candidate: &Candidate, anchors: &[ClusterId], known: &Known) -> bool {
        use EntityType::{Person, Place};
        let owner = |anchors: &[ClusterId]| match anchors {
            &[one] => Some((self.clusters[one].kind?, one)).filter(|_| self.state_of(one).is_none()),
            _ => None,
        };
        let (Some((a, mine)), Some((b, other))) = (owner(anchors), owner(&known.anchors)) else { return false };
        let apart = matches!((a, b), (Person, Place) | (Place, Person));
        let alike = self.by_lemma.get(&candidate.lemma).into_iter().flatten();
        let mut owners = alike.flat_map(|&k| &self.clusters[k].known).filter(|x| x.lemma == candidate.lemma);
        let alone = owners.all(|x| x.anchors.iter().all(|&one| one == mine || one == other));
        known.lemma == candidate.lemma && !candidate.plural && apart && alone
    }

    /// The state that somebody is the head of.
    fn state_of(&self, person: ClusterId) -> Option<Vec<ClusterId>> {
        let cluster = &self.clusters[person];
        let post = |k: &&super::cluster::Known| k.class == "head_of_state" && k.anchors.len() == 1;
        let known = cluster.known.iter().filter(|_| cluster.kind == Some(EntityType::Person)).find(post)?;
        Some(known.anchors.clone())
    }

    /// The armed of one people are one, however they are called: "Kurdish fighters", "the Kurdish militia", "Kurdish
    /// forces".
    fn armed_people(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let armed = |lemma: &str, class: &str| {
            matches!(class, "fighters" | "force") || matches!(lemma, "militia" | "group" | "faction" | "proxy")
        };
        let is_people = |&&a: &&ClusterId| self.clusters[a].kind == Some(EntityType::Group) && self.clusters[a].named;
        let noun = candidate.noun.filter(|n| armed(&candidate.lemma, n.class) && n.kind != EntityType::Person)?;
        let people = anchors.iter().find(is_people)?;
        let classes = ["fighters", "force", "corps", "movement", "people"];
        let alike = classes.iter().filter_map(|class| self.by_class.get(class)).flatten().copied();
        let fits = |k: &ClusterId| {
            *k != *people
                && kinds_agree(self.clusters[*k].kind, Some(noun.kind))
                && self.clusters[*k].known.iter().any(|x| {
                    armed(&x.lemma, x.class)
                        && x.anchors.contains(people)
                        && (x.anchors.iter().all(|a| anchors.contains(a))
                            || anchors.iter().all(|a| x.anchors.contains(a)))
                })
        };
        alike.filter(fits).max_by_key(|&k| self.clusters[k].last)
    }

    /// Unnamed groups of one head and one anchor that differ only in words that say little: "Sudan's various factions",
    /// "other Libyan factions".
    fn same_group(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let vague = |words: &[String]| {
            let little = |w: &String| {
                matches!(w.as_str(), "various" | "other" | "different" | "several" | "many" | "same" | "all" | "main")
            };
            words.iter().all(little)
        };
        let group = candidate.plural && matches!(candidate.kind, Some(EntityType::Group | EntityType::Organization));
        let same_head = self.by_lemma.get(&candidate.lemma).filter(|_| group && vague(&candidate.words))?;
        same_head.iter().rev().take(MOST).copied().find(|&k| {
            let alike = |x: &super::cluster::Known| {
                x.plural && x.lemma == candidate.lemma && x.anchors == anchors && vague(&x.words)
            };
            kinds_agree(self.clusters[k].kind, candidate.kind) && self.clusters[k].known.iter().any(alike)
        })
    }

    /// An event or a plan of one party told in other words: the same head with more or fewer modifiers ("the general
    /// election in Israel", "the Israeli election"), or another word for talks about the same place or under the same
    /// sponsor ("the Geneva talks", "the Geneva process").
    fn same_matter(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        let matter = matches!(candidate.kind, Some(EntityType::Event | EntityType::Plan))
            || matches!(candidate.lemma.as_str(), "delegation" | "team");
        if !matter || candidate.determined == Determined::Indefinite {
            return None;
        }
        let talks = is_talks(&candidate.lemma);
        let class = candidate.noun?.class;
        let classes = [class, if talks && class != "meeting" { "meeting" } else { "plan" }];
        let classes = if talks { &classes[..] } else { &classes[..1] };
        let alike = classes.iter().filter_map(|class| self.by_class.get(class)).flatten().copied();
        let fits = |k: &ClusterId| {
            let cluster = &self.clusters[*k];
            if anchors.contains(k) || !kinds_agree(cluster.kind, candidate.kind) {
                return false;
            }
            // The name of an event may hold the place that the description is anchored by.
            let in_name = |a: &ClusterId| self.clusters[*a].names.iter().any(|w| cluster.names.contains(w));
            let here = |a: &ClusterId| cluster.places.contains(a);
            cluster.known.iter().any(|x| {
                let same = !x.anchors.is_empty() && x.anchors == anchors;
                let nested = x.words.iter().all(|w| candidate.words.contains(w))
                    || candidate.words.iter().all(|w| x.words.contains(w));
                let by_head = same && x.lemma == candidate.lemma && nested;
                let by_class = same && x.class == class && !x.words.is_empty() && x.words == candidate.words;
                let place = anchors.iter().any(|a| here(a) || cluster.named && in_name(a));
                let by_talks = talks && is_talks(&x.lemma) && (same || place);
                by_head || by_class || by_talks
            })
        };
        alike.filter(fits).max_by_key(|&k| self.clusters[k].last)
    }

    /// An event told once by where it is, once by whom it is of and once by what it is about is one: "the Sochi conference", "the
    /// Russian-sponsored conference", "the Sudmark conference". Two places, two sponsors or two subjects make two, and so do
    /// words that count or compare ("the previous talks"), and a sentence that has both.
    fn same_event(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
        if candidate.kind != Some(EntityType::Event) || anchors.is_empty() {
            return None;
        }
        let sides = self.sides(anchors);
        let fits = |&k: &ClusterId| {
            let cluster = &self.clusters[k];
            let beside = |&m: &usize| self.candidates[m].sentence == candidate.sentence;
            if cluster.kind != Some(EntityType::Event) || cluster.named || cluster.members.iter().any(beside) {
                return false;
            }
            let agrees = |x: &Known| {
                let others = self.sides(&x.anchors);
                let apart = sides
                    .iter()
                    .zip(&others)
                    .any(|(a, b)| !a.is_empty() && !b.is_empty() && !a.iter().any(|anchor| b.contains(anchor)));
                let nested = x.words.iter().all(|w| candidate.words.contains(w))
                    || candidate.words.iter().all(|w| x.words.contains(w));
                let counts = |w: &&String| TELLING.contains(&w.as_str());
                let told = candidate.words.iter().filter(counts).eq(x.words.iter().filter(counts));
                !apart && nested && told
            };
            let known: Vec<&Known> = cluster.known.iter().filter(|x| !x.anchors.is_empty()).collect();
            known.iter().any(|x| x.lemma == candidate.lemma) && known.iter().all(|x| agrees(x))
        };
        let same_head = self.by_lemma.get(&candidate.lemma)?.iter().rev().take(MOST);
        same_head.filter(|k| fits(k)).max_by_key(|&&k| self.clusters[k].last).copied()
    }

    /// The towns, the states and peoples, and the bodies and persons among what anchors an event.
    fn sides(&self, anchors: &[ClusterId]) -> [Vec<ClusterId>; 3] {
        let mut sides = [const { Vec::new() }; 3];
        for &anchor in anchors {
            let cluster = &self.clusters[anchor];
            let side = match cluster.kind {
                Some(EntityType::Place) if cluster.entry.is_none() => 0,
                Some(EntityType::Place | EntityType::Group) => 1,
                _ => 2,
            };
            sides[side].push(anchor);
        }
        sides
    }

    /// The fighters of an armed body are the body ("Isis militants"), what it calls its realm too ("the group's caliphate"); a state
    /// is its country ("the Turkish state").
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
        let realm = owner.kind == Some(EntityType::Organization) && owner.named && candidate.lemma == "caliphate";
        let plain = (candidate.words.is_empty() || realm)
            && candidate.determined != Determined::Indefinite
            && candidate.anchors.iter().all(|&a| self.candidates[a].form != MentionForm::Pronoun);
        (plain && (fighters || state || realm)).then_some(anchor)
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

/// Words for a round of talks, which a text exchanges freely.
fn is_talks(lemma: &str) -> bool {
    matches!(lemma, "talk" | "talks" | "negotiation" | "conference" | "congress" | "summit" | "process" | "dialogue")
}
