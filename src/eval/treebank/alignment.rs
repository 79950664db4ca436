//! Which word of the reader is which word of the treebank: Zeman et al. 2018, "CoNLL 2018 Shared Task", section 4.1.
//!
//! Words that are tokens of their own are the same where they stand at the same place. The parts of a token of several words
//! ("don't") have no place of their own, so that around such tokens words are aligned by their forms: in each region, a run of
//! text that such tokens of either side cover without a gap, by a longest common subsequence.

use crate::Span;
use crate::reading::{Reading, Token};
use std::collections::HashMap;

/// A word of a document.
pub(super) struct Word<'a> {
    pub(super) token: &'a Token,
    /// Index in the document of the word that it depends on.
    pub(super) head: Option<usize>,
    /// Its form in lower case.
    form: String,
    /// Where the whole token stands.
    span: Span,
    /// Whether the token has several words.
    shared: bool,
}

/// The words of a document and the places of its tokens.
pub(super) fn words<'a>(text: &str, reading: &'a Reading) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    for sentence in &reading.sentences {
        let first = words.len();
        for tokens in sentence.tokens.chunk_by(|_, next| next.joined) {
            let span = tokens.iter().map(|token| token.span).reduce(Span::cover);
            words.extend(tokens.iter().map(|token| Word {
                token,
                head: token.head.map(|head| first + head),
                form: token.span.slice(text).to_lowercase(),
                span: span.unwrap_or(token.span),
                shared: tokens.len() > 1,
            }));
        }
    }
    words
}

/// For each word of the system the word of the gold that it is, by index.
pub(super) fn align(gold: &[Word], system: &[Word]) -> Vec<Option<usize>> {
    let regions = regions(gold, system);
    let mut gold_of = vec![None; system.len()];
    let (alone, inside) = part(gold, &regions);
    let (system_alone, system_inside) = part(system, &regions);
    let places: HashMap<Span, usize> = alone.into_iter().map(|g| (gold[g].span, g)).collect();
    for s in system_alone {
        gold_of[s] = places.get(&system[s].span).copied();
    }
    for (gold_words, system_words) in inside.iter().zip(&system_inside) {
        for (g, s) in common(gold_words, system_words, |&g, &s| gold[g].form == system[s].form) {
            gold_of[s] = Some(g);
        }
    }
    gold_of
}

/// The runs of text that tokens of several words cover, where those of one side overlap those of the other.
fn regions(gold: &[Word], system: &[Word]) -> Vec<Span> {
    let mut shared: Vec<Span> = gold.iter().chain(system).filter(|word| word.shared).map(|word| word.span).collect();
    shared.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in shared {
        match out.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}

/// Words outside of all regions, and those that lie inside each; words that stick out of a region are in none.
fn part(words: &[Word], regions: &[Span]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let (mut alone, mut inside) = (Vec::new(), vec![Vec::new(); regions.len()]);
    for (i, word) in words.iter().enumerate() {
        let next = regions.partition_point(|region| region.end <= word.span.start);
        match regions.get(next) {
            Some(region) if region.contains(word.span) => inside[next].push(i),
            Some(region) if region.overlaps(word.span) => {}
            _ => alone.push(i),
        }
    }
    (alone, inside)
}

/// A longest common subsequence. Of several it is the one that takes the first words that are the same, and else passes over the
/// left one where that loses nothing.
fn common<T: Copy>(left: &[T], right: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(T, T)> {
    let width = right.len() + 1;
    // Length of the longest of the rests from l and r on.
    let mut longest = vec![0usize; (left.len() + 1) * width];
    for l in (0..left.len()).rev() {
        for r in (0..right.len()).rev() {
            let through = longest[(l + 1) * width + r + 1] + 1;
            let skipping = longest[(l + 1) * width + r].max(longest[l * width + r + 1]);
            longest[l * width + r] = if same(&left[l], &right[r]) { through.max(skipping) } else { skipping };
        }
    }
    let (mut l, mut r, mut out) = (0, 0, Vec::new());
    while l < left.len() && r < right.len() {
        if same(&left[l], &right[r]) {
            out.push((left[l], right[r]));
            (l, r) = (l + 1, r + 1);
        } else if longest[l * width + r] == longest[(l + 1) * width + r] {
            l += 1;
        } else {
            r += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::conllu;

    /// A text as tokens, those of several words with a dot between the words.
    fn reading(tokens: &str) -> (String, Reading) {
        let mut conllu = String::new();
        let mut id = 0;
        for token in tokens.split(' ') {
            let words: Vec<&str> = token.split('.').collect();
            if words.len() > 1 {
                conllu += &format!("{}-{} {} _ _ _ _ _ _ _ SpaceAfter=No\n", id + 1, id + words.len(), words.concat());
            }
            for word in words {
                id += 1;
                conllu += &format!("{id} {word} _ X _ _ {} dep _ SpaceAfter=No\n", usize::from(id > 1));
            }
        }
        conllu::parse(&conllu).expect("tokens").remove(0)
    }

    #[test]
    fn words_are_aligned_by_place_and_within_tokens_by_form() {
        for (gold, system, aligned) in [
            ("a b c", "a b c", 3),
            ("a.b.c", "a b c", 3),
            ("a b.c d", "a b c d", 4),
            ("a.b.c.d", "a.b c.d", 4),
            ("a.b.c d.e", "a b.c.d e", 5),
            ("abcd", "a b c d", 0),
            ("abc d", "a b c d", 1),
            ("a bc d", "a b c d", 2),
            ("a b.c d", "a b cd", 2),
            ("a.b cd", "a b.cd", 3),
        ] {
            let ((text, gold_reading), (same_text, system_reading)) = (reading(gold), reading(system));
            assert_eq!(text, same_text);
            let found = align(&words(&text, &gold_reading), &words(&same_text, &system_reading));
            assert_eq!(found.iter().flatten().count(), aligned, "{gold} / {system}");
        }
    }

    #[test]
    fn of_several_alignments_the_first_is_taken() {
        assert_eq!(common(&['a', 'b', 'a'], &['a'], |l, r| l == r), [('a', 'a')]);
        let pairs = common(&[(0, 'b'), (1, 'a')], &[(0, 'a'), (1, 'b')], |l, r| l.1 == r.1);
        assert_eq!(pairs, [((1, 'a'), (0, 'a'))]);
    }
}
