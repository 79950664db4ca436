// Where nodes stand: forces, of which the repulsion of all by all is estimated with the quadtree of Barnes and Hut ("A
// hierarchical O(N log N) force-calculation algorithm", Nature 324, 1986). No chance is in it: one graph, one picture.

/** A cell that looks smaller than this (its width over its distance) counts as one body. */
const THETA = 0.9;
const REPULSION = 420;
/** Bodies that are farther than this do not push each other, so that parts without a relation stay near. */
const FAR = 620 * 620;
const GRAVITY = 0.035;
const FRICTION = 0.58;
const DECAY = 0.0165;
/** Below this nothing moves that an eye would see. */
const REST = 0.004;

/** A quadtree in flat arrays: bodies are leaves, cells have four places for children. */
class Quadtree {
  constructor(nodes) {
    const capacity = Math.max(64, nodes.length * 4);
    this.child = new Int32Array(capacity * 4);
    this.mass = new Float64Array(capacity);
    this.x = new Float64Array(capacity);
    this.y = new Float64Array(capacity);
    this.cells = 0;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of nodes) {
      left = Math.min(left, node.x);
      right = Math.max(right, node.x);
      top = Math.min(top, node.y);
      bottom = Math.max(bottom, node.y);
    }
    this.left = left;
    this.top = top;
    this.size = Math.max(right - left, bottom - top, 1);
    this.nodes = nodes;
    this.root = this.cell();
    for (let body = 0; body < nodes.length; body++) this.insert(body);
  }

  cell() {
    const at = this.cells++;
    if (at * 4 + 4 > this.child.length) this.grow();
    return at;
  }

  grow() {
    const larger = (old, times) => {
      const array = new old.constructor(old.length * times);
      array.set(old);
      return array;
    };
    this.child = larger(this.child, 2);
    [this.mass, this.x, this.y] = [this.mass, this.x, this.y].map((array) => larger(array, 2));
  }

  /** Bodies are written as -1 - body, cells as their number, nothing as 0: the root is nobody's child. */
  insert(body) {
    const node = this.nodes[body];
    let [cell, left, top, size] = [this.root, this.left, this.top, this.size];
    for (let depth = 0; ; depth++) {
      this.mass[cell] += node.weight;
      this.x[cell] += node.weight * node.x;
      this.y[cell] += node.weight * node.y;
      size /= 2;
      const [east, south] = [node.x >= left + size ? 1 : 0, node.y >= top + size ? 1 : 0];
      const place = cell * 4 + east + 2 * south;
      left += east * size;
      top += south * size;
      const held = this.child[place];
      if (held === 0) {
        this.child[place] = -1 - body;
        return;
      }
      if (held > 0) {
        cell = held;
        continue;
      }
      // Two of one place share a cell; no depth would part them.
      if (depth > 40) return;
      const other = this.nodes[-1 - held];
      const fresh = this.cell();
      this.child[place] = fresh;
      const [otherEast, otherSouth] = [other.x >= left + size / 2 ? 1 : 0, other.y >= top + size / 2 ? 1 : 0];
      this.child[fresh * 4 + otherEast + 2 * otherSouth] = held;
      this.mass[fresh] = other.weight;
      this.x[fresh] = other.weight * other.x;
      this.y[fresh] = other.weight * other.y;
      cell = fresh;
    }
  }

  /** Pushes a node away from all others. */
  push(node, strength) {
    const [stack, sizes] = [[this.root], [this.size]];
    let [fx, fy] = [0, 0];
    while (stack.length > 0) {
      const cell = stack.pop();
      const size = sizes.pop();
      const mass = this.mass[cell];
      const [dx, dy] = [node.x - this.x[cell] / mass, node.y - this.y[cell] / mass];
      const distance = dx * dx + dy * dy;
      if (size * size < THETA * THETA * distance) {
        if (distance > FAR) continue;
        const force = mass / distance;
        fx += dx * force;
        fy += dy * force;
        continue;
      }
      for (let place = cell * 4; place < cell * 4 + 4; place++) {
        const held = this.child[place];
        if (held > 0) {
          stack.push(held);
          sizes.push(size / 2);
        } else if (held < 0) {
          const other = this.nodes[-1 - held];
          if (other === node) continue;
          let [ox, oy] = [node.x - other.x, node.y - other.y];
          // Who stands in the same place goes a way of its own.
          if (ox === 0 && oy === 0) [ox, oy] = [((node.order * 7) % 5) - 2.2, ((node.order * 3) % 5) - 1.9];
          const near = Math.max(ox * ox + oy * oy, 30);
          const force = other.weight / near;
          fx += ox * force;
          fy += oy * force;
        }
      }
    }
    node.vx += fx * strength;
    node.vy += fy * strength;
  }
}

