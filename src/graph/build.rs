//! From what one document states to a graph.

use super::identity::Identity;
use super::link::is_generic;
use super::merge::{Draft, Ends};
use super::{Evidence, Graph, Node, Source};
use crate::document::Document;
use crate::entities::{Entities, Entity, EntityType, MentionForm, MentionId};
use crate::reading::Reading;
use crate::relations::{Ontology, Relation, Status};
use std::collections::{BTreeMap, BTreeSet};

impl Graph {
    /// The graph of one document.
    ///
    /// Entities with a name are always in it; those described through one ("the UN plan") and events and plans that are
    /// only described ("the meeting") are where a relation has them as an end; other bare descriptions ("officials") and
    /// what is said of them are left out.
    pub fn of_document(
        document: &Document,
        reading: &Reading,
        entities: &Entities,
        relations: &[Relation],
        ontology: &Ontology,
    ) -> Self {
        let identities = identities(document, entities);
        let mut draft = Draft::default();
        draft.add_document(Source::from(document));
        let mut named = BTreeSet::new();
        for (entity, identity) in entities.entities.iter().zip(&identities) {
            if let Some(identity) = identity {
                if has_name(entities, entity) {
                    named.insert(identity.clone());
                }
                draft.add_cluster(identity.clone(), node(document, entities, entity, identity));
            }
        }
        let end = |mention: MentionId| {
            let mention = entities.mentions.get(mention)?;
            Some((identities.get(mention.entity)?.clone()?, mention.span))
        };
        for relation in relations {
            let (Some((source, source_span)), Some((target, target_span))) =
                (end(relation.source), end(relation.target))
            else {
                continue;
            };
            let Some(sentence) = reading.sentences.get(relation.sentence) else { continue };
            let said_by = relation.attributed_to.and_then(|mention| entities.mentions.get(mention));
            let evidence = Evidence {
                document: document.id.clone(),
                sentence: relation.sentence,
                span: sentence.span,
                text: sentence.span.slice(&document.text).to_owned(),
                source_span,
                target_span,
                cue_span: relation.cue,
                status: relation.status,
                confidence: relation.confidence,
                by: relation.by.clone(),
                attributed_to: said_by.and_then(|m| entities.entities.get(m.entity)).map(|e| plain(&e.name)),
                attributed_to_span: said_by.map(|m| m.span),
            };
            let negated = relation.status == Status::Negated;
            let ends = Ends { source, target, relation: relation.relation.clone(), negated };
            draft.add_statement(ends, evidence, ontology);
        }
        draft.drop_loose(&named);
        draft.finish()
    }
}

/// Who each entity is in any graph; none for those that have no place in one.
fn identities(document: &Document, entities: &Entities) -> Vec<Option<Identity>> {
    let mut described: BTreeMap<Identity, usize> = BTreeMap::new();
    let mut identify = |entity: &Entity| {
        let name = plain(&entity.name);
        if name.is_empty() {
            None
        } else if entity.code.is_some() || (entity.anchored && is_name(&name)) {
            Some(Identity::named(&name, entity.kind, entity.code.as_deref()))
        } else if entity.anchored || matches!(entity.kind, EntityType::Event | EntityType::Plan) {
            let nth = described.entry(Identity::described(&name, entity.kind, document, 1)).or_default();
            *nth += 1;
            Some(Identity::described(&name, entity.kind, document, *nth))
        } else {
            None
        }
    };
    entities.entities.iter().map(&mut identify).collect()
}

/// Whether the text calls it by a name somewhere.
fn has_name(entities: &Entities, entity: &Entity) -> bool {
    let mut forms = entity.mentions.iter().filter_map(|&mention| Some(entities.mentions.get(mention)?.form));
    forms.any(|form| matches!(form, MentionForm::Name | MentionForm::Demonym))
}

fn node(document: &Document, entities: &Entities, entity: &Entity, identity: &Identity) -> Node {
    let aliases: BTreeSet<String> = (entity.mentions.iter())
        .filter_map(|&mention| entities.mentions.get(mention))
        .filter(|mention| mention.form != MentionForm::Pronoun && !mention.form.is_implied())
        .map(|mention| plain(mention.span.slice(&document.text)))
        .collect();
    Node {
        id: identity.id(),
        name: plain(&entity.name),
        kind: entity.kind,
        aliases: aliases.into_iter().filter(|alias| !alias.is_empty()).collect(),
        mentions: entity.mentions.len(),
        documents: vec![document.id.clone()],
        code: entity.code.clone(),
    }
}

/// Whether some word but the article is capitalised or a number, and it says more than what kind of body it is: "the
/// company" of two documents is not one company, and their "Finance Ministry" may be of two countries.
fn is_name(name: &str) -> bool {
    if is_generic(name) {
        return false;
    }
    let words: Vec<&str> = name.split([' ', '-']).collect();
    let bare = match words.as_slice() {
        [first, rest @ ..] if !rest.is_empty() && ["the", "a", "an"].contains(&first.to_lowercase().as_str()) => rest,
        all => all,
    };
    // Scripts without capitals have nothing to tell by.
    bare.iter().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).any(|letter| !letter.is_lowercase())
}

/// The words with one space between them: a name may stand across the end of a line.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
