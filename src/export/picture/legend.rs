//! What the shapes, colours and lines of a picture mean.

use super::font::Ruler;
use super::scene::Scene;
use crate::entities::EntityType;
use crate::export::Options;
use crate::export::layout::{cut, plain};
use crate::export::text::{label, loose, used_relations};
use crate::graph::Graph;
use crate::relations::Status;
use std::collections::BTreeSet;

/// Entities without a relation that are named.
const LOOSE_NAMES: usize = 40;
/// Most characters of such a name.
const NAME_LENGTH: usize = 60;
/// Size of the words.
pub(super) const SIZE: f64 = 11.5;

/// The signs that a picture uses.
#[derive(Debug, Clone)]
pub(super) struct Legend {
    pub kinds: Vec<EntityType>,
    /// Labels and colours.
    pub relations: Vec<(String, String)>,
    pub statuses: Vec<Status>,
    /// Sentences: which entities are not drawn, and how many lines have no label.
    pub notes: Vec<String>,
}

impl Legend {
    pub fn new(graph: &Graph, scene: &Scene, options: &Options) -> Self {
        let left_out: Vec<_> = if graph.edge_count() == 0 { Vec::new() } else { loose(graph).collect() };
        let ids: BTreeSet<&str> = left_out.iter().map(|node| node.id.as_str()).collect();
        let kinds: BTreeSet<EntityType> =
            graph.nodes().filter(|(_, n)| !ids.contains(n.id.as_str())).map(|(_, n)| n.kind).collect();
        let relations = used_relations(graph, options.ontology).into_iter().map(|name| {
            let color = options.ontology.relation(name).map_or(crate::export::UNKNOWN, |kind| &kind.color);
            (plain(label(options.ontology, name)), color.to_owned())
        });
        let statuses: BTreeSet<Status> = graph.edges().map(|r| r.edge.status).collect();
        let names: Vec<String> =
            left_out.iter().take(LOOSE_NAMES).map(|node| cut(&plain(&node.name), NAME_LENGTH)).collect();
        let more = left_out.len().saturating_sub(names.len());
        let also = match (names.is_empty(), more) {
            (true, _) => String::new(),
            (false, 0) => format!("also named: {}", names.join(", ")),
            (false, more) => format!("also named: {} and {more} more", names.join(", ")),
        };
        let unlabelled = match scene.lines.iter().filter(|line| line.label_at.is_none()).count() {
            0 => String::new(),
            1 => "1 relation has no room for its label: its colour tells which it is".to_owned(),
            many => format!("{many} relations have no room for their labels: their colours tell which they are"),
        };
        Self {
            kinds: kinds.into_iter().collect(),
            relations: relations.collect(),
            statuses: statuses.into_iter().collect(),
            notes: [unlabelled, also].into_iter().filter(|note| !note.is_empty()).collect(),
        }
    }

    /// The sentences in lines of a width in pixels.
    pub fn lines(&self, width: f64) -> Vec<String> {
        let columns = (width / (SIZE * 0.5)).floor().max(30.0) as usize;
        let lines = self.notes.iter().flat_map(|note| textwrap::wrap(note, columns));
        lines.map(|line| line.trim_end().to_owned()).collect()
    }
}

/// Puts things of some widths in rows: for each its row and where it starts there.
pub(super) fn rows(widths: &[f64], room: f64, gap: f64) -> Vec<(usize, f64)> {
    let (mut row, mut x) = (0, 0.0);
    let place = |&width: &f64| {
        if x > 0.0 && x + width > room {
            (row, x) = (row + 1, 0.0);
        }
        let at = (row, x);
        x += width + gap;
        at
    };
    widths.iter().map(place).collect()
}

/// The width of a sign with a word behind it.
pub(super) fn entry_width(ruler: &Ruler, word: &str, sign: f64) -> f64 {
    sign + 6.0 + ruler.width(word, SIZE)
}
