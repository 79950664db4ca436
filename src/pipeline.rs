//! All stages in a row.

use crate::document::Document;
use crate::entities::{self, Entities, Gazetteer};
use crate::graph::Graph;
use crate::query::Witness;
use crate::reading::{ModelError, Reader, Reading};
use crate::relations::{self, Ontology, PairModel, Relation};

/// The models and tables of all stages: from a document to its graph.
pub struct Pipeline {
    reader: Reader,
    pairs: Option<PairModel>,
    gazetteer: &'static Gazetteer,
    ontology: Ontology,
}

impl Pipeline {
    /// A pipeline that finds the relations of `ontology`.
    ///
    /// # Errors
    /// Where the reader's model cannot be loaded.
    pub fn new(ontology: Ontology) -> Result<Self, ModelError> {
        let pairs = Some(PairModel::embedded()?);
        Ok(Self { reader: Reader::embedded()?, pairs, gazetteer: Gazetteer::shipped(), ontology })
    }

    /// The same without the learned part: the ontology's patterns speak alone.
    pub fn patterns_only(self) -> Self {
        Self { pairs: None, ..self }
    }

    /// Sentences, tags, trees and names of a document.
    pub fn read(&self, document: &Document) -> Reading {
        self.reader.read(document)
    }

    /// What a document says, stage by stage.
    pub fn read_document(&self, document: &Document) -> (Reading, Entities, Vec<Relation>) {
        let reading = self.read(document);
        let entities = entities::resolve(document, &reading, self.gazetteer);
        let relations = relations::extract(document, &reading, &entities, &self.ontology, self.pairs.as_ref());
        (reading, entities, relations)
    }

    /// All that was made of a document on the way to its graph, to tell why an edge is there.
    pub fn witness(&self, document: Document) -> Witness {
        let (reading, entities, relations) = self.read_document(&document);
        let patterns = relations::match_patterns(&document, &reading, &entities, &self.ontology);
        let weigh = |model| relations::weigh(&reading, &entities, &patterns, &self.ontology, model);
        let weighed = self.pairs.as_ref().map(weigh).unwrap_or_default();
        Witness { document, reading, entities, relations, patterns, weighed }
    }

    /// The graph of a document.
    pub fn graph(&self, document: &Document) -> Graph {
        let (reading, entities, relations) = self.read_document(document);
        Graph::of_document(document, &reading, &entities, &relations, &self.ontology).with_model(self.reader.version())
    }
}
