use crate::Span;
use crate::reading::{Reading, Sentence};
use std::fmt::Write;

/// The reading as one CoNLL-U document.
///
/// `id` names the document and `text` is the one that was read. The result ends with the empty line that CoNLL-U asks
/// for after each sentence.
pub fn write(id: &str, text: &str, reading: &Reading) -> String {
    let mut out = format!("# newdoc id = {}\n", one_line(id));
    let mut block = None;
    for (i, sentence) in reading.sentences.iter().enumerate() {
        if block != Some(sentence.block) {
            block = Some(sentence.block);
            out.push_str("# newpar\n");
        }
        write_sentence(&mut out, &format!("{}-{}", one_line(id), i + 1), text, sentence)
            .expect("a string takes all that is written to it");
    }
    out
}

fn write_sentence(out: &mut String, id: &str, text: &str, sentence: &Sentence) -> std::fmt::Result {
    writeln!(out, "# block = {}", sentence.block)?;
    writeln!(out, "# sent_id = {id}")?;
    writeln!(out, "# span = {}:{}", sentence.span.start, sentence.span.end)?;
    writeln!(out, "# text = {}", one_line(sentence.span.slice(text)))?;
    let tokens = &sentence.tokens;
    for (i, token) in tokens.iter().enumerate() {
        let last = last_of_word(sentence, i);
        if !token.joined && last > i {
            let whole = token.span.cover(tokens[last].span);
            let misc = Misc { range: whole, glued: glued(sentence, text, last), mention: None, name: None };
            writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, last + 1, field(whole.slice(text)))?;
        }
        let name = sentence.names.iter().find(|name| name.tokens.contains(&i));
        let misc = Misc {
            range: token.span,
            // Inside a range line, whether a space follows is told by that line alone.
            glued: !token.joined && last == i && glued(sentence, text, i),
            mention: token.mention.map(|m| (m.kind.as_str(), m.probability)),
            name: name.map(|name| (if name.tokens.start == i { 'B' } else { 'I' }, name.kind.as_str())),
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{misc}",
            i + 1,
            field(token.span.slice(text)),
            field(&token.lemma),
            token.upos.as_str(),
            field(token.xpos),
            token.head.map_or(0, |head| head + 1),
            token.deprel.as_str(),
        )?;
    }
    out.push('\n');
    Ok(())
}

/// Index of the last token of the orthographic word that token `i` belongs to.
fn last_of_word(sentence: &Sentence, i: usize) -> usize {
    let joined = sentence.tokens[i + 1..].iter().take_while(|token| token.joined).count();
    i + joined
}

/// Whether the next token of the sentence, or else the text, goes on right after token `i`.
fn glued(sentence: &Sentence, text: &str, i: usize) -> bool {
    let end = sentence.tokens[i].span.end;
    text[end..].chars().next().is_some_and(|c| !c.is_whitespace())
}

/// The last column.
struct Misc {
    range: Span,
    glued: bool,
    mention: Option<(&'static str, f32)>,
    name: Option<(char, &'static str)>,
}

impl std::fmt::Display for Misc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // In the order of the alphabet, as the format asks.
        if let Some((kind, probability)) = self.mention {
            write!(f, "Mention={kind}:{probability:.2}|")?;
        }
        if let Some((tag, kind)) = self.name {
            write!(f, "NER={tag}-{kind}|")?;
        }
        if self.glued {
            f.write_str("SpaceAfter=No|")?;
        }
        write!(f, "TokenRange={}:{}", self.range.start, self.range.end)
    }
}

/// A column's text: white space would break the columns, and nothing at all is written `_`.
fn field(text: &str) -> String {
    if text.is_empty() { "_".to_owned() } else { one_line(text) }
}

/// The text with every run of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
