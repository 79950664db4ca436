use super::place::{place, spell_out};
use super::{ConlluError, ConlluErrorKind as Kind};
use crate::Span;
use crate::reading::{Deprel, EntityType, MentionHead, Reading, Token, Upos, parse_xpos};

/// The documents of a CoNLL-U text, each with a text that is made up from its words.
///
/// One space stands between words and between sentences unless `SpaceAfter=No` says otherwise, and an empty line
/// before `# newpar`; ranges in the file are not looked at, for they belong to another text. To write a reading by
/// hand, leave out what is not needed: lines without a tab are split at white space, the last two columns may be
/// missing, `_` is no lemma and no XPOS, and blocks are counted from `# newpar` where no `# block` is given.
///
/// ```
/// let documents = powermap::reading::conllu::parse(
///     "1 Egypt   Egypt PROPN NNP _ 2 nsubj _ Mention=place:0.9|NER=B-place
///      2 backs   back  VERB  VBZ _ 0 root
///      3 Hallam  _     PROPN NNP _ 2 obj   _ SpaceAfter=No
///      4 .       .     PUNCT .   _ 2 punct",
/// )?;
/// let (text, reading) = &documents[0];
/// assert_eq!(text, "Egypt backs Hallam.");
/// assert_eq!(reading.sentences[0].tokens[2].span.slice(text), "Hallam");
/// # Ok::<(), powermap::reading::conllu::ConlluError>(())
/// ```
///
/// # Errors
/// A [`ConlluError`] with the line where the text is no CoNLL-U or a sentence is no tree.
pub fn parse(conllu: &str) -> Result<Vec<(String, Reading)>, ConlluError> {
    raw_documents(conllu)?.into_iter().map(spell_out).collect()
}

/// The one document of a CoNLL-U text, placed in the text that it was made from.
///
/// A word stands at its `TokenRange` or, where it has none, at the next place where `text` goes on with its form. A
/// sentence reaches over its `# span`, or over its words where it has none.
///
/// # Errors
/// As [`parse`], and where a word does not stand in `text` or there is more than one document.
pub fn parse_for(text: &str, conllu: &str) -> Result<Reading, ConlluError> {
    let mut documents = raw_documents(conllu)?.into_iter();
    let Some(document) = documents.next() else { return Ok(Reading::default()) };
    if let Some(second) = documents.next() {
        return Err(second.line.error(Kind::SecondDocument));
    }
    place(text, document)
}

/// A line's number, from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line(usize);

impl Line {
    pub(super) fn error(self, kind: Kind) -> ConlluError {
        ConlluError { line: self.0, kind }
    }
}

pub(super) struct RawDocument {
    pub(super) line: Line,
    pub(super) sentences: Vec<RawSentence>,
}

#[derive(Default)]
pub(super) struct RawSentence {
    pub(super) newpar: bool,
    pub(super) block: Option<usize>,
    pub(super) span: Option<(Line, Span)>,
    pub(super) words: Vec<RawWord>,
}

pub(super) struct RawWord {
    pub(super) line: Line,
    pub(super) form: String,
    pub(super) space_after: bool,
    pub(super) range: Option<Span>,
    pub(super) name: Option<(bool, EntityType)>,
    /// All but its span.
    pub(super) token: Token,
}

/// A range line whose words are still to come.
struct OpenRange {
    line: Line,
    last: usize,
    form: String,
    words: String,
    space_after: bool,
}

fn raw_documents(conllu: &str) -> Result<Vec<RawDocument>, ConlluError> {
    let mut documents: Vec<RawDocument> = Vec::new();
    let mut sentence = RawSentence::default();
    let mut open: Option<OpenRange> = None;
    // One empty line more ends the last sentence.
    for (i, content) in conllu.lines().chain([""]).enumerate() {
        let line = Line(i + 1);
        let content = content.trim_end_matches('\r');
        if content.trim().is_empty() {
            if let Some(range) = open.take() {
                return Err(range.line.error(Kind::WordsOfRange { form: range.form, words: range.words }));
            }
            if !sentence.words.is_empty() {
                check_tree(&sentence.words)?;
                if documents.is_empty() {
                    documents.push(RawDocument { line, sentences: Vec::new() });
                }
                if let Some(document) = documents.last_mut() {
                    document.sentences.push(std::mem::take(&mut sentence));
                }
            }
        } else if let Some(comment) = content.trim_start().strip_prefix('#') {
            if comment.trim_start().starts_with("newdoc") {
                documents.push(RawDocument { line, sentences: Vec::new() });
            } else {
                read_comment(line, comment, &mut sentence)?;
            }
        } else {
            read_word(line, content, &mut sentence.words, &mut open)?;
        }
    }
    Ok(documents)
}

fn read_comment(line: Line, comment: &str, sentence: &mut RawSentence) -> Result<(), ConlluError> {
    let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
    let value = value.trim();
    match key.trim() {
        "block" => sentence.block = Some(value.parse().map_err(|_| bad(line, "block", value))?),
        "span" => sentence.span = Some((line, parse_range(value).ok_or_else(|| bad(line, "span", value))?)),
        key if key.split_whitespace().next() == Some("newpar") && !key.starts_with("newpar_") => sentence.newpar = true,
        _ => {}
    }
    Ok(())
}

