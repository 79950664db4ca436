// What is drawn, of the part of the plane that a view shows. What is out of sight is left out, and labels are put where no
// other label is, those of whom more is told first.

/** Radius in pixels below which a node is drawn as a plain dot. */
const DOT = 2.2;
const LABEL_HEIGHT = 15;
/** Width of a canvas below which names are cut, and the letters that they have then. */
const NARROW = 500;
const NARROW_NAME = 20;

/** The name of a node on a canvas of this width: a long one would reach out of a phone on both sides. */
const named = (node, width) => (width < NARROW ? shortened(node.label, NARROW_NAME) : node.label);

class Scene {
  constructor(canvas, model) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.model = model;
    this.view = { x: 0, y: 0, k: 1 };
    this.widths = new Map();
  }

  /** A place of the plane in pixels of the picture. */
  toScreen(x, y) {
    return [(x - this.view.x) * this.view.k + this.width / 2, (y - this.view.y) * this.view.k + this.height / 2];
  }

  /** The part of the plane that is seen, with a margin in pixels. */
  window(margin) {
    const { x, y, k } = this.view;
    const [wide, high] = [(this.width / 2 + margin) / k, (this.height / 2 + margin) / k];
    return { left: x - wide, right: x + wide, top: y - high, bottom: y + high };
  }

  /** Draws what a view shows into a picture of this size, of so many dots a pixel, so much of whose width is seen at once. */
  draw(view, [width, height, ratio, seen = width], shown, lit) {
    Object.assign(this, { view: { ...view }, width, height, ratio, seen });
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide || this.canvas.height !== high) Object.assign(this.canvas, { width: wide, height: high });
    this.paint(shown, lit);
  }

  paint({ nodes, edges }, { selected, hover, near }) {
    const { context, view, ratio } = this;
    swell = view.k < 1 ? view.k ** -0.45 : 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = ink().ground;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(view.k * ratio, 0, 0, view.k * ratio, (this.width / 2 - view.x * view.k) * ratio, (this.height / 2 - view.y * view.k) * ratio);
    const seen = this.window(30);
    const bright = near ? edges.filter((edge) => near.edges.has(edge)) : edges;
    if (near) this.edges(edges.filter((edge) => !near.edges.has(edge)), seen, 0.1, false);
    this.edges(bright, seen, near ? 1 : Math.max(0.42, Math.min(0.9, 1.3 - edges.length / 2600)), true);
    this.nodes(nodes, seen, near, selected);
    const taken = this.labels(nodes, seen, near, selected, hover);
    if (near || view.k > 1.7) this.words(near ? bright : edges, seen, taken);
  }

  edges(edges, seen, opacity, withHeads) {
    const { context, view } = this;
    const groups = new Map();
    for (const edge of edges) {
      const { source: a, target: b } = edge;
      const bend = Math.abs(edge.bend);
      if (Math.max(a.x, b.x) + bend < seen.left || Math.min(a.x, b.x) - bend > seen.right) continue;
      if (Math.max(a.y, b.y) + bend < seen.top || Math.min(a.y, b.y) - bend > seen.bottom) continue;
      const status = (edge.told || edge).status;
      const wide = Math.round(lineWidth(edge));
      const key = `${edge.relation} ${status} ${wide}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { status, wide, color: color(edge), edges: [] }));
      group.edges.push(edge);
    }
    context.globalAlpha = opacity;
    context.lineCap = "butt";
    // Pixels of the plane: lines grow and shrink less than the map does.
    const scale = (view.k < 1 ? view.k ** 0.3 : Math.min(view.k, 1.6) ** 0.5) / view.k;
    const size = 7.5 * scale;
    const showHeads = withHeads && (view.k > 0.3 || edges.length < 1500);
    const dashed = edges.length < 1500 || view.k > 0.8;
    for (const { status, wide, color, edges } of groups.values()) {
      context.strokeStyle = context.fillStyle = color;
      context.lineWidth = wide * scale;
      context.setLineDash(dashed ? DASHES[status].map((part) => part * scale) : []);
      const courses = [];
      for (const edge of edges) {
        const c = course(edge);
        courses.push(c);
        context.beginPath();
        context.moveTo(c.x1, c.y1);
        if (Number.isNaN(c.cx)) context.lineTo(c.x2, c.y2);
        else context.quadraticCurveTo(c.cx, c.cy, c.x2, c.y2);
        context.stroke();
      }
      if (!showHeads) continue;
      context.beginPath();
      edges.forEach((edge, nth) => {
        for (const points of heads(edge, courses[nth], size + wide * scale)) {
          context.moveTo(points[0][0], points[0][1]);
          for (let at = 1; at < points.length; at++) context.lineTo(points[at][0], points[at][1]);
          context.closePath();
        }
      });
      context.fill();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  nodes(nodes, seen, near, selected) {
    const { context, view } = this;
    context.lineWidth = 1.2 / view.k;
    const draw = (list, opacity) => {
      context.globalAlpha = opacity;
      for (const type of TYPES) {
        context.fillStyle = FILLS[theme][type];
        context.strokeStyle = theme === "light" ? "#5d6873" : "#d5dde5";
        for (const node of list) {
          if (node.type !== type || node.x < seen.left || node.x > seen.right || node.y < seen.top || node.y > seen.bottom) continue;
          // A path of all of them would take far longer: its parts are looked at together, line by line.
          context.beginPath();
          outline(context, node, Math.max(radius(node), DOT / view.k));
          context.fill();
          context.stroke();
        }
      }
      context.globalAlpha = 1;
    };
    if (near) draw(nodes.filter((node) => !near.nodes.has(node)), 0.22);
    draw(near ? nodes.filter((node) => near.nodes.has(node)) : nodes, 1);
    for (const node of nodes) {
      if (!node.pinned && node !== selected) continue;
      context.beginPath();
      outline(context, node, radius(node) + 3 / view.k);
      context.strokeStyle = node === selected ? ink().accent : ink().line;
      context.lineWidth = (node === selected ? 3 : 1.4) / view.k;
      context.setLineDash(node === selected ? [] : [2 / view.k, 2 / view.k]);
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** Width of a label in pixels at size 12. */
  measure(text) {
    let wide = this.widths.get(text);
    if (wide === undefined) this.widths.set(text, (wide = this.context.measureText(text).width));
    return wide;
  }

  labels(nodes, seen, near, selected, hover) {
    const { context, view, ratio } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = "500 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    const rank = (node) => (node === selected || node === hover ? 1e9 : 0) + (near?.nodes.has(node) ? 1e6 : 0) + node.degree;
    const inside = nodes.filter((node) => node.x > seen.left && node.x < seen.right && node.y > seen.top && node.y < seen.bottom);
    inside.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
    const taken = new Grid();
    // Names keep off the shapes of those who matter as much; on a crowded map the small ones must give way.
    const solid = (node) => {
      const [x, y] = this.toScreen(node.x, node.y);
      const room = radius(node) * view.k * 0.8;
      if (room > 4) taken.add([x - room, y - room, x + room, y + room]);
    };
    inside.slice(0, inside.length > 150 ? 20 : 150).forEach(solid);
    const most = 40 + (this.width * this.height) / 9000;
    let count = 0;
    for (const node of inside) {
      if (count > most) break;
      const must = node === selected || node === hover;
      const dim = near && !near.nodes.has(node);
      if (dim && !must) continue;
      const [x, y] = this.toScreen(node.x, node.y);
      const room = Math.max(radius(node) * view.k, DOT);
      if (!must && node.lines < 3 && view.k < 0.4 && nodes.length > 300) continue;
      const spot = this.spot(node, x, y, room, taken);
      if (!spot && !must) continue;
      const [cx, top] = spot || [x, y + room + 3];
      taken.add(this.box(node, cx, top));
      count++;
      context.lineWidth = 3.5;
      context.strokeStyle = ink().halo;
      context.fillStyle = ink().text;
      const name = this.named(node);
      context.strokeText(name, cx, top + 1);
      context.fillText(name, cx, top + 1);
    }
    return taken;
  }

  named(node) {
    return named(node, this.seen);
  }

  box(node, cx, top) {
    const half = this.measure(this.named(node)) / 2 + 2;
    return [cx - half, top, cx + half, top + LABEL_HEIGHT];
  }

  /** Middle and top of a label where no other is: beneath its node, else beside or above it. */
  spot(node, x, y, room, taken) {
    const aside = this.measure(this.named(node)) / 2 + room + 5;
    const spots = [[x, y + room + 3], [x + aside, y - 7], [x - aside, y - 7], [x, y - room - LABEL_HEIGHT - 2]];
    return spots.find(([cx, top]) => !taken.meets(this.box(node, cx, top)));
  }

  /** What edges say, along their middle, where there is room. */
  words(edges, seen, taken) {
    const { context, view, ratio } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = "500 11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
    context.textBaseline = "middle";
    let count = 0;
    for (const edge of edges) {
      if (count > 90) break;
      const c = course(edge);
      const words = this.model.label(edge);
      const half = this.measure(words) / 2;
      if (Math.hypot(c.x2 - c.x1, c.y2 - c.y1) * view.k < half * 2 + 16) continue;
      const spots = [0.5, 0.38, 0.62, 0.74].map((part) => this.toScreen(...pointAt(c, part)));
      const around = ([x, y]) => [x - half, y - 7, x + half, y + 7];
      const spot = spots.find((place) => !taken.meets(around(place)));
      if (!spot) continue;
      const [[x, y], box] = [spot, around(spot)];
      if (x < 0 || y < 0 || x > this.width || y > this.height) continue;
      taken.add(box);
      count++;
      context.lineWidth = 4;
      context.strokeStyle = ink().halo;
      context.fillStyle = color(edge);
      context.strokeText(words, x, y);
      context.fillText(words, x, y);
    }
  }
}

/** Boxes on the screen, looked up by squares. */
class Grid {
  constructor() {
    this.squares = new Map();
  }

  *of([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x++) {
      for (let y = Math.floor(top / 32); y <= Math.floor(bottom / 32); y++) yield x * 4096 + y;
    }
  }

  meets(box) {
    for (const square of this.of(box)) {
      for (const other of this.squares.get(square) || []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true;
      }
    }
    return false;
  }

  add(box) {
    for (const square of this.of(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(box);
    }
  }
}
