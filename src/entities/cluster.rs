//! What is known of a referent while the document is read from its beginning to its end.

use super::candidate::{Candidate, Determined};
use super::gazetteer::EntryId;
use super::lexicon::{Gender, Lexicon, Noun};
use super::links::kinds_agree;
use crate::reading::EntityType;

/// Index of a [`Cluster`].
pub(super) type ClusterId = usize;

/// A description under which a referent is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub lemma: String,
    pub class: &'static str,
    pub plural: bool,
    /// Modifiers, folded.
    pub words: Vec<String>,
    pub anchors: Vec<ClusterId>,
}

/// A referent.
#[derive(Debug, Clone, Default)]
pub(super) struct Cluster {
    /// Candidates, in the order in which they were found to belong here.
    pub members: Vec<usize>,
    pub kind: Option<EntityType>,
    pub gender: Option<Gender>,
    pub plural: bool,
    pub entry: Option<EntryId>,
    pub named: bool,
    /// Folded words of its names.
    pub names: Vec<String>,
    pub known: Vec<Known>,
    /// Where an event takes place.
    pub places: Vec<ClusterId>,
    /// The last candidate in the text that refers to it.
    pub last: usize,
}

impl Cluster {
    /// Notes what a new member tells, and says whether a new description is known by it. `anchors` are those of a
    /// description.
    pub(super) fn admit(&mut self, i: usize, candidate: &Candidate, anchors: &[ClusterId]) -> bool {
        let before = self.known.len();
        self.members.push(i);
        self.last = self.last.max(i);
        // A pronoun may be taken for the wrong one: what it tells is counted by the scorer of antecedents.
        if candidate.form != super::MentionForm::Pronoun {
            self.gender = self.gender.or(candidate.gender);
        }
        if self.members.len() == 1 {
            self.plural = candidate.plural;
        }
        if candidate.is_name() {
            self.kind = self.kind.or(candidate.kind);
            self.entry = self.entry.or(candidate.sense.map(|s| s.entry));
            self.named = true;
            self.know_by_name(candidate, anchors);
        } else {
            self.kind = self.kind.or(candidate.kind);
        }
        if !candidate.lemma.is_empty() && candidate.form == super::MentionForm::Description {
            let known = Known {
                lemma: candidate.lemma.clone(),
                class: candidate.noun.map_or("", |n| n.class),
                plural: candidate.plural,
                words: candidate.words.clone(),
                anchors: anchors.to_vec(),
            };
            if !self.known.contains(&known) {
                self.known.push(known);
            }
        }
        self.known.len() > before
    }

    /// "the committee" may refer back to the "Foreign Relations Committee", "the minister" to "Foreign Minister X".
    fn know_by_name(&mut self, candidate: &Candidate, anchors: &[ClusterId]) {
        let lexicon = Lexicon::shipped();
        for word in &candidate.words {
            if !self.names.contains(word) {
                self.names.push(word.clone());
            }
        }
        if candidate.kind != Some(EntityType::Person) && candidate.words.len() > 1 {
            // No more behind a preposition: the "Commission on Good Government" is no government.
            let behind = |w: &String| is_behind_head(w) && w != "and" && !w.starts_with(|c: char| c.is_ascii_digit());
            let end = candidate.words.iter().position(behind).unwrap_or(candidate.words.len());
            for (k, word) in candidate.words[..end].iter().enumerate() {
                // What heads it is meant, no other word of it: "Election Results" is no election.
                if candidate.words.get(k + 1).is_some_and(|next| !is_behind_head(next)) {
                    continue;
                }
                let Some(noun) = lexicon.noun(word, false).filter(|n| kinds_agree(Some(n.kind), self.kind)) else {
                    continue;
                };
                self.learn(word.clone(), noun, Vec::new(), &[]);
            }
        }
        for post in &candidate.posts {
            let Some((lemma, words)) = post.split_last() else { continue };
            if let Some(noun) = lexicon.noun(lemma, false) {
                self.learn(lemma.clone(), noun, words.to_vec(), anchors);
            }
        }
    }

