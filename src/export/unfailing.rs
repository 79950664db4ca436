//! A writer for libraries that panic where writing fails.

use std::io::{self, Write};

/// Takes all that is written; after a first error nothing goes on to the real writer, and the error is told at the end.
pub(super) struct Unfailing<'w> {
    out: &'w mut dyn Write,
    failed: io::Result<()>,
}

impl<'w> Unfailing<'w> {
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, failed: Ok(()) }
    }

    /// The real writer, or what went wrong first.
    pub fn finish(self) -> io::Result<&'w mut dyn Write> {
        self.failed.map(|()| self.out)
    }
}

impl Write for Unfailing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.is_ok() {
            self.failed = self.out.write_all(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_is_told_at_the_end() {
        let mut short = [0; 4];
        let mut slice: &mut [u8] = &mut short;
        let mut out = Unfailing::new(&mut slice);
        for word in ["ab", "cdef", "gh"] {
            out.write_all(word.as_bytes()).unwrap();
        }
        assert_eq!(out.finish().map(|_| ()).unwrap_err().kind(), io::ErrorKind::WriteZero);
        assert_eq!(&short, b"abcd");
    }
}
