//! Where one JSON value ends and the next begins, without reading what is in them.

use std::io::{self, BufRead, ErrorKind};

/// How a value came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// It is in the buffer.
    Whole,
    /// It is longer than may be; it was passed over.
    TooLong,
    /// The stream ends within it.
    Unfinished,
    /// There is none, but an array of them is still open.
    Cut,
    /// There is none.
    End,
}

/// Takes the values out of a stream: those of an array, and those that stand one after the other.
pub(super) struct Splitter<R> {
    reader: R,
    most: usize,
    /// Line of the next byte, from 1.
    line: u64,
    /// Arrays at the top that are open.
    open: u64,
}

impl<R: BufRead> Splitter<R> {
    /// Of a value that is longer than `most` bytes no more than that is ever kept.
    pub fn new(reader: R, most: usize) -> Self {
        Self { reader, most, line: 1, open: 0 }
    }

    /// The next value, in an emptied buffer, and the line where it starts.
    pub fn next(&mut self, value: &mut Vec<u8>) -> io::Result<(Piece, u64)> {
        value.clear();
        let mut scan = Scan::default();
        let mut start = self.line;
        let mut length = 0;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                // It is told once.
                let piece = match (scan.state, std::mem::take(&mut self.open)) {
                    (State::Before, 0) => Piece::End,
                    (State::Before, _) => Piece::Cut,
                    (State::Scalar, _) if length <= self.most => Piece::Whole,
                    _ => Piece::Unfinished,
                };
                return Ok((piece, start));
            }
            let mut ended = false;
            let mut taken = 0;
            // The part of the chunk that belongs to the value.
            let mut from = None;
            for &byte in chunk {
                let was_before = scan.state == State::Before;
                let ends = scan.byte(byte);
                match byte {
                    b'[' if scan.state == State::Before => self.open += 1,
                    b']' if scan.state == State::Before => self.open = self.open.saturating_sub(1),
                    _ => {}
                }
                if was_before && scan.state != State::Before {
                    start = self.line;
                }
                // The byte that ends a number or a word is none of it.
                if ends && scan.state == State::Scalar {
                    ended = true;
                    break;
                }
                if scan.state != State::Before && from.is_none() {
                    from = Some(taken);
                }
                self.line += u64::from(byte == b'\n');
                taken += 1;
                if ends {
                    ended = true;
                    break;
                }
            }
            let part = from.map_or(&[][..], |from| &chunk[from..taken]);
            length += part.len();
            if length <= self.most {
                value.extend_from_slice(part);
            } else {
                value.clear();
            }
            self.reader.consume(taken);
            if ended {
                return Ok((if length <= self.most { Piece::Whole } else { Piece::TooLong }, start));
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Between values.
    #[default]
    Before,
    /// In a number or a word at the top.
    Scalar,
    /// In an object, an array or a string.
    Inside,
}

/// Brackets and strings of one value.
#[derive(Default)]
struct Scan {
    state: State,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Takes a byte in; true where the value ends with it, or, in a scalar, before it.
    fn byte(&mut self, byte: u8) -> bool {
        if self.state == State::Before {
            // An array of records is passed into, and a mark of the byte order over.
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0xef | 0xbb | 0xbf | 0x1e => return false,
                b'{' | b'"' => self.state = State::Inside,
                _ => {
                    self.state = State::Scalar;
                    return false;
                }
            }
        } else if self.state == State::Scalar {
            return matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | b'{' | b'"');
        }
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
        } else {
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.depth == 0 && !self.in_string
    }
}

/// Where the first value of a text ends, if it does.
pub(super) fn first(text: &[u8]) -> Option<usize> {
    let mut scan = Scan::default();
    text.iter().position(|&byte| scan.byte(byte)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str, most: usize, chunk: usize) -> Vec<(Piece, u64, String)> {
        let mut splitter = Splitter::new(io::BufReader::with_capacity(chunk, text.as_bytes()), most);
        let mut found = Vec::new();
        let mut value = Vec::new();
        loop {
            let (piece, line) = splitter.next(&mut value).unwrap();
            if piece == Piece::End {
                return found;
            }
            found.push((piece, line, String::from_utf8_lossy(&value).into_owned()));
        }
    }

    #[test]
    fn values_of_arrays_and_streams_are_parted() {
        let text = "[{\"a\": \"}\\\"\"},\n {\"b\": [1, {}]}\n, 17,\"x]\", nul]\n{\"c\":\n1}{\"far too long\": \"for us, this\"}{\"d";
        for chunk in [1, 2, 7, 100] {
            let found = split(text, 20, chunk);
            let expected = [
                (Piece::Whole, 1, "{\"a\": \"}\\\"\"}"),
                (Piece::Whole, 2, "{\"b\": [1, {}]}"),
                (Piece::Whole, 3, "17"),
                (Piece::Whole, 3, "\"x]\""),
                (Piece::Whole, 3, "nul"),
                (Piece::Whole, 4, "{\"c\":\n1}"),
                (Piece::TooLong, 5, ""),
                (Piece::Unfinished, 5, "{\"d"),
            ];
            let expected: Vec<_> = expected.into_iter().map(|(p, line, text)| (p, line, text.to_owned())).collect();
            assert_eq!(found, expected, "{chunk}");
        }
    }

    #[test]
    fn an_array_that_is_not_closed_is_told_once() {
        let pieces = |text| split(text, 20, 5).into_iter().map(|(piece, ..)| piece).collect::<Vec<_>>();
        assert_eq!(pieces("[{}, {}"), [Piece::Whole, Piece::Whole, Piece::Cut]);
        assert_eq!(pieces("[{}, 17"), [Piece::Whole, Piece::Whole]);
        assert_eq!(pieces("[{}, {"), [Piece::Whole, Piece::Unfinished]);
        assert_eq!(pieces("[[{}], {}]\n{}"), [Piece::Whole, Piece::Whole, Piece::Whole]);
    }

    proptest! {
        /// Any values in an array come out as they went in, and any bytes come to an end.
        #[test]
        fn what_is_joined_is_parted(texts in prop::collection::vec("[\\PC\"\\\\{}\\[\\],\n]{0,20}", 0..6), chunk in 1usize..30) {
            let values: Vec<String> = texts.iter().map(|text| serde_json::json!({"text": text}).to_string()).collect();
            let array = format!("[{}]", values.join(",\n"));
            let found: Vec<String> = split(&array, 1000, chunk).into_iter().map(|(_, _, text)| text).collect();
            prop_assert_eq!(found, values);
            split(&texts.concat(), 10, chunk);
        }
    }
}
