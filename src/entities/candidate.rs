//! A run of words that may refer to an entity, before it is known which.

use super::MentionForm;
use super::gazetteer::Sense;
use super::lexicon::{Gender, Noun};
use crate::reading::EntityType;
use std::ops::Range;

/// How a description is determined: what tells whether it may refer back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determined {
    /// "the summit"
    Definite,
    /// "this summit"
    Demonstrative,
    /// "his advisers", "Russia's plan"
    Possessive,
    /// "a summit", "some advisers", "three advisers"
    Indefinite,
    /// "US officials", "talks"
    Bare,
}

/// A run of words that may refer to an entity.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub sentence: usize,
    /// The whole of it.
    pub tokens: Range<usize>,
    /// The name without titles, or the description.
    pub core: Range<usize>,
    pub head: usize,
    pub form: MentionForm,
    pub kind: Option<EntityType>,
    /// What the head noun of a description tells.
    pub noun: Option<Noun>,
    /// Folded: the words of a name, or the modifiers of a description that are no names themselves.
    pub words: Vec<String>,
    /// Lower case: the head's lemma of a description, the form of a pronoun, else empty.
    pub lemma: String,
    pub sense: Option<Sense>,
    pub gender: Option<Gender>,
    pub plural: bool,
    pub determined: Determined,
    /// Lemmas of the posts that stand before a name: "prime minister" is two words of one.
    pub posts: Vec<Vec<String>>,
    /// The head of what it is a part or a number of: "advisers" in "some of his advisers".
    pub part_of: Option<usize>,
    /// Candidates inside that anchor a description, or the post before a name.
    pub anchors: Vec<usize>,
}

impl Candidate {
    pub(super) fn new(sentence: usize, tokens: Range<usize>, head: usize, form: MentionForm) -> Self {
        Self {
            sentence,
            core: tokens.clone(),
            tokens,
            head,
            form,
            kind: None,
            noun: None,
            words: Vec::new(),
            lemma: String::new(),
            sense: None,
            gender: None,
            plural: false,
            determined: Determined::Bare,
            posts: Vec::new(),
            part_of: None,
            anchors: Vec::new(),
        }
    }

    pub(super) fn is_name(&self) -> bool {
        matches!(self.form, MentionForm::Name | MentionForm::Demonym)
    }
}
