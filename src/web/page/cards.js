// Details: who somebody is, what the sentences of a relation say, and where they stand in their document.

/** Entries of a list that are shown at first. */
const FIRST = 25;

class Card {
  constructor(app) {
    this.app = app;
    this.place = $("card");
    this.turn = 0;
  }

  close() {
    this.turn++;
    this.place.hidden = true;
    this.place.replaceChildren();
  }

  /** Puts something into the card, with its head; the reader is brought there where the keyboard brought them. */
  open(kind, title, ...content) {
    const back = el("button", { className: "plain close", aria: { label: "Close details" }, on: { click: () => this.app.select(null) } }, "✕");
    this.place.replaceChildren(el("div", { className: "card-head" }, el("p", { className: "kind" }, kind), back), el("h2", { tabIndex: -1 }, title), ...content.flat().filter(Boolean));
    this.place.hidden = false;
    this.place.scrollTop = 0;
  }

  focus() {
    this.place.querySelector("h2")?.focus();
  }

  button(words, act, more = {}) {
    return el("button", { ...more, on: { click: act } }, words);
  }

  async node(node) {
    const [mine, { app }] = [++this.turn, this];
    this.fillNode(node);
    try {
      await app.source.entity(node);
    } catch (error) {
      return app.complain(error.message);
    }
    if (mine === this.turn && app.source.live) {
      this.fillNode(node);
      this.grown(node);
    }
  }

  fillNode(node) {
    const { app } = this;
    const also = node.aliases.filter((alias) => alias !== node.name).map(plain);
    const facts = [node.type, node.code && `code ${node.code}`, node.mentions ? counted(node.mentions, "mention", "mentions") : null, app.source.live && node.documents.length ? `in ${counted(node.documents.length, "document", "documents")}` : null];
    const here = app.model.neighbours(node).size;
    const actions = el("div", { className: "actions" },
      this.button("Expand", () => app.expand(node), { title: "Show its neighbours (e)" }),
      this.button(app.model.focus?.size && app.centre === node ? "Show all" : "Only around it", () => app.isolate(node), { title: "Show only it and its neighbours (o)" }),
      this.button(node.pinned ? "Unpin" : "Pin", () => app.pin(node, !node.pinned), { title: "Hold it where it is (p)" }),
      this.button("Hide", () => app.hide(node), { title: "Leave it out (h)" }),
      this.button("Path to…", () => app.pathFrom(node), { title: "How it is connected with another" }),
      ...(app.source.live ? [
        this.button("Allies", () => app.circle(node, "allies")),
        this.button("Rivals", () => app.circle(node, "rivals")),
        this.button("Timeline", () => app.timeline(node)),
      ] : []),
    );
    const more = app.source.live && node.degree > node.edges.length ? el("p", { className: "quiet" }, `${counted(here, "neighbour", "neighbours")} on the map; ${counted(node.degree, "relation", "relations")} in the store.`) : null;
    this.open(el("span", {}, typeSign(node.type), ` ${facts[0]}`), plain(node.name), el("p", { className: "quiet" }, facts.slice(1).filter(Boolean).join(" · ")),
      also.length ? this.long(also, (names) => el("p", {}, el("b", {}, "Also called "), names.join(", ")), 12) : null,
      actions, more, this.relations(node, "What it does", (edge) => edge.source === node && !edge.kind.symmetric),
      this.relations(node, "What is done to it", (edge) => edge.target === node && !edge.kind.symmetric),
      this.relations(node, "With each other", (edge) => edge.kind.symmetric),
      node.documents.length ? el("section", {}, el("h3", {}, "Documents"), this.list(node.documents, (id) => el("li", {}, this.documentButton(id)))) : null,
    );
  }

  relations(node, title, belongs) {
    const { model } = this.app;
    const order = (edge) => model.relations.indexOf(edge.kind);
    const edges = node.edges.filter(belongs).sort((a, b) => order(a) - order(b) || b.confidence - a.confidence);
    if (edges.length === 0) return null;
    return el("section", {}, el("h3", {}, title), this.list(edges, (edge) => this.edgeItem(edge, node)));
  }

  edgeItem(edge, from) {
    const { model } = this.app;
    const other = edge.source === from ? edge.target : edge.source;
    const words = edge.source === from ? `${model.label(edge)} ` : edge.kind.symmetric ? `${model.label(edge)} ` : "";
    const behind = edge.source === from || edge.kind.symmetric ? "" : ` ${model.label(edge)}`;
    return el("li", {}, el("button", { className: "fact", on: { click: () => this.app.select(edge, true) } }, relationSign(edge.kind), el("span", {}, words, el("b", {}, other.label), behind), el("small", {}, `${edge.status} ${edge.confidence.toFixed(2)}${edge.count > 1 ? ` ×${edge.count}` : ""}`)));
  }

  /** A list whose rest opens by a button. */
  list(items, make, first = FIRST) {
    const list = el("ul", { className: "plain" }, items.slice(0, first).map(make));
    const rest = items.length - first;
    if (rest <= 0) return list;
    const open = (event) => {
      const from = list.children.length;
      event.target.remove();
      const next = this.list(items.slice(from), make, 100);
      holder.append(next);
      next.querySelector("button")?.focus();
    };
    const holder = el("div", {}, list, el("button", { className: "plain more", on: { click: open } }, `${rest.toLocaleString("en")} more`));
    return holder;
  }

  long(items, make, first) {
    if (items.length <= first) return make(items);
    const place = el("div", {}, make([...items.slice(0, first), "…"]), el("button", { className: "plain more", on: { click: () => place.replaceChildren(make(items)) } }, `${items.length - first} more names`));
    return place;
  }

