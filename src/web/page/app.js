// The page as a whole: how it starts, what passes the filters, and the frames. What is chosen, choice.js knows.

/** Milliseconds of a frame that the layout may take. */
const BUDGET = 9;

class App {
  constructor(data) {
    this.source = data.mode === "live" ? new Live(data) : new Kept(data);
    this.model = new Model(data.relations);
    this.model.alone = !this.source.live;
    this.layout = new Layout();
    this.drawing = new Drawing($("map"), this.model);
    this.filters = new Filters(this);
    this.card = new Card(this);
    this.answers = new Answers(this);
    this.list = new List(this);
    this.top = data.top;
    this.selected = this.hovered = this.lighted = this.centre = this.pathStart = null;
    this.expanded = new Set();
    this.wandered = this.panning = false;
    this.stirred = 0;
  }

  get node() {
    return this.selected && !this.selected.source ? this.selected : null;
  }

  async start() {
    setTheme(localStorageGet("powermap-theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
    this.drawing.resize();
    this.layout.shape = Math.max(0.5, Math.min(2, this.drawing.width / this.drawing.height));
    const view = readView(location.hash);
    this.top = view.top || this.top;
    try {
      this.model.take(await this.source.start(this.top, {}));
    } catch (error) {
      this.complain(error.message);
    }
    await restoreView(this, view);
    if (this.model.period) await this.askPeriod();
    this.filters.build();
    this.refilter(1);
    this.settle(350 + Math.min(600, this.model.shown.nodes.length / 3));
    if (view.at) [this.drawing.view, this.wandered] = [Object.assign(this.drawing.view, view.at), true];
    else this.fit();
    listenToPointers(this);
    listenToKeys(this);
    makeSearch(this);
    this.listen();
    if (view.list) this.toggleList(true);
    const chosen = this.model.byKey.get(view.edge) || this.model.byId.get(view.node);
    if (chosen) this.select(chosen);
    else if (view.edge || view.node) this.complain(`This address chooses ${shortened(plain(view.edge || view.node), 60)}, which is not on this map`);
    this.frame();
    document.body.dataset.ready = "true";
  }

  listen() {
    const click = (id, act) => $(id).addEventListener("click", act);
    click("open-list", () => this.toggleList());
    click("open-filters", () => this.toggleFilters());
    click("share", () => this.share());
    click("save", () => this.toggleSave());
    click("save-png", () => (this.toggleSave(false), savePng(this)));
    click("save-svg", () => (this.toggleSave(false), saveSvg(this)));
    click("theme", () => (setTheme(theme === "light" ? "dark" : "light", true), this.filters.build(), this.reopen(), this.stir()));
    click("help", () => this.help());
    click("skip", (event) => (event.preventDefault(), this.toggleList(true), $("list").focus()));
    $("add").hidden = !this.source.write;
    click("add", () => showAdd(this));
    document.addEventListener("click", (event) => event.target.closest(".menu") || this.toggleSave(false));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
      if (localStorageGet("powermap-theme")) return;
      setTheme(event.matches ? "dark" : "light");
      this.filters.build();
      this.stir();
    });
    new ResizeObserver(() => {
      if (!this.drawing.resize()) return;
      // A card that opens must not make the map jump.
      if (!this.wandered && !this.selected && !this.lighted) this.fit();
      else if (this.selected) this.reveal(this.selected);
      this.stir();
    }).observe(this.drawing.canvas);
    window.addEventListener("hashchange", () => location.hash.slice(1) !== this.written && location.reload());
  }

  help() {
    showHelp(this);
  }

