//! Files of words and tags. IOB2: `B-` begins a name, `I-` goes on with it, `O` is outside (Ramshaw and Marcus 1995; Tjong Kim
//! Sang and Veenstra 1999).

use crate::Span;
use crate::eval::LineError;
use std::ops::Range;

/// A document whose words, sentences and names are given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TaggedText {
    /// The sentences with a space between them.
    pub text: String,
    /// Where its words stand in the text, in order.
    pub words: Vec<Span>,
    /// Whether each word begins a sentence.
    pub starts: Vec<bool>,
    /// Indexes of the words of each name, and the corpus's type.
    pub names: Vec<(Range<usize>, String)>,
}

struct Row<'a> {
    line: usize,
    word: &'a str,
    tag: &'a str,
}

/// Documents of a file of words and tags; empty lines part the sentences.
///
/// Read are the columns of Universal NER (number, word, tag, more) and the two of CoNLL (word, tag), parted by tabs, the two by a space
/// too. `# newdoc` begins a document; in a file without it each sentence is one. `# text =` gives the sentence's text and with it its
/// spaces; without it a space stands between all words. A name that begins with `I-` is taken for one with `B-`.
///
/// # Errors
/// At a line that has other columns, a tag that is none of the three, or a word that is not in its sentence's text.
pub fn parse(file: &str) -> Result<Vec<TaggedText>, LineError> {
    let mut out: Vec<TaggedText> = Vec::new();
    let marked = file.lines().any(|line| line.starts_with("# newdoc"));
    let (mut text, mut rows, mut new) = (None, Vec::new(), true);
    for (line, content) in (1..).zip(file.lines().chain([""])) {
        if content.trim().is_empty() {
            if !rows.is_empty() {
                if new || !marked {
                    out.push(TaggedText::default());
                }
                if let Some(document) = out.last_mut() {
                    document.add(text.take(), &std::mem::take(&mut rows))?;
                }
                new = false;
            }
            text = None;
        } else if content.starts_with("# newdoc") {
            new = true;
        } else if let Some(comment) = content.strip_prefix("# ") {
            text = comment.strip_prefix("text = ").or(text);
        } else if let Some((word, tag)) = word_and_tag(content) {
            rows.push(Row { line, word, tag });
        } else {
            let problem = "neither `number word tag` nor `word tag`; part the columns with tabs";
            return Err(LineError::new(line, problem));
        }
    }
    Ok(out)
}

fn word_and_tag(line: &str) -> Option<(&str, &str)> {
    let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    if cells.len() == 1 {
        cells = line.split_whitespace().collect();
    }
    match cells[..] {
        [number, word, tag, ..] if number.parse::<usize>().is_ok() => Some((word, tag)),
        [word, tag] => Some((word, tag)),
        _ => None,
    }
}

impl TaggedText {
    /// Adds a sentence.
    fn add(&mut self, text: Option<&str>, rows: &[Row]) -> Result<(), LineError> {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let (mut at, first) = (self.text.len(), self.words.len());
        match text {
            Some(text) => self.text.push_str(text),
            None => self.text.push_str(&rows.iter().map(|row| row.word).collect::<Vec<_>>().join(" ")),
        }
        for (i, Row { line, word, tag }) in rows.iter().enumerate() {
            let rest = &self.text[at..];
            let missing =
                || LineError::new(*line, format!("the word {word:?} is not in the rest of its text, {rest:?}"));
            let start = rest.find(word).ok_or_else(missing)? + at;
            at = start + word.len();
            self.starts.push(i == 0);
            self.words.push(Span::new(start, at));
            self.tag(first, first + i, tag).ok_or_else(|| {
                LineError::new(*line, format!("{tag:?} is no IOB2 tag; give O, or B- or I- with a type behind it"))
            })?;
        }
        Ok(())
    }

    /// Takes in the tag of a word; `first` is the first word of its sentence, which no name crosses.
    fn tag(&mut self, first: usize, word: usize, tag: &str) -> Option<()> {
        match (tag.split_once('-'), self.names.last_mut()) {
            (Some(("I", kind)), Some((range, before))) if range.end == word && word > first && *before == kind => {
                range.end += 1;
            }
            (Some(("B" | "I", kind)), _) => self.names.push((word..word + 1, kind.to_owned())),
            (None, _) if tag == "O" => {}
            _ => return None,
        }
        Some(())
    }

    /// The words of each sentence, by index.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let begins = (0..self.words.len()).filter(|&i| self.starts[i]);
        begins.map(|begin| {
            let more = self.starts[begin + 1..].iter().take_while(|start| !**start).count();
            begin..begin + 1 + more
        })
    }

    /// The text of a run of words.
    pub fn slice(&self, words: Range<usize>) -> &str {
        match self.words.get(words).unwrap_or(&[]) {
            [first, .., last] => first.cover(*last).slice(&self.text),
            [only] => only.slice(&self.text),
            [] => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(document: &TaggedText) -> Vec<(&str, &str)> {
        document.names.iter().map(|(words, kind)| (document.slice(words.clone()), kind.as_str())).collect()
    }

    #[test]
    fn both_forms_are_read() {
        let numbered = "\
# newdoc id = a
# text = Ada Lang's aide left.
1\tAda\tB-PER\t-\tx
2\tLang\tI-PER\t-\tx
3\t's\tO\t-\tx
4\taide\tO\t-\tx
5\tleft\tO\t-\tx
6\t.\tO\t-\tx

# text = Norland
1\tNorland\tB-LOC\t-\tx
";
        let documents = parse(numbered).unwrap();
        let [document] = documents.as_slice() else { panic!("one document") };
        assert_eq!(document.text, "Ada Lang's aide left. Norland");
        assert_eq!(names(document), [("Ada Lang", "PER"), ("Norland", "LOC")]);
        assert_eq!(Vec::from_iter(document.sentences()), [0..6, 6..7]);
        let documents =
            parse("Ada\tB-person\nLang\tI-person\n\n\nNorland I-country\nBank I-country\nPact B-event").unwrap();
        assert_eq!(documents.len(), 2, "each sentence is a document");
        assert_eq!(names(&documents[1]), [("Norland Bank", "country"), ("Pact", "event")]);
    }

    #[test]
    fn no_name_crosses_the_end_of_a_sentence() {
        let documents = parse("# newdoc\nAda\tB-PER\n\nLang\tI-PER\n").unwrap();
        assert_eq!(names(&documents[0]), [("Ada", "PER"), ("Lang", "PER")]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let fault = |file: &str| parse(file).unwrap_err();
        assert_eq!(fault("Ada O\nLang NNP B-NP B-PER\n").line, 2);
        assert_eq!(
            fault("Ada\tO\nLang\tPER\n").to_string(),
            "line 2: \"PER\" is no IOB2 tag; give O, or B- or I- with a type behind it"
        );
        assert_eq!(fault("# text = Ada left\nAda\tO\nLang\tO\n").line, 3);
    }
}
