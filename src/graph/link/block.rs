//! Who in a block of like names is the same.

use super::company::{Candidate, Company, SAMPLE, choose};
use super::unit::{Unit, fits};
use super::words::is_beginning_of_many;
use crate::entities::EntityType;
use crate::graph::identity;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Least probability to take a name for the only candidate.
const ONLY: f32 = 0.6;
/// Least probability to take it for one of several.
const ONE_OF_SEVERAL: f32 = 0.65;
/// Least probability to take it for anybody with whom it shares no company.
const UNSHARED: f32 = 0.8;
/// A longer name that is so many times rarer is a variant of the shorter one: a title or a misprint in it.
const RARER: usize = 10;
/// A body is often named in full where so many documents do.
const OFTEN: usize = 5;
/// A body of which so many times more is written than of another is not that one.
const FAR_MORE: usize = 3;
/// How sure it is that a name with a word left out is the one longer name that fits.
const SHORTER: f32 = 0.95;
/// How sure it is that initials are the one body that gives them for itself.
const INITIALS: f32 = 0.9;

/// Who a unit is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    /// Its id among all documents; another redirect may lead on from there.
    pub id: String,
    /// Probability that it is.
    pub certainty: f32,
    /// The next best that it may be.
    pub rival: Option<String>,
}

/// What is decided of a block.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Links {
    /// One for each unit, in their order.
    pub units: Vec<Link>,
    /// Ids that are another entity's in every document, and that entity's id.
    pub redirects: BTreeMap<String, String>,
}

/// All units of one name.
struct Name<'u> {
    core: Vec<String>,
    /// Words, and then letters: an initial is less than a name.
    size: (usize, usize),
    is_body: bool,
    /// With their places among all units, in the order of their documents.
    units: Vec<(usize, &'u Unit)>,
    texts: BTreeSet<&'u str>,
    id: String,
}

/// Decides who each of `units` is, whose block it is; `offered` are those of other blocks that shorter names may mean.
/// `company` tells whom a unit is mentioned with. The order of units makes no difference.
pub(crate) fn link<E>(
    units: &[Unit],
    offered: &[Unit],
    company: &mut dyn FnMut(&Unit) -> Result<Company, E>,
) -> Result<Links, E> {
    let (own, others) = (names(units), names(offered));
    let mut decided: Vec<Option<Link>> = vec![None; units.len()];
    let mut redirects = BTreeMap::new();
    let chosen: Vec<Vec<&Name>> = own.iter().map(|name| candidates(name, &own, &others)).collect();
    let wholes: Vec<Option<(&Name, f32)>> = own.iter().zip(&chosen).map(|(name, of)| whole(name, of, &own)).collect();
    for ((name, candidates), whole) in own.iter().zip(&chosen).zip(&wholes) {
        if let Some((same, certainty)) = *whole {
            for (at, unit) in &name.units {
                decided[*at] = Some(Link { id: same.id.clone(), certainty, rival: None });
                if unit.id != same.id {
                    redirects.insert(unit.id.clone(), same.id.clone());
                }
            }
            continue;
        }
        // Whose name is another's whatever the document keeps company for that one.
        let same = |one: &Name| {
            let names = own.iter().zip(&wholes).filter(|(_, whole)| whole.is_some_and(|(same, _)| same.id == one.id));
            names.map(|(name, _)| name).collect::<Vec<_>>()
        };
        let known = acquaintances(candidates, same, company)?;
        for (at, unit) in &name.units {
            decided[*at] = Some(by_company(name, unit, candidates, &known, &company(unit)?));
        }
    }
    // Each unit has a name, and each name was decided.
    Ok(Links { units: decided.into_iter().flatten().collect(), redirects })
}

/// Whom a name means in every document, and how sure that is; none where company must tell.
fn whole<'n>(name: &'n Name<'n>, candidates: &[&'n Name<'n>], own: &'n [Name<'n>]) -> Option<(&'n Name<'n>, f32)> {
    match candidates {
        [] => Some((name.plainer(own), 1.0)),
        [one] if name.stands_beside(one) || name.is_far_commoner_than(one) => None,
        [longer] if !name.is_bare() => Some((longer, SHORTER)),
        [body] if body.is_initialled(name) => Some((body, INITIALS)),
        _ => None,
    }
}

