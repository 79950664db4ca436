use super::{Article, Curation, Known, Store, StoreError, Unknown};
use crate::entities::EntityType::{self, Person, Place};
use crate::graph::samples::{Sample, any_documents};
use crate::graph::{Filter, Graph, Period};
use crate::relations::{Ontology, Status};
use proptest::prelude::*;
use std::path::PathBuf;

/// A store in a folder that goes with it.
struct Archive {
    store: Store,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Archive {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        Self { store: Store::open_or_make(&path).unwrap(), path, _folder: folder }
    }

    fn of(samples: &[Sample]) -> Self {
        let mut archive = Self::new();
        archive.put(samples);
        archive.store.refresh(&Curation::default()).unwrap();
        archive
    }

    fn put(&mut self, samples: &[Sample]) -> super::Tally {
        let articles: Vec<Article> = samples.iter().map(article).collect();
        self.store.put(&articles, &[], &Ontology::built_in(), Known::PassOver).unwrap()
    }

    /// The whole graph, after all was brought up to date and proved sound.
    fn json(&mut self) -> String {
        self.curated("")
    }

    fn curated(&mut self, curation: &str) -> String {
        let curation = Curation::parse("mine.toml", curation).unwrap();
        let unknown = self.store.refresh(&curation).unwrap();
        assert_eq!(unknown, []);
        assert_eq!(self.store.check().unwrap().faults, [""; 0]);
        self.store.full().unwrap().to_json()
    }

    fn keys(&mut self, curation: &str) -> Vec<String> {
        self.curated(curation);
        let graph = self.store.full().unwrap();
        let line = |r: crate::graph::Relation| format!("{} {} {}", r.source.id, r.edge.key(), r.target.id);
        graph.edges().map(line).collect()
    }
}

/// A document of its own source and content.
fn document(id: &str, sentence: &str, names: &[(&str, EntityType, &str)], states: &[(&str, &str, &str)]) -> Sample {
    let mut sample = Sample::new(id, &[sentence]);
    sample.document.sha256 = format!("{id}{}", sentence.len()).repeat(8);
    for (name, kind, words) in names {
        sample = sample.entity(name, *kind, &[words]);
    }
    for (source, relation, target) in states {
        sample = sample.states(0, source, relation, target, Status::Asserted, "back");
    }
    sample
}

fn lang() -> [Sample; 3] {
    let ada = ("Ada Lang", Person, "Ada Lang");
    let ben = ("Ben Oduya", Person, "Ben Oduya");
    [
        document(
            "a",
            "Norland backs Ada Lang, Ben Oduya.",
            &[ada, ben, ("Norland", Place, "Norland")],
            &[("Norland", "supports", "Ada Lang")],
        ),
        document("b", "Lang backs Ben Oduya.", &[("Lang", Person, "Lang"), ben], &[("Lang", "supports", "Ben Oduya")]),
        document(
            "c",
            "Lang backs Sudmark.",
            &[("Lang", Person, "Lang"), ("Sudmark", Place, "Sudmark")],
            &[("Lang", "meets", "Sudmark")],
        ),
    ]
}

fn article(sample: &Sample) -> Article {
    Article { document: sample.document.clone(), graph: Some(sample.graph()) }
}

fn merged(samples: &[Sample]) -> String {
    Graph::merged(samples.iter().map(Sample::graph), &Ontology::built_in()).to_json()
}

#[test]
fn it_holds_the_graph_that_its_documents_make() {
    let samples = lang();
    let mut archive = Archive::of(&samples);
    assert_eq!(archive.json(), merged(&samples));
    let mut again = Archive::of(&samples[2..]);
    again.put(&samples[..2]);
    assert_eq!(again.json(), merged(&samples), "whatever the order and the batches");
    assert_eq!(Store::open(&again.path).unwrap().full().unwrap().to_json(), merged(&samples));
}

