//! Three mistakes that parsers trained on the treebanks make in news, mended on the finished tree.
//!
//! News packs who somebody is behind a comma: "Ada Lund, speaker of the house, and Bo Ek, head of the bank, met". In lists the
//! parser takes the second noun for one more of the list, and it ties participles ("Lund, believed to be backed by") to the
//! verb of the sentence, and "who" to a thing. All are told by their shape.

use super::{Deprel, Sentence, Upos};

/// Words back to the head of a name.
const LONGEST_NAME: usize = 8;

/// Mends a tree in place; it stays a tree.
pub(super) fn repair(sentence: &mut Sentence, text: &str) {
    for i in 2..sentence.tokens.len() {
        if sentence.form(i - 1, text) != "," {
            continue;
        }
        let Some(name) = nominal_before(sentence, i - 1) else { continue };
        let relation = match (sentence.tokens[i].deprel, sentence.tokens[i].xpos) {
            (Deprel::Conj, "NN") if is_post(sentence, i, name) => Deprel::Appos,
            (Deprel::Parataxis, "VBN" | "VBD") if is_reduced(sentence, i, text) => Deprel::Acl,
            _ if sentence.form(i, text).eq_ignore_ascii_case("who") => {
                relate(sentence, i, name);
                continue;
            }
            _ => continue,
        };
        attach(sentence, i, name, relation);
        if relation == Deprel::Acl {
            sentence.tokens[i].xpos = "VBN";
        }
    }
}

/// "the cabinet of Ada Lund, who": a person's name before "who" is what the clause is about.
fn relate(sentence: &mut Sentence, who: usize, name: usize) {
    let Some(verb) = sentence.tokens[who].head else { return };
    let common = sentence.tokens[verb].head.is_some_and(|h| h < name && sentence.tokens[h].upos == Upos::Noun);
    if sentence.tokens[verb].deprel == Deprel::AclRelcl && common && sentence.tokens[name].upos == Upos::Propn {
        attach(sentence, verb, name, Deprel::AclRelcl);
    }
}

/// Hangs a word elsewhere, where that leaves a tree.
fn attach(sentence: &mut Sentence, word: usize, head: usize, relation: Deprel) {
    if !leads_to(sentence, head, word) {
        sentence.tokens[word].head = Some(head);
        sentence.tokens[word].deprel = relation;
    }
}

/// The head of the noun phrase that ends before the comma.
fn nominal_before(sentence: &Sentence, comma: usize) -> Option<usize> {
    let mut at = comma - 1;
    for _ in 0..LONGEST_NAME {
        let token = &sentence.tokens[at];
        match token.head {
            Some(head)
                if head < comma
                    && matches!(token.deprel, Deprel::Flat | Deprel::Compound | Deprel::Goeswith | Deprel::Punct) =>
            {
                at = head;
            }
            _ => break,
        }
    }
    matches!(sentence.tokens[at].upos, Upos::Noun | Upos::Propn).then_some(at)
}

/// Whether a noun without article or conjunction, but with a complement, follows a name: "speaker of the house".
fn is_post(sentence: &Sentence, noun: usize, name: usize) -> bool {
    sentence.tokens[name].upos == Upos::Propn
        && !sentence.children(noun).any(|c| c < noun && matches!(sentence.tokens[c].deprel, Deprel::Cc | Deprel::Det))
        && sentence.children(noun).any(|c| c > noun && sentence.tokens[c].deprel == Deprel::Nmod)
}

/// Whether a participle opens a clause without a subject: "backed by", "believed to".
fn is_reduced(sentence: &Sentence, verb: usize, text: &str) -> bool {
    let next = (verb + 1 < sentence.tokens.len()).then(|| sentence.form(verb + 1, text));
    !has_subject(sentence, verb) && (sentence.tokens[verb].xpos == "VBN" || matches!(next, Some("to" | "by")))
}

fn has_subject(sentence: &Sentence, verb: usize) -> bool {
    let subject = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass, Deprel::Expl];
    sentence.children(verb).any(|c| subject.contains(&sentence.tokens[c].deprel))
}

/// Whether the way from a word up to the root passes another.
fn leads_to(sentence: &Sentence, from: usize, to: usize) -> bool {
    let up = std::iter::successors(Some(from), |&at| sentence.tokens[at].head);
    up.take(sentence.tokens.len() + 1).any(|at| at == to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::conllu;

    fn mended(conllu: &str) -> Vec<(Option<usize>, Deprel)> {
        let (text, mut reading) = conllu::parse(conllu).unwrap().remove(0);
        repair(&mut reading.sentences[0], &text);
        reading.sentences[0].tokens.iter().map(|t| (t.head, t.deprel)).collect()
    }

    #[test]
    fn a_post_in_a_list_is_an_apposition() {
        let tree = mended(
            "1 Ada Ada PROPN NNP _ 8 nsubj\n2 , , PUNCT , _ 3 punct\n3 head head NOUN NN _ 1 conj\n4 of of ADP IN _ 5 case\n\
             5 Ek Ek PROPN NNP _ 3 nmod\n6 and and CCONJ CC _ 7 cc\n7 Bo Bo PROPN NNP _ 1 conj\n8 met meet VERB VBD _ 0 root\n\n",
        );
        assert_eq!(tree[2], (Some(0), Deprel::Appos));
        assert_eq!(tree[6], (Some(0), Deprel::Conj));
    }

    #[test]
    fn a_participle_behind_a_comma_belongs_to_the_noun() {
        let tree = mended(
            "1 It it PRON PRP _ 2 nsubj\n2 splits split VERB VBZ _ 0 root\n3 Ada Ada PROPN NNP _ 2 obj\n4 , , PUNCT , _ 5 punct\n\
             5 backed back VERB VBN _ 2 parataxis\n6 by by ADP IN _ 7 case\n7 Ek Ek PROPN NNP _ 5 obl:agent\n\n",
        );
        assert_eq!(tree[4], (Some(2), Deprel::Acl));
    }

    #[test]
    fn who_is_the_person_before_it() {
        let tree = mended(
            "1 Cabinet cabinet NOUN NN _ 0 root\n2 of of ADP IN _ 3 case\n3 Ada Ada PROPN NNP _ 1 nmod\n4 Lund Lund PROPN NNP _ 3 flat\n\
             5 , , PUNCT , _ 7 punct\n6 who who PRON WP _ 7 nsubj\n7 left leave VERB VBD _ 1 acl:relcl\n\n",
        );
        assert_eq!(tree[6], (Some(2), Deprel::AclRelcl));
    }
}
