//! The reader: a document's text to its [`Reading`].

use super::model::{DIM, EMBEDDED, Encoder, Heads, ModelError, Quantized, Scratch, Weights, WordPiece, Words, windows};
use super::token::{RawToken, tokenize};
use super::{Deprel, Reading, Sentence, Token, Upos, lemma};
use crate::Span;
use crate::document::Document;
use std::ops::Range;

/// Pieces that go through the encoder together.
const BATCH: usize = 420;

/// Pronouns with which only a sentence begins where they stand in capitals behind a full stop.
const PRONOUNS: [&str; 8] = ["He", "Her", "His", "It", "Its", "She", "Their", "They"];

/// A model that reads: load it once, use it from any thread.
pub struct Reader {
    version: String,
    pieces: WordPiece,
    encoder: Encoder,
    heads: Heads,
}

/// Letters of a word that a full stop hardly ever shortens, where the tokenizer does not know it for an abbreviation ("Calif.").
const WHOLE: usize = 5;

/// Whether the last of the words is one in capitals behind a full stop that belongs to no abbreviation: a pronoun, or any word that
/// white space parts from a stop behind a word in small letters.
fn is_capital_behind_a_stop(text: &str, words: &[RawToken]) -> bool {
    let [.., last, stop, word] = words else { return false };
    let form = |token: &RawToken| token.span.slice(text);
    let whole = form(last).chars().count() >= WHOLE
        && form(last).chars().all(char::is_alphabetic)
        && form(last).ends_with(char::is_lowercase);
    let apart = stop.span.end < word.span.start && form(word).starts_with(char::is_uppercase);
    form(stop) == "." && (PRONOUNS.contains(&form(word)) || whole && apart)
}

/// The words of one block, with sentence starts where they are known.
pub struct BlockWords {
    /// Index of the block in the document.
    pub block: usize,
    /// In the order of the text.
    pub tokens: Vec<RawToken>,
    /// Whether each word begins a sentence; `None` lets the model say.
    pub starts: Option<Vec<bool>>,
}

impl Reader {
    /// The model that the binary carries.
    ///
    /// # Errors
    /// Only where the binary was built from a broken model file.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::of(&Weights::in_place(EMBEDDED)?)
    }

    /// A model from the bytes of a model file.
    ///
    /// # Errors
    /// A [`ModelError`] where the bytes are no model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::of(&Weights::new(bytes)?)
    }

    fn of(weights: &Weights) -> Result<Self, ModelError> {
        let vocabulary = std::str::from_utf8(weights.bytes("vocabulary")?)
            .map_err(|_| ModelError::Content("its vocabulary is not UTF-8".to_owned()))?;
        let pieces = WordPiece::new(vocabulary)
            .ok_or_else(|| ModelError::Content("its vocabulary lacks BERT's special pieces".to_owned()))?;
        Ok(Self {
            version: weights.text("version")?.to_owned(),
            encoder: Encoder::read(weights, pieces.len())?,
            heads: Heads::read(weights)?,
            pieces,
        })
    }

    /// Name of the model, such as `reader-2`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Reads a document.
    pub fn read(&self, document: &Document) -> Reading {
        let blocks: Vec<BlockWords> = document
            .blocks
            .iter()
            .enumerate()
            .map(|(block, b)| BlockWords { block, tokens: tokenize(&document.text, b.span), starts: None })
            .collect();
        self.read_words(&document.text, &blocks)
    }

    /// Reads words that are given, as those of a treebank are; `blocks` are in the order of the text.
    pub fn read_words(&self, text: &str, blocks: &[BlockWords]) -> Reading {
        let words: Vec<Words> = blocks
            .iter()
            .filter(|b| !b.tokens.is_empty())
            .map(|b| Words { block: b.block, tokens: &b.tokens, starts: b.starts.as_deref() })
            .collect();
        let tokens: Vec<RawToken> = words.iter().flat_map(|b| b.tokens.iter().copied()).collect();
        let given: Vec<Option<bool>> =
            words.iter().flat_map(|b| (0..b.tokens.len()).map(|i| b.starts.map(|starts| starts[i]))).collect();
        let windows = windows(text, &words, &self.pieces);
        let (mut scratch, mut quantized) = (Scratch::default(), Quantized::default());
        let mut sentences = Vec::new();
        let (mut at, mut first) = (0, 0);
        while at < windows.len() {
            let mut pieces = 0;
            let last = windows[at..]
                .iter()
                .position(|w| {
                    pieces += w.pieces.len();
                    pieces > BATCH && pieces > w.pieces.len()
                })
                .map_or(windows.len(), |n| at + n);
            let batch = &windows[at..last];
            let count: usize = batch.iter().map(|w| w.words).sum();
            let vectors = self.encoder.encode(batch, &mut scratch);
            let tags = self.heads.tags(&vectors, &mut quantized);
            let sides = self.heads.sides(&vectors, &mut quantized);
            let forced: Vec<bool> = batch.iter().flat_map(|w| w.forced.iter().copied()).collect();
            let block_of: Vec<usize> = batch.iter().flat_map(|w| w.blocks.iter().copied()).collect();
            let begins = |i: usize| match given[first + i] {
                Some(start) => start || i == 0,
                None => forced[i] || tags.starts(i) || is_capital_behind_a_stop(text, &tokens[..=first + i]),
            };
            let bounds: Vec<usize> = (0..count).filter(|&i| begins(i)).chain([count]).collect();
            for pair in bounds.windows(2) {
                let range = pair[0]..pair[1];
                let tree = self.heads.tree(&sides, &tags, range.clone(), &mut quantized);
                let raw = &tokens[first + range.start..first + range.end];
                let parts = Parts { text, raw, range: range.clone(), block: block_of[range.start] };
                let mut sentence = parts.sentence(&tags, tree);
                sentence.vectors = vectors[range.start * DIM..range.end * DIM].to_vec();
                sentences.push(sentence);
            }
            first += count;
            at = last;
        }
        Reading { sentences }
    }
}

