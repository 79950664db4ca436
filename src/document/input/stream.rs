//! The bytes of an input, unpacked, with the first of them to look at.

use super::kind::{self, Kind};
use super::progress::Counted;
use super::{CHUNK, Input, Progress, encoding, stem, uncompressed};
use crate::document::records::{Fields, Origin};
use crate::document::{Articles, DocumentError, load};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Bytes that are looked at to tell what a file holds.
const HEAD: usize = 64 * 1024;

const GZIP: [u8; 3] = [0x1f, 0x8b, 0x08];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// A stream that articles are read from, in whatever thread.
pub(in crate::document) type Stream = Box<dyn BufRead + Send>;

/// An input that was opened: its bytes, those of a compressed one unpacked, and what tells its encoding as UTF-8.
pub struct Opened {
    source: String,
    head: Vec<u8>,
    stream: Stream,
}

impl Opened {
    pub(super) fn open(input: &Input, progress: &Progress) -> Result<Self, DocumentError> {
        let source = input.path.display().to_string();
        if input.is_stdin() {
            return Self::of(io::stdin(), source, progress);
        }
        let failed = |error| load::unreadable(&source, error);
        let file = File::open(&input.path).map_err(failed)?;
        // Some systems open a folder and fail at its first byte.
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(DocumentError::Directory { source_name: source });
        }
        Self::of(file, source, progress)
    }

    /// Opens what is read already or comes from elsewhere; `source` is its name, which may tell what the content does not.
    ///
    /// # Errors
    /// A [`DocumentError`] where the first byte cannot be read.
    pub fn of(reader: impl Read + Send + 'static, source: String, progress: &Progress) -> Result<Self, DocumentError> {
        let counted = Counted { reader, progress: progress.clone() };
        let mut raw = BufReader::with_capacity(CHUNK, counted);
        let mut magic = Vec::new();
        let read = raw.by_ref().take(ZSTD.len() as u64).read_to_end(&mut magic);
        read.map_err(|error| load::unreadable(&source, error))?;
        let raw = Cursor::new(magic.clone()).chain(raw);
        let stream: Stream = if magic.starts_with(&GZIP) {
            Box::new(BufReader::with_capacity(CHUNK, MultiGzDecoder::new(raw)))
        } else if magic.starts_with(&ZSTD) {
            let unpacked = zstd::Decoder::with_buffer(raw).map_err(|error| load::unreadable(&source, error))?;
            Box::new(BufReader::with_capacity(CHUNK, unpacked))
        } else {
            Box::new(raw)
        };
        let (head, stream) = look(stream);
        let Some(encoding) = encoding::of(&head) else { return Ok(Self { source, head, stream }) };
        let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(stream);
        let (head, stream) = look(Box::new(BufReader::with_capacity(CHUNK, decoded)));
        Ok(Self { source, head, stream })
    }

    /// The first bytes, 64 KiB or all; they are still to be read.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Its name as in [`Document::source`](crate::document::Document::source).
    pub fn source(&self) -> &str {
        &self.source
    }

    /// All bytes that are left.
    ///
    /// # Errors
    /// A [`DocumentError`] where they break off.
    pub fn read_all(mut self) -> Result<Vec<u8>, DocumentError> {
        let mut bytes = Vec::new();
        self.stream.read_to_end(&mut bytes).map_err(|error| load::unreadable(&self.source, error))?;
        Ok(bytes)
    }

    /// Its articles; `fields` tells how records name their parts.
    pub fn articles(self, fields: &Fields) -> Articles {
        let path = uncompressed(Path::new(&self.source));
        let kind = kind::of(&self.head, self.head.len() < HEAD, path, fields);
        let origin = Origin { stem: stem(&self.source), source: self.source };
        match kind {
            Kind::Html => Articles::html(self.stream, origin),
            Kind::Xml(root) => Articles::failed(DocumentError::UnknownXml { source_name: origin.source, root }),
            Kind::Page(format) => Articles::page(self.stream, origin, format),
            Kind::Records(kind) => Articles::records(kind, self.stream, origin, fields),
        }
    }
}

/// Looks at the first bytes of a stream; they are still to be read from the one that is given back.
fn look(mut stream: Stream) -> (Vec<u8>, Stream) {
    let mut head = Vec::new();
    let read = stream.by_ref().take(HEAD as u64).read_to_end(&mut head);
    // What was read before it broke may hold whole records.
    if let Err(error) = read {
        stream = Box::new(Broken(Some(error)));
    }
    (head.clone(), Box::new(Cursor::new(head).chain(stream)))
}

/// A stream that broke; after it has told so, it has ended.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}
