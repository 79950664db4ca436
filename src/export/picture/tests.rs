use super::geometry::Rect;
use super::*;
use crate::entities::EntityType;
use crate::graph::samples::{self, Sample};
use crate::relations::{Ontology, Status};
use proptest::prelude::*;
use scene::Scene;

fn arranged(graph: &Graph, arrangement: Arrangement) -> Scene {
    let ontology = Ontology::built_in();
    super::arranged(graph, &Options { arrangement: Some(arrangement), ..Options::new(&ontology) })
}

/// Each of so many with the next.
fn chain(persons: usize) -> Graph {
    let names: Vec<String> = (0..persons).map(|n| format!("Person {n} Longname")).collect();
    let mut sample = Sample::new("d", &[&names.join(" ")]);
    for name in &names {
        sample = sample.entity(name, EntityType::Person, &[name]);
    }
    for pair in names.windows(2) {
        sample = sample.states(0, &pair[0], "supports", &pair[1], Status::Former, "Person");
    }
    sample.graph()
}

#[test]
fn a_long_chain_is_no_strip() {
    let ontology = Ontology::built_in();
    let options = Options::new(&ontology);
    let (layers, scene) = (arranged(&chain(40), Arrangement::Layered), super::arranged(&chain(40), &options));
    assert!(geometry::is_strip(layers.bounds()) && !geometry::is_strip(scene.bounds()), "{:?}", scene.bounds());
    assert_eq!(check(&scene), Ok(()));
    // What is over has the colour of its relation, in a line of its own.
    let svg = draw(&chain(2), &options);
    let color = options.theme.line(&ontology.relation("supports").unwrap().color).hex();
    assert!(svg.contains(&format!("stroke=\"{color}\" stroke-width=\"1.3\" stroke-dasharray=\"11 3 2 3\"")), "{svg}");
}

#[test]
fn more_boxes_than_a_picture_has_by_default_do_not_lie_on_each_other() {
    check(&arranged(&crowd(450), Arrangement::Force)).unwrap();
}

#[test]
fn what_is_left_out_of_a_picture_is_told() {
    let long = format!("Assembly of {}", "Norland ".repeat(10));
    let graph = Sample::new("d", &["Ada Bo"])
        .entity("Ada", EntityType::Person, &["Ada"])
        .entity("Bo", EntityType::Person, &["Bo"])
        .entity(long.trim(), EntityType::Organization, &["Ada"])
        .states(0, "Ada", "supports", "Bo", Status::Asserted, "Bo")
        .graph();
    let ontology = Ontology::built_in();
    let options = Options::new(&ontology);
    let mut scene = super::arranged(&graph, &options);
    let notes = |scene: &Scene| legend::Legend::new(&graph, scene, &options).notes;
    assert_eq!(notes(&scene).len(), 1);
    assert!(notes(&scene)[0].starts_with("also named: Assembly of Norland") && notes(&scene)[0].ends_with('…'));
    scene.lines[0].label_at = None;
    assert_eq!(notes(&scene)[0], "1 relation has no room for its label: its colour tells which it is");
}

/// Whether no box and no label lies on another.
fn check(scene: &Scene) -> Result<(), String> {
    let labels = scene.lines.iter().filter_map(|line| {
        let (width, height) = line.label_size;
        Some((line.label.as_str(), Rect { center: line.label_at?, width, height }))
    });
    let boxes = scene.shapes.iter().map(|shape| (shape.title.as_str(), shape.rect));
    let all: Vec<(&str, Rect)> = boxes.chain(labels).collect();
    for (n, (name, one)) in all.iter().enumerate() {
        if !(one.center.x.is_finite() && one.center.y.is_finite()) {
            return Err(format!("{name:?} is nowhere"));
        }
        if let Some((other, _)) = all[n + 1..].iter().find(|(_, two)| one.touches(two, -0.5)) {
            return Err(format!("{name:?} lies on {other:?}"));
        }
    }
    match scene.lines.iter().find(|line| line.points.len() < 2) {
        Some(line) => Err(format!("{:?} is not drawn", line.title)),
        None => Ok(()),
    }
}

/// Everyone with everyone near in a row, and some far away.
fn crowd(persons: usize) -> Graph {
    let names: Vec<String> = (0..persons).map(|n| format!("Person {n} Longname")).collect();
    let mut sample = Sample::new("d", &[&names.join(" ")]);
    for name in &names {
        sample = sample.entity(name, EntityType::Person, &[name]);
    }
    for n in 0..persons {
        for step in [1, 2, 7 + n % 5] {
            let relation = ["supports", "opposes", "meets"][n % 3];
            sample = sample.states(0, &names[n], relation, &names[(n + step) % persons], Status::Asserted, "Person");
        }
    }
    sample.graph()
}

#[test]
fn two_hundred_entities_do_not_lie_on_each_other() {
    check(&arranged(&crowd(200), Arrangement::Force)).unwrap();
    check(&arranged(&crowd(30), Arrangement::Layered)).unwrap();
}

#[test]
fn both_themes_and_an_empty_graph_are_drawn() {
    let ontology = Ontology::built_in();
    for graph in [samples::dinner().graph(), Graph::default()] {
        for theme in Theme::ALL {
            let options = Options { theme, ..Options::new(&ontology) };
            let mut png = Vec::new();
            write_png(&graph, &options, &mut png).unwrap();
            assert!(png.starts_with(b"\x89PNG\r\n"));
        }
    }
}

#[test]
fn words_are_written_that_the_font_does_not_have() {
    let graph = Sample::new("d", &["漢字 הודעה 🇱🇾"])
        .entity("漢字", EntityType::Place, &["漢字"])
        .entity("הודעה", EntityType::Person, &["הודעה"])
        .states(0, "הודעה", "leads", "漢字", Status::Reported, "🇱🇾")
        .graph();
    let ontology = Ontology::built_in();
    let svg = draw(&graph, &Options::new(&ontology));
    assert!(svg.contains(">漢字</text>") && svg.contains(">הודעה</text>"), "{svg}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_graph_is_drawn_and_nothing_lies_on_another(graph in samples::any_graph()) {
        for arrangement in Arrangement::ALL {
            prop_assert_eq!(check(&arranged(&graph, arrangement)), Ok(()), "{:?}", arrangement);
        }
        let ontology = Ontology::built_in();
        for theme in Theme::ALL {
            let svg = draw(&graph, &Options { theme, ..Options::new(&ontology) });
            prop_assert!(resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok());
        }
    }
}
