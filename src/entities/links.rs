//! Candidates that the syntax of one sentence ties together: apposition, copula, acronym in brackets, relative pronoun.

use super::MentionForm;
use super::candidate::{Candidate, Determined};
use super::find_descriptions::relative_antecedent;
use super::lexicon::Noun;
use super::scene::Scene;
use crate::reading::{Deprel, EntityType, Upos};

/// Pairs of candidates (indices into `candidates`) of one sentence that have one referent.
///
/// `range` holds the indices of the sentence's candidates.
pub(super) fn links(scene: &Scene, candidates: &[Candidate], range: std::ops::Range<usize>) -> Vec<(usize, usize)> {
    let mut at = vec![None; scene.len()];
    for i in range.clone() {
        let c = &candidates[i];
        // A name keeps its token against the pronoun or description that has it too.
        if at[c.head].is_none_or(|j: usize| !candidates[j].is_name()) {
            at[c.head] = Some(i);
        }
        if c.is_name() {
            c.core.clone().for_each(|t| at[t] = at[t].or(Some(i)));
        }
    }
    let mut found = Vec::new();
    let of_sentence = range.clone();
    let holders = Holders::of(scene, candidates, &range);
    let agree = |a: usize, b: usize| a != b && agree(&candidates[a], &candidates[b]);
    for i in range {
        let c = &candidates[i];
        match c.form {
            MentionForm::Pronoun => {
                if is_relative(&c.lemma)
                    && let Some(antecedent) = relative_antecedent(scene, c.head).and_then(|t| at[t])
                {
                    found.push((antecedent, i));
                }
            }
            MentionForm::Name | MentionForm::Description => {
                if let Some(j) = c.part_of.and_then(|t| at[t]) {
                    found.push((i, j));
                }
                let listed = holders.of_post(scene, i, candidates);
                let beside = listed.or_else(|| beside(scene, c, &at, candidates));
                // "the minister, X, his counterpart, Y": each post goes with the name behind it.
                if scene.deprel(c.head) == Deprel::Appos
                    && beside.is_none()
                    && let Some(j) = apposed_to(scene, c, &at, candidates)
                    && !is_listed(scene, c, &candidates[j])
                    && (agree(i, j) && candidates[i].form != candidates[j].form
                        || agree(i, j) && c.form == MentionForm::Description
                        || is_acronym_pair(&candidates[j], c)
                        || is_acronym_pair(c, &candidates[j]))
                {
                    found.push((j, i));
                }
                if let Some(j) = set_off(scene, c, candidates, &of_sentence)
                    && agree(i, j)
                {
                    found.push((j, i));
                }
                if c.form == MentionForm::Description
                    && let Some(j) = subject_of_copula(scene, c).or_else(|| becoming(scene, c)).and_then(|t| at[t])
                    && agree(i, j)
                {
                    found.push((j, i));
                }
                if c.form == MentionForm::Description {
                    let inner = scene.children(c.head).iter().filter_map(|&t| Some((t, at[t]?)));
                    let mut apposed: Vec<usize> =
                        inner.filter(|&(t, j)| is_apposed(scene, c, t, &candidates[j])).map(|(_, j)| j).collect();
                    // "the Black Sea resort of Sarvik" is Sarvik.
                    if let Some(&behind) = apposed.iter().find(|&&j| candidates[j].head > c.head) {
                        apposed.retain(|&j| j == behind);
                    }
                    found.extend(apposed.into_iter().map(|j| (j, i)));
                }
                if let Some(j) = beside {
                    found.push((i, j));
                }
                if let Some(j) = joined_post(scene, c, &at, candidates) {
                    found.push((j, i));
                }
                if let Some(j) = in_brackets(scene, c).and_then(|t| at[t])
                    && candidates[j].is_name()
                    && (is_acronym_pair(c, &candidates[j]) || is_short_form(scene, c, &candidates[j]))
                {
                    found.push((i, j));
                }
            }
            MentionForm::Demonym | MentionForm::Verb | MentionForm::Chamber => {}
        }
    }
    found
}

/// Whether a pronoun is a relative one; "he" inside a relative clause is free.
fn is_relative(lemma: &str) -> bool {
    matches!(lemma, "who" | "whom" | "whose" | "which" | "that")
}