#[test]
fn what_is_taken_out_leaves_nothing() {
    let samples = lang();
    let mut archive = Archive::of(&samples);
    archive.store.remove("a").unwrap();
    assert_eq!(archive.json(), merged(&samples[1..]));
    archive.put(&samples[..1]);
    assert_eq!(archive.json(), merged(&samples));
    for name in ["a", "b.txt", &samples[2].document.sha256] {
        archive.store.remove(name).unwrap();
    }
    assert!(archive.store.is_stale(&Curation::default()).unwrap());
    assert_eq!(archive.json(), Graph::default().to_json());
    assert!(archive.store.remove("a").unwrap_err().to_string().contains("no document \"a\""));
}

#[test]
fn a_changed_document_takes_the_place_of_the_old_one() {
    let [old, other, _] = lang();
    let mut archive = Archive::of(&[old.clone(), other.clone()]);
    let new = document("a", "Norland meets nobody.", &[("Norland", Place, "Norland")], &[]);
    let tally = archive.put(&[new.clone(), other.clone()]);
    assert_eq!((tally.added, tally.changed, tally.known), (0, 1, 1));
    assert_eq!(archive.json(), merged(&[new, other]));
}

#[test]
fn what_is_read_again_takes_the_place_of_what_was_read_before() {
    let [sample, other, _] = lang();
    let mut archive = Archive::of(&[sample.clone(), other.clone()]);
    let better = Sample { relations: vec![], ..sample };
    let articles = [article(&better)];
    let tally = archive.store.put(&articles, &[], &Ontology::built_in(), Known::Replace).unwrap();
    assert_eq!((tally.added, tally.changed, tally.known), (0, 1, 0));
    assert_eq!(archive.json(), merged(&[better, other]));
}

/// The same text at another place.
fn copy(sample: &Sample, id: &str, source: &str) -> Sample {
    let mut copy = sample.clone();
    (copy.document.id, copy.document.source) = (id.to_owned(), source.to_owned());
    copy
}

#[test]
fn a_content_is_in_as_long_as_it_lies_somewhere() {
    let [one, two, _] = lang();
    let elsewhere = copy(&one, "z", "z.txt");
    let mut archive = Archive::of(std::slice::from_ref(&one));
    let tally = archive.put(std::slice::from_ref(&elsewhere));
    assert_eq!((tally.added, tally.known), (0, 1));
    // What lay in the one file lies in the other now, and the other way round.
    let tally = archive.put(&[copy(&two, "a", "a.txt"), copy(&one, "b", "b.txt")]);
    assert_eq!((tally.added, tally.changed), (0, 1));
    let moved = [copy(&two, "a", "a.txt"), copy(&one, "b", "b.txt")];
    assert_eq!(archive.json(), merged(&moved));
    assert_eq!(Archive::of(&[elsewhere.clone(), moved[1].clone(), moved[0].clone()]).json(), merged(&moved));
    archive.store.release(&["b.txt".to_owned()]).unwrap();
    assert_eq!(archive.json(), merged(&[moved[0].clone(), elsewhere]));
    archive.store.release(&["z.txt".to_owned(), "a.txt".to_owned()]).unwrap();
    assert_eq!(archive.json(), Graph::default().to_json());
}

#[test]
fn what_has_an_address_is_called_by_it_and_what_is_read_again_keeps_its_name() {
    let [one, ..] = lang();
    let pasted = copy(&one, "pasted", "-");
    let mut archive = Archive::of(std::slice::from_ref(&one));
    archive.put(std::slice::from_ref(&pasted));
    assert_eq!(archive.json(), merged(std::slice::from_ref(&one)));
    archive.store.put(&[article(&pasted)], &[], &Ontology::built_in(), Known::Replace).unwrap();
    assert_eq!(archive.json(), merged(std::slice::from_ref(&one)));
}

