//! Lines of a bounded length.

use std::io::{self, BufRead, ErrorKind};

/// How a line came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It is in the buffer, with its end if it has one.
    Whole,
    /// It is longer than may be; it was passed over.
    TooLong,
    /// There is none.
    End,
}

/// Reads a line into an emptied buffer; of one that is longer than `most` bytes no more than that is ever kept.
pub(super) fn read(reader: &mut impl BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<Line> {
    line.clear();
    let mut length = 0;
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = chunk.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(chunk.len());
        length += taken;
        if length <= most {
            line.extend_from_slice(&chunk[..taken]);
        } else {
            line.clear();
        }
        reader.consume(taken);
        if end.is_some() || taken == 0 {
            return Ok(match length {
                0 => Line::End,
                _ if length > most => Line::TooLong,
                _ => Line::Whole,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over() {
        let mut reader = io::BufReader::with_capacity(3, &b"ab\n\nabcdefgh\nabcd\nabc"[..]);
        let mut line = Vec::new();
        let mut read = || (read(&mut reader, &mut line, 5).unwrap(), String::from_utf8(line.clone()).unwrap());
        for (kind, text) in [
            (Line::Whole, "ab\n"),
            (Line::Whole, "\n"),
            (Line::TooLong, ""),
            (Line::Whole, "abcd\n"),
            (Line::Whole, "abc"),
            (Line::End, ""),
        ] {
            assert_eq!(read(), (kind, text.to_owned()));
        }
    }
}
