//! Records in tables: comma-separated values (RFC 4180), or with tabs or semicolons, under a header.

use super::fields::{Field, Fields, folded};
use super::{Faults, Record};
use crate::document::error::{DocumentError, Place, Problem};
use crate::document::load::MAX_BYTES;
use csv_core::ReadRecordResult;
use std::io::{self, BufRead, ErrorKind};

/// What parts the fields of a row, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Most bytes of a header that are looked at.
const HEADER: usize = 16 * 1024;

/// What parts the fields, where the first line is the header of a table with a column of texts; `is_table` where the name
/// says that it is one, whatever its columns are called.
pub(in crate::document) fn delimiter(text: &[u8], is_table: bool, fields: &Fields) -> Option<u8> {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line.get(..HEADER).unwrap_or(line)).ok()?.trim_end();
    let columns = |delimiter: u8| -> Vec<String> {
        line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"').trim().to_owned()).collect()
    };
    let mut best = DELIMITERS[0];
    for delimiter in DELIMITERS {
        if columns(delimiter).len() > columns(best).len() {
            best = delimiter;
        }
    }
    let names = columns(best);
    let is_of = |field: Field| {
        names.iter().any(|name| match fields.given(field) {
            Some(given) => given == name,
            None => field.usual().contains(&folded(name).as_str()),
        })
    };
    // Prose has commas too, but is not made of the names of texts and of something else.
    let is_name = |name: &String| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-. #:".contains(c));
    let is_header =
        names.iter().all(is_name) && is_of(Field::Text) && Field::ALL[1..].iter().any(|&field| is_of(field));
    (is_table && !line.is_empty() || is_header).then_some(best)
}

/// Reads the rows of a table.
pub(super) struct Records<R: BufRead> {
    rows: Rows<R>,
    faults: Faults,
    fields: Fields,
    /// For each part of an article its columns, the best first; none before the header was read.
    columns: Option<[Vec<usize>; Field::ALL.len()]>,
    width: usize,
    number: u64,
    ended: bool,
    /// Names that were given and are not in the header.
    absent: Vec<Field>,
    names: Vec<String>,
}

impl<R: BufRead> Records<R> {
    pub fn new(reader: R, delimiter: u8, fields: Fields, faults: Faults) -> Self {
        Self {
            rows: Rows::new(reader, delimiter),
            faults,
            fields,
            columns: None,
            width: 0,
            number: 0,
            ended: false,
            absent: Vec::new(),
            names: Vec::new(),
        }
    }

    fn read_header(&mut self) -> Result<(), DocumentError> {
        let place = Place::Line(1);
        match self.rows.next().map_err(|error| self.faults.stream(error))? {
            Row::Whole(_) => {}
            Row::Open(_) => return Err(self.faults.at(place, Problem::OpenQuote)),
            Row::TooLong(_) => return Err(self.faults.at(place, Problem::TooLarge)),
            Row::End => return Err(self.faults.empty()),
        }
        let header = self.rows.fields();
        let names: Result<Vec<String>, _> = header.iter().map(|name| std::str::from_utf8(name).map(clean)).collect();
        let Ok(names) = names else { return Err(self.faults.at(place, Problem::NotUtf8 { offset: 0 })) };
        let known: Vec<String> = names.iter().map(|name| folded(name)).collect();
        let mut columns: [Vec<usize>; Field::ALL.len()] = Default::default();
        for (field, columns) in Field::ALL.into_iter().zip(&mut columns) {
            match self.fields.given(field) {
                Some(given) => {
                    columns.extend(names.iter().position(|name| name == given));
                    if columns.is_empty() {
                        self.absent.push(field);
                    }
                }
                None => {
                    let usual = field.usual().iter();
                    columns.extend(usual.filter_map(|name| known.iter().position(|known| known == name)));
                }
            }
        }
        // Without a column for it, no row has a text.
        if columns[0].is_empty() && columns[1].is_empty() || self.absent.contains(&Field::Text) {
            return Err(self.faults.no_text(&self.fields, &names));
        }
        self.width = names.len();
        self.columns = Some(columns);
        self.names = names;
        Ok(())
    }

