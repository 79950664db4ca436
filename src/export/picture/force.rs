//! An arrangement by forces: fCoSE (Balci and Dogrusoz, "fCoSE: a fast compound graph layout algorithm with constraint support",
//! IEEE TVCG 2022) by manatee, of very many boxes by springs. Each part that hangs together is arranged for itself, the parts are packed in rows, and labels
//! stand where they cover nothing.

use super::apart::{self, GAP};
use super::geometry::{Point, Rect, around, is_strip, leaves};
use super::scene::{Scene, Turn};
use super::springs;
use manatee::{Algorithm, BoundsExtras, Edge, FcoseOptions, Graph, Node};

/// Length of a line between two outlines.
const LENGTH: f64 = 88.0;
/// Boxes of a part above which fCoSE takes too long: five times as many take 25 times as long or more.
const FCOSE: usize = 300;
/// How far parallel lines bend away from each other.
const BEND: f64 = 22.0;
/// Width of a picture by its height.
const ASPECT: f64 = 1.5;

/// Gives every box and line its place, and every label that has room.
pub(super) fn arrange(scene: &mut Scene) {
    let parts = parts(scene);
    for part in &parts {
        let mut boxes: Vec<Rect> = part.iter().map(|&n| scene.shapes[n].rect).collect();
        let lines = lines_of(scene, part);
        let is_small = boxes.len() <= FCOSE;
        if is_small && boxes.len() > 1 {
            place(&mut boxes, &lines);
        }
        // fCoSE lays a chain straight, springs wind it.
        if !is_small || is_strip(around(&boxes)) {
            springs::arrange(&mut boxes, &lines, LENGTH);
        }
        apart::part(&mut boxes, &lines);
        for (&n, rect) in part.iter().zip(boxes) {
            scene.shapes[n].rect = rect;
        }
    }
    pack(scene, &parts);
    draw_lines(scene);
    place_labels(scene);
}

/// Which two of the boxes of a part are joined, by their places in it.
fn lines_of(scene: &Scene, part: &[usize]) -> Vec<[usize; 2]> {
    let place = |end: &usize| part.binary_search(end).ok();
    scene.bundles().keys().filter_map(|[a, b]| Some([place(a)?, place(b)?])).collect()
}

/// The boxes that hang together, the most first.
fn parts(scene: &Scene) -> Vec<Vec<usize>> {
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(scene.shapes.len());
    for line in &scene.lines {
        sets.union(line.ends[0], line.ends[1]);
    }
    let mut parts: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for shape in 0..scene.shapes.len() {
        parts.entry(sets.find(shape)).or_default().push(shape);
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    parts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    parts
}

fn place(boxes: &mut [Rect], lines: &[[usize; 2]]) {
    let node = |(n, rect): (usize, &Rect)| Node {
        id: n.to_string(),
        parent: None,
        width: rect.width,
        height: rect.height,
        x: 0.0,
        y: 0.0,
        bounds_extras: BoundsExtras::default(),
    };
    let edges = lines.iter().map(|[a, b]| Edge {
        id: format!("{a}-{b}"),
        source: a.to_string(),
        target: b.to_string(),
        label_width: None,
        label_height: None,
        source_anchor: None,
        target_anchor: None,
        ideal_length: LENGTH,
        elasticity: 0.0,
    });
    let nodes = boxes.iter().enumerate().map(node).collect();
    let graph = Graph { nodes, edges: edges.collect(), compounds: Vec::new() };
    let options = FcoseOptions { random_seed: 1, default_edge_length: Some(LENGTH), ..FcoseOptions::default() };
    // It fails only where an edge has no end; all in one place then, which the next step mends.
    let Ok(result) = manatee::layout(&graph, Algorithm::Fcose(options)) else { return };
    for (n, rect) in boxes.iter_mut().enumerate() {
        if let Some(point) = result.positions.get(&n.to_string()).filter(|p| p.x.is_finite() && p.y.is_finite()) {
            rect.center = Point::new(point.x, point.y);
        }
    }
}

/// Puts the parts in rows beneath each other.
fn pack(scene: &mut Scene, parts: &[Vec<usize>]) {
    let bounds = |part: &Vec<usize>| around(&part.iter().map(|&n| scene.shapes[n].rect).collect::<Vec<_>>());
    let boxes: Vec<[f64; 4]> = parts.iter().map(bounds).collect();
    let margin = GAP * 2.5;
    let area: f64 = boxes.iter().map(|b| (b[2] - b[0] + margin) * (b[3] - b[1] + margin)).sum();
    let widest = boxes.iter().map(|b| b[2] - b[0]).fold(0.0, f64::max);
    let width = (area * ASPECT).sqrt().max(widest + margin);
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0f64);
    for (part, b) in parts.iter().zip(&boxes) {
        if x > 0.0 && x + b[2] - b[0] > width {
            (x, y, row) = (0.0, y + row + margin, 0.0);
        }
        for &n in part {
            let center = scene.shapes[n].rect.center;
            scene.shapes[n].rect.center = center.plus(x - b[0], y - b[1]);
        }
        x += b[2] - b[0] + margin;
        row = row.max(b[3] - b[1]);
    }
}

/// Straight lines, and bent ones where several join the same two.
fn draw_lines(scene: &mut Scene) {
    for (_, bundle) in scene.bundles() {
        for (at, &n) in bundle.iter().enumerate() {
            let [from, to] = scene.lines[n].ends;
            let [a, b] = [from, to].map(|end| scene.shapes[end].rect.center);
            // To the same side whichever way a line goes, so that they do not lie on each other.
            let side = if from < to { 1.0 } else { -1.0 };
            let bend = (at as f64 - (bundle.len() - 1) as f64 / 2.0) * BEND * side;
            let length = a.distance(b).max(1.0);
            let middle = a.between(b, 0.5).plus(-(b.y - a.y) / length * bend, (b.x - a.x) / length * bend);
            let outline = |end: usize| scene.shapes[end].rect.outline(scene.shapes[end].kind);
            let start = leaves(&outline(from), a, middle);
            let end = leaves(&outline(to), b, middle);
            scene.lines[n].turn = Turn::Round;
            scene.lines[n].points = if bend == 0.0 { vec![start, end] } else { vec![start, middle, end] };
        }
    }
}

/// Each label somewhere on its line where it covers no box and no other label, those of the surest relations first.
fn place_labels(scene: &mut Scene) {
    let mut order: Vec<usize> = (0..scene.lines.len()).collect();
    order.sort_by(|&a, &b| scene.lines[b].confidence.total_cmp(&scene.lines[a].confidence).then(a.cmp(&b)));
    let mut taken: Vec<Rect> = Vec::new();
    for n in order {
        let line = &scene.lines[n];
        let (width, height) = line.label_size;
        let free = |share: f64| {
            let center = along(&line.points, share)?;
            let rect = Rect { center, width, height };
            let clear = scene.shapes.iter().all(|shape| !rect.touches(&shape.rect, 1.0))
                && taken.iter().all(|other| !rect.touches(other, 1.0));
            clear.then_some(rect)
        };
        let found = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].into_iter().find_map(free);
        scene.lines[n].label_at = found.map(|rect| rect.center);
        taken.extend(found);
    }
}

/// The place at a share of the length of a line.
fn along(points: &[Point], share: f64) -> Option<Point> {
    match points {
        [a, b] => Some(a.between(*b, share)),
        // As the curve is drawn.
        [a, middle, b] => {
            let [one, two] = [a.between(*middle, share), middle.between(*b, share)];
            Some(one.between(two, share))
        }
        _ => None,
    }
}
