//! Countries, regions, international bodies and seats of government that news names without introduction.

use super::fold::fold_name;
use crate::reading::EntityType;
use std::collections::HashMap;
use std::sync::OnceLock;

const COUNTRIES: &str = include_str!("data/countries.tsv");
const BODIES: &str = include_str!("data/bodies.tsv");

/// Index of an [`Entry`] in a [`Gazetteer`].
pub type EntryId = usize;

/// Known names, found by any spelling. Sources and licences stand in `src/entities/data/README.md`.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    senses: HashMap<String, Vec<Sense>>,
    longest: usize,
}

/// Something with a name that is known beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name that a graph shows.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// ISO 3166-1 alpha-3 for a country (`XKX` for Kosovo), else none.
    pub code: Option<String>,
    /// The country of a body or a state, by code.
    pub country: Option<String>,
}

/// How words stand for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// What they stand for.
    pub entry: EntryId,
    /// In which way.
    pub by: By,
    /// Whether they must be written in capitals ("WHO", "AU") to stand for it.
    capitals: bool,
}

/// In which way words stand for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Its name or a variant of it.
    Name,
    /// Its capital.
    Capital,
    /// The adjective or the noun for its people.
    Demonym,
}

impl Gazetteer {
    /// The gazetteer that powermap ships, read once.
    pub fn shipped() -> &'static Gazetteer {
        static SHIPPED: OnceLock<Gazetteer> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut gazetteer = Gazetteer { entries: Vec::new(), senses: HashMap::new(), longest: 1 };
            rows(COUNTRIES).for_each(|row| gazetteer.add_country(&row));
            rows(BODIES).for_each(|row| gazetteer.add_body(&row));
            gazetteer.senses.values_mut().for_each(|senses| senses.sort_by_key(|s| s.by));
            gazetteer
        })
    }

    /// The entry with this index.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id]
    }

    /// All entries; an [`EntryId`] is a place among them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The most words that a name has.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// What words stand for, the likeliest first: names before capitals before demonyms. Case, accents, articles and
    /// possessives are looked through, but for names that are all capitals.
    pub fn find(&self, words: &str) -> impl Iterator<Item = Sense> + '_ {
        let shouted = !words.chars().any(char::is_lowercase);
        let capitalised = words.chars().any(char::is_uppercase);
        let folded = if capitalised { fold_name(words) } else { String::new() };
        let found = self.senses.get(&folded).map_or(&[][..], Vec::as_slice);
        found.iter().copied().filter(move |sense| shouted || !sense.capitals)
    }

    /// As [`Gazetteer::find`], only the first.
    pub fn first(&self, words: &str) -> Option<Sense> {
        self.find(words).next()
    }

    fn add_country(&mut self, row: &[&str]) {
        let code = Some(row[0].to_owned());
        let entry = Entry { name: row[1].to_owned(), kind: EntityType::Place, code: code.clone(), country: code };
        let id = self.push(entry, row[2], row[3]);
        split(row[4]).for_each(|capital| self.add(capital, id, By::Capital));
    }

    fn add_body(&mut self, row: &[&str]) {
        let kind = EntityType::parse(row[0]).unwrap_or(EntityType::Organization);
        let country = (!row[2].is_empty()).then(|| row[2].to_owned());
        let id = self.push(Entry { name: row[1].to_owned(), kind, code: None, country }, row[3], row[4]);
        split(row[5]).for_each(|capital| self.add(capital, id, By::Capital));
    }

    fn push(&mut self, entry: Entry, variants: &str, demonyms: &str) -> EntryId {
        let id = self.entries.len();
        self.add(&entry.name, id, By::Name);
        split(variants).for_each(|variant| self.add(variant, id, By::Name));
        for demonym in split(demonyms) {
            self.add(demonym, id, By::Demonym);
            if let Some(stem) = demonym.strip_suffix("man") {
                self.add(&format!("{stem}men"), id, By::Demonym);
            } else if !demonym.ends_with("ese") && !demonym.ends_with("ish") && !demonym.ends_with('s') {
                self.add(&format!("{demonym}s"), id, By::Demonym);
            }
        }
        self.entries.push(entry);
        id
    }

    fn add(&mut self, words: &str, entry: EntryId, by: By) {
        self.longest = self.longest.max(words.split([' ', '-']).count());
        // A short name in capitals is often a word as well: "WHO", "US", "AU".
        let capitals = words.len() <= 4 && !words.contains('.') && !words.chars().any(char::is_lowercase);
        let senses = self.senses.entry(fold_name(words)).or_default();
        match senses.iter_mut().find(|s| s.entry == entry && s.by == by) {
            Some(sense) => sense.capitals &= capitals || words.contains('.'),
            None => senses.push(Sense { entry, by, capitals }),
        }
    }
}

/// The rows of a table, each with at least six columns.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| {
        let mut columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        columns.resize(columns.len().max(6), "");
        columns
    })
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split('|').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<(&'static str, By)> {
        let gazetteer = Gazetteer::shipped();
        gazetteer.find(words).map(|s| (gazetteer.entry(s.entry).name.as_str(), s.by)).collect()
    }

    #[test]
    fn variants_lead_to_one_entry() {
        for words in ["US", "U.S.", "the United States", "UNITED STATES", "America", "USA"] {
            assert_eq!(names(words)[0], ("United States", By::Name), "{words}");
        }
        assert_eq!(names("Americans"), [("United States", By::Demonym)]);
        assert_eq!(names("Ankara"), [("Turkey", By::Capital)]);
        assert_eq!(names("Turkish"), [("Turkey", By::Demonym)]);
        assert_eq!(names("Nato"), [("NATO", By::Name)]);
        assert_eq!(names("Frenchmen"), [("France", By::Demonym)]);
    }

    #[test]
    fn words_are_no_acronyms() {
        for words in ["us", "Us", "Who", "who", "turkey", ""] {
            assert!(names(words).is_empty(), "{words}");
        }
        assert_eq!(names("WHO")[0].0, "World Health Organization");
    }

    #[test]
    fn countries_have_codes() {
        let gazetteer = Gazetteer::shipped();
        let countries = gazetteer.entries.iter().filter(|e| e.code.is_some());
        for entry in countries.clone() {
            assert_eq!(entry.code.as_ref().map(String::len), Some(3), "{}", entry.name);
            assert!(entry.country == entry.code, "{}", entry.name);
        }
        assert!(countries.count() > 200);
    }
}
