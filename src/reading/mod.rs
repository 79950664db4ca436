//! From text to sentences, tokens, tags, trees and names.
//!
//! The tag sets and trees are those of Universal Dependencies 2 for English
//! (<https://universaldependencies.org/en/>), with the Penn Treebank's part-of-speech tags beside them.

pub mod conllu;
mod deprel;
pub mod lemma;
pub(crate) mod model;
mod names;
mod reader;
pub mod token;
mod upos;
mod xpos;

pub use deprel::Deprel;
pub use model::ModelError;
pub use reader::{BlockWords, Reader};
pub use upos::Upos;
pub use xpos::{XPOS, parse_xpos};

use crate::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the reader makes of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
}

/// One sentence with its dependency tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Index of the document's block that holds it.
    pub block: usize,
    /// Syntactic words in the order of the text; "don't" is two.
    pub tokens: Vec<Token>,
    /// Named spans that do not overlap, in the order of the text.
    pub names: Vec<Name>,
    /// The encoder's vector of each token, row by row; empty where a reading was made by hand.
    pub vectors: Vec<f32>,
}

/// A syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Whether it goes on with the orthographic word of the token before, as "n't" in "don't" and "'s" in "Sudan's".
    pub joined: bool,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech, such as `VBN`.
    pub xpos: &'static str,
    /// Dictionary form, lower case but for names.
    pub lemma: String,
    /// Index in the sentence of the word that this one depends on; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on its head.
    pub deprel: Deprel,
    /// Whether a mention is headed here and of what type, by the reader's mention head; `None` where none is.
    pub mention: Option<MentionHead>,
}

/// The reader's guess that a token is the head of a mention (a name, a description or a pronoun) that could be an
/// entity of a graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MentionHead {
    /// The likeliest type.
    pub kind: EntityType,
    /// Probability that there is a mention of that type here.
    pub probability: f32,
}

/// A named span.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Indexes of its tokens in the sentence.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityType,
    /// Mean probability of its tags.
    pub probability: f32,
}

/// The types of entity in a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// A human being.
    Person,
    /// A company, party, ministry, medium, armed group, named movement or government.
    Organization,
    /// A country, city or region, also when it acts.
    Place,
    /// An unnamed collective anchored by a name: "Trump supporters".
    Group,
    /// A summit, talks, a hearing, an election, a war, a protest.
    Event,
    /// A policy, deal, bill, law, decision or initiative: what can be backed or fought.
    Plan,
}

impl EntityType {
    /// All types, in the order of the model's labels.
    pub const ALL: [EntityType; 6] =
        [Self::Person, Self::Organization, Self::Place, Self::Group, Self::Event, Self::Plan];

    /// The word used in JSON and in ontology files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Event => "event",
            Self::Plan => "plan",
        }
    }

    /// The type that [`EntityType::as_str`] writes so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Sentence {
    /// Indexes of the tokens that depend directly on `head`.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == Some(head))
    }

    /// The words of a token.
    pub fn form<'t>(&self, token: usize, text: &'t str) -> &'t str {
        self.tokens[token].span.slice(text)
    }
}
