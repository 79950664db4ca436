use super::MAX_BYTES;
use std::fmt;

/// Why a file is no article. Each message is one line: which file, where in it, what is wrong, what to do.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// There is no such file.
    #[error("{source_name}: there is no such file; check the path")]
    Missing {
        /// The path as it was given.
        source_name: String,
    },
    /// It is a pattern, and no file fits.
    #[error("{source_name}: no file is called so; check the path and the pattern")]
    NoMatch {
        /// The pattern as it was given.
        source_name: String,
    },
    /// It is a folder without files.
    #[error("{source_name}: holds no files; name a folder with articles in it")]
    NoFiles {
        /// The path as it was given.
        source_name: String,
    },
    /// It is a directory.
    #[error("{source_name}: {}", directory(.source_name))]
    Directory {
        /// The path as it was given.
        source_name: String,
    },
    /// The system does not let it be read.
    #[error("{source_name}: cannot be read ({reason}); check its permissions")]
    Unreadable {
        /// The path as it was given.
        source_name: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// It was compressed, and the bytes are damaged or cut short.
    #[error("{source_name}: breaks off ({reason}); it is damaged or cut short: get the file again")]
    Damaged {
        /// The path as it was given.
        source_name: String,
        /// What the library that unpacks it says.
        reason: std::io::Error,
    },
    /// It holds more than the one article that was asked for.
    #[error("{source_name}: holds many articles; give a file of one")]
    Many {
        /// The path as it was given.
        source_name: String,
    },
    /// One record of many cannot be read, or holds no article.
    #[error("{source_name}: {place}: {problem}")]
    Record {
        /// The path as it was given.
        source_name: String,
        /// Which record.
        place: Place,
        /// What is wrong with it.
        problem: Problem,
    },
    /// Dates that records give are not understood; the records are read nevertheless.
    #[error(
        "{source_name}: {}, such as {first:?} at {place}; write dates as 2018-11-30",
        if *count == 1 { "a date is not understood and was left out".to_owned() } else { format!("{count} dates are not understood and were left out") }
    )]
    Dates {
        /// The path as it was given.
        source_name: String,
        /// How many.
        count: u64,
        /// The first of them.
        first: String,
        /// The record that it is in.
        place: Place,
    },
    /// No record has a text: most likely it has an unusual name.
    #[error(
        "{source_name}: no record has {wanted}; its fields are {known}: say which is the text with --map text=FIELD"
    )]
    NoTexts {
        /// The path as it was given.
        source_name: String,
        /// What was looked for.
        wanted: String,
        /// The fields that there are.
        known: String,
    },
    /// A field that was given by name is in no record.
    #[error("{source_name}: no record has the field {field:?} that --map names as {part}; its fields are {known}")]
    NoField {
        /// The path as it was given.
        source_name: String,
        /// What it was to be.
        part: &'static str,
        /// The name that was given.
        field: String,
        /// The fields that there are.
        known: String,
    },
    /// It is longer than [`MAX_BYTES`].
    #[error(
        "{source_name}: is larger than {} MiB, the most that is read as one article; split it into articles",
        MAX_BYTES / (1024 * 1024)
    )]
    TooLarge {
        /// The path as it was given.
        source_name: String,
    },
    /// It holds nothing but white space.
    #[error("{source_name}: is empty; an article needs at least one word")]
    Empty {
        /// The path as it was given.
        source_name: String,
    },
    /// It is a web page whose text is not in it, but fetched by a program.
    #[error("{source_name}: is a web page without text; save the page as the browser shows it")]
    NoArticle {
        /// The path as it was given.
        source_name: String,
    },
    /// It is a web page that is broken, or made to be slow.
    #[error("{source_name}: has more nested elements than any page; it is broken: save it again, or give its text")]
    TooNested {
        /// The path as it was given.
        source_name: String,
    },
    /// It is XML that is neither a page nor a feed.
    #[error("{source_name}: is XML with <{root}> at its top, which is not read; give text, HTML, a feed, JSON or CSV")]
    UnknownXml {
        /// The path as it was given.
        source_name: String,
        /// The outermost element.
        root: String,
    },
    /// It is no text at all.
    #[error(
        "{source_name}: byte {offset}, line {line}: looks like binary data, not text; give the article as plain text"
    )]
    Binary {
        /// The path as it was given.
        source_name: String,
        /// Where the first byte stands that no text has, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// It is a document of another program, written down in letters.
    #[error("{source_name}: is {what}, which is not read; convert it to plain text or HTML")]
    Foreign {
        /// The path as it was given.
        source_name: String,
        /// What it is.
        what: &'static str,
    },
    /// It is text in another encoding.
    #[error("{source_name}: byte {offset}, line {line}: is not UTF-8; convert it with `iconv -f {encoding} -t UTF-8`")]
    NotUtf8 {
        /// The path as it was given.
        source_name: String,
        /// Where the first wrong byte stands, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// The encoding that it most likely is in, as iconv names it.
        encoding: &'static str,
    },
}

