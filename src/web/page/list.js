// The map as a list: all that the canvas shows, for those who read or hear it rather than look at it.

const ROWS = 200;

class List {
  constructor(app) {
    this.app = app;
    this.place = $("list");
    this.sort = { nodes: "degree", edges: "confidence" };
  }

  get open() {
    return !this.place.hidden;
  }

  build() {
    if (!this.open) return;
    const { nodes, edges } = this.app.model.shown;
    this.place.replaceChildren(
      this.table("nodes", `Entities (${nodes.length.toLocaleString("en")})`, nodes, [
        ["name", "Name", (node) => this.button(node.name, node), (a, b) => a.name.localeCompare(b.name, "en")],
        ["type", "Type", (node) => node.type, (a, b) => a.type.localeCompare(b.type)],
        ["degree", "Relations", (node) => node.lines, (a, b) => b.lines - a.lines],
        ["mentions", "Mentions", (node) => node.mentions ?? "", (a, b) => (b.mentions || 0) - (a.mentions || 0)],
      ]),
      this.table("edges", `Relations (${edges.length.toLocaleString("en")})`, edges, [
        ["source", "Who", (edge) => this.button(edge.source.name, edge.source), (a, b) => a.source.name.localeCompare(b.source.name, "en")],
        ["relation", "Relation", (edge) => this.button(this.app.model.label(edge), edge), (a, b) => a.relation.localeCompare(b.relation)],
        ["target", "Whom", (edge) => this.button(edge.target.name, edge.target), (a, b) => a.target.name.localeCompare(b.target.name, "en")],
        ["status", "Status", (edge) => edge.told.status, (a, b) => STATUSES.indexOf(a.told.status) - STATUSES.indexOf(b.told.status)],
        ["confidence", "Confidence", (edge) => edge.told.confidence.toFixed(2), (a, b) => b.told.confidence - a.told.confidence],
        ["count", "Sentences", (edge) => edge.told.count, (a, b) => b.told.count - a.told.count],
        ["last", "Last stated", (edge) => edge.last_seen || "", (a, b) => (a.last_seen || "") < (b.last_seen || "") ? 1 : -1],
      ]),
    );
  }

  button(words, thing) {
    return el("button", { className: "link", on: { click: () => this.app.select(thing, true) } }, plain(words));
  }

  table(which, title, items, columns) {
    const by = columns.find(([name]) => name === this.sort[which]) || columns[0];
    const sorted = [...items].sort((a, b) => by[3](a, b) || (a.id < b.id ? -1 : 1));
    const order = (name) => {
      this.sort[which] = name;
      this.build();
      this.place.querySelector(`#${which}-${name}`)?.focus();
    };
    const head = columns.map(([name, words]) =>
      el("th", { scope: "col", aria: { sort: name === by[0] ? (["degree", "mentions", "confidence", "count", "last"].includes(name) ? "descending" : "ascending") : "none" } }, el("button", { id: `${which}-${name}`, className: "plain", on: { click: () => order(name) } }, words, name === by[0] ? el("span", { aria: { hidden: "true" } }, " ▾") : "")),
    );
    const row = (item) => el("tr", {}, columns.map(([, , cell], nth) => el(nth === 0 ? "th" : "td", nth === 0 ? { scope: "row" } : {}, cell(item))));
    const body = el("tbody", {}, sorted.slice(0, ROWS).map(row));
    const more = sorted.length > ROWS ? el("button", { className: "more", on: { click: (event) => {
      const from = body.children.length;
      body.append(...sorted.slice(from, from + 500).map(row));
      body.children[from]?.querySelector("button")?.focus();
      if (body.children.length >= sorted.length) event.target.remove();
      else event.target.textContent = `${(sorted.length - body.children.length).toLocaleString("en")} more`;
    } } }, `${(sorted.length - ROWS).toLocaleString("en")} more`) : null;
    return el("section", {}, el("h2", {}, title), el("div", { className: "scroll" }, el("table", {}, el("caption", { className: "sr" }, title), el("thead", {}, el("tr", {}, head)), body)), more);
  }
}
