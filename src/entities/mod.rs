//! From a reading to the entities of the document: mentions in clusters, with a name and a type.

mod antecedents;
mod candidate;
mod canonical;
mod capitals;
mod chambers;
mod cluster;
mod describe;
mod ends;
mod find_descriptions;
mod find_names;
mod fold;
mod gazetteer;
mod lexicon;
mod links;
mod names;
mod owners;
mod party_labels;
mod repair_names;
mod resolve;
mod scene;
#[cfg(test)]
mod tests;
mod titles;
mod union;
mod unread_names;

pub use crate::reading::EntityType;
pub use antecedents::{Anaphor, Antecedent, FEATURES};
pub use gazetteer::{By, Entry, EntryId, Gazetteer, Sense};

use crate::Span;
use crate::document::Document;
use crate::reading::{Deprel, Reading};
use candidate::Candidate;
use canonical::Namer;
use fold::fold;
use scene::Scene;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Index of an [`Entity`] in [`Entities::entities`].
pub type EntityId = usize;
/// Index of a [`Mention`] in [`Entities::mentions`].
pub type MentionId = usize;

/// What a document speaks of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entities {
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// In the order of the text; a longer one comes before one that starts at the same byte.
    pub mentions: Vec<Mention>,
}

/// One referent in the document: a coreference cluster with a name and a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Fullest name in the text without titles, or the gazetteer's for a demonym or a capital that stands for a state.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Gazetteer code (ISO 3166-1 alpha-3 for a country), where known.
    pub code: Option<String>,
    /// Whether it has a name or is described through one ("the UN plan"); what is not gets into a graph only as the
    /// end of a relation.
    pub anchored: bool,
    /// Its mentions, in the order of the text.
    pub mentions: Vec<MentionId>,
}

/// A run of words that refers to an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The entity that it refers to.
    pub entity: EntityId,
    /// Index of its sentence in the reading.
    pub sentence: usize,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its tokens in the sentence.
    pub tokens: Range<usize>,
    /// Its syntactic head: an index in the sentence.
    pub head: usize,
    /// How it refers.
    pub form: MentionForm,
}

/// How a mention refers to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// "Angela Merkel", "Chancellor Merkel", "Berlin", "the UN".
    Name,
    /// A demonym that stands for its state: "the Italians", "French" in "the French plan".
    Demonym,
    /// A description: "the summit", "his advisers", "the UN plan".
    Description,
    /// "he", "its", "who".
    Pronoun,
    /// "was re-elected", of an election that the text has named before.
    Verb,
    /// "Sen." before a name, of a chamber that the text names elsewhere.
    Chamber,
}

impl MentionForm {
    /// One word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Demonym => "demonym",
            Self::Description => "description",
            Self::Pronoun => "pronoun",
            Self::Verb => "verb",
            Self::Chamber => "chamber",
        }
    }

    /// Whether the words only imply the entity, which the text names elsewhere: they are none of its names.
    pub fn is_implied(self) -> bool {
        matches!(self, Self::Verb | Self::Chamber)
    }
}

/// Probability of a mention head from which a description counts without a name.
const WORTHY: f32 = 0.85;

/// The entities of a document: who and what it speaks of, each with all its mentions.
///
/// Runs over the text once for the mentions and once for their referents; the cost grows with the number of words.
/// A mention that refers to nothing known (an expletive "it", "we") is left out. The methods are described in the
/// private modules `resolve`, `names` and `antecedents`.
pub fn resolve(document: &Document, reading: &Reading, gazetteer: &Gazetteer) -> Entities {
    let scenes = Scene::all(&document.text, reading);
    let candidates = find(&scenes, gazetteer);
    let resolution = resolve::resolve_candidates(&scenes, &candidates, None);
    let namer = Namer { scenes: &scenes, candidates: &candidates, resolution: &resolution, gazetteer };
    let mut ids: Vec<Option<EntityId>> = vec![None; resolution.clusters.len()];
    let mut found = Entities::default();
    for (candidate, cluster) in candidates.iter().zip(&resolution.of) {
        let Some(cluster) = *cluster else { continue };
        let entity = *ids[cluster].get_or_insert_with(|| {
            let known = &resolution.clusters[cluster];
            found.entities.push(Entity {
                name: namer.name(cluster),
                kind: namer.kind(known),
                code: known.entry.and_then(|e| gazetteer.entry(e).code.clone()),
                anchored: namer.anchored(cluster, 0),
                mentions: Vec::new(),
            });
            found.entities.len() - 1
        });
        found.entities[entity].mentions.push(found.mentions.len());
        let tokens = candidate.tokens.clone();
        found.mentions.push(Mention {
            entity,
            sentence: candidate.sentence,
            span: scenes[candidate.sentence].span(&tokens),
            tokens,
            head: candidate.head,
            form: candidate.form,
        });
    }
    // What the reader takes for worth a graph needs no name: "the upper house".
    for mention in &found.mentions {
        let head = &reading.sentences[mention.sentence].tokens[mention.head].mention;
        let sure = head.is_some_and(|head| head.probability >= WORTHY);
        found.entities[mention.entity].anchored |= sure && mention.form == MentionForm::Description;
    }
    found
}

/// The pronouns and the descriptions of a document that neither syntax nor a rule explains, each with the entities that it may stand
/// for, as [`resolve`] weighs them.
pub fn weigh_anaphors(document: &Document, reading: &Reading, gazetteer: &Gazetteer) -> Vec<Anaphor> {
    let scenes = Scene::all(&document.text, reading);
    let mut weighed = Vec::new();
    resolve::resolve_candidates(&scenes, &find(&scenes, gazetteer), Some(&mut weighed));
    weighed
}

