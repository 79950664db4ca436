//! Which cluster a pronoun stands for, or a description that no rule ties to one: every cluster that agrees and is near is a choice, a trained scorer gives each the probability
//! that it is meant, and the likeliest is taken if it is likely enough.

mod bindings;
mod choice;
mod descriptions;
mod features;
mod trees;

use super::MentionForm;
use super::candidate::Candidate;
use super::cluster::{Cluster, ClusterId};
use super::resolve::Resolver;
use super::scene::Scene;
use crate::Span;
use crate::reading::EntityType;
use bindings::is_sayer;
use choice::{Around, Choice};
use descriptions::may_refer;
use trees::Trees;

/// From this probability on the likeliest cluster is taken: 0.3 gave a point less of CoNLL F1 on gum-dev, and as good relations.
const SURE: f32 = 0.2;
/// The same for a description.
const REFERS: f32 = 0.5;
/// The speaker of a quotation is looked for among so many mentions.
const MOST: usize = 60;

/// The names of the features of an [`Antecedent`], in their order.
pub const FEATURES: &[&str] = features::NAMES;

/// A pronoun of the third person, or a description that no rule ties to anything, and what it may stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Anaphor {
    /// Its words in the document's text.
    pub span: Span,
    /// Its syntactic head.
    pub head: Span,
    /// A pronoun or a description.
    pub form: MentionForm,
    /// In the order in which they were found: the latest first.
    pub choices: Vec<Antecedent>,
}

/// An entity that an [`Anaphor`] may stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Antecedent {
    /// Its mentions before, and its names behind.
    pub mentions: Vec<Span>,
    /// The syntactic head of each of them.
    pub heads: Vec<Span>,
    /// The probability that it is meant, from 0 to 1; those of one anaphor need not sum to 1.
    pub probability: f32,
    /// What the probability is made from, named by the first of [`FEATURES`].
    pub features: Vec<f32>,
}

impl Resolver<'_, '_> {
    /// The cluster that pronoun `i` stands for.
    pub(super) fn antecedent(&self, i: usize) -> Option<ClusterId> {
        if is_first_person(&self.candidates[i]) {
            return speaker(self.scenes, self.candidates, &self.clusters, &self.of, &self.recent, i);
        }
        self.likeliest(&self.around(i, &[]), SURE)
    }

    /// The cluster that description `i`, which no rule ties to one, refers back to.
    pub(super) fn referent(&self, i: usize, anchors: &[ClusterId]) -> Option<ClusterId> {
        may_refer(&self.candidates[i]).then(|| self.likeliest(&self.around(i, anchors), REFERS))?
    }

    fn likeliest(&self, around: &Around, sure: f32) -> Option<ClusterId> {
        let of_pronoun = features::of_pronoun(around);
        let trees = Trees::shipped(around.pronoun().form);
        let odds = |c| trees.probability(&features::values(&of_pronoun, around, c));
        let scored = around.choices.iter().map(|c| (odds(c), c));
        // Of equals the first: the latest.
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|(p, _)| *p >= sure).map(|(_, c)| c.cluster)
    }

    /// All that pronoun or description `i` may stand for; `None` for a pronoun of the first person and for what does not refer back.
    pub(super) fn weigh(&self, i: usize) -> Option<Anaphor> {
        let candidate = &self.candidates[i];
        let anchors = self.anchors_of(candidate);
        let open = match candidate.form {
            MentionForm::Pronoun => !is_first_person(candidate),
            MentionForm::Description => may_refer(candidate) && self.description(candidate, &anchors).is_none(),
            _ => false,
        };
        if !open {
            return None;
        }
        let around = self.around(i, &anchors);
        let of_pronoun = features::of_pronoun(&around);
        let head = |c: &Candidate| self.scenes[c.sentence].span(&(c.head..c.head + 1));
        let choice = |choice: &Choice| {
            let members = || self.candidates.iter().zip(&self.of).filter(|(_, of)| **of == Some(choice.cluster));
            let features = features::values(&of_pronoun, &around, choice);
            Antecedent {
                mentions: members().map(|(c, _)| self.scenes[c.sentence].span(&c.tokens)).collect(),
                heads: members().map(|(c, _)| head(c)).collect(),
                probability: Trees::shipped(candidate.form).probability(&features),
                features,
            }
        };
        let span = self.scenes[candidate.sentence].span(&candidate.tokens);
        let choices = around.choices.iter().map(choice).collect();
        Some(Anaphor { span, head: head(candidate), form: candidate.form, choices })
    }

    fn around<'s>(&'s self, i: usize, anchors: &'s [ClusterId]) -> Around<'s, 's> {
        let mut around = Around {
            scenes: self.scenes,
            candidates: self.candidates,
            clusters: &self.clusters,
            of: &self.of,
            recent: &self.recent,
            index: i,
            anchors,
            choices: Vec::new(),
        };
        around.gather();
        around
    }
}

fn is_first_person(pronoun: &Candidate) -> bool {
    matches!(pronoun.lemma.as_str(), "i" | "me" | "my" | "mine" | "myself")
}

/// The one whose words a quotation is: the subject of the verb of saying beside it.
fn speaker(
    scenes: &[Scene],
    candidates: &[Candidate],
    clusters: &[Cluster],
    of: &[Option<ClusterId>],
    recent: &[usize],
    i: usize,
) -> Option<ClusterId> {
    let pronoun = &candidates[i];
    let scene = &scenes[pronoun.sentence];
    if !scene.quoted[pronoun.head] {
        return None;
    }
    let person = |c: &ClusterId| clusters[*c].kind == Some(EntityType::Person);
    // Before the quotation, in this sentence or the one before it.
    for &m in recent.iter().rev().take(MOST) {
        let mention = &candidates[m];
        if pronoun.sentence - mention.sentence.min(pronoun.sentence) > 1 {
            break;
        }
        let s = &scenes[mention.sentence];
        if is_sayer(s, mention.head) && !s.quoted[mention.head] && of[m].as_ref().is_some_and(person) {
            return of[m];
        }
    }
    // After it: a name that the document has before or behind.
    let later = (i..candidates.len()).take_while(|&m| candidates[m].sentence <= pronoun.sentence + 1);
    later.filter(|&m| candidates[m].is_name()).find_map(|m| {
        let s = &scenes[candidates[m].sentence];
        let says = is_sayer(s, candidates[m].head) && !s.quoted[candidates[m].head];
        of[m].filter(|c| says && person(c))
    })
}
