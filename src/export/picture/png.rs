//! The SVG as PNG, by resvg.
//!
//! The font that is carried along has Latin, Greek, Cyrillic and Hebrew letters. Only where a name has others, the fonts of the
//! machine are looked at, so that elsewhere the same graph gives the same bytes on every machine.

use super::font::{FONT, Ruler};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use std::io::{self, Write};

/// Pixels of the picture for one of the SVG, on sharp screens and in print.
const SCALE: f32 = 2.0;
/// Most pixels of a side.
const LARGEST: f32 = 12_000.0;

/// Pixels of a large picture.
const LARGE: usize = 20_000_000;

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
    encode(&pixels).map_err(io::Error::other)
}

/// The pixels of a drawing, which its ground makes opaque. Flat colours are smallest without a filter; large pictures, which
/// would take seconds, are packed ten times as fast into half as much again.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let (compression, filter) = match pixels.pixels().len() {
        0..LARGE => (png::Compression::Balanced, png::Filter::NoFilter),
        _ => (png::Compression::Fast, png::Filter::Paeth),
    };
    encoder.set_compression(compression);
    encoder.set_filter(filter);
    let mut image = encoder.write_header()?;
    let mut rows = image.stream_writer()?;
    for row in pixels.pixels().chunks(pixels.width() as usize) {
        let row: Vec<u8> = row.iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
        rows.write_all(&row)?;
    }
    rows.finish()?;
    image.finish()?;
    Ok(file)
}
