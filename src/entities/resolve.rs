//! From candidates to clusters: names first over the whole document, then descriptions and pronouns in reading order.
//!
//! The order of the sieves follows H. Lee et al., "Deterministic Coreference Resolution Based on Entity-Centric,
//! Precision-Ranked Rules", Computational Linguistics 39(4), 2013: names by string, the syntactic constructions that are
//! sure (apposition, copula, acronym, relative pronoun), descriptions by head and modifiers, pronouns last. What a
//! cluster has learnt from all its members decides, not a single mention.

use super::MentionForm;
use super::antecedents::Anaphor;
use super::candidate::Candidate;
use super::cluster::{Cluster, ClusterId};
use super::fold::fold_name;
use super::lexicon::Lexicon;
use super::links::{kinds_agree, links};
use super::names::same_names;
use super::scene::Scene;
use super::union::Union;
use crate::reading::{EntityType, Upos};
use std::collections::HashMap;

/// So many clusters are looked at for one description.
pub(super) const MOST: usize = 40;

/// The clusters of a document and which candidate is in which; `None` for what refers to nothing known.
pub(super) struct Resolution {
    pub clusters: Vec<Cluster>,
    pub of: Vec<Option<ClusterId>>,
    /// The clusters that anchor each description.
    pub anchors: Vec<Vec<ClusterId>>,
}