#[test]
fn what_names_nobody_goes_without_a_trace() {
    let empty = |id: &str, text: &str| document(id, text, &[], &[]);
    let mut archive = Archive::of(&[empty("a", "It rained.")]);
    archive.put(&[empty("a", "It snowed.")]);
    archive.store.refresh(&Curation::default()).unwrap();
    assert_eq!(archive.store.size().unwrap().documents, 1);
    archive.store.release(&["a.txt".to_owned()]).unwrap();
    archive.store.refresh(&Curation::default()).unwrap();
    assert_eq!(archive.store.size().unwrap().documents, 0);
}

#[test]
fn records_of_two_feeds_are_told_apart_whatever_their_ids() {
    let [one, two, _] = lang();
    let feeds = [copy(&one, "1", "-#1"), copy(&two, "1", "-#1")];
    let archive = Archive::of(&feeds);
    assert_eq!(archive.store.size().unwrap().documents, 2);
}

#[test]
fn documents_of_one_name_are_told_apart_while_there_are_several() {
    let [one, mut two, _] = lang();
    two.document.id = "A".into();
    let names = |archive: &Archive| archive.store.documents().unwrap().into_iter().map(|d| d.id).collect::<Vec<_>>();
    let mut archive = Archive::of(std::slice::from_ref(&one));
    assert_eq!(names(&archive), ["a"]);
    archive.put(&[two.clone()]);
    let both = names(&archive);
    assert!(both.iter().all(|name| name.len() > 8), "{both:?}");
    assert_eq!(names(&Archive::of(&[two, one.clone()])), both);
    archive.store.remove(&both[0]).unwrap();
    assert_eq!(names(&archive), ["a"]);
}

#[test]
fn parts_of_it_are_parts_of_the_whole() {
    let archive = Archive::of(&lang());
    let whole = archive.store.whole(&Filter::default()).unwrap();
    assert_eq!((whole.node_count(), whole.edge_count()), (5, 3));
    assert!(whole.edges().all(|r| r.edge.evidence.is_empty() && r.edge.count == 1));
    let pair = archive.store.pair(["ben-oduya", "ada-lang"], &Filter::default()).unwrap();
    assert_eq!((pair.node_count(), pair.edge_count()), (2, 1));
    let star = archive.store.star("ada-lang", &Filter::default()).unwrap();
    assert_eq!((star.node_count(), star.edge_count()), (3, 2));
    assert!(star.edges().all(|r| r.edge.evidence[0].text.contains("Lang")));
    let document = archive.store.document("a").unwrap();
    assert_eq!(document, lang()[0].document);
    let edges = [(["lang", "sudmark.place"], "meets", false), (["lang", "sudmark.place"], "leads", false)];
    let (evidence, documents) = archive.store.evidence(edges, &Filter::default()).unwrap();
    assert_eq!(evidence.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0]);
    assert_eq!((evidence[0][0].text.as_str(), documents[0].id.as_str()), ("Lang backs Sudmark.", "c"));
}

#[test]
fn names_are_looked_up_as_in_a_graph() {
    let archive = Archive::of(&lang());
    let found =
        |words: &str| archive.store.called(words).unwrap().nodes().map(|(_, n)| n.id.clone()).collect::<Vec<_>>();
    assert_eq!(found("ADA lang"), ["ada-lang"]);
    assert_eq!(found("the Norland"), ["norland.place"]);
    assert_eq!(found("lang"), ["ada-lang", "lang"]);
    assert_eq!(found("odu"), ["ben-oduya"]);
    assert_eq!(found("zzz"), [""; 0]);
    assert!(archive.store.alike("Lank").unwrap().contains(&"Ada Lang".to_owned()));
    assert_eq!(archive.store.alike("zzz").unwrap(), [""; 0]);
}

