//! Names with a hyphen: "UN-backed government", "pro-Assad militiamen".

use super::arguments::Filler;
use super::context::Context;
use super::ontology::{Part, Slot};
use super::patterns::Matcher;
use crate::Span;
use crate::entities::MentionId;
use crate::reading::{Deprel, Upos};

const HYPHENS: [char; 4] = ['-', '‐', '‑', '–'];
/// "a UN - backed, Sudan - led process": the noun is not far up.
const HIGHEST: usize = 4;

/// Matches the affixes that stand at the ends of a mention.
pub(super) fn match_affixes(matcher: &mut Matcher, mention: MentionId) {
    let tree = matcher.arguments.tree;
    let span = tree.mention(mention).span;
    let letters = |c: char| c.is_alphabetic();
    let after = &tree.text[span.end.min(tree.text.len())..];
    if let Some(rest) = after.strip_prefix(HYPHENS) {
        let word = &rest[..rest.find(|c| !letters(c)).unwrap_or(rest.len())];
        let start = span.end + after.len() - rest.len();
        match_affix(matcher, mention, Part::Suffix, word, Span::new(start, start + word.len()));
    }
    let before = &tree.text[..span.start];
    if let Some(rest) = before.strip_suffix(HYPHENS) {
        let start = rest.char_indices().rev().take_while(|&(_, c)| letters(c)).last().map_or(rest.len(), |(i, _)| i);
        match_affix(matcher, mention, Part::Prefix, &rest[start..], Span::new(start, rest.len()));
    }
}

fn match_affix(matcher: &mut Matcher, mention: MentionId, part: Part, word: &str, cue: Span) {
    let ontology = matcher.ontology;
    let word = word.to_lowercase();
    if word.is_empty() || ontology.cues(&word).iter().all(|c| ontology.triggers()[c.trigger].part != part) {
        return;
    }
    let arguments = matcher.arguments;
    let tree = arguments.tree;
    let Some(token) = tree.sentence.tokens.iter().position(|t| t.span.overlaps(cue)) else { return };
    let Some(noun) = qualified(matcher, token.max(tree.mention(mention).head), mention) else { return };
    let named = Filler { mention, certainty: 1.0 };
    let context = Context::of(&arguments, noun, true);
    for cued in ontology.cues(&word) {
        let trigger = &ontology.triggers()[cued.trigger];
        if trigger.part != part {
            continue;
        }
        // "US-backed forces and a government": the adjective goes with the first only.
        if let Some(holder) = arguments.fill_alone(noun) {
            let (source, target) =
                if trigger.source.contains(&Slot::Modifier) { (named, holder) } else { (holder, named) };
            matcher.emit(trigger, trigger.relation, source, target, cue, context);
        }
    }
}

/// The noun that a hyphened adjective qualifies.
fn qualified(matcher: &Matcher, token: usize, mention: MentionId) -> Option<usize> {
    let tree = matcher.arguments.tree;
    let inside = &tree.mention(mention).tokens;
    let mut at = token;
    for _ in 0..HIGHEST {
        let link = matches!(
            tree.deprel(at),
            Deprel::Amod
                | Deprel::Compound
                | Deprel::Acl
                | Deprel::Dep
                | Deprel::Punct
                | Deprel::Flat
                | Deprel::NmodDesc
                | Deprel::Conj
                | Deprel::OblUnmarked
                | Deprel::Obl
                | Deprel::Advmod
                | Deprel::NmodUnmarked
                | Deprel::Nmod
        );
        let head = tree.head(at).filter(|_| link)?;
        let nominal = matches!(tree.upos(head), Upos::Noun | Upos::Propn);
        if nominal && head > token && !inside.contains(&head) {
            return Some(head);
        }
        at = head;
    }
    None
}
