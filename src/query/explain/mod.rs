//! Why a graph has an edge: for each sentence behind it, what was read, what spoke and what the model made of it.

mod chain;
mod way;

pub use chain::Link;
pub use way::{Part, Word};

use crate::Span;
use crate::document::Document;
use crate::entities::{Entities, EntityId, MentionId};
use crate::graph::{self, Edge, Evidence, Graph, Node};
use crate::reading::Reading;
use crate::relations::{self, Ontology, Relation, Weighed};
use petgraph::graph::NodeIndex;
use serde::Serialize;

/// What the stages made of one document, kept to answer for the statements that it gave to a graph.
#[derive(Debug, Clone)]
pub struct Witness {
    /// The article.
    pub document: Document,
    /// Its reading.
    pub reading: Reading,
    /// Its entities.
    pub entities: Entities,
    /// What it states.
    pub relations: Vec<Relation>,
    /// What the patterns alone found in it.
    pub patterns: Vec<Relation>,
    /// What the model makes of every pair; empty where no model spoke.
    pub weighed: Vec<Weighed>,
}

/// Why a graph has one statement. It is written to JSON as the statement is, with more fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The statement: sentence, ends and cue, status, confidence, who says so.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// The word that makes it less than asserted ("denied", "will"), where one does.
    pub status_cue_span: Option<Span>,
    /// The row of the ontology that found it, where one did.
    pub pattern: Option<Pattern>,
    /// The model's probability, from 0 to 1, where a model weighed it.
    pub model: Option<f32>,
    /// The part of the sentence's tree that holds the ends and the cue together, in the order of the text.
    pub tree: Vec<Word>,
    /// From the name to the words that stand for the source, in the order of the text: one alone where they are the name.
    pub source_chain: Vec<Link>,
    /// The same for the target.
    pub target_chain: Vec<Link>,
}

/// A row of the ontology and how sure it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pattern {
    /// Its id, such as `supports.passive`.
    pub id: String,
    /// What kind of word sets it off: `verb`, `noun`, `adjective`, `mention`, `suffix` or `prefix`.
    pub part: &'static str,
    /// All its words, sorted.
    pub words: Vec<String>,
    /// Where its source stands: the first place that is filled counts.
    pub source: Vec<String>,
    /// Where its target stands, likewise.
    pub target: Vec<String>,
    /// How sure a plain match is, from 0 to 1.
    pub row_confidence: f32,
    /// How sure this match is, from 0 to 1: less where the way to an end is long or the end is seldom on maps.
    pub confidence: f32,
}

/// A relation that the model weighed between two entities, whether it was told or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Name of the relation.
    pub relation: String,
    /// From 0 to 1.
    pub probability: f32,
}

impl Explanation {
    /// That of a statement that no text makes: the user's own.
    pub fn of_user(evidence: Evidence) -> Self {
        Self {
            evidence,
            status_cue_span: None,
            pattern: None,
            model: None,
            tree: Vec::new(),
            source_chain: Vec::new(),
            target_chain: Vec::new(),
        }
    }
}

impl Witness {
    /// The graph of the document.
    pub fn graph(&self, ontology: &Ontology) -> Graph {
        Graph::of_document(&self.document, &self.reading, &self.entities, &self.relations, ontology)
    }

    /// Why the document gave this statement of `relation`; `None` where this reading of it does not give it.
    pub fn explain(&self, relation: &str, evidence: &Evidence, ontology: &Ontology) -> Option<Explanation> {
        let span = |mention: MentionId| self.entities.mentions[mention].span;
        let spans = |r: &Relation| (span(r.source), span(r.target));
        let wanted = (evidence.source_span, evidence.target_span);
        let turned = (evidence.target_span, evidence.source_span);
        let symmetric = ontology.relation(relation).is_some_and(|r| r.symmetric);
        let same = |r: &&Relation| {
            r.sentence == evidence.sentence
                && r.relation == relation
                && r.by == evidence.by
                && (spans(r) == wanted || (symmetric && spans(r) == turned))
        };
        let told = self.relations.iter().find(same)?;
        let (source, target) =
            if spans(told) == wanted { (told.source, told.target) } else { (told.target, told.source) };
        let sentence = &self.reading.sentences[told.sentence];
        let chain = |mention| chain::chain(&self.document.text, &self.entities, mention);
        Some(Explanation {
            evidence: evidence.clone(),
            status_cue_span: told.status_cue,
            pattern: self.pattern(told, symmetric, ontology),
            model: self.probability(told, symmetric),
            tree: way::way(
                &self.document.text,
                sentence,
                [source, target].map(|mention| self.entities.mentions[mention].head),
                told.cue,
            ),
            source_chain: chain(source),
            target_chain: chain(target),
        })
    }

