//! What a corpus calls the types of its names, and what they are here.

use crate::eval::LineError;
use crate::reading::EntityType;
use std::collections::{BTreeMap, BTreeSet};

/// The types of Universal NER (Mayhew et al. 2024) and of CrossNER's politics (Liu et al. 2021).
const BUILT_IN: [(&str, EntityType); 9] = [
    ("PER", EntityType::Person),
    ("person", EntityType::Person),
    ("politician", EntityType::Person),
    ("ORG", EntityType::Organization),
    ("organisation", EntityType::Organization),
    ("politicalparty", EntityType::Organization),
    ("LOC", EntityType::Place),
    ("country", EntityType::Place),
    ("location", EntityType::Place),
];

/// A table from a corpus's types to powermap's. Names of types that it does not have are not scored, nor are the reader's of
/// types that it never gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTypes(BTreeMap<String, EntityType>);

impl NameTypes {
    /// The types of Universal NER and of CrossNER's politics, as persons, organizations and places.
    pub fn built_in() -> Self {
        Self(BUILT_IN.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect())
    }

    /// A table in TOML, a line a type: `PER = "person"`.
    ///
    /// # Errors
    /// Where it is not TOML, or gives something else than person, organization, place, group, event or plan.
    pub fn from_toml(text: &str) -> Result<Self, LineError> {
        toml::from_str(text).map(Self).map_err(|e| LineError::of_toml(&e, text))
    }

    /// What the corpus's type is here.
    pub fn kind(&self, name: &str) -> Option<EntityType> {
        self.0.get(name).copied()
    }

    /// The types that the table gives.
    pub fn scored(&self) -> BTreeSet<EntityType> {
        self.0.values().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_ones_own() {
        let types = NameTypes::from_toml("# OntoNotes\nPERSON = \"person\"\nGPE = \"place\"\n").unwrap();
        assert_eq!(types.kind("GPE"), Some(EntityType::Place));
        assert_eq!(types.kind("ORG"), None);
        assert_eq!(Vec::from_iter(types.scored()), [EntityType::Person, EntityType::Place]);
        let error = NameTypes::from_toml("PERSON = \"person\"\nGPE = \"city\"\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.problem.starts_with("unknown variant `city`"), "{error}");
    }
}
