//! Any bytes as a file of any kind: each article or record of it is a document with words or an error of one line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use powermap::document::{Fields, Opened, Progress};
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a", "a.csv", "a.md"] {
        let stream = Cursor::new(bytes.to_vec());
        let Ok(opened) = Opened::of(stream, name.to_owned(), &Progress::default()) else { continue };
        for article in opened.articles(&Fields::default()) {
            match article {
                Ok(document) => {
                    assert!(!document.blocks.is_empty());
                    for block in &document.blocks {
                        assert!(document.text.get(block.span.start..block.span.end).is_some_and(|t| !t.is_empty()));
                    }
                }
                Err(error) => assert!(!error.to_string().contains('\n')),
            }
        }
    }
});
