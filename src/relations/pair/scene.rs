//! What the pair model sees of a sentence: its tree and words, the mentions that may be ends, what the patterns say.

use crate::entities::{Entities, EntityId, EntityType, MentionForm, MentionId};
use crate::reading::{Deprel, Reading, Upos};
use crate::relations::ontology::{Lexicon, Ontology, Part};
use crate::relations::{Relation, Status};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Mentions of a sentence that are weighed; what has more is a list.
const MOST_CANDIDATES: usize = 60;

/// A mention that may be an end of a relation.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub mention: MentionId,
    pub entity: EntityId,
    /// Its entity's type, where it is known.
    pub kind: Option<EntityType>,
    pub form: MentionForm,
    pub head: usize,
    pub tokens: Range<usize>,
    /// Probability by the reader that a graph would show it.
    pub worthy: f32,
    /// Mentions of its entity in the document.
    pub count: usize,
}

/// What the patterns found in the sentence: the confidence of a relation of this name from one entity to another, the
/// highest of several.
pub type Said<'a> = HashMap<(EntityId, EntityId), Vec<(&'a str, f32)>>;

/// Of a word: the classes of the ontology's words that it belongs to, and the status that it gives.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// Relation and part of speech: `supports.VERB`.
    pub cues: BTreeSet<String>,
    /// The status that it gives to what it governs.
    pub governs: Option<Status>,
    /// The status that it gives to what it modifies.
    pub modifies: Option<Status>,
}

/// A sentence as the pair model sees it.
pub struct Scene<'a> {
    pub heads: Vec<Option<usize>>,
    pub deprels: Vec<Deprel>,
    pub lemmas: Vec<&'a str>,
    pub words: Vec<Word>,
    pub children: Vec<Vec<usize>>,
    /// Number of the sentence in the document, from 0.
    pub index: usize,
    pub candidates: Vec<Candidate>,
    pub said: Said<'a>,
    /// Sentences of the document in which both entities are mentioned, by the lower number first.
    pub together: HashMap<(EntityId, EntityId), usize>,
}

/// The way from one word to another in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// From the first word up to the topmost, which is left out.
    pub up: Vec<usize>,
    /// From the second word up to the topmost, which is left out.
    pub down: Vec<usize>,
    /// The topmost word, which may be one of the two.
    pub top: usize,
}

impl Route {
    /// Words on the way between the ends, both left out.
    pub fn between(&self) -> impl Iterator<Item = usize> {
        let top = (!self.up.is_empty() && !self.down.is_empty()).then_some(self.top);
        self.up.iter().skip(1).copied().chain(top).chain(self.down.iter().skip(1).copied())
    }

    /// Arcs of the way.
    pub fn len(&self) -> usize {
        self.up.len() + self.down.len()
    }
}

