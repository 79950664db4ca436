// The graph on the page, and which part of it is shown.

/** Confidence that several sentences together give at most, as in the graph itself. */
const CEILING = 0.99;

class Model {
  constructor(ontology) {
    this.nodes = [];
    this.edges = [];
    this.byId = new Map();
    this.byKey = new Map();
    this.documents = new Map();
    this.relations = ontology;
    this.relation = new Map(ontology.map((relation) => [relation.name, relation]));
    this.off = { relations: new Set(), statuses: new Set(), types: new Set() };
    this.confidence = 0;
    /** Days between which documents count; null for all time. */
    this.period = null;
    /** What the period makes of edges, where a server told it: by key. */
    this.inPeriod = null;
    this.hidden = new Set();
    /** Whether who has no relation at all is shown: on a page such entities were asked for. */
    this.alone = false;
    /** Ids that alone are shown; null for all. */
    this.focus = null;
    this.shown = { nodes: [], edges: [] };
  }

  /** Takes nodes and edges in that are not there yet; tells which nodes are new. */
  take(graph) {
    for (const source of graph.graph?.documents || []) this.documents.set(source.id, { ...this.documents.get(source.id), ...source });
    const fresh = [];
    for (const raw of graph.nodes) {
      const known = this.byId.get(raw.id);
      if (known) {
        known.degree = Math.max(known.degree, raw.degree || 0);
        continue;
      }
      const node = { ...raw, aliases: raw.aliases || [], documents: raw.documents || [], edges: [], degree: raw.degree || 0, x: NaN, y: NaN, vx: 0, vy: 0, pinned: false };
      node.label = shortened(plain(node.name).replace(/\s+/g, " ").trim() || node.id, 40);
      this.nodes.push(node);
      this.byId.set(node.id, node);
      fresh.push(node);
    }
    for (const raw of graph.edges) {
      const [source, target] = [this.byId.get(raw.source), this.byId.get(raw.target)];
      if (!source || !target) continue;
      const key = edgeKey(raw);
      if (this.byKey.has(key)) continue;
      const edge = { ...raw, id: key, source, target, evidence: raw.evidence?.length ? raw.evidence : null };
      edge.kind = this.relation.get(edge.relation) || this.unknown(edge.relation);
      this.edges.push(edge);
      this.byKey.set(key, edge);
      source.edges.push(edge);
      target.edges.push(edge);
    }
    for (const node of this.nodes) {
      node.degree = Math.max(node.degree, node.edges.length);
      node.r = 4 + Math.min(15, 2.3 * Math.log(1 + node.degree));
    }
    this.bend();
    return fresh;
  }

  /** A relation that the ontology has not, of a graph that was made with another one. */
  unknown(name) {
    const relation = { name, label: name, color: "#333333", symmetric: false, sign: null };
    this.relation.set(name, relation);
    this.relations.push(relation);
    return relation;
  }

  /** Edges between the same two run beside each other. */
  bend() {
    const pairs = new Map();
    for (const edge of this.edges) {
      const forward = edge.source.id < edge.target.id;
      const pair = forward ? `${edge.source.id}\n${edge.target.id}` : `${edge.target.id}\n${edge.source.id}`;
      if (!pairs.has(pair)) pairs.set(pair, []);
      pairs.get(pair).push([edge, forward]);
    }
    for (const list of pairs.values()) {
      list.forEach(([edge, forward], nth) => (edge.bend = (nth - (list.length - 1) / 2) * 20 * (forward ? 1 : -1)));
    }
  }

  /** Status, confidence and count of an edge in the period that is asked for; null where nothing states it then. */
  now(edge) {
    if (!this.period) return edge;
    if (edge.evidence) return this.of(edge, edge.evidence.filter((statement) => this.isNow(statement.document)));
    return this.inPeriod ? this.inPeriod.get(edge.id) || null : edge;
  }

  /** Whether a document surely lies in the period. */
  isNow(id) {
    if (!this.period) return true;
    const span = days(this.documents.get(id)?.date);
    return !!span && span[0] >= this.period[0] && span[1] <= this.period[1];
  }

  /** What statements make of an edge: sentences count as independent witnesses. */
  of(edge, statements) {
    if (statements.length === 0) return null;
    const best = new Map();
    for (const s of statements) {
      const sentence = `${s.document}\n${s.sentence}`;
      best.set(sentence, Math.max(best.get(sentence) || 0, s.confidence));
    }
    let doubt = 1;
    for (const c of best.values()) doubt *= 1 - c;
    const confidence = Math.max(Math.min(1 - doubt, CEILING), ...best.values());
    const status = STATUSES.find((name) => statements.some((s) => s.status === name)) || edge.status;
    return { status, confidence, count: statements.length };
  }

  passes(edge) {
    if (this.off.relations.has(edge.relation)) return false;
    const now = this.now(edge);
    if (!now || now.confidence < this.confidence || this.off.statuses.has(now.status)) return false;
    edge.told = now;
    return true;
  }

  /**
   * Works out what is shown: who has a relation that passes, if only with somebody of a type that is left out, as in
   * `powermap export`.
   */
  choose() {
    const isOpen = (node) => !this.hidden.has(node.id) && (!this.focus || this.focus.has(node.id));
    for (const node of this.nodes) {
      node.open = isOpen(node);
      node.lines = 0;
    }
    const passing = this.edges.filter((edge) => edge.source.open && edge.target.open && this.passes(edge));
    const joined = new Set(passing.flatMap((edge) => [edge.source, edge.target]));
    const stays = (node) => joined.has(node) || this.focus?.has(node.id) || node.kept || (this.alone && node.edges.length === 0);
    for (const node of this.nodes) node.shown = node.open && !this.off.types.has(node.type) && stays(node);
    const nodes = this.nodes.filter((node) => node.shown);
    const edges = passing.filter((edge) => edge.source.shown && edge.target.shown);
    for (const edge of edges) {
      edge.source.lines++;
      edge.target.lines++;
    }
    this.shown = { nodes, edges };
    return this.shown;
  }

  neighbours(node) {
    return new Set(node.edges.map((edge) => (edge.source === node ? edge.target : edge.source)));
  }

  label(edge) {
    const words = edge.kind.label;
    const status = (edge.told || edge).status;
    return status === "negated" || status === "former" ? `${words} (${status})` : words;
  }

  /** "Ada Lang supports Ben Oduya". */
  sentence(edge) {
    return `${edge.source.label} ${this.label(edge)} ${edge.target.label}`;
  }

  /** First and last day that any document or edge has. */
  span() {
    let [first, last] = [Infinity, -Infinity];
    const see = (date) => {
      const span = days(date);
      if (span) [first, last] = [Math.min(first, span[0]), Math.max(last, span[1])];
    };
    for (const edge of this.edges) {
      see(edge.first_seen);
      see(edge.last_seen);
      for (const statement of edge.evidence || []) see(this.documents.get(statement.document)?.date);
    }
    return first <= last ? [first, last] : null;
  }
}

/** What tells an edge from all others, in addresses too. */
function edgeKey(edge) {
  const id = (end) => (typeof end === "string" ? end : end.id);
  return `${id(edge.source)}|${edge.key}|${id(edge.target)}`;
}
