//! The articles of a file, one after the other.

use super::input::kind::RecordKind;
use super::input::stream::Stream;
use super::records::{self, Fields, Origin};
use super::{Document, DocumentError, Format, html};
use std::iter;

/// The articles of one file, in their order, read as they are asked for.
///
/// An error stands in the place of what cannot be read; what follows is read nevertheless, as far as it can be told where
/// it begins.
pub struct Articles(Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send>);

impl Articles {
    /// A file that is one article.
    pub(super) fn page(stream: Stream, origin: Origin, format: Format) -> Self {
        Self(Box::new(iter::once_with(move || {
            let document = Document::from_reader(stream, &origin.source, format)?;
            Ok(Document { id: origin.stem, ..document })
        })))
    }

    /// A file that is a web page.
    pub(super) fn html(stream: Stream, origin: Origin) -> Self {
        Self(Box::new(iter::once_with(move || html::read(stream, &origin))))
    }

    /// A file of records.
    pub(super) fn records(kind: RecordKind, stream: Stream, origin: Origin, fields: &Fields) -> Self {
        let records = records::read(kind, stream, &origin, fields);
        Self(Box::new(records.map(move |record| records::document(record?, &origin))))
    }

    /// A file that cannot be read at all.
    pub(super) fn failed(error: DocumentError) -> Self {
        Self(Box::new(iter::once(Err(error))))
    }
}

impl Iterator for Articles {
    type Item = Result<Document, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

const _: () = {
    const fn is_send<T: Send>() {}
    is_send::<Articles>();
};
