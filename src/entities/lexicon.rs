//! What single words tell of an entity: the type of a head noun, titles, the gender of first names, calendar words.

use super::fold::fold;
use crate::reading::EntityType;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const NOUNS: &str = include_str!("data/nouns.tsv");
const TITLES: &str = include_str!("data/titles.tsv");
const CALENDAR: &str = include_str!("data/calendar.tsv");
const ACTS: &str = include_str!("data/acts.tsv");
const PARTY_LABELS: &str = include_str!("data/party_labels.tsv");
const CHAMBERS: &str = include_str!("data/chambers.tsv");
const FIRST_NAMES: &str = include_str!("data/first_names.tsv");

/// Grammatical gender of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// What a head noun tells of its referent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Noun {
    pub kind: EntityType,
    /// Nouns of one class may refer back to one another: "the firm" to "a company".
    pub class: &'static str,
    pub gender: Option<Gender>,
}

/// The tables of words, read once.
pub(super) struct Lexicon {
    nouns: HashMap<&'static str, Vec<Noun>>,
    /// Nouns by others that say the same: "mother" by "mum".
    same: HashMap<&'static str, &'static str>,
    titles: HashMap<&'static str, Option<Gender>>,
    /// Titles that say no more than which of several a post is: "deputy", "majority".
    ranks: HashSet<&'static str>,
    calendar: HashSet<&'static str>,
    first_names: HashMap<&'static str, Gender>,
    /// The parties by their labels behind a member's name.
    parties: HashMap<&'static str, Option<&'static str>>,
    /// The nouns for events by the verbs that tell of them.
    acts: HashMap<&'static str, Vec<&'static str>>,
    /// The names of the chambers by the titles of their members, the likeliest first.
    chambers: HashMap<&'static str, Vec<&'static str>>,
    /// The first words of the names of their committees.
    chamber_words: HashSet<&'static str>,
}