/// A person with a name or a post.
fn is_holder(c: &Candidate) -> bool {
    let office = |n: Noun| matches!(n.class, "head_of_state" | "office");
    let post = c.form == MentionForm::Description && c.noun.is_some_and(office);
    c.kind == Some(EntityType::Person) && !c.plural && (c.form == MentionForm::Name || post)
}

/// The persons with a name, and those with a post, of a sentence by the tokens that they begin and end at.
struct Holders {
    starting: Vec<[Option<usize>; 2]>,
    ending: Vec<[Option<usize>; 2]>,
}

impl Holders {
    fn of(scene: &Scene, candidates: &[Candidate], range: &std::ops::Range<usize>) -> Self {
        let none = vec![[None; 2]; scene.len() + 1];
        let mut holders = Self { starting: none.clone(), ending: none };
        for i in range.clone().filter(|&i| is_holder(&candidates[i])) {
            let (c, kind) = (&candidates[i], usize::from(candidates[i].is_name()));
            holders.starting[c.tokens.start][kind].get_or_insert(i);
            holders.ending[c.tokens.end][kind].get_or_insert(i);
        }
        holders
    }

    /// The name that a post goes with in a list of names and posts between commas, whatever the tree says: in "A, the mayor of X, B, the
    /// chairman of Y" the one before it, in "the mayor of X, A, the chairman of Y, B" the one behind, as the list begins.
    fn of_post(&self, scene: &Scene, i: usize, candidates: &[Candidate]) -> Option<usize> {
        let c = &candidates[i];
        if c.form != MentionForm::Description || !is_holder(c) {
            return None;
        }
        let comma = |t: usize| t < scene.len() && scene.form(t) == ",";
        let other = |j: usize| usize::from(!candidates[j].is_name());
        let before = |j: usize| {
            let end = candidates[j].tokens.start.checked_sub(1).filter(|&t| comma(t))?;
            self.ending[end][other(j)]
        };
        let behind = |j: usize| {
            let end = Some(candidates[j].tokens.end).filter(|&t| comma(t))?;
            self.starting[end + 1][other(j)]
        };
        let (first, left) = std::iter::successors(Some((i, 0)), |&(j, n)| Some((before(j)?, n + 1))).last()?;
        let right = std::iter::successors(behind(i), |&j| behind(j)).take(3).count();
        let name = if candidates[first].is_name() { before(i) } else { behind(i) };
        // Of one post between two names the tree tells more: "according to A, the leader, B, came".
        name.filter(|&j| left + right >= 3 && agree(c, &candidates[j]))
    }
}