#[test]
fn users_rule_over_what_was_put_apart() {
    let otto = document("d", "Otto Lang met Sudmark.", &[("Otto Lang", Person, "Otto Lang")], &[]);
    let [a, b, c] = lang();
    let mut archive = Archive::of(&[a, b, c, otto]);
    let apart = archive.keys("");
    assert!(apart.iter().any(|key| key.starts_with("lang@c-")), "{apart:?}");
    let all = |archive: &mut Archive, decision: &str| {
        let keys = archive.keys(decision);
        let mut fresh = Archive::new();
        let [a, b, c] = lang();
        let otto = document("d", "Otto Lang met Sudmark.", &[("Otto Lang", Person, "Otto Lang")], &[]);
        fresh.put(&[a, b, c, otto]);
        assert_eq!(fresh.keys(decision), keys, "whether it was decided before or after");
        keys
    };
    let merged = all(&mut archive, "[[merge]]\ninto = \"otto-lang\"\nids = [\"lang\"]\n");
    assert!(merged.contains(&"otto-lang meets sudmark.place".to_owned()), "{merged:?}");
    let one = all(&mut archive, "[[apart]]\nids = [\"lang\"]\n");
    assert!(one.contains(&"lang meets sudmark.place".to_owned()), "{one:?}");
    let split = all(&mut archive, "[[split]]\nid = \"lang\"\ndocuments = [\"c\"]\ninto = \"lang\"\n");
    assert!(split.contains(&"lang meets sudmark.place".to_owned()), "{split:?}");
    let hash = lang()[2].document.sha256[..8].to_owned();
    let lasting = format!("[[split]]\nid = \"lang\"\ndocuments = [\"c-{hash}\"]\ninto = \"lang\"\n");
    assert_eq!(all(&mut archive, &lasting), split);
    // Another document of the name leaves what was decided by the lasting name as it is.
    archive.put(&[copy(&lang()[0], "c", "else/c.txt"), document("C", "Nobody met anybody.", &[], &[])]);
    assert!(archive.keys(&lasting).contains(&"lang meets sudmark.place".to_owned()));
}

#[test]
fn users_rule() {
    let mut archive = Archive::of(&lang());
    let plain = archive.json();
    let all = ["ada-lang supports ben-oduya", "lang meets sudmark.place", "norland.place supports ada-lang"];
    assert_eq!(archive.keys(""), all);
    let merged = archive.keys("[[merge]]\ninto = \"ada-lang\"\nids = [\"lang\"]\n");
    assert_eq!(merged, [all[0], "ada-lang meets sudmark.place", all[2]]);
    let apart = archive.keys("[[apart]]\nids = [\"lang\"]\n");
    assert_eq!(apart, ["lang supports ben-oduya", "lang meets sudmark.place", all[2]]);
    let different = archive.keys("[[different]]\nids = [\"lang\", \"ada-lang\"]\n");
    assert_eq!(different, apart);
    let split = archive.keys("[[split]]\nid = \"lang\"\ndocuments = [\"b\"]\ninto = \"otto-lang\"\n[[rename]]\nid = \"otto-lang\"\nname = \"Otto Lang\"\n");
    assert_eq!(split, [all[1], all[2], "otto-lang supports ben-oduya"]);
    assert!(archive.store.called("Otto").unwrap().nodes().any(|(_, node)| node.name == "Otto Lang"));
    let forbidden =
        archive.keys("[[forbid]]\nsource = \"ada-lang\"\nrelation = \"supports\"\ntarget = \"ben-oduya\"\n");
    assert_eq!(forbidden, &all[1..]);
    let asserted =
        "[[assert]]\nsource = \"sudmark.place\"\nrelation = \"opposes\"\ntarget = \"ada-lang\"\nnote = \"said so\"\n";
    assert_eq!(archive.keys(asserted).len(), 4);
    let graph = archive.store.full().unwrap();
    let edge = graph.edges().find(|r| r.edge.relation == "opposes").unwrap().edge;
    assert_eq!((edge.evidence[0].text.as_str(), edge.confidence), ("Sudmark opposes Ada Lang: said so", 1.0));
    archive.curated("[[retype]]\nid = \"norland.place\"\ntype = \"organization\"\n[[rename]]\nid = \"norland.place\"\nname = \"Norland Ltd\"\n");
    let graph = archive.store.full().unwrap();
    let node = graph.node(graph.find("norland.place").unwrap());
    assert_eq!((node.kind, node.name.as_str()), (EntityType::Organization, "Norland Ltd"));
    assert_eq!(archive.json(), plain, "without decisions all is as it was");
}

