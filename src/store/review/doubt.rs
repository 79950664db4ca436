//! Something doubtful, and how a decision of it is written down.

use serde::Serialize;

/// Something doubtful, with what is worth knowing to decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Doubt {
    /// What is to be decided.
    #[serde(flatten)]
    pub question: Question,
    /// Probability that it is so.
    pub certainty: f64,
    /// Of an answer: the doubt times what hangs on it.
    pub value: f64,
    /// Sentences to judge by, with the names of their documents.
    pub sentences: Vec<(String, String)>,
}

/// What is to be decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// Whether an id is, in one document, the entity that it was taken for.
    Means {
        /// The id.
        id: String,
        /// Its name there.
        name: String,
        /// Name of the document.
        document: String,
        /// The id that it was taken for, or that it may be.
        into: String,
        /// The name of that.
        into_name: String,
        /// Whether it was taken for it.
        joined: bool,
    },
    /// Whether two ids are one entity.
    Same {
        /// The id that would go.
        id: String,
        /// Its name.
        name: String,
        /// The id that would stay.
        into: String,
        /// The name of that.
        into_name: String,
        /// Whether they are joined now.
        joined: bool,
    },
    /// Whether an edge is right.
    Edge {
        /// Id of the source.
        source: String,
        /// Its name.
        source_name: String,
        /// The relation.
        relation: String,
        /// Id of the target.
        target: String,
        /// Its name.
        target_name: String,
        /// How certain the texts make it.
        status: String,
    },
}

impl Question {
    /// The question in words.
    pub fn words(&self) -> String {
        match self {
            Self::Means { name, document, into_name, into, .. } => {
                format!("In {document}, is {name} {into_name} ({into})?")
            }
            Self::Same { id, name, into, into_name, .. } => format!("Are {name} ({id}) and {into_name} ({into}) one?"),
            Self::Edge { source_name, relation, target_name, status, .. } => {
                format!("{source_name} {} {target_name} ({status})?", relation.replace('_', " "))
            }
        }
    }

    /// The ids that it is about, with what tells it from others about them.
    pub(super) fn ids(&self) -> [&str; 4] {
        match self {
            Self::Means { id, into, document, .. } => [id, into, document, ""],
            Self::Same { id, into, .. } => [id, into, "", ""],
            Self::Edge { source, relation, target, status, .. } => [source, target, relation, status],
        }
    }

    /// The answer as it stands in a curation file; `note` says why.
    pub fn decision(&self, yes: bool, note: &str) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        match self {
            Self::Means { id, document, into, .. } => {
                let into = if yes { into } else { id };
                format!("[[split]]\nid = {}\ndocuments = [{}]\ninto = {}\n", quoted(id), quoted(document), quoted(into))
            }
            Self::Same { id, into, .. } if yes => {
                format!("[[merge]]\ninto = {}\nids = [{}]\n", quoted(into), quoted(id))
            }
            Self::Same { id, into, .. } => format!("[[different]]\nids = [{}, {}]\n", quoted(id), quoted(into)),
            Self::Edge { source, relation, target, status, .. } => {
                let edge = format!(
                    "source = {}\nrelation = {}\ntarget = {}\n",
                    quoted(source),
                    quoted(relation),
                    quoted(target)
                );
                if yes {
                    format!("[[assert]]\n{edge}status = {}\nnote = {}\n", quoted(status), quoted(note))
                } else {
                    format!("[[forbid]]\n{edge}")
                }
            }
        }
    }
}
