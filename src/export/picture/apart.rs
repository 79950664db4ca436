//! Boxes moved off each other, and off lines that are not theirs, in a time that many boxes do not make long.

use super::geometry::Rect;

/// Room between boxes.
pub(super) const GAP: f64 = 14.0;
/// Rounds of moving boxes apart before there is made more room for all of them.
const ROUNDS: usize = 50;
/// How often more room is made: by then the widest boxes have room for themselves.
const ROOMS: usize = 100;
/// How much.
const ROOM: f64 = 1.1;
/// Rounds of moving boxes off lines.
const CLEARING: usize = 120;
/// Looks of a box at a line, of all rounds together: a second or so.
const LOOKS: usize = 40_000_000;
/// The farthest that a box moves off lines in a round.
const STEP: f64 = 6.0;

/// Moves boxes that are too near away from each other, and off the lines between others as far as that can be done.
pub(super) fn part(boxes: &mut [Rect], lines: &[[usize; 2]]) {
    separate(boxes);
    let rounds = (LOOKS / (boxes.len() * lines.len()).max(1)).min(CLEARING);
    for _ in 0..rounds {
        if !clear(boxes, lines) {
            return;
        }
        separate(boxes);
    }
}

/// Moves boxes apart until none is too near to another.
fn separate(boxes: &mut [Rect]) {
    for _ in 0..ROOMS {
        if (0..ROUNDS).any(|_| !push(boxes)) {
            return;
        }
        let [x, y] = [middle(boxes, |b| b.center.x), middle(boxes, |b| b.center.y)];
        for one in boxes.iter_mut() {
            one.center.x = x + (one.center.x - x) * ROOM;
            one.center.y = y + (one.center.y - y) * ROOM;
        }
    }
}

fn middle(boxes: &[Rect], of: impl Fn(&Rect) -> f64) -> f64 {
    boxes.iter().map(of).sum::<f64>() / boxes.len().max(1) as f64
}

/// Moves each two that are too near apart, along the axis on which less is missing; whether there were any.
fn push(boxes: &mut [Rect]) -> bool {
    let mut moved = false;
    for (a, b) in near(boxes) {
        let (one, two) = (boxes[a], boxes[b]);
        if !one.touches(&two, GAP) {
            continue;
        }
        moved = true;
        let (dx, dy) = (two.center.x - one.center.x, two.center.y - one.center.y);
        let missing_x = (one.width + two.width) / 2.0 + GAP - dx.abs();
        let missing_y = (one.height + two.height) / 2.0 + GAP - dy.abs();
        let sign = |delta: f64| if delta < 0.0 { -1.0 } else { 1.0 };
        let (x, y) = if missing_x < missing_y { (missing_x * sign(dx), 0.0) } else { (0.0, missing_y * sign(dy)) };
        boxes[a].center = one.center.plus(-x * 0.51, -y * 0.51);
        boxes[b].center = two.center.plus(x * 0.51, y * 0.51);
    }
    moved
}

/// Each two that are too near, the first before the second in the slice, found by a sweep from the top down.
fn near(boxes: &[Rect]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[a].top().total_cmp(&boxes[b].top()).then(a.cmp(&b)));
    let mut pairs = Vec::new();
    for (at, &a) in order.iter().enumerate() {
        let below = order[at + 1..].iter().take_while(|&&b| boxes[b].top() < boxes[a].bottom() + GAP);
        let touched = below.filter(|&&b| boxes[a].touches(&boxes[b], GAP));
        pairs.extend(touched.map(|&b| (a.min(b), a.max(b))));
    }
    pairs.sort_unstable();
    pairs
}

/// Moves boxes a step off lines that run beneath them; whether there were any.
fn clear(boxes: &mut [Rect], lines: &[[usize; 2]]) -> bool {
    let mut moved = false;
    for n in 0..boxes.len() {
        let rect = boxes[n];
        let wider = Rect { width: rect.width + 6.0, height: rect.height + 6.0, ..rect };
        let (mut x, mut y) = (0.0, 0.0);
        for ends in lines.iter().filter(|ends| !ends.contains(&n)) {
            let [a, b] = ends.map(|end| boxes[end].center);
            if wider.covers(a, b) < 4.0 {
                continue;
            }
            let length = a.distance(b).max(1.0);
            let (across_x, across_y) = (-(b.y - a.y) / length, (b.x - a.x) / length);
            let side = (rect.center.x - a.x) * across_x + (rect.center.y - a.y) * across_y;
            let sign = if side < 0.0 { -1.0 } else { 1.0 };
            x += across_x * sign;
            y += across_y * sign;
            moved = true;
        }
        let length = f64::hypot(x, y);
        if length > 1e-6 {
            boxes[n].center = rect.center.plus(x / length * STEP, y / length * STEP);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Point;
    use super::*;

    #[test]
    fn a_heap_of_two_thousand_boxes_is_spread() {
        let rect = |n: usize| Rect {
            center: Point::new((n % 7) as f64, (n % 11) as f64),
            width: 60.0 + (n % 90) as f64,
            height: [26.0, 41.0, 56.0][n % 3],
        };
        let mut boxes: Vec<Rect> = (0..2000).map(rect).collect();
        let lines: Vec<[usize; 2]> = (1..2000).map(|n| [n / 2, n]).collect();
        part(&mut boxes, &lines);
        assert_eq!(near(&boxes), []);
        let [width, height] = [middle(&boxes, |b| b.center.x.abs()), middle(&boxes, |b| b.center.y.abs())];
        assert!(width < 20_000.0 && height < 20_000.0, "{width} {height}");
    }
}