impl<'a> Scene<'a> {
    /// A sentence without candidates.
    pub fn new(reading: &'a Reading, index: usize, ontology: &Ontology) -> Self {
        let sentence = &reading.sentences[index];
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (k, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head].push(k);
            }
        }
        Self {
            heads: sentence.tokens.iter().map(|t| t.head).collect(),
            deprels: sentence.tokens.iter().map(|t| t.deprel).collect(),
            lemmas: sentence.tokens.iter().map(|t| t.lemma.as_str()).collect(),
            words: sentence.tokens.iter().map(|t| word(&t.lemma, t.upos, ontology)).collect(),
            children,
            index,
            candidates: Vec::new(),
            said: Said::new(),
            together: HashMap::new(),
        }
    }

    /// The sentences of a document that have two candidates or more.
    pub fn all(
        reading: &'a Reading,
        entities: &'a Entities,
        patterns: &'a [Relation],
        ontology: &Ontology,
    ) -> Vec<Self> {
        let mut candidates: Vec<Vec<Candidate>> = vec![Vec::new(); reading.sentences.len()];
        for id in 0..entities.mentions.len() {
            if let Some(found) = candidate(reading, entities, id) {
                let list = &mut candidates[entities.mentions[id].sentence];
                if list.len() < MOST_CANDIDATES {
                    list.push(found);
                }
            }
        }
        let mut together: HashMap<(EntityId, EntityId), usize> = HashMap::new();
        for list in &candidates {
            let present: BTreeSet<EntityId> = list.iter().map(|c| c.entity).collect();
            for &a in &present {
                for &b in present.range(a + 1..) {
                    *together.entry((a, b)).or_default() += 1;
                }
            }
        }
        let mut out = Vec::new();
        for (index, candidates) in candidates.into_iter().enumerate() {
            if candidates.len() < 2 {
                continue;
            }
            let mut scene = Self::new(reading, index, ontology);
            for (i, a) in candidates.iter().enumerate() {
                for b in &candidates[i + 1..] {
                    let pair = (a.entity.min(b.entity), a.entity.max(b.entity));
                    scene.together.insert(pair, together.get(&pair).copied().unwrap_or(0));
                }
            }
            scene.candidates = candidates;
            out.push(scene);
        }
        let place: HashMap<usize, usize> = out.iter().enumerate().map(|(k, s)| (s.index, k)).collect();
        for relation in patterns {
            let Some(&k) = place.get(&relation.sentence) else { continue };
            let ends = [relation.source, relation.target].map(|m| entities.mentions[m].entity);
            let list = out[k].said.entry((ends[0], ends[1])).or_default();
            match list.iter_mut().find(|(name, _)| *name == relation.relation) {
                Some((_, confidence)) => *confidence = confidence.max(relation.confidence),
                None => list.push((&relation.relation, relation.confidence)),
            }
        }
        out
    }

    /// The way from one word to another.
    pub fn route(&self, a: usize, b: usize) -> Route {
        let mut up: Vec<usize> =
            std::iter::successors(Some(a), |&w| self.heads[w]).take(self.heads.len() + 1).collect();
        let mut down = Vec::new();
        let mut last = b;
        let place = loop {
            if let Some(place) = up.iter().position(|&w| w == last) {
                break place;
            }
            down.push(last);
            match self.heads[last] {
                Some(head) if down.len() <= self.heads.len() => last = head,
                _ => break up.len() - 1,
            }
        };
        let top = up[place];
        up.truncate(place);
        Route { up, down, top }
    }
}

/// A mention as an end of a relation: of an entity with a name, or of a plan or event, which need none.
fn candidate(reading: &Reading, entities: &Entities, id: MentionId) -> Option<Candidate> {
    let mention = &entities.mentions[id];
    let entity = &entities.entities[mention.entity];
    let sentence = reading.sentences.get(mention.sentence)?;
    // The model was not taught what verbs stand for; what a pattern makes of one stays.
    let usable =
        !mention.form.is_implied() && (entity.anchored || matches!(entity.kind, EntityType::Event | EntityType::Plan));
    usable.then(|| Candidate {
        mention: id,
        entity: mention.entity,
        kind: Some(entity.kind),
        form: mention.form,
        head: mention.head,
        tokens: mention.tokens.clone(),
        worthy: sentence.tokens[mention.head].mention.map_or(0.0, |m| m.probability),
        count: entity.mentions.len(),
    })
}

fn word(lemma: &str, upos: Upos, ontology: &Ontology) -> Word {
    let lexicon: &Lexicon = ontology.lexicon();
    let part = match upos {
        Upos::Verb | Upos::Aux => Some((Part::Verb, "VERB")),
        Upos::Noun | Upos::Propn => Some((Part::Noun, "NOUN")),
        Upos::Adj => Some((Part::Adjective, "ADJ")),
        _ => None,
    };
    let lower = lemma.to_lowercase();
    let cues = part
        .into_iter()
        .flat_map(|(part, name)| ontology.word_classes(&lower, part).map(move |relation| format!("{relation}.{name}")));
    Word {
        cues: cues.collect(),
        governs: lexicon.governor(&lower),
        modifies: lexicon.modifier(&lower).or_else(|| lexicon.auxiliary(&lower)).or_else(|| lexicon.marker(&lower)),
    }
}