/// What a sentence is put together from.
struct Parts<'a> {
    text: &'a str,
    raw: &'a [RawToken],
    range: Range<usize>,
    block: usize,
}

impl Parts<'_> {
    fn sentence(self, tags: &super::model::Tags, tree: Vec<(Option<usize>, super::Deprel)>) -> Sentence {
        let mut tokens: Vec<Token> = self
            .raw
            .iter()
            .zip(self.range.clone())
            .zip(tree)
            .map(|((raw, word), (head, deprel))| {
                let (upos, xpos) = (tags.upos(word), tags.xpos(word));
                Token {
                    span: raw.span,
                    joined: raw.joined,
                    upos,
                    xpos,
                    lemma: lemma::lemma(raw.span.slice(self.text), upos, xpos, word == self.range.start),
                    head,
                    deprel,
                    mention: tags.mention(word),
                }
            })
            .collect();
        settle_agents(&mut tokens);
        settle_speakers(&mut tokens);
        let span = match (self.raw.first(), self.raw.last()) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
            _ => Span::new(0, 0),
        };
        let form = |i: usize| self.raw[i].span.slice(self.text);
        let mut names = tags.names(self.range);
        // No name begins or ends with a mark, but for the full stop of an abbreviation.
        let mark = |i: usize| tokens[i].upos == Upos::Punct && form(i) != ".";
        for name in &mut names {
            while !name.tokens.is_empty() && mark(name.tokens.start) {
                name.tokens.start += 1;
            }
            while !name.tokens.is_empty() && mark(name.tokens.end - 1) {
                name.tokens.end -= 1;
            }
        }
        names.retain(|name| !name.tokens.is_empty());
        let names = super::names::whole(names, self.raw.len(), &form);
        Sentence { span, block: self.block, tokens, names, vectors: Vec::new() }
    }
}

/// Hangs an agent on the participle right before it where a tree has it reach over that: "backed by A and rejected by B".
fn settle_agents(tokens: &mut [Token]) {
    for agent in 0..tokens.len() {
        let Some(far) = tokens[agent].head.filter(|&h| h < agent && tokens[agent].deprel == Deprel::OblAgent) else {
            continue;
        };
        let has_agent = |verb: usize| tokens.iter().any(|t| t.head == Some(verb) && t.deprel == Deprel::OblAgent);
        let near = (far + 1..agent).rev().find(|&t| tokens[t].xpos == "VBN" && tokens[t].upos == Upos::Verb);
        let joined = near.filter(|&t| tokens[t].deprel == Deprel::Conj && tokens[t].head == Some(far) && !has_agent(t));
        if let Some(near) =
            joined.filter(|_| tokens[..agent].iter().any(|t| t.head == Some(far) && t.deprel == Deprel::OblAgent))
        {
            tokens[agent].head = Some(near);
        }
    }
}

