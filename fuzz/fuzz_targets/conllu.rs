//! Any text: it is CoNLL-U or an error, and what was read can be written and read again at the same places.
#![no_main]

use libfuzzer_sys::fuzz_target;
use powermap::reading::conllu;

fuzz_target!(|text: &str| {
    let Ok(documents) = conllu::parse(text) else { return };
    for (text, reading) in documents {
        let written = conllu::write("fuzz", &text, &reading);
        let again = conllu::parse_for(&text, &written).expect("what was written can be read");
        let spans = |reading: &powermap::reading::Reading| {
            reading.sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.span)).collect::<Vec<_>>()
        };
        assert_eq!(spans(&again), spans(&reading));
    }
});