fn read_word(
    line: Line,
    content: &str,
    words: &mut Vec<RawWord>,
    open: &mut Option<OpenRange>,
) -> Result<(), ConlluError> {
    let columns: Vec<&str> = if content.contains('\t') {
        content.split('\t').map(str::trim).collect()
    } else {
        content.split_whitespace().collect()
    };
    let (id, form) = (columns[0], columns.get(1).copied().unwrap_or(""));
    if id.contains('.') {
        return Ok(()); // A node of the enhanced graph that has no word.
    }
    let expected = words.len() + 1;
    let misc = columns.get(9).copied().unwrap_or("_");
    if id.contains('-') {
        let range = id.split_once('-').and_then(|(a, b)| Some((a.parse::<usize>().ok()?, b.parse::<usize>().ok()?)));
        match range {
            Some((first, last)) if first == expected && last > first && open.is_none() && !form.is_empty() => {
                let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
                *open = Some(OpenRange { line, last, form: form.to_owned(), words: String::new(), space_after });
                return Ok(());
            }
            _ => return Err(line.error(Kind::WordRange(id.to_owned()))),
        }
    }
    if !(8..=10).contains(&columns.len()) || form.is_empty() {
        return Err(line.error(Kind::Columns(columns.len())));
    }
    if id.parse() != Ok(expected) {
        return Err(line.error(Kind::Id { found: id.to_owned(), expected }));
    }
    let tag = |column, found: &str| line.error(Kind::Tag { column, found: found.to_owned() });
    let head: usize = columns[6].parse().map_err(|_| line.error(Kind::Head(columns[6].to_owned())))?;
    let token = Token {
        span: Span::new(0, 0),
        joined: open.as_ref().is_some_and(|range| !range.words.is_empty()),
        lemma: if columns[2] == "_" && form != "_" { String::new() } else { columns[2].to_owned() },
        upos: Upos::parse(columns[3]).ok_or_else(|| tag("upos", columns[3]))?,
        xpos: match columns[4] {
            "_" => "",
            xpos => parse_xpos(xpos).ok_or_else(|| tag("xpos", xpos))?,
        },
        head: head.checked_sub(1),
        deprel: Deprel::parse(columns[7]).ok_or_else(|| tag("deprel", columns[7]))?,
        mention: None,
    };
    let mut word = RawWord { line, form: form.to_owned(), space_after: true, range: None, name: None, token };
    read_misc(line, misc, &mut word)?;
    if let Some(range) = open {
        range.words.push_str(form);
        word.space_after = false;
        if expected == range.last {
            if range.words != range.form {
                let (form, words) = (std::mem::take(&mut range.form), std::mem::take(&mut range.words));
                return Err(range.line.error(Kind::WordsOfRange { form, words }));
            }
            word.space_after = range.space_after;
            *open = None;
        }
    }
    words.push(word);
    Ok(())
}

fn read_misc(line: Line, misc: &str, word: &mut RawWord) -> Result<(), ConlluError> {
    for (key, value) in misc.split('|').filter_map(|item| item.split_once('=')) {
        match key {
            "SpaceAfter" => word.space_after = value != "No",
            "TokenRange" => word.range = Some(parse_range(value).ok_or_else(|| bad(line, "TokenRange", value))?),
            "NER" => {
                let (tag, kind) = value.split_once('-').ok_or_else(|| bad(line, "NER", value))?;
                let kind = EntityType::parse(kind).ok_or_else(|| bad(line, "NER", value))?;
                let begins = match tag {
                    "B" => true,
                    "I" => false,
                    _ => return Err(bad(line, "NER", value)),
                };
                word.name = Some((begins, kind));
            }
            "Mention" => {
                let mention = value.split_once(':').and_then(|(kind, probability)| {
                    let probability: f32 = probability.parse().ok()?;
                    let kind = EntityType::parse(kind)?;
                    (0.0..=1.0).contains(&probability).then_some(MentionHead { kind, probability })
                });
                word.token.mention = Some(mention.ok_or_else(|| bad(line, "Mention", value))?);
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn bad(line: Line, key: &'static str, found: &str) -> ConlluError {
    line.error(Kind::Value { key, found: found.to_owned() })
}

fn parse_range(text: &str) -> Option<Span> {
    let (start, end) = text.split_once(':')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Span::new(start, end))
}

/// One root, and every word hangs from it.
fn check_tree(words: &[RawWord]) -> Result<(), ConlluError> {
    let first = words[0].line;
    for (i, word) in words.iter().enumerate() {
        if word.token.head.is_some_and(|head| head == i || head >= words.len()) {
            return Err(word.line.error(Kind::Head(word.token.head.map_or(0, |head| head + 1).to_string())));
        }
    }
    let roots = words.iter().filter(|word| word.token.head.is_none()).count();
    if roots != 1 {
        return Err(first.error(Kind::Roots(roots)));
    }
    // With one root, a word that is not reached from it hangs in a circle.
    let mut children = vec![Vec::new(); words.len()];
    let mut reached: Vec<usize> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        match word.token.head {
            Some(head) => children[head].push(i),
            None => reached.push(i),
        }
    }
    let mut next = 0;
    while let Some(&head) = reached.get(next) {
        reached.append(&mut children[head]);
        next += 1;
    }
    if reached.len() < words.len() { Err(first.error(Kind::Circle)) } else { Ok(()) }
}
