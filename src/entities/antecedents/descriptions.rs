//! Descriptions that no rule ties to what they refer back to: what is counted of one and of a cluster that it may stand for, beside
//! what is counted of pronouns.
//!
//! What is compared are heads, modifiers and anchors, as in A. Haghighi and D. Klein, "Simple Coreference Resolution with Rich
//! Syntactic and Semantic Features", EMNLP 2009.

use super::choice::{Around, Choice};
use crate::entities::MentionForm;
use crate::entities::candidate::{Candidate, Determined};
use crate::entities::cluster::{Cluster, ClusterId, Known};
use crate::entities::lexicon::Lexicon;
use crate::entities::links::kinds_agree;
use crate::reading::EntityType;

/// Whether a description that nothing before was called may refer back.
pub(in crate::entities) fn may_refer(description: &Candidate) -> bool {
    description.form == MentionForm::Description
        && description.kind.is_some()
        && description.part_of.is_none()
        && matches!(description.determined, Determined::Definite | Determined::Demonstrative | Determined::Possessive)
}

/// Whether a cluster is a choice for it.
pub(super) fn may_stand_for(
    description: &Candidate,
    anchors: &[ClusterId],
    id: ClusterId,
    clusters: &[Cluster],
) -> bool {
    let cluster = &clusters[id];
    !anchors.contains(&id)
        && kinds_agree(cluster.kind, description.kind)
        && !is_of_another_land(description, anchors, cluster, clusters)
}

/// Whether those of a cluster that have the description's head are of other countries: "the Norlandish government" is not "the Sarvian
/// government". An event may be told of by either side ("the Norlandish offensive").
fn is_of_another_land(description: &Candidate, anchors: &[ClusterId], cluster: &Cluster, clusters: &[Cluster]) -> bool {
    let is_land =
        |&&anchor: &&ClusterId| clusters[anchor].kind == Some(EntityType::Place) && clusters[anchor].entry.is_some();
    let lands: Vec<&ClusterId> = anchors.iter().filter(is_land).collect();
    if lands.is_empty() || matches!(description.kind, Some(EntityType::Event | EntityType::Plan)) {
        return false;
    }
    let mut alike = cluster.known.iter().filter(|known| known.lemma == description.lemma).peekable();
    let of_others = |known: &Known| {
        known.anchors.iter().any(|a| is_land(&a)) && !known.anchors.iter().any(|anchor| lands.contains(&anchor))
    };
    alike.peek().is_some() && alike.all(of_others)
}

/// A description beside a cluster.
pub(super) struct Beside<'c, 'v, 'a> {
    at: &'c Around<'v, 'a>,
    choice: &'c Choice,
    description: &'v Candidate,
    cluster: &'v Cluster,
}

impl<'c, 'v, 'a> Beside<'c, 'v, 'a> {
    pub(super) fn new(at: &'c Around<'v, 'a>, choice: &'c Choice) -> Self {
        Self { at, choice, description: at.pronoun(), cluster: at.cluster(choice) }
    }

