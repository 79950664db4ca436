//! The universal parts of speech.

macro_rules! tags {
    ($($name:ident $text:literal,)*) => {
        /// A universal part of speech, as in <https://universaldependencies.org/u/pos/>.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Upos {
            $($name,)*
        }

        impl Upos {
            /// All tags, sorted by their text.
            pub const ALL: &[Upos] = &[$(Self::$name,)*];

            /// As in CoNLL-U, such as `NOUN`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The tag with this text.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|t| t.as_str() == text)
            }
        }
    };
}

tags! {
    Adj "ADJ",
    Adp "ADP",
    Adv "ADV",
    Aux "AUX",
    Cconj "CCONJ",
    Det "DET",
    Intj "INTJ",
    Noun "NOUN",
    Num "NUM",
    Part "PART",
    Pron "PRON",
    Propn "PROPN",
    Punct "PUNCT",
    Sconj "SCONJ",
    Sym "SYM",
    Verb "VERB",
    X "X",
}
