//! Which cluster a pronoun stands for.
//!
//! Agreement in gender, number and type and the binding constraints rule out; salience decides among what is left, with
//! the factors of S. Lappin and H. Leass, "An Algorithm for Pronominal Anaphora Resolution", Computational Linguistics
//! 20(4), 1994: recency, subject before object before the rest, and continuity.

use super::MentionForm;
use super::candidate::Candidate;
use super::cluster::{Cluster, ClusterId};
use super::lexicon::Lexicon;
use super::scene::Scene;
use crate::reading::{Deprel, EntityType, Upos};

/// How many sentences back an antecedent may stand.
const WINDOW: usize = 3;
/// So many mentions are looked at.
const MOST: usize = 60;

/// The cluster that pronoun `i` stands for; `recent` lists what is resolved so far, in the order of the text.
pub(super) fn antecedent(
    scenes: &[Scene],
    candidates: &[Candidate],
    clusters: &[Cluster],
    of: &[Option<ClusterId>],
    recent: &[usize],
    i: usize,
) -> Option<ClusterId> {
    let pronoun = &candidates[i];
    let scene = &scenes[pronoun.sentence];
    if matches!(pronoun.lemma.as_str(), "i" | "me" | "my" | "mine" | "myself") {
        return speaker(scenes, candidates, clusters, of, recent, i);
    }
    let ahead = subject_ahead(scene, candidates, i).and_then(|m| of[m]).filter(|&k| agrees(pronoun, &clusters[k]));
    if ahead.is_some() {
        return ahead;
    }
    let mut best: Option<(i32, ClusterId)> = None;
    for &m in recent.iter().rev().take(MOST) {
        let mention = &candidates[m];
        let Some(cluster) = of[m] else { continue };
        let distance = pronoun.sentence.saturating_sub(mention.sentence);
        if distance > WINDOW {
            break;
        }
        if mention.tokens.contains(&pronoun.head) && distance == 0 && mention.form != MentionForm::Pronoun
            || !agrees(pronoun, &clusters[cluster])
            || distance == 0 && !may_bind(scene, mention, pronoun)
        {
            continue;
        }
        let owner = owner_fits(scene, pronoun, &clusters[cluster]);
        if owner == Some(false) {
            continue;
        }
        let mut score = salience(scenes, mention, pronoun, &clusters[cluster], distance);
        if owner == Some(true) && clusters[cluster].kind == Some(EntityType::Place) {
            score += 14;
        }
        // "a country that ..., when its leader": inside a relative clause its noun comes first.
        if distance == 0 && relative_noun(scene, pronoun.head).is_some_and(|t| t == mention.head) {
            score += 25;
        }
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, cluster));
        }
    }
    best.map(|(_, cluster)| cluster)
}