/// Who a unit is whose name several may have.
fn by_company(name: &Name, unit: &Unit, candidates: &[&Name], known: &[Candidate], company: &Company) -> Link {
    let least = |shared: bool| match (shared, candidates) {
        (false, _) => UNSHARED,
        (true, [_]) => ONLY,
        (true, _) => ONE_OF_SEVERAL,
    };
    // Whom its own document tells from it is another; that was decided with the whole text in sight.
    let apart = |best: usize| candidates[best].texts.contains(unit.text.as_str());
    match choose(known, company).filter(|choice| choice.certainty >= least(choice.shared) && !apart(choice.best)) {
        Some(choice) => {
            let rival = choice.next.and_then(|next| candidates.get(next)).map(|name| name.id.clone());
            Link { id: candidates[choice.best].id.clone(), certainty: choice.certainty, rival }
        }
        // Nobody knows which of them: it stands for itself in its document.
        None if candidates.len() > 1 && !name.is_a_body_beside(candidates) => {
            let rival = candidates.first().map(|name| name.id.clone());
            Link { id: identity::apart(&unit.id, unit.kind, &unit.document), certainty: 0.5, rival }
        }
        None => Link { id: name.id.clone(), certainty: 0.5, rival: candidates.first().map(|name| name.id.clone()) },
    }
}

/// The company that each candidate keeps, under its own name and under those that mean the `same`.
fn acquaintances<'n, E>(
    candidates: &[&'n Name<'n>],
    same: impl Fn(&Name) -> Vec<&'n Name<'n>>,
    company: &mut dyn FnMut(&Unit) -> Result<Company, E>,
) -> Result<Vec<Candidate>, E> {
    let mut known = Vec::new();
    for &name in candidates {
        let mut candidate = Candidate::default();
        let others = same(name).into_iter().filter(|other| !std::ptr::eq(*other, name)).flat_map(|other| &other.units);
        for (_, unit) in name.units.iter().chain(others).take(SAMPLE) {
            candidate.take(&company(unit)?);
        }
        known.push(candidate);
    }
    Ok(known)
}

