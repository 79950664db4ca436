// Where data comes from: the page itself, or the server that shows a store. Both answer the same calls.

/** A page that holds everything. */
class Kept {
  constructor(data) {
    this.data = data;
    this.live = false;
    this.write = false;
  }

  async start() {
    return this.data.graph;
  }

  async search() {
    return [];
  }

  async evidence(edge) {
    return edge.evidence || [];
  }

  async document(id, model) {
    const known = model.documents.get(id) || { id };
    return { ...known, text: this.data.texts?.[id] ?? null };
  }

  async entity(node) {
    return node;
  }
}

/** A server of the same origin: `powermap serve`. */
class Live {
  constructor(data) {
    this.data = data;
    this.live = true;
    this.write = data.write;
  }

  async ask(path, parameters = {}, options = {}) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null && value !== undefined && value !== "") query.set(name, value);
    }
    const address = `/api/${path}${query.size ? `?${query}` : ""}`;
    let response;
    this.wait(1);
    try {
      response = await fetch(address, { ...options, headers: { accept: "application/json", ...options.headers } });
    } catch {
      throw new Error("The server does not answer; is `powermap serve` still running?");
    } finally {
      this.wait(-1);
    }
    const body = await response.json().catch(() => ({ error: `The server answered with status ${response.status}` }));
    if (!response.ok) throw new Error(body.error || `The server answered with status ${response.status}`);
    return body;
  }

  /** Shows that something is waited for. */
  wait(more) {
    this.waiting = (this.waiting || 0) + more;
    document.body.classList.toggle("waiting", this.waiting > 0);
  }

  start(top, filter) {
    return this.ask("graph", { top, ...filter });
  }

  search(words) {
    return this.ask("search", { q: words, limit: 12 }).then((answer) => answer.found);
  }

  around(id, limit, filter) {
    return this.ask("around", { name: id, limit, ...filter });
  }

  /** The relations among these, as a period makes them. */
  among(ids, filter) {
    return this.ask("among", filter, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ids }) });
  }

  async evidence(edge, model) {
    if (edge.evidence) return edge.evidence;
    const answer = await this.ask("evidence", { source: edge.source.id, target: edge.target.id, relation: edge.relation, denied: edge.key.endsWith(":negated") });
    for (const document of answer.documents) model.documents.set(document.id, document);
    edge.evidence = answer.evidence;
    return edge.evidence;
  }

  async document(id, model) {
    const document = await this.ask("document", { id });
    const { text, ...known } = document;
    model.documents.set(id, known);
    return document;
  }

  async entity(node) {
    if (!node.told_) Object.assign(node, (await this.ask("entity", { name: node.id })).node, { told_: true });
    return node;
  }

  add(bytes, parameters) {
    return this.ask("documents", parameters, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: bytes });
  }
}
