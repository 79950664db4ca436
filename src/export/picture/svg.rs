//! An arranged scene as SVG 1.1.
//!
//! What is under the mouse is told in `title` elements, which screen readers read too; all words are text, so that they can
//! be found and copied.

use super::Theme;
use super::color::Rgb;
use super::font::{FAMILY, Ruler};
use super::geometry::{Point, Rect};
use super::legend::{Legend, SIZE as LEGEND_SIZE, entry_width, rows};
use super::scene::{LABEL_SIZE, Line, NAME_LINE, NAME_SIZE, Scene, Shape, Turn};
use crate::entities::EntityType;
use crate::export::xml::Escaped;
use crate::relations::Status;
use std::fmt::{self, Write};

/// Room around everything.
const MARGIN: f64 = 22.0;
/// Least room for the legend.
const NARROWEST: f64 = 560.0;
/// Height of a row of the legend.
const ROW: f64 = 20.0;
/// Width of a line in the legend.
const SAMPLE: f64 = 30.0;

/// The scene with its legend beneath it.
pub(super) fn write(scene: &Scene, legend: &Legend, theme: Theme) -> String {
    let mut svg = String::new();
    // A string takes all that is written to it.
    let _ = write_all(&mut svg, scene, legend, theme);
    svg
}

fn write_all(svg: &mut String, scene: &Scene, legend: &Legend, theme: Theme) -> fmt::Result {
    let [left, top, right, bottom] = scene.bounds();
    let width = (right - left).max(NARROWEST) + 2.0 * MARGIN;
    let (key, key_height) = key(legend, theme, width - 2.0 * MARGIN)?;
    let picture = bottom - top + 2.0 * MARGIN;
    let height = picture + key_height + if key_height > 0.0 { MARGIN } else { 0.0 };
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         role=\"img\" font-family=\"{FAMILY}\">"
    )?;
    let (entities, relations) = (scene.shapes.len(), scene.lines.len());
    writeln!(svg, "<title>Map of power: {entities} entities, {relations} relations</title>")?;
    writeln!(svg, "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", theme.ground().hex())?;
    let inset = MARGIN + (width - 2.0 * MARGIN - (right - left)) / 2.0;
    writeln!(svg, "<g transform=\"translate({:.1} {:.1})\">", inset - left, MARGIN - top)?;
    for line in &scene.lines {
        write_line(svg, line, theme)?;
    }
    for line in &scene.lines {
        write_label(svg, line, theme)?;
    }
    for shape in &scene.shapes {
        write_shape(svg, shape, theme)?;
    }
    writeln!(svg, "</g>")?;
    if key_height > 0.0 {
        writeln!(svg, "<g transform=\"translate({MARGIN} {picture:.1})\" font-size=\"{LEGEND_SIZE}\">\n{key}</g>")?;
    }
    writeln!(svg, "</svg>")
}

fn write_shape(svg: &mut String, shape: &Shape, theme: Theme) -> fmt::Result {
    write!(svg, "<g><title>{}</title>", Escaped(&shape.title))?;
    write_outline(svg, &shape.rect, shape.kind, theme)?;
    let Point { x, y } = shape.rect.center;
    let first = y - (shape.lines.len() as f64 - 1.0) * NAME_LINE / 2.0 + NAME_SIZE * 0.35;
    for (n, line) in shape.lines.iter().enumerate() {
        let (y, ink) = (first + n as f64 * NAME_LINE, theme.ink().hex());
        let words = Escaped(line);
        write!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{NAME_SIZE}\" text-anchor=\"middle\" fill=\"{ink}\">{words}</text>"
        )?;
    }
    writeln!(svg, "</g>")
}

fn write_outline(svg: &mut String, rect: &Rect, kind: EntityType, theme: Theme) -> fmt::Result {
    let style = format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"1\"", theme.fill(kind).hex(), theme.faint().hex());
    let round = match kind {
        EntityType::Person => Some(rect.height / 2.0),
        EntityType::Group => Some(9.0),
        _ => None,
    };
    if let Some(radius) = round {
        let (x, y, width, height) = (rect.left(), rect.top(), rect.width, rect.height);
        return write!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius:.1}\" {style}/>"
        );
    }
    let points: Vec<String> = rect.outline(kind).iter().map(|p| format!("{:.1},{:.1}", p.x, p.y)).collect();
    write!(svg, "<polygon points=\"{}\" {style}/>", points.join(" "))
}