/// The longer names that `name` may stand for.
fn candidates<'n>(name: &Name, own: &'n [Name<'n>], others: &'n [Name<'n>]) -> Vec<&'n Name<'n>> {
    let longer: Vec<&Name> = if !name.acts() {
        Vec::new()
    } else if name.is_body {
        others.iter().filter(|other| !name.is_another_than(other)).collect()
    } else {
        let fitting = own.iter().filter(|other| other.size > name.size && fits(&name.core, &other.core));
        // A surname is rarer in full than alone; and a variant means whom the plainer name means.
        let fitting = fitting.filter(|other| match name.is_bare() {
            true => std::ptr::eq(other.plainer(own), *other),
            false => !other.is_variant_of(name),
        });
        let rivals = others.iter().filter(|_| name.is_bare());
        fitting.chain(rivals).collect()
    };
    let stands_for_more = |short: &Name| {
        let fits = |long: &Name| {
            if short.is_body { long.core.starts_with(&short.core) } else { fits(&short.core, &long.core) }
        };
        longer.iter().any(|long| long.size > short.size && fits(long))
    };
    longer.iter().copied().filter(|candidate| !stands_for_more(candidate)).collect()
}

impl<'u> Name<'u> {
    /// The shorter name that it is a rare variant of, where there is just one; else itself.
    fn plainer<'n>(&'n self, own: &'n [Name<'u>]) -> &'n Name<'u> {
        let shorter = own.iter().filter(|other| !other.is_bare() && self.is_variant_of(other));
        let mut shorter = shorter.filter(|other| !self.stands_beside(other));
        match (shorter.next(), shorter.next()) {
            (Some(plain), None) => plain,
            _ => self,
        }
    }

    /// Whether it is `plain` with more words in it, and far rarer.
    fn is_variant_of(&self, plain: &Name) -> bool {
        !self.is_body
            && self.size > plain.size
            && self.units.len() * RARER <= plain.units.len()
            && fits(&plain.core, &self.core)
    }

    /// Whether it is a body of its own beside a company whose name begins with its own: it is written with its own legal form
    /// ("Norvell Corp" beside "Norvell Canada Ltd"), or it is the one of whom more is written.
    fn is_another_than(&self, longer: &Name) -> bool {
        let is_legal = |name: &Name| name.units.iter().any(|(_, unit)| unit.has_legal_form());
        self.is_body
            && longer.core.starts_with(&self.core)
            && (is_legal(self) || is_legal(longer) && self.units.len() > longer.units.len())
    }

    /// Whether it is a body of its own beside several whose names begin with its own ("Norvell" beside "Norvell Canada" and
    /// "Norvell Finance"): far more is written of it than of all of them, and not in capitals only, as abbreviations are.
    fn is_a_body_beside(&self, longer: &[&Name]) -> bool {
        let all: usize = longer.iter().map(|name| name.units.len()).sum();
        self.is_body
            && self.units.len() > all * FAR_MORE
            && longer.iter().all(|name| name.core.starts_with(&self.core))
            && self.units.iter().any(|(_, unit)| unit.name.contains(char::is_lowercase))
            && !is_beginning_of_many(&self.core)
    }

    /// Whether far more is written of this body than of the one longer name that it may be short for: "Reserve Bank", of many
    /// countries, beside that of one. Who is called by initials is rarely named in full, but more than once.
    fn is_far_commoner_than(&self, longer: &Name) -> bool {
        let is_far = self.units.len() > longer.units.len() * FAR_MORE;
        self.is_body && is_far && (!longer.is_initialled(self) || longer.units.len() < OFTEN)
    }

    /// Whether some unit is no event or plan.
    fn acts(&self) -> bool {
        self.units.iter().any(|(_, unit)| !matches!(unit.kind, EntityType::Event | EntityType::Plan))
    }

    fn is_bare(&self) -> bool {
        self.core.len() == 1
    }

    /// Whether `short` is its initials, not its first words; two letters are too many bodies'.
    fn is_initialled(&self, short: &Name) -> bool {
        short.is_body && short.size > (1, 2) && short.is_bare() && self.core.first() != short.core.first()
    }

    /// Whether one text tells them apart.
    fn stands_beside(&self, other: &Name) -> bool {
        !self.texts.is_disjoint(&other.texts)
    }
}

/// The units by name, each name with the id of the fullest form.
fn names(units: &[Unit]) -> Vec<Name<'_>> {
    let mut names: BTreeMap<Vec<String>, Vec<(usize, &Unit)>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        names.entry(unit.core()).or_default().push((at, unit));
    }
    let mut all = Vec::new();
    for (core, mut units) in names {
        units.sort_by(|(_, a), (_, b)| (&a.document, a).cmp(&(&b.document, b)));
        all.push(Name {
            size: (core.len(), core.iter().map(|word| word.chars().count()).sum()),
            is_body: units.iter().any(|(_, unit)| unit.kind != EntityType::Person),
            texts: units.iter().map(|(_, unit)| unit.text.as_str()).collect(),
            id: fullest(&units),
            core,
            units,
        });
    }
    all
}

/// The id of the type that most documents give, of those what the gazetteer knows (only there the id of a body is bare), a
/// name that is not in capitals, as in headlines, which run into what is said of it, the longest, the first in the alphabet.
fn fullest(units: &[(usize, &Unit)]) -> String {
    let mut kinds: BTreeMap<EntityType, usize> = BTreeMap::new();
    for (_, unit) in units {
        *kinds.entry(unit.kind).or_default() += 1;
    }
    let kind = kinds.iter().max_by_key(|(kind, count)| (**count, Reverse(**kind))).map(|(kind, _)| *kind);
    let of_kind = units.iter().map(|(_, unit)| unit).filter(|unit| Some(unit.kind) == kind);
    let is_known = |unit: &Unit| unit.kind == EntityType::Person || !unit.id.contains('.');
    let shouted = |unit: &Unit| !unit.name.contains(char::is_lowercase);
    let first =
        of_kind.min_by_key(|unit| (!is_known(unit), shouted(unit), Reverse(unit.name.chars().count()), &unit.id));
    first.map(|unit| unit.id.clone()).unwrap_or_default()
}
