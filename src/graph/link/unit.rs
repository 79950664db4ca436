//! What is compared: an entity as one document, or a graph made before, knows it.

use super::words::{is_beginning_of_many, words};
use crate::entities::EntityType;
use crate::graph::fold::fold;
use crate::graph::{Node, identity};

/// An entity as one document, or one graph made before, knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unit {
    /// Its id there.
    pub id: String,
    pub name: String,
    pub kind: EntityType,
    pub aliases: Vec<String>,
    /// What stands behind the `@` of its id where it turns out to be one of several of its name and none can tell which.
    pub document: String,
    /// What was read or merged at once: units of one text were told apart with more in sight than names.
    pub text: String,
}

impl Unit {
    /// An entity of one document.
    pub fn new(node: &Node, document: &str) -> Self {
        let (id, name, aliases) = (node.id.clone(), node.name.clone(), node.aliases.clone());
        Self { id, name, kind: node.kind, aliases, document: document.to_owned(), text: document.to_owned() }
    }

    /// The same, told apart from all others of `text`.
    pub fn of_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// The words of its name that count, folded; none are empty.
    pub fn core(&self) -> Vec<String> {
        match self.kind {
            EntityType::Person => person(&self.name),
            _ => organization(&self.name),
        }
    }

    /// Whether its name ends in what companies are called by law: "Corp", "Ltd".
    pub fn has_legal_form(&self) -> bool {
        self.kind != EntityType::Person
            && fold(&self.name).split(' ').next_back().is_some_and(|last| words().designators.contains(last))
    }

    /// The words before its name in its aliases, folded: "king" of "King Abdullah".
    pub fn titles(&self) -> Vec<String> {
        let core = self.core();
        let before = |alias: &String| {
            let folded = fold(alias);
            let words: Vec<&str> = folded.split(' ').collect();
            let name = words.iter().position(|word| core.iter().any(|part| part == word))?;
            let title: Vec<&str> = words[..name].iter().copied().filter(|word| *word != "the").collect();
            (!title.is_empty()).then(|| title.join(" "))
        };
        let mut titles: Vec<String> = self.aliases.iter().filter_map(before).collect();
        titles.sort_unstable();
        titles.dedup();
        titles
    }
}

/// Whether all words are capitalised but for particles: "close friend of Hallam" names nobody.
fn is_proper(name: &str) -> bool {
    let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    name.split([' ', '-']).all(|word| !small(word) || words().particles.contains(&fold(word)))
}

/// The name of the block in which a node is compared with others; none for one whose id says all: what the gazetteer
/// knows, what is only described, and places. A named event or plan is compared with bodies: what one article takes for an
/// accord, another takes for an organisation.
pub(crate) fn block(node: &Node) -> Option<String> {
    if node.code.is_some() || identity::is_described(&node.id) {
        return None;
    }
    match node.kind {
        EntityType::Person => {
            let core = person(&node.name);
            core.last().filter(|_| is_proper(&node.name)).map(|last| format!("person:{last}"))
        }
        EntityType::Organization | EntityType::Group => {
            let core = organization(&node.name);
            (!core.is_empty()).then(|| format!("body:{}", core.join(" ")))
        }
        // A single word may be what a plan is about ("NICs"), and initials are often those of a firm.
        EntityType::Event | EntityType::Plan => {
            let core = organization(&node.name);
            (core.len() > 1).then(|| format!("body:{}", core.join(" ")))
        }
        EntityType::Place => None,
    }
}

/// The other blocks in which it may be what a shorter name means.
pub(crate) fn offered(node: &Node) -> Vec<String> {
    let Some(own) = block(node) else { return Vec::new() };
    let mut blocks: Vec<String> = match node.kind {
        // A given name alone may mean it too: enough to doubt that it means another.
        EntityType::Person => {
            let core = person(&node.name);
            core.first().filter(|_| core.len() > 1).map(|given| format!("person:{given}")).into_iter().collect()
        }
        // By less than its name no plan or event is told from what it is about: "Geneva" of "Geneva Accord" is the city.
        EntityType::Event | EntityType::Plan => Vec::new(),
        _ => {
            let core = organization(&node.name);
            let is_short = |alias: &&String| is_acronym(alias, &node.name) || is_beginning(alias, &core);
            let shorter = node.aliases.iter().filter(is_short);
            shorter.map(|alias| format!("body:{}", organization(alias).join(" "))).collect()
        }
    };
    blocks.sort_unstable();
    blocks.dedup();
    blocks.retain(|block| *block != own);
    blocks
}

/// Whether an alias is the initials of a name: "the FPM".
fn is_acronym(alias: &str, name: &str) -> bool {
    let letters: String = bare(alias).chars().filter(|c| c.is_alphanumeric()).collect();
    !organization(alias).is_empty() && letters.chars().count() > 1 && letters == initials(name)
}

/// Whether an alias is the first words of the name of an organisation: "Volkswagen".
fn is_beginning(alias: &str, core: &[String]) -> bool {
    let short = organization(alias);
    let named = bare(alias).chars().next().is_some_and(char::is_uppercase);
    named && !short.is_empty() && short.len() < core.len() && core.starts_with(&short)
}

