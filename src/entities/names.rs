//! Which names of a document are names of one entity: full names, surnames, acronyms, bodies with and without "Inc".
//!
//! The name sieves of H. Lee et al., "Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked
//! Rules", Computational Linguistics 39(4), 2013: the exact string, then the acronym, then the relaxed head match.

use super::candidate::Candidate;
use super::gazetteer::EntryId;
use super::lexicon::Lexicon;
use super::links::is_acronym;
use crate::reading::EntityType;
use std::collections::{BTreeMap, HashMap};

/// Endings of company names that a text leaves out on second mention.
const COMPANY: &[&str] =
    &["inc", "corp", "corporation", "co", "ltd", "plc", "llc", "ag", "sa", "nv", "gmbh", "company", "group"];
/// Nouns that are part of a place's name or not as the writer likes: "Idlib province".
const PLACE: &[&str] = &["province", "city", "state", "region", "town", "county", "district", "governorate", "island"];
/// Last words of names of what is a part of a body, whose name stands before: "Senate Banking Committee".
const PART: &[&str] =
    &["committee", "subcommittee", "commission", "council", "panel", "board", "cabinet", "foundation", "research"];
/// Particles before a surname, which may be left out: "al-Assad", "Assad".
pub(super) const PARTICLES: &[&str] =
    &["al", "el", "abu", "bin", "ibn", "de", "von", "van", "der", "den", "la", "le", "du", "di", "da"];

/// A name as it stands in the document once or more.
struct Name {
    words: Vec<String>,
    kind: Option<EntityType>,
    entry: Option<EntryId>,
    /// Whether it ever stands with the ending of a company.
    company: bool,
    /// Candidates with this name, in the order of the text.
    uses: Vec<usize>,
}

/// Pairs of name candidates that have one referent.
pub(super) fn same_names(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut names = collect(candidates, &mut pairs);
    let mut by_last: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        if name.words.len() > 1 {
            by_last.entry(name.words[name.words.len() - 1].clone()).or_default().push(i);
            by_first.entry(name.words[0].clone()).or_default().push(i);
        }
    }
    // A chain without a type takes that of the name that it shortens.
    for i in 0..names.len() {
        let short = &names[i];
        if short.entry.is_some() && short.kind != Some(EntityType::Person) {
            continue;
        }
        let last = bare(&short.words).last().cloned().unwrap_or_default();
        let mut longer: Vec<usize> = by_last.get(&last).into_iter().flatten().copied().collect();
        longer.extend(by_first.get(&short.words[0]).into_iter().flatten());
        longer.sort_unstable();
        longer.dedup();
        longer.retain(|&j| j != i && names[j].words.len() >= short.words.len() && shortens(short, &names[j]));
        match longer[..] {
            [] => {}
            [j] => {
                pairs.push((names[i].uses[0], names[j].uses[0]));
                if names[i].kind.is_none() || names[i].words.len() == 1 {
                    names[i].kind = names[j].kind;
                }
            }
            // The parts of a firm, and the firm itself, which may be told of under the name of one of them.
            _ if longer.iter().all(|&j| is_body_of(short, &names[j])) => {
                let own = |j: &usize| names[*j].words.len() == short.words.len() + 1 && ends_in_body(&names[*j]);
                if let [whole] = longer.iter().copied().filter(own).collect::<Vec<_>>()[..] {
                    pairs.push((names[i].uses[0], names[whole].uses[0]));
                }
            }
            _ if short.words.len() == 1 => share_out(short, &longer, &names, &mut pairs),
            _ => {
                let first = longer.iter().copied().min_by_key(|&j| names[j].uses[0]).unwrap_or(i);
                pairs.push((names[i].uses[0], names[first].uses[0]));
            }
        }
    }
    plurals(&names, &mut pairs);
    peoples(&names, &mut pairs);
    acronyms(candidates, &names, &mut pairs);
    pairs
}

/// The distinct names; each use is paired with the first, unless a short name is of several longer ones.
fn collect(candidates: &[Candidate], pairs: &mut Vec<(usize, usize)>) -> Vec<Name> {
    let mut index: BTreeMap<(Option<EntryId>, Vec<String>), usize> = BTreeMap::new();
    let mut names: Vec<Name> = Vec::new();
    for (i, c) in candidates.iter().enumerate().filter(|(_, c)| c.is_name()) {
        let entry = c.sense.map(|s| s.entry);
        let words = if entry.is_some() { Vec::new() } else { plain(&c.words, c.kind) };
        let company = c.kind == Some(EntityType::Organization) && entry.is_none() && words.len() < c.words.len();
        match index.get(&(entry, words.clone())) {
            Some(&n) => {
                names[n].uses.push(i);
                names[n].kind = names[n].kind.or(c.kind);
                names[n].company |= company;
            }
            None => {
                index.insert((entry, words.clone()), names.len());
                let words = if entry.is_some() { c.words.clone() } else { words };
                names.push(Name { words, kind: c.kind, entry, company, uses: vec![i] });
            }
        }
    }
    // Surnames that several people share are given out use by use.
    let shared: HashMap<&str, usize> =
        names.iter().filter(|n| n.words.len() > 1 && is_person(n)).fold(HashMap::new(), |mut counts, n| {
            *counts.entry(n.words[n.words.len() - 1].as_str()).or_default() += 1;
            counts
        });
    for name in &names {
        if name.words.len() == 1 && shared.get(name.words[0].as_str()).copied().unwrap_or(0) > 1 {
            continue;
        }
        pairs.extend(name.uses[1..].iter().map(|&u| (name.uses[0], u)));
    }
    names
}

