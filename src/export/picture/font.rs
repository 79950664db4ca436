//! The font of the pictures: Liberation Sans 2, under the SIL Open Font License (`LiberationSans-LICENSE.txt`). It has the
//! metrics of Arial and Helvetica, so that words fit their boxes in an SVG too that is shown with one of these.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_width::UnicodeWidthChar;

/// The font.
pub(super) static FONT: &[u8] = include_bytes!("LiberationSans-Regular.ttf");

/// Its name and those of its like, for SVG.
pub(super) const FAMILY: &str = "Liberation Sans, Arial, Helvetica, sans-serif";

/// Width of a column of characters that the font does not have, in ems.
const COLUMN: f64 = 0.6;

/// Measures words.
pub(super) struct Ruler {
    font: Option<FontRef<'static>>,
}

impl Ruler {
    pub fn new() -> Self {
        // It is tested that it can be read; without it all is measured by columns.
        Self { font: FontRef::new(FONT).ok() }
    }

    /// The width of a line of words at a size in pixels.
    pub fn width(&self, words: &str, size: f64) -> f64 {
        let Some(font) = &self.font else { return words.chars().map(columns).sum::<f64>() * COLUMN * size };
        let charmap = font.charmap();
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let width = |c: char| match charmap.map(c).and_then(|glyph| metrics.advance_width(glyph)) {
            Some(width) => f64::from(width),
            None => columns(c) * COLUMN,
        };
        words.chars().map(width).sum::<f64>() * size
    }

    /// Whether the font has all characters of a text.
    pub fn has(&self, words: &str) -> bool {
        let charmap = self.font.as_ref().map(FontRef::charmap);
        charmap.is_some_and(|charmap| words.chars().all(|c| c.is_control() || charmap.map(c).is_some()))
    }
}

fn columns(c: char) -> f64 {
    c.width().unwrap_or(0) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_measured() {
        let ruler = Ruler::new();
        assert!(ruler.font.is_some());
        // Arial's widths: 2048 units an em.
        assert!((ruler.width("Ai", 2048.0) - (1366.0 + 455.0)).abs() < 1.0);
        assert!(ruler.width("漢字", 10.0) > 20.0 && ruler.width("é", 10.0) > 5.0);
        assert!(ruler.has("Žižek, Кремль") && !ruler.has("漢"));
    }
}
