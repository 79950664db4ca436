//! What the page asks for: a part of the graph at a time, and what is behind it.

use super::api::{Api, Asked, LISTED, MOST, TOP, json};
use super::error::Wrong;
use crate::graph::{Filter, Graph, Source};
use crate::query;
use crate::web::{Part, important, neighbours};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Found {
    id: String,
    name: String,
    r#type: &'static str,
    mentions: usize,
    /// The name that fits, where it is another one.
    also: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<String>,
}

impl Api {
    pub fn search(&self, asked: &Asked) -> Result<Vec<u8>> {
        let typed = asked.parameters.required("q")?;
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        let nodes = self.store(|store| Ok(store.complete(typed, limit)?))?;
        let found = nodes.into_iter().map(|node| {
            let also = node.aliases.into_iter().find(|alias| *alias != node.name);
            Found { id: node.id, name: node.name, r#type: node.kind.as_str(), mentions: node.mentions, also }
        });
        json(&serde_json::json!({ "found": found.collect::<Vec<_>>() }))
    }

    pub fn entity(&self, asked: &Asked) -> Result<Vec<u8>> {
        let node = self.find(asked.parameters.required("name")?)?;
        json(&serde_json::json!({ "node": node }))
    }

    pub fn graph(&self, asked: &Asked) -> Result<Vec<u8>> {
        let top = asked.parameters.count("top", TOP, MOST)?;
        let graph = self.graph_of(&asked.filter)?;
        json(&Part::new(&graph, &important(&graph, top)))
    }

    pub fn around(&self, asked: &Asked) -> Result<Vec<u8>> {
        let limit = asked.parameters.count("limit", 40, LISTED)?;
        let node = self.find(asked.parameters.required("name")?)?;
        let graph = self.graph_of(&asked.filter)?;
        let Some(center) = graph.find(&node.id) else {
            // It has no relation that passes.
            let alone = Graph::default().with_nodes(std::slice::from_ref(&node));
            return json(&Part::new(&alone, &BTreeSet::from([node.id.as_str()])));
        };
        json(&Part::new(&graph, &neighbours(&graph, center, limit)))
    }

    pub fn among(&self, asked: &Asked) -> Result<Vec<u8>> {
        let wrong = |error: &dyn std::fmt::Display| Wrong::asked(format!("give {{\"ids\": [...]}} as JSON: {error}"));
        let Ids { ids } = serde_json::from_slice(asked.body).map_err(|error| wrong(&error))?;
        if ids.len() > MOST {
            return Err(wrong(&format!("{} ids are more than {MOST}", ids.len())));
        }
        let graph = self.graph_of(&asked.filter)?;
        let missing: Vec<&String> = ids.iter().filter(|id| graph.find(id).is_none()).collect();
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        // Who has no relation that passes may be on a map all the same; ids that mean nobody are passed over.
        let mut more = Vec::new();
        for id in missing.into_iter().take(100) {
            more.extend(self.find(id).ok().filter(|node| node.id == *id));
        }
        if more.is_empty() {
            return json(&Part::new(&graph, &ids));
        }
        json(&Part::new(&Graph::clone(&graph).with_nodes(&more), &ids))
    }

    pub fn evidence(&self, asked: &Asked) -> Result<Vec<u8>> {
        let denied = asked.parameters.yes("denied")?;
        let [source, target] = ["source", "target"].map(|name| asked.parameters.required(name));
        let (source, target) = (self.find(source?)?, self.find(target?)?);
        let relation = asked.parameters.required("relation")?;
        let relation = query::relation(&Graph::default(), &self.ontology, relation).or_else(|error| {
            // A store may have relations of another ontology.
            let known = self.graph_of(&Filter::default())?.edges().any(|r| r.edge.relation == relation);
            if known { Ok(relation.to_owned()) } else { Err(anyhow::Error::from(error)) }
        })?;
        let ends = [source.id.as_str(), &target.id];
        let edge = (ends, relation.as_str(), denied);
        let (evidence, mut documents) = self.store(|store| Ok(store.evidence([edge], &asked.filter)?))?;
        documents.sort_unstable();
        let evidence = evidence.into_iter().next().unwrap_or_default();
        json(&serde_json::json!({ "evidence": evidence, "documents": documents }))
    }

    pub fn document(&self, asked: &Asked) -> Result<Vec<u8>> {
        let document = self.store(|store| Ok(store.document(asked.parameters.required("id")?)?))?;
        json(&serde_json::json!({
            "id": document.id, "title": document.title, "date": document.date, "author": document.author,
            "url": document.url, "source": document.source, "sha256": document.sha256, "text": document.text,
        }))
    }

    pub fn documents(&self, asked: &Asked) -> Result<Vec<u8>> {
        let limit = asked.parameters.count("limit", 100, LISTED)?;
        let all = self.store(|store| Ok(store.documents()?))?;
        let after = asked.parameters.get("after").unwrap_or_default();
        let listed: Vec<&Source> = all.iter().filter(|source| source.id.as_str() > after).take(limit).collect();
        json(&serde_json::json!({ "documents": listed, "of": all.len() }))
    }
}
