//! A plain arrangement for many boxes, where fCoSE takes minutes: springs along lines, and boxes that push each other off
//! (Fruchterman and Reingold, "Graph drawing by force-directed placement", 1991).
//!
//! All pairs are looked at, which for two thousand boxes is a second or so. Boxes start on a spiral in the order in which a
//! walk from the best connected one reaches them, so that the rounds untangle little, and no chance is in it.

use super::geometry::{Point, Rect};
use std::collections::VecDeque;

/// Rounds.
const ROUNDS: usize = 150;
/// How much the middle draws, so that the ends of chains do not fly off; at 1 it would leave a box hardly more room than a
/// line is long.
const GRAVITY: f64 = 0.4;
/// Angle between two places on the spiral, which lie evenly then: the golden one.
const TURN: f64 = 2.399_963_229_728_653;

/// Gives the boxes their places; lines are of a length between two outlines, where they can be.
pub(super) fn arrange(boxes: &mut [Rect], lines: &[[usize; 2]], length: f64) {
    let count = boxes.len();
    let size: f64 = boxes.iter().map(|b| b.width.hypot(b.height)).sum::<f64>() / count.max(1) as f64;
    let ideal = length + size / 2.0;
    let mut at = vec![Point::default(); count];
    for (nth, n) in walk(count, lines).into_iter().enumerate() {
        let (angle, far) = (nth as f64 * TURN, ideal * 0.6 * (nth as f64).sqrt());
        at[n] = Point::new(far * angle.cos(), far * angle.sin());
    }
    let hottest = ideal * (count as f64).sqrt() / 8.0;
    for round in 0..ROUNDS {
        let heat = hottest * (1.0 - round as f64 / ROUNDS as f64).powi(2) + 1.0;
        let pulls = forces(&at, lines, ideal);
        for (place, pull) in at.iter_mut().zip(pulls) {
            let far = pull.x.hypot(pull.y).max(1e-9);
            let step = far.min(heat) / far;
            *place = place.plus(pull.x * step, pull.y * step);
        }
    }
    for (one, place) in boxes.iter_mut().zip(at) {
        one.center = place;
    }
}

fn forces(at: &[Point], lines: &[[usize; 2]], ideal: f64) -> Vec<Point> {
    let mut forces = vec![Point::default(); at.len()];
    for a in 0..at.len() {
        let (mut x, mut y) = (0.0, 0.0);
        for b in a + 1..at.len() {
            let (dx, dy) = (at[a].x - at[b].x, at[a].y - at[b].y);
            let push = ideal * ideal / (dx * dx + dy * dy).max(1.0);
            x += dx * push;
            y += dy * push;
            forces[b] = forces[b].plus(-dx * push, -dy * push);
        }
        forces[a] = forces[a].plus(x - at[a].x * GRAVITY, y - at[a].y * GRAVITY);
    }
    for &[a, b] in lines {
        let pull = at[a].distance(at[b]) / ideal;
        let (x, y) = ((at[b].x - at[a].x) * pull, (at[b].y - at[a].y) * pull);
        forces[a] = forces[a].plus(x, y);
        forces[b] = forces[b].plus(-x, -y);
    }
    forces
}

/// All boxes, in the order in which they are reached from the one with most lines.
fn walk(count: usize, lines: &[[usize; 2]]) -> Vec<usize> {
    let mut next = vec![Vec::new(); count];
    for &[a, b] in lines {
        next[a].push(b);
        next[b].push(a);
    }
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|&n| std::cmp::Reverse(next[n].len()));
    let (mut order, mut seen) = (Vec::with_capacity(count), vec![false; count]);
    for start in starts {
        let mut queue = VecDeque::from([start]);
        while let Some(n) = queue.pop_front() {
            if !std::mem::replace(&mut seen[n], true) {
                order.push(n);
                queue.extend(next[n].iter().copied().filter(|&other| !seen[other]));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_joined_stands_nearer() {
        let square = Rect { center: Point::default(), width: 60.0, height: 30.0 };
        let mut boxes = vec![square; 500];
        let lines: Vec<[usize; 2]> = (1..500).map(|n| [n / 3, n]).collect();
        arrange(&mut boxes, &lines, 88.0);
        let mean = |pairs: &mut dyn Iterator<Item = [usize; 2]>| {
            let far: Vec<f64> = pairs.map(|[a, b]| boxes[a].center.distance(boxes[b].center)).collect();
            far.iter().sum::<f64>() / far.len() as f64
        };
        let joined = mean(&mut lines.iter().copied());
        let others = mean(&mut (0..500).map(|n| [n, (n * 7 + 251) % 500]).filter(|[a, b]| a != b));
        assert!(joined * 4.0 < others, "{joined} {others}");
        assert!(boxes.iter().all(|b| b.center.x.is_finite() && b.center.y.is_finite()));
    }
}
