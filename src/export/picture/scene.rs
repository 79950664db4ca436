//! What is to be drawn of a graph: boxes with words and lines between them.

use super::font::Ruler;
use super::geometry::{Point, Rect};
use crate::entities::EntityType;
use crate::export::Options;
use crate::export::layout::{cut, plain, spaced};
use crate::export::text::{counted, loose};
use crate::graph::{Graph, Node, Relation};
use crate::relations::Status;
use std::collections::{BTreeMap, BTreeSet};

/// Size of the words in boxes, in pixels.
pub(super) const NAME_SIZE: f64 = 13.0;
/// Height of a line of them.
pub(super) const NAME_LINE: f64 = 15.0;
/// Size of the words on lines.
pub(super) const LABEL_SIZE: f64 = 10.5;
/// Characters in a line of a box.
const NAME_COLUMNS: usize = 22;
/// Most lines of a box.
const NAME_LINES: usize = 3;
/// Most characters on a line.
const LABEL_LENGTH: usize = 40;
/// Most characters of what is shown under the mouse.
const TITLE_LENGTH: usize = 500;

/// An entity.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub kind: EntityType,
    pub lines: Vec<String>,
    pub rect: Rect,
    /// What is shown under the mouse.
    pub title: String,
}

/// A relation.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The places of its ends among the shapes.
    pub ends: [usize; 2],
    /// From the outline of one to that of the other.
    pub points: Vec<Point>,
    pub turn: Turn,
    pub label: String,
    /// Width and height of the label.
    pub label_size: (f64, f64),
    /// Its centre; none where there is no room for it.
    pub label_at: Option<Point>,
    /// Colour in the ontology.
    pub color: String,
    pub status: Status,
    pub symmetric: bool,
    /// How wide the line is.
    pub width: f64,
    pub confidence: f32,
    pub title: String,
}

/// How a line goes along its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Through all of them.
    Through,
    /// Bent towards the middle one.
    Round,
}

/// Boxes and lines, to be arranged.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub shapes: Vec<Shape>,
    pub lines: Vec<Line>,
}

impl Scene {
    /// The boxes and lines of a graph, all in one place. Entities without a relation are left out where others have one:
    /// the legend names them.
    pub fn new(graph: &Graph, options: &Options) -> Self {
        let ruler = Ruler::new();
        let left_out: BTreeSet<&str> =
            if graph.edge_count() == 0 { BTreeSet::new() } else { loose(graph).map(|node| node.id.as_str()).collect() };
        let mut places = BTreeMap::new();
        let mut shapes = Vec::new();
        for (_, node) in graph.nodes().filter(|(_, node)| !left_out.contains(node.id.as_str())) {
            places.insert(node.id.as_str(), shapes.len());
            shapes.push(shape(node, &ruler));
        }
        let place = |node: &Node| places.get(node.id.as_str()).copied().unwrap_or_default();
        let lines = graph.edges().map(|r| line(&r, [place(r.source), place(r.target)], options, &ruler)).collect();
        Self { shapes, lines }
    }

    /// The lines that join each two, in both directions, by the two.
    pub fn bundles(&self) -> BTreeMap<[usize; 2], Vec<usize>> {
        let mut bundles: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
        for (n, line) in self.lines.iter().enumerate() {
            let [a, b] = line.ends;
            bundles.entry([a.min(b), a.max(b)]).or_default().push(n);
        }
        bundles
    }

    /// The least rectangle around everything, as left, top, right and bottom.
    pub fn bounds(&self) -> [f64; 4] {
        let corners = self
            .shapes
            .iter()
            .map(|shape| [shape.rect.left(), shape.rect.top(), shape.rect.right(), shape.rect.bottom()]);
        let points = self.lines.iter().flat_map(|line| line.points.iter().map(|p| [p.x, p.y, p.x, p.y]));
        let labels = self.lines.iter().filter_map(|line| {
            let (center, (width, height)) = (line.label_at?, line.label_size);
            let rect = Rect { center, width, height };
            Some([rect.left(), rect.top(), rect.right(), rect.bottom()])
        });
        let least = |a: [f64; 4], b: [f64; 4]| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
        corners.chain(points).chain(labels).reduce(least).unwrap_or_default()
    }
}

fn shape(node: &Node, ruler: &Ruler) -> Shape {
    let name = plain(&node.name);
    let mut lines: Vec<String> =
        textwrap::wrap(&name, NAME_COLUMNS).iter().map(|line| line.trim_end().to_owned()).collect();
    if lines.len() > NAME_LINES {
        lines.truncate(NAME_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    let width = lines.iter().map(|line| ruler.width(line, NAME_SIZE)).fold(0.0, f64::max);
    let height = lines.len() as f64 * NAME_LINE + 11.0;
    // The slanted or round ends of some shapes hold no words.
    let ends = match node.kind {
        EntityType::Person => height * 0.55,
        EntityType::Place => height * 0.75,
        EntityType::Event => height * 0.45,
        EntityType::Organization | EntityType::Group | EntityType::Plan => 18.0,
    };
    let mut title = format!("{name}: {}, {}", node.kind.as_str(), counted(node.mentions, "mention", "mentions"));
    let also: Vec<String> =
        node.aliases.iter().filter(|alias| **alias != node.name).take(12).map(|a| plain(a)).collect();
    if !also.is_empty() {
        title.push_str(&format!("\nalso {}", also.join(", ")));
    }
    let rect = Rect { center: Point::default(), width: width + ends.max(16.0), height };
    Shape { kind: node.kind, lines, rect, title: cut(&title, TITLE_LENGTH) }
}

fn line(relation: &Relation, ends: [usize; 2], options: &Options, ruler: &Ruler) -> Line {
    let edge = relation.edge;
    let kind = options.ontology.relation(&edge.relation);
    let words = plain(kind.map_or(edge.relation.as_str(), |kind| &kind.label));
    let label = match edge.status {
        Status::Negated | Status::Former => format!("{words} ({})", edge.status.as_str()),
        _ => words.clone(),
    };
    let label = cut(&label, LABEL_LENGTH);
    let [from, to] = [relation.source, relation.target].map(|node| plain(&node.name));
    let mut title = format!("{from} {words} {to} ({}, {:.2})", edge.status.as_str(), edge.confidence);
    if let Some(evidence) = edge.best_evidence() {
        title.push_str(&format!("\n{}", spaced(&evidence.text)));
    }
    Line {
        ends,
        points: Vec::new(),
        turn: Turn::Through,
        label_size: (ruler.width(&label, LABEL_SIZE) + 6.0, LABEL_SIZE + 4.0),
        label,
        label_at: None,
        color: kind.map_or(crate::export::UNKNOWN, |kind| &kind.color).to_owned(),
        status: edge.status,
        symmetric: kind.is_some_and(|kind| kind.symmetric),
        width: 1.3 + f64::from((edge.count as f32).ln().min(2.5)),
        confidence: edge.confidence,
        title: cut(&title, TITLE_LENGTH),
    }
}
