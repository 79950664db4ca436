//! Layers from left to right, after Sugiyama, Tagawa and Toda ("Methods for visual understanding of hierarchical system
//! structures", 1981), by dugong, a port of dagre: labels have places of their own among the layers, and lines go round
//! boxes.

use super::geometry::{Point, leaves};
use super::scene::Scene;
use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel, RankDir};

/// Gives every box, line and label its place.
pub(super) fn arrange(scene: &mut Scene) {
    // Compound, since only then boxes that nothing joins are taken.
    let mut graph = Graph::new(GraphOptions { multigraph: true, compound: true, directed: true });
    graph.set_graph(GraphLabel {
        rankdir: RankDir::LR,
        nodesep: 16.0,
        edgesep: 8.0,
        ranksep: 34.0,
        ..GraphLabel::default()
    });
    for (n, shape) in scene.shapes.iter().enumerate() {
        let label = NodeLabel { width: shape.rect.width, height: shape.rect.height, ..NodeLabel::default() };
        graph.set_node(n.to_string(), label);
    }
    for (n, line) in scene.lines.iter().enumerate() {
        let [from, to] = line.ends.map(|end| end.to_string());
        let (width, height) = line.label_size;
        let label = EdgeLabel { width, height, weight: 1.0, ..EdgeLabel::default() };
        graph.set_edge_named(from, to, Some(n.to_string()), Some(label));
    }
    dugong::layout_dagreish(&mut graph);
    for (n, shape) in scene.shapes.iter_mut().enumerate() {
        if let Some(label) = graph.node(&n.to_string()) {
            shape.rect.center = Point::new(label.x.unwrap_or_default(), label.y.unwrap_or_default());
        }
    }
    let shapes = &scene.shapes;
    for (n, line) in scene.lines.iter_mut().enumerate() {
        let [from, to] = line.ends;
        let Some(label) = graph.edge(&from.to_string(), &to.to_string(), Some(&n.to_string())) else { continue };
        line.points = label.points.iter().map(|point| Point::new(point.x, point.y)).collect();
        line.label_at = label.x.zip(label.y).map(|(x, y)| Point::new(x, y));
        // dagre ends lines at the rectangle around a box; they are to end at its outline.
        let inner = line.points.len().saturating_sub(1);
        for (end, at, next) in [(from, 0, 1), (to, inner, inner.saturating_sub(1))] {
            if let Some(&next) = line.points.get(next).filter(|_| inner > 0) {
                let rect = &shapes[end].rect;
                line.points[at] = leaves(&rect.outline(shapes[end].kind), rect.center, next);
            }
        }
    }
}