    /// What the model makes of the relations from one node of the document's graph to another, the likeliest first; each
    /// relation once, by its likeliest sentence.
    pub fn guesses(&self, source: &Node, target: &Node) -> Vec<Guess> {
        let from = self.entities_of(source);
        let to = self.entities_of(target);
        let mut guesses: Vec<Guess> = Vec::new();
        for weighed in &self.weighed {
            if !(from.contains(&self.entity(weighed.source)) && to.contains(&self.entity(weighed.target))) {
                continue;
            }
            match guesses.iter_mut().find(|guess| guess.relation == weighed.relation) {
                Some(guess) => guess.probability = guess.probability.max(weighed.probability),
                None => {
                    guesses.push(Guess { relation: weighed.relation.clone(), probability: weighed.probability });
                }
            }
        }
        guesses.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.relation.cmp(&b.relation)));
        guesses
    }

    /// The entities that a node was made of, by name and type.
    fn entities_of(&self, node: &Node) -> Vec<EntityId> {
        let words = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
        let entities = self.entities.entities.iter().enumerate();
        entities.filter(|(_, e)| e.kind == node.kind && words(&e.name) == node.name).map(|(id, _)| id).collect()
    }

    fn entity(&self, mention: MentionId) -> EntityId {
        self.entities.mentions[mention].entity
    }

    /// Whether a find is of the same sentence and entities as what was told.
    fn agree(&self, told: &Relation, sentence: usize, ends: (MentionId, MentionId), symmetric: bool) -> bool {
        let pair = |(a, b): (MentionId, MentionId)| (self.entity(a), self.entity(b));
        let (found, wanted) = (pair(ends), pair((told.source, told.target)));
        told.sentence == sentence && (found == wanted || (symmetric && found == (wanted.1, wanted.0)))
    }

    fn pattern(&self, told: &Relation, symmetric: bool, ontology: &Ontology) -> Option<Pattern> {
        let id = told.by.strip_prefix("pattern:")?;
        let index = ontology.triggers().iter().position(|trigger| trigger.id == id)?;
        let trigger = &ontology.triggers()[index];
        let finds = self.patterns.iter().filter(|r| {
            r.by == told.by
                && r.relation == told.relation
                && self.agree(told, r.sentence, (r.source, r.target), symmetric)
        });
        let names = |slots: &[relations::ontology::Slot]| slots.iter().map(|slot| slot.name().to_owned()).collect();
        Some(Pattern {
            id: id.to_owned(),
            part: trigger.part.name(),
            words: ontology.phrases(index),
            source: names(&trigger.source),
            target: names(&trigger.target),
            row_confidence: rounded(trigger.confidence),
            confidence: rounded(finds.map(|r| r.confidence).fold(0.0, f32::max)),
        })
    }

    fn probability(&self, told: &Relation, symmetric: bool) -> Option<f32> {
        let weighed = self
            .weighed
            .iter()
            .find(|w| w.relation == told.relation && self.agree(told, w.sentence, (w.source, w.target), symmetric));
        weighed.map(|w| rounded(w.probability))
    }
}

/// In steps of 0.001, as the graph has them.
fn rounded(probability: f32) -> f32 {
    (probability * 1000.0).round() / 1000.0
}

/// The edges of `relation` from one entity to another, what is stated and what is denied; of a relation without direction,
/// those of either side.
pub fn between<'g>(
    graph: &'g Graph,
    ontology: &Ontology,
    relation: &str,
    source: NodeIndex,
    target: NodeIndex,
) -> Vec<graph::Relation<'g>> {
    let symmetric = ontology.relation(relation).is_some_and(|r| r.symmetric);
    let (from, to) = (&graph.node(source).id, &graph.node(target).id);
    let mut found = joining(graph, source, target);
    found.retain(|r| r.edge.relation == relation && (symmetric || (r.source.id == *from && r.target.id == *to)));
    found
}

/// All edges between two entities, in both directions.
pub fn joining(graph: &Graph, a: NodeIndex, b: NodeIndex) -> Vec<graph::Relation<'_>> {
    let mut found = graph.edges_at(a);
    let other = &graph.node(b).id;
    found.retain(|r| r.source.id == *other || r.target.id == *other);
    found
}

/// An edge with the reasons for its statements.
#[derive(Debug, Clone)]
pub struct ExplainedEdge<'g> {
    /// Where it comes from.
    pub source: &'g Node,
    /// Where it goes.
    pub target: &'g Node,
    /// What is stated.
    pub edge: &'g Edge,
    /// Why, statement by statement; those whose article is not at hand are left out.
    pub explanations: Vec<Explanation>,
}

#[cfg(test)]
mod tests;
