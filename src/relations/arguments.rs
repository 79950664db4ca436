//! From a word in an argument's place to the mentions that fill it.

use super::ontology::Lexicon;
use super::tree::Tree;
use crate::entities::{MentionForm, MentionId};
use crate::reading::{Deprel, Upos};

/// A mention in an argument's place, and how sure the way to it is, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Filler {
    pub(super) mention: MentionId,
    pub(super) certainty: f32,
}

/// How sure it is that representatives stand for whom they represent.
const BY_REPRESENTATION: f32 = 0.85;
/// How sure it is that an apposed name is the argument.
const BY_APPOSITION: f32 = 0.95;
/// How sure it is that words belong together that only stand beside each other.
pub(super) const BY_POSITION: f32 = 0.85;
/// A noun phrase in apposition with more words than this before its head is a parse gone wrong.
const LONGEST_APPOSITION: usize = 8;
/// Nested "members of a group of officials of ..." is followed no deeper.
const DEEPEST: usize = 4;

/// Looks up what fills an argument.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
}

impl Arguments<'_> {
    /// The mentions that stand at `token` or are coordinated with it.
    pub(super) fn fill(&self, token: usize, certainty: f32) -> Vec<Filler> {
        let mut found = Vec::new();
        self.group(token, certainty, DEEPEST, &mut found);
        found
    }

    /// The mention that stands at `token`, without what is coordinated with it.
    pub(super) fn fill_alone(&self, token: usize) -> Option<Filler> {
        let mut found = Vec::new();
        self.one(token, 1.0, DEEPEST, &mut found);
        found.into_iter().next()
    }

    fn group(&self, token: usize, certainty: f32, left: usize, found: &mut Vec<Filler>) {
        let tree = self.tree;
        self.one(token, certainty, left, found);
        for &child in tree.children(token) {
            let nominal = matches!(tree.upos(child), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
            if tree.deprel(child) == Deprel::Conj && nominal && !tree.has(child, Deprel::Nsubj) {
                if self.is_behind_its_end(token, child) {
                    break;
                }
                self.one(child, certainty, left, found);
            }
        }
    }

    /// Whether a conjunct stands behind the end of the list that the parser hung it on, and so goes with something before it: the
    /// government in "between A, who is backed by B, C and D, and the government".
    fn is_behind_its_end(&self, first: usize, conjunct: usize) -> bool {
        let tree = self.tree;
        let and = |t: usize| tree.child(t, Deprel::Cc).filter(|&cc| cc < t);
        let Some(own) = and(conjunct).filter(|&cc| cc > 0 && tree.form(cc - 1) == ",") else { return false };
        let before = tree.children(first).iter().copied().filter(|&c| c < own && tree.deprel(c) == Deprel::Conj);
        // A list in which a comma stands before each "and" says nothing.
        before.filter_map(and).any(|cc| cc > 0 && tree.form(cc - 1) != ",")
    }

    fn one(&self, token: usize, certainty: f32, left: usize, found: &mut Vec<Filler>) {
        let tree = self.tree;
        if left == 0 {
            return;
        }
        if tree.is_relative_pronoun(token) {
            if let Some(antecedent) = tree.antecedent(token).filter(|&a| a != token) {
                self.group(antecedent, certainty, left - 1, found);
            }
            return;
        }
        // "Other candidates elected were X and Y"
        let predicate = tree.head(token).filter(|&h| {
            tree.deprel(token) == Deprel::Nsubj && tree.has(h, Deprel::Cop) && tree.upos(h) == Upos::Propn
        });
        if let Some(names) = predicate.filter(|_| matches!(tree.xpos(token), "NNS" | "NNPS")) {
            self.group(names, certainty * BY_APPOSITION, left - 1, found);
            return;
        }
        let transparent = self.lexicon.is_transparent(tree.lemma(token));
        let own = tree.headed(token).or_else(|| self.around(token)).or_else(|| self.counted(token));
        if let Some(mention) = own {
            if !(transparent && !tree.entity(mention).anchored && self.represented(token, certainty, left, found)) {
                found.push(Filler { mention, certainty });
            }
            return;
        }
        for &child in tree.children(token) {
            if tree.deprel(child) == Deprel::Appos
                && let Some(mention) = tree.headed(child)
            {
                found.push(Filler { mention, certainty: certainty * BY_APPOSITION });
                return;
            }
        }
        // "X, a group that ...", "X is one of those who ...": what is predicated of X stands for X.
        let named = tree.head(token).filter(|_| tree.deprel(token) == Deprel::Appos).and_then(|h| tree.headed(h));
        if let Some(mention) = named {
            found.push(Filler { mention, certainty: certainty * BY_APPOSITION });
            return;
        }
        if tree.has(token, Deprel::Cop)
            && let Some(subject) = tree.child(token, Deprel::Nsubj).filter(|&s| s != token)
        {
            self.group(subject, certainty * BY_APPOSITION, left - 1, found);
            return;
        }
        let whole = tree.head(token).filter(|&h| tree.deprel(token) == Deprel::Nmod && tree.has(h, Deprel::Cop));
        if let Some(whole) = whole.filter(|&h| self.lexicon.is_transparent(tree.lemma(h)) || tree.upos(h) == Upos::Num)
        {
            self.one(whole, certainty * BY_REPRESENTATION, left - 1, found);
            return;
        }
        // Parsers lose the apposition when the name itself is far from its head.
        if let Some(mention) = self.apposed_before(token) {
            found.push(Filler { mention, certainty: certainty * BY_POSITION });
            return;
        }
        let quantity = matches!(tree.upos(token), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj);
        if transparent || quantity {
            self.represented(token, certainty, left, found);
        }
    }

    /// The mention around a token that is not its head, where the two are parts of one name.
    fn around(&self, token: usize) -> Option<MentionId> {
        let tree = self.tree;
        let part =
            |t: usize| matches!(tree.deprel(t), Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::Goeswith);
        let inside = |&&id: &&MentionId| {
            let mention = tree.mention(id);
            let head = mention.head;
            mention.tokens.contains(&token)
                && head < tree.len()
                && ((tree.head(token) == Some(head) && part(token)) || (tree.head(head) == Some(token) && part(head)))
        };
        tree.mentions.iter().filter(inside).min_by_key(|&&id| tree.mention(id).tokens.len()).copied()
    }

    /// The name that a noun phrase stands right behind: "X, the long-time leader", "X the leader".
    pub(super) fn apposed_before(&self, noun: usize) -> Option<MentionId> {
        let tree = self.tree;
        if !matches!(tree.upos(noun), Upos::Noun) {
            return None;
        }
        let mut at = noun;
        for _ in 0..LONGEST_APPOSITION {
            at = at.checked_sub(1)?;
            let comma = tree.form(at) == ",";
            let before = if comma { at } else { at + 1 };
            let starts = comma || matches!(tree.upos(at + 1), Upos::Det);
            let name = tree.mentions.iter().copied().find(|&m| {
                let mention = tree.mention(m);
                mention.tokens.end == before && mention.form == MentionForm::Name && mention.head < noun
            });
            if let Some(name) = name.filter(|_| starts) {
                return matches!(tree.upos(tree.mention(name).head), Upos::Propn).then_some(name);
            }
            let inside =
                matches!(tree.upos(at), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part)
                    || self.is_hyphen(at)
                    || tree.lemma(at) == "and";
            if !inside {
                return None;
            }
        }
        None
    }

    /// The mention "some of his advisers", "a series of working groups" for the noun that is counted in it.
    pub(super) fn counted(&self, token: usize) -> Option<MentionId> {
        let tree = self.tree;
        let counter = tree.head(token).filter(|_| tree.deprel(token) == Deprel::Nmod && tree.has_case(token, "of"))?;
        let counts = self.lexicon.is_transparent(tree.lemma(counter))
            || matches!(tree.upos(counter), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj);
        tree.headed(counter).filter(|&m| counts && tree.mention(m).tokens.contains(&token))
    }

    /// Whom "representatives of X", "X's officials", "Russian envoys" or "some of X" stand for.
    fn represented(&self, token: usize, certainty: f32, left: usize, found: &mut Vec<Filler>) -> bool {
        let tree = self.tree;
        let before = found.len();
        for &child in tree.children(token) {
            let of = matches!(tree.deprel(child), Deprel::Nmod | Deprel::Obl)
                && ["of", "from"].iter().any(|p| tree.has_case(child, p));
            if of || tree.deprel(child) == Deprel::NmodPoss {
                self.group(child, certainty * BY_REPRESENTATION, left - 1, found);
            }
        }
        for mention in self.modifiers(token) {
            found.push(Filler { mention, certainty: certainty * BY_REPRESENTATION });
        }
        found.len() > before
    }

    /// The mentions that stand before a noun as its modifiers: "US", "Turkish" and "Kurdish" in "US and Turkish-Kurdish talks".
    pub(super) fn modifiers(&self, noun: usize) -> Vec<MentionId> {
        let tree = self.tree;
        let mut found = Vec::new();
        let mut at = noun;
        // Walks left over what may stand inside a noun phrase before its head.
        while at > 0 {
            at -= 1;
            let linked = matches!(tree.upos(at), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
                || self.is_hyphen(at)
                || (matches!(tree.lemma(at), "and" | "," | "&") && !found.is_empty())
                || (tree.upos(at) == Upos::Verb && tree.deprel(at) == Deprel::Amod);
            if !linked {
                break;
            }
            if !self.modifies(at, noun) {
                if matches!(tree.upos(at), Upos::Noun | Upos::Propn)
                    && !tree.mentions.iter().any(|&m| tree.mention(m).tokens.contains(&at))
                {
                    break;
                }
                continue;
            }
            let ended = tree.mentions.iter().copied().filter(|&m| {
                let mention = tree.mention(m);
                mention.tokens.end == at + 1
                    && mention.head < noun
                    && !mention.tokens.contains(&noun)
                    && mention.form != MentionForm::Pronoun
            });
            // "UN-backed" is the affixes' business.
            let hyphened =
                at + 2 < noun && matches!(tree.form(at + 1), "-" | "–" | "‐" | "‑") && tree.upos(at + 2) == Upos::Verb;
            if hyphened {
                continue;
            }
            if let Some(mention) = ended.max_by_key(|&m| tree.mention(m).tokens.len()) {
                if !found.contains(&mention) {
                    found.push(mention);
                }
                at = tree.mention(mention).tokens.start;
            }
        }
        found.reverse();
        found
    }

    /// A hyphen or slash with words close on both sides; with space around it is a dash.
    fn is_hyphen(&self, token: usize) -> bool {
        let tree = self.tree;
        let tokens = &tree.sentence.tokens;
        let close = |left: usize, right: usize| tokens[left].span.end == tokens[right].span.start;
        matches!(tree.form(token), "-" | "–" | "‐" | "‑" | "/")
            && token > 0
            && token + 1 < tree.len()
            && close(token - 1, token)
            && close(token, token + 1)
    }

    /// Whether a chain of modifier relations leads from a token to a noun or to the name that the noun is the title of.
    fn modifies(&self, token: usize, noun: usize) -> bool {
        let tree = self.tree;
        let mut at = token;
        for _ in 0..DEEPEST {
            let link = matches!(
                tree.deprel(at),
                Deprel::Amod
                    | Deprel::Compound
                    | Deprel::NmodDesc
                    | Deprel::Flat
                    | Deprel::NmodUnmarked
                    | Deprel::Nmod
                    | Deprel::Conj
                    | Deprel::NmodPoss
                    | Deprel::OblUnmarked
                    | Deprel::Obl
            );
            let Some(head) = tree.head(at).filter(|_| link) else { return false };
            if head == noun {
                return true;
            }
            if tree.head(noun) == Some(head)
                && matches!(tree.deprel(noun), Deprel::NmodDesc | Deprel::Compound | Deprel::Flat | Deprel::Amod)
            {
                return true;
            }
            at = head;
        }
        false
    }
}
