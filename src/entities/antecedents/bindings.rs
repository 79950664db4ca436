//! What the tree of one sentence tells of a pronoun and a mention: the clauses they stand in, who governs whom.

use crate::entities::candidate::Candidate;
use crate::entities::scene::Scene;
use crate::reading::{Deprel, Upos};

/// So many arcs are gone up at the most; a wrong tree may hold longer chains.
const HIGHEST: usize = 16;

/// Whether a word is the subject of its verb.
pub(super) fn is_subject(scene: &Scene, token: usize) -> bool {
    matches!(
        scene.deprel(token),
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj | Deprel::CsubjPass
    )
}

/// The words above a token, from the nearest to the root.
pub(super) fn above(scene: &Scene, token: usize) -> Vec<usize> {
    std::iter::successors(scene.head(token), |&t| scene.head(t)).take(HIGHEST).collect()
}

/// The head of the clause that a word stands in.
pub(super) fn clause(scene: &Scene, token: usize) -> usize {
    let above = above(scene, token);
    above.iter().copied().find(|&t| is_clause(scene, t)).or(above.last().copied()).unwrap_or(token)
}

fn is_clause(scene: &Scene, token: usize) -> bool {
    matches!(scene.upos(token), Upos::Verb | Upos::Aux)
        || scene.child(token, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

/// The subjects of the clauses above a word, the nearest first; a verb that shares its subject with the one that it is joined to
/// or depends on has that one's.
pub(super) fn subjects_above(scene: &Scene, token: usize) -> Vec<usize> {
    let subject = |t: usize| scene.child(t, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter]);
    above(scene, token).into_iter().filter_map(subject).filter(|&s| s != token).collect()
}

/// Whether the two may have one referent inside a sentence: a reflexive is bound in its clause, another object pronoun
/// is not ("Trump told him").
pub(super) fn may_bind(scene: &Scene, mention: &Candidate, pronoun: &Candidate) -> bool {
    let same_clause = clause(scene, mention.head) == clause(scene, pronoun.head);
    if is_reflexive(pronoun) {
        return same_clause;
    }
    let possessive = scene.deprel(pronoun.head) == Deprel::NmodPoss;
    let inside = mention.head != pronoun.head && scene.deprel(mention.head) == Deprel::NmodPoss;
    possessive || inside || !same_clause
}

pub(super) fn is_reflexive(pronoun: &Candidate) -> bool {
    pronoun.lemma.ends_with("self") || pronoun.lemma.ends_with("selves")
}

/// Arcs between two words.
pub(super) fn path(scene: &Scene, a: usize, b: usize) -> usize {
    let up = |t: usize| std::iter::once(t).chain(above(scene, t)).collect::<Vec<_>>();
    let (from, to) = (up(a), up(b));
    let met = from.iter().enumerate().find_map(|(i, t)| to.iter().position(|u| u == t).map(|j| i + j));
    met.unwrap_or(from.len() + to.len())
}

/// The noun whose relative clause a word stands in.
pub(super) fn relative_noun(scene: &Scene, token: usize) -> Option<usize> {
    let chain = std::iter::once(token).chain(above(scene, token));
    let clause = chain.into_iter().find(|&t| scene.deprel(t) == Deprel::AclRelcl)?;
    scene.head(clause).filter(|&noun| noun < token)
}

/// The subject that follows a pronoun in a phrase set before it: "In his speech, X said".
pub(super) fn subject_ahead(scene: &Scene, pronoun: usize) -> Option<usize> {
    let mut t = pronoun;
    for _ in 0..8 {
        let head = scene.head(t)?;
        match scene.deprel(t) {
            Deprel::Obl | Deprel::Advcl | Deprel::OblUnmarked if head > pronoun => {
                return scene.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(|&s| s > pronoun);
            }
            Deprel::NmodPoss | Deprel::Obj | Deprel::Nmod | Deprel::Conj | Deprel::Nsubj | Deprel::Obl => t = head,
            _ => return None,
        }
    }
    None
}

/// Whether a word is the subject of a verb of saying.
pub(super) fn is_sayer(scene: &Scene, token: usize) -> bool {
    scene.deprel(token) == Deprel::Nsubj && scene.head(token).is_some_and(|h| is_saying(&scene.lemma(h)))
}

/// Verbs whose object is the speech of their subject.
pub(super) fn is_saying(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "add"
            | "write"
            | "tweet"
            | "ask"
            | "declare"
            | "state"
            | "insist"
            | "warn"
            | "argue"
            | "explain"
            | "reply"
            | "recall"
            | "announce"
            | "continue"
            | "note"
    )
}