/// How the line of a status is broken.
fn dashes(status: Status) -> &'static str {
    match status {
        Status::Asserted | Status::Negated => "",
        Status::Former => " stroke-dasharray=\"11 3 2 3\"",
        Status::Reported => " stroke-dasharray=\"7 4\"",
        Status::Planned => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"",
    }
}

fn write_line(svg: &mut String, line: &Line, theme: Theme) -> fmt::Result {
    let (Some(&first), Some(&last)) = (line.points.first(), line.points.last()) else { return Ok(()) };
    let color = theme.line(&line.color);
    let [after, before] = [line.points[1], line.points[line.points.len() - 2]];
    let negated = line.status == Status::Negated;
    let mut points = line.points.clone();
    if !line.symmetric && !negated {
        // The line ends inside its head, so that a wide one does not show beside its tip.
        let length = before.distance(last);
        if let Some(end) = points.last_mut().filter(|_| length > 6.0) {
            *end = last.between(before, 5.0 / length);
        }
    }
    write!(svg, "<g><title>{}</title>", Escaped(&line.title))?;
    let (path, width) = (curve(&points, line.turn), line.width);
    write!(
        svg,
        "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width:.1}\"{}/>",
        color.hex(),
        dashes(line.status)
    )?;
    let heads: &[(Point, Point)] = match (line.symmetric, negated) {
        (false, _) => &[(before, last)],
        (true, false) => &[],
        (true, true) => &[(before, last), (after, first)],
    };
    for &(from, at) in heads {
        write_head(svg, from, at, negated, width, color)?;
    }
    writeln!(svg, "</g>")
}

/// The head of an arrow, or the bar of a denial.
fn write_head(svg: &mut String, from: Point, at: Point, bar: bool, width: f64, color: Rgb) -> fmt::Result {
    let length = from.distance(at).max(1e-6);
    let (ux, uy) = ((at.x - from.x) / length, (at.y - from.y) / length);
    let half = 3.6 + width * 0.6;
    if bar {
        let (a, b) = (at.plus(-uy * (half + 2.0), ux * (half + 2.0)), at.plus(uy * (half + 2.0), -ux * (half + 2.0)));
        return write!(
            svg,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{}\" stroke-width=\"{:.1}\"/>",
            a.x,
            a.y,
            b.x,
            b.y,
            color.hex(),
            width + 1.2
        );
    }
    let back = at.plus(-ux * (7.0 + width), -uy * (7.0 + width));
    let (a, b) = (back.plus(-uy * half, ux * half), back.plus(uy * half, -ux * half));
    write!(
        svg,
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" fill=\"{}\"/>",
        at.x,
        at.y,
        a.x,
        a.y,
        b.x,
        b.y,
        color.hex()
    )
}

/// A line that turns smoothly and goes through all its points.
///
/// Where they go one way from left to right, or back, it is a monotone cubic (Fritsch and Carlson, "Monotone piecewise cubic
/// interpolation", 1980; slopes after Steffen, 1990), which never swings out; others are straight from point to point. One
/// that is bent ([`Turn::Round`]) is one quadratic curve towards its middle point.
fn curve(points: &[Point], turn: Turn) -> String {
    let mut path = String::new();
    // A string takes all that is written to it.
    let _ = write_curve(&mut path, points, turn);
    path
}

fn write_curve(path: &mut String, points: &[Point], turn: Turn) -> fmt::Result {
    let [first, rest @ ..] = points else { return Ok(()) };
    write!(path, "M{:.1} {:.1}", first.x, first.y)?;
    if let ([middle, last], Turn::Round) = (rest, turn) {
        return write!(path, "Q{:.1} {:.1} {:.1} {:.1}", middle.x, middle.y, last.x, last.y);
    }
    let steps: Vec<(f64, f64)> = points.windows(2).map(|pair| (pair[1].x - pair[0].x, pair[1].y - pair[0].y)).collect();
    let one_way = steps.iter().all(|step| step.0 > 0.5) || steps.iter().all(|step| step.0 < -0.5);
    if !one_way || rest.len() < 2 {
        return rest.iter().try_for_each(|point| write!(path, "L{:.1} {:.1}", point.x, point.y));
    }
    let secant = |n: usize| steps[n].1 / steps[n].0;
    let inner = |n: usize| {
        let (before, after) = (secant(n - 1), secant(n));
        let (h0, h1) = (steps[n - 1].0, steps[n].0);
        let mean = (before * h1 + after * h0) / (h0 + h1);
        (before.signum() + after.signum()) * before.abs().min(after.abs()).min(0.5 * mean.abs())
    };
    let end = |n: usize, inner: f64| (3.0 * secant(n) - inner) / 2.0;
    let last = steps.len();
    let mut slopes: Vec<f64> = (1..last).map(inner).collect();
    let (front, back) = (slopes.first().copied().unwrap_or_default(), slopes.last().copied().unwrap_or_default());
    slopes.insert(0, end(0, front));
    slopes.push(end(last - 1, back));
    for n in 0..last {
        let (from, to, third) = (points[n], points[n + 1], steps[n].0 / 3.0);
        write!(
            path,
            "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            from.x + third,
            from.y + third * slopes[n],
            to.x - third,
            to.y - third * slopes[n + 1],
            to.x,
            to.y
        )?;
    }
    Ok(())
}

