//! How long the questions take that look at a whole graph: on 50,000 entities with 80,000 relations, made by a fixed seed.
//!
//! `cargo bench --bench questions` prints milliseconds, the best of five, and how many times as long petgraph's own PageRank takes
//! on a tenth of the graph, where it is still bearable.

use petgraph::graph::DiGraph;
use powermap::entities::EntityType;
use powermap::graph::{Graph, Period};
use powermap::query::{Measure, divide, path, rank, stats};
use powermap::relations::Ontology;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

const NODES: usize = 50_000;
const EDGES: usize = 80_000;
const RUNS: usize = 5;

fn main() {
    let ontology = Ontology::built_in();
    let graph = Graph::from_json(&archive(NODES, EDGES)).expect("the bench makes a graph");
    let small = Graph::from_json(&archive(NODES / 10, EDGES / 10)).expect("the bench makes a graph");
    let mut lines = String::new();
    let mut told = |what: &str, ms: f64| {
        let _ = writeln!(lines, "{what:<44}{ms:>9.1} ms");
    };
    // Ranks need all measures at once; which of them orders the list costs nothing.
    told("rank (all measures)", best(|| rank(&graph, Measure::PageRank, &[], &[EntityType::Person], 20)));
    told("camps", best(|| divide(&graph, &ontology)));
    let ends = [graph.nodes().next(), graph.nodes().last()].map(|node| node.expect("it has nodes").0);
    told("path", best(|| path(&graph, ends[0], ends[1], &[])));
    told("stats", best(|| stats(&graph, &ontology, &Period::default())));
    let ours = best(|| rank(&small, Measure::PageRank, &[], &[], 20));
    let plain: DiGraph<(), ()> = small.as_petgraph().map(|_, _| (), |_, _| ());
    let theirs = best(|| petgraph::algo::page_rank(&plain, 0.85, 50));
    told("rank (all measures), a tenth", ours);
    told("petgraph's page_rank, 50 rounds, a tenth", theirs);
    println!("{NODES} entities, {EDGES} relations\n{lines}petgraph's / ours on a tenth: {:.1}", theirs / ours);
}

/// The shortest of several runs, in milliseconds.
fn best<T>(run: impl Fn() -> T) -> f64 {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1000.0
    });
    times.fold(f64::INFINITY, f64::min)
}

/// A graph in which few have many relations and many have few, as in archives.
fn archive(nodes: usize, edges: usize) -> String {
    let mut rng = fastrand::Rng::with_seed(7);
    let kinds = ["person", "organization", "place", "group", "event", "plan"];
    let relations = ["supports", "opposes", "attacks", "leads", "member_of", "meets"];
    let mut json = String::from("{\"graph\":{\"schema\":\"powermap/1\",\"documents\":[]},\"nodes\":[");
    for node in 0..nodes {
        let comma = if node > 0 { "," } else { "" };
        let _ = write!(
            json,
            "{comma}{{\"id\":\"n{node}\",\"name\":\"Name {node}\",\"type\":\"{}\"}}",
            rng.choice(kinds).unwrap_or("person")
        );
    }
    json.push_str("],\"edges\":[");
    let mut known = std::collections::BTreeSet::new();
    let skewed = |rng: &mut fastrand::Rng| ((nodes as f64) * rng.f64().powi(3)) as usize;
    while known.len() < edges {
        let (source, target) = (rng.usize(..nodes), skewed(&mut rng));
        let relation = rng.choice(relations).unwrap_or("supports");
        if source == target || !known.insert((source, target, relation)) {
            continue;
        }
        let comma = if known.len() > 1 { "," } else { "" };
        let confidence = f64::from(rng.u32(300..990)) / 1000.0;
        let _ = write!(
            json,
            "{comma}{{\"source\":\"n{source}\",\"target\":\"n{target}\",\"relation\":\"{relation}\",\"status\":\"asserted\",\
             \"confidence\":{confidence},\"count\":1,\"evidence\":[{{\"document\":\"d\",\"sentence\":0,\"start\":0,\"end\":1,\
             \"text\":\"a\",\"source_span\":[0,1],\"target_span\":[0,1],\"status\":\"asserted\",\"confidence\":{confidence},\
             \"by\":\"model\"}}]}}"
        );
    }
    json.push_str("]}");
    json
}
