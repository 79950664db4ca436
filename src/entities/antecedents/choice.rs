//! The clusters that a pronoun, or a description, may stand for, with what is counted of each.

use super::bindings::{is_subject, may_bind, subject_ahead, subjects_above};
use super::descriptions::may_stand_for;
use crate::entities::MentionForm;
use crate::entities::candidate::Candidate;
use crate::entities::cluster::{Cluster, ClusterId};
use crate::entities::scene::Scene;
use crate::reading::{Deprel, EntityType};

/// How many sentences back an antecedent may stand, of a pronoun and of a description.
const WINDOW: (usize, usize) = (5, 12);
/// So many mentions are looked at.
const MOST: (usize, usize) = (80, 240);
/// Of a cluster's mentions, so many of the last are looked at.
const LAST: usize = 24;
/// Of a cluster's mentions, the vectors of so many of the last are compared with the pronoun's.
const ALIKE: usize = 4;

/// A pronoun, what stands around it and what it may stand for.
pub(in crate::entities) struct Around<'v, 'a> {
    pub scenes: &'v [Scene<'a>],
    pub candidates: &'v [Candidate],
    pub clusters: &'v [Cluster],
    /// The cluster of each candidate.
    pub of: &'v [Option<ClusterId>],
    /// What is resolved so far, in the order of the text.
    pub recent: &'v [usize],
    /// The pronoun's index among the candidates.
    pub index: usize,
    /// The clusters that anchor it, where it is a description.
    pub anchors: &'v [ClusterId],
    pub choices: Vec<Choice>,
}

/// A cluster that a pronoun may stand for.
#[derive(Debug, Clone)]
pub(in crate::entities) struct Choice {
    pub cluster: ClusterId,
    /// The mention nearest to the pronoun, before it where there is one.
    pub closest: usize,
    /// Whether it is named after the pronoun only.
    pub ahead: bool,
    /// Whether that name is the subject that a phrase with the pronoun is set before.
    pub subject_ahead: bool,
    /// Sentences between.
    pub distance: usize,
    /// Resolved mentions between.
    pub between: usize,
    /// Mentions so far; of these, pronouns, forms of this pronoun and forms of another one.
    pub count: usize,
    pub pronouns: usize,
    pub same_pronoun: usize,
    pub other_pronoun: usize,
    /// The sentence of its first mention.
    pub first_sentence: usize,
    /// Mentions in the pronoun's sentence, in the one before and in the one before that.
    pub here: usize,
    pub before: usize,
    pub earlier: usize,
    /// The first mention in the pronoun's sentence: its place among the words, 99 where there is none.
    pub first_here: usize,
    pub subject_here: bool,
    /// Of the clauses above the pronoun, from 0, the nearest of which it is the subject; 9 where there is none.
    pub level: usize,
    /// Whether some mention in the sentence cannot be meant by the rules of binding.
    pub barred: bool,
    pub subject_before: bool,
    /// Whether it is the subject of the main clause of the sentence before, and whether it is named first there.
    pub main_before: bool,
    pub first_before: bool,
    pub object_before: bool,
    /// Cosine of the encoder's vectors of the pronoun and of the closest mention's head, and the greatest of those with the heads
    /// of the last few mentions; 0 where a reading has no vectors.
    pub likeness: f32,
    pub likeness_of_last: f32,
}