#[test]
fn decisions_outlast_new_readings() {
    let samples = lang();
    let mut archive = Archive::of(&samples[..2]);
    let curation = "[[merge]]\ninto = \"ada-lang\"\nids = [\"lang\"]\n";
    archive.curated(curation);
    archive.put(&samples[2..]);
    assert!(archive.keys(curation).contains(&"ada-lang meets sudmark.place".to_owned()));
    let unknown = Curation::parse("m", "[[apart]]\nids = [\"nobody\"]\n").unwrap();
    assert_eq!(archive.store.refresh(&unknown).unwrap(), [Unknown::Entity("nobody".to_owned())]);
}

#[test]
fn whatever_is_changed_in_the_file_is_found_out() {
    let (taken_in, made, words) =
        ("as they were taken in", "is not what the documents make", "is not the one that was read");
    for (sql, told) in [
        ("UPDATE document SET text = replace(text, 'backs', 'hates')", words),
        ("UPDATE evidence SET source_start = source_start + 1", "the words of its source"),
        ("UPDATE document SET title = 'Another'", taken_in),
        ("UPDATE document SET date = '1999-01-01'", taken_in),
        ("UPDATE document SET sha256 = upper(sha256)", taken_in),
        ("UPDATE document SET name = 'z' WHERE name = 'a'", "document a"),
        ("UPDATE entity SET aliases = '[]'", taken_in),
        ("UPDATE entity SET mentions = 70 WHERE id = 1", taken_in),
        ("UPDATE evidence SET found_by = 'model'", taken_in),
        ("UPDATE evidence SET confidence = confidence / 2", taken_in),
        ("UPDATE evidence SET source = target, target = source", taken_in),
        ("DELETE FROM evidence WHERE id = 1", taken_in),
        ("UPDATE edge SET confidence = confidence + 0.1", made),
        ("UPDATE edge SET source = target, target = source", made),
        ("UPDATE edge SET relation = 'attacks' WHERE relation = 'meets'", made),
        ("UPDATE edge SET last_seen = '2020-01-01'", made),
        ("UPDATE evidence SET edge = 1 WHERE id = 2", made),
        ("UPDATE node SET mentions = mentions + 1", made),
        ("UPDATE node SET name = 'Nobody' WHERE key = 'ada-lang'", "entity ada-lang: is not"),
        ("UPDATE entity SET node = 1 WHERE id = 3", made),
        ("DELETE FROM alias WHERE node = 1", "is missing"),
        ("INSERT INTO redirect VALUES ('ada-lang', 'sudmark.place', 'person lang')", "id ada-lang: is not"),
        (
            "UPDATE snapshot SET graph = CAST(replace(CAST(graph AS TEXT), 'Ada', 'Ida') AS BLOB)",
            "the snapshot of the graph",
        ),
        (
            "UPDATE snapshot SET graph = CAST(replace(CAST(graph AS TEXT), 'Ada', 'Ida') AS BLOB) WHERE made_by LIKE '% graph'; \
             DELETE FROM snapshot WHERE made_by LIKE '% statements'",
            "the snapshot of the graph",
        ),
        ("DROP INDEX evidence_edge", "the index evidence_edge is missing"),
        ("DROP VIEW who_backs_whom", "the view who_backs_whom is missing"),
    ] {
        let archive = Archive::of(&lang());
        archive.store.whole(&Filter::default()).unwrap();
        assert_eq!(archive.store.check().unwrap().faults, [""; 0]);
        archive.store.connection.pragma_update(None, "foreign_keys", false).unwrap();
        archive.store.connection.execute_batch(sql).unwrap();
        let faults = archive.store.check().unwrap().faults.join("\n");
        assert!(faults.contains(told), "{sql}: {faults}");
    }
}

