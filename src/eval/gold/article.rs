//! An annotated article: its entities and the relations that it states between them.

use crate::eval::LineError;
use crate::relations::Status;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a reader took from one article, as its JSON has it; unknown fields are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldArticle {
    /// Short name of the article.
    pub id: String,
    /// Whom and what it names.
    pub entities: Vec<GoldEntity>,
    /// What it states of them.
    pub relations: Vec<GoldRelation>,
}

/// An entity of an annotated article.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldEntity {
    /// Unique in the article.
    pub id: String,
    /// Its fullest name.
    pub name: String,
    /// Every run of words that names or describes it.
    pub mentions: Vec<String>,
    /// Other names under which a relation's end is right.
    #[serde(default)]
    pub accept: Vec<String>,
}

/// A relation of an annotated article.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldRelation {
    /// Id of the entity that it goes out from.
    pub source: String,
    /// Such as `supports`.
    pub relation: String,
    /// Id of the entity that it goes to.
    pub target: String,
    /// How certain the article makes it.
    pub status: Status,
    /// The article's words that state it.
    #[serde(default)]
    pub evidence: String,
}

impl GoldArticle {
    /// Reads the JSON of an annotated article.
    ///
    /// # Errors
    /// Where it is not such JSON, two entities have one id, or a relation has an end that is no entity.
    pub fn from_json(json: &str) -> Result<Self, LineError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let article: Self = serde_path_to_error::deserialize(&mut reader).map_err(|e| LineError::of_json(&e))?;
        reader.end().map_err(|e| LineError::new(e.line(), "something stands behind the article's closing brace"))?;
        let line_of = |id: &str| line_of(json, id);
        let mut ids = BTreeSet::new();
        for entity in &article.entities {
            if !ids.insert(entity.id.as_str()) {
                let problem = format!("two entities have the id {:?}; give each its own", entity.id);
                return Err(LineError::new(line_of(&entity.id), problem));
            }
        }
        for (i, relation) in article.relations.iter().enumerate() {
            for end in [&relation.source, &relation.target] {
                if !ids.contains(end.as_str()) {
                    let problem = format!("relations[{i}]: {end:?} is the id of no entity; name one of its entities");
                    return Err(LineError::new(line_of(end), problem));
                }
            }
        }
        Ok(article)
    }
}

/// The last line on which a string stands in quotes; 1 where it is written with escapes.
fn line_of(json: &str, id: &str) -> usize {
    let at = json.rfind(&format!("{id:?}")).unwrap_or(0);
    json[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(entities: &str, relations: &str) -> String {
        let json = format!("{{\"id\": \"x\",\n\"entities\": [{entities}],\n\"relations\": [{relations}]}}");
        GoldArticle::from_json(&json).expect_err("it is wrong").to_string()
    }

    #[test]
    fn faults_are_told_with_line_and_field() {
        let a = "{\"id\": \"e1\", \"name\": \"Ada Lang\", \"mentions\": []}";
        assert_eq!(fault("{\"id\": \"e1\"}", ""), "line 2: entities[0]: missing field `name`");
        assert_eq!(fault(&format!("{a},\n{a}"), ""), "line 3: two entities have the id \"e1\"; give each its own");
        let relation = "{\"source\": \"e1\", \"relation\": \"leads\", \"target\": \"e9\", \"status\": \"asserted\"}";
        let told = "line 3: relations[0]: \"e9\" is the id of no entity; name one of its entities";
        assert_eq!(fault(a, relation), told);
        let status = relation.replace("asserted", "sure");
        assert!(fault(a, &status).starts_with("line 3: relations[0].status: unknown variant `sure`"));
    }
}
