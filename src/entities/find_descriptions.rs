//! Finds descriptions ("the summit", "his advisers", "the UN plan") and pronouns.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::fold::fold;
use super::lexicon::{Gender, Lexicon, Noun};
use super::scene::Scene;
use crate::reading::{Deprel, EntityType, Upos};

/// From this probability on the reader's mention head is believed.
const SURE: f32 = 0.4;

/// The descriptions of a sentence; `taken` tells the tokens of its names.
pub(super) fn find_descriptions(scene: &Scene, taken: &[bool]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> =
        (0..scene.len()).filter(|&t| !taken[t]).filter_map(|t| description(scene, t, taken)).collect();
    let parts: Vec<Candidate> = found.iter().filter_map(|c| partitive(scene, c)).collect();
    found.retain(|c| parts.iter().all(|p| p.head != c.head));
    found.extend(parts);
    found
}

/// Words that count or part what stands behind "of": "some of his advisers", "a series of meetings".
const PARTITIVE: &[&str] = &[
    "some", "one", "most", "many", "several", "all", "both", "few", "none", "number", "series", "group", "dozen",
    "hundred", "thousand", "majority", "handful", "couple", "range", "element", "bulk", "round", "string", "host",
];
/// Those who stand for a group that has no name: "representatives of the factions".
const STAND_FOR: &[&str] = &["representative", "delegate"];

/// The whole of which a description is the inner noun phrase, with the same referent.
fn partitive(scene: &Scene, inner: &Candidate) -> Option<Candidate> {
    let whole = scene.head(inner.head).filter(|&h| h < inner.tokens.start)?;
    let case = scene.case(inner.head)?;
    let lemma = scene.lemma(whole);
    let fits = match case.as_str() {
        "of" if inner.plural && PARTITIVE.contains(&lemma.as_str()) => true,
        "of" if lemma == "element" => true,
        "of" | "from" => {
            inner.kind == Some(EntityType::Organization) && inner.plural && STAND_FOR.contains(&lemma.as_str())
                || inner.kind == Some(EntityType::Group) && STAND_FOR.contains(&lemma.as_str())
        }
        _ => false,
    };
    // "He is one of them" says it of him alone.
    let alone =
        lemma == "one" && (scene.deprel(whole) == Deprel::Appos || scene.child(whole, &[Deprel::Cop]).is_some());
    if !fits || alone || scene.deprel(inner.head) != Deprel::Nmod {
        return None;
    }
    let start = scene.phrase(whole).start;
    let mut outer = inner.clone();
    outer.tokens = start..inner.tokens.end;
    outer.core = outer.tokens.clone();
    outer.head = whole;
    outer.part_of = Some(inner.head);
    Some(outer)
}

/// Where a headline's verb was read as a noun before the head ("Italian city hosts representatives"), what follows it.
fn after_headline_verb(scene: &Scene, head: usize, tokens: &std::ops::Range<usize>) -> usize {
    let closed = scene.len() > 0 && scene.upos(scene.len() - 1) == Upos::Punct;
    let verb = (tokens.start + 1..head).rev().find(|&t| {
        scene.xpos(t) == "NNS" && scene.deprel(t) == Deprel::Compound && scene.lemma(t) != scene.form(t).to_lowercase()
    });
    verb.filter(|_| !closed && scene.is_plural(head)).map_or(tokens.start, |t| t + 1)
}

