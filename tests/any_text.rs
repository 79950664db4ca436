//! What holds of every document, whatever the bytes.

use powermap::Span;
use powermap::document::{Document, Format};
use powermap::reading::token::tokenize;
use powermap::reading::{Reading, conllu};
use proptest::prelude::*;

/// The blocks are in order, inside the text and on its character boundaries, and so are their tokens, which cover all
/// that is not white space once.
fn check(bytes: &[u8], format: Format) {
    let Ok(document) = Document::from_bytes(bytes, "-", format) else { return };
    let text = &document.text;
    assert!(!document.blocks.is_empty());
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end, "blocks overlap in {text:?}");
        end = block.span.end;
        let content = text.get(block.span.start..block.span.end).expect("a block lies on character boundaries");
        assert!(!content.is_empty() && content.trim() == content, "{content:?} has space around it");
        check_tokens(text, block.span);
    }
}

fn check_tokens(text: &str, block: Span) {
    let mut at = block.start;
    for (i, token) in tokenize(text, block).iter().enumerate() {
        let between = text.get(at..token.span.start).expect("tokens are in order, on character boundaries");
        assert!(between.trim().is_empty(), "{between:?} is in no token of {text:?}");
        assert!(!token.span.is_empty() && token.span.end <= block.end);
        assert!(text.is_char_boundary(token.span.end));
        assert!(!token.span.slice(text).contains(char::is_whitespace));
        assert!(!token.joined || i > 0 && between.is_empty(), "a joined token touches the one before");
        at = token.span.end;
    }
    assert!(text[at..block.end].trim().is_empty(), "the end of {text:?} is in no token");
}

/// Text of the pieces that the rules look at, which random characters seldom hit.
fn news_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "U.S.",
            "can't",
            "cannot",
            "'tis",
            "'90s",
            "Libya\u{2019}s",
            "dogs'",
            "co-",
            "-led",
            "UN-backed",
            "5:30pm",
            "$10bn",
            ".5",
            "1-1-1",
            "a/b",
            "w/o",
            "...",
            "?!",
            "--",
            "\u{2014}",
            "\u{201c}",
            "\u{2018}",
            "\u{2019}",
            "\u{a0}",
            "\n",
            "\n\n",
            "    ",
            "\r\n",
            "- ",
            "\u{2022} ",
            "1. ",
            "# ",
            "a@b.org",
            "http://a.b/(c)",
            ":-)",
            "(:",
            "etc.",
            "No.",
            "e\u{301}",
            "\u{200d}",
            "\u{1f1ec}\u{1f1e7}",
            "'",
            "I",
            "y'all",
            "+",
            "#",
            "@",
            "n't",
            "\u{df}",
            "\u{130}",
            "K\u{212a}",
            "`",
            "**",
            "[x](y)",
            "\t",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z]{1,8}",
        "[0-9]{1,4}",
        any::<char>().prop_map(String::from),
        Just(" ".to_owned()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes, Format::Text);
        check(&bytes, Format::Markdown);
    }

    #[test]
    fn any_characters(text in any::<String>()) {
        check(text.as_bytes(), Format::Text);
        check(text.as_bytes(), Format::Markdown);
    }

    #[test]
    fn any_news(text in news_like()) {
        check(text.as_bytes(), Format::Text);
        check(text.as_bytes(), Format::Markdown);
    }
}

proptest! {
    /// As the fuzz target `conllu` has it, on text that is seldom far from CoNLL-U.
    #[test]
    fn any_conllu(text in conllu_like()) {
        let Ok(documents) = conllu::parse(&text) else { return Ok(()) };
        for (text, reading) in documents {
            let written = conllu::write("x", &text, &reading);
            let again = conllu::parse_for(&text, &written);
            prop_assert!(again.is_ok(), "{again:?} of {written}");
            let spans = |reading: &Reading| -> Vec<Span> {
                reading.sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.span)).collect()
            };
            prop_assert_eq!(spans(&again.unwrap()), spans(&reading));
        }
    }
}

fn conllu_like() -> impl Strategy<Value = String> {
    let form = prop_oneof![
        prop::sample::select(vec!["a", "_", "\u{a0}", "#", "-", "n't", "e\u{301}", "a b", "\u{85}", "1"])
            .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    let misc = prop::sample::select(vec!["_", "SpaceAfter=No", "NER=B-person", "Mention=place:0.5", "TokenRange=0:1"]);
    let word = (form.clone(), misc).prop_map(|(form, misc)| format!("{form}\t_\tX\t_\t_\tHEAD\tdep\t_\t{misc}"));
    let sentence = (prop::collection::vec(word, 1..4), any::<bool>(), form).prop_map(|(words, joined, form)| {
        let mut lines = String::new();
        if joined {
            let forms: String = words.iter().map(|word| word.split('\t').next().unwrap_or("")).collect();
            lines += &format!("1-{}\t{forms}\t_\t_\t_\t_\t_\t_\t_\t_\n", words.len());
        }
        for (i, word) in words.iter().enumerate() {
            lines += &format!("{}\t{}\n", i + 1, word.replace("HEAD", &i.to_string()));
        }
        format!("# newpar\n# text = {form}\n{lines}\n")
    });
    prop::collection::vec(sentence, 0..4).prop_map(|sentences| sentences.concat())
}