#[test]
fn what_is_held_stays_as_it_was() {
    let archive = Archive::of(&lang());
    let period = Period { since: Some("1900".parse().unwrap()), until: None };
    let period = Filter { period, ..Filter::default() };
    let told = |store: &Store| {
        let counts = [Filter::default(), period.clone()].map(|filter| store.whole(&filter).unwrap().edge_count());
        (counts, store.star("ada-lang", &Filter::default()).unwrap().edge_count())
    };
    archive.store.hold().unwrap();
    let before = told(&archive.store);
    archive.store.let_go();
    archive.store.hold().unwrap();
    assert_eq!(told(&archive.store), before);
    let mut other = Store::open(&archive.path).unwrap();
    other.remove("a").unwrap();
    other.refresh(&Curation::default()).unwrap();
    assert_eq!(told(&archive.store), before, "others may change it meanwhile");
    archive.store.let_go();
    assert_ne!(told(&archive.store), before);
    assert_eq!(told(&archive.store), told(&other));
}

/// The relations of a graph with all that is known of them but their evidence.
fn stated(graph: &Graph) -> Vec<String> {
    let line = |r: crate::graph::Relation| {
        let e = r.edge;
        format!("{} {} {} {:?}", r.source.id, e.key(), r.target.id, (e.count, e.confidence, e.first_seen, e.last_seen))
    };
    assert!(graph.nodes().all(|(node, _)| !graph.edges_at(node).is_empty()));
    graph.edges().map(line).collect()
}

/// Documents of any names, each of its own source and content.
fn any_samples() -> impl Strategy<Value = Vec<Sample>> {
    any_documents().prop_map(|mut samples| {
        for (n, sample) in samples.iter_mut().enumerate() {
            sample.document.sha256 = format!("{n}").repeat(64);
            sample.document.date = (n != 1).then(|| format!("20{:02}-06", 17 + n));
        }
        samples
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_order_and_batches_give_the_graph_of_all(samples in any_samples(), cut in 0usize..4, back in any::<bool>()) {
        let expected = merged(&samples);
        let mut order = samples.clone();
        if back {
            order.reverse();
        }
        let (first, rest) = order.split_at(cut.min(order.len()));
        let mut archive = Archive::of(first);
        archive.put(rest);
        prop_assert_eq!(archive.json(), expected);
        for period in ["2017..2018", "..", "2019.."] {
            let filter = Filter { period: period.parse().unwrap(), min_confidence: 0.4, ..Filter::default() };
            let part = archive.store.full().unwrap().filtered(&filter).connected();
            // What is kept, and what is made of the tables, where there is nothing.
            for _ in 0..2 {
                prop_assert_eq!(stated(&archive.store.whole(&filter).unwrap()), stated(&part));
            }
        }
        archive.store.remove("d0").unwrap();
        prop_assert_eq!(archive.json(), merged(&samples[1..]));
    }
}

#[test]
fn made_by_many_at_once_it_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let line = std::sync::Barrier::new(8);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                line.wait();
                Store::open_or_make(&path).unwrap();
            });
        }
    });
}

#[test]
fn a_file_that_is_shorter_than_when_it_was_mapped_is_told() {
    let archive = Archive::new();
    let file = std::fs::File::options().write(true).open(&archive.path).unwrap();
    let length = file.metadata().unwrap().len();
    // To cut a file that is mapped would end the tests.
    file.set_len(length + 1).unwrap();
    archive.store.mapped.set(Box::new(file.metadata().unwrap())).unwrap();
    archive.store.check_length().unwrap();
    file.set_len(length).unwrap();
    assert!(matches!(archive.store.check_length(), Err(StoreError::CutShort { .. })));
    std::fs::remove_file(&archive.path).unwrap();
    archive.store.check_length().expect("what was opened is still whole");
}
