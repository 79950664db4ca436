//! What users decide: a file under their own version control that overrules what was found.
//!
//! Ids are those of nodes, as `powermap show` prints them. The file is read again whenever the store is opened, so that
//! its decisions outlast every new reading of the documents.

use crate::entities::EntityType;
use crate::relations::Status;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The decisions of a curation file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curation {
    /// Ids that are one entity.
    #[serde(default)]
    pub merge: Vec<Merge>,
    /// Ids that are nobody else, whatever is found.
    #[serde(default)]
    pub apart: Vec<Apart>,
    /// Ids that are different entities.
    #[serde(default)]
    pub different: Vec<Different>,
    /// Documents in which an id is another entity.
    #[serde(default)]
    pub split: Vec<Split>,
    /// New names.
    #[serde(default)]
    pub rename: Vec<Rename>,
    /// New types.
    #[serde(default)]
    pub retype: Vec<Retype>,
    /// Edges that must not be.
    #[serde(default)]
    pub forbid: Vec<Forbid>,
    /// Edges that must be.
    #[serde(default)]
    pub assert: Vec<Assert>,
    /// Where it was read, for messages and as the source of what it asserts.
    #[serde(skip)]
    pub source: String,
    /// The whole text, to tell a changed file.
    #[serde(skip)]
    pub text: String,
}

/// `[[merge]]`: these ids are one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The id that stays.
    pub into: String,
    /// The ids that become it.
    pub ids: Vec<String>,
}

/// `[[apart]]`: none of these ids is another entity by powermap's own guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// The ids.
    pub ids: Vec<String>,
}

/// `[[different]]`: no two of these ids are one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Different {
    /// The ids.
    pub ids: Vec<String>,
}

/// `[[split]]`: in these documents an id means another entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The id.
    pub id: String,
    /// Names of documents.
    pub documents: Vec<String>,
    /// The id of whom it means there; it may be a new one.
    pub into: String,
}

/// `[[rename]]`: a name to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The id, which stays.
    pub id: String,
    /// The name.
    pub name: String,
}

/// `[[retype]]`: what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retype {
    /// The id, which stays.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: EntityType,
}

/// `[[forbid]]`: an edge that is wrong, stated or denied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbid {
    /// Id of the source.
    pub source: String,
    /// The relation.
    pub relation: String,
    /// Id of the target.
    pub target: String,
}

/// `[[assert]]`: an edge that holds, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assert {
    /// Id of the source.
    pub source: String,
    /// The relation.
    pub relation: String,
    /// Id of the target.
    pub target: String,
    /// How certain it is.
    #[serde(default = "asserted")]
    pub status: Status,
    /// Why: what the user read, and where.
    pub note: String,
}

fn asserted() -> Status {
    Status::Asserted
}

/// Why a file is no curation.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct CurationError {
    /// The file.
    pub file: String,
    /// Line and what is wrong.
    pub problem: String,
}

