//! What a question asks for: "who", "which countries", "whose support".

use super::statement::AUXILIARIES;
use super::table::{Item, Type, table};

/// Words for whoever there is.
pub(super) const SOMEBODY: &[&str] = &["anyone", "anybody", "someone", "somebody", "any", "some"];

/// What is asked for, and what is asked of it.
pub(super) struct Head<'i> {
    pub wanted: Option<&'static Type>,
    /// Whether it is somebody.
    pub personal: bool,
    /// The noun of "whose support".
    pub owned: Option<&'i [Item]>,
    pub rest: &'i [Item],
}

impl<'i> Head<'i> {
    /// Of a question without what stands before it; none where it asks for nothing that is known.
    pub fn of(items: &'i [Item]) -> Option<Self> {
        let (first, rest) = items.split_first()?;
        let noun = |items: &'i [Item]| {
            let skip = items
                .iter()
                .take_while(|item| item.is(&["of", "the", "all", "other", "these", "those", "any", "some", "a", "an"]))
                .count();
            let (found, _) = table().kind_of(items.get(skip)?.word()?)?;
            Some((found, &items[skip + 1..]))
        };
        let any = |rest| Some(Self { wanted: None, personal: false, owned: None, rest });
        let somebody = |rest| Some(Self { wanted: None, personal: true, owned: None, rest });
        let of = |found, rest| Some(Self { wanted: Some(found), personal: false, owned: None, rest });
        let relative = |rest: &'i [Item]| match rest {
            [that, rest @ ..] if that.is(&["that", "which", "who", "whom"]) => rest,
            rest => rest,
        };
        if first.is(&["whose"]) {
            let length = rest.iter().take_while(|item| item.word().is_some_and(|w| !AUXILIARIES.contains(&w))).count();
            return Some(Self { wanted: None, personal: true, owned: Some(&rest[..length]), rest: &rest[length..] });
        }
        if first.is(&["what", "which"]) {
            return match noun(rest) {
                Some((found, rest)) => of(found, relative(rest)),
                // "Which generals back Corti?": no type is called so, and to leave it out would answer another question.
                None if first.is(&["which"]) && !rest.first()?.is(AUXILIARIES) => None,
                None => any(rest),
            };
        }
        if first.is(&["who", "whom"]) {
            return somebody(relative(rest));
        }
        if (first.is(&["everyone", "everybody", "everything", "those", "all"]) || first.is(SOMEBODY)) && rest.len() > 1
        {
            return match noun(rest) {
                Some((found, rest)) => of(found, relative(rest)),
                None if first.is(&["everyone", "everybody", "anyone", "anybody", "someone", "somebody"]) => {
                    somebody(relative(rest))
                }
                None => any(relative(rest)),
            };
        }
        if let Some((found, rest)) = noun(items).filter(|(_, rest)| !rest.is_empty()) {
            return of(found, relative(rest));
        }
        None
    }
}