fn write_label(svg: &mut String, line: &Line, theme: Theme) -> fmt::Result {
    let Some(Point { x, y }) = line.label_at else { return Ok(()) };
    let (width, height) = line.label_size;
    writeln!(
        svg,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\" fill-opacity=\"0.88\"/>\
         <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{LABEL_SIZE}\" text-anchor=\"middle\" fill=\"{}\">{}</text>",
        x - width / 2.0,
        y - height / 2.0,
        theme.ground().hex(),
        y + LABEL_SIZE * 0.35,
        theme.line(&line.color).hex(),
        Escaped(&line.label)
    )
}

/// The legend and its height.
fn key(legend: &Legend, theme: Theme, room: f64) -> Result<(String, f64), fmt::Error> {
    let ruler = Ruler::new();
    let mut svg = String::new();
    let mut y = 0.0;
    let ink = theme.faint().hex();
    let mut lay = |words: &[&str], sign: f64, draw: &dyn Fn(&mut String, usize, f64, f64) -> fmt::Result| {
        let widths: Vec<f64> = words.iter().map(|word| entry_width(&ruler, word, sign)).collect();
        let places = rows(&widths, room, 18.0);
        for (n, (word, (row, x))) in words.iter().zip(&places).enumerate() {
            let middle = y + *row as f64 * ROW + ROW / 2.0;
            draw(&mut svg, n, *x, middle)?;
            let (x, base) = (x + sign + 6.0, middle + LEGEND_SIZE * 0.35);
            writeln!(svg, "<text x=\"{x:.1}\" y=\"{base:.1}\" fill=\"{ink}\">{}</text>", Escaped(word))?;
        }
        y += places.last().map_or(0.0, |(row, _)| (*row + 1) as f64 * ROW);
        Ok::<(), fmt::Error>(())
    };
    let kinds: Vec<&str> = legend.kinds.iter().map(|kind| kind.as_str()).collect();
    lay(&kinds, SAMPLE, &|svg, n, x, y| {
        let rect = Rect { center: Point::new(x + SAMPLE / 2.0, y), width: SAMPLE - 4.0, height: 13.0 };
        write_outline(svg, &rect, legend.kinds[n], theme)
    })?;
    let relations: Vec<&str> = legend.relations.iter().map(|(label, _)| label.as_str()).collect();
    lay(&relations, SAMPLE, &|svg, n, x, y| {
        let color = theme.line(&legend.relations[n].1).hex();
        write!(svg, "<path d=\"M{x:.1} {y:.1}h{SAMPLE}\" stroke=\"{color}\" stroke-width=\"3\"/>")
    })?;
    let statuses: Vec<&str> = legend.statuses.iter().map(|status| status.as_str()).collect();
    lay(&statuses, SAMPLE, &|svg, n, x, y| {
        let status = legend.statuses[n];
        let color = theme.faint();
        write!(
            svg,
            "<path d=\"M{x:.1} {y:.1}h{SAMPLE}\" stroke=\"{}\" stroke-width=\"1.6\"{}/>",
            color.hex(),
            dashes(status)
        )?;
        let [from, at] = [Point::new(x, y), Point::new(x + SAMPLE, y)];
        write_head(svg, from, at, status == Status::Negated, 1.6, color)
    })?;
    for line in legend.lines(room) {
        writeln!(svg, "<text x=\"0\" y=\"{:.1}\" fill=\"{ink}\">{}</text>", y + LEGEND_SIZE, Escaped(&line))?;
        y += ROW - 4.0;
    }
    Ok((svg, y))
}