/// The named subject that follows a pronoun in a phrase set before it: "In his speech, X said".
fn subject_ahead(scene: &Scene, candidates: &[Candidate], i: usize) -> Option<usize> {
    let pronoun = &candidates[i];
    let mut t = pronoun.head;
    let mut verb = None;
    for _ in 0..8 {
        let head = scene.head(t)?;
        match scene.deprel(t) {
            Deprel::Obl | Deprel::Advcl | Deprel::OblUnmarked if head > pronoun.head => {
                verb = Some(head);
                break;
            }
            Deprel::NmodPoss | Deprel::Obj | Deprel::Nmod | Deprel::Conj | Deprel::Nsubj | Deprel::Obl => t = head,
            _ => return None,
        }
    }
    let subject = scene.child(verb?, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(|&s| s > pronoun.head)?;
    let later = (i + 1..candidates.len()).take_while(|&m| candidates[m].sentence == pronoun.sentence);
    later.into_iter().find(|&m| candidates[m].head == subject && candidates[m].form == MentionForm::Name)
}

/// The noun whose relative clause a word stands in.
fn relative_noun(scene: &Scene, token: usize) -> Option<usize> {
    let mut t = token;
    for _ in 0..8 {
        let head = scene.head(t)?;
        if scene.deprel(t) == Deprel::AclRelcl {
            return (head < token).then_some(head);
        }
        t = head;
    }
    None
}

/// Whether the owner of what only a state or a body has can be this one: "its president", "its troops"; `None` where
/// the noun tells nothing.
fn owner_fits(scene: &Scene, pronoun: &Candidate, cluster: &Cluster) -> Option<bool> {
    if pronoun.lemma != "its" || scene.deprel(pronoun.head) != Deprel::NmodPoss {
        return None;
    }
    let owned = scene.head(pronoun.head)?;
    let noun = Lexicon::shipped().noun(&scene.lemma(owned), scene.is_plural(owned))?;
    let of_state = matches!(noun.class, "head_of_state" | "force" | "government" | "office" | "corps")
        || matches!(
            scene.lemma(owned).as_str(),
            "parliament" | "capital" | "citizen" | "border" | "neighbour" | "ally"
        );
    let may_own = matches!(cluster.kind, Some(EntityType::Place | EntityType::Organization | EntityType::Group));
    of_state.then_some(may_own)
}

fn agrees(pronoun: &Candidate, cluster: &Cluster) -> bool {
    use EntityType::{Event, Group, Organization, Person, Place, Plan};
    match pronoun.lemma.as_str() {
        "they" | "them" | "their" | "theirs" | "themselves" => match cluster.kind {
            Some(Group) => true,
            Some(Person) => cluster.plural,
            Some(Organization) => true,
            Some(Place) => cluster.plural,
            Some(Event | Plan) => cluster.plural,
            None => cluster.plural,
        },
        "it" | "its" | "itself" => match cluster.kind {
            Some(Organization | Place | Event | Plan) => !cluster.plural,
            Some(Group) => !cluster.plural,
            _ => false,
        },
        _ => {
            cluster.kind == Some(Person)
                && !cluster.plural
                && (cluster.gender.is_none() || pronoun.gender.is_none() || cluster.gender == pronoun.gender)
        }
    }
}

/// Whether the two may have one referent inside a sentence: a reflexive is bound in its clause, another object pronoun
/// is not ("Trump told him").
fn may_bind(scene: &Scene, mention: &Candidate, pronoun: &Candidate) -> bool {
    if mention.tokens.start > pronoun.head {
        return false;
    }
    let same_clause = clause(scene, mention.head) == clause(scene, pronoun.head);
    if pronoun.lemma.ends_with("self") || pronoun.lemma.ends_with("selves") {
        return same_clause;
    }
    let possessive = scene.deprel(pronoun.head) == Deprel::NmodPoss;
    let inside = mention.head != pronoun.head && scene.deprel(mention.head) == Deprel::NmodPoss;
    possessive || inside || !same_clause
}

/// The verb that a word depends on, through nouns.
fn clause(scene: &Scene, token: usize) -> usize {
    let mut t = token;
    for _ in 0..12 {
        let Some(head) = scene.head(t) else { return t };
        if t != token && is_clause(scene, t) {
            return t;
        }
        t = head;
    }
    t
}

fn is_clause(scene: &Scene, token: usize) -> bool {
    matches!(scene.upos(token), Upos::Verb | Upos::Aux)
        || scene.child(token, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

fn salience(scenes: &[Scene], mention: &Candidate, pronoun: &Candidate, cluster: &Cluster, distance: usize) -> i32 {
    let scene = &scenes[mention.sentence];
    let role = |scene: &Scene, t: usize| match scene.deprel(t) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => 30,
        Deprel::Root => 15,
        Deprel::Obj | Deprel::Iobj => 12,
        Deprel::NmodPoss => 10,
        Deprel::Obl | Deprel::OblAgent => 5,
        Deprel::Compound | Deprel::Amod => -15,
        _ => 0,
    };
    let mut score = 100 - 28 * i32::try_from(distance).unwrap_or(3);
    score += role(scene, mention.head);
    if cluster.named {
        score += 10;
    }
    if cluster.gender.is_some() && cluster.gender == pronoun.gender {
        score += 8;
    }
    score += i32::try_from(cluster.members.len().min(8)).unwrap_or(8);
    let subject = |t: usize, s: &Scene| matches!(s.deprel(t), Deprel::Nsubj | Deprel::NsubjPass);
    if subject(pronoun.head, &scenes[pronoun.sentence]) && subject(mention.head, scene) {
        score += 6;
    }
    if mention.form == MentionForm::Pronoun && mention.lemma == pronoun.lemma {
        score += 8;
    }
    let plural = pronoun.lemma.starts_with("the");
    if plural && cluster.plural {
        score += 15;
    }
    if mention.form == MentionForm::Demonym {
        score -= 20;
    }
    if cluster.kind == Some(EntityType::Place) && !plural {
        score -= 4;
    }
    score
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

fn is_sayer(scene: &Scene, token: usize) -> bool {
    matches!(scene.deprel(token), Deprel::Nsubj)
        && scene.head(token).is_some_and(|h| {
            matches!(
                scene.lemma(h).as_str(),
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
        })
}
