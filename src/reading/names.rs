//! Where names end: what the words themselves say about the spans that the model tags.

use super::{EntityType, Name};

/// Legal forms of companies, which end their names, after a comma or without one.
const LEGAL_FORMS: [&str; 18] = [
    "Inc",
    "Inc.",
    "Incorporated",
    "Ltd",
    "Ltd.",
    "Limited",
    "Corp",
    "Corp.",
    "LLC",
    "L.L.C.",
    "L.P.",
    "LLP",
    "PLC",
    "plc",
    "GmbH",
    "S.A.",
    "S.p.A.",
    "N.V.",
];
/// Words that stand inside a name and end none: "Christian Social Union in Bavaria".
const INNER: [&str; 7] = ["of", "in", "for", "the", "and", "&", "at"];

/// Branches of a government's affairs, which stand before a post and name nobody: "Health Minister", "the Defense Secretary". A treasury is a body.
const BRANCHES: [&str; 28] = [
    "affairs",
    "agriculture",
    "commerce",
    "communications",
    "culture",
    "defence",
    "defense",
    "development",
    "economy",
    "education",
    "energy",
    "environment",
    "finance",
    "foreign",
    "health",
    "home",
    "housing",
    "immigration",
    "industry",
    "information",
    "interior",
    "justice",
    "planning",
    "state",
    "tourism",
    "trade",
    "transport",
    "transportation",
];
const POSTS: [&str; 4] = ["minister", "ministers", "secretary", "secretaries"];

/// Names with their spans put right, in the order they came: addresses of the net are none, nor is what a minister is for; a company's
/// legal form and a saint's title belong to the name, and so does what follows a person or a body at once; and a name does not end in a
/// preposition.
pub(super) fn whole<'a>(names: Vec<Name>, words: usize, form: &impl Fn(usize) -> &'a str) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names {
        if name.tokens.len() == 1 && is_address(form(name.tokens.start)) {
            continue;
        }
        if let Some(before) = out.last_mut()
            && before.tokens.end == name.tokens.start
            && before.tokens.len() > 1
            && INNER.contains(&form(before.tokens.end - 1))
        {
            before.tokens.end = name.tokens.end;
            continue;
        }
        if let Some(before) = out.last_mut()
            && before.tokens.end == name.tokens.start
            && before.kind == name.kind
            && matches!(name.kind, EntityType::Person | EntityType::Organization)
        {
            before.tokens.end = name.tokens.end;
            continue;
        }
        let first = name.tokens.start;
        let free = |at: usize| out.last().is_none_or(|before| before.tokens.end <= at);
        if first > 0 && matches!(form(first - 1), "St." | "St") && free(first - 1) {
            name.tokens.start -= 1;
        }
        out.push(name);
    }
    out.retain(|name| {
        let is_one = |list: &[&str], at: usize| at < words && list.contains(&form(at).to_lowercase().as_str());
        // "Minister of Defence", "Secretary of the Interior".
        let follows_post = |at: usize| {
            let of = (1..=2).find(|back| at >= *back && form(at - back) == "of");
            of.is_some_and(|back| at > back && is_one(&POSTS, at - back - 1))
        };
        !(matches!(name.kind, EntityType::Organization | EntityType::Place)
            && is_one(&BRANCHES, name.tokens.end - 1)
            && (is_one(&POSTS, name.tokens.end) || follows_post(name.tokens.start)))
    });
    for i in 0..out.len() {
        let next = out.get(i + 1).map_or(words, |name| name.tokens.start);
        let name = &mut out[i];
        let end = name.tokens.end;
        while name.tokens.len() > 1 && INNER.contains(&form(name.tokens.end - 1)) {
            name.tokens.end -= 1;
        }
        if name.kind == EntityType::Organization && end == name.tokens.end && !LEGAL_FORMS.contains(&form(end - 1)) {
            let comma = usize::from(end < next && form(end) == ",");
            if end + comma < next && LEGAL_FORMS.contains(&form(end + comma)) {
                name.tokens.end = end + comma + 1;
            }
        }
    }
    out
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.split_once('@').is_some_and(|(_, host)| host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &[(std::ops::Range<usize>, EntityType)]) -> Vec<String> {
        let words: Vec<&str> = text.split(' ').collect();
        let names =
            names.iter().map(|(tokens, kind)| Name { tokens: tokens.clone(), kind: *kind, probability: 1.0 }).collect();
        let told = whole(names, words.len(), &|at| words[at]);
        told.into_iter().map(|name| words[name.tokens].join(" ")).collect()
    }

    #[test]
    fn what_a_minister_is_for_is_no_name() {
        let (body, person) = (EntityType::Organization, EntityType::Person);
        assert_eq!(found("Health Minister Lia Rowe", &[(0..1, body), (2..4, person)]), ["Lia Rowe"]);
        assert_eq!(found("Treasury Secretary Lia Rowe", &[(0..1, body), (2..4, person)]), ["Treasury", "Lia Rowe"]);
        assert_eq!(found("joined World Health", &[(1..3, body)]), ["World Health"]);
        for text in ["Minister of Defence Lia Rowe", "Secretary of the Interior"] {
            let start = if text.contains("the") { 3 } else { 2 };
            assert!(found(text, &[(start..start + 1, body)]).is_empty(), "{text}");
        }
        assert_eq!(found("Ministry of Defence", &[(0..3, body)]), ["Ministry of Defence"]);
    }

    #[test]
    fn parts_of_one_name_stand_together() {
        let (place, person) = (EntityType::Place, EntityType::Person);
        assert_eq!(found("V. K. Rowe said", &[(0..1, person), (1..3, person)]), ["V. K. Rowe"]);
        assert_eq!(found("Norvale Sudmark", &[(0..1, place), (1..2, place)]), ["Norvale", "Sudmark"]);
    }
}
