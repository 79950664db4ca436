//! Where in the tree an argument of a trigger stands.

use serde::Deserialize;

/// Where in the tree an argument of a trigger stands, seen from the trigger's word.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Slot {
    /// `subject`: who does what the verb says, in any voice and construction.
    Subject,
    /// `object`: whom or what it is done to.
    Object,
    /// `recipient`: the indirect object.
    Recipient,
    /// `self`: the mention that the word heads.
    Itself,
    /// `holder`: who has the role or quality that the word names: by title, apposition, copula, or the word's own mention.
    Holder,
    /// `possessor`: "X's", "his".
    Possessor,
    /// `modifier`: the names before the noun: "Turkish" in "the Turkish attack".
    Modifier,
    /// `light`: the subject of the light verb that the noun is the object of: "X" in "X launched an attack".
    Light,
    /// `receiver`: the subject of a light verb of getting that the noun is the object of: "X" in "X won support".
    Receiver,
    /// `relative`: the subject of a relative clause that is set in what the noun names: "X" in "talks at which X spoke".
    Relative,
    /// `bracket`: the name in brackets, or before a hyphen after a comma, right behind: "SPD" in "Scholz (SPD)".
    Bracket,
    /// `governed`: the object of the verb that the noun hangs on: "X" in "regards X as a threat".
    Governed,
    /// `governor`: the subject of the verb that the noun hangs on: "X" in "X spoke at the summit".
    Governor,
    /// Any other word: what follows this preposition.
    Preposition(String),
}

/// The prepositions that frames may name.
const PREPOSITIONS: &[&str] = &[
    "about",
    "across",
    "after",
    "against",
    "alongside",
    "among",
    "at",
    "before",
    "behind",
    "between",
    "by",
    "during",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "of",
    "off",
    "on",
    "onto",
    "over",
    "through",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "with",
    "within",
    "without",
];

impl TryFrom<String> for Slot {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Ok(match name.as_str() {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "recipient" => Self::Recipient,
            "self" => Self::Itself,
            "holder" => Self::Holder,
            "possessor" => Self::Possessor,
            "modifier" => Self::Modifier,
            "light" => Self::Light,
            "receiver" => Self::Receiver,
            "relative" => Self::Relative,
            "bracket" => Self::Bracket,
            "governed" => Self::Governed,
            "governor" => Self::Governor,
            preposition if PREPOSITIONS.contains(&preposition) => Self::Preposition(name),
            _ => {
                return Err(format!(
                    "unknown slot `{name}`: a preposition or one of subject, object, recipient, self, holder, possessor, \
                     modifier, light, receiver, relative, bracket, governed, governor is needed"
                ));
            }
        })
    }
}
