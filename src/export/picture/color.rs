//! Colours that can be read on the ground of each theme.

use super::Theme;
use crate::entities::EntityType;
use crate::export::palette;

/// Red, green and blue, from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb([u8; 3]);

/// Least contrast of words against their ground (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

impl Rgb {
    /// Of `#rrggbb`; grey where it is none.
    pub fn parse(hex: &str) -> Self {
        let part = |at: usize| hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (part(1), part(3), part(5)) {
            (Some(r), Some(g), Some(b)) => Self([r, g, b]),
            _ => Self([0x80; 3]),
        }
    }

    pub fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// This much of `other` in it, from 0 to 1.
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self([0, 1, 2].map(|n| mix(self.0[n], other.0[n])))
    }

    /// The same hue so far from `ground` that words in it can be read.
    pub fn legible(self, ground: Self) -> Self {
        let away = if ground.luminance() > 0.18 { Self([0; 3]) } else { Self([255; 3]) };
        (0..=20)
            .map(|step| self.mixed(away, f64::from(step) / 20.0))
            .find(|c| c.contrast(ground) >= CONTRAST)
            .unwrap_or(away)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(self, other: Self) -> f64 {
        let [a, b] = [self.luminance(), other.luminance()];
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl Theme {
    pub(super) fn ground(self) -> Rgb {
        Rgb::parse(match self {
            Self::Light => "#ffffff",
            Self::Dark => "#15191f",
        })
    }

    pub(super) fn ink(self) -> Rgb {
        Rgb::parse(match self {
            Self::Light => "#1b1b1b",
            Self::Dark => "#eceff3",
        })
    }

    /// Of what matters less: outlines, the legend.
    pub(super) fn faint(self) -> Rgb {
        Rgb::parse(match self {
            Self::Light => "#555555",
            Self::Dark => "#a3acb8",
        })
    }

    /// The fill of a box.
    pub(super) fn fill(self, kind: EntityType) -> Rgb {
        let tint = Rgb::parse(palette::fill(kind));
        match self {
            Self::Light => tint,
            Self::Dark => self.ground().mixed(Rgb::parse(palette::strong(kind)), 0.42),
        }
    }

    /// The colour of a line and of the words on it.
    pub(super) fn line(self, color: &str) -> Rgb {
        Rgb::parse(color).legible(self.ground())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relations::Ontology;

    #[test]
    fn all_words_can_be_read_in_both_themes() {
        let ontology = Ontology::built_in();
        for theme in Theme::ALL {
            for relation in ontology.relations() {
                assert!(
                    theme.line(&relation.color).contrast(theme.ground()) >= CONTRAST,
                    "{theme:?} {}",
                    relation.name
                );
            }
            for kind in EntityType::ALL {
                assert!(theme.ink().contrast(theme.fill(kind)) >= CONTRAST, "{theme:?} {kind:?}");
            }
            assert!(theme.faint().contrast(theme.ground()) >= CONTRAST);
        }
        assert_eq!(Rgb::parse("#0072b2").hex(), "#0072b2");
        assert_eq!(Rgb::parse("é").hex(), "#808080");
    }
}
