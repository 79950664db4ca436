//! Whole documents, as the graph stage joins them.

use crate::entities::EntityType::{self, Organization, Person, Place, Plan};
use crate::graph::Graph;
use crate::graph::samples::Sample;
use crate::relations::Ontology;
use proptest::prelude::*;

/// A document that names these, with all their aliases in its text.
fn document(id: &str, names: &[(&str, EntityType, &[&str])]) -> Sample {
    let text: Vec<&str> = names.iter().flat_map(|(_, _, aliases)| aliases.iter().copied()).collect();
    let mut sample = Sample::new(id, &[&text.join(", ")]);
    sample.document.sha256 = format!("{id}-hash");
    for (name, kind, aliases) in names {
        sample = sample.entity(name, *kind, aliases);
    }
    sample
}

fn ids(documents: &[Sample]) -> Vec<String> {
    let merged = Graph::merged(documents.iter().map(Sample::graph), &Ontology::built_in());
    merged.nodes().map(|(_, node)| node.id.clone()).collect()
}

fn person<'a>(name: &'a str, aliases: &'a [&'a str]) -> (&'a str, EntityType, &'a [&'a str]) {
    (name, Person, aliases)
}

const NORLAND: (&str, EntityType, &[&str]) = ("Norland", Place, &["Norland"]);
const SUDMARK: (&str, EntityType, &[&str]) = ("Sudmark", Place, &["Sudmark"]);

#[test]
fn a_surname_is_the_person_of_that_name_in_the_same_company_only() {
    let full = document("a", &[person("Ada Lang", &["Ada Lang"]), person("Ben Oduya", &["Ben Oduya"]), NORLAND]);
    let beside = document("b", &[person("Lang", &["Lang"]), person("Ben Oduya", &["Ben Oduya"])]);
    let elsewhere = document("c", &[person("Lang", &["Lang"]), person("Carla Voss", &["Carla Voss"]), SUDMARK]);
    assert_eq!(ids(&[full.clone(), beside]), ["ada-lang", "ben-oduya", "norland.place"]);
    assert_eq!(
        ids(&[full, elsewhere]),
        ["ada-lang", "ben-oduya", "carla-voss", "lang", "norland.place", "sudmark.place"]
    );
}

#[test]
fn merging_a_merged_graph_joins_no_more() {
    // Beside Ada Lang in one graph is not beside her in one document.
    let full = document("a", &[person("Ada Lang", &["Ada Lang"]), person("Ben Oduya", &["Ben Oduya"])]);
    let other = document("b", &[person("Lang", &["Lang"]), person("Carla Voss", &["Carla Voss"])]);
    let ontology = Ontology::built_in();
    let once = Graph::merged([full.graph(), other.graph()], &ontology);
    let twice = Graph::merged([once.clone(), Graph::default()], &ontology);
    assert_eq!((once.node_count(), twice.to_json()), (4, once.to_json()));
}

#[test]
fn of_two_with_one_surname_the_company_tells_which_and_else_it_stays_apart() {
    let ada = document("a", &[person("Ada Lang", &["Ada Lang"]), person("Ben Oduya", &["Ben Oduya"])]);
    let otto = document("b", &[person("Otto Lang", &["Otto Lang"]), person("Carla Voss", &["Carla Voss"])]);
    let with_ben = document("c", &[person("Lang", &["Lang"]), person("Ben Oduya", &["Ben Oduya"])]);
    let alone = document("d", &[person("Lang", &["Lang"])]);
    let all = ids(&[ada.clone(), otto.clone(), with_ben]);
    assert_eq!(all, ["ada-lang", "ben-oduya", "carla-voss", "otto-lang"]);
    let all = ids(&[ada, otto, alone]);
    assert_eq!(all, ["ada-lang", "ben-oduya", "carla-voss", "lang@d-d-hash", "otto-lang"]);
}

#[test]
fn a_given_name_may_be_anothers_surname() {
    let king = document("a", &[person("Abdir", &["King Abdir"]), NORLAND]);
    let doctor = document("b", &[person("Abdir Abdir", &["Abdir Abdir"]), SUDMARK]);
    let minister = document("c", &[person("Abdir Gulan", &["Abdir Gulan"]), SUDMARK]);
    let all = ids(&[king.clone(), doctor.clone(), minister]);
    assert!(all.iter().filter(|id| id.starts_with("abdir")).count() == 3, "{all:?}");
    let again = document("e", &[person("Abdir", &["King Abdir"]), NORLAND, person("Ben Oduya", &["Ben Oduya"])]);
    assert!(ids(&[king, doctor, again]).iter().filter(|id| id.starts_with("abdir")).count() <= 3);
}

#[test]
fn initials_particles_and_middle_names_are_looked_through() {
    let names = ["Kalimar Hallam", "K. Hallam", "Kalimar B. Hallam", "Kalimar al-Hallam"];
    let documents: Vec<Sample> =
        names.iter().enumerate().map(|(n, name)| document(&format!("d{n}"), &[person(name, &[name])])).collect();
    assert_eq!(ids(&documents), ["kalimar-b-hallam"]);
    let other = document("x", &[person("Kalimar C. Hallam", &["Kalimar C. Hallam"])]);
    let all = ids(&[documents[2].clone(), other.clone()]);
    assert_eq!(all, ["kalimar-b-hallam", "kalimar-c-hallam"], "two middle names are two persons");
    let all = ids(&[documents[0].clone(), documents[2].clone(), other]);
    assert_eq!(all.len(), 3, "which of them has none, nothing tells: {all:?}");
}

#[test]
fn bodies_are_joined_without_legal_form_and_by_their_initials() {
    let a = document("a", &[("Norvell Motors Inc", Organization, &["Norvell Motors Inc"])]);
    let b = document("b", &[("Norvell Motors", Organization, &["Norvell Motors"])]);
    assert_eq!(ids(&[a, b]), ["norvell-motors-inc.organization"]);
    let a = document("a", &[("Free Valley Movement", Organization, &["Free Valley Movement", "FVM"])]);
    let b = document("b", &[("FVM", Organization, &["FVM"])]);
    assert_eq!(ids(&[a.clone(), b.clone()]), ["free-valley-movement.organization"]);
    let c = document("c", &[("Federal Veterinary Mission", Organization, &["Federal Veterinary Mission", "FVM"])]);
    assert_eq!(ids(&[a, b, c]).len(), 3, "initials of two bodies are neither's");
}

#[test]
fn what_two_documents_call_by_different_types_is_what_most_say() {
    let group = document("a", &[("Red Valley", EntityType::Group, &["Red Valley"])]);
    let bodies = ["b", "c"].map(|id| document(id, &[("Red Valley", Organization, &["Red Valley"])]));
    let [b, c] = bodies;
    let merged = Graph::merged([group, b, c].iter().map(Sample::graph), &Ontology::built_in());
    let node = merged.nodes().next().unwrap().1;
    assert_eq!((merged.node_count(), node.kind, node.mentions), (1, Organization, 3));
}

proptest! {
    #[test]
    fn the_order_of_documents_makes_no_difference(
        documents in proptest::collection::vec(proptest::collection::vec((0usize..9, 0usize..3), 1..5), 1..7),
        seed in any::<u64>(),
    ) {
        let names = ["Lang", "Ada Lang", "A. Lang", "Otto Lang", "Ada B. Lang", "Voss", "Norvell Inc", "Norvell", "Lang Voss"];
        let mut samples: Vec<Sample> = documents.iter().enumerate().map(|(n, document)| {
            let entities: Vec<_> = document.iter().map(|&(name, kind)| {
                (names[name], [Person, Organization, EntityType::Group][kind], &names[name..=name])
            }).collect();
            self::document(&format!("d{n}"), &entities)
        }).collect();
        let json = |samples: &[Sample]| Graph::merged(samples.iter().map(Sample::graph), &Ontology::built_in()).to_json();
        let expected = json(&samples);
        let at = (seed % samples.len() as u64) as usize;
        samples.rotate_left(at);
        prop_assert_eq!(json(&samples), expected.clone());
        samples.reverse();
        prop_assert_eq!(json(&samples), expected);
    }
}

#[test]
fn a_company_is_not_its_own_subsidiary() {
    let parent = |id: &str| document(id, &[("Norvell Corp", Organization, &["Norvell Corp", "Norvell"][..]), NORLAND]);
    let own = document("d", &[("Norvell", Organization, &["Norvell"][..]), NORLAND]);
    let subsidiary =
        document("e", &[("Norvell Canada Ltd", Organization, &["Norvell Canada Ltd", "Norvell"][..]), NORLAND]);
    let documents = [parent("a"), parent("b"), parent("c"), own, subsidiary];
    assert_eq!(ids(&documents), ["norland.place", "norvell-canada-ltd.organization", "norvell-corp.organization"]);
}

#[test]
fn a_named_plan_is_the_body_of_its_name() {
    let plan = |id: &str| document(id, &[("Valley Accord", Plan, &["Valley Accord"][..])]);
    let body = document("c", &[("Valley Accord", Organization, &["Valley Accord"][..])]);
    let event = document("d", &[("the Valley Accord", EntityType::Event, &["the Valley Accord"][..])]);
    assert_eq!(ids(&[plan("a"), plan("b"), body, event]), ["valley-accord.plan"]);
    let full = document("e", &[("Free Valley Accord", Plan, &["Free Valley Accord", "FVA", "Free Valley"][..])]);
    let initials = document("f", &[("FVA", Organization, &["FVA"][..])]);
    let place = document("g", &[("Free Valley", Organization, &["Free Valley"][..])]);
    assert_eq!(ids(&[full, initials, place]).len(), 3, "a plan's other names may be those of what it is about");
}

#[test]
fn a_body_of_which_more_is_written_than_of_all_that_are_called_after_it_is_one() {
    let bare = |id: &str| document(id, &[("Norvell", Organization, &["Norvell"][..])]);
    let longer = |id: &str, name: &str| document(id, &[(name, Organization, &[name, "Norvell"][..])]);
    let [canada, finance] = [longer("x", "Norvell Canada"), longer("y", "Norvell Finance")];
    let ids_of = |bare_ones: &[&str]| {
        let all = bare_ones.iter().map(|id| bare(id)).chain([canada.clone(), finance.clone()]);
        ids(&all.collect::<Vec<_>>())
    };
    let own = ["norvell-canada.organization", "norvell-finance.organization"];
    let many = ["a", "b", "c", "d", "e", "f", "g"];
    assert_eq!(ids_of(&many), [own[0], own[1], "norvell.organization"]);
    assert_eq!(ids_of(&many[..6]).len(), 8, "which of them it is called after, nothing tells");
}

#[test]
fn a_name_of_which_far_more_is_written_than_of_the_longer_one_is_not_short_for_it() {
    let bare = |id: &str| document(id, &[("Reserve Bank", Organization, &["Reserve Bank"][..])]);
    let longer =
        document("x", &[("Reserve Bank of Norland", Organization, &["Reserve Bank of Norland", "Reserve Bank"][..])]);
    assert_eq!(ids(&[bare("a"), longer.clone()]), ["reserve-bank-of-norland.organization"]);
    let many = ["a", "b", "c", "d"].map(bare);
    assert_eq!(
        ids(&[&many[..], &[longer]].concat()),
        ["reserve-bank-of-norland.organization", "reserve-bank.organization"]
    );
}

#[test]
fn the_company_of_a_name_counts_for_the_fuller_one_that_it_means() {
    let full = document("a", &[person("George Walter Hallam", &["George Walter Hallam"]), SUDMARK]);
    let shorter = |id: &str| document(id, &[person("George Hallam", &["George Hallam"]), NORLAND]);
    let gerda = document("e", &[person("Gerda Hallam", &["Gerda Hallam"]), NORLAND]);
    let alone = document("f", &[person("Hallam", &["Hallam"]), NORLAND]);
    let documents = [full, shorter("b"), shorter("c"), shorter("d"), gerda, alone];
    let merged = Graph::merged(documents.iter().map(Sample::graph), &Ontology::built_in());
    let of = |id: &str| merged.node(merged.find(id).expect("a node")).documents.clone();
    assert_eq!(of("gerda-hallam"), ["e"]);
}