fn directory(source_name: &str) -> String {
    match source_name {
        "-" => "standard input is a directory; give the text of an article".to_owned(),
        _ => format!("is a directory, not a file; name the files in it, such as {source_name}/*.txt"),
    }
}

impl DocumentError {
    /// Whether it is a record, one of many, that has neither a text nor a title, or only a remark: an archive may have many
    /// of them and be whole.
    pub fn is_empty_record(&self) -> bool {
        matches!(self, Self::Record { problem: Problem::NoText, .. }) || self.is_remark()
    }

    /// Whether all that could be read was, and something in it was not understood.
    pub fn is_remark(&self) -> bool {
        matches!(self, Self::Dates { .. })
    }

    /// Whether it is one record of many, so that there may be more like it.
    pub fn is_of_record(&self) -> bool {
        matches!(self, Self::Record { .. } | Self::Dates { .. })
    }

    /// Whether it is no article at all, as many files in a folder of articles may be.
    pub fn is_no_article(&self) -> bool {
        matches!(self, Self::Binary { .. } | Self::Empty { .. } | Self::UnknownXml { .. } | Self::Foreign { .. })
    }

    /// The file, as it was given.
    pub fn source_name(&self) -> &str {
        match self {
            Self::Missing { source_name }
            | Self::NoMatch { source_name }
            | Self::NoFiles { source_name }
            | Self::Directory { source_name }
            | Self::Unreadable { source_name, .. }
            | Self::Damaged { source_name, .. }
            | Self::Many { source_name }
            | Self::Record { source_name, .. }
            | Self::Dates { source_name, .. }
            | Self::NoTexts { source_name, .. }
            | Self::Foreign { source_name, .. }
            | Self::NoField { source_name, .. }
            | Self::TooLarge { source_name }
            | Self::NoArticle { source_name }
            | Self::TooNested { source_name }
            | Self::UnknownXml { source_name, .. }
            | Self::Empty { source_name }
            | Self::Binary { source_name, .. }
            | Self::NotUtf8 { source_name, .. } => source_name,
        }
    }
}

/// Which record of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The one on this line, from 1.
    Line(u64),
    /// One of a table.
    Row {
        /// Its number below the header, from 1.
        number: u64,
        /// The line where it starts, from 1.
        line: u64,
    },
    /// One of many in a file that is not made of lines.
    Record {
        /// Its number, from 1.
        number: u64,
        /// The line where it starts, from 1; 0 where all are in one object.
        line: u64,
    },
}

impl Default for Place {
    fn default() -> Self {
        Self::Line(0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Row { number, line } => write!(f, "row {number}, line {line}"),
            Self::Record { number, line: 0 } => write!(f, "record {number}"),
            Self::Record { number, line } => write!(f, "record {number}, line {line}"),
        }
    }
}

/// What is wrong with one record of many.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It has neither a text nor a title.
    #[error("has neither a text nor a title")]
    NoText,
    /// It is no JSON.
    #[error("is no valid JSON ({0}); mend it or take it out")]
    Json(String),
    /// It is no XML.
    #[error("is no valid XML ({0}), so that what follows cannot be read; mend it")]
    Xml(String),
    /// It is no message.
    #[error("is no message with headers; take it out")]
    NoMessage,
    /// A message is longer than four times [`MAX_BYTES`], its attachments included.
    #[error("is larger than {} MiB; take its attachments off", 4 * MAX_BYTES / (1024 * 1024))]
    LongMessage,
    /// It is JSON, but has no fields.
    #[error("is no object with fields; write it as {{\"title\": ..., \"text\": ...}}")]
    NoObject,
    /// The file ends within it.
    #[error("has no end: a bracket or quotation mark in it is not closed, and what follows cannot be told from it")]
    Unfinished,
    /// The file ends within it, or behind it and before its own end.
    #[error("is the last, and the end of the file is not there; it is cut short: get the file again")]
    CutShort,
    /// A row of a table has a quotation mark that opens a field and none that closes it.
    #[error("has a quotation mark that is never closed, so that what follows cannot be told from it; close it")]
    OpenQuote,
    /// It is in another encoding.
    #[error("byte {offset} of it is not UTF-8; convert the file with `iconv -t UTF-8`")]
    NotUtf8 {
        /// Where in the record, or in its field, from 0.
        offset: usize,
    },
    /// Its text holds NUL characters.
    #[error("holds NUL characters, which no text has; take them out")]
    Binary,
    /// It is longer than [`MAX_BYTES`].
    #[error("is larger than {} MiB, the most that is read as one article; split it", MAX_BYTES / (1024 * 1024))]
    TooLarge,
    /// A row of a table is that long.
    #[error(
        "is larger than {} MiB; most likely a quotation mark in it is never closed",
        MAX_BYTES / (1024 * 1024)
    )]
    LongRow,
    /// A row of a table has more or fewer fields than the header.
    #[error(
        "has {found} fields where the header has {wanted}; put a field with delimiters or line ends in quotation marks"
    )]
    Ragged {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        wanted: usize,
    },
}
