//! Whole documents written as CoNLL-U, with the entities that must come of them.

use super::{Entities, EntityType, Gazetteer, MentionForm, resolve};
use crate::Span;
use crate::document::{Block, BlockKind, Document};
use crate::reading::conllu;

fn read(reading: &str) -> (Document, Entities) {
    let (text, reading) = conllu::parse(reading).expect("the reading is CoNLL-U").remove(0);
    let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
    let (source, sha256) = (String::new(), String::new());
    let document =
        Document { id: "test".into(), title: None, date: None, url: None, author: None, source, sha256, blocks, text };
    let entities = resolve(&document, &reading, Gazetteer::shipped());
    (document, entities)
}

/// The mentions of the entity with this name, by their words.
fn mentions<'d>(read: &'d (Document, Entities), name: &str) -> Vec<&'d str> {
    let (document, entities) = read;
    let names: Vec<&str> = entities.entities.iter().map(|e| e.name.as_str()).collect();
    let found = entities.entities.iter().find(|e| e.name == name).unwrap_or_else(|| panic!("no {name} in {names:?}"));
    found.mentions.iter().map(|&m| entities.mentions[m].span.slice(&document.text)).collect()
}

const PRESIDENT: &str = "
1 Turkish   Turkish   ADJ   JJ  _ 2 amod _
2 President president PROPN NNP _ 3 nmod:desc _
3 Orhan     Orhan     PROPN NNP _ 5 nsubj _ NER=B-person
4 Demir     Demir     PROPN NNP _ 3 flat _ NER=I-person
5 met       meet      VERB  VBD _ 0 root
6 his       his       PRON  PRP$ _ 7 nmod:poss
7 advisers  adviser   NOUN  NNS _ 5 obj
8 in        in        ADP   IN _ 9 case
9 Ankara    Ankara    PROPN NNP _ 5 obl _ SpaceAfter=No
10 .        .         PUNCT .  _ 5 punct

1 Demir     Demir     PROPN NNP _ 2 nsubj _ NER=B-person
2 backed    back      VERB  VBD _ 0 root
3 the       the       DET   DT  _ 5 det
4 UN        UN        PROPN NNP _ 5 compound _ NER=B-organization
5 plan      plan      NOUN  NN  _ 2 obj _ SpaceAfter=No
6 ,         ,         PUNCT ,   _ 2 punct
7 but       but       CCONJ CC  _ 12 cc
8 the       the       DET   DT  _ 10 det
9 Turkish   Turkish   ADJ   JJ  _ 10 amod
10 leader   leader    NOUN  NN  _ 12 nsubj
11 also     also      ADV   RB  _ 12 advmod
12 criticised criticise VERB VBD _ 2 conj
13 it       it        PRON  PRP _ 12 obj _ SpaceAfter=No
14 .        .         PUNCT .   _ 2 punct
";

#[test]
fn titles_surnames_descriptions_and_pronouns() {
    let read = read(PRESIDENT);
    assert_eq!(mentions(&read, "Orhan Demir"), ["Turkish President Orhan Demir", "his", "Demir", "the Turkish leader"],);
    assert_eq!(mentions(&read, "Turkey"), ["Turkish", "Turkish"]);
    assert_eq!(mentions(&read, "Demir's advisers"), ["his advisers"]);
    assert_eq!(mentions(&read, "UN plan"), ["the UN plan", "it"]);
    assert_eq!(mentions(&read, "Ankara"), ["Ankara"]);
}

#[test]
fn types_codes_and_anchors() {
    let (_, entities) = read(PRESIDENT);
    let told: Vec<_> =
        entities.entities.iter().map(|e| (e.name.as_str(), e.kind, e.code.as_deref(), e.anchored)).collect();
    assert_eq!(
        told,
        [
            ("Orhan Demir", EntityType::Person, None, true),
            ("Turkey", EntityType::Place, Some("TUR"), true),
            ("Demir's advisers", EntityType::Group, None, true),
            ("Ankara", EntityType::Place, None, true),
            ("UN plan", EntityType::Plan, None, true),
            ("United Nations", EntityType::Organization, None, true),
        ],
    );
}

#[test]
fn mentions_stand_in_order_and_know_their_entity() {
    let (document, entities) = read(PRESIDENT);
    for (i, mention) in entities.mentions.iter().enumerate() {
        assert!(entities.entities[mention.entity].mentions.contains(&i));
        assert!(mention.tokens.contains(&mention.head));
        assert!(!mention.span.slice(&document.text).is_empty());
    }
    let spans: Vec<_> = entities.mentions.iter().map(|m| (m.sentence, m.span.start, usize::MAX - m.span.end)).collect();
    assert!(spans.is_sorted(), "{spans:?}");
    assert!(entities.mentions.iter().any(|m| m.form == MentionForm::Demonym));
}

