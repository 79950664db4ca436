use super::input::{self, Input, Progress, uncompressed};
use super::records::Fields;
use super::{Document, DocumentError, date, layout, markdown};
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Most bytes that are read as one article: 16 MiB, the text of some ten long books. The reader keeps about two kilobytes
/// for each word, so that much takes some six gigabytes.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// How the text of a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// CommonMark, maybe with a block of YAML or TOML metadata before it.
    Markdown,
}

impl Format {
    /// The format that a file's name tells: `.md` and `.markdown` are Markdown, all else is plain text.
    pub fn of(path: &Path) -> Self {
        let extension = uncompressed(path).extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Self::Markdown,
            _ => Self::Text,
        }
    }
}

impl Document {
    /// Reads the article of a file that holds one, of whatever kind; its id is the file's stem, or what a record says.
    ///
    /// # Errors
    /// A [`DocumentError`] where there is no such file, it cannot be read, or it holds no article or many.
    pub fn load(path: &Path) -> Result<Self, DocumentError> {
        let mut articles = Input::new(path).articles(&Fields::default(), &Progress::default());
        let source_name = || path.display().to_string();
        let first = articles.next().unwrap_or_else(|| Err(DocumentError::Empty { source_name: source_name() }))?;
        match articles.find(|article| !article.as_ref().is_err_and(DocumentError::is_remark)) {
            None => Ok(first),
            Some(_) => Err(DocumentError::Many { source_name: source_name() }),
        }
    }

    /// Reads an article from a stream to its end, or until it proves too long.
    ///
    /// `source` is the name for messages and [`Document::source`]: a path, or `-` for standard input. The id is the
    /// stem of `source`, and `stdin` for `-`.
    ///
    /// # Errors
    /// A [`DocumentError`] where the stream breaks off or holds no text.
    pub fn from_reader(reader: impl Read, source: &str, format: Format) -> Result<Self, DocumentError> {
        let mut bytes = Vec::new();
        reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|reason| unreadable(source, reason))?;
        Self::from_bytes(&bytes, source, format)
    }

    /// Makes an article of bytes that are read already; `source` as for [`Document::from_reader`].
    ///
    /// # Errors
    /// A [`DocumentError`] where the bytes are no text.
    pub fn from_bytes(bytes: &[u8], source: &str, format: Format) -> Result<Self, DocumentError> {
        let text = decode(bytes, source)?;
        let page = match format {
            Format::Text => layout::read(text),
            Format::Markdown => markdown::read(&text),
        };
        if page.blocks.is_empty() {
            return Err(DocumentError::Empty { source_name: source.to_owned() });
        }
        Ok(Self {
            id: input::stem(source),
            title: page.title.or_else(|| layout::title(&page.text, &page.blocks)),
            date: page.date.or_else(|| date::find(&page.text, &page.blocks)),
            url: None,
            author: None,
            source: source.to_owned(),
            sha256: hexadecimal(&Sha256::digest(bytes)),
            text: page.text,
            blocks: page.blocks,
        })
    }
}

/// The text of the bytes, without a byte order mark and with `\n` at the ends of lines.
fn decode(bytes: &[u8], source: &str) -> Result<String, DocumentError> {
    let source_name = || source.to_owned();
    if bytes.len() as u64 > MAX_BYTES {
        return Err(DocumentError::TooLarge { source_name: source_name() });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(DocumentError::NotUtf8 { source_name: source_name(), offset: 0, line: 1, encoding: "UTF-16" });
    }
    // In letters, but those of no article.
    let foreign = [(&b"%PDF-"[..], "a PDF file"), (b"{\\rtf", "an RTF file"), (b"%!PS", "a PostScript file")];
    if let Some((_, what)) = foreign.into_iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(DocumentError::Foreign { source_name: source_name(), what });
    }
    if let Some(offset) = binary_byte(bytes) {
        return Err(DocumentError::Binary { source_name: source_name(), offset, line: line_of(bytes, offset) });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        // Latin-1 with the curly quotes of Windows is what news that is not UTF-8 comes in.
        DocumentError::NotUtf8 {
            source_name: source_name(),
            offset,
            line: line_of(bytes, offset),
            encoding: "WINDOWS-1252",
        }
    })?;
    let text = plain(text);
    if text.trim().is_empty() {
        return Err(DocumentError::Empty { source_name: source_name() });
    }
    Ok(text)
}

