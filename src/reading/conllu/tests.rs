use super::ConlluErrorKind as Kind;
use super::*;
use crate::Span;
use crate::reading::{EntityType, Reading};

const ENVOY: &str = "\
# newdoc id = envoy
# newpar
# block = 2
# sent_id = envoy-1
# span = 0:27
# text = Sudan's envoy can't attend.
1-2\tSudan's\t_\t_\t_\t_\t_\t_\t_\tTokenRange=0:7
1\tSudan\tSudan\tPROPN\tNNP\t_\t3\tnmod:poss\t_\tNER=B-place|TokenRange=0:5
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tTokenRange=5:7
3\tenvoy\tenvoy\tNOUN\tNN\t_\t6\tnsubj\t_\tMention=person:0.75|TokenRange=8:13
4-5\tcan't\t_\t_\t_\t_\t_\t_\t_\tTokenRange=14:19
4\tca\tcan\tAUX\tMD\t_\t6\taux\t_\tTokenRange=14:16
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\tTokenRange=16:19
6\tattend\tattend\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=20:26
7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\tTokenRange=26:27

";

fn kind(conllu: &str) -> (usize, Kind) {
    let error = parse(conllu).expect_err("the text is wrong");
    (error.line, error.kind)
}

#[test]
fn what_is_read_is_written_again() {
    let documents = parse(ENVOY).unwrap();
    let [(text, reading)] = documents.as_slice() else { panic!("one document") };
    assert_eq!(text, "Sudan's envoy can't attend.");
    assert_eq!(write("envoy", text, reading), ENVOY);
    let sentence = &reading.sentences[0];
    assert_eq!(sentence.block, 2);
    assert_eq!(sentence.span, Span::new(0, 27));
    assert_eq!(sentence.names[0].tokens, 0..1);
    assert_eq!(sentence.names[0].kind, EntityType::Place);
    assert_eq!(sentence.tokens[2].mention.unwrap().probability, 0.75);
    let joined: Vec<bool> = sentence.tokens.iter().map(|token| token.joined).collect();
    assert_eq!(joined, [false, true, false, false, true, false, false]);
}

#[test]
fn a_reading_is_placed_in_the_text_it_was_made_from() {
    let text = "He said \u{2018}no\u{2019}.\n\n  Egypt\u{a0} backs\nit";
    let by_hand = "
        1 He _ PRON PRP _ 2 nsubj
        2 said say VERB VBD _ 0 root
        3 \u{2018} _ PUNCT `` _ 4 punct
        4 no no INTJ UH _ 2 obj
        5 \u{2019} _ PUNCT '' _ 4 punct
        6 . _ PUNCT . _ 2 punct

        # newpar
        1 Egypt Egypt PROPN NNP _ 2 nsubj _ NER=B-place
        2 backs back VERB VBZ _ 0 root
        3 it it PRON PRP _ 2 obj";
    let reading = parse_for(text, by_hand).unwrap();
    assert_eq!(reading.sentences[0].span.slice(text), "He said \u{2018}no\u{2019}.");
    assert_eq!(reading.sentences[1].span.slice(text), "Egypt\u{a0} backs\nit");
    assert_eq!(reading.sentences.iter().map(|s| s.block).collect::<Vec<_>>(), [0, 1]);
    // Written with its ranges and read again, it stands at the same places.
    let conllu = write("x", text, &reading);
    assert!(conllu.contains("# text = Egypt backs it\n"), "{conllu}");
    assert_eq!(parse_for(text, &conllu).unwrap(), reading);
    let error = parse_for("He said yes", by_hand).unwrap_err();
    assert_eq!(error.to_string(), "line 4: \"\u{2018}\" does not stand in the document's text at byte 7");
}

#[test]
fn paragraphs_and_spaces_of_a_made_up_text() {
    let word = |form: &str, misc: &str| format!("1 {form} _ X _ _ 0 root _ {misc}\n\n");
    let conllu = format!(
        "# newdoc\n{}{}# newpar\n{}# newdoc\n# newdoc\n{}",
        word("a", "SpaceAfter=No"),
        word("b", "_"),
        word("c", "_"),
        word("d", "_")
    );
    let texts: Vec<String> = parse(&conllu).unwrap().into_iter().map(|(text, _)| text).collect();
    assert_eq!(texts, ["ab\n\nc", "", "d"]);
}

#[test]
fn an_empty_reading_is_a_document_without_sentences() {
    let conllu = write("nothing", "", &Reading::default());
    assert_eq!(conllu, "# newdoc id = nothing\n");
    assert_eq!(parse(&conllu).unwrap(), [(String::new(), Reading::default())]);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let word = |id: &str, head: &str| format!("{id} a a X _ _ {head} dep\n");
    assert_eq!(kind("1 a a X\n"), (1, Kind::Columns(4)));
    assert_eq!(kind(&word("2", "0")), (1, Kind::Id { found: "2".into(), expected: 1 }));
    assert_eq!(kind(&word("1", "x")), (1, Kind::Head("x".into())));
    assert_eq!(kind(&(word("1", "0") + &word("2", "3"))), (2, Kind::Head("3".into())));
    assert_eq!(kind(&(word("1", "1") + "\n")), (1, Kind::Head("1".into())));
    assert_eq!(kind(&(word("1", "0") + &word("2", "0"))), (1, Kind::Roots(2)));
    assert_eq!(kind(&(word("1", "0") + &word("2", "3") + &word("3", "2"))), (1, Kind::Circle));
    assert_eq!(kind("\n1 a a Y _ _ 0 root\n"), (2, Kind::Tag { column: "upos", found: "Y".into() }));
    assert_eq!(kind("1 a a X Y _ 0 root\n"), (1, Kind::Tag { column: "xpos", found: "Y".into() }));
    assert_eq!(kind("1 a a X _ _ 0 boot\n"), (1, Kind::Tag { column: "deprel", found: "boot".into() }));
    assert_eq!(kind("1 a a X _ _ 0 root _ NER=I-person\n"), (1, Kind::Continuation("person".into())));
    let mention = Kind::Value { key: "Mention", found: "person:2".into() };
    assert_eq!(kind("1 a a X _ _ 0 root _ Mention=person:2\n"), (1, mention));
    let range = Kind::WordsOfRange { form: "ab".into(), words: "a".into() };
    assert_eq!(kind(&format!("1-2 ab\n{}", word("1", "0"))), (1, range));
    assert_eq!(kind("2-3 ab\n"), (1, Kind::WordRange("2-3".into())));
    let two = format!("# newdoc\n{}\n# newdoc\n", word("1", "0"));
    assert_eq!(parse_for("a", &two).unwrap_err(), ConlluError { line: 4, kind: Kind::SecondDocument });
    assert_eq!(parse_for("a", "# span = 1:9\n1 a a X _ _ 0 root").unwrap_err().line, 1);
    assert_eq!(parse_for("aé", "1 é a X _ _ 0 root _ TokenRange=0:2").unwrap_err().line, 1);
}