class Layout {
  constructor() {
    this.alpha = 0;
    this.nodes = [];
    this.edges = [];
    /** Width over height of the place that it is for. */
    this.shape = 1.35;
  }

  /** Lays out these; those that have a place start from there. */
  set({ nodes, edges }, heat = 1) {
    const order = [...nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
    order.forEach((node, nth) => {
      node.order = nth;
      node.weight = 1 + Math.sqrt(node.lines || 0) * 0.55;
      if (!Number.isFinite(node.x)) this.place(node, nth);
    });
    [this.nodes, this.edges] = [order, edges];
    for (const edge of edges) {
      // A spring between two of many edges is weak, so that hubs do not collapse.
      edge.pull = 1 / Math.max(1, Math.min(edge.source.lines, edge.target.lines));
      edge.bias = edge.source.lines / Math.max(1, edge.source.lines + edge.target.lines);
      edge.length = 46 + 2 * (edge.source.r + edge.target.r);
    }
    this.alpha = Math.max(this.alpha, heat);
  }

  /** Beside somebody whom it is related to and who has a place, else on a spiral from the middle. */
  place(node, nth) {
    const friend = [...node.edges].map((edge) => (edge.source === node ? edge.target : edge.source)).find((other) => Number.isFinite(other.x));
    const angle = nth * 2.399963;
    const radius = friend && node.fresh ? 70 + (nth % 5) * 14 : 16 * Math.sqrt(nth + 0.5);
    const [x, y] = friend && node.fresh ? [friend.x, friend.y] : [0, 0];
    node.x = x + radius * Math.cos(angle);
    node.y = y + radius * Math.sin(angle);
  }

  get moving() {
    return this.alpha > REST && this.nodes.length > 0;
  }

  /** One step. */
  step() {
    const { nodes, edges, alpha } = this;
    for (const edge of edges) {
      const { source, target } = edge;
      const [dx, dy] = [target.x + target.vx - source.x - source.vx || 0.01, target.y + target.vy - source.y - source.vy || 0.01];
      const distance = Math.sqrt(dx * dx + dy * dy);
      const pull = ((distance - edge.length) / distance) * alpha * edge.pull;
      target.vx -= dx * pull * edge.bias;
      target.vy -= dy * pull * edge.bias;
      source.vx += dx * pull * (1 - edge.bias);
      source.vy += dy * pull * (1 - edge.bias);
    }
    const tree = new Quadtree(nodes);
    const [wide, high] = [1 / Math.sqrt(this.shape), Math.sqrt(this.shape)];
    for (const node of nodes) {
      tree.push(node, REPULSION * alpha);
      const gravity = GRAVITY * alpha * (node.lines > 0 ? 1 : 2);
      node.vx -= node.x * gravity * wide;
      node.vy -= node.y * gravity * high;
    }
    for (const node of nodes) {
      if (node.pinned || node.held) {
        node.vx = node.vy = 0;
        continue;
      }
      node.vx *= FRICTION;
      node.vy *= FRICTION;
      node.x += node.vx;
      node.y += node.vy;
    }
    this.alpha -= this.alpha * DECAY;
  }

  /** Steps for as many milliseconds as there are, at least one; tells whether anything still moves. */
  run(milliseconds) {
    const end = performance.now() + milliseconds;
    while (this.moving) {
      this.step();
      if (performance.now() >= end) break;
    }
    return this.moving;
  }
}