fn description(scene: &Scene, head: usize, taken: &[bool]) -> Option<Candidate> {
    if !matches!(scene.upos(head), Upos::Noun | Upos::Propn) {
        return None;
    }
    // "in March" is no march.
    if scene.upos(head) == Upos::Propn && Lexicon::shipped().is_calendar(scene.form(head)) {
        return None;
    }
    let lemma = scene.lemma(head);
    let plural = scene.is_plural(head);
    let lexical = Lexicon::shipped().noun(&lemma, plural);
    let model = scene.sentence.tokens[head].mention.filter(|m| m.probability >= SURE);
    let body = model.is_some_and(|m| m.kind == EntityType::Organization) && lexical.is_some();
    if matches!(scene.deprel(head), Deprel::Flat | Deprel::Fixed | Deprel::NmodDesc | Deprel::Goeswith)
        || scene.deprel(head) == Deprel::Compound && !body
    {
        return None;
    }
    let kind = model.map(|m| m.kind).or(lexical.map(|n| n.kind))?;
    let mut tokens = scene.phrase(head);
    if kind == EntityType::Plan
        && let Some(content) = content_clause(scene, head)
    {
        // A wrong tree may go on into the next sentence.
        let end = scene.reach(content).end;
        let stop = (content..end).find(|&t| matches!(scene.form(t), "." | ";")).unwrap_or(end);
        tokens.end = tokens.end.max(stop);
    }
    while tokens.end > head + 1 && scene.upos(tokens.end - 1) == Upos::Punct {
        tokens.end -= 1;
    }
    tokens.start = after_headline_verb(scene, head, &tokens);
    let mut candidate = Candidate::new(scene.index, tokens.clone(), head, MentionForm::Description);
    candidate.kind = Some(kind);
    candidate.noun = lexical.filter(|n| n.kind == kind || model.is_none()).or(lexical.map(|n| Noun { kind, ..n }));
    candidate.gender = lexical.and_then(|n| n.gender);
    candidate.plural = plural;
    candidate.determined = determined(scene, head);
    candidate.words = modifiers(scene, head, taken);
    candidate.lemma = Lexicon::shipped().one_for(&lemma).to_owned();
    Some(candidate)
}

/// The clause that tells what a plan is: "decision to withdraw", "demand that he go".
pub(super) fn content_clause(scene: &Scene, head: usize) -> Option<usize> {
    scene.children(head).iter().copied().find(|&c| {
        c > head
            && matches!(scene.deprel(c), Deprel::Acl | Deprel::Ccomp)
            && scene.children(c).iter().any(|&m| {
                m < c && matches!(scene.deprel(m), Deprel::Mark | Deprel::Aux) && matches!(scene.form(m), "to" | "that")
            })
    })
}

fn determined(scene: &Scene, head: usize) -> Determined {
    // "opposition leader X" is the leader of the opposition.
    let mut found = if scene.deprel(head) == Deprel::Compound { Determined::Definite } else { Determined::Bare };
    for &child in scene.children(head) {
        let form = scene.form(child).to_lowercase();
        match scene.deprel(child) {
            // "Tuesday's vote" tells of one as "the vote" does.
            Deprel::NmodPoss if is_time(scene, child) => found = Determined::Definite,
            Deprel::NmodPoss => return Determined::Possessive,
            Deprel::Det | Deprel::DetPredet => match form.as_str() {
                "the" | "both" => found = Determined::Definite,
                "this" | "these" | "that" | "those" => found = Determined::Demonstrative,
                "all" => {}
                _ => found = Determined::Indefinite,
            },
            Deprel::Nummod if found == Determined::Bare => found = Determined::Indefinite,
            Deprel::Amod
                if found == Determined::Bare
                    && matches!(
                        form.as_str(),
                        "many" | "several" | "some" | "few" | "most" | "other" | "another" | "such"
                    ) =>
            {
                found = Determined::Indefinite;
            }
            _ => {}
        }
    }
    // "President", "the Prime Minister" in capitals without an article speak of one.
    if found == Determined::Bare
        && head > 0
        && scene.upos(head) == Upos::Propn
        && !scene.is_plural(head)
        && !scene.shouted
    {
        found = Determined::Definite;
    }
    found
}

/// The modifiers before a head that are no names, articles or numbers.
fn modifiers(scene: &Scene, head: usize, taken: &[bool]) -> Vec<String> {
    let mut words = Vec::new();
    for &child in scene.children(head) {
        if child < head && matches!(scene.deprel(child), Deprel::Amod | Deprel::Compound | Deprel::NmodDesc) {
            for t in scene.reach(child) {
                if t < head && !taken[t] && matches!(scene.upos(t), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb) {
                    words.push(fold(scene.form(t)));
                }
            }
        }
    }
    words
}