  async edge(edge) {
    const [mine, { app }] = [++this.turn, this];
    const told = edge.told || edge;
    const end = (node) => el("button", { className: "link", on: { click: () => app.select(node, true) } }, plain(node.name));
    const seen = edge.first_seen ? (edge.first_seen === edge.last_seen ? edge.first_seen : `${edge.first_seen} to ${edge.last_seen}`) : null;
    const place = el("div", { className: "evidence", aria: { busy: "true" } }, el("p", { className: "quiet" }, "Loading the sentences…"));
    this.open(el("span", {}, relationSign(edge.kind), " relation"), el("span", {}, end(edge.source), ` ${app.model.label(edge)} `, end(edge.target)),
      el("p", { className: "chips" }, this.status(told.status), this.meter(told.confidence), el("span", { className: "quiet" }, [counted(told.count, "statement", "statements"), seen].filter(Boolean).join(" · "))),
      place);
    try {
      const statements = await app.source.evidence(edge, app.model);
      if (mine !== this.turn) return;
      place.setAttribute("aria-busy", "false");
      const now = statements.filter((statement) => app.model.isNow(statement.document));
      const sorted = [...now].sort((a, b) => b.confidence - a.confidence);
      place.replaceChildren(
        el("p", { className: "key" }, el("mark", { className: "source" }, "source"), " ", el("mark", { className: "cue" }, "words that say so"), " ", el("mark", { className: "target" }, "target")),
        this.list(sorted, (statement) => this.statement(statement), 10),
        now.length < statements.length ? el("p", { className: "quiet" }, `${counted(statements.length - now.length, "statement lies", "statements lie")} outside the chosen time.`) : "",
        statements.length === 0 ? el("p", { className: "quiet" }, "The graph was written without the sentences.") : "",
      );
      this.grown(edge);
      app.announce(`${app.model.sentence(edge)}: ${counted(now.length, "sentence", "sentences")}`);
    } catch (error) {
      if (mine === this.turn) place.replaceChildren(el("p", {}, error.message));
    }
  }

  /** On a phone the card grows over what is chosen when what it tells has come. */
  grown(thing) {
    if (this.app.covered() > 0) this.app.reveal(thing);
  }

  status(status) {
    return el("span", { className: `chip ${status}` }, statusSign(status), status);
  }

  meter(confidence) {
    return el("span", { className: "sure", title: "confidence" }, el("span", { className: "sr" }, "confidence "), el("i", { style: { "--sure": String(confidence) } }), confidence.toFixed(2));
  }

  /** A sentence with its words marked, its document and who says so. */
  statement(statement) {
    const { app } = this;
    const known = app.model.documents.get(statement.document) || {};
    const address = passageAddress(known.url, statement.text);
    return el("li", { className: "statement" },
      el("blockquote", { cite: address || undefined, dir: "auto" }, marked(statement.text, marksOf(statement))),
      el("p", { className: "from" }, this.documentButton(statement.document, statement), known.date ? ` · ${known.date}` : "",
        address && [" · ", el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "on the web ↗")]),
      el("p", { className: "from quiet" }, [statement.status, statement.confidence.toFixed(2), statement.attributed_to && `says ${plain(statement.attributed_to)}`, `found by ${statement.by}`].filter(Boolean).join(" · ")),
    );
  }

  documentButton(id, statement) {
    const known = this.app.model.documents.get(id);
    return el("button", { className: "link", title: "Read it in place", on: { click: () => this.document(id, statement) } }, plain(known?.title || id));
  }

  /** A document with the passage in place. */
  async document(id, statement) {
    const [mine, { app }] = [++this.turn, this];
    const before = app.selected;
    this.open("document", plain(app.model.documents.get(id)?.title || id), el("p", { className: "quiet" }, "Loading…"));
    let found;
    try {
      found = await app.source.document(id, app.model);
    } catch (error) {
      found = { id, text: null, problem: error.message };
    }
    if (mine !== this.turn) return;
    const address = statement ? passageAddress(found.url, statement.text) : webAddress(found.url)?.href;
    const about = [found.date, found.author, found.source && `from ${found.source}`].filter(Boolean).map(plain).join(" · ");
    const link = address ? el("p", {}, el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "Open on the web ↗")) : null;
    const back = before ? this.button("← Back", () => app.select(before, true), { className: "plain" }) : null;
    if (found.text === null) {
      this.open("document", plain(found.title || id), back, el("p", { className: "quiet" }, about), link, el("p", {}, found.problem || (address ? "The page holds the sentences only; the whole text is on the web." : "The page holds the sentences of this document, not its whole text.")),
        statement ? el("blockquote", { dir: "auto" }, marked(statement.text, marksOf(statement))) : null);
      return this.focus();
    }
    // The words are marked inside of the sentence, which is marked too.
    const passage = statement ? [{ kind: "passage", start: statement.start, end: statement.end }] : [];
    const text = pieces(found.text, passage).map(({ text, marks }) => (marks.length ? el("span", { className: "passage", tabIndex: -1 }, marked(text, marksOf(statement))) : plain(text)));
    this.open("document", plain(found.title || id), back, el("p", { className: "quiet" }, about), link, el("div", { className: "article", dir: "auto" }, text));
    const place = this.place.querySelector(".passage");
    if (!place) return this.focus();
    this.place.scrollTop = place.offsetTop - this.place.clientHeight / 3;
    place.focus({ preventScroll: true });
  }
}