impl Lexicon {
    pub(super) fn shipped() -> &'static Lexicon {
        static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut lexicon = Lexicon {
                nouns: HashMap::new(),
                same: HashMap::new(),
                titles: HashMap::new(),
                ranks: HashSet::new(),
                calendar: lines(CALENDAR).flat_map(str::split_whitespace).collect(),
                first_names: HashMap::new(),
                parties: HashMap::new(),
                acts: HashMap::new(),
                chambers: HashMap::new(),
                chamber_words: HashSet::new(),
            };
            for (labels, party) in lines(PARTY_LABELS).filter_map(|line| line.split_once('\t')) {
                let party = Some(party).filter(|party| !party.is_empty());
                lexicon.parties.extend(labels.split(' ').map(|label| (label, party)));
            }
            for line in lines(CHAMBERS) {
                let mut columns = line.split('\t');
                let (Some(titles), Some(words), Some(names)) = (columns.next(), columns.next(), columns.next()) else {
                    continue;
                };
                lexicon.chambers.extend(titles.split(' ').map(|title| (title, names.split('|').collect())));
                lexicon.chamber_words.extend(words.split(' '));
            }
            for (nouns, verbs) in lines(ACTS).filter_map(|line| line.split_once('\t')) {
                lexicon.acts.extend(verbs.split(' ').map(|verb| (verb, nouns.split(' ').collect())));
            }
            for line in lines(NOUNS) {
                let mut columns = line.split('\t');
                let (Some(kind), Some(class), Some(gender), Some(lemmas)) =
                    (columns.next().and_then(EntityType::parse), columns.next(), columns.next(), columns.next())
                else {
                    continue;
                };
                let noun = Noun { kind, class, gender: parse_gender(gender) };
                for mut lemmas in lemmas.split(' ').map(|group| group.split('=')) {
                    let Some(first) = lemmas.next() else { continue };
                    lexicon.nouns.entry(first).or_default().push(noun);
                    for lemma in lemmas {
                        lexicon.nouns.entry(lemma).or_default().push(noun);
                        lexicon.same.insert(lemma, first);
                    }
                }
            }
            for (gender, words) in lines(TITLES).filter_map(|line| line.split_once('\t')) {
                lexicon.titles.extend(words.split(' ').map(|word| (word, parse_gender(gender))));
                if gender == "rank" {
                    lexicon.ranks.extend(words.split(' '));
                }
            }
            for (name, gender) in lines(FIRST_NAMES).filter_map(|line| line.split_once('\t')) {
                lexicon.first_names.extend(parse_gender(gender).map(|gender| (name, gender)));
            }
            lexicon
        })
    }

    /// What a noun tells by its lemma; a plural person is a group.
    pub(super) fn noun(&self, lemma: &str, plural: bool) -> Option<Noun> {
        let lemma = lemma.to_lowercase();
        let senses = self.nouns.get(lemma.as_str()).or_else(|| self.nouns.get(lemma.strip_suffix('s')?))?;
        let plain = senses.iter().find(|n| n.class != "nations").copied();
        if !plural {
            return plain;
        }
        let group = senses.iter().find(|n| n.kind == EntityType::Group).copied();
        match plain.or(group)?.kind {
            EntityType::Person => {
                // "Turkish soldiers" are Turkey's army.
                let force = senses.iter().find(|n| n.class == "force").copied();
                let people = plain.map(|n| Noun { kind: EntityType::Group, class: "people", gender: n.gender });
                force.or(group).or(people)
            }
            EntityType::Place => group.or(plain),
            EntityType::Organization if plain?.class != "force" => group.or(plain),
            _ => plain.or(group),
        }
    }

    /// One lemma for those that say the same.
    pub(super) fn one_for<'l>(&self, lemma: &'l str) -> &'l str {
        self.same.get(lemma).copied().unwrap_or(lemma)
    }

    /// Whether a word before a name is a title; the inner value is the gender that it tells.
    pub(super) fn title(&self, word: &str) -> Option<Option<Gender>> {
        self.titles.get(word.to_lowercase().as_str()).copied()
    }

    /// Whether a title says only which of several a post is.
    pub(super) fn is_rank(&self, word: &str) -> bool {
        self.ranks.contains(word.to_lowercase().as_str())
    }

    /// The party of a label behind a member's name, inside `Some` where it is of one.
    pub(super) fn party(&self, label: &str) -> Option<Option<&'static str>> {
        self.parties.get(label).copied()
    }

    /// What the event is called that a verb tells of as something known: an election of "was re-elected".
    pub(super) fn act(&self, verb: &str) -> Option<&[&'static str]> {
        self.acts.get(verb).map(Vec::as_slice)
    }

    /// What the chamber may be called, folded, whose members have a title: the Senate of "Sen.".
    pub(super) fn chambers(&self, title: &str) -> &[&'static str] {
        self.chambers.get(title.to_lowercase().as_str()).map_or(&[], Vec::as_slice)
    }

    /// Whether the names of a chamber's committees begin with a word.
    pub(super) fn is_chamber(&self, word: &str) -> bool {
        self.chamber_words.contains(word.to_lowercase().as_str())
    }

    pub(super) fn is_calendar(&self, word: &str) -> bool {
        self.calendar.contains(word.to_lowercase().as_str())
    }

    /// The gender that a first name tells.
    pub(super) fn first_name(&self, word: &str) -> Option<Gender> {
        self.first_names.get(fold(word).as_str()).copied()
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn parse_gender(text: &str) -> Option<Gender> {
    match text.trim() {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_tell_types() {
        let lexicon = Lexicon::shipped();
        let kind = |lemma, plural| lexicon.noun(lemma, plural).map(|n| n.kind);
        assert_eq!(kind("minister", false), Some(EntityType::Person));
        assert_eq!(kind("minister", true), Some(EntityType::Group));
        assert_eq!(kind("troop", true), Some(EntityType::Organization));
        assert_eq!(kind("talk", true), Some(EntityType::Event));
        assert_eq!(kind("Sanctions", true), Some(EntityType::Plan));
        assert_eq!(kind("country", false), Some(EntityType::Place));
        assert_eq!(kind("cheese", false), None);
        assert_eq!(kind("mum", false), Some(EntityType::Person));
        assert_eq!((lexicon.one_for("mum"), lexicon.one_for("cheese")), ("mother", "cheese"));
    }

    #[test]
    fn names_and_titles_tell_genders() {
        let lexicon = Lexicon::shipped();
        assert_eq!(lexicon.first_name("Angela"), Some(Gender::Female));
        assert_eq!(lexicon.first_name("Vladimir"), Some(Gender::Male));
        assert_eq!(lexicon.title("Mrs"), Some(Some(Gender::Female)));
        assert_eq!(lexicon.title("President"), Some(None));
        assert_eq!(lexicon.title("Hallam"), None);
        assert!(lexicon.is_calendar("Monday"));
    }
}