/// All candidates in the order of the text, the longer first, with the anchors of the descriptions.
fn find(scenes: &[Scene], gazetteer: &Gazetteer) -> Vec<Candidate> {
    let surnames = find_names::surnames(scenes);
    let find_in = |scene: &Scene| {
        let mut taken = vec![false; scene.len()];
        let mut found = find_names::find_names(scene, gazetteer, &surnames, &mut taken);
        found.extend(find_descriptions::find_descriptions(scene, &taken));
        found.extend(find_descriptions::find_pronouns(scene));
        found.extend(chambers::find_chambers(scene, &found, gazetteer));
        for candidate in &mut found {
            scene.settle_ends(&mut candidate.tokens);
            scene.settle_ends(&mut candidate.core);
        }
        found
    };
    let mut by_scene: Vec<Vec<Candidate>> = scenes.iter().map(find_in).collect();
    for owner in owners::find_owners(scenes, &by_scene, gazetteer) {
        by_scene[owner.sentence].push(owner);
    }
    let mut all = Vec::new();
    for mut found in by_scene {
        found.sort_by_key(|c| (c.tokens.start, usize::MAX - c.tokens.end, c.head));
        let first = all.len();
        for i in 0..found.len() {
            let (form, core, head) = (found[i].form, found[i].core.start, found[i].head);
            if matches!(form, MentionForm::Description | MentionForm::Name) {
                let inside = (i + 1..found.len()).take_while(|&j| found[j].tokens.start < found[i].tokens.end);
                let anchors = inside.filter(|&j| {
                    found[j].form != MentionForm::Description
                        && !found[j].form.is_implied()
                        && found[j].head != head
                        && (form == MentionForm::Description || found[j].tokens.end <= core)
                });
                found[i].anchors = anchors.map(|j| first + j).collect();
            }
            // "Norlandish opposition leader X" is the leader of the Norlandish opposition.
            let scene = &scenes[found[i].sentence];
            if form == MentionForm::Description && scene.deprel(head) == Deprel::Compound {
                let beside = |c: &Candidate| c.is_name() && c.head < head && scene.head(c.head) == scene.head(head);
                let owners = (0..found.len()).filter(|&j| beside(&found[j])).map(|j| first + j).collect::<Vec<_>>();
                found[i].anchors.extend(owners);
            }
        }
        all.append(&mut found);
    }
    settle_surnames(scenes, &mut all);
    settle_bodies(scenes, &mut all, gazetteer);
    capitals::settle(scenes, &mut all, gazetteer);
    all
}

/// "the Community" of the "EC": a noun in capitals behind an article that ends the name of the one international body so called, where no
/// other name of the text has that noun.
fn settle_bodies(scenes: &[Scene], candidates: &mut [Candidate], gazetteer: &Gazetteer) {
    let is_body = |c: &Candidate| c.form == MentionForm::Name && c.kind == Some(EntityType::Organization);
    let mut known: HashMap<String, HashMap<EntryId, Sense>> = HashMap::new();
    let mut others: HashSet<String> = HashSet::new();
    for c in candidates.iter().filter(|c| c.form == MentionForm::Name && (c.words.len() > 1 || c.sense.is_some())) {
        // Of one state there are many: "the House" is not the White House.
        let entry = c.sense.map(|sense| (sense, gazetteer.entry(sense.entry))).filter(|(_, e)| e.country.is_none());
        match entry.filter(|_| is_body(c)).and_then(|(sense, e)| Some((sense, e.name.rsplit_once(' ')?.1))) {
            Some((sense, last)) => {
                known.entry(fold(last)).or_default().insert(sense.entry, sense);
            }
            None => others.extend(c.words.iter().cloned()),
        }
    }
    let alone = |c: &&mut Candidate| is_body(c) && c.words.len() == 1 && c.sense.is_none();
    for c in candidates.iter_mut().filter(alone) {
        let scene = &scenes[c.sentence];
        let article = c.core.start.checked_sub(1).is_some_and(|t| scene.form(t).eq_ignore_ascii_case("the"));
        let senses: Vec<Sense> = known.get(&c.words[0]).into_iter().flat_map(HashMap::values).copied().collect();
        let own = article && scene.deprel(c.head) != Deprel::Compound && !others.contains(&c.words[0]);
        if let ([sense], true) = (&senses[..], own) {
            c.sense = Some(*sense);
        }
    }
}

/// A place's name that is the surname of a person named before is that person where no preposition of place stands
/// before it: "Valerie Paris ... Paris said".
fn settle_surnames(scenes: &[Scene], candidates: &mut [Candidate]) {
    let mut surnames: Vec<String> = Vec::new();
    for c in candidates.iter_mut().filter(|c| c.form == MentionForm::Name) {
        if c.kind == Some(EntityType::Person) && c.words.len() > 1 {
            surnames.extend(c.words.last().cloned());
        } else if c.words.len() == 1 && c.sense.is_some() && surnames.contains(&c.words[0]) {
            let case = scenes[c.sentence].case(c.head);
            if !matches!(case.as_deref(), Some("in" | "at" | "to" | "from" | "near" | "into" | "through" | "outside")) {
                (c.sense, c.kind) = (None, Some(EntityType::Person));
            }
        }
    }
}
