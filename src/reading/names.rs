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

/// Names with their spans put right, in the order they came: addresses of the net are none, a company's legal form and a
/// saint's title belong to the name, a name does not end in a preposition, and what follows a person or a body at once is of its name.
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