    fn learn(&mut self, lemma: String, noun: Noun, words: Vec<String>, anchors: &[ClusterId]) {
        // As that of a description is written, which may refer back to it.
        let lemma = Lexicon::shipped().one_for(&lemma).to_owned();
        if !self.known.iter().any(|k| k.lemma == lemma && k.words == words && k.anchors == anchors) {
            self.known.push(Known { lemma, class: noun.class, plural: false, words, anchors: anchors.to_vec() });
        }
    }

    /// Whether a description may be one of this referent by a description that is known: the same head, no modifier that
    /// is not known yet, no other anchor, the same number.
    pub(super) fn may_be(&self, candidate: &Candidate, anchors: &[ClusterId]) -> bool {
        if !kinds_agree(self.kind, candidate.kind) {
            return false;
        }
        if !self.shares_an_anchor(anchors) {
            return false;
        }
        self.known.iter().any(|k| {
            let number = k.plural == candidate.plural || candidate.kind == Some(EntityType::Event);
            let modifiers =
                candidate.words.iter().all(|w| k.words.contains(w) || self.names.contains(w) || self.knows_modifier(w));
            k.lemma == candidate.lemma && number && modifiers
        })
    }

    /// Whether one of these is an anchor of it, where there are any of both.
    pub(super) fn shares_an_anchor(&self, anchors: &[ClusterId]) -> bool {
        let mut anchored = self.known.iter().flat_map(|k| &k.anchors).peekable();
        anchors.is_empty() || anchored.peek().is_none() || anchored.any(|anchor| anchors.contains(anchor))
    }

    fn knows_modifier(&self, word: &str) -> bool {
        self.known.iter().any(|k| k.words.iter().any(|w| w == word))
    }

    /// Whether a definite description without modifiers may refer here by the class of its noun: "the firm".
    pub(super) fn may_be_by_class(&self, candidate: &Candidate) -> bool {
        let Some(noun) = candidate.noun else { return false };
        if !kinds_agree(self.kind, candidate.kind) || self.kind == Some(EntityType::Group) {
            return false;
        }
        // "the talks" are "the conference".
        let number = |k: &Known| k.plural == candidate.plural || candidate.kind == Some(EntityType::Event);
        self.known.iter().any(|k| k.class == noun.class && number(k))
    }
}

/// Whether a word of a name stands behind its head: "Council of Norland", "Party for Reform", "Group 77".
fn is_behind_head(word: &str) -> bool {
    matches!(word, "of" | "for" | "on" | "in" | "to" | "against" | "and" | "at" | "with" | "from")
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a description may refer back at all.
pub(super) fn refers_back(candidate: &Candidate) -> bool {
    match candidate.determined {
        Determined::Definite | Determined::Demonstrative | Determined::Possessive => true,
        Determined::Bare => candidate.plural || candidate.kind == Some(EntityType::Event),
        Determined::Indefinite => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::MentionForm;

    #[test]
    fn a_name_is_known_by_its_head() {
        let heads = |kind: EntityType, name: &str| {
            let mut candidate = Candidate::new(0, 0..2, 1, MentionForm::Name);
            candidate.kind = Some(kind);
            candidate.words = name.split(' ').map(str::to_owned).collect();
            let mut cluster = Cluster::default();
            cluster.admit(0, &candidate, &[]);
            cluster.known.into_iter().map(|known| known.lemma).collect::<Vec<_>>()
        };
        assert_eq!(heads(EntityType::Event, "norvale election"), ["election"]);
        assert_eq!(heads(EntityType::Event, "conference on norvale"), ["conference"]);
        assert!(heads(EntityType::Event, "election results").is_empty());
        assert_eq!(heads(EntityType::Organization, "commission on good government"), ["commission"]);
        // The lemma of "the organisation" too.
        assert_eq!(heads(EntityType::Organization, "norvale organisation"), ["organization"]);
    }
}