fn bare(alias: &str) -> &str {
    alias.trim_start_matches("the ").trim_start_matches("The ")
}

/// The capitals that a name's words begin with: "UN" of "United Nations".
pub(crate) fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

fn person(name: &str) -> Vec<String> {
    let folded = fold(name);
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut kept = all.as_slice();
    while let [rest @ .., last] = kept
        && !rest.is_empty()
        && words().generations.contains(*last)
    {
        kept = rest;
    }
    let core: Vec<&str> = kept.iter().copied().filter(|word| !words().particles.contains(*word)).collect();
    let core = if core.is_empty() { kept.to_vec() } else { core };
    core.into_iter().map(str::to_owned).collect()
}

fn organization(name: &str) -> Vec<String> {
    let folded = fold(name);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut core = all.as_slice();
    while let [rest @ .., last] = core
        && !rest.is_empty()
        && words().designators.contains(*last)
    {
        core = rest;
    }
    // "Federal Co" is not whatever else is called federal.
    if let ([word], Some(form)) = (core, all.get(1))
        && is_beginning_of_many(&[(*word).to_owned()])
    {
        return vec![(*word).to_owned(), (*form).to_owned()];
    }
    core.iter().map(|word| (*word).to_owned()).collect()
}

/// Whether the shorter of two names of a person may be the longer with words left out: the same last word, and every
/// other one stands in the longer in this order, whole or as an initial. An initial counts only where the names begin alike:
/// "James Hallam" is no "D. J. Hallam".
pub(super) fn fits(short: &[String], long: &[String]) -> bool {
    let (Some((last, short)), Some((long_last, long))) = (short.split_last(), long.split_last()) else { return false };
    if last != long_last {
        return false;
    }
    let alike = |a: &String, b: &String| a == b || abbreviates(a, b) || abbreviates(b, a);
    let within = |same: &dyn Fn(&String, &String) -> bool| {
        let mut rest = long.iter();
        short.iter().all(|word| rest.any(|other| same(word, other)))
    };
    let begin_alike = short.first().zip(long.first()).is_some_and(|(a, b)| alike(a, b));
    within(&|a, b| a == b) || (begin_alike && within(&alike))
}

/// Whether `initial` is the first letter of `word`.
fn abbreviates(initial: &str, word: &str) -> bool {
    initial.chars().count() == 1 && word.starts_with(initial)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Organization, Person, Place};

    fn node(name: &str, kind: EntityType, aliases: &[&str]) -> Node {
        Node {
            id: name.into(),
            name: name.into(),
            kind,
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            mentions: 1,
            documents: vec![],
            code: None,
        }
    }

    #[test]
    fn persons_meet_by_their_last_name() {
        let own = |name| block(&node(name, Person, &[]));
        assert_eq!(own("Kalimar Hallam Jr."), Some("person:hallam".into()));
        assert_eq!(own("Abdel al-Corti"), own("Corti"));
        assert_eq!(own("al"), Some("person:al".into()));
        assert_eq!(offered(&node("Kalimar Hallam", Person, &[])), ["person:kalimar"]);
        assert_eq!(block(&node("Rome", Place, &[])), None);
        assert_eq!(block(&Node { code: Some("X".into()), ..node("UN", Organization, &[]) }), None);
    }

    #[test]
    fn organisations_meet_without_their_legal_form_and_by_their_short_names() {
        let own = |name| block(&node(name, Organization, &[]));
        assert_eq!(own("Norvell Inc."), own("The Norvell Corp"));
        let movement =
            node("Free Valley Movement", Organization, &["FVM", "the Movement", "Free Valley", "the movement"]);
        assert_eq!(offered(&movement), ["body:free valley", "body:fvm"]);
    }

    #[test]
    fn a_shorter_name_fits_a_longer_one() {
        let fit = |short: &str, long: &str| fits(&person(short), &person(long));
        assert!(
            fit("Hallam", "Kalimar Hallam")
                && fit("K. Hallam", "Kalimar B. Hallam")
                && fit("Kalimar Hallam", "K. B. Hallam")
        );
        assert!(
            !fit("Karla Hallam", "Kalimar Hallam")
                && !fit("Kalimar Corti", "Kalimar Hallam")
                && !fit("B. K. Hallam", "Kalimar B. Hallam")
        );
    }

    #[test]
    fn titles_stand_before_the_name() {
        let unit = Unit::new(&node("Abdir", Person, &["King Abdir", "Abdir", "the King", "the late King Abdir"]), "d");
        assert_eq!(unit.titles(), ["king", "late king"]);
        let unit = Unit::new(&node("Karl Hallam", Person, &["President Hallam", "Karl Hallam", "Dr Karl Hallam"]), "d");
        assert_eq!(unit.titles(), ["dr", "president"]);
        assert_eq!(block(&node("close friend of Hallam", Person, &[])), None);
        assert!(block(&node("Karl von Hallam", Person, &[])).is_some());
    }
}
