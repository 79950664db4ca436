//! A sentence with what the finders of mentions ask of it again and again.

use super::lexicon::Lexicon;
use crate::Span;
use crate::reading::{Deprel, Reading, Sentence, Upos};
use std::ops::Range;

/// A sentence, its words as written and its tree from the top down.
pub(super) struct Scene<'a> {
    pub index: usize,
    pub text: &'a str,
    pub sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
    /// Whether each token stands inside quotation marks.
    pub quoted: Vec<bool>,
    /// A headline in capitals: case tells nothing here.
    pub shouted: bool,
}

impl<'a> Scene<'a> {
    /// The scenes of a reading; quotations may run over sentences but not over blocks.
    pub(super) fn all(text: &'a str, reading: &'a Reading) -> Vec<Scene<'a>> {
        let mut open = false;
        let mut block = usize::MAX;
        reading
            .sentences
            .iter()
            .enumerate()
            .map(|(index, sentence)| {
                if sentence.block != block {
                    (block, open) = (sentence.block, false);
                }
                Self::new(index, text, sentence, &mut open)
            })
            .collect()
    }

    fn new(index: usize, text: &'a str, sentence: &'a Sentence, open: &mut bool) -> Self {
        let n = sentence.tokens.len();
        let mut children = vec![Vec::new(); n];
        let mut quoted = Vec::with_capacity(n);
        let (mut upper, mut lower) = (0, 0);
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&h| h < n && h != i) {
                children[head].push(i);
            }
            let form = token.span.slice(text);
            match form {
                "“" | "``" => *open = true,
                "”" | "''" => *open = false,
                "\"" => *open = !*open,
                _ => {}
            }
            quoted.push(*open);
            if form.len() > 1 && form.chars().any(char::is_alphabetic) {
                if form.chars().any(char::is_lowercase) { lower += 1 } else { upper += 1 }
            }
        }
        Scene { index, text, sentence, children, quoted, shouted: upper >= 3 && lower * 4 <= upper }
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(super) fn form(&self, token: usize) -> &'a str {
        self.sentence.tokens[token].span.slice(self.text)
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.sentence.tokens[token].upos
    }

    pub(super) fn xpos(&self, token: usize) -> &'static str {
        self.sentence.tokens[token].xpos
    }

    pub(super) fn deprel(&self, token: usize) -> Deprel {
        self.sentence.tokens[token].deprel
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.sentence.tokens[token].head.filter(|&h| h < self.len() && h != token)
    }

    /// The lemma in lower case, or the word where the reading has none.
    pub(super) fn lemma(&self, token: usize) -> String {
        let lemma = &self.sentence.tokens[token].lemma;
        if lemma.is_empty() { self.form(token).to_lowercase() } else { lemma.to_lowercase() }
    }

    /// The encoder's vector of a token, where the reading has vectors.
    pub(super) fn vector(&self, token: usize) -> Option<&'a [f32]> {
        let vectors = &self.sentence.vectors;
        let width = vectors.len() / self.len().max(1);
        vectors.get(token * width..(token + 1) * width).filter(|v| !v.is_empty())
    }

    pub(super) fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }

    /// The first child with one of these relations.
    pub(super) fn child(&self, token: usize, relations: &[Deprel]) -> Option<usize> {
        self.children[token].iter().copied().find(|&c| relations.contains(&self.deprel(c)))
    }

    /// The preposition or the possessive mark of a noun, in lower case.
    pub(super) fn case(&self, token: usize) -> Option<String> {
        self.child(token, &[Deprel::Case]).map(|c| self.form(c).to_lowercase())
    }

    pub(super) fn is_plural(&self, token: usize) -> bool {
        matches!(self.xpos(token), "NNS" | "NNPS")
    }

    pub(super) fn is_capitalised(&self, token: usize) -> bool {
        self.form(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// The bytes of a run of tokens.
    pub(super) fn span(&self, tokens: &Range<usize>) -> Span {
        let tokens = &self.sentence.tokens[tokens.clone()];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(self.sentence.span.start, self.sentence.span.start),
        }
    }

    pub(super) fn words(&self, tokens: &Range<usize>) -> &'a str {
        self.span(tokens).slice(self.text)
    }

    /// The token in a run that depends on one outside of it.
    pub(super) fn top(&self, tokens: &Range<usize>) -> usize {
        tokens
            .clone()
            .find(|&t| self.head(t).is_none_or(|h| !tokens.contains(&h)))
            .unwrap_or(tokens.end.saturating_sub(1))
    }

    /// The whole subtree of a token, as the run from its first to its last token.
    pub(super) fn reach(&self, token: usize) -> Range<usize> {
        let (mut low, mut high) = (token, token);
        let mut stack = vec![(token, 0)];
        while let Some((t, depth)) = stack.pop() {
            (low, high) = (low.min(t), high.max(t));
            if depth < 30 {
                stack.extend(self.children(t).iter().map(|&c| (c, depth + 1)));
            }
        }
        low..high + 1
    }

    /// The noun phrase of a head as an annotator marks it: from the first modifier to the end of the complements that
    /// say whose or which it is, without relative clauses, appositions and adjuncts of place or time.
    pub(super) fn phrase(&self, head: usize) -> Range<usize> {
        let (mut low, mut high) = (head, head);
        for &child in self.children(head) {
            if child < head {
                if matches!(
                    self.deprel(child),
                    Deprel::Det
                        | Deprel::Amod
                        | Deprel::Compound
                        | Deprel::Nummod
                        | Deprel::NmodPoss
                        | Deprel::NmodDesc
                        | Deprel::NmodUnmarked
                        | Deprel::Nmod
                        | Deprel::DetPredet
                        | Deprel::Flat
                        | Deprel::OblUnmarked
                        | Deprel::Acl
                ) {
                    low = low.min(self.reach(child).start);
                }
            } else if self.is_complement(child) {
                high = high.max(self.complement_end(child));
            } else if matches!(self.deprel(child), Deprel::Compound | Deprel::Flat | Deprel::Nummod)
                && child == high + 1
            {
                high = child;
            }
        }
        // What a wrong tree draws in from the left of a verb or a comma is no modifier.
        if let Some(apart) = (low..head).rev().find(|&t| self.parts_phrases(t)) {
            low = apart + 1;
        }
        while low < head
            && (self.upos(low) == Upos::Punct
                // "by" of "by-elections" is a part of the word.
                || self.upos(low) == Upos::Adp && self.form(low + 1) != "-"
                || self.deprel(low) == Deprel::Case && self.head(low) == Some(head)
                || self.is_reduced_relative(low))
        {
            low += 1;
        }
        low..high + 1
    }

    /// Whether no noun phrase goes on over a token: a finite verb, a conjunction, a relative pronoun.
    fn parts_phrases(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Aux | Upos::Sconj)
            || self.upos(token) == Upos::Verb && matches!(self.xpos(token), "VBD" | "VBZ" | "VBP")
            || matches!(self.xpos(token), "WDT" | "WP")
            || self.form(token) == ";"
    }

    /// Whether a participle says what the noun before it does to the one behind it, or what is done to that: "an operation targeting
    /// the rebels", "land held by rebels".
    fn is_reduced_relative(&self, token: usize) -> bool {
        let behind_noun = token > 0 && matches!(self.upos(token - 1), Upos::Noun | Upos::Propn);
        let agent = self.xpos(token) == "VBN" && self.form(token + 1) == "by";
        self.upos(token) == Upos::Verb && behind_noun && (self.xpos(token) == "VBG" || agent)
    }

    fn is_complement(&self, child: usize) -> bool {
        // "the plan on Sunday" is not about Sunday: the parser cannot know that it is the verb's.
        let tells_time = || Lexicon::shipped().is_calendar(self.form(child));
        self.deprel(child) == Deprel::Nmod
            && self.case(child).is_some_and(|case| match case.as_str() {
                "of" => true,
                "for" | "to" | "between" | "with" | "against" | "on" | "over" | "among" => !tells_time(),
                _ => false,
            })
    }

    fn complement_end(&self, child: usize) -> usize {
        let mut end = child;
        for &c in self.children(child) {
            let keep = match self.deprel(c) {
                Deprel::Nmod => self.case(c).is_some_and(|case| case == "of" || case == "for"),
                Deprel::Compound | Deprel::Flat | Deprel::Nummod | Deprel::Conj => true,
                _ => false,
            };
            if keep && c > child {
                end = end.max(self.complement_end_at(c, 1));
            }
        }
        end
    }

    fn complement_end_at(&self, child: usize, depth: usize) -> usize {
        let later = self.children(child).iter().copied().filter(|&c| {
            c > child
                && matches!(
                    self.deprel(c),
                    Deprel::Compound | Deprel::Flat | Deprel::Nummod | Deprel::Conj | Deprel::Nmod
                )
        });
        later.map(|c| if depth < 6 { self.complement_end_at(c, depth + 1) } else { c }).max().unwrap_or(child)
    }
}
