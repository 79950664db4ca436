// What is chosen, and what is done with it.

/** Neighbours that are brought from a store at once. */
const NEIGHBOURS = 40;

Object.assign(App.prototype, {
  /** Chooses a node or an edge, or nothing; `goThere` brings the reader to the card. */
  select(thing, goThere = false) {
    if (this.pathStart && thing && !thing.source && thing !== this.pathStart) {
      const start = this.pathStart;
      this.pathFrom(null);
      return this.answers.showPath(start, thing);
    }
    this.selected = thing;
    this.lighted = null;
    $("tip").hidden = true;
    this.stir();
    if (!thing) this.card.close();
    else {
      if (thing.source) this.card.edge(thing);
      else {
        this.card.node(thing);
        this.announce(`${thing.label}, ${thing.type}, ${counted(thing.lines || 0, "relation", "relations")}`);
      }
      if (goThere) this.card.focus();
      this.reveal(thing);
    }
    this.write();
  },

  /** Draws the card anew, as after a change of its signs or of what it tells. */
  reopen() {
    if (this.selected) this.select(this.selected);
  },

  /** Reads what is chosen: the focus goes to the card. */
  read() {
    if (this.selected) this.card.focus();
    else this.walk(1);
  },

  /** Next or previous: among the neighbours of what was chosen first, or among all. */
  walk(step) {
    const { nodes } = this.model.shown;
    if (nodes.length === 0) return;
    const order = [...nodes].sort((a, b) => b.lines - a.lines || (a.id < b.id ? -1 : 1));
    const at = this.node ? order.indexOf(this.node) : step > 0 ? -1 : 0;
    this.select(order[(at + step + order.length) % order.length]);
  },

  hover(thing, place) {
    const found = thing.node || thing.edge || null;
    const tip = $("tip");
    this.drawing.canvas.style.cursor = found ? "pointer" : "";
    if (found && place) {
      tip.textContent = found.source ? `${this.model.sentence(found)} · ${(found.told || found).status} ${(found.told || found).confidence.toFixed(2)}` : `${plain(found.name)} · ${found.type}`;
      tip.hidden = false;
      tip.style.transform = `translate(${Math.max(4, Math.min(place[0] + 14, this.drawing.width - tip.offsetWidth - 8))}px, ${Math.min(place[1] + 16, this.drawing.height - 40)}px)`;
    } else tip.hidden = true;
    if (found === this.hovered) return;
    this.hovered = found;
    this.stir();
  },

  /** The view was moved by hand. */
  moved() {
    this.wandered = true;
    this.stirred = performance.now();
    this.shifted = true;
    $("tip").hidden = true;
    this.write();
  },

  /** Brings all that is shown into the window; where `gently`, only by and by. */
  fit(gently = false) {
    this.fitTo(this.model.shown.nodes, gently ? 0.12 : 1);
    if (!gently) this.wandered = false;
  },

  /** Brings what an answer lights up into the window. */
  fitLit() {
    if (!this.lighted) return;
    this.wandered = true;
    this.fitTo([...this.lighted.nodes].filter((node) => node.shown), 1);
  },

  fitTo(nodes, pace) {
    const { view, width } = this.drawing;
    const covered = this.covered();
    const height = this.drawing.height - covered;
    this.stir();
    if (nodes.length === 0) return;
    // The few that stand farthest out are no reason to make all others small.
    const edge = (of, share) => {
      const sorted = nodes.map(of).sort((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))];
    };
    const few = nodes.length <= 120;
    const cut = few ? 0 : 0.01;
    const [top, bottom] = [edge((n) => n.y, cut), edge((n) => n.y, 1 - cut)];
    // Names reach beyond what they name, by so much of the plane as there is to see.
    const plane = Math.max((edge((n) => n.x, 1) - edge((n) => n.x, 0)) / Math.max(width - 60, 60), (bottom - top) / Math.max(height - 100, 60));
    const half = (n) => (few ? named(n, width).length * 3.3 * Math.max(plane, 0.55) : 0);
    const [left, right] = [edge((n) => n.x - half(n), cut), edge((n) => n.x + half(n), 1 - cut)];
    const margin = few ? 30 : Math.min(width * 0.3, 150);
    const goal = {
      k: Math.max(ZOOM.least, Math.min(1.8, (width - margin) / Math.max(right - left, 60), (height - 100) / Math.max(bottom - top, 60))),
      x: (left + right) / 2,
      y: (top + bottom) / 2 + 6,
    };
    goal.y += covered / 2 / goal.k;
    for (const part of ["x", "y", "k"]) view[part] += (goal[part] - view[part]) * pace;
  },

  /** Shows these whatever is hidden or in focus. */
  uncover(ids) {
    const covered = ids.filter((id) => this.model.hidden.has(id) || (this.model.focus && !this.model.focus.has(id)));
    for (const id of covered) {
      this.model.hidden.delete(id);
      this.model.focus?.add(id);
    }
    if (covered.length > 0) this.refilter();
  },

  /** Pixels of the map that the card covers at its foot, as it does on a phone. */
  covered() {
    const card = $("card");
    return !card.hidden && getComputedStyle(card).position === "absolute" ? card.offsetHeight : 0;
  },

  /** Moves the map where something that is chosen is out of sight, or under the card. */
  reveal(thing) {
    const ends = thing.source ? [thing.source, thing.target] : [thing];
    const middle = (of) => ends.reduce((sum, end) => sum + of(end), 0) / ends.length;
    const [x, y] = [middle((end) => end.x), middle((end) => end.y)];
    const { width, height, view } = this.drawing;
    const covered = this.covered();
    const isInside = ([x, y]) => x > 40 && y > 40 && x < width - 40 && y < height - covered - 60;
    // Where the card leaves little room, a line is to be seen from end to end.
    const must = covered > 0 ? ends.map((end) => [end.x, end.y]) : [[x, y]];
    if (must.every((place) => isInside(this.drawing.toScreen(...place)))) return;
    if (covered > 0 && thing.source) {
      const room = Math.min((width - 120) / Math.max(Math.abs(ends[0].x - ends[1].x), 1), (height - covered - 130) / Math.max(Math.abs(ends[0].y - ends[1].y), 1));
      view.k = Math.max(ZOOM.least, Math.min(view.k, room));
    }
    [view.x, view.y] = [x, y + covered / 2 / view.k];
    this.wandered = true;
    this.stir();
  },

  /** Goes to somebody, who is brought onto the map where need be, whatever is filtered or hidden. */
  async show(id) {
    if (!this.model.byId.has(id)) await this.bring([id]);
    const node = this.model.byId.get(id);
    if (!node) return this.complain("That is not on the map");
    this.model.hidden.delete(id);
    this.model.off.types.delete(node.type);
    this.model.focus?.add(id);
    node.kept = true;
    if (!node.shown) {
      this.filters.build();
      this.refilter();
    }
    if (this.list.open) this.toggleList(false);
    const { view } = this.drawing;
    if (!this.pathStart) [view.x, view.y, view.k] = [node.x, node.y, Math.max(view.k, 0.9)];
    this.wandered = true;
    this.select(node);
    if (this.node === node) view.y = node.y + this.covered() / 2 / view.k;
  },

  /** Brings entities of the store onto the map, with the relations among all that is on it. */
  async bring(ids, expanded = false) {
    const missing = ids.filter((id) => !this.model.byId.has(id));
    if (missing.length === 0 || !this.source.live) return;
    try {
      const graph = await this.source.among([...this.model.nodes.map((node) => node.id), ...missing], {});
      this.took(this.model.take(graph));
      if (expanded) for (const id of missing) this.expanded.add(id);
    } catch (error) {
      this.complain(error.message);
    }
  },

  took(fresh) {
    for (const node of fresh) node.fresh = true;
    if (this.model.focus) for (const node of fresh) this.model.focus.add(node.id);
    this.filters.build();
    this.refilter(fresh.length ? 0.35 : 0);
  },

  /** Shows the neighbours of a node: those that are hidden, and of a store those that are not on the map yet. */
  async expand(node) {
    const before = this.model.shown.nodes.length;
    for (const other of this.model.neighbours(node)) {
      this.model.hidden.delete(other.id);
      this.model.focus?.add(other.id);
    }
    if (this.source.live) {
      try {
        const graph = await this.source.around(node.id, NEIGHBOURS, this.filter());
        const ids = graph.nodes.map((other) => other.id);
        await this.bring(ids, true);
      } catch (error) {
        this.complain(error.message);
      }
    }
    this.model.focus?.add(node.id);
    this.refilter(this.source.live ? 0.3 : 0);
    const more = this.model.shown.nodes.length - before;
    this.tell(more > 0 ? `${counted(more, "neighbour", "neighbours")} of ${node.label} more on the map` : `All neighbours of ${node.label} that pass the filters are on the map`);
    if (this.node === node) this.reopen();
  },

  /** Shows a node and its neighbours alone, or all again. */
  isolate(node) {
    if (this.model.focus && this.centre === node) [this.model.focus, this.centre] = [null, null];
    else [this.model.focus, this.centre] = [new Set([node.id, ...[...this.model.neighbours(node)].map((other) => other.id)]), node];
    this.refilter();
    this.fit();
    this.announce(this.model.focus ? `Only ${node.label} and its neighbours are shown` : "All are shown");
    this.reopen();
  },

  hide(node) {
    this.model.hidden.add(node.id);
    this.select(null);
    this.refilter();
    this.announce(`${node.label} is hidden`);
    this.drawing.canvas.focus({ preventScroll: true });
  },

  showHidden() {
    this.model.hidden.clear();
    for (const node of this.model.nodes) node.pinned = false;
    [this.model.focus, this.centre] = [null, null];
    this.refilter(0.2);
    this.announce("All are shown, none is pinned");
  },

  pin(node, pinned) {
    node.pinned = pinned;
    if (!pinned) this.warm(0.15);
    this.crumbs();
    this.stir();
    this.write();
    this.announce(`${node.label} is ${pinned ? "pinned" : "let go"}`);
    if (this.node === node) this.reopen();
  },

  pathFrom(node) {
    this.pathStart = node;
    this.crumbs();
    if (node) this.announce(`Choose whom ${node.label} is to be connected with, on the map, in the list or by search`);
  },

  circle(node, which) {
    this.answers.ask(which, `${which === "allies" ? "Allies" : "Rivals"} of ${node.label}`, which, { name: node.id, limit: 20, ...this.filter() });
  },

  timeline(node) {
    this.answers.ask("timeline", `What was stated of ${node.label}`, "timeline", { name: node.id, ...this.filter() });
  },

  question(words) {
    this.select(null);
    this.answers.ask("question", words, "ask", { question: words });
  },
});
