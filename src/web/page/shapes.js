// What things look like: the same for the canvas and for saved drawings. Types differ in shape, statuses in line, so that
// no meaning hangs on colour alone; the fills are tints of Okabe and Ito's palette, as in powermap's DOT.

const FILLS = {
  light: { person: "#cce4f2", organization: "#fbe5b8", place: "#cdeadf", group: "#f6dcea", event: "#faf6c0", plan: "#f5d9c8" },
  dark: { person: "#3d7ea6", organization: "#b98a2c", place: "#2f8f6f", group: "#a8638b", event: "#a39a2e", plan: "#ad6a45" },
};
const INK = {
  light: { ground: "#fcfcfb", text: "#1d2329", halo: "#fcfcfb", line: "#5b6470", faint: "#c9ced4", accent: "#0b5cad" },
  dark: { ground: "#13161b", text: "#e9edf1", halo: "#13161b", line: "#8f9aa6", faint: "#3a424c", accent: "#6db3f2" },
};
const DASHES = { asserted: [], negated: [], former: [11, 3, 2, 3], reported: [7, 4], planned: [1.5, 4] };

let theme = "light";
const ink = () => INK[theme];
const fill = (node) => FILLS[theme][node.type] || "#dddddd";

/** The colour of an edge. */
const color = (edge) => onGround(edge.kind.color);

/** Least contrast of a line and its words on a dark ground (WCAG 2.2, 1.4.3). */
const CONTRAST = 4.5;

/** A colour as it is drawn: on a dark ground so much lighter, in its hue and saturation, that its words can be read. */
function onGround(hex) {
  if (theme === "light") return hex;
  const luminance = (parts) => parts.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4)).reduce((sum, p, nth) => sum + p * [0.2126, 0.7152, 0.0722][nth], 0.05);
  const read = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [parts, ground] = [read(hex), luminance(read(ink().ground))];
  const [least, most] = [Math.min(...parts), Math.max(...parts)];
  const [middle, range] = [(least + most) / 2, most - least];
  const saturation = range && range / (1 - Math.abs(2 * middle - 1));
  // At another lightness the parts keep their places between the least and the greatest.
  const at = (lightness) => parts.map((p) => lightness + saturation * (1 - Math.abs(2 * lightness - 1)) * (range ? (p - least) / range - 0.5 : 0));
  let lighter = parts;
  for (let step = 0; step <= 50 && luminance(lighter) / ground < CONTRAST; step++) lighter = at(middle + ((1 - middle) * step) / 50);
  return "#" + lighter.map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("");
}

/** Line width of an edge: more statements, wider. */
const lineWidth = (edge) => 1.1 + Math.min(2.2, Math.log((edge.told || edge).count || 1) * 0.75);

/** The corners of a node's shape around its middle; null for a circle. */
function corners(type, r) {
  const ring = (count, turn, radius) =>
    Array.from({ length: count }, (_, nth) => [radius * Math.cos(turn + (2 * Math.PI * nth) / count), radius * Math.sin(turn + (2 * Math.PI * nth) / count)]);
  switch (type) {
    case "organization":
      return ring(4, Math.PI / 4, r * 1.22);
    case "place":
      return ring(6, 0, r * 1.08);
    case "group":
      return [[-0.95, -0.5], [-0.5, -0.95], [0.5, -0.95], [0.95, -0.5], [0.95, 0.5], [0.5, 0.95], [-0.5, 0.95], [-0.95, 0.5]].map(([x, y]) => [x * r, y * r]);
    case "event":
      return ring(4, 0, r * 1.3);
    case "plan":
      return [[-0.8, -1], [0.35, -1], [0.85, -0.45], [0.85, 1], [-0.8, 1]].map(([x, y]) => [x * r, y * r]);
    default:
      return null;
  }
}

/** How much larger than their measure nodes are drawn: on a map seen from far they shrink less than the distances do. */
let swell = 1;
const radius = (node) => node.r * swell;

