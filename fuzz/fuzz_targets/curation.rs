//! No text may make the reader of curation files panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use powermap::store::Curation;

fuzz_target!(|text: &str| {
    if let Err(error) = Curation::parse("fuzz.toml", text) {
        assert!(!error.to_string().contains('\n'), "a message is one line");
    }
});
