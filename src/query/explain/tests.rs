use super::way::way;
use super::*;
use crate::entities::EntityType::{Person, Place};
use crate::graph::samples::Sample;
use crate::reading::conllu;
use crate::relations::Status;

const TEXT: &str = "Ada Lang said Norland backed him.";
const TREE: &str = "\
1\tAda\tAda\tPROPN\tNNP\t_\t3\tnsubj\t_\t_
2\tLang\tLang\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
4\tNorland\tNorland\tPROPN\tNNP\t_\t5\tnsubj\t_\t_
5\tbacked\tback\tVERB\tVBD\t_\t3\tccomp\t_\t_
6\thim\the\tPRON\tPRP\t_\t5\tobj\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

";

fn told(ends: [usize; 2], cue: Option<Span>) -> Vec<String> {
    let reading = conllu::parse_for(TEXT, TREE).unwrap();
    let words = way(TEXT, &reading.sentences[0], ends, cue);
    let part = |word: &Word| word.parts.iter().map(|part| part.as_str()).collect::<Vec<_>>().join("+");
    words.iter().map(|w| format!("{} {} {} {} {} {}", w.id, w.form, w.upos, w.head, w.deprel, part(w))).collect()
}

#[test]
fn the_way_joins_the_ends_and_the_cue() {
    let cue = Some(Span::new(22, 28));
    assert_eq!(
        told([3, 5], cue),
        ["4 Norland PROPN 5 nsubj source", "5 backed VERB 3 ccomp cue", "6 him PRON 5 obj target"]
    );
    assert_eq!(
        told([1, 5], None),
        [
            "1 Ada PROPN 3 nsubj ",
            "2 Lang PROPN 1 flat source",
            "3 said VERB 0 root ",
            "5 backed VERB 3 ccomp ",
            "6 him PRON 5 obj target"
        ]
    );
    assert_eq!(told([4, 5], cue), ["5 backed VERB 3 ccomp source+cue", "6 him PRON 5 obj target"]);
    assert_eq!(told([90, 91], None), [""; 0], "a mention made by hand may stand nowhere");
}

fn sample() -> Sample {
    Sample::new("d", &["Kalimar Hallam came.", "Then the general spoke.", "Norland may back him, Ada Lang said."])
        .entity("Kalimar Hallam", Person, &["Kalimar Hallam", "the general", "him"])
        .entity("Norland", Place, &["Norland"])
        .entity("Ada Lang", Person, &["Ada Lang"])
        .states(2, "Norland", "supports", "Kalimar Hallam", Status::Planned, "back")
        .said_by("Ada Lang")
}

fn witness(sample: &Sample) -> Witness {
    let mut relations = sample.relations.clone();
    // The sample's relations take an entity's first mention; here the pronoun states it.
    relations[0].target = sample.entities.entities[0].mentions[2];
    let told = &relations[0];
    let weigh = |relation: &str, probability| Weighed {
        sentence: 2,
        relation: relation.into(),
        source: told.source,
        target: told.target,
        probability,
    };
    let weighed = vec![weigh("opposes", 0.123_4), weigh("supports", 0.8)];
    Witness {
        document: sample.document.clone(),
        reading: sample.reading.clone(),
        entities: sample.entities.clone(),
        patterns: relations.clone(),
        relations,
        weighed,
    }
}

#[test]
fn a_statement_is_explained_from_the_name_on() {
    let (sample, ontology) = (sample(), Ontology::built_in());
    let witness = witness(&sample);
    let graph = witness.graph(&ontology);
    let [norland, hallam] = ["norland.place", "kalimar-hallam"].map(|id| graph.find(id).unwrap());
    let found = between(&graph, &ontology, "supports", norland, hallam);
    let explanation = witness.explain("supports", &found[0].edge.evidence[0], &ontology).unwrap();
    let chain: Vec<(usize, &str)> =
        explanation.target_chain.iter().map(|link| (link.sentence, link.text.as_str())).collect();
    assert_eq!(chain, [(0, "Kalimar Hallam"), (1, "the general"), (2, "him")]);
    assert_eq!(explanation.source_chain.len(), 1, "a name leads to itself");
    assert_eq!((explanation.model, &explanation.pattern), (Some(0.8), &None), "no row is called test");
    let mut other = found[0].edge.evidence[0].clone();
    other.sentence = 1;
    assert_eq!(witness.explain("supports", &other, &ontology), None);
}

#[test]
fn edges_between_two_are_found_in_their_direction() {
    let (sample, ontology) = (sample(), Ontology::built_in());
    let witness = witness(&sample);
    let graph = witness.graph(&ontology);
    let [norland, hallam] = ["norland.place", "kalimar-hallam"].map(|id| graph.find(id).unwrap());
    assert_eq!(between(&graph, &ontology, "supports", hallam, norland).len(), 0);
    assert_eq!(between(&graph, &ontology, "opposes", norland, hallam).len(), 0);
    assert_eq!(joining(&graph, hallam, norland).len(), 1);
    let guesses = |a, b| {
        let guesses = witness.guesses(graph.node(a), graph.node(b));
        guesses.into_iter().map(|g| (g.relation, g.probability)).collect::<Vec<_>>()
    };
    assert_eq!(guesses(norland, hallam), [("supports".to_owned(), 0.8), ("opposes".to_owned(), 0.123_4)]);
    assert_eq!(guesses(hallam, norland), []);
}

#[test]
fn rows_tell_their_words_and_slots() {
    let ontology = Ontology::built_in();
    let index = ontology.triggers().iter().position(|t| t.id == "supports.verb").unwrap();
    let phrases = ontology.phrases(index);
    assert!(phrases.contains(&"back".to_owned()) && phrases.contains(&"prop up".to_owned()), "{phrases:?}");
    assert!(phrases.is_sorted());
    let slots: Vec<&str> = ontology.triggers()[index].target.iter().map(|slot| slot.name()).collect();
    assert_eq!(slots, ["object", "recipient"]);
}