#[test]
fn apposition_acronym_and_relative_pronoun() {
    let read = read(
        "
1 The        the        DET   DT  _ 3 det
2 Free       Free       PROPN NNP _ 3 amod _ NER=B-organization
3 Front      Front      PROPN NNP _ 12 nsubj _ NER=I-organization
4 (          (          PUNCT -LRB- _ 5 punct _ SpaceAfter=No
5 FF         FF         PROPN NNP _ 3 appos _ NER=B-organization|SpaceAfter=No
6 )          )          PUNCT -RRB- _ 5 punct _ SpaceAfter=No
7 ,          ,          PUNCT ,   _ 9 punct
8 which      which      PRON  WDT _ 9 nsubj
9 fights     fight      VERB  VBZ _ 3 acl:relcl
10 Egypt     Egypt      PROPN NNP _ 9 obj _ NER=B-place|SpaceAfter=No
11 ,         ,          PUNCT ,   _ 9 punct
12 has       have       VERB  VBZ _ 0 root
13 a         a          DET   DT  _ 14 det
14 leader    leader     NOUN  NN  _ 12 obj _ SpaceAfter=No
15 ,         ,          PUNCT ,   _ 16 punct
16 Lea       Lea        PROPN NNP _ 14 appos _ NER=B-person
17 Roth      Roth       PROPN NNP _ 16 flat _ NER=I-person|SpaceAfter=No
18 .         .          PUNCT .   _ 12 punct

1 The   the   DET  DT  _ 2 det
2 FF    FF    PROPN NNP _ 3 nsubj _ NER=B-organization
3 sees  see   VERB VBZ _ 0 root
4 Egypt Egypt PROPN NNP _ 3 obj _ NER=B-place
5 as    as    ADP  IN  _ 7 case
6 its   its   PRON PRP$ _ 7 nmod:poss
7 enemy enemy NOUN NN  _ 3 obl _ SpaceAfter=No
8 .     .     PUNCT .  _ 3 punct
",
    );
    assert_eq!(mentions(&read, "Free Front"), ["Free Front", "FF", "which", "FF", "its"]);
    assert_eq!(mentions(&read, "Lea Roth"), ["a leader", "Lea Roth"]);
    assert_eq!(mentions(&read, "Egypt"), ["Egypt", "Egypt"]);
}

#[test]
fn two_people_of_one_surname_stay_apart() {
    let read = read(
        "
1 Ann  Ann  PROPN NNP _ 3 nsubj _ NER=B-person
2 Hale Hale PROPN NNP _ 1 flat _ NER=I-person
3 met  meet VERB VBD _ 0 root
4 Bob  Bob  PROPN NNP _ 3 obj _ NER=B-person
5 Hale Hale PROPN NNP _ 4 flat _ NER=I-person|SpaceAfter=No
6 .    .    PUNCT . _ 3 punct

1 Hale   Hale   PROPN NNP _ 2 nsubj _ NER=B-person
2 smiled smile  VERB VBD _ 0 root _ SpaceAfter=No
3 .      .      PUNCT . _ 2 punct
",
    );
    assert_eq!(mentions(&read, "Ann Hale"), ["Ann Hale"]);
    assert_eq!(mentions(&read, "Bob Hale"), ["Bob Hale", "Hale"]);
}

#[test]
fn a_pronoun_may_look_ahead_to_the_subject() {
    let read = read(
        "
1 Bob    Bob    PROPN NNP _ 2 nsubj _ NER=B-person
2 left   leave  VERB VBD _ 0 root _ SpaceAfter=No
3 .      .      PUNCT . _ 2 punct

1 In     in     ADP  IN _ 3 case
2 his    his    PRON PRP$ _ 3 nmod:poss
3 speech speech NOUN NN _ 6 obl _ SpaceAfter=No
4 ,      ,      PUNCT , _ 6 punct
5 Carl   Carl   PROPN NNP _ 6 nsubj _ NER=B-person
6 agreed agree  VERB VBD _ 0 root _ SpaceAfter=No
7 .      .      PUNCT . _ 6 punct
",
    );
    assert_eq!(mentions(&read, "Carl"), ["his", "Carl"]);
    assert_eq!(mentions(&read, "Carl's speech"), ["his speech"]);
}

#[test]
fn a_capital_that_acts_is_its_state() {
    let said = read(
        "
1 Ankara Ankara PROPN NNP _ 2 nsubj _ NER=B-place
2 said   say    VERB VBD _ 0 root
3 Turkey Turkey PROPN NNP _ 4 nsubj _ NER=B-place
4 won    win    VERB VBD _ 2 ccomp _ SpaceAfter=No
5 .      .      PUNCT . _ 2 punct
",
    );
    assert_eq!(mentions(&said, "Turkey"), ["Ankara", "Turkey"]);
    let lived = read(
        "
1 Ann    Ann    PROPN NNP _ 2 nsubj _ NER=B-person
2 lives  live   VERB VBZ _ 0 root
3 in     in     ADP IN _ 4 case
4 Ankara Ankara PROPN NNP _ 2 obl _ NER=B-place|SpaceAfter=No
5 .      .      PUNCT . _ 2 punct
",
    );
    assert_eq!(mentions(&lived, "Ankara"), ["Ankara"]);
}

/// The entities of a text, as the shipped reader reads it.
fn read_text(text: &str) -> (Document, Entities) {
    let document = Document::from_bytes(text.as_bytes(), "-", crate::document::Format::Text).expect("it is a text");
    let reading = crate::reading::Reader::embedded().expect("there is a reader").read(&document);
    let entities = resolve(&document, &reading, Gazetteer::shipped());
    (document, entities)
}

#[test]
fn the_words_around_a_capital_tell_the_city_from_the_state() {
    let acts = read_text("Ankara accused Cairo of arming the rebels, and Turkey recalled its ambassador.");
    assert_eq!(mentions(&acts, "Turkey")[0], "Ankara");
    assert_eq!(mentions(&acts, "Egypt"), ["Cairo"]);
    let comes = read_text("Ann Holm flew to Ankara on Monday. She met Turkish officials at a hotel in Ankara.");
    assert_eq!(mentions(&comes, "Ankara"), ["Ankara", "Ankara"]);
    assert_eq!(mentions(&comes, "Turkey"), ["Turkish"]);
}

#[test]
fn a_capital_is_that_of_a_state_that_is_no_more_only_where_the_text_tells_of_no_other() {
    let sentence = |name: &str, tag: &str| {
        format!(
            "1 {name} {name} PROPN NNP _ 2 nsubj _ NER={tag}\n2 agreed agree VERB VBD _ 0 root\n3 . . PUNCT . _ 2 punct\n\n"
        )
    };
    let text = |names: &[&str]| names.iter().map(|name| sentence(name, "B-place")).collect::<String>();
    assert_eq!(mentions(&read(&text(&["USSR", "Moscow"])), "Soviet Union"), ["USSR", "Moscow"]);
    assert_eq!(mentions(&read(&text(&["USSR", "USSR", "Moscow", "Russia"])), "Russia"), ["Moscow", "Russia"]);
}

