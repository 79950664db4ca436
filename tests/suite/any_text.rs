//! What holds of every document, whatever the bytes.

use powermap::Span;
use powermap::document::{Document, Format};
use powermap::export;
use powermap::graph::Graph;
use powermap::pipeline::Pipeline;
use powermap::reading::token::tokenize;
use powermap::reading::{Reading, conllu};
use powermap::relations::Ontology;
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(Ontology::built_in()).expect("the model fits the program"));

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
            "Sudan\u{2019}s",
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

/// All stages, and what they say: trees with one root, relations between mentions, a graph that can be read again.
fn check_stages(text: &str) {
    let Ok(document) = Document::from_bytes(text.as_bytes(), "-", Format::Text) else { return };
    let (reading, entities, relations) = PIPELINE.read_document(&document);
    let mut words = 0;
    for sentence in &reading.sentences {
        words += sentence.tokens.len();
        assert_eq!(sentence.tokens.iter().filter(|t| t.head.is_none()).count(), 1, "one root in {text:?}");
        assert!(sentence.names.iter().all(|n| n.tokens.end <= sentence.tokens.len() && !n.tokens.is_empty()));
    }
    let cut: usize = document.blocks.iter().map(|b| tokenize(&document.text, b.span).len()).sum();
    assert_eq!(words, cut, "every word of {text:?} is read once");
    for mention in &entities.mentions {
        assert!(document.text.get(mention.span.start..mention.span.end).is_some_and(|m| !m.trim().is_empty()));
    }
    for relation in &relations {
        assert!(relation.source != relation.target && (0.0..=1.0).contains(&relation.confidence), "{relation:?}");
    }
    let graph = PIPELINE.graph(&document);
    let (ontology, mut written) = (Ontology::built_in(), Vec::new());
    let options = export::Options::new(&ontology);
    export::Format::Json.write(&graph, &options, &mut written).expect("a vector takes all");
    let again = Graph::from_json(std::str::from_utf8(&written).expect("JSON is UTF-8"));
    assert!(again.is_ok(), "{:?} of {text:?}", again.err());
    for format in export::Format::ALL.into_iter().filter(|format| format.files().is_none()) {
        format.write(&graph, &options, &mut std::io::sink()).expect("a sink takes all");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_goes_through_all_stages(text in any::<String>()) {
        check_stages(&text);
    }

    #[test]
    fn any_news_goes_through_all_stages(text in relations_like()) {
        check_stages(&text);
    }
}

/// Words that relations are made of in any order, with what the tokenizer stumbles over between them.
fn relations_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(
        "Russia Moscow Russian Mrs. Holm President president of the The his who which whose that is was not to be by \
         and or , . \" ' - -- ( ) 's backs backed -backed pro- anti- supports support for against leads led -led \
         meets met met with talks between summit conference in Geneva hosts hosting attended will would deny denied \
         said accused of attacks attack on member members group rebels army minister deputy former ex- its their they \
         he she it U.S. UN EU NATO plan deal war rally election both neither each other"
            .split_whitespace()
            .collect::<Vec<_>>(),
    );
    let piece = prop_oneof![8 => word.prop_map(str::to_owned), 1 => news_like()];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.join(" "))
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
