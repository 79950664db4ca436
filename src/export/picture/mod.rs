//! Pictures with a layout of our own: a graph becomes a [`Scene`] of boxes and lines, the scene is arranged (in layers or by
//! forces) and written as SVG, from which the PNG is drawn.

mod apart;
mod color;
mod font;
mod force;
mod geometry;
mod layered;
mod legend;
mod png;
mod scene;
mod springs;
mod svg;

use super::Options;
use crate::graph::{Graph, Limits};
use scene::Scene;
use std::io::{self, Write};

/// How much can be read in a picture.
pub(super) const LIMITS: Limits = Limits { nodes: 200, edges: 320 };

/// How much can be drawn at all, in a few seconds.
pub(super) const MOST: Limits = Limits { nodes: 2000, edges: 6000 };

/// Relations above which layers become a tangle, and forces show more.
const LAYERED: usize = 40;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark on white.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// How the entities of a picture are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// In layers from left to right, along the relations (Sugiyama): for small graphs, all relations labelled.
    Layered,
    /// By forces that pull what is related together: for big graphs.
    Force,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Arrangement {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Layered, Self::Force];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Layered => "layered",
            Self::Force => "force",
        }
    }
}

/// The graph as SVG.
pub(super) fn write_svg(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(draw(graph, options).as_bytes())
}

/// The graph as PNG.
pub(super) fn write_png(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&png::render(&draw(graph, options))?)
}

fn draw(graph: &Graph, options: &Options) -> String {
    let scene = arranged(graph, options);
    svg::write(&scene, &legend::Legend::new(graph, &scene, options), options.theme)
}

fn arranged(graph: &Graph, options: &Options) -> Scene {
    let scene = Scene::new(graph, options);
    let by = |arrangement: Arrangement| {
        let mut scene = scene.clone();
        match arrangement {
            Arrangement::Layered => layered::arrange(&mut scene),
            Arrangement::Force => force::arrange(&mut scene),
        }
        scene
    };
    match options.arrangement {
        Some(arrangement) => by(arrangement),
        None if graph.edge_count() > LAYERED => by(Arrangement::Force),
        None => {
            // A long chain is better wound.
            let layers = by(Arrangement::Layered);
            if geometry::is_strip(layers.bounds()) { by(Arrangement::Force) } else { layers }
        }
    }
}

#[cfg(test)]
mod tests;