/// Resolves all candidates, which stand in the order of the text. `weighed`, where given, takes what each pronoun, and each
/// description that no rule ties, may stand for.
pub(super) fn resolve_candidates(
    scenes: &[Scene],
    candidates: &[Candidate],
    mut weighed: Option<&mut Vec<Anaphor>>,
) -> Resolution {
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
        headline: headline(scenes),
        chambers: HashMap::new(),
    };
    for (i, &root) in roots.iter().enumerate() {
        if let Some(weighed) = weighed.as_deref_mut()
            && !named[root]
            && !resolver.by_root.contains_key(&root)
        {
            weighed.extend(resolver.weigh(i));
        }
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
            (MentionForm::Pronoun | MentionForm::Verb | MentionForm::Chamber, _) => 0,
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

/// What is known so far while the candidates are gone through in order.
pub(super) struct Resolver<'r, 'a> {
    pub(super) scenes: &'r [Scene<'a>],
    pub(super) candidates: &'r [Candidate],
    pub(super) clusters: Vec<Cluster>,
    pub(super) of: Vec<Option<ClusterId>>,
    pub(super) anchors: Vec<Vec<ClusterId>>,
    /// Clusters known under a head noun, in the order in which they came to be.
    pub(super) by_lemma: HashMap<String, Vec<ClusterId>>,
    pub(super) by_class: HashMap<&'static str, Vec<ClusterId>>,
    /// Names and anchored descriptions by their words.
    pub(super) by_words: HashMap<String, ClusterId>,
    pub(super) by_root: HashMap<usize, ClusterId>,
    /// Candidates that are resolved, in the order of the text.
    pub(super) recent: Vec<usize>,
    /// How many sentences are a headline.
    pub(super) headline: usize,
    /// The chambers that titles told of so far.
    chambers: HashMap<String, Option<ClusterId>>,
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
            (None, MentionForm::Description) if !named => {
                self.description(candidate, &anchors).or_else(|| self.referent(i, &anchors))
            }
            (None, MentionForm::Pronoun) if !named => {
                let found = self.antecedent(i);
                if found.is_none() {
                    return;
                }
                found
            }
            (None, MentionForm::Verb | MentionForm::Chamber) => {
                let found = match candidate.form {
                    MentionForm::Verb => self.last_event(&candidate.lemma),
                    _ => self.chamber(&candidate.lemma),
                };
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
        if candidate.kind == Some(EntityType::Event) {
            let places = self.places_of(i);
            self.clusters[cluster].places.extend(places);
        }
        self.anchors[i] = anchors;
        self.recent.push(i);
    }

    /// The chamber that the text names anywhere, of those whose members have a title.
    fn chamber(&mut self, title: &str) -> Option<ClusterId> {
        if let Some(&known) = self.chambers.get(title) {
            return known;
        }
        let found = self.find_chamber(title);
        self.chambers.insert(title.to_owned(), found);
        found
    }

    fn find_chamber(&self, title: &str) -> Option<ClusterId> {
        let names = Lexicon::shipped().chambers(title);
        let named = |name: &str| {
            let is_such = |i: &usize| {
                let c = &self.candidates[*i];
                c.form == MentionForm::Name && c.kind == Some(EntityType::Organization) && c.words.join(" ") == name
            };
            (0..self.candidates.len()).find(is_such).and_then(|i| self.of[i])
        };
        // That of a university has other names too, and "House" may be short for another.
        let only = |k: &ClusterId| {
            let called = (0..self.candidates.len()).filter(|&i| self.of[i] == Some(*k)).map(|i| &self.candidates[i]);
            called.filter(|c| c.form == MentionForm::Name).all(|c| names.contains(&c.words.join(" ").as_str()))
        };
        names.iter().filter_map(|name| named(name)).find(only)
    }

    /// The event that a verb tells of: the last that the text called by a noun for such.
    fn last_event(&self, verb: &str) -> Option<ClusterId> {
        let nouns = Lexicon::shipped().act(verb)?;
        let is_such = |k: &ClusterId| {
            let cluster = &self.clusters[*k];
            cluster.kind == Some(EntityType::Event) && cluster.known.iter().any(|k| nouns.contains(&k.lemma.as_str()))
        };
        self.recent.iter().rev().filter_map(|&m| self.of[m]).find(is_such)
    }

    pub(super) fn anchors_of(&self, candidate: &Candidate) -> Vec<ClusterId> {
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

    /// The places that stand behind an event: "talks in Geneva".
    fn places_of(&self, i: usize) -> Vec<ClusterId> {
        let event = &self.candidates[i];
        let scene = &self.scenes[event.sentence];
        let is_place = |t: &usize| {
            *t > event.head
                && scene.deprel(*t) == crate::reading::Deprel::Nmod
                && matches!(scene.case(*t).as_deref(), Some("in" | "at"))
        };
        let tokens: Vec<usize> = scene.children(event.head).iter().copied().filter(is_place).collect();
        let near = (i + 1..self.candidates.len()).take_while(|&j| self.candidates[j].sentence == event.sentence);
        near.filter(|&j| self.candidates[j].is_name() && tokens.contains(&self.candidates[j].head))
            .filter_map(|j| self.of[j])
            .collect()
    }

    /// A headline speaks of what the text names later: "UK MINISTER" is the first minister that the text tells of.
    fn settle_headlines(&mut self) {
        let shouted = shouted(self.scenes);
        for i in 0..self.candidates.len() {
            let candidate = &self.candidates[i];
            if candidate.sentence >= self.headline {
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
                    let anchors = &self.anchors[i];
                    kinds_agree(cluster.kind, candidate.kind)
                        && (candidate.sentence < shouted || cluster.may_be(candidate, anchors))
                        && cluster.shares_an_anchor(anchors)
                }
            });
            if let Some(new) = new {
                self.of[i] = Some(new);
                self.clusters[old].members.clear();
                self.clusters[new].members.push(i);
            }
        }
    }

    pub(super) fn words(&self, candidate: &Candidate) -> String {
        fold_name(self.scenes[candidate.sentence].words(&candidate.tokens))
    }

    fn index(&mut self, cluster: ClusterId) {
        for known in &self.clusters[cluster].known {
            push_recent(self.by_lemma.entry(known.lemma.clone()).or_default(), cluster);
            push_recent(self.by_class.entry(known.class).or_default(), cluster);
        }
    }
}

/// How many sentences are a headline in capitals.
fn shouted(scenes: &[Scene]) -> usize {
    scenes.iter().take_while(|s| s.shouted).count()
}

/// How many sentences are a headline; one in small letters has no full stop and a block of its own.
fn headline(scenes: &[Scene]) -> usize {
    let open = |s: &Scene| s.len() > 0 && s.upos(s.len() - 1) != Upos::Punct;
    let alone = matches!(scenes, [first, second, ..] if open(first) && first.sentence.block != second.sentence.block);
    shouted(scenes).max(usize::from(alone))
}

/// Adds a cluster unless it stands near the end already.
fn push_recent(clusters: &mut Vec<ClusterId>, cluster: ClusterId) {
    if !clusters.iter().rev().take(MOST).any(|&k| k == cluster) {
        clusters.push(cluster);
    }
}