  /** Steps without drawing, so that what is seen first is not a knot. */
  settle(milliseconds) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.layout.run(still ? 2500 : milliseconds);
    if (still) this.layout.alpha = 0;
  }

  /** Draws again in the next frame. */
  stir() {
    this.dirty = true;
  }

  /** Lets the layout move again. */
  warm(heat) {
    this.layout.alpha = Math.max(this.layout.alpha, heat);
  }

  frame() {
    requestAnimationFrame(() => this.frame());
    const now = performance.now();
    // While somebody moves a large map, it does not move by itself.
    const busy = (this.panning || now - this.stirred < 250) && this.layout.nodes.length > 120;
    if (this.layout.moving && !busy) {
      // As much time as drawing takes, so that a large map settles soon.
      this.layout.run(Math.min(50, Math.max(BUDGET, this.cost || 0)));
      if (!this.wandered && !this.selected && !this.lighted) this.fit(true);
      this.dirty = true;
    }
    // A map that was moved is drawn sharply again when it rests.
    const rests = this.shifted && now - this.stirred > 140;
    if (!this.dirty && !this.shifted) return;
    if (!this.dirty && !rests && now - this.stirred > 40) return;
    this.drawing.paint(this.model.shown, this.lit(), !this.dirty && !rests);
    if (this.dirty || rests) this.cost = performance.now() - now;
    this.dirty = false;
    if (rests) this.shifted = false;
  }

  /** What stands out, and the rest steps back. */
  lit() {
    const around = this.hovered || this.selected;
    let near = null;
    if (this.hovered === null && this.lighted) near = this.lighted;
    else if (around) {
      near = { nodes: new Set(), edges: new Set() };
      const edges = around.source ? [around] : around.edges.filter((edge) => edge.source.shown && edge.target.shown && edge.told);
      if (!around.source) near.nodes.add(around);
      for (const edge of edges) {
        near.edges.add(edge);
        near.nodes.add(edge.source).add(edge.target);
      }
    }
    return { selected: this.node, hover: this.hovered && !this.hovered.source ? this.hovered : null, near };
  }

  /** Lets the relations of an answer stand out. */
  light(keys) {
    const edges = new Set(keys.map((key) => this.model.byKey.get(key)).filter(Boolean));
    this.lighted = edges.size ? { edges, nodes: new Set([...edges].flatMap((edge) => [edge.source, edge.target])) } : null;
    this.stir();
  }

  /** The part of the filter that a server needs. */
  filter() {
    const [since, until] = this.model.period ? this.model.period.map(isoDay) : [null, null];
    return { since, until };
  }

  refilter(heat = 0) {
    this.model.choose();
    const fresh = this.model.shown.nodes.some((node) => !Number.isFinite(node.x));
    this.layout.set(this.model.shown, fresh ? Math.max(heat, 0.5) : heat);
    if (this.selected && !this.visible(this.selected)) this.select(null);
    const { nodes, edges } = this.model.shown;
    $("tally").textContent = `${counted(nodes.length, "entity", "entities")}, ${counted(edges.length, "relation", "relations")}`;
    $("empty").hidden = nodes.length > 0;
    $("empty").textContent = this.model.nodes.length === 0 ? "There is nothing here yet." : "No relation passes the filters.";
    this.list.build();
    this.crumbs();
    this.stir();
    this.write();
  }

  visible(thing) {
    return thing.source ? this.model.shown.edges.includes(thing) : thing.shown;
  }

  /** The period has changed: a page knows what it makes of the edges, a server must be asked. */
  async retime() {
    clearTimeout(this.later);
    if (!this.source.live) return this.refilter();
    this.later = setTimeout(async () => {
      await this.askPeriod();
      this.refilter();
    }, 250);
  }

  async askPeriod() {
    if (!this.source.live || !this.model.period) return void (this.model.inPeriod = null);
    try {
      const told = await this.source.among(this.model.nodes.map((node) => node.id), this.filter());
      this.model.inPeriod = new Map(told.edges.map((edge) => [edgeKey(edge), edge]));
    } catch (error) {
      this.complain(error.message);
    }
  }

  reset() {
    for (const set of Object.values(this.model.off)) set.clear();
    Object.assign(this.model, { confidence: 0, period: null, inPeriod: null });
    this.filters.build();
    this.refilter();
    $("reset").focus();
  }

  /** What is left out or waited for, with a way back. */
  crumbs() {
    const { model } = this;
    const part = (words, back, act) => el("span", { className: "crumb" }, words, " ", el("button", { className: "plain", on: { click: act } }, back));
    const all = [
      this.pathStart && part(`Path from ${this.pathStart.label}: choose the other end`, "Cancel", () => this.pathFrom(null)),
      model.focus && part(this.centre ? `Only around ${this.centre.label}` : "A part only", "Show all", () => ((model.focus = this.centre = null), this.refilter(), this.fit(), this.reopen())),
      model.hidden.size > 0 && part(`${model.hidden.size} hidden`, "Show", () => (model.hidden.clear(), this.refilter())),
      model.nodes.some((node) => node.pinned) && part(`${model.nodes.filter((node) => node.pinned).length} pinned`, "Let go", () => (model.nodes.forEach((node) => (node.pinned = false)), this.warm(0.2), this.crumbs(), this.write(), this.reopen())),
    ].filter(Boolean);
    $("crumbs").replaceChildren(...all);
    $("crumbs").hidden = all.length === 0;
  }

  /** Loads so many of a store anew. */
  async load(top) {
    this.top = top;
    const old = this.model;
    try {
      const graph = await this.source.start(top, this.filter());
      this.model = this.drawing.scene.model = new Model(this.source.data.relations);
      Object.assign(this.model, { off: old.off, confidence: old.confidence, period: old.period, hidden: old.hidden, documents: old.documents });
      this.model.take(graph);
      for (const node of this.model.nodes) {
        const was = old.byId.get(node.id);
        if (was) Object.assign(node, { x: was.x, y: was.y, pinned: was.pinned });
      }
    } catch (error) {
      return this.complain(error.message);
    }
    this.select(null);
    this.expanded.clear();
    this.filters.build();
    this.refilter(0.6);
    this.wandered = false;
    $("top")?.focus();
  }

  toggleList(open = !this.list.open) {
    this.list.place.hidden = !open;
    $("stage").hidden = open;
    const button = $("open-list");
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "Map" : "List";
    this.list.build();
    this.write();
    if (!open) this.stir();
  }

  toggleFilters(open = !document.body.classList.contains("filtering")) {
    document.body.classList.toggle("filtering", open);
    $("open-filters").setAttribute("aria-expanded", String(open));
    if (open) $("filters").querySelector("button, input")?.focus();
    else $("open-filters").focus();
  }

  toggleSave(open = $("save-menu").hidden) {
    $("save-menu").hidden = !open;
    $("save").setAttribute("aria-expanded", String(open));
    if (open) $("save-png").focus();
  }

  async share() {
    this.write(true);
    try {
      await navigator.clipboard.writeText(location.href);
      this.tell("The address of this view was copied");
    } catch {
      this.tell("This view is in the address bar: copy it from there");
    }
  }

  /** Writes the view into the address, not more often than a browser likes. */
  write(now = false) {
    clearTimeout(this.writing);
    const put = () => {
      this.written = writeView(this);
      history.replaceState(null, "", this.written ? `#${this.written}` : location.pathname + location.search);
    };
    if (now) put();
    else this.writing = setTimeout(put, 300);
  }

  announce(words) {
    $("live").textContent = words;
  }

  /** Tells something that passes by itself. */
  tell(words, kind = "") {
    this.announce(words);
    const toast = $("alert");
    toast.textContent = words;
    toast.className = kind;
    toast.hidden = false;
    clearTimeout(this.toast);
    this.toast = setTimeout(() => (toast.hidden = true), kind ? 9000 : 3500);
  }

  complain(words) {
    this.tell(words, "wrong");
  }
}
