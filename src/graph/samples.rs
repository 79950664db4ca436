//! Documents read by hand, for the tests of the graph and of what comes after.

use super::Graph;
use crate::Span;
use crate::document::{Block, BlockKind, Document};
use crate::entities::{Entities, Entity, EntityType, Mention, MentionForm, MentionId};
use crate::reading::{Reading, Sentence};
use crate::relations::{Ontology, Relation, Status};
use proptest::prelude::*;

/// What the stages before the graph give for one document.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub document: Document,
    pub reading: Reading,
    pub entities: Entities,
    pub relations: Vec<Relation>,
}

/// Two relations, a denial and an entity without any.
pub(crate) fn dinner() -> Sample {
    Sample::new("dinner", &["Hallam skipped the dinner in Rome.", "France is said to back him, Corti said."])
        .entity("Kalimar Hallam", EntityType::Person, &["Hallam", "him"])
        .entity("Rome", EntityType::Place, &["Rome"])
        .described("dinner", EntityType::Event, &["the dinner"])
        .entity("France", EntityType::Place, &["France"])
        .entity("Corti", EntityType::Person, &["Corti"])
        .states(0, "Kalimar Hallam", "attends", "dinner", Status::Negated, "skipped")
        .states(1, "France", "supports", "Kalimar Hallam", Status::Reported, "back")
        .said_by("Corti")
}

impl Sample {
    /// A document of these sentences.
    pub fn new(id: &str, sentences: &[&str]) -> Self {
        let text = sentences.join(" ");
        let mut start = 0;
        let mut reading = Reading::default();
        for sentence in sentences {
            let span = Span::new(start, start + sentence.len());
            reading.sentences.push(Sentence { span, block: 0, tokens: vec![], names: vec![], vectors: vec![] });
            start = span.end + 1;
        }
        let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
        let document = Document {
            id: id.into(),
            title: None,
            date: None,
            url: None,
            author: None,
            source: format!("{id}.txt"),
            sha256: "00".into(),
            text,
            blocks,
        };
        Self { document, reading, entities: Entities::default(), relations: vec![] }
    }

    /// An entity with a name, mentioned by these words wherever they stand.
    pub fn entity(self, name: &str, kind: EntityType, words: &[&str]) -> Self {
        self.add(name, kind, true, words)
    }

    /// An entity that is only described.
    pub fn described(self, name: &str, kind: EntityType, words: &[&str]) -> Self {
        self.add(name, kind, false, words)
    }

    fn add(mut self, name: &str, kind: EntityType, anchored: bool, words: &[&str]) -> Self {
        let entity = self.entities.entities.len();
        let first = self.entities.mentions.len();
        for words in words.iter().filter(|words| !words.is_empty()) {
            let form = if ["him", "he"].contains(words) { MentionForm::Pronoun } else { MentionForm::Name };
            for (start, words) in self.document.text.match_indices(words) {
                let span = Span::new(start, start + words.len());
                let sentence = self.reading.sentences.iter().position(|s| s.span.contains(span)).unwrap_or(0);
                self.entities.mentions.push(Mention { entity, sentence, span, tokens: 0..1, head: 0, form });
            }
        }
        let mentions = (first..self.entities.mentions.len()).collect();
        self.entities.entities.push(Entity { name: name.into(), kind, code: None, anchored, mentions });
        self
    }

    /// Gives the last entity a code.
    pub fn code(mut self, code: &str) -> Self {
        self.entities.entities.last_mut().unwrap().code = Some(code.into());
        self
    }

    /// A relation that a sentence states between two entities.
    pub fn states(mut self, sentence: usize, from: &str, relation: &str, to: &str, status: Status, cue: &str) -> Self {
        let span = self.reading.sentences[sentence].span;
        let cue =
            span.slice(&self.document.text).find(cue).map(|at| span.start + at).map(|s| Span::new(s, s + cue.len()));
        self.relations.push(Relation {
            relation: relation.into(),
            source: self.mention(from),
            target: self.mention(to),
            status,
            sentence,
            cue,
            confidence: 0.8,
            by: "pattern:test".into(),
            status_cue: None,
            attributed_to: None,
        });
        self
    }

    /// Says whose words the last relation is.
    pub fn said_by(mut self, name: &str) -> Self {
        let mention = self.mention(name);
        self.relations.last_mut().unwrap().attributed_to = Some(mention);
        self
    }

    fn mention(&self, name: &str) -> MentionId {
        let entity = self.entities.entities.iter().find(|e| e.name == name);
        entity
            .and_then(|e| e.mentions.first().copied())
            .unwrap_or_else(|| panic!("{name} must be an entity of the sample"))
    }

    /// Its graph.
    pub fn graph(&self) -> Graph {
        Graph::of_document(&self.document, &self.reading, &self.entities, &self.relations, &Ontology::built_in())
    }
}

/// Graphs of one to three documents with names and sentences of any characters.
pub(crate) fn any_graph() -> impl Strategy<Value = Graph> {
    any_documents().prop_map(|documents| Graph::merged(documents.iter().map(Sample::graph), &Ontology::built_in()))
}

/// One to three documents with names and sentences of any characters, some names in several of them.
pub(crate) fn any_documents() -> impl Strategy<Value = Vec<Sample>> {
    let name = prop_oneof![
        3 => "\\PC{1,12}",
        1 => "[\"\\\\\n\r\t<>&{}|]{1,6}",
        1 => "[א-ת\u{1F1E6}-\u{1F1FF}]{1,6}",
        2 => proptest::sample::select(vec!["Georgia", "the meeting", "NATO", "Washington"]).prop_map(str::to_owned),
    ];
    let kind = proptest::sample::select(EntityType::ALL.to_vec());
    let code = proptest::sample::select(vec![None, None, None, Some("GEO"), Some("US-GA")]);
    let relation = proptest::sample::select(vec!["supports", "meets", "leads", "member_of", "attacks", "opposes"]);
    let status = proptest::sample::select(Status::ALL.to_vec());
    let names = proptest::collection::vec((name, kind, any::<bool>(), code), 2..6);
    let facts = proptest::collection::vec((0usize..9, relation, 0usize..9, status, 0.0f32..=1.0), 0..9);
    proptest::collection::vec((names, facts), 1..4).prop_map(|documents| {
        let samples = documents.into_iter().enumerate().map(|(n, (names, facts))| {
            let sentence = names.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>().join(" and ");
            let mut sample = Sample::new(&format!("d{n}"), &[&sentence]);
            for (name, kind, anchored, code) in &names {
                sample = sample.add(name, *kind, *anchored, &[name]);
                if let Some(code) = code {
                    sample = sample.code(code);
                }
            }
            let mentions = sample.entities.mentions.len();
            for (source, relation, target, status, confidence) in facts {
                sample.relations.push(Relation {
                    relation: relation.into(),
                    source: source % mentions,
                    target: target % mentions,
                    status,
                    sentence: 0,
                    cue: None,
                    confidence,
                    by: "model".into(),
                    status_cue: None,
                    attributed_to: (source % 2 == 0).then_some(target % mentions),
                });
            }
            sample
        });
        samples.collect()
    })
}