/// A name without the endings that a text may leave out.
fn plain(words: &[String], kind: Option<EntityType>) -> Vec<String> {
    let endings = match kind {
        Some(EntityType::Organization) => COMPANY,
        Some(EntityType::Place) => PLACE,
        Some(EntityType::Person) => &["jr", "sr"],
        _ => &[],
    };
    let kept = words.iter().rev().skip_while(|w| endings.contains(&w.as_str())).count();
    if kept == 0 { words.to_vec() } else { words[..kept].to_vec() }
}

fn is_person(name: &Name) -> bool {
    matches!(name.kind, Some(EntityType::Person))
}

/// The words of a surname without particles before it.
fn bare(words: &[String]) -> &[String] {
    let particles = words.iter().take_while(|w| PARTICLES.contains(&w.as_str())).count();
    if particles < words.len() { &words[particles..] } else { words }
}

/// Whether one name is a shorter form of the other.
fn shortens(short: &Name, long: &Name) -> bool {
    // A founder may have the name of the company, and is not it.
    if short.company && is_person(long) {
        return false;
    }
    if long.entry.is_none() && is_surname(&short.words, &long.words) {
        // A reader that takes "Tayyip Erdogan" for a body once and "Erdogan" for a person is wrong about one of them.
        let first_name = Lexicon::shipped().first_name(&long.words[0]).is_some();
        let bodies = short.kind == long.kind && long.kind == Some(EntityType::Organization);
        return is_person(long) || is_person(short) || first_name || short.kind.is_none() || bodies;
    }
    if is_person(long) {
        let kinds = matches!(short.kind, None | Some(EntityType::Person));
        return kinds && short.words.len() <= long.words.len() && is_short_person(&short.words, &long.words);
    }
    if is_person(short) && short.words.len() > 1 {
        return false;
    }
    let kinds = short.kind != Some(EntityType::Place) || short.kind == long.kind || short.words.len() > 1;
    if !kinds || short.words.len() == long.words.len() {
        return false;
    }
    let starts = long.words.starts_with(&short.words);
    match long.kind {
        Some(EntityType::Organization) => {
            // "the Committee" in capitals is the "Appropriations Committee".
            let generic = short.words.len() == 1
                && short.kind == Some(EntityType::Organization)
                && long.words.ends_with(&short.words)
                && Lexicon::shipped().noun(&short.words[0], false).is_some_and(|n| n.kind == EntityType::Organization);
            generic
                || starts
                    && !is_apart(short, long)
                    && (short.words.len() > 1 || short.kind != Some(EntityType::Place))
                    && short.words[0].len() > 2
                || long.entry.is_none() && long.words.ends_with(&short.words) && short.words.len() > 1
        }
        Some(EntityType::Event | EntityType::Plan) => long.words.ends_with(&short.words) && short.words.len() > 1,
        // "the North" where a text tells of one country of the North.
        Some(EntityType::Place) => {
            starts && matches!(short.words[..], [ref w] if matches!(w.as_str(), "north" | "south" | "east" | "west"))
        }
        _ => starts,
    }
}

/// Whether a body's name goes on from that of another.
fn is_body_of(short: &Name, long: &Name) -> bool {
    long.kind == Some(EntityType::Organization)
        && matches!(short.kind, None | Some(EntityType::Organization))
        && long.words.starts_with(&short.words)
}

/// Whether the last word of a name says what kind of body it is: "Reform Party".
fn ends_in_body(name: &Name) -> bool {
    let noun = name.words.last().and_then(|word| Lexicon::shipped().noun(word, false));
    noun.is_some_and(|n| n.kind == EntityType::Organization)
}

/// Whether a body is another than that whose name its own begins with: a committee of a chamber, which says what it is for, a company that
/// has an ending of its own ("Hallam Corp" and "Hallam Shipping Inc").
fn is_apart(short: &Name, long: &Name) -> bool {
    let part = long.words.last().is_some_and(|w| PART.contains(&w.as_str()));
    part && (short.words.len() == 1 || long.words.len() > short.words.len() + 1) || short.company && long.company
}