/// The pronouns of a sentence that may stand for an entity.
pub(super) fn find_pronouns(scene: &Scene) -> Vec<Candidate> {
    (0..scene.len()).filter_map(|t| pronoun(scene, t).or_else(|| act(scene, t))).collect()
}

/// A verb that stands for an event as a pronoun does: "was re-elected" for the election that the text tells of. With a time of
/// its own, or beside what is told of somebody ("X, who was elected in March"), it is another election.
fn act(scene: &Scene, token: usize) -> Option<Candidate> {
    let aside = matches!(scene.deprel(token), Deprel::Amod | Deprel::AclRelcl);
    if scene.upos(token) != Upos::Verb || aside || scene.children(token).iter().any(|&c| tells_time(scene, c)) {
        return None;
    }
    let lemma = scene.lemma(token);
    Lexicon::shipped().act(&lemma)?;
    let mut candidate = Candidate::new(scene.index, token..token + 1, token, MentionForm::Verb);
    candidate.kind = Some(EntityType::Event);
    candidate.determined = Determined::Definite;
    candidate.lemma = lemma;
    Some(candidate)
}

fn pronoun(scene: &Scene, token: usize) -> Option<Candidate> {
    if !matches!(scene.upos(token), Upos::Pron | Upos::Det) || scene.deprel(token) == Deprel::Expl {
        return None;
    }
    let form = scene.form(token).to_lowercase();
    let (gender, plural, kind) = match form.as_str() {
        "he" | "him" | "his" | "himself" => (Some(Gender::Male), false, Some(EntityType::Person)),
        "she" | "her" | "hers" | "herself" => (Some(Gender::Female), false, Some(EntityType::Person)),
        "it" | "its" | "itself" => (None, false, None),
        "they" | "them" | "their" | "theirs" | "themselves" => (None, true, None),
        "i" | "me" | "my" | "mine" | "myself" => (None, false, Some(EntityType::Person)),
        "who" | "whom" | "whose" | "which" | "that" if is_relative(scene, token) => (None, false, None),
        _ => return None,
    };
    let mut candidate = Candidate::new(scene.index, token..token + 1, token, MentionForm::Pronoun);
    (candidate.gender, candidate.plural, candidate.kind) = (gender, plural, kind);
    candidate.determined = Determined::Definite;
    candidate.lemma = form;
    Some(candidate)
}

/// Whether what hangs on a verb says when: "in March", "in 2010", "two years ago", "last week".
fn tells_time(scene: &Scene, token: usize) -> bool {
    let links = matches!(scene.deprel(token), Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod);
    let year = |form: &str| form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit());
    links && scene.reach(token).any(|t| year(scene.form(t)) || scene.lemma(t) == "ago" || is_time(scene, t))
}

fn is_time(scene: &Scene, token: usize) -> bool {
    Lexicon::shipped().is_calendar(scene.form(token))
        || matches!(scene.lemma(token).as_str(), "week" | "month" | "year" | "decade")
}

fn is_relative(scene: &Scene, token: usize) -> bool {
    relative_antecedent(scene, token).is_some()
}

/// The noun that a relative pronoun stands for: the one that its clause hangs on.
pub(super) fn relative_antecedent(scene: &Scene, token: usize) -> Option<usize> {
    if !matches!(scene.upos(token), Upos::Pron | Upos::Det) || matches!(scene.deprel(token), Deprel::Det | Deprel::Mark)
    {
        return None;
    }
    let mut t = token;
    for _ in 0..6 {
        let head = scene.head(t)?;
        if scene.deprel(t) == Deprel::AclRelcl {
            return (head < token).then_some(head);
        }
        t = head;
    }
    None
}
