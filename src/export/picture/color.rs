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

    /// The same hue and saturation (HSL) so much lighter or darker than `ground` that words in it can be read. Mixed with
    /// white, two dark blues or reds would become one.
    pub fn legible(self, ground: Self) -> Self {
        let away = if ground.luminance() > 0.18 { 0.0 } else { 1.0 };
        let (hue, saturation, lightness) = self.hsl();
        let toward =
            |step: i32| Self::from_hsl(hue, saturation, lightness + (away - lightness) * f64::from(step) / 50.0);
        (0..=50).map(toward).find(|c| c.contrast(ground) >= CONTRAST).unwrap_or(Self([(away * 255.0) as u8; 3]))
    }

    /// Hue in sixths of the circle, saturation and lightness from 0 to 1.
    fn hsl(self) -> (f64, f64, f64) {
        let [r, g, b] = self.0.map(|part| f64::from(part) / 255.0);
        let (most, least) = (r.max(g).max(b), r.min(g).min(b));
        let (range, lightness) = (most - least, (most + least) / 2.0);
        if range == 0.0 {
            return (0.0, 0.0, lightness);
        }
        let hue = if most == r {
            (g - b) / range
        } else if most == g {
            2.0 + (b - r) / range
        } else {
            4.0 + (r - g) / range
        };
        (hue.rem_euclid(6.0), range / (1.0 - (2.0 * lightness - 1.0).abs()), lightness)
    }

    fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Self {
        let range = saturation * (1.0 - (2.0 * lightness - 1.0).abs());
        let part = |turn: f64| {
            let far = ((hue + turn).rem_euclid(6.0) - 3.0).abs() - 1.0;
            ((lightness + range * (far.clamp(0.0, 1.0) - 0.5)) * 255.0).round() as u8
        };
        Self([part(0.0), part(4.0), part(2.0)])
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
    fn no_two_relations_look_alike_in_any_theme() {
        let ontology = Ontology::built_in();
        for theme in Theme::ALL {
            let lines: Vec<_> = ontology.relations().iter().map(|r| (r.name.as_str(), theme.line(&r.color))).collect();
            for (n, (one, a)) in lines.iter().enumerate() {
                for (two, b) in &lines[n + 1..] {
                    let far: i32 = a.0.iter().zip(b.0).map(|(&a, b)| (i32::from(a) - i32::from(b)).pow(2)).sum();
                    assert!(far > 55 * 55, "{theme:?} {one} {} {two} {}", a.hex(), b.hex());
                }
            }
        }
    }

    #[test]
    fn colours_come_back_from_hue_and_lightness() {
        for hex in ["#0050a0", "#8b0000", "#707070", "#ffffff", "#000000", "#c2588f", "#009e73"] {
            let (hue, saturation, lightness) = Rgb::parse(hex).hsl();
            assert_eq!(Rgb::from_hsl(hue, saturation, lightness).hex(), hex);
        }
    }

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