/// Whether the one is the end of the other and that could be a person's full name.
fn is_surname(short: &[String], long: &[String]) -> bool {
    let (words, end) = (long.len(), bare(short));
    (2..=4).contains(&words)
        && words > end.len()
        && (words > short.len() || short.len() == end.len())
        && end.len() <= 2
        && long.ends_with(end)
        && !long.iter().any(|w| matches!(w.as_str(), "of" | "for" | "and" | "&"))
        && Lexicon::shipped().noun(&long[words - 1], false).is_none()
}

/// Whether a person's name is a shorter form of another: the surname, the first name, or some of the words in order.
fn is_short_person(short: &[String], long: &[String]) -> bool {
    let (whole, short, full) = (short, bare(short), long);
    if short.len() == 1 && full.last() == short.last() {
        return true;
    }
    if whole.len() == 1 {
        return full.last() == short.last() || full.first() == short.first() && short[0].len() > 2;
    }
    if short.len() == full.len() && short == full {
        return true;
    }
    if full.ends_with(short) || full.starts_with(short) || full.starts_with(whole) {
        return true;
    }
    // "George Bush" is "George W. Bush", "J. Smith" is "John Smith".
    let first = initial_agrees(&short[0], &full[0]);
    let rest = short[1..].iter().all(|w| full[1..].iter().any(|v| w == v || w.len() == 1 && v.starts_with(w.as_str())));
    first && short.last() == full.last() && rest
}

fn initial_agrees(a: &str, b: &str) -> bool {
    a == b || a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b)
}

/// Gives each use of a shared surname to the person of that surname who was named last before it.
fn share_out(short: &Name, longer: &[usize], names: &[Name], pairs: &mut Vec<(usize, usize)>) {
    for &u in &short.uses {
        let before = |j: &usize| names[*j].uses.iter().rev().find(|&&v| v < u).copied();
        let owner = longer.iter().copied().max_by_key(|j| before(j).map_or(0, |v| v + 1));
        if let Some(owner) = owner {
            let anchor = before(&owner).unwrap_or(names[owner].uses[0]);
            pairs.push((u, anchor));
        }
    }
}

/// "the Yankees" and "the Yankee captain".
fn plurals(names: &[Name], pairs: &mut Vec<(usize, usize)>) {
    let single = |n: &&Name| n.words.len() == 1 && n.entry.is_none() && !is_person(n) && n.words[0].len() > 3;
    let index: BTreeMap<&str, usize> = names.iter().filter(single).map(|n| (n.words[0].as_str(), n.uses[0])).collect();
    for (word, &plural) in &index {
        if let Some(&singular) = word.strip_suffix('s').and_then(|stem| index.get(stem)) {
            pairs.push((singular, plural));
        }
    }
}

/// "the Kurds" are "the Syrian Kurds" where a text tells of those of one country only.
fn peoples(names: &[Name], pairs: &mut Vec<(usize, usize)>) {
    let group = |n: &&Name| n.kind == Some(EntityType::Group);
    for people in names.iter().filter(|n| n.entry.is_some() && n.words.len() == 1).filter(group) {
        let ends = |n: &&Name| n.entry.is_none() && n.words.len() == 2 && n.words.ends_with(&people.words);
        if let [of_one] = names.iter().filter(group).filter(ends).collect::<Vec<_>>()[..] {
            pairs.push((of_one.uses[0], people.uses[0]));
        }
    }
}

fn acronyms(candidates: &[Candidate], names: &[Name], pairs: &mut Vec<(usize, usize)>) {
    let long: Vec<&Name> = names.iter().filter(|n| n.words.len() > 1 && !is_person(n)).collect();
    let whole = |n: &Name| candidates[n.uses[0]].words.clone();
    for short in names.iter().filter(|n| n.words.len() == 1 && n.entry.is_none() && !is_person(n)) {
        if let Some(n) =
            long.iter().find(|n| is_acronym(&n.words, &short.words[0]) || is_acronym(&whole(n), &short.words[0]))
        {
            pairs.push((short.uses[0], n.uses[0]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn shorter_forms_of_people() {
        for (short, long, same) in [
            ("hallam", "kalimar hallam", true),
            ("al assad", "bashar al assad", true),
            ("assad", "bashar al assad", true),
            ("george bush", "george w bush", true),
            ("j smith", "john smith", true),
            ("saddam", "saddam hussein", true),
            ("tayyip erdogan", "recep tayyip erdogan", true),
            ("abu hassan", "abu hassan omar", true),
            ("bill clinton", "hillary clinton", false),
            ("boris", "johnson boris ivanov", false),
        ] {
            assert_eq!(is_short_person(&words(short), &words(long)), same, "{short} / {long}");
        }
    }
}
