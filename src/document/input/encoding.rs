//! The encoding of a file that tells it: by a mark of the byte order, or as pages and XML do.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes in which a page or XML tells its encoding.
const TOLD_WITHIN: usize = 4096;

/// The encoding to be decoded from; none where the bytes are to be taken as they are.
pub(super) fn of(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding).filter(|encoding| *encoding != UTF_8);
    }
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    // Nothing else looks like UTF-8, and pages that a browser or a script has saved keep what they said before.
    if !head.is_ascii() && is_utf8(head) {
        return Some(UTF_8);
    }
    let told = told(&head[..head.len().min(TOLD_WITHIN)]);
    let encoding = told.unwrap_or(if head.is_ascii() { UTF_8 } else { WINDOWS_1252 });
    // What can be read as far as here is no UTF-16.
    Some(if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding })
}

/// What `charset=` or `encoding=` says.
fn told(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    ["encoding=", "charset="].into_iter().find_map(|key| {
        let mut ends = lower.windows(key.len()).enumerate().filter(|(_, bytes)| *bytes == key.as_bytes());
        let value = |at: usize| lower[at + key.len()..].trim_ascii_start();
        ends.find_map(|(at, _)| {
            let value = value(at).strip_prefix(b"\"").or(value(at).strip_prefix(b"'")).unwrap_or(value(at));
            let end =
                value.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(value.len());
            Encoding::for_label(&value[..end])
        })
    })
}

/// Whether bytes that may end in the middle of a character are UTF-8.
fn is_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_by_marks_and_declarations() {
        for (head, expected) in [
            (&b"\xff\xfea\0"[..], Some(UTF_16LE)),
            (b"\xef\xbb\xbf<p>", None),
            (b"S\xe3o", None),
            (b" <p>S\xc3\xa3o \xc3", Some(UTF_8)),
            (b"<p>S\xe3o Paulo", Some(WINDOWS_1252)),
            (b"<meta charset=latin1>S\xc3\xa3o Paulo", Some(UTF_8)),
            (b"<meta charset = x><meta content=\"text/html; CHARSET=koi8-r\">", Some(encoding_rs::KOI8_R)),
            (b"<?xml version='1.0' encoding='utf-16'?>", Some(UTF_8)),
            (b"<meta charset=", Some(UTF_8)),
        ] {
            assert_eq!(of(head), expected, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
