//! Any bytes: they are a document or an error, and the words of its blocks cover all that is not white space.
#![no_main]

use libfuzzer_sys::fuzz_target;
use powermap::document::{Document, Format};
use powermap::reading::token::tokenize;

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Text, Format::Markdown] {
        let Ok(document) = Document::from_bytes(bytes, "-", format) else { continue };
        for block in &document.blocks {
            let mut at = block.span.start;
            for token in tokenize(&document.text, block.span) {
                assert!(document.text[at..token.span.start].trim().is_empty());
                assert!(!token.span.slice(&document.text).contains(char::is_whitespace));
                at = token.span.end;
            }
            assert!(document.text[at..block.span.end].trim().is_empty());
        }
    }
});
