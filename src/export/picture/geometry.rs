//! Points, outlines of boxes, and where lines meet them.

use crate::entities::EntityType;

/// A place in a picture, in pixels; down is positive.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// An upright rectangle around its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub center: Point,
    pub width: f64,
    pub height: f64,
}

impl Point {
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub fn plus(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }

    pub fn between(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }

    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

impl Rect {
    pub fn left(&self) -> f64 {
        self.center.x - self.width / 2.0
    }

    pub fn right(&self) -> f64 {
        self.center.x + self.width / 2.0
    }

    pub fn top(&self) -> f64 {
        self.center.y - self.height / 2.0
    }

    pub fn bottom(&self) -> f64 {
        self.center.y + self.height / 2.0
    }

    /// Whether the two come nearer to each other than `gap`.
    pub fn touches(&self, other: &Self, gap: f64) -> bool {
        (self.center.x - other.center.x).abs() < (self.width + other.width) / 2.0 + gap
            && (self.center.y - other.center.y).abs() < (self.height + other.height) / 2.0 + gap
    }

    /// How far the segment runs inside, in pixels.
    pub fn covers(&self, a: Point, b: Point) -> f64 {
        let (mut from, mut to) = (0.0f64, 1.0f64);
        for (start, delta, low, high) in
            [(a.x, b.x - a.x, self.left(), self.right()), (a.y, b.y - a.y, self.top(), self.bottom())]
        {
            if delta.abs() < 1e-9 {
                if start < low || start > high {
                    return 0.0;
                }
                continue;
            }
            let (one, two) = ((low - start) / delta, (high - start) / delta);
            from = from.max(one.min(two));
            to = to.min(one.max(two));
        }
        if to > from { (to - from) * a.distance(b) } else { 0.0 }
    }

    /// The corners of a box of this type, around it once.
    pub fn outline(&self, kind: EntityType) -> Vec<Point> {
        let (w, h) = (self.width / 2.0, self.height / 2.0);
        let at = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| self.center.plus(x, y)).collect();
        match kind {
            EntityType::Person => self.rounded(h),
            EntityType::Group => self.rounded(h.min(9.0)),
            EntityType::Organization => at(&[(-w, -h), (w, -h), (w, h), (-w, h)]),
            EntityType::Place => {
                let cut = h.min(w / 2.0) * 0.7;
                at(&[(-w, 0.0), (cut - w, -h), (w - cut, -h), (w, 0.0), (w - cut, h), (cut - w, h)])
            }
            EntityType::Event => {
                let cut = h.min(w) * 0.55;
                at(&[
                    (cut - w, -h),
                    (w - cut, -h),
                    (w, cut - h),
                    (w, h - cut),
                    (w - cut, h),
                    (cut - w, h),
                    (-w, h - cut),
                    (-w, cut - h),
                ])
            }
            EntityType::Plan => {
                let cut = h.min(w) * 0.6;
                at(&[(-w, -h), (w - cut, -h), (w, cut - h), (w, h), (-w, h)])
            }
        }
    }

    /// The corners as arcs of some points each.
    fn rounded(&self, radius: f64) -> Vec<Point> {
        const STEPS: usize = 6;
        let (w, h) = (self.width / 2.0 - radius, self.height / 2.0 - radius);
        let corners = [(w, h), (-w, h), (-w, -h), (w, -h)];
        let arc = |(quarter, (x, y)): (usize, (f64, f64))| {
            (0..=STEPS).map(move |step| {
                let angle = (quarter as f64 + step as f64 / STEPS as f64) * std::f64::consts::FRAC_PI_2;
                (x + radius * angle.cos(), y + radius * angle.sin())
            })
        };
        corners.into_iter().enumerate().flat_map(arc).map(|(x, y)| self.center.plus(x, y)).collect()
    }
}

/// The least rectangle around some others, as left, top, right and bottom.
pub(super) fn around(rects: &[Rect]) -> [f64; 4] {
    let wider = |b: [f64; 4], rect: &Rect| {
        [b[0].min(rect.left()), b[1].min(rect.top()), b[2].max(rect.right()), b[3].max(rect.bottom())]
    };
    rects.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], wider)
}

/// Whether a picture is longer than a screen and so narrow that no screen and no page shows it well.
pub(super) fn is_strip([left, top, right, bottom]: [f64; 4]) -> bool {
    const LONG: f64 = 1600.0;
    const LONGEST: f64 = 4.0;
    let (width, height) = (right - left, bottom - top);
    let (long, short) = (width.max(height), width.min(height));
    long > LONG && long > short * LONGEST
}

/// Where the way from `inside` to `outside` leaves the outline; `inside` where it does not.
pub(super) fn leaves(outline: &[Point], inside: Point, outside: Point) -> Point {
    let mut farthest = 0.0;
    let ends = outline.iter().zip(outline.iter().cycle().skip(1));
    for (a, b) in ends {
        let (dx, dy) = (outside.x - inside.x, outside.y - inside.y);
        let (ex, ey) = (b.x - a.x, b.y - a.y);
        let cross = dx * ey - dy * ex;
        if cross.abs() < 1e-9 {
            continue;
        }
        let along = ((a.x - inside.x) * ey - (a.y - inside.y) * ex) / cross;
        let across = ((a.x - inside.x) * dy - (a.y - inside.y) * dx) / cross;
        if (0.0..=1.0).contains(&across) && along > farthest && along <= 1.0 {
            farthest = along;
        }
    }
    inside.between(outside, farthest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_meet_every_outline() {
        let rect = Rect { center: Point::new(10.0, 20.0), width: 40.0, height: 20.0 };
        for kind in EntityType::ALL {
            let outline = rect.outline(kind);
            let right = leaves(&outline, rect.center, Point::new(100.0, 20.0));
            assert!((right.x - 30.0).abs() < 0.5 && (right.y - 20.0).abs() < 0.5, "{kind:?} {right:?}");
            let up = leaves(&outline, rect.center, Point::new(10.0, -100.0));
            assert!((up.y - 10.0).abs() < 0.5, "{kind:?} {up:?}");
        }
        assert!((rect.covers(Point::new(-100.0, 20.0), Point::new(100.0, 20.0)) - 40.0).abs() < 1e-6);
        assert_eq!(rect.covers(Point::new(-100.0, 50.0), Point::new(100.0, 50.0)), 0.0);
    }
}