/// Makes the noun phrase right before "said" at the end of what was said its subject, where a tree took it for an apposition to what
/// stands before the comma: "... near Sarvik, the rights group Tarn Watch said."
fn settle_speakers(tokens: &mut [Token]) {
    for verb in 2..tokens.len() {
        let said = tokens[verb].upos == Upos::Verb && tokens[verb].lemma == "say";
        let of_verb = |deprel: &[Deprel]| tokens.iter().any(|t| t.head == Some(verb) && deprel.contains(&t.deprel));
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj];
        if !said || of_verb(&subjects) || !of_verb(&[Deprel::Ccomp, Deprel::Parataxis]) {
            continue;
        }
        // The phrase that ends right before the verb, up to the apposition behind a comma.
        let up = |&t: &usize| tokens[t].head.filter(|&head| head < verb);
        let heads = |t: usize| std::iter::successors(Some(t), up).take(tokens.len());
        let behind_comma = |t: usize| {
            let start = (0..t).rev().find(|&s| tokens[s].upos == Upos::Punct || !heads(s).any(|head| head == t));
            start.is_some_and(|comma| tokens[comma].upos == Upos::Punct && tokens[comma].lemma == ",")
        };
        let ends = tokens[verb - 1].upos != Upos::Punct;
        let speaker = heads(verb - 1).find(|&t| ends && tokens[t].deprel == Deprel::Appos && behind_comma(t));
        if let Some(speaker) = speaker {
            tokens[speaker].head = Some(verb);
            tokens[speaker].deprel = Deprel::Nsubj;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    #[test]
    fn a_possessive_hangs_on_what_it_owns() {
        let text = "The Tarn agreement was signed off by the Norlandish foreign minister, Mara Holm, his Sarvian counterpart, Karl \
                    Petrov, and Egypt's Omar Zarif, underlining how the west has lost control.\n\nReporters asked what Holm's \
                    aides plan next, and whether the party's rank and file back them.";
        let document = Document::from_bytes(text.as_bytes(), "-", Format::Text).unwrap();
        let reading = Reader::embedded().unwrap().read(&document);
        let mut seen = 0;
        for sentence in &reading.sentences {
            let possessive = |i: usize| {
                let next = sentence.tokens.get(i + 1);
                sentence.tokens[i].xpos == "PRP$" || next.is_some_and(|next| next.xpos == "POS")
            };
            for i in (0..sentence.tokens.len()).filter(|&i| possessive(i)) {
                let head = sentence.tokens[i].head.expect("it is no root");
                assert!(head > i && sentence.tokens[head].upos != Upos::Verb, "{}", sentence.form(i, text));
                seen += 1;
            }
        }
        assert_eq!(seen, 4);
    }

    #[test]
    fn an_agent_hangs_on_the_participle_before_it() {
        let token = |xpos, head, deprel| Token {
            span: Span::new(0, 0),
            joined: false,
            upos: if xpos == "VBN" { Upos::Verb } else { Upos::Noun },
            xpos,
            lemma: String::new(),
            head,
            deprel,
            mention: None,
        };
        // "backed [by] Norland rejected [by] Sarvia"
        let mut tokens = vec![
            token("VBN", None, Deprel::Root),
            token("NNP", Some(0), Deprel::OblAgent),
            token("VBN", Some(0), Deprel::Conj),
            token("NNP", Some(0), Deprel::OblAgent),
        ];
        settle_agents(&mut tokens);
        assert_eq!(tokens.iter().map(|t| t.head).collect::<Vec<_>>(), [None, Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn a_model_file_reads_as_the_one_in_the_binary() {
        let text = "Norland backs Ada Lang, the minister said.";
        let document = Document::from_bytes(text.as_bytes(), "-", Format::Text).unwrap();
        let read = |reader: Result<Reader, ModelError>| reader.unwrap().read(&document);
        let (own, file) = (read(Reader::embedded()), read(Reader::from_bytes(EMBEDDED)));
        assert_eq!(own.sentences.len(), 1);
        assert!(own.sentences[0].vectors == file.sentences[0].vectors, "to the last bit");
        assert!(Reader::from_bytes(&EMBEDDED[..EMBEDDED.len() - 1]).is_err());
    }

    #[test]
    fn who_says_it_is_no_apposition() {
        let token = |lemma: &str, upos, head, deprel| Token {
            span: Span::new(0, 0),
            joined: false,
            upos,
            xpos: "NN",
            lemma: lemma.to_owned(),
            head,
            deprel,
            mention: None,
        };
        // "attacked farmers, the group Watch said"
        let mut tokens = vec![
            token("attack", Upos::Verb, Some(6), Deprel::Ccomp),
            token("farmer", Upos::Noun, Some(0), Deprel::Obj),
            token(",", Upos::Punct, Some(4), Deprel::Punct),
            token("the", Upos::Det, Some(4), Deprel::Det),
            token("group", Upos::Noun, Some(1), Deprel::Appos),
            token("Watch", Upos::Propn, Some(4), Deprel::Appos),
            token("say", Upos::Verb, None, Deprel::Root),
        ];
        settle_speakers(&mut tokens);
        assert_eq!((tokens[4].head, tokens[4].deprel), (Some(6), Deprel::Nsubj));
        // One that has a subject keeps it.
        tokens[4].head = Some(1);
        tokens[4].deprel = Deprel::Appos;
        tokens[1].head = Some(6);
        tokens[1].deprel = Deprel::Nsubj;
        settle_speakers(&mut tokens);
        assert_eq!(tokens[4].deprel, Deprel::Appos);
    }

    #[test]
    fn a_word_in_capitals_begins_a_sentence_behind_a_stop() {
        let starts = |text: &str| {
            let words = tokenize(text, Span::new(0, text.len()));
            let behind = |n: &usize| is_capital_behind_a_stop(text, &words[..=*n]);
            (0..words.len()).find(behind).map(|n| words[n].span.slice(text).to_owned())
        };
        assert_eq!(starts("Holm arrived on Monday. She met Berg.").as_deref(), Some("She"));
        assert_eq!(starts("Holm arrived on Monday and She met Berg."), None);
        assert_eq!(starts("Mr. It of the U.S. He band"), None);
        assert_eq!(starts("Holm went to Sarvik. Lang stayed.").as_deref(), Some("Lang"));
        assert_eq!(starts("the firm Holm <HLMA.X> and Q. Lang and Holm.Lang"), None);
    }
}
