// The panel of filters, which is the legend too: each row has the sign that it filters by.

const SVG = "http://www.w3.org/2000/svg";

function signOf(draw) {
  const picture = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 -9 26 18", width: 26, height: 18, "aria-hidden": "true" })) picture.setAttribute(name, value);
  for (const [tag, attributes] of draw) {
    const part = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    picture.append(part);
  }
  return picture;
}

function typeSign(type) {
  const points = corners(type, 7);
  const look = { fill: FILLS[theme][type], stroke: ink().line };
  return signOf([points ? ["path", { d: `M${points.map(([x, y]) => `${x + 13} ${y}`).join("L")}Z`, ...look }] : ["circle", { cx: 13, cy: 0, r: 7, ...look }]]);
}

function relationSign(kind) {
  const line = ["path", { d: kind.symmetric ? "M1 0H25" : "M1 0H18", stroke: onGround(kind.color), "stroke-width": 3 }];
  return signOf(kind.symmetric ? [line] : [line, ["path", { d: "M25 0L16 -5V5Z", fill: onGround(kind.color) }]]);
}

function statusSign(status) {
  const tone = ink().text;
  const line = ["path", { d: "M1 0H25", stroke: tone, "stroke-width": 2.2, "stroke-dasharray": DASHES[status].join(" ") || "none" }];
  return signOf(status === "negated" ? [line, ["path", { d: "M24 -7V7", stroke: tone, "stroke-width": 2.6 }]] : [line]);
}

class Filters {
  constructor(app) {
    this.app = app;
    this.place = $("filters");
  }

  /** Builds the panel anew, for what the graph has. */
  build() {
    const { model, source } = this.app;
    this.counts = new Map();
    const count = (list, of) => list.reduce((sums, item) => sums.set(of(item), (sums.get(of(item)) || 0) + 1), new Map());
    const kinds = count(model.edges, (edge) => edge.relation);
    const statuses = count(model.edges, (edge) => edge.status);
    const types = count(model.nodes, (node) => node.type);
    const rows = (title, off, names, counts, label, sign) =>
      this.group(title, names.filter((name) => counts.has(name)).map((name) => this.row(off, name, label(name), counts.get(name), sign(name))), off);
    const span = model.span();
    this.place.replaceChildren(
      el("div", { className: "panel-head narrow" }, el("h2", {}, "Filters"), el("button", { className: "plain", on: { click: () => this.app.toggleFilters(false) } }, "Close")),
      ...(source.live ? [this.size()] : []),
      rows("Relations", model.off.relations, model.relations.map((r) => r.name), kinds, (name) => model.relation.get(name).label, (name) => relationSign(model.relation.get(name))),
      rows("How it is said", model.off.statuses, STATUSES, statuses, (name) => name, statusSign),
      rows("Who and what", model.off.types, TYPES, types, (name) => NAMES[name], typeSign),
      this.sureness(),
      ...(span ? [this.time(span)] : []),
      el("p", {}, el("button", { id: "reset", className: "plain", on: { click: () => this.app.reset() } }, "Reset filters")),
      ...(source.data.note ? [el("p", { className: "note" }, source.data.note)] : []),
    );
  }

  group(title, rows, off) {
    const all = () => {
      const boxes = rows.map((row) => row.querySelector("input"));
      const on = boxes.every((box) => box.checked);
      for (const box of boxes) {
        box.checked = !on;
        if (on) off.add(box.value);
        else off.delete(box.value);
      }
      this.app.refilter();
    };
    return el("fieldset", {}, el("legend", {}, title), el("button", { className: "plain all", aria: { label: `${title}: all or none` }, on: { click: all } }, "all / none"), rows);
  }

