// Answers to questions: of the server, in the forms of `powermap --format json`, and the path between two, which a page
// that holds everything finds itself.

/** Relations of an answer that are brought onto the map. */
const DRAWN = 80;

class Answers {
  constructor(app) {
    this.app = app;
  }

  /** Asks the server and shows what it says; what comes back is brought onto the map. */
  async ask(kind, title, path, parameters) {
    const { app } = this;
    app.card.turn++;
    app.card.open(kind, title, el("p", { className: "quiet" }, "Asking…"));
    try {
      const answer = await app.source.ask(path, parameters);
      await this.show(kind, title, answer);
    } catch (error) {
      app.card.open(kind, title, el("p", {}, error.message));
    }
    app.card.focus();
  }

  async show(kind, title, given) {
    const { app } = this;
    const answer = given.answer || given;
    // What a long answer tells last would bury what it tells first.
    const facts = collect(answer).slice(0, DRAWN);
    const ids = [...new Set(facts.flatMap((fact) => [fact.source, fact.target]))];
    await app.bring(ids);
    app.uncover(ids);
    const parts = [];
    if (given.understood) parts.push(el("p", { className: "quiet" }, `Understood: ${plain(given.understood)}`));
    parts.push(...this.parts(answer));
    if (answer.contradictions?.length) {
      parts.push(el("h3", {}, "Contradicted"), ...answer.contradictions.flatMap((c) => [this.facts([...c.held, ...c.against])]));
    }
    app.card.open(kind, title, ...parts);
    app.light(facts.map(edgeKey));
    app.fitLit();
    app.announce(`${title}: ${counted(collect(answer).length, "relation", "relations")}`);
  }

  parts(answer) {
    const none = () => [el("p", {}, "None found.")];
    const entity = (member) => el("h3", {}, el("button", { className: "link", on: { click: () => this.app.show(member.id) } }, plain(member.name)), member.score !== undefined ? el("small", {}, ` ${member.by.replaceAll("_", " ")}, ${member.score.toFixed(2)}`) : "");
    if (answer.members) return answer.members.length ? answer.members.flatMap((member) => [entity(member), this.facts(member.chain || member.edges || [])]) : none();
    if (answer.verdicts) return answer.verdicts.flatMap((v) => [el("h3", {}, `${plain(v.source.name)} ${v.relation.replaceAll("_", " ")} ${plain(v.target.name)}: ${v.answer}`), this.facts(v.edges || [])]);
    if (answer.times) return answer.times.length ? answer.times.flatMap((time) => [el("h3", {}, time.date || "without a date"), this.facts(time.statements)]) : none();
    if (answer.camps) return answer.camps.flatMap((camp) => [el("h3", {}, `Camp ${camp.camp}`), el("p", {}, camp.members.slice(0, 30).map((m, nth) => [nth ? ", " : "", el("button", { className: "link", on: { click: () => this.app.show(m.id) } }, plain(m.name))]))]);
    if (answer.places) return [el("ol", {}, answer.places.map((place) => el("li", {}, el("button", { className: "link", on: { click: () => this.app.show(place.id) } }, plain(place.name)), el("small", {}, ` ${place[answer.by].toPrecision(3)}`))))];
    const facts = answer.steps !== undefined ? answer.steps || [] : answer.edges || [];
    return facts.length ? [this.facts(facts)] : none();
  }

  facts(facts) {
    const { app } = this;
    const item = (told) => {
      const fact = asFact(told);
      const kind = app.model.relation.get(fact.relation) || { label: fact.relation, color: "#333333" };
      const open = () => {
        const edge = app.model.byKey.get(edgeKey(fact));
        if (edge) app.select(edge, true);
      };
      const quote = fact.evidence.length ? fact.evidence.reduce((best, e) => (e.confidence > best.confidence ? e : best)) : null;
      return el("li", {}, el("button", { className: "fact", on: { click: open } }, relationSign(kind), el("span", {}, el("b", {}, plain(fact.source_name)), ` ${plain(kind.label)} `, el("b", {}, plain(fact.target_name))), el("small", {}, `${fact.status} ${fact.confidence.toFixed(2)}`)),
        quote && el("blockquote", { className: "small", dir: "auto" }, marked(quote.text, marksOf(quote))));
    };
    return app.card.list(facts, item);
  }

  /** The shortest chain on the page, of equal ones the most certain; what is negated is no step. */
  path(from, to) {
    const best = new Map([[from, { sure: 1, edge: null, before: null }]]);
    let ring = [from];
    while (ring.length > 0 && !best.has(to)) {
      const next = new Map();
      for (const node of ring) {
        for (const edge of node.edges) {
          const told = this.app.model.now(edge);
          if (!told || told.status === "negated") continue;
          const other = edge.source === node ? edge.target : edge.source;
          if (best.has(other)) continue;
          const sure = best.get(node).sure * told.confidence;
          if (!next.has(other) || next.get(other).sure < sure) next.set(other, { sure, edge, before: node });
        }
      }
      for (const [node, step] of next) best.set(node, step);
      ring = [...next.keys()];
    }
    if (!best.has(to)) return null;
    const steps = [];
    for (let at = to; at !== from; at = best.get(at).before) steps.unshift(best.get(at).edge);
    return steps;
  }

  showPath(from, to) {
    const { app } = this;
    const title = `From ${from.label} to ${to.label}`;
    if (app.source.live) return this.ask("path", title, "path", { from: from.id, to: to.id, ...app.filter() });
    const steps = this.path(from, to);
    app.card.turn++;
    app.card.open("path", title, steps ? app.card.list(steps, (edge) => app.card.edgeItem(edge, edge.source)) : el("p", {}, "Nothing on this map connects the two."));
    if (steps) {
      const list = app.card.place.querySelector("ul");
      steps.forEach((edge, nth) => list.children[nth]?.querySelector("span")?.prepend(el("b", {}, edge.source.label), " "));
      app.uncover(steps.flatMap((edge) => [edge.source.id, edge.target.id]));
      app.light(steps.map((edge) => edge.id));
      app.fitLit();
    }
    app.card.focus();
    app.announce(steps ? `${title}: ${counted(steps.length, "step", "steps")}` : `${title}: none`);
  }
}

/** A relation of an answer; a timeline tells one statement of one at a time. */
function asFact(told) {
  if (Array.isArray(told.evidence)) return told;
  const { status, confidence } = told.evidence;
  const key = status === "negated" ? `${told.relation}:negated` : told.relation;
  return { ...told, key, status, confidence, evidence: [told.evidence] };
}

/** All relations in an answer, wherever they stand in it. */
function collect(value, found = []) {
  if (Array.isArray(value)) for (const part of value) collect(part, found);
  else if (value && typeof value === "object") {
    if (value.source_name !== undefined) found.push(asFact(value));
    else for (const part of Object.values(value)) collect(part, found);
  }
  return found;
}