    /// The record of the row that was read last.
    fn record(&self, place: Place) -> Result<Record, Problem> {
        let fields = self.rows.fields();
        if fields.len() != self.width {
            return Err(Problem::Ragged { found: fields.len(), wanted: self.width });
        }
        let mut record = Record { place, absent: self.absent.clone(), ..Record::default() };
        for (field, columns) in Field::ALL.into_iter().zip(self.columns.iter().flatten()) {
            for &column in columns {
                let text = std::str::from_utf8(fields[column]);
                let text = text.map_err(|error| Problem::NotUtf8 { offset: error.valid_up_to() })?;
                if !text.trim().is_empty() {
                    record.set(field, Some(text.to_owned()));
                    break;
                }
            }
        }
        if !self.fields.is_empty() || record.text.is_none() {
            record.names.clone_from(&self.names);
        }
        Ok(record)
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if self.columns.is_none()
            && let Err(error) = self.read_header()
        {
            self.ended = true;
            return Some(Err(error));
        }
        self.number += 1;
        let number = self.number;
        let record = match self.rows.next() {
            Ok(Row::Whole(line)) => {
                let place = Place::Row { number, line };
                self.record(place).map_err(|problem| self.faults.at(place, problem))
            }
            Ok(Row::Open(line)) => Err(self.faults.at(Place::Row { number, line }, Problem::OpenQuote)),
            Ok(Row::TooLong(line)) => Err(self.faults.at(Place::Row { number, line }, Problem::LongRow)),
            Ok(Row::End) => return None,
            Err(error) => {
                self.ended = true;
                Err(self.faults.stream(error))
            }
        };
        Some(record)
    }
}

fn clean(name: &str) -> String {
    name.trim_start_matches('\u{feff}').trim().to_owned()
}

/// How a row came out, with the line where it starts.
enum Row {
    /// Its fields can be had.
    Whole(u64),
    /// It is longer than may be; it was passed over.
    TooLong(u64),
    /// A quotation mark in it is open at the end of the stream.
    Open(u64),
    End,
}

/// The rows of a stream, of a bounded length: a quotation mark that is never closed makes one row of all that follows.
struct Rows<R> {
    reader: R,
    parser: csv_core::Reader,
    /// The bytes of all fields of the row, and where each ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// How many of both are of this row.
    used: (usize, usize),
    delimiter: u8,
    /// Where the parser is in the quotation marks, which it does not tell.
    quotes: Quotes,
}

/// Quotation marks of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// At its beginning, where one opens it.
    Start,
    /// None opened it, or they are closed: others are letters of it.
    None,
    /// In them.
    Open,
    /// Behind one that closes it, unless another follows.
    Closing,
}

impl Quotes {
    fn after(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Open, b'"') => Self::Closing,
            (Self::Open, _) | (Self::Start | Self::Closing, b'"') => Self::Open,
            // A mark of the byte order is passed over.
            (Self::Start, 0xef | 0xbb | 0xbf) => Self::Start,
            (_, b'\n' | b'\r') => Self::Start,
            (_, byte) if byte == delimiter => Self::Start,
            _ => Self::None,
        }
    }
}

impl<R: BufRead> Rows<R> {
    fn new(reader: R, delimiter: u8) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, parser, bytes: vec![0; 4096], ends: vec![0; 64], used: (0, 0), delimiter, quotes: Quotes::Start }
    }

    fn next(&mut self) -> io::Result<Row> {
        let line = self.parser.line();
        let mut too_long = false;
        self.used = (0, 0);
        loop {
            let (result, taken, at_end) = {
                let chunk = match self.reader.fill_buf() {
                    Ok(chunk) => chunk,
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    Err(error) => return Err(error),
                };
                let (bytes, ends) = self.used;
                let (result, taken, written, ended) =
                    self.parser.read_record(chunk, &mut self.bytes[bytes..], &mut self.ends[ends..]);
                self.used = (bytes + written, ends + ended);
                let next = |quotes: Quotes, byte: &u8| quotes.after(*byte, self.delimiter);
                self.quotes = chunk[..taken].iter().fold(self.quotes, next);
                (result, taken, chunk.is_empty())
            };
            self.reader.consume(taken);
            let full = self.bytes.len() >= MAX_BYTES as usize || self.ends.len() >= MAX_BYTES as usize / 16;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull if too_long || full => {
                    too_long = true;
                    self.used = (0, 0);
                }
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record if at_end && self.quotes == Quotes::Open && !too_long => {
                    return Ok(Row::Open(line));
                }
                ReadRecordResult::Record if too_long => return Ok(Row::TooLong(line)),
                ReadRecordResult::Record => return Ok(Row::Whole(line)),
                ReadRecordResult::End => return Ok(Row::End),
            }
        }
    }

    fn fields(&self) -> Vec<&[u8]> {
        let mut start = 0;
        let ends = &self.ends[..self.used.1];
        ends.iter().map(|&end| &self.bytes[std::mem::replace(&mut start, end)..end]).collect()
    }
}
