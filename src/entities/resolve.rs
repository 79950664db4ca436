//! From candidates to clusters: names first over the whole document, then descriptions and pronouns in reading order.
//!
//! The order of the sieves follows H. Lee et al., "Deterministic Coreference Resolution Based on Entity-Centric,
//! Precision-Ranked Rules", Computational Linguistics 39(4), 2013: names by string, the syntactic constructions that are
//! sure (apposition, copula, acronym, relative pronoun), descriptions by head and modifiers, pronouns last. What a
//! cluster has learnt from all its members decides, not a single mention.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::cluster::{Cluster, ClusterId, refers_back};
use super::fold::fold_name;
use super::links::{kinds_agree, links};
use super::names::same_names;
use super::pronouns::antecedent;
use super::scene::Scene;
use super::union::Union;
use crate::reading::EntityType;
use std::collections::HashMap;

/// A description by class looks back this many sentences.
const CLASS_WINDOW: usize = 4;
/// So many clusters are looked at for one description.
const MOST: usize = 40;

/// The clusters of a document and which candidate is in which; `None` for what refers to nothing known.
pub(super) struct Resolution {
    pub clusters: Vec<Cluster>,
    pub of: Vec<Option<ClusterId>>,
    /// The clusters that anchor each description.
    pub anchors: Vec<Vec<ClusterId>>,
}

/// Resolves all candidates, which stand in the order of the text.
pub(super) fn resolve_candidates(scenes: &[Scene], candidates: &[Candidate]) -> Resolution {
    let mut union = tie(scenes, candidates);
    let mut named = vec![false; candidates.len()];
    for (i, c) in candidates.iter().enumerate() {
        if c.is_name() && c.kind.is_some() {
            let root = union.root(i);
            named[root] = true;
        }
    }
    let roots: Vec<usize> = (0..candidates.len()).map(|i| union.root(i)).collect();
    // Names are known before their turn comes: a description may hold one, a quotation may be ascribed after its end.
    let kinds = vote(candidates, &roots);
    let (mut clusters, mut of, mut by_root) = (Vec::new(), vec![None; candidates.len()], HashMap::new());
    for (i, c) in candidates.iter().enumerate() {
        if c.is_name() && named[roots[i]] {
            of[i] = Some(*by_root.entry(roots[i]).or_insert_with(|| {
                clusters.push(Cluster { kind: kinds[roots[i]], named: true, ..Cluster::default() });
                clusters.len() - 1
            }));
        }
    }
    let mut by_words = HashMap::new();
    for (c, cluster) in candidates.iter().zip(&of) {
        if let (Some(cluster), MentionForm::Name, true) = (cluster, c.form, c.words.len() > 1) {
            by_words.entry(c.words.join(" ")).or_insert(*cluster);
        }
    }
    let mut resolver = Resolver {
        scenes,
        candidates,
        clusters,
        of,
        anchors: vec![Vec::new(); candidates.len()],
        by_lemma: HashMap::new(),
        by_class: HashMap::new(),
        by_words,
        by_root,
        recent: Vec::new(),
    };
    for (i, &root) in roots.iter().enumerate() {
        resolver.place(i, root, named[root]);
    }
    resolver.settle_headlines();
    Resolution { clusters: resolver.clusters, of: resolver.of, anchors: resolver.anchors }
}

/// The type that most names of each set have, and the descriptions that syntax ties to it.
fn vote(candidates: &[Candidate], roots: &[usize]) -> Vec<Option<EntityType>> {
    let mut votes = vec![[0_u32; EntityType::ALL.len()]; candidates.len()];
    for (c, &root) in candidates.iter().zip(roots) {
        let weight = match (c.form, c.sense.is_some()) {
            (MentionForm::Name | MentionForm::Demonym, true) => 100,
            (MentionForm::Name | MentionForm::Demonym, false) => 2,
            (MentionForm::Description, _) => 3,
            (MentionForm::Pronoun, _) => 0,
        };
        if let Some(kind) = c.kind {
            votes[root][kind as usize] += weight;
        }
    }
    let best = |counts: &[u32; 6]| EntityType::ALL.into_iter().rev().max_by_key(|&k| counts[k as usize]);
    votes.iter().map(|counts| best(counts).filter(|&k| counts[k as usize] > 0)).collect()
}

/// Sets of candidates that names and syntax hold together.
fn tie(scenes: &[Scene], candidates: &[Candidate]) -> Union {
    let mut union = Union::new(candidates.len());
    let mut has_name: Vec<bool> = candidates.iter().map(Candidate::is_name).collect();
    for (a, b) in same_names(candidates) {
        union.join(a, b);
    }
    let mut start = 0;
    for scene in scenes {
        let end = start + candidates[start..].iter().take_while(|c| c.sentence == scene.index).count();
        for (a, b) in links(scene, candidates, start..end) {
            let (ra, rb) = (union.root(a), union.root(b));
            // Two names are tied here only as a long form and its acronym.
            let both = has_name[ra] && has_name[rb] && !(candidates[a].is_name() && candidates[b].is_name());
            if ra != rb && !both {
                union.join(ra, rb);
                has_name[ra.min(rb)] = has_name[ra] || has_name[rb];
            }
        }
        start = end;
    }
    union
}

