//! The SVG as PNG, by resvg.
//!
//! The font that is carried along has Latin, Greek, Cyrillic and Hebrew letters. Only where a name has others, the fonts of the
//! machine are looked at, so that elsewhere the same graph gives the same bytes on every machine.

use super::font::{FONT, Ruler};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use std::io;

/// Pixels of the picture for one of the SVG, on sharp screens and in print.
const SCALE: f32 = 2.0;
/// Most pixels of a side.
const LARGEST: f32 = 12_000.0;

/// The picture as a file.
pub(super) fn render(svg: &str) -> io::Result<Vec<u8>> {
    let mut options = usvg::Options { font_family: "Liberation Sans".to_owned(), ..usvg::Options::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family("Liberation Sans");
    if !Ruler::new().has(svg) {
        fonts.load_system_fonts();
    }
    let tree = usvg::Tree::from_str(svg, &options).map_err(io::Error::other)?;
    let size = tree.size();
    let scale = SCALE.min(LARGEST / size.width().max(size.height()));
    let side = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut pixels = Pixmap::new(side(size.width()), side(size.height()))
        .ok_or_else(|| io::Error::other("the picture is too large"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(io::Error::other)
}