impl<'v, 'a> Around<'v, 'a> {
    pub(super) fn pronoun(&self) -> &'v Candidate {
        &self.candidates[self.index]
    }

    pub(super) fn scene(&self) -> &'v Scene<'a> {
        &self.scenes[self.pronoun().sentence]
    }

    pub(super) fn cluster(&self, choice: &Choice) -> &'v Cluster {
        &self.clusters[choice.cluster]
    }

    pub(super) fn mention(&self, choice: &Choice) -> &'v Candidate {
        &self.candidates[choice.closest]
    }

    pub(super) fn scene_of(&self, choice: &Choice) -> &'v Scene<'a> {
        &self.scenes[self.mention(choice).sentence]
    }

    /// Gathers the choices: every cluster that agrees and was spoken of lately, the latest first, then names that follow in the
    /// pronoun's sentence.
    pub(super) fn gather(&mut self) {
        let pronoun = self.pronoun();
        let subjects = subjects_above(self.scene(), pronoun.head);
        let mut seen: Vec<ClusterId> = Vec::new();
        let (window, most) = match pronoun.form {
            MentionForm::Pronoun => (WINDOW.0, MOST.0),
            _ => (WINDOW.1, MOST.1),
        };
        for (between, &m) in self.recent.iter().rev().take(most).enumerate() {
            let mention = &self.candidates[m];
            let Some(cluster) = self.of[m] else { continue };
            if pronoun.sentence.saturating_sub(mention.sentence) > window {
                break;
            }
            let around = mention.sentence == pronoun.sentence && mention.tokens.contains(&pronoun.head);
            if around || seen.contains(&cluster) || !self.fits(cluster) {
                continue;
            }
            seen.push(cluster);
            let choice = self.choice(cluster, m, between, &subjects);
            self.choices.push(choice);
        }
        let ahead = subject_ahead(self.scene(), pronoun.head);
        // A name behind a description is tied to it by syntax alone.
        let later = self.index + 1..self.candidates.len();
        let later = later.filter(|_| pronoun.form == MentionForm::Pronoun);
        for m in later.take_while(|&m| self.candidates[m].sentence == pronoun.sentence) {
            let mention = &self.candidates[m];
            let Some(cluster) = self.of[m].filter(|_| mention.form == MentionForm::Name) else { continue };
            let is_subject = ahead == Some(mention.head);
            if let Some(known) = self.choices.iter_mut().find(|c| c.cluster == cluster) {
                known.subject_ahead |= is_subject;
            } else if self.fits(cluster) && mention.kind == self.clusters[cluster].kind {
                let mut choice = self.choice(cluster, m, 0, &subjects);
                (choice.ahead, choice.subject_ahead) = (true, is_subject);
                self.choices.push(choice);
            }
        }
    }

    /// Whether the pronoun, or the description that is treated as one, may stand for a cluster.
    fn fits(&self, cluster: ClusterId) -> bool {
        let (pronoun, known) = (self.pronoun(), &self.clusters[cluster]);
        match pronoun.form {
            MentionForm::Pronoun => agrees(pronoun, known),
            _ => may_stand_for(pronoun, self.anchors, cluster, self.clusters),
        }
    }

    fn likeness(&self, mention: usize) -> f32 {
        let mention = &self.candidates[mention];
        let vectors = (self.scene().vector(self.pronoun().head), self.scenes[mention.sentence].vector(mention.head));
        if let (Some(a), Some(b)) = vectors { cosine(a, b) } else { 0.0 }
    }

    fn choice(&self, cluster: ClusterId, closest: usize, between: usize, subjects: &[usize]) -> Choice {
        let pronoun = self.pronoun();
        let members = &self.clusters[cluster].members;
        let mut choice = Choice {
            cluster,
            closest,
            ahead: false,
            subject_ahead: false,
            distance: pronoun.sentence.saturating_sub(self.candidates[closest].sentence),
            between,
            count: members.len(),
            pronouns: 0,
            same_pronoun: 0,
            other_pronoun: 0,
            first_sentence: members.iter().map(|&m| self.candidates[m].sentence).min().unwrap_or(pronoun.sentence),
            here: 0,
            before: 0,
            earlier: 0,
            first_here: 99,
            subject_here: false,
            level: 9,
            barred: false,
            subject_before: false,
            main_before: false,
            first_before: false,
            object_before: false,
            likeness: self.likeness(closest),
            likeness_of_last: 0.0,
        };
        let last = members.iter().rev().take(ALIKE).map(|&m| self.likeness(m));
        choice.likeness_of_last = last.reduce(f32::max).unwrap_or(choice.likeness);
        for &m in members.iter().rev().take(LAST) {
            let mention = &self.candidates[m];
            let scene = &self.scenes[mention.sentence];
            let is_pronoun = mention.form == MentionForm::Pronoun;
            choice.pronouns += usize::from(is_pronoun);
            let (a, b) = (series(&mention.lemma), series(&pronoun.lemma));
            choice.same_pronoun += usize::from(is_pronoun && a == b);
            choice.other_pronoun += usize::from(is_pronoun && a != b && a != ' ');
            match pronoun.sentence.saturating_sub(mention.sentence) {
                0 => {
                    choice.here += 1;
                    choice.first_here = choice.first_here.min(mention.head);
                    choice.subject_here |= is_subject(scene, mention.head);
                    let level = subjects.iter().position(|s| mention.head == *s || mention.core.contains(s));
                    choice.level = choice.level.min(level.unwrap_or(9));
                    choice.barred |= !may_bind(scene, mention, pronoun);
                }
                1 => {
                    choice.before += 1;
                    choice.subject_before |= is_subject(scene, mention.head);
                    let root = scene.head(mention.head).is_some_and(|h| scene.deprel(h) == Deprel::Root);
                    choice.main_before |= root && is_subject(scene, mention.head);
                    choice.first_before |= mention.head <= 3;
                    choice.object_before |= matches!(scene.deprel(mention.head), Deprel::Obj | Deprel::Iobj);
                }
                2 => choice.earlier += 1,
                _ => {}
            }
        }
        choice
    }
}

/// Cosine of two vectors, 0 where one is all zeros.
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    let length = (dot(a, a) * dot(b, b)).sqrt();
    if length > 0.0 { dot(a, b) / length } else { 0.0 }
}

/// Which word a pronoun is a form of.
fn series(lemma: &str) -> char {
    match lemma {
        "he" | "him" | "his" | "himself" => 'h',
        "she" | "her" | "hers" | "herself" => 's',
        "it" | "its" | "itself" => 'i',
        _ if lemma.starts_with("the") => 't',
        _ => ' ',
    }
}

/// Whether a pronoun and a cluster agree in number and type well enough to be weighed.
pub(super) fn agrees(pronoun: &Candidate, cluster: &Cluster) -> bool {
    use EntityType::{Event, Group, Organization, Person, Place, Plan};
    match series(&pronoun.lemma) {
        't' => match cluster.kind {
            Some(Group | Organization) => true,
            Some(Person | Place | Event | Plan) | None => cluster.plural,
        },
        'i' => match cluster.kind {
            Some(Organization | Place | Event | Plan | Group) => !cluster.plural,
            _ => false,
        },
        // A reader mistakes names for bodies and places; gender is told by first names and titles, and both may mislead.
        _ => !cluster.plural && (cluster.kind == Some(Person) || cluster.named && cluster.entry.is_none()),
    }
}