    fn class(&self) -> &'static str {
        self.description.noun.map_or("", |n| n.class)
    }

    fn count(&self, is: impl Fn(&Known) -> bool) -> usize {
        self.cluster.known.iter().filter(|known| is(known)).count()
    }

    fn of_head(&self, known: &Known) -> bool {
        known.lemma == self.description.lemma
    }

    /// Descriptions of the cluster with the same head.
    pub(super) fn same_head(&self) -> usize {
        self.count(|known| self.of_head(known))
    }

    /// Those whose heads are of the same class.
    pub(super) fn same_class(&self) -> usize {
        self.count(|known| !known.class.is_empty() && known.class == self.class())
    }

    /// Those with another head.
    pub(super) fn other_head(&self) -> usize {
        self.count(|known| !self.of_head(known))
    }

    /// Those that name a post.
    pub(super) fn posts(&self) -> usize {
        self.count(|known| matches!(known.class, "head_of_state" | "office"))
    }

    fn knows(&self, word: &String) -> bool {
        self.cluster.names.contains(word) || self.cluster.known.iter().any(|known| known.words.contains(word))
    }

    /// Modifiers that the cluster is known by, or that are in its name.
    pub(super) fn known_words(&self) -> usize {
        self.description.words.iter().filter(|word| self.knows(word)).count()
    }

    /// The others.
    pub(super) fn new_words(&self) -> usize {
        self.description.words.len() - self.known_words()
    }

    /// Modifiers of the most alike of the cluster's descriptions that this one lacks; 9 where none has its head.
    pub(super) fn lost_words(&self) -> usize {
        let lost = |known: &Known| known.words.iter().filter(|word| !self.description.words.contains(word)).count();
        let alike = self.cluster.known.iter().filter(|known| self.of_head(known));
        alike.map(lost).min().unwrap_or(9)
    }

    fn is_anchor(&self, anchor: ClusterId) -> bool {
        self.cluster.known.iter().any(|known| known.anchors.contains(&anchor))
    }

    /// Anchors in common.
    pub(super) fn same_anchors(&self) -> usize {
        self.at.anchors.iter().filter(|&&anchor| self.is_anchor(anchor)).count()
    }

    /// Anchors of the description only.
    pub(super) fn new_anchors(&self) -> usize {
        self.at.anchors.len() - self.same_anchors()
    }

    /// Descriptions of the cluster that are anchored by others only.
    pub(super) fn anchored_apart(&self) -> usize {
        let apart = |known: &Known| {
            !known.anchors.is_empty() && !known.anchors.iter().any(|anchor| self.at.anchors.contains(anchor))
        };
        self.count(apart)
    }

    /// Whether what anchors the description is where the cluster's event takes place.
    pub(super) fn place(&self) -> bool {
        self.at.anchors.iter().any(|anchor| self.cluster.places.contains(anchor))
    }

    /// Words of the anchors' names that are in the cluster's name: "the Geneva talks" beside "Geneva Conference".
    pub(super) fn anchor_in_name(&self) -> usize {
        let names = self.at.anchors.iter().flat_map(|&anchor| &self.at.clusters[anchor].names);
        names.filter(|word| self.cluster.names.contains(word)).count()
    }

    /// Whether the head is a word of the cluster's name: "the committee" beside "Foreign Relations Committee".
    pub(super) fn head_in_name(&self) -> bool {
        let lexicon = Lexicon::shipped();
        self.cluster.names.iter().any(|word| lexicon.one_for(word) == self.description.lemma)
    }

    /// Whether both are one or both many.
    pub(super) fn same_number(&self) -> bool {
        self.cluster.plural == self.description.plural
    }

    /// Whether both are of one type.
    pub(super) fn same_kind(&self) -> bool {
        self.cluster.kind == self.description.kind
    }

    /// The other choices of the cluster's type that are named as it is, or are not as it is not.
    pub(super) fn rivals(&self) -> usize {
        let like = |x: &&Choice| {
            let other = self.at.cluster(x);
            x.cluster != self.choice.cluster && other.kind == self.cluster.kind && other.named == self.cluster.named
        };
        self.at.choices.iter().filter(like).count()
    }

    /// Whether one stands inside the other: "the president of the council" beside the council.
    pub(super) fn is_owned(&self) -> bool {
        let mine = self.at.candidates[self.at.index].tokens.clone();
        self.cluster.members.iter().any(|&m| {
            let other = &self.at.candidates[m];
            other.sentence == self.description.sentence
                && (mine.contains(&other.head) || other.tokens.contains(&self.description.head))
        })
    }

    pub(super) fn is(&self, kind: EntityType) -> bool {
        self.description.kind == Some(kind)
    }

    pub(super) fn is_determined(&self, determined: Determined) -> bool {
        self.description.determined == determined
    }
}