/// The person named right after a post, whatever the tree says: "the spokesman X said", "his counterpart, X, left".
fn beside(scene: &Scene, c: &Candidate, at: &[Option<usize>], candidates: &[Candidate]) -> Option<usize> {
    let post =
        c.form == MentionForm::Description && c.kind == Some(EntityType::Person) && !c.plural && c.noun.is_some();
    if !post {
        return None;
    }
    let person = |t: usize| {
        let j = (*at.get(t)?)?;
        let name = &candidates[j];
        let fits = name.form == MentionForm::Name && name.kind == Some(EntityType::Person) && name.core.start == t;
        (fits && agree(c, name)).then_some(j)
    };
    if let Some(j) = person(c.head + 1) {
        return Some(j);
    }
    // "the ambassador to France X"
    if let Some(j) = person(c.tokens.end)
        && c.tokens.end > c.head + 1
        && matches!(
            scene.deprel(candidates[j].head),
            Deprel::Appos | Deprel::Flat | Deprel::Nmod | Deprel::NmodDesc | Deprel::Compound | Deprel::NmodUnmarked
        )
    {
        return Some(j);
    }
    // The same where the tree hangs the name below the post.
    if let Some(j) = (c.head + 2..c.tokens.end).find_map(person)
        && candidates[j].core.end == c.tokens.end
        && scene.deprel(candidates[j].head) != Deprel::Conj
        && scene.child(candidates[j].head, &[Deprel::Case]).is_none_or(|case| {
            // "the ambassador to France X": the preposition is that of France.
            let before = at[candidates[j].core.start - 1].map(|k| &candidates[k]);
            before.is_some_and(|b| {
                b.form == MentionForm::Name
                    && b.kind != Some(EntityType::Person)
                    && b.core.end == candidates[j].core.start
                    && (c.head + 1..b.core.start).contains(&case)
            })
        })
    {
        return Some(j);
    }
    let comma = c.tokens.end;
    if comma >= scene.len() || scene.form(comma) != "," {
        return None;
    }
    let j = person(comma + 1)?;
    let name = &candidates[j];
    // In a list, "and" or another name follows.
    let closed = name.core.end >= scene.len() || matches!(scene.form(name.core.end), "," | "." | ";" | "—" | "–");
    let apposed = matches!(scene.deprel(name.head), Deprel::Appos | Deprel::Conj | Deprel::Nmod | Deprel::Parataxis);
    // No verb has two subjects or agents: the parser saw the commas, and not what they are for.
    let role = |t: usize| (scene.head(t), scene.deprel(t));
    let only_one = matches!(scene.deprel(c.head), Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent);
    let in_its_role = only_one && role(name.head) == role(c.head);
    // Nor does a subject stand between commas behind its verb.
    let misread = matches!(scene.deprel(name.head), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Dep)
        && scene.head(name.head).is_some_and(|h| h < name.head);
    // Whatever "his" is hung on, it is that of the post behind it.
    let owned = c.tokens.start > 0 && scene.deprel(c.tokens.start - 1) == Deprel::NmodPoss;
    (closed && (apposed || in_its_role || misread) && (owned || c.determined != Determined::Bare)).then_some(j)
}

/// What stands right before the comma that sets off an indefinite description without a preposition, which a parser hung somewhere above as
/// if it had one: "the arm of the Norland Front (NF), a militia that fights Sarvia".
fn set_off(scene: &Scene, c: &Candidate, candidates: &[Candidate], range: &std::ops::Range<usize>) -> Option<usize> {
    let comma = c.tokens.start.checked_sub(1).filter(|&t| scene.form(t) == ",")?;
    let loose = scene.deprel(c.head) == Deprel::Nmod && scene.child(c.head, &[Deprel::Case]).is_none();
    let goes_on = scene.children(c.head).iter().any(|&t| scene.deprel(t) == Deprel::Conj);
    if c.form != MentionForm::Description || c.determined != Determined::Indefinite || !loose || goes_on {
        return None;
    }
    // Behind its acronym too.
    let closed = comma > 2 && matches!(scene.form(comma - 1), ")" | "]" | "-RRB-");
    let end = if closed { comma.checked_sub(3)? } else { comma };
    range.clone().find(|&j| candidates[j].is_name() && candidates[j].tokens.end == end)
}

/// Whether what looks like an apposition is one of several: "a retired ambassador, a serving general and a judge" are three, "the three
/// guarantors, Sarvia, Norland and Tarn" are not Sarvia.
fn is_listed(scene: &Scene, c: &Candidate, to: &Candidate) -> bool {
    let goes_on = scene.children(c.head).iter().any(|&t| scene.deprel(t) == Deprel::Conj);
    let alike = c.form == MentionForm::Description && to.form == c.form && c.determined == to.determined;
    goes_on && (alike || c.is_name() && to.form == MentionForm::Description && to.plural && !c.plural)
}

/// The candidate that an apposition belongs to. A parser hangs "the envoy to Syria, X" on "Syria": then the noun above,
/// whose type agrees, is meant.
fn apposed_to(scene: &Scene, c: &Candidate, at: &[Option<usize>], candidates: &[Candidate]) -> Option<usize> {
    let mut t = scene.head(c.head)?;
    let first = at[t];
    for _ in 0..4 {
        if let Some(j) = at[t]
            && kinds_agree(candidates[j].kind, c.kind)
            && candidates[j].head != c.head
        {
            return Some(j);
        }
        match scene.head(t) {
            Some(h) if scene.deprel(t) == Deprel::Nmod && h < t => t = h,
            _ => break,
        }
    }
    first
}