impl Curation {
    /// Reads the decisions of a file's text; `file` is its name.
    ///
    /// # Errors
    /// Where it is not TOML of these tables, with the line, or where it contradicts itself.
    pub fn parse(file: &str, text: &str) -> Result<Self, CurationError> {
        let failed = |problem: String| CurationError { file: file.to_owned(), problem };
        let parsed: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            failed(format!("{line}{}", error.message().replace('\n', " ")))
        })?;
        let curation = Self { source: file.to_owned(), text: text.to_owned(), ..parsed };
        curation.check().map_err(failed)?;
        Ok(curation)
    }

    fn check(&self) -> Result<(), String> {
        let empty_lists = [
            ("merge", self.merge.iter().any(|merge| merge.ids.is_empty())),
            ("apart", self.apart.iter().any(|apart| apart.ids.is_empty())),
            ("different", self.different.iter().any(|different| different.ids.len() < 2)),
            ("split", self.split.iter().any(|split| split.documents.is_empty())),
        ];
        if let Some((table, _)) = empty_lists.iter().find(|(_, empty)| *empty) {
            return Err(format!("[[{table}]]: a list names too few to decide anything; name more or take it out"));
        }
        let named = self.ids().into_iter().chain(self.rename.iter().map(|rename| rename.name.clone()));
        if named.chain(self.documents()).chain(self.relations()).any(|name| name.trim().is_empty()) {
            return Err("an id, a name, a document or a relation is empty; give it or take its table out".to_owned());
        }
        let mut becomes: BTreeMap<&str, &str> = BTreeMap::new();
        for merge in &self.merge {
            for id in &merge.ids {
                match becomes.insert(id, &merge.into) {
                    Some(other) if other != merge.into => {
                        return Err(format!(
                            "{id:?} is merged into {other:?} and into {:?}; keep one of them",
                            merge.into
                        ));
                    }
                    _ if *id == merge.into => return Err(format!("{id:?} is merged into itself; leave it out")),
                    _ => {}
                }
            }
        }
        for start in becomes.keys() {
            let mut id = *start;
            let mut seen = BTreeSet::new();
            while let Some(next) = becomes.get(id) {
                if !seen.insert(id) {
                    return Err(format!("{start:?} is merged into others that lead back to it; leave one merge out"));
                }
                id = next;
            }
        }
        self.check_pairs(&becomes)?;
        for assert in &self.assert {
            if assert.source == assert.target {
                return Err(format!("{:?} is asserted to be related to itself", assert.source));
            }
            if assert.note.trim().is_empty() {
                return Err(format!(
                    "{} {} {}: say in `note` why it holds",
                    assert.source, assert.relation, assert.target
                ));
            }
        }
        Ok(())
    }

    /// That no two decisions say the opposite.
    fn check_pairs(&self, becomes: &BTreeMap<&str, &str>) -> Result<(), String> {
        let merged = |id: &str| std::iter::successors(becomes.get(id), |into| becomes.get(**into)).last().copied();
        for different in &self.different {
            let mut last: BTreeMap<&str, &str> = BTreeMap::new();
            for id in &different.ids {
                if let Some(other) = last.insert(merged(id).unwrap_or(id), id) {
                    return Err(format!(
                        "{other:?} and {id:?} are merged and said to be different; keep one of the two"
                    ));
                }
            }
        }
        let apart = self.apart.iter().flat_map(|apart| &apart.ids);
        if let Some(id) = apart.into_iter().find(|id| becomes.contains_key(id.as_str())) {
            return Err(format!("{id:?} is merged into another and said to stand apart; keep one of the two"));
        }
        let once = |what: &str, decided: Vec<(String, &str)>| {
            let mut known: BTreeMap<String, &str> = BTreeMap::new();
            for (of, decision) in decided {
                match known.insert(of.clone(), decision) {
                    Some(other) if other != decision => {
                        return Err(format!("{of} is {what} {other:?} and {decision:?}; keep one of them"));
                    }
                    _ => {}
                }
            }
            Ok(())
        };
        once("renamed", self.rename.iter().map(|r| (format!("{:?}", r.id), r.name.as_str())).collect())?;
        once("said to be a", self.retype.iter().map(|r| (format!("{:?}", r.id), r.kind.as_str())).collect())?;
        let splits = self
            .split
            .iter()
            .flat_map(|s| s.documents.iter().map(|document| (format!("{:?} in {document:?}", s.id), s.into.as_str())));
        once("split into", splits.collect())?;
        let edge = |assert: &Assert| {
            let forbidden =
                |f: &&Forbid| (&f.source, &f.relation, &f.target) == (&assert.source, &assert.relation, &assert.target);
            self.forbid.iter().find(forbidden).map(|f| format!("{} {} {}", f.source, f.relation, f.target))
        };
        match self.assert.iter().find_map(edge) {
            Some(edge) => Err(format!("{edge}: is asserted and forbidden; keep one of the two")),
            None => Ok(()),
        }
    }

    /// SHA-256 of the text, in hexadecimal.
    pub(super) fn hash(&self) -> String {
        Sha256::digest(self.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The documents that splits name.
    pub(super) fn documents(&self) -> BTreeSet<String> {
        self.split.iter().flat_map(|split| split.documents.iter().cloned()).collect()
    }

    /// The relations that edges are forbidden or asserted of.
    pub(super) fn relations(&self) -> BTreeSet<String> {
        let forbidden = self.forbid.iter().map(|forbid| &forbid.relation);
        forbidden.chain(self.assert.iter().map(|assert| &assert.relation)).cloned().collect()
    }

    /// The ids that any decision names.
    pub(super) fn ids(&self) -> BTreeSet<String> {
        let mut ids: BTreeSet<&String> = BTreeSet::new();
        self.merge.iter().for_each(|merge| ids.extend(merge.ids.iter().chain([&merge.into])));
        self.apart.iter().for_each(|apart| ids.extend(&apart.ids));
        self.different.iter().for_each(|different| ids.extend(&different.ids));
        self.split.iter().for_each(|split| ids.extend([&split.id, &split.into]));
        ids.extend(self.rename.iter().map(|rename| &rename.id));
        ids.extend(self.retype.iter().map(|retype| &retype.id));
        ids.extend(self.forbid.iter().flat_map(|forbid| [&forbid.source, &forbid.target]));
        ids.extend(self.assert.iter().flat_map(|assert| [&assert.source, &assert.target]));
        ids.into_iter().cloned().collect()
    }
}

/// The decisions, looked up by id.
pub(super) struct Decisions<'c> {
    pub becomes: BTreeMap<&'c str, &'c str>,
    pub apart: BTreeSet<&'c str>,
    pub different: Vec<BTreeSet<&'c str>>,
    pub split: BTreeMap<(&'c str, &'c str), &'c str>,
    pub names: BTreeMap<&'c str, &'c str>,
    pub kinds: BTreeMap<&'c str, EntityType>,
    pub forbidden: BTreeSet<(&'c str, &'c str, &'c str)>,
}

impl<'c> From<&'c Curation> for Decisions<'c> {
    fn from(curation: &'c Curation) -> Self {
        let merges = curation.merge.iter();
        let splits = curation.split.iter();
        Self {
            becomes: merges.flat_map(|m| m.ids.iter().map(|id| (id.as_str(), m.into.as_str()))).collect(),
            apart: curation.apart.iter().flat_map(|apart| apart.ids.iter().map(String::as_str)).collect(),
            different: curation.different.iter().map(|d| d.ids.iter().map(String::as_str).collect()).collect(),
            split: splits
                .flat_map(|s| s.documents.iter().map(|document| ((s.id.as_str(), document.as_str()), s.into.as_str())))
                .collect(),
            names: curation.rename.iter().map(|rename| (rename.id.as_str(), rename.name.as_str())).collect(),
            kinds: curation.retype.iter().map(|retype| (retype.id.as_str(), retype.kind)).collect(),
            forbidden: (curation.forbid.iter())
                .map(|forbid| (forbid.source.as_str(), forbid.relation.as_str(), forbid.target.as_str()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        Curation::parse("mine.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let told = refusal("[[merge]]\ninto = \"a\"\nids = [\"b\"]\n[[mergee]]\nid = 1\n");
        assert!(told.starts_with("mine.toml: line 4: ") && told.contains("mergee"), "{told}");
        assert!(refusal("[[rename]]\nid = \"a\"\n").contains("name"));
        assert!(refusal("[[merge]]\ninto = \"a\"\nids = [\"a\"]").contains("into itself"));
        let ring = "[[merge]]\ninto = \"a\"\nids = [\"b\"]\n[[merge]]\ninto = \"b\"\nids = [\"a\"]";
        assert!(refusal(ring).contains("lead back"));
        let twice = "[[merge]]\ninto = \"a\"\nids = [\"c\"]\n[[merge]]\ninto = \"b\"\nids = [\"c\"]";
        assert!(refusal(twice).contains("keep one"));
        assert!(refusal("[[rename]]\nid = \"a\"\nname = \" \"").contains("empty"));
        assert!(refusal("[[forbid]]\nsource=\"a\"\nrelation=\"\"\ntarget=\"b\"").contains("empty"));
        assert!(refusal("[[merge]]\ninto = \"a\"\nids = []").contains("[[merge]]"));
        assert!(refusal("[[assert]]\nsource=\"a\"\nrelation=\"leads\"\ntarget=\"b\"\nnote=\" \"").contains("why"));
    }

    #[test]
    fn decisions_that_say_the_opposite_are_told() {
        let merge = "[[merge]]\ninto = \"a\"\nids = [\"b\", \"c\"]\n";
        for (text, told) in [
            (format!("{merge}[[different]]\nids = [\"b\", \"c\"]\n"), "merged and said to be different"),
            (format!("{merge}[[different]]\nids = [\"a\", \"c\"]\n"), "merged and said to be different"),
            (format!("{merge}[[apart]]\nids = [\"b\"]\n"), "said to stand apart"),
            ("[[rename]]\nid = \"a\"\nname = \"A\"\n[[rename]]\nid = \"a\"\nname = \"B\"\n".to_owned(), "renamed"),
            (
                "[[split]]\nid = \"a\"\ndocuments = [\"d\"]\ninto = \"b\"\n[[split]]\nid = \"a\"\ndocuments = [\"d\"]\ninto = \"c\"\n".to_owned(),
                "\"a\" in \"d\" is split into",
            ),
            (
                "[[forbid]]\nsource = \"a\"\nrelation = \"leads\"\ntarget = \"b\"\n[[assert]]\nsource = \"a\"\nrelation = \"leads\"\ntarget = \"b\"\nnote = \"so\"\n".to_owned(),
                "asserted and forbidden",
            ),
        ] {
            assert!(refusal(&text).contains(told), "{told}: {}", refusal(&text));
        }
        assert!(Curation::parse("c.toml", &format!("{merge}[[different]]\nids = [\"b\", \"d\"]\n")).is_ok());
    }

    #[test]
    fn nothing_is_a_curation_too() {
        assert_eq!(Curation::parse("mine.toml", "").unwrap().ids().len(), 0);
    }
}
