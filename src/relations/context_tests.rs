use super::super::{Ontology, match_patterns};
use crate::document::{Document, Format};
use crate::entities::{Entities, Entity, EntityType, Mention, MentionForm};
use crate::reading::{Reading, Upos, conllu};

/// A reading of words given as `form lemma UPOS XPOS head deprel`, one a line.
fn read(words: &str) -> (Document, Reading) {
    let fields: Vec<Vec<&str>> = words.trim().lines().map(|line| line.split_whitespace().collect()).collect();
    let text = fields.iter().map(|word| word[0]).collect::<Vec<_>>().join(" ");
    let line = |(n, w): (usize, &Vec<&str>)| {
        format!("{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t_\n", n + 1, w[0], w[1], w[2], w[3], w[4], w[5])
    };
    let tree: String = fields.iter().enumerate().map(line).collect();
    let reading = conllu::parse_for(&text, &format!("{tree}\n")).expect("a tree");
    (Document::from_bytes(text.as_bytes(), "test", Format::Text).expect("a sentence"), reading)
}

/// Every proper noun and pronoun is a person of its own.
fn people(document: &Document, reading: &Reading) -> Entities {
    let mut found = Entities::default();
    for (head, token) in reading.sentences[0].tokens.iter().enumerate() {
        if matches!(token.upos, Upos::Propn | Upos::Pron) {
            let id = found.mentions.len();
            let name = token.span.slice(&document.text).to_owned();
            found.entities.push(Entity {
                name,
                kind: EntityType::Person,
                code: None,
                anchored: true,
                mentions: vec![id],
            });
            let (form, tokens) = (MentionForm::Name, head..head + 1);
            found.mentions.push(Mention { entity: id, sentence: 0, span: token.span, tokens, head, form });
        }
    }
    found
}

/// Relation, status, the word that gives it and who says so.
fn told(words: &str) -> Vec<String> {
    let (document, reading) = read(words);
    let entities = people(&document, &reading);
    let mut told: Vec<String> = match_patterns(&document, &reading, &entities, &Ontology::built_in())
        .iter()
        .map(|r| {
            let cue = r.status_cue.map_or("-", |span| span.slice(&document.text));
            let speaker = r.attributed_to.map_or("-", |m| &entities.entities[entities.mentions[m].entity].name);
            format!("{} {} {cue} {speaker}", r.relation, r.status.as_str())
        })
        .collect();
    told.sort();
    told.dedup();
    told
}

#[test]
fn the_subject_of_the_verb_of_saying_says_so() {
    let words = "\
        Lang Lang PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        Norland Norland PROPN NNP 4 nsubj
        backs back VERB VBZ 2 ccomp
        Hallam Hallam PROPN NNP 4 obj";
    assert_eq!(told(words), ["supports reported said Lang"]);
}

#[test]
fn nobody_says_what_the_text_itself_states() {
    let words = "\
        Norland Norland PROPN NNP 2 nsubj
        backs back VERB VBZ 0 root
        Hallam Hallam PROPN NNP 2 obj";
    assert_eq!(told(words), ["supports asserted - -"]);
}

#[test]
fn what_is_spoken_of_is_not_what_is_said() {
    let words = "\
        Lang Lang PROPN NNP 2 nsubj
        described describe VERB VBD 0 root
        Norland Norland PROPN NNP 5 nmod:poss
        's 's PART POS 3 case
        support support NOUN NN 2 obj
        for for ADP IN 7 case
        Hallam Hallam PROPN NNP 5 nmod
        as as ADP IN 9 case
        vital vital ADJ JJ 2 obl";
    assert_eq!(told(words), ["supports asserted - -"]);
}

#[test]
fn who_seems_to_do_it_does_not_say_so() {
    let words = "\
        Lang Lang PROPN NNP 2 nsubj
        seems seem VERB VBZ 0 root
        to to PART TO 4 mark
        back back VERB VB 2 xcomp
        Hallam Hallam PROPN NNP 4 obj";
    assert_eq!(told(words), ["supports reported seems -"]);
}

#[test]
fn hearsay_in_an_adjunct_is_not_the_speakers() {
    let words = "\
        Lang Lang PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        he he PRON PRP 5 nsubj:pass
        was be AUX VBD 5 aux:pass
        suspended suspend VERB VBN 2 ccomp
        for for SCONJ IN 8 mark
        allegedly allegedly ADV RB 8 advmod
        insulting insult VERB VBG 5 advcl
        Hallam Hallam PROPN NNP 8 obj";
    assert_eq!(told(words), ["opposes reported allegedly -"]);
}

#[test]
fn the_word_that_denies_or_plans_it_is_kept() {
    let denied = "\
        Lang Lang PROPN NNP 2 nsubj
        denied deny VERB VBD 0 root
        backing back VERB VBG 2 xcomp
        Hallam Hallam PROPN NNP 3 obj";
    assert_eq!(told(denied), ["supports negated denied -"]);
    let planned = "\
        Lang Lang PROPN NNP 3 nsubj
        will will AUX MD 3 aux
        back back VERB VB 0 root
        Hallam Hallam PROPN NNP 3 obj";
    assert_eq!(told(planned), ["supports planned will -"]);
}

#[test]
fn what_somebody_is_expected_to_come_for_is_expected() {
    let words = |come: &str| {
        format!(
            "\
        Lang Lang PROPN NNP 3 nsubj
        {come}
        return return VERB VB 0 root
        for for ADP IN 5 case
        talks talk NOUN NNS 3 obl
        with with ADP IN 7 case
        Hallam Hallam PROPN NNP 5 nmod"
        )
    };
    assert_eq!(told(&words("will will AUX MD 3 aux")), ["meets planned will -"]);
    assert_eq!(told(&words("did do AUX VBD 3 aux")), ["meets asserted - -"]);
}

#[test]
fn what_somebody_later_did_is_not_of_the_past() {
    let words = |adverb: &str, lemma: &str| {
        format!(
            "\
        Lang Lang PROPN NNP 3 nsubj
        {adverb} {lemma} ADV RB 3 advmod
        backed back VERB VBD 0 root
        Hallam Hallam PROPN NNP 3 obj"
        )
    };
    assert_eq!(told(&words("later", "late")), ["supports asserted - -"]);
    assert_eq!(told(&words("then", "then")), ["supports asserted - -"]);
    assert_eq!(told(&words("previously", "previously")), ["supports former previously -"]);
}