/// Nouns that say what kind of thing a name before them names: "the PKK movement".
const GENERIC: &[&str] = &[
    "group",
    "movement",
    "party",
    "company",
    "firm",
    "corporation",
    "newspaper",
    "magazine",
    "organization",
    "organisation",
    "network",
    "militia",
    "conglomerate",
    "airline",
    "broadcaster",
    "agency",
    "militant",
    "regime",
    "caliphate",
];

/// Whether a name under a description's head names the same: "the province of Idlib", "Idlib province", "the PKK
/// movement", "the news agency INA".
fn is_apposed(scene: &Scene, c: &Candidate, token: usize, name: &Candidate) -> bool {
    let odd_place = c.kind == Some(EntityType::Place) && name.kind == Some(EntityType::Organization);
    if name.form != MentionForm::Name || name.head != token || !agree(c, name) && !odd_place {
        return false;
    }
    let named_place = matches!(name.kind, None | Some(EntityType::Organization)) && name.sense.is_none();
    let place = c.kind == Some(EntityType::Place) && !c.plural && (named_place || name.kind == Some(EntityType::Place));
    // "the Damascus suburb" is not Damascus, "Idlib province" is Idlib.
    let before_place = place && name.sense.is_none();
    match scene.deprel(token) {
        Deprel::Nmod => place && scene.case(token).as_deref() == Some("of"),
        Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Appos => {
            let behind = name.core.start == c.head + 1;
            let before = (name.core.end..c.head).all(|t| scene.upos(t) == Upos::Noun)
                && name.core.end <= c.head
                && !c.plural
                && (before_place || GENERIC.contains(&c.lemma.as_str()));
            let caliphate =
                before && GENERIC.contains(&c.lemma.as_str()) && name.kind == Some(EntityType::Organization);
            caliphate || behind && !odd_place || before && (place || name.kind == c.kind)
        }
        _ => false,
    }
}

/// The subject of which a description is said: "X is the leader of Y".
fn subject_of_copula(scene: &Scene, c: &Candidate) -> Option<usize> {
    scene.child(c.head, &[Deprel::Cop])?;
    // "It has been in the war" says where it was.
    if scene.child(c.head, &[Deprel::Case]).is_some() {
        return None;
    }
    let negated = scene.children(c.head).iter().any(|&t| matches!(scene.lemma(t).as_str(), "not" | "never" | "no"));
    if negated || c.plural || c.determined == Determined::Bare && c.kind != Some(EntityType::Person) {
        return None;
    }
    // "She is known for it and was the counsel of X" has one subject.
    let shared = || scene.head(c.head).filter(|_| scene.deprel(c.head) == Deprel::Conj);
    let subject = |t: usize| scene.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]);
    subject(c.head).or_else(|| subject(shared()?))
}

/// Verbs that say what somebody is or will be.
const BECOMING: &[&str] = &["become", "remain", "stay", "name", "elect", "re-elect", "reelect", "appoint", "reappoint"];

/// Of whom a post is said by such a verb: "X remains chairman", "X was elected president", "they named X chief executive".
fn becoming(scene: &Scene, c: &Candidate) -> Option<usize> {
    let verb = scene.head(c.head).filter(|_| matches!(scene.deprel(c.head), Deprel::Xcomp | Deprel::Obj))?;
    let lemma = scene.lemma(verb);
    if c.kind != Some(EntityType::Person) || c.plural || !BECOMING.contains(&lemma.as_str()) {
        return None;
    }
    if matches!(lemma.as_str(), "become" | "remain" | "stay") {
        return scene.child(verb, &[Deprel::Nsubj]);
    }
    let object = || scene.child(verb, &[Deprel::Obj]).filter(|&o| o < c.head);
    scene.child(verb, &[Deprel::NsubjPass]).or_else(object)
}

/// The post before one that goes on with it: "X, prime minister of Y and leader of Z", each with a body of its own, neither with an
/// article.
fn joined_post(scene: &Scene, c: &Candidate, at: &[Option<usize>], candidates: &[Candidate]) -> Option<usize> {
    let first = scene.head(c.head).filter(|&h| h < c.head && scene.deprel(c.head) == Deprel::Conj)?;
    let before = &candidates[at[first]?];
    let post = |c: &Candidate| {
        c.form == MentionForm::Description
            && c.kind == Some(EntityType::Person)
            && !c.plural
            && c.noun.is_some_and(|n| n.kind == EntityType::Person)
            && c.tokens.end > c.head + 1
    };
    let said = scene.deprel(first) == Deprel::Appos
        || scene.child(first, &[Deprel::Cop]).is_some()
        || becoming(scene, before).is_some();
    (said && post(before) && post(c) && c.determined == Determined::Bare).then(|| at[first])?
}