  row(off, name, label, count, sign) {
    const change = (event) => {
      if (event.target.checked) off.delete(name);
      else off.add(name);
      this.app.refilter();
    };
    const only = () => {
      const boxes = [...this.place.querySelectorAll("input[type=checkbox]")].filter((box) => box.dataset.group === row.dataset.group);
      for (const box of boxes) {
        box.checked = box.value === name;
        if (box.checked) off.delete(box.value);
        else off.add(box.value);
      }
      this.app.refilter();
    };
    const group = off === this.app.model.off.relations ? "r" : off === this.app.model.off.statuses ? "s" : "t";
    const box = el("input", { type: "checkbox", checked: !off.has(name), value: name, on: { change } });
    box.dataset.group = group;
    const row = el("div", { className: "row" }, el("label", {}, box, sign, el("span", {}, plain(label))), el("button", { className: "plain only", aria: { label: `Only ${label}` }, on: { click: only } }, "only"), el("span", { className: "count" }, count.toLocaleString("en")));
    row.dataset.group = group;
    return row;
  }

  sureness() {
    const { model } = this.app;
    const told = el("output", {}, `${Math.round(model.confidence * 100)} %`);
    const input = (event) => {
      model.confidence = Number(event.target.value) / 100;
      told.textContent = `${event.target.value} %`;
      this.app.refilter();
    };
    return el("fieldset", {}, el("legend", {}, "Confidence"), el("label", { className: "slide" }, el("span", {}, "at least ", told), el("input", { id: "confidence", type: "range", min: 0, max: 99, value: Math.round(model.confidence * 100), aria: { label: "Least confidence in percent" }, on: { input } })));
  }

  /** Two sliders in steps of a day, a month or a year, over bars that tell how much is said when. */
  time([first, last]) {
    const { model } = this.app;
    const period = model.period || [first, last];
    const [from, to] = [0, 1].map((nth) =>
      el("input", { type: "range", min: first, max: last, step: 1, value: period[nth], id: nth ? "until" : "since", aria: { label: nth ? "Until" : "Since", valuetext: isoDay(period[nth]) } }),
    );
    const told = el("output", {}, `${isoDay(period[0])} to ${isoDay(period[1])}`);
    const input = (event) => {
      // The one that is moved pushes the other before it.
      if (Number(from.value) > Number(to.value)) {
        if (event.target === from) to.value = from.value;
        else from.value = to.value;
      }
      const [start, end] = [Number(from.value), Number(to.value)];
      from.setAttribute("aria-valuetext", isoDay(start));
      to.setAttribute("aria-valuetext", isoDay(end));
      told.textContent = `${isoDay(start)} to ${isoDay(end)}`;
      model.period = start <= first && end >= last ? null : [start, end];
      this.app.retime();
    };
    for (const slider of [from, to]) slider.addEventListener("input", input);
    return el("fieldset", { className: "time" }, el("legend", {}, "Time of the documents"), this.bars(first, last), from, to, el("p", { className: "quiet" }, told));
  }

  bars(first, last) {
    const count = 30;
    const sums = new Array(count).fill(0);
    const add = (date) => {
      const span = days(date);
      if (span) sums[Math.min(count - 1, Math.floor(((span[0] - first) / (last - first + 1)) * count))]++;
    };
    for (const edge of this.app.model.edges) {
      if (edge.evidence) for (const statement of edge.evidence) add(this.app.model.documents.get(statement.document)?.date);
      else add(edge.last_seen);
    }
    const most = Math.max(1, ...sums);
    return el("div", { className: "bars", aria: { hidden: "true" } }, sums.map((sum) => el("i", { style: { height: `${Math.round((sum / most) * 28)}px` } })));
  }

  /** How many of a store's entities are on the map. */
  size() {
    const { app } = this;
    const sizes = [...new Set([50, 100, 200, 300, 500, 1000, 2000, app.top])].sort((a, b) => a - b);
    const choose = (event) => app.load(Number(event.target.value));
    return el("fieldset", {}, el("legend", {}, "Most important"), el("label", { className: "slide" }, el("span", {}, `of ${app.source.data.entities.toLocaleString("en")} in the store, show`), el("select", { id: "top", on: { change: choose } }, sizes.map((size) => el("option", { value: size, selected: size === app.top }, String(size))))));
  }
}