#[test]
fn what_the_lead_tells_of_as_new_is_what_the_headline_announces() {
    let read = read_text(
        "Mara Holm joins Egypt conference in Cairo\n\nCAIRO - President Mara Holm has arrived in Cairo to attend an \
         international conference on trade. The conference opens on Monday.",
    );
    let (_, entities) = &read;
    let events: Vec<&str> =
        entities.entities.iter().filter(|e| e.kind == EntityType::Event).map(|e| e.name.as_str()).collect();
    assert_eq!(events, ["Egypt conference"]);
    assert_eq!(
        mentions(&read, "Egypt conference"),
        ["Egypt conference", "an international conference on trade", "The conference"]
    );
}

#[test]
fn parts_of_a_body_and_companies_with_their_own_ending_are_others() {
    let text = |names: &[&str]| {
        let mut text = String::new();
        for name in names {
            let words: Vec<&str> = name.split(' ').collect();
            for (i, word) in words.iter().enumerate() {
                let (head, rel) =
                    if i + 1 == words.len() { (words.len() + 1, "nsubj") } else { (words.len(), "compound") };
                let tag = if i == 0 { "B" } else { "I" };
                text += &format!("{} {word} {word} PROPN NNP _ {head} {rel} _ NER={tag}-organization\n", i + 1);
            }
            text += &format!("{} agreed agree VERB VBD _ 0 root\n\n", words.len() + 1);
        }
        text
    };
    let of = |names: &[&str], name: &str| {
        let read = read(&text(names));
        mentions(&read, name).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    // The body that the name of its part begins with is told of there too.
    assert_eq!(of(&["Chamber", "Chamber Banking Committee"], "Chamber"), ["Chamber", "Chamber"]);
    assert_eq!(
        of(&["Chamber", "Chamber Banking Committee"], "Chamber Banking Committee"),
        ["Chamber Banking Committee"]
    );
    assert_eq!(of(&["Oster Chamber", "Oster Chamber Banking Committee"], "Oster Chamber"), ["Oster Chamber"; 2]);
    assert_eq!(of(&["Holm Corp", "Holm Shipping Inc"], "Holm Corp"), ["Holm Corp"]);
    assert_eq!(of(&["Holm", "Holm Shipping Inc"], "Holm Shipping Inc"), ["Holm", "Holm Shipping Inc"]);
    assert_eq!(of(&["Holm", "Holm Shipping", "Holm Aerospace"], "Holm"), ["Holm"]);
    assert_eq!(of(&["Reform", "Reform Party", "Reform Watch"], "Reform Party"), ["Reform", "Reform Party"]);
}

const LISTED: &str = "
1 They     they     PRON  PRP _ 2 nsubj
2 heard    hear     VERB  VBD _ 0 root
3 a        a        DET   DT  _ 4 det
4 minister minister NOUN  NN  _ 2 obj _ SpaceAfter=No
5 ,        ,        PUNCT ,   _ 7 punct
6 a        a        DET   DT  _ 7 det
7 general  general  NOUN  NN  _ 4 appos
8 and      and      CCONJ CC  _ 10 cc
9 a        a        DET   DT  _ 10 det
10 judge   judge    NOUN  NN  _ 7 conj _ SpaceAfter=No
11 .       .        PUNCT .   _ 2 punct

1 The      the      DET   DT  _ 3 det
2 three    three    NUM   CD  _ 3 nummod
3 sponsors sponsor  NOUN  NNS _ 9 nsubj _ SpaceAfter=No
4 ,        ,        PUNCT ,   _ 5 punct
5 Norland  Norland  PROPN NNP _ 3 appos _ NER=B-organization
6 and      and      CCONJ CC  _ 7 cc
7 Sarvia   Sarvia   PROPN NNP _ 5 conj _ NER=B-organization|SpaceAfter=No
8 ,        ,        PUNCT ,   _ 3 punct
9 agreed   agree    VERB  VBD _ 0 root _ SpaceAfter=No
10 .       .        PUNCT .   _ 9 punct
";

#[test]
fn a_list_is_no_apposition() {
    let read = read(LISTED);
    assert_eq!(mentions(&read, "minister"), ["a minister"]);
    assert_eq!(mentions(&read, "general"), ["a general"]);
    assert_eq!(mentions(&read, "Norland"), ["Norland"]);
}

#[test]
fn names_and_posts_of_a_list_are_paired_as_it_begins() {
    let posts = |text: &str, name: &str| {
        let read = read_text(text);
        mentions(&read, name).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let names = "Ann Holm, the mayor of Tarn, Karl Petrov, the chairman of the Norland Party, and Lea Roth, the leader of the \
                 Green League, met on Monday.";
    assert_eq!(posts(names, "Ann Holm"), ["Ann Holm", "the mayor of Tarn"]);
    assert_eq!(posts(names, "Karl Petrov"), ["Karl Petrov", "the chairman of the Norland Party"]);
    let first = "The mayor, Ann Holm, the governor, Karl Petrov, and the bishop of Oster met on Monday.";
    assert_eq!(posts(first, "Ann Holm"), ["The mayor", "Ann Holm"]);
    assert_eq!(posts(first, "Karl Petrov"), ["the governor", "Karl Petrov"]);
}

const SET_OFF: &str = "
1 It       it       PRON  PRP _ 3 nsubj
2 is       be       AUX   VBZ _ 3 cop
3 part     part     NOUN  NN  _ 0 root
4 of       of       ADP   IN  _ 6 case
5 Norland  Norland  PROPN NNP _ 6 compound _ NER=B-organization
6 Front    Front    PROPN NNP _ 3 nmod _ NER=I-organization
7 (        (        PUNCT -LRB- _ 8 punct _ SpaceAfter=No
8 NF       NF       PROPN NNP _ 3 nmod _ NER=B-organization|SpaceAfter=No
9 )        )        PUNCT -RRB- _ 8 punct _ SpaceAfter=No
10 ,       ,        PUNCT ,   _ 12 punct
11 a       a        DET   DT  _ 12 det
12 militia militia  NOUN  NN  _ 3 nmod _ SpaceAfter=No
13 .       .        PUNCT .   _ 3 punct

1 Tarn     Tarn     PROPN NNP _ 6 nsubj _ NER=B-event
2 was      be       AUX   VBD _ 6 cop
3 in       in       ADP   IN  _ 6 case
4 the      the      DET   DT  _ 6 det
5 bitter   bitter   ADJ   JJ  _ 6 amod
6 war      war      NOUN  NN  _ 0 root _ SpaceAfter=No
7 .        .        PUNCT .   _ 6 punct
";

#[test]
fn what_a_comma_sets_off_is_the_name_before_it_and_what_one_was_in_is_another() {
    let read = read(SET_OFF);
    assert_eq!(mentions(&read, "Norland Front"), ["Norland Front", "NF", "a militia"]);
    assert_eq!(mentions(&read, "bitter war"), ["the bitter war"]);
    assert_eq!(mentions(&read, "Tarn"), ["Tarn"]);
}

const PARTICIPLES: &str = "
1 Ann       Ann       PROPN NNP _ 2 nsubj _ NER=B-person
2 opposed   oppose    VERB  VBD _ 0 root
3 land      land      NOUN  NN  _ 2 obj
4 held      hold      VERB  VBN _ 6 amod
5 by        by        ADP   IN  _ 6 case
6 rebels    rebel     NOUN  NNS _ 2 obl _ SpaceAfter=No
7 .         .         PUNCT .   _ 2 punct

1 Ann       Ann       PROPN NNP _ 4 nsubj _ NER=B-person
2 said      say       VERB  VBD _ 3 amod
3 ministers minister  NOUN  NNS _ 4 nsubj
4 agreed    agree     VERB  VBD _ 0 root _ SpaceAfter=No
5 .         .         PUNCT .   _ 4 punct
";

#[test]
fn no_description_begins_with_the_verb_before_it() {
    let (document, entities) = read(PARTICIPLES);
    let words: Vec<&str> = entities.mentions.iter().map(|m| m.span.slice(&document.text)).collect();
    assert!(words.contains(&"rebels") && words.contains(&"ministers"), "{words:?}");
    assert!(words.iter().all(|words| !words.contains("held") && !words.contains("said")), "{words:?}");
}

const ELECTED: &str = "
1 Ann     Ann      PROPN NNP _ 3 nsubj:pass _ NER=B-person
2 was     be       AUX   VBD _ 3 aux:pass
3 elected elect    VERB  VBN _ 0 root _ SpaceAfter=No
4 .       .        PUNCT .   _ 3 punct

1 The      the      DET  DT _ 2 det
2 election election NOUN NN _ 5 nsubj:pass
3 and      and      CCONJ CC _ 4 cc
4 vote     vote     NOUN NN _ 2 conj
5 held     hold     VERB VBN _ 0 root _ SpaceAfter=No
6 .        .        PUNCT . _ 5 punct

1 Bob        Bob      PROPN NNP _ 3 nsubj:pass _ NER=B-person
2 was        be       AUX   VBD _ 3 aux:pass
3 re-elected re-elect VERB  VBN _ 0 root
4 by         by       ADP   IN  _ 6 case
5 elected    elect    VERB  VBN _ 6 amod
6 members    member   NOUN  NNS _ 3 obl _ SpaceAfter=No
7 .          .        PUNCT .   _ 3 punct
";

#[test]
fn a_verb_tells_of_the_event_that_was_named_before_it() {
    let read = read(ELECTED);
    assert_eq!(mentions(&read, "election"), ["The election", "re-elected"]);
    let verbs = |m: &&super::Mention| m.form == MentionForm::Verb;
    assert_eq!(read.1.mentions.iter().filter(verbs).count(), 1);
}

#[test]
fn a_verb_with_a_time_of_its_own_tells_of_another_event() {
    let time = "re-elected re-elect VERB  VBN _ 0 root\n4 in       in       ADP   IN  _ 5 case\n5 March    March    PROPN NNP _ 3 obl _ SpaceAfter=No\n6 .          .        PUNCT .   _ 3 punct\n";
    let (head, _) = ELECTED.split_once("re-elected re-elect").expect("the third sentence");
    assert_eq!(mentions(&read(&format!("{head}{time}")), "election"), ["The election"]);
    let aside = ELECTED.replace("VERB  VBN _ 0 root\n4 by", "VERB  VBN _ 1 acl:relcl\n4 by").replace(
        "PROPN NNP _ 3 nsubj:pass _ NER=B-person\n2 was        be       AUX   VBD _ 3 aux:pass\n3 re",
        "PROPN NNP _ 0 root _ NER=B-person\n2 was        be       AUX   VBD _ 3 aux:pass\n3 re",
    );
    assert_ne!(aside, ELECTED);
    assert_eq!(mentions(&read(&aside), "election"), ["The election"]);
}

const QUOTED: &str = "
1 Ann    Ann    PROPN NNP _ 2 nsubj _ NER=B-person
2 backed back   VERB VBD _ 0 root
3 Turkey Turkey PROPN NNP _ 5 nmod:poss _ NER=B-place|SpaceAfter=No
4 's     's     PART POS _ 3 case
5 plan   plan   NOUN NN _ 2 obj
6 for    for    ADP IN _ 9 case
7 a      a      DET DT _ 9 det
8 “      “      PUNCT `` _ 9 punct _ SpaceAfter=No
9 zone   zone   NOUN NN _ 5 nmod _ SpaceAfter=No
10 ”     ”      PUNCT '' _ 9 punct _ SpaceAfter=No
11 .     .      PUNCT . _ 2 punct

1 Bob    Bob    PROPN NNP _ 2 nsubj _ NER=B-person
2 left   leave  VERB VBD _ 0 root
3 “      “      PUNCT `` _ 4 punct _ SpaceAfter=No
4 Italy  Italy  PROPN NNP _ 2 obj _ NER=B-place|SpaceAfter=No
5 .      .      PUNCT . _ 2 punct _ SpaceAfter=No
6 ”      ”      PUNCT '' _ 2 punct
";

#[test]
fn mentions_end_in_words_and_hold_both_marks_of_a_pair() {
    let read = read(QUOTED);
    let (document, entities) = &read;
    for mention in &entities.mentions {
        let words = mention.span.slice(&document.text);
        assert!(words.starts_with(char::is_alphanumeric), "{words}");
        assert!(words.ends_with(char::is_alphanumeric) || words.ends_with('”') && words.contains('“'), "{words}");
    }
    assert_eq!(mentions(&read, "Italy"), ["Italy"]);
    assert!(entities.mentions.iter().any(|m| m.span.slice(&document.text) == "Turkey's plan for a “zone”"));
}

#[test]
fn an_empty_reading_has_no_entities() {
    let document = Document {
        id: "empty".into(),
        title: None,
        date: None,
        url: None,
        author: None,
        source: String::new(),
        sha256: String::new(),
        text: String::new(),
        blocks: Vec::new(),
    };
    assert_eq!(resolve(&document, &Default::default(), Gazetteer::shipped()), Entities::default());
}

#[test]
fn a_name_between_commas_behind_its_verb_names_the_post_before_it() {
    let read = read(
        "
1 It       it       PRON  PRP _ 3 nsubj:pass
2 was      be       AUX   VBD _ 3 aux:pass
3 signed   sign     VERB  VBN _ 0 root
4 by       by       ADP   IN  _ 6 case
5 the      the      DET   DT  _ 6 det
6 minister minister NOUN  NN  _ 3 obl:agent _ SpaceAfter=No
7 ,        ,        PUNCT ,   _ 3 punct
8 Lea      Lea      PROPN NNP _ 3 nsubj:pass _ NER=B-person
9 Kade     Kade     PROPN NNP _ 8 flat _ NER=I-person|SpaceAfter=No
10 .       .        PUNCT .   _ 3 punct
",
    );
    assert_eq!(mentions(&read, "Lea Kade"), ["the minister", "Lea Kade"]);
}

#[test]
fn a_day_is_no_part_of_a_description() {
    let told = |last: &str| {
        let head = "
1 They     they     PRON  PRP _ 2 nsubj
2 discuss  discuss  VERB  VBP _ 0 root
3 the      the      DET   DT  _ 5 det
4 UN       UN       PROPN NNP _ 5 compound _ NER=B-organization
5 plan     plan     NOUN  NN  _ 2 obj
6 on       on       ADP   IN  _ 7 case
";
        let (document, entities) = read(&format!("{head}{last} _ 5 nmod _ SpaceAfter=No\n8 . . PUNCT . _ 2 punct\n"));
        let plan = entities.mentions.iter().find(|m| m.head == 4).expect("the plan is a mention");
        plan.span.slice(&document.text).to_owned()
    };
    assert_eq!(told("7 Sunday Sunday PROPN NNP"), "the UN plan");
    assert_eq!(told("7 trade trade NOUN NN"), "the UN plan on trade");
}

#[test]
fn the_second_of_two_subjects_of_a_verb_names_the_post_before_it() {
    let read = read(
        "\
1 The       the       DET   DT  _ 3 det
2 Turkish   Turkish   ADJ   JJ  _ 3 amod
3 spokesman spokesman NOUN  NN  _ 8 nsubj _ SpaceAfter=No
4 ,         ,         PUNCT ,   _ 5 punct
5 Omar      Omar      PROPN NNP _ 8 nsubj _ NER=B-person
6 Saleh     Saleh     PROPN NNP _ 5 flat _ NER=I-person|SpaceAfter=No
7 ,         ,         PUNCT ,   _ 8 punct
8 resigned  resign    VERB  VBD _ 0 root _ SpaceAfter=No
9 .         .         PUNCT .   _ 8 punct
",
    );
    assert_eq!(mentions(&read, "Omar Saleh"), ["The Turkish spokesman", "Omar Saleh"]);
}

#[test]
fn he_inside_a_relative_clause_is_free() {
    let read = read(
        "
1 Dara    Dara    PROPN NNP _ 2 nsubj _ NER=B-person
2 met     meet    VERB  VBD _ 0 root
3 Lea     Lea     PROPN NNP _ 2 obj _ NER=B-person
4 Roth    Roth    PROPN NNP _ 3 flat _ NER=I-person|SpaceAfter=No
5 ,       ,       PUNCT ,   _ 8 punct
6 whom    whom    PRON  WP  _ 8 obj
7 he      he      PRON  PRP _ 8 nsubj
8 backs   back    VERB  VBZ _ 3 acl:relcl _ SpaceAfter=No
9 .       .       PUNCT .   _ 2 punct
",
    );
    assert_eq!(mentions(&read, "Lea Roth"), ["Lea Roth", "whom"]);
}

#[test]
fn what_a_description_refers_back_to_is_the_likeliest_if_it_is_likely_enough() {
    let text = "Dara Holm warned Egypt on Monday. Holm said that the Norland Front had to go. The Turkish president met Omar \
                Saleh, a spokesman. Its fighters left the town. The militants were pursued, and the leader praised Saleh.";
    let (document, found) = read_text(text);
    let reading = crate::reading::Reader::embedded().expect("there is a reader").read(&document);
    let weighed = super::weigh_anaphors(&document, &reading, Gazetteer::shipped());
    let descriptions: Vec<_> = weighed.iter().filter(|a| a.form == MentionForm::Description).collect();
    assert!(descriptions.iter().any(|a| a.span.slice(text) == "The Turkish president"), "{descriptions:?}");
    for anaphor in descriptions {
        let entity = found.mentions.iter().find(|m| m.span == anaphor.span).expect("it is a mention").entity;
        let best = anaphor.choices.iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
        for choice in &anaphor.choices {
            let means = found.mentions.iter().any(|m| m.entity == entity && choice.mentions.contains(&m.span));
            let taken = choice.probability >= 0.5 && best == Some(choice);
            assert_eq!(means, taken, "{} {}", anaphor.span.slice(text), choice.mentions[0].slice(text));
        }
    }
}

#[test]
fn an_ambassador_to_a_state_has_the_name_behind_the_state() {
    let read = read(
        "
1 Turkish    Turkish    ADJ   JJ  _ 2 amod
2 Ambassador ambassador NOUN  NN  _ 7 nsubj
3 to         to         ADP   IN  _ 5 case
4 Egypt      Egypt      PROPN NNP _ 2 nmod _ NER=B-place
5 Lea        Lea        PROPN NNP _ 2 nmod _ NER=B-person
6 Kade       Kade       PROPN NNP _ 5 flat _ NER=I-person
7 resigned   resign     VERB  VBD _ 0 root _ SpaceAfter=No
8 .          .          PUNCT .   _ 7 punct
",
    );
    assert_eq!(mentions(&read, "Lea Kade"), ["Turkish Ambassador to Egypt Lea Kade", "Lea Kade"]);
}

#[test]
fn a_second_post_without_an_article_is_that_of_the_same_person() {
    let told = |second: &str| {
        let text = format!(
            "
1 Lea      Lea      PROPN NNP _ 13 nsubj _ NER=B-person
2 Kade     Kade     PROPN NNP _ 1 flat _ NER=I-person|SpaceAfter=No
3 ,        ,        PUNCT ,   _ 4 punct
4 premier  premier  NOUN  NN  _ 1 appos
5 of       of       ADP   IN  _ 6 case
6 Egypt    Egypt    PROPN NNP _ 4 nmod _ NER=B-place
7 and      and      CCONJ CC  _ 9 cc
{second}
9 leader   leader   NOUN  NN  _ 4 conj
10 of      of       ADP   IN  _ 11 case
11 Hamas   Hamas    PROPN NNP _ 9 nmod _ NER=B-organization|SpaceAfter=No
12 ,       ,        PUNCT ,   _ 4 punct
13 left    leave    VERB  VBD _ 0 root _ SpaceAfter=No
14 .       .        PUNCT .   _ 13 punct
"
        );
        let read = read(&text);
        mentions(&read, "Lea Kade").iter().map(|&words| words.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told("8 now now ADV RB _ 9 advmod"), ["Lea Kade", "premier of Egypt", "leader of Hamas"]);
    assert_eq!(told("8 the the DET DT _ 9 det"), ["Lea Kade", "premier of Egypt"]);
}

#[test]
fn a_predicate_that_goes_on_has_the_subject_of_the_first() {
    let read = read(
        "
1 Lea      Lea      PROPN NNP _ 2 nsubj _ NER=B-person
2 resigned resign   VERB  VBD _ 0 root
3 and      and      CCONJ CC  _ 6 cc
4 is       be       AUX   VBZ _ 6 cop
5 the      the      DET   DT  _ 6 det
6 envoy    envoy    NOUN  NN  _ 2 conj
7 of       of       ADP   IN  _ 8 case
8 Egypt    Egypt    PROPN NNP _ 6 nmod _ NER=B-place|SpaceAfter=No
9 .        .        PUNCT .   _ 2 punct
",
    );
    assert_eq!(mentions(&read, "Lea"), ["Lea", "the envoy of Egypt"]);
}

#[test]
fn a_word_before_a_body_and_a_state_behind_it_are_no_part_of_its_name() {
    let read = read(
        "
1 The         the         DET   DT  _ 4 det
2 independent independent ADJ   JJ  _ 4 amod _ NER=B-organization
3 Norvale     Norvale     PROPN NNP _ 4 compound _ NER=I-organization
4 Committee   committee   PROPN NNP _ 5 nsubj _ NER=I-organization
5 met         meet        VERB  VBD _ 0 root
6 the         the         DET   DT  _ 9 det
7 UN          UN          PROPN NNP _ 9 compound _ NER=B-organization
8 Sudan       Sudan       PROPN NNP _ 7 flat _ NER=I-organization
9 envoy       envoy       NOUN  NN  _ 5 obj _ SpaceAfter=No
10 .          .           PUNCT .   _ 5 punct
",
    );
    assert_eq!(mentions(&read, "Norvale Committee"), ["Norvale Committee"]);
    assert_eq!(mentions(&read, "United Nations"), ["UN"]);
    assert_eq!(mentions(&read, "Sudan"), ["Sudan"]);
}

#[test]
fn the_only_regime_of_a_person_is_the_only_one_of_a_state() {
    let told = |owners: &[&str]| {
        let sentence = |owner: &&str| {
            let kind = if *owner == "Syrian" { "ADJ JJ _ 3 amod" } else { "PROPN NNP _ 3 compound _ NER=B-person" };
            format!(
                "1 The the DET DT _ 3 det\n2 {owner} {owner} {kind}\n3 regime regime NOUN NN _ 4 nsubj\n\
                 4 fell fall VERB VBD _ 0 root _ SpaceAfter=No\n5 . . PUNCT . _ 4 punct\n\n"
            )
        };
        let (document, entities) = read(&owners.iter().map(sentence).collect::<String>());
        let of = |m: usize| entities.mentions[entities.entities[m].mentions[0]].span.slice(&document.text);
        (0..entities.entities.len()).filter(|&e| of(e).contains("regime")).count()
    };
    assert_eq!(told(&["Hallam", "Syrian"]), 1);
    assert_eq!(told(&["Hallam", "Brandt", "Syrian"]), 3);
}

#[test]
fn an_event_is_named_with_its_place_and_a_plan_without_titles() {
    let read = read(
        "
1 President  president   PROPN NNP _ 3 nmod:desc
2 Orhan      Orhan       PROPN NNP _ 3 compound _ NER=B-person
3 Demir      Demir       PROPN NNP _ 5 nmod:poss _ NER=I-person|SpaceAfter=No
4 's         's          PART  POS _ 3 case
5 policies   policy      NOUN  NNS _ 6 nsubj _ Mention=plan:0.90
6 won        win         VERB  VBD _ 0 root
7 at         at          ADP   IN  _ 8 case
8 talks      talk        NOUN  NNS _ 6 obl _ Mention=event:0.90
9 in         in          ADP   IN  _ 10 case
10 Norvale   Norvale     PROPN NNP _ 8 nmod _ NER=B-place|SpaceAfter=No
11 .         .           PUNCT .   _ 6 punct
",
    );
    assert_eq!(mentions(&read, "Orhan Demir's policies"), ["President Orhan Demir's policies"]);
    assert_eq!(mentions(&read, "talks in Norvale"), ["talks"]);
}

#[test]
fn a_headline_in_small_letters_tells_of_whom_the_text_names() {
    let headline = "1 Turkish Turkish ADJ JJ _ 2 amod\n2 woman woman NOUN NN _ 3 nsubj _ Mention=person:0.90\n\
                    3 sues sue VERB VBZ _ 0 root\n4 Egypt Egypt PROPN NNP _ 3 obj _ NER=B-place\n\n";
    let body = "# newpar\n1 Lea Lea PROPN NNP _ 8 nsubj _ NER=B-person\n2 Kade Kade PROPN NNP _ 1 flat _ NER=I-person|SpaceAfter=No\n\
                3 , , PUNCT , _ 6 punct\n4 a a DET DT _ 6 det\n5 Turkish Turkish ADJ JJ _ 6 amod\n\
                6 woman woman NOUN NN _ 1 appos _ Mention=person:0.90|SpaceAfter=No\n7 , , PUNCT , _ 6 punct\n\
                8 left leave VERB VBD _ 0 root _ SpaceAfter=No\n9 . . PUNCT . _ 8 punct\n";
    let read = read(&format!("# newpar\n{headline}{body}"));
    assert_eq!(mentions(&read, "Lea Kade"), ["Turkish woman", "Lea Kade", "a Turkish woman"]);
}

#[test]
fn the_vote_of_a_day_may_be_the_one_told_of() {
    let sentence = |first: &str| {
        format!(
            "{first}\n3 vote vote NOUN NN _ 4 nsubj _ Mention=event:0.90\n4 ended end VERB VBD _ 0 root _ SpaceAfter=No\n5 . . PUNCT . _ 4 punct\n\n"
        )
    };
    let text = sentence("1 the the DET DT _ 3 det\n2 Turkish Turkish ADJ JJ _ 3 amod")
        + &sentence("1 Sunday Sunday PROPN NNP _ 3 nmod:poss _ SpaceAfter=No\n2 's 's PART POS _ 1 case");
    assert_eq!(mentions(&read(&text), "Turkish vote"), ["the Turkish vote", "Sunday's vote"]);
}

#[test]
fn a_resort_of_a_town_is_the_town_whatever_name_stands_before_it() {
    let read = read(
        "
1 Envoys  envoy   NOUN  NNS _ 2 nsubj
2 met     meet    VERB  VBD _ 0 root
3 in      in      ADP   IN  _ 7 case
4 the     the     DET   DT  _ 7 det
5 Amber   Amber   PROPN NNP _ 6 compound _ NER=B-place
6 Sea     Sea     PROPN NNP _ 7 compound _ NER=I-place
7 port    port    NOUN  NN  _ 2 obl
8 of      of      ADP   IN  _ 9 case
9 Sarvik  Sarvik  PROPN NNP _ 7 nmod _ NER=B-place|SpaceAfter=No
10 .      .       PUNCT .   _ 2 punct
",
    );
    assert_eq!(mentions(&read, "Sarvik"), ["the Amber Sea port of Sarvik", "Sarvik"]);
    assert_eq!(mentions(&read, "Amber Sea"), ["Amber Sea"]);
}

#[test]
fn a_possessive_in_a_name_may_be_left_out_and_two_nouns_say_mother() {
    let read = read(
        "
1 Norland  Norland  PROPN NNP _ 3 nmod:poss _ NER=B-organization|SpaceAfter=No
2 's       's       PART  POS _ 1 case _ NER=I-organization
3 Party    party    PROPN NNP _ 4 nsubj _ NER=I-organization
4 lost     lose     VERB  VBD _ 0 root _ SpaceAfter=No
5 .        .        PUNCT .   _ 4 punct

1 The      the      DET   DT  _ 3 det
2 Norland  Norland  PROPN NNP _ 3 compound _ NER=B-organization
3 Party    party    PROPN NNP _ 5 nmod:poss _ NER=I-organization|SpaceAfter=No
4 's       's       PART  POS _ 3 case
5 leader   leader   NOUN  NN  _ 8 nsubj
6 Ada      Ada      PROPN NNP _ 5 flat _ NER=B-person
7 Lang     Lang     PROPN NNP _ 6 flat _ NER=I-person
8 left     leave    VERB  VBD _ 0 root
9 her      her      PRON  PRP$ _ 10 nmod:poss
10 mother  mother   NOUN  NN  _ 8 obj _ SpaceAfter=No
11 .       .        PUNCT .   _ 8 punct

1 Lang     Lang     PROPN NNP _ 3 nmod:poss _ NER=B-person|SpaceAfter=No
2 's       's       PART  POS _ 1 case
3 mum      mum      NOUN  NN  _ 4 nsubj
4 died     die      VERB  VBD _ 0 root _ SpaceAfter=No
5 .        .        PUNCT .   _ 4 punct
",
    );
    assert_eq!(mentions(&read, "Norland's Party"), ["Norland's Party", "Norland Party"]);
    assert_eq!(mentions(&read, "Lang's mother"), ["her mother", "Lang's mum"]);
}

#[test]
fn a_word_joined_by_a_hyphen_is_no_article() {
    let read = read(
        "
1 The      the      DET   DT  _ 5 det
2 all      all      DET   DT  _ 4 det _ SpaceAfter=No
3 -        -        PUNCT HYPH _ 4 punct _ SpaceAfter=No
4 girl     girl     NOUN  NN  _ 5 compound
5 team     team     NOUN  NN  _ 6 nsubj
6 met      meet     VERB  VBD _ 0 root
7 Ada      Ada      PROPN NNP _ 6 obj _ NER=B-person
8 Lang     Lang     PROPN NNP _ 7 flat _ NER=I-person|SpaceAfter=No
9 .        .        PUNCT .   _ 6 punct
",
    );
    assert_eq!(mentions(&read, "all-girl team"), ["The all-girl team"]);
}

#[test]
fn what_a_body_is_for_is_of_its_name_and_not_the_name_of_another() {
    let read = read(
        "
1 The      the      DET   DT  _ 3 det
2 European European PROPN NNP _ 3 amod _ NER=B-organization
3 Union    Union    PROPN NNP _ 4 nsubj _ NER=I-organization
4 met      meet     VERB  VBD _ 0 root
5 the      the      DET   DT  _ 6 det
6 Union    Union    PROPN NNP _ 4 obj _ NER=B-organization
7 for      for      ADP   IN  _ 8 case
8 Order    Order    PROPN NNP _ 6 nmod _ SpaceAfter=No
9 .        .        PUNCT .   _ 4 punct
",
    );
    assert_eq!(mentions(&read, "European Union"), ["European Union"]);
    assert_eq!(mentions(&read, "Union for Order"), ["Union for Order"]);
}

#[test]
fn what_one_country_has_is_not_what_the_same_word_calls_of_another() {
    let read = read_text(
        "Turkey and Egypt were at odds. The Turkish government signed the pact in May. Critics say that it was pressed by others. Years of sanctions were \
         meant to stop the Egyptian government.",
    );
    assert_eq!(mentions(&read, "Turkish government")[0], "The Turkish government");
    assert_eq!(mentions(&read, "Egyptian government"), ["the Egyptian government"]);
}

/// The entities whose names these are, each with the words of its mentions.
fn told(text: &str, name: &str) -> Vec<String> {
    mentions(&read_text(text), name).into_iter().map(str::to_owned).collect()
}

#[test]
fn labels_behind_names_are_of_parties_and_titles_tell_of_the_chamber() {
    let text = "The Senate met. Sen. Lia Rowe, I-Vt., agreed with the House. Sen. Karl Berg, D-Maine, met Rep. Ana Holm (R-Ohio).";
    assert_eq!(told(text, "Republican Party"), ["R"]);
    assert_eq!(told(text, "Democratic Party"), ["D"]);
    assert_eq!(told(text, "Senate"), ["Senate", "Sen.", "Sen."]);
    assert_eq!(told(text, "House"), ["House", "Rep."]);
    let (_, entities) = read_text(text);
    let names: Vec<&str> = entities.entities.iter().map(|e| e.name.as_str()).collect();
    assert!(
        !names.iter().any(|name| ["Ohio", "Maine", "Vt", "I", "Rep."].contains(name)),
        "a seat is no name: {names:?}"
    );
    // Of a state's chamber, and where the text names none, a title tells nothing.
    assert_eq!(told("State Sen. Karl Berg met the Senate's clerk in Oslo.", "Senate"), ["Senate"]);
}

#[test]
fn a_committee_is_of_the_chamber_that_its_name_begins_with() {
    let text = "The House Budget Committee met on Monday. The House Committee on Roads did not.";
    assert_eq!(told(text, "House"), ["House", "House"]);
    assert_eq!(told(text, "House Budget Committee"), ["House Budget Committee"]);
}

#[test]
fn a_month_is_a_surname_where_the_text_has_the_full_name() {
    let text = "Theresa May met Donald Trump in London. In his talks with May, Trump praised Britain. They will meet again in May.";
    assert_eq!(told(text, "Theresa May"), ["Theresa May", "May"]);
}

#[test]
fn a_month_is_no_event() {
    let (_, entities) =
        read_text("The firm refused to honour a deal signed in March. The minister condemned the walkout.");
    assert!(entities.entities.iter().all(|e| e.name != "March"));
}

#[test]
fn bodies_are_known_by_short_forms_in_brackets_and_by_their_last_word() {
    let text = "The International Cocoa Organization (ICCO) met in Oslo. ICCO backed Ghana.";
    assert_eq!(told(text, "International Cocoa Organization").len(), 3);
    let text = "The EC agreed on Monday. The Community backed Ghana, the White House said, and the House met.";
    assert_eq!(told(text, "European Economic Community"), ["EC", "Community"]);
    assert_eq!(told(text, "White House"), ["White House"]);
}

#[test]
fn ranks_are_no_part_of_the_body_that_they_stand_behind() {
    let text = "Senate Majority Leader Karl Berg met House Minority Whip Ana Holm in Oslo.";
    assert_eq!(told(text, "Senate"), ["Senate"]);
    assert_eq!(told(text, "House"), ["House"]);
}