/// The token right after a name that stands alone in brackets.
fn in_brackets(scene: &Scene, c: &Candidate) -> Option<usize> {
    // "<Norland Digital Planning Inc> (NDP)"
    let quoted = c.tokens.end < scene.len() && matches!(scene.form(c.tokens.end), ">" | "\"" | "”");
    let open = c.tokens.end + usize::from(quoted);
    (c.form != MentionForm::Pronoun
        && open + 2 < scene.len()
        && matches!(scene.form(open), "(" | "[" | "-LRB-")
        && matches!(scene.form(open + 2), ")" | "]" | "-RRB-" | ";" | ","))
    .then_some(open + 1)
}

/// Whether one could be the other by type, number and gender.
fn agree(a: &Candidate, b: &Candidate) -> bool {
    let number = a.plural == b.plural || a.kind != Some(EntityType::Person) && b.kind != Some(EntityType::Person);
    let gender = a.gender.is_none() || b.gender.is_none() || a.gender == b.gender;
    number && gender && kinds_agree(a.kind, b.kind)
}

/// Whether two guesses of a type can be of one entity. A reader mixes up bodies, groups and places that act.
pub(super) fn kinds_agree(a: Option<EntityType>, b: Option<EntityType>) -> bool {
    use EntityType::{Event, Group, Organization, Plan};
    match (a, b) {
        (Some(a), Some(b)) => {
            a == b || matches!((a, b), (Organization, Group) | (Group, Organization) | (Event, Plan) | (Plan, Event))
        }
        _ => true,
    }
}

/// Whether the short one is made of the first letters of the long one.
fn is_acronym_pair(long: &Candidate, short: &Candidate) -> bool {
    short.words.len() == 1 && is_acronym(&long.words, &short.words[0])
        // "UN mission to Sudan (UNSMIL)": the letters come in order, the first is the first.
        || short.words.len() == 1
            && short.is_name()
            && long.form == MentionForm::Description
            && short.words[0].len() <= 8
}

/// Whether the name in capitals behind a body in brackets has its letters from it, in order and with the first one: "International Cocoa
/// Organization (ICCO)" (A. Schwartz and M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text",
/// Pacific Symposium on Biocomputing 2003).
fn is_short_form(scene: &Scene, long: &Candidate, short: &Candidate) -> bool {
    let [word] = short.words.as_slice() else { return false };
    let person = |c: &Candidate| c.kind == Some(EntityType::Person);
    let body = long.is_name() && long.words.len() > 1 && !person(long) && long.sense.is_none();
    let capitals = scene.form(short.head).chars().all(char::is_uppercase) && !person(short) && short.sense.is_none();
    let mut letters = long.words.iter().flat_map(|w| w.chars());
    body && capitals
        && (2..=6).contains(&word.chars().count())
        && long.words[0].chars().next() == word.chars().next()
        && word.chars().all(|c| letters.any(|l| l == c))
}

/// Whether `short` is made of the first letters of `words`, with or without the small words.
pub(super) fn is_acronym(words: &[String], short: &str) -> bool {
    if words.len() < 2 || short.len() < 2 || short.len() > 8 {
        return false;
    }
    let small = |w: &str| matches!(w, "of" | "the" | "and" | "for" | "to" | "in" | "on" | "de" | "la");
    let full: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let big: String = words.iter().filter(|w| !small(w)).filter_map(|w| w.chars().next()).collect();
    full == short || big == short || big.len() >= 3 && short.starts_with(&big)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(is_acronym(&words("syrian democratic forces"), "sdf"));
        assert!(is_acronym(&words("organization of american states"), "oas"));
        assert!(is_acronym(&words("ministry of defence"), "mod"));
        assert!(!is_acronym(&words("syrian democratic forces"), "sna"));
        assert!(!is_acronym(&words("syria"), "s"));
    }
}
