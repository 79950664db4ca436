//! The mentions that lead from a pronoun or a description back to the name.

use crate::Span;
use crate::entities::{Entities, Mention, MentionForm, MentionId};
use crate::graph::fold;
use serde::Serialize;

/// A mention on the way to a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Index of its sentence in the reading.
    pub sentence: usize,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// How it refers: `name`, `demonym`, `description` or `pronoun`.
    pub form: &'static str,
}

/// The mentions of one entity from its name to `mention`, in the order of the text; `mention` alone where it has the name.
///
/// The name is the nearest mention before it that holds the entity's whole name, else the nearest name of any kind; where
/// none stands before, the first behind it; and where the entity has no name in the text, its first mention.
///
/// The entities stage keeps clusters and not which mention led to which, so that all mentions between are links.
pub(super) fn chain(text: &str, entities: &Entities, mention: MentionId) -> Vec<Link> {
    let own = &entities.mentions[mention];
    let entity = &entities.entities[own.entity];
    let full = fold(&entity.name);
    let mentions = || entity.mentions.iter().map(|&id| (id, &entities.mentions[id]));
    let whole = |m: &Mention| m.form == MentionForm::Name && fold(m.span.slice(text)).contains(&full);
    let named = |m: &Mention| matches!(m.form, MentionForm::Name | MentionForm::Demonym);
    let before = |fits: &dyn Fn(&Mention) -> bool| mentions().filter(|&(id, m)| id <= mention && fits(m)).last();
    let behind = || mentions().find(|&(id, m)| id > mention && named(m));
    let earlier = |m: &Mention| m.span != own.span && named(m);
    let start = before(&whole)
        .or_else(|| before(&earlier))
        .or_else(|| before(&named))
        .or_else(behind)
        .or_else(|| mentions().next())
        .map_or(mention, |(id, _)| id);
    let (first, last) = (start.min(mention), start.max(mention));
    mentions().filter(|(id, _)| (first..=last).contains(id)).map(|(_, m)| link(text, m)).collect()
}

fn link(text: &str, mention: &Mention) -> Link {
    Link {
        sentence: mention.sentence,
        span: mention.span,
        text: mention.span.slice(text).to_owned(),
        form: mention.form.as_str(),
    }
}