/** Draws a node's outline into a canvas path. */
function outline(context, node, r) {
  const points = corners(node.type, r);
  if (!points) {
    context.moveTo(node.x + r, node.y);
    context.arc(node.x, node.y, r, 0, 2 * Math.PI);
    return;
  }
  context.moveTo(node.x + points[0][0], node.y + points[0][1]);
  for (let at = 1; at < points.length; at++) context.lineTo(node.x + points[at][0], node.y + points[at][1]);
  context.closePath();
}

/** How far a shape reaches beyond its radius, so that arrows end at its rim. */
const REACH = { person: 1, organization: 1.08, place: 1.02, group: 1, event: 1.05, plan: 1 };

/**
 * Where an edge runs: from the rim of one end to that of the other, by way of `cx`, `cy` where it is bent, and the
 * direction in which it arrives.
 */
function course(edge) {
  const { source: a, target: b } = edge;
  let [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  [dx, dy] = [dx / length, dy / length];
  const [ra, rb] = [radius(a) * (REACH[a.type] || 1) + 1.5, radius(b) * (REACH[b.type] || 1) + 2];
  if (!edge.bend) {
    return { x1: a.x + dx * ra, y1: a.y + dy * ra, x2: b.x - dx * rb, y2: b.y - dy * rb, cx: NaN, cy: NaN, dx, dy };
  }
  const bend = Math.min(1, length / 90) * edge.bend * 2;
  const [cx, cy] = [(a.x + b.x) / 2 - dy * bend, (a.y + b.y) / 2 + dx * bend];
  const from = Math.hypot(cx - a.x, cy - a.y) || 1;
  const to = Math.hypot(b.x - cx, b.y - cy) || 1;
  const [ax, ay, bx, by] = [(cx - a.x) / from, (cy - a.y) / from, (b.x - cx) / to, (b.y - cy) / to];
  return { x1: a.x + ax * ra, y1: a.y + ay * ra, x2: b.x - bx * rb, y2: b.y - by * rb, cx, cy, dx: bx, dy: by };
}

/** A point of a course, from 0 at its beginning to 1 at its end. */
function pointAt(c, t) {
  if (Number.isNaN(c.cx)) return [c.x1 + (c.x2 - c.x1) * t, c.y1 + (c.y2 - c.y1) * t];
  const u = 1 - t;
  return [u * u * c.x1 + 2 * u * t * c.cx + t * t * c.x2, u * u * c.y1 + 2 * u * t * c.cy + t * t * c.y2];
}

/** The head at the end of a course: an arrow, or the bar of what is negated, as a list of points. */
function head(edge, c, size, atStart = false) {
  let [x, y, dx, dy] = [c.x2, c.y2, c.dx, c.dy];
  if (atStart) {
    [x, y] = [c.x1, c.y1];
    const [nx, ny] = Number.isNaN(c.cx) ? [c.x2, c.y2] : [c.cx, c.cy];
    const length = Math.hypot(x - nx, y - ny) || 1;
    [dx, dy] = [(x - nx) / length, (y - ny) / length];
  }
  if ((edge.told || edge).status === "negated") {
    const [w, h] = [size * 0.28, size * 0.75];
    return [[x - dx * w - dy * h, y - dy * w + dx * h], [x - dy * h, y + dx * h], [x + dy * h, y - dx * h], [x - dx * w + dy * h, y - dy * w - dx * h]];
  }
  return [[x, y], [x - dx * size - dy * size * 0.42, y - dy * size + dx * size * 0.42], [x - dx * size + dy * size * 0.42, y - dy * size - dx * size * 0.42]];
}

/** The heads of an edge: none where it has no direction, both where such a one is denied. */
function heads(edge, c, size) {
  const denied = (edge.told || edge).status === "negated";
  if (edge.kind.symmetric) return denied ? [head(edge, c, size), head(edge, c, size, true)] : [];
  return [head(edge, c, size)];
}