struct Resolver<'r, 'a> {
    scenes: &'r [Scene<'a>],
    candidates: &'r [Candidate],
    clusters: Vec<Cluster>,
    of: Vec<Option<ClusterId>>,
    anchors: Vec<Vec<ClusterId>>,
    /// Clusters known under a head noun, in the order in which they came to be.
    by_lemma: HashMap<String, Vec<ClusterId>>,
    by_class: HashMap<&'static str, Vec<ClusterId>>,
    /// Names and anchored descriptions by their words.
    by_words: HashMap<String, ClusterId>,
    by_root: HashMap<usize, ClusterId>,
    /// Candidates that are resolved, in the order of the text.
    recent: Vec<usize>,
}

impl Resolver<'_, '_> {
    fn place(&mut self, i: usize, root: usize, named: bool) {
        let candidate = &self.candidates[i];
        if candidate.is_name() && candidate.kind.is_none() && !named {
            return; // A chain of proper nouns that nothing tells the type of.
        }
        let anchors = self.anchors_of(candidate);
        let tied = self.by_root.get(&root).copied();
        let cluster = match (tied, candidate.form) {
            (Some(cluster), _) => Some(cluster),
            (None, MentionForm::Description) if !named => self.description(candidate, &anchors),
            (None, MentionForm::Pronoun) if !named => {
                let found = self.antecedent(i);
                if found.is_none() {
                    return;
                }
                found
            }
            _ => None,
        };
        let cluster = cluster.unwrap_or_else(|| {
            self.clusters.push(Cluster::default());
            self.clusters.len() - 1
        });
        self.by_root.entry(root).or_insert(cluster);
        if candidate.form == MentionForm::Description && !anchors.is_empty() {
            self.by_words.entry(self.words(candidate)).or_insert(cluster);
        }
        if self.clusters[cluster].admit(i, candidate, &anchors) {
            self.index(cluster);
        }
        self.of[i] = Some(cluster);
        self.anchors[i] = anchors;
        self.recent.push(i);
    }

    fn anchors_of(&self, candidate: &Candidate) -> Vec<ClusterId> {
        let mut anchors: Vec<ClusterId> = Vec::new();
        for &a in &candidate.anchors {
            let pronoun = self.candidates[a].form == MentionForm::Pronoun;
            // "his" in "his advisers" has its turn only after the description.
            anchors.extend(self.of[a].or_else(|| if pronoun { self.antecedent(a) } else { None }));
        }
        anchors.sort_unstable();
        anchors.dedup();
        anchors
    }

    fn antecedent(&self, i: usize) -> Option<ClusterId> {
        antecedent(self.scenes, self.candidates, &self.clusters, &self.of, &self.recent, i)
    }

    /// A headline speaks of what the text names later: "UK MINISTER" is the first minister that the text tells of.
    fn settle_headlines(&mut self) {
        let headline = self.scenes.iter().take_while(|s| s.shouted).count();
        for i in 0..self.candidates.len() {
            let candidate = &self.candidates[i];
            if candidate.sentence >= headline {
                break;
            }
            let Some(old) = self.of[i].filter(|_| candidate.form == MentionForm::Description) else { continue };
            if self.clusters[old].named || self.clusters[old].members.len() > 1 {
                continue;
            }
            let later = self.by_lemma.get(&candidate.lemma).into_iter().flatten().copied();
            let new = later.into_iter().find(|&k| {
                k != old && {
                    let cluster = &self.clusters[k];
                    let anchored: Vec<ClusterId> =
                        cluster.known.iter().flat_map(|x| x.anchors.iter().copied()).collect();
                    let anchors = &self.anchors[i];
                    kinds_agree(cluster.kind, candidate.kind)
                        && (anchors.is_empty() || anchored.is_empty() || anchors.iter().any(|a| anchored.contains(a)))
                }
            });
            if let Some(new) = new {
                self.of[i] = Some(new);
                self.clusters[old].members.clear();
                self.clusters[new].members.push(i);
            }
        }
    }

    fn words(&self, candidate: &Candidate) -> String {
        fold_name(self.scenes[candidate.sentence].words(&candidate.tokens))
    }

    /// The cluster that a description refers back to.
    fn description(&self, candidate: &Candidate, anchors: &[ClusterId]) -> Option<ClusterId> {
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

    fn index(&mut self, cluster: ClusterId) {
        for known in &self.clusters[cluster].known {
            push_recent(self.by_lemma.entry(known.lemma.clone()).or_default(), cluster);
            push_recent(self.by_class.entry(known.class).or_default(), cluster);
        }
    }
}

/// Adds a cluster unless it stands near the end already.
fn push_recent(clusters: &mut Vec<ClusterId>, cluster: ClusterId) {
    if !clusters.iter().rev().take(MOST).any(|&k| k == cluster) {
        clusters.push(cluster);
    }
}