/// A text without a byte order mark and with `\n` at the ends of lines.
pub(super) fn plain(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The error of a file that cannot be opened, or whose bytes break off.
pub(super) fn unreadable(source: &str, error: io::Error) -> DocumentError {
    let source_name = source.to_owned();
    match error.kind() {
        ErrorKind::NotFound => DocumentError::Missing { source_name },
        ErrorKind::IsADirectory => DocumentError::Directory { source_name },
        // No file ends in the middle; what was compressed does.
        ErrorKind::UnexpectedEof | ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::Other => {
            DocumentError::Damaged { source_name, reason: error }
        }
        _ => DocumentError::Unreadable { source_name, reason: error },
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the first byte stands that shows these to be no text: a NUL, or the first control character where they are
/// more than one in ten.
fn binary_byte(bytes: &[u8]) -> Option<usize> {
    if let Some(nul) = bytes.iter().position(|&b| b == 0) {
        return Some(nul);
    }
    let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    let controls = bytes.iter().filter(|b| is_control(b)).count();
    if controls * 10 > bytes.len() { bytes.iter().position(is_control) } else { None }
}

/// The line of a byte, from 1.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset].iter().filter(|&&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> String {
        Document::from_bytes(bytes, "a.txt", Format::Text).expect_err("no article").to_string()
    }

    #[test]
    fn text_is_taken_as_it_is_but_for_its_line_ends() {
        let document =
            Document::from_bytes("\u{feff}One\r\n\r\nTwo\rThree\u{a0}4".as_bytes(), "x/a.b.txt", Format::Text).unwrap();
        assert_eq!(document.text, "One\n\nTwo\nThree\u{a0}4");
        assert_eq!(document.id, "a.b");
        assert_eq!(document.source, "x/a.b.txt");
        let stdin = Document::from_reader(&b"abc"[..], "-", Format::Text).unwrap();
        assert_eq!((stdin.id.as_str(), stdin.source.as_str()), ("stdin", "-"));
        assert_eq!(stdin.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn what_is_no_text_is_told_with_its_place() {
        assert_eq!(error(b""), "a.txt: is empty; an article needs at least one word");
        assert_eq!(error(b" \r\n\t "), error(b""));
        let utf8 = "a.txt: byte 5, line 2: is not UTF-8; convert it with `iconv -f WINDOWS-1252 -t UTF-8`";
        assert_eq!(error(b"one\nt\xe9"), utf8);
        assert!(error(b"\xff\xfea\0").contains("iconv -f UTF-16"));
        assert!(error(b"a\nb\0c").starts_with("a.txt: byte 3, line 2: looks like binary data"));
        assert!(error(b"\x01\x02\x03abc").starts_with("a.txt: byte 0, line 1: looks like binary data"));
        assert_eq!(
            error(b"%PDF-1.4\nText"),
            "a.txt: is a PDF file, which is not read; convert it to plain text or HTML"
        );
        assert!(error(b"{\\rtf1 Text}").contains("is an RTF file"));
        // Single control characters, as the end-of-text mark of old wires, do no harm.
        assert!(Document::from_bytes(b"Talks ended today.\n Reuter\n\x03", "a", Format::Text).is_ok());
    }

    #[test]
    fn what_cannot_be_opened_is_told() {
        let missing = Document::load(Path::new("no/such.txt")).expect_err("missing").to_string();
        assert_eq!(missing, "no/such.txt: there is no such file; check the path");
        let directory = Document::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect_err("a directory").to_string();
        assert!(directory.contains("is a directory, not a file"), "{directory}");
    }

    #[test]
    fn a_stream_without_end_is_given_up() {
        let error = Document::from_reader(std::io::repeat(b'a'), "-", Format::Text).expect_err("too long");
        assert_eq!(
            error.to_string(),
            "-: is larger than 16 MiB, the most that is read as one article; split it into articles"
        );
    }
}
