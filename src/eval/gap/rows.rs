//! GAP's tables.

use crate::Span;
use crate::eval::LineError;

/// A text with a pronoun and two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow {
    /// A few sentences.
    pub text: String,
    /// Where the pronoun stands.
    pub pronoun: Span,
    /// Its gender.
    pub gender: Gender,
    /// Where names A and B stand.
    pub names: [Span; 2],
    /// Whether each of them is whom the pronoun means.
    pub coreferent: [bool; 2],
}

/// The gender of a pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "he", "him", "his".
    Masculine,
    /// "she", "her", "hers".
    Feminine,
}

const COLUMNS: [&str; 11] =
    ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"];

/// The rows of a table with GAP's header, columns parted by tabs and never quoted, offsets in characters.
///
/// # Errors
/// Where the header is another, or at a row whose offsets don't give its pronoun and names.
pub fn parse(file: &str) -> Result<Vec<GapRow>, LineError> {
    let mut lines = (1..).zip(file.lines());
    let header = lines.next().map_or("", |(_, header)| header.trim_start_matches('\u{feff}'));
    if !header.split('\t').eq(COLUMNS) {
        let problem = format!("the header of a table of GAP is wanted: {}, parted by tabs", COLUMNS.join(", "));
        return Err(LineError::new(1, problem));
    }
    let lines = lines.filter(|(_, content)| !content.trim().is_empty());
    lines.map(|(line, content)| row(content).map_err(|problem| LineError::new(line, problem))).collect()
}

fn row(line: &str) -> Result<GapRow, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [_, text, pronoun, pronoun_at, a, a_at, a_coref, b, b_at, b_coref, _] = cells[..] else {
        return Err(format!("{} columns where {} are needed", cells.len(), COLUMNS.len()));
    };
    Ok(GapRow {
        text: text.to_owned(),
        pronoun: place(text, pronoun, pronoun_at)?,
        gender: gender(pronoun)?,
        names: [place(text, a, a_at)?, place(text, b, b_at)?],
        coreferent: [truth(a_coref)?, truth(b_coref)?],
    })
}

fn place(text: &str, words: &str, offset: &str) -> Result<Span, String> {
    let wrong = || format!("{words:?} does not stand at character {offset:?} of the text");
    let offset: usize = offset.parse().map_err(|_| wrong())?;
    let start = text.char_indices().map(|(at, _)| at).nth(offset).ok_or_else(wrong)?;
    let found = !words.is_empty() && text[start..].starts_with(words);
    if found { Ok(Span::new(start, start + words.len())) } else { Err(wrong()) }
}

fn gender(pronoun: &str) -> Result<Gender, String> {
    match pronoun.to_lowercase().as_str() {
        "he" | "him" | "his" => Ok(Gender::Masculine),
        "she" | "her" | "hers" => Ok(Gender::Feminine),
        _ => Err(format!("{pronoun:?} is none of he, him, his, she, her, hers")),
    }
}

fn truth(cell: &str) -> Result<bool, String> {
    match cell {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => Err(format!("{cell:?} is neither TRUE nor FALSE")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters() {
        let header = COLUMNS.join("\t");
        let row = "x\tPål met Öström. She left.\tShe\t16\tPål\t0\tFALSE\tÖström\t8\tTRUE\turl";
        let rows = parse(&format!("{header}\n{row}\n")).unwrap();
        assert_eq!(rows[0].names[1].slice(&rows[0].text), "Öström");
        assert_eq!((rows[0].gender, rows[0].coreferent), (Gender::Feminine, [false, true]));
        let fault = |row: &str| parse(&format!("{header}\n{row}")).unwrap_err().to_string();
        assert_eq!(
            fault(&row.replace("\t8\t", "\t9\t")),
            "line 2: \"Öström\" does not stand at character \"9\" of the text"
        );
        assert_eq!(fault(&row.replace("TRUE", "yes")), "line 2: \"yes\" is neither TRUE nor FALSE");
        assert_eq!(parse(row).unwrap_err().line, 1);
    }
}
