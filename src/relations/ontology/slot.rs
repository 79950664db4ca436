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
    /// `giver`: the same, where the light verb is not one of getting: "X" in "X gave support", not in "X has the support of".
    Giver,
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
    /// `home`: the only state of the sentence, where the word is a title and the document tells of that state most: "X" in "Prime
    /// Minister Lang told X's miners".
    Home,
    /// Any other word: what follows this preposition.
    Preposition(String),
}

/// The slots that are no prepositions, by their words in ontology files.
const PLAIN: &[(Slot, &str)] = &[
    (Slot::Subject, "subject"),
    (Slot::Object, "object"),
    (Slot::Recipient, "recipient"),
    (Slot::Itself, "self"),
    (Slot::Holder, "holder"),
    (Slot::Possessor, "possessor"),
    (Slot::Modifier, "modifier"),
    (Slot::Light, "light"),
    (Slot::Giver, "giver"),
    (Slot::Receiver, "receiver"),
    (Slot::Relative, "relative"),
    (Slot::Bracket, "bracket"),
    (Slot::Governed, "governed"),
    (Slot::Governor, "governor"),
    (Slot::Home, "home"),
];

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

impl Slot {
    /// The word for it in ontology files.
    pub fn name(&self) -> &str {
        match self {
            Self::Preposition(preposition) => preposition,
            plain => PLAIN.iter().find(|(slot, _)| slot == plain).map_or("", |(_, name)| name),
        }
    }
}

impl TryFrom<String> for Slot {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        if let Some((slot, _)) = PLAIN.iter().find(|(_, plain)| *plain == name) {
            return Ok(slot.clone());
        }
        if PREPOSITIONS.contains(&name.as_str()) {
            return Ok(Self::Preposition(name));
        }
        let plain: Vec<&str> = PLAIN.iter().map(|(_, plain)| *plain).collect();
        Err(format!("unknown slot `{name}`: a preposition or one of {} is needed", plain.join(", ")))
    }
}
