//! Where the words of a CoNLL-U document stand: in a text that is made up from them, or in the one they came from.

use super::parse::{RawDocument, RawSentence, RawWord, bad};
use super::{ConlluError, ConlluErrorKind as Kind};
use crate::Span;
use crate::reading::{Name, Reading, Sentence, Token};

/// Makes up a text from the words.
pub(super) fn spell_out(document: RawDocument) -> Result<(String, Reading), ConlluError> {
    let mut text = String::new();
    let mut blocks = Blocks::default();
    let mut space = false;
    let mut reading = Reading::default();
    for sentence in document.sentences {
        let (block, new) = blocks.next(&sentence);
        if new && !text.is_empty() {
            text.push_str("\n\n");
            space = false;
        }
        let mut spans = Vec::with_capacity(sentence.words.len());
        for word in &sentence.words {
            if space {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&word.form);
            spans.push(Span::new(start, text.len()));
            space = word.space_after;
        }
        reading.sentences.push(finish(sentence, block, None, spans)?);
    }
    Ok((text, reading))
}

/// Finds the words in a text.
pub(super) fn place(text: &str, document: RawDocument) -> Result<Reading, ConlluError> {
    let mut blocks = Blocks::default();
    let mut at = 0;
    let mut reading = Reading::default();
    for sentence in document.sentences {
        let (block, _) = blocks.next(&sentence);
        let mut spans = Vec::with_capacity(sentence.words.len());
        for word in &sentence.words {
            let span = place_word(text, at, word)
                .ok_or_else(|| word.line.error(Kind::Form { form: word.form.clone(), at }))?;
            at = span.end;
            spans.push(span);
        }
        let span = match sentence.span {
            Some((line, span)) => {
                let inside = text.get(span.start..span.end).is_some() && spans.iter().all(|&word| span.contains(word));
                Some(span).filter(|_| inside).map_or_else(
                    || Err(bad(line, "span", &format!("{}:{}", span.start, span.end))),
                    |span| Ok(Some(span)),
                )?
            }
            None => None,
        };
        reading.sentences.push(finish(sentence, block, span, spans)?);
    }
    Ok(reading)
}

fn place_word(text: &str, at: usize, word: &RawWord) -> Option<Span> {
    let rest = text.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    let span = word.range.unwrap_or(Span::new(start, start + word.form.len()));
    let found = text.get(span.start..span.end)?;
    (span.start >= at && found.split_whitespace().eq(word.form.split_whitespace())).then_some(span)
}

/// Counts the blocks of a document.
#[derive(Default)]
struct Blocks {
    last: Option<usize>,
}

impl Blocks {
    /// The block of this sentence, and whether it is another than the one before.
    fn next(&mut self, sentence: &RawSentence) -> (usize, bool) {
        let block = match (sentence.block, self.last) {
            (Some(block), _) => block,
            (None, None) => 0,
            (None, Some(last)) => last + usize::from(sentence.newpar),
        };
        let new = self.last != Some(block);
        self.last = Some(block);
        (block, new)
    }
}

fn finish(sentence: RawSentence, block: usize, span: Option<Span>, spans: Vec<Span>) -> Result<Sentence, ConlluError> {
    let mut names: Vec<Name> = Vec::new();
    for (i, word) in sentence.words.iter().enumerate() {
        match word.name {
            Some((true, kind)) => names.push(Name { tokens: i..i + 1, kind, probability: 1.0 }),
            Some((false, kind)) => match names.last_mut() {
                Some(name) if name.tokens.end == i && name.kind == kind => name.tokens.end = i + 1,
                _ => return Err(word.line.error(Kind::Continuation(kind.as_str().to_owned()))),
            },
            None => {}
        }
    }
    let covered = spans.iter().copied().reduce(Span::cover).unwrap_or(Span::new(0, 0));
    let tokens = sentence.words.into_iter().zip(spans).map(|(word, span)| Token { span, ..word.token }).collect();
    Ok(Sentence { span: span.unwrap_or(covered), block, tokens, names, vectors: Vec::new() })
}
