// A view as a part of the address, so that it can be shared: what is chosen, filtered, hidden, pinned and where one looks.

/** The view that is seen, as the part of an address behind `#`. */
function writeView(app) {
  const { model, drawing } = app;
  const words = new URLSearchParams();
  const put = (name, list) => list.length > 0 && words.set(name, list.join(","));
  const ids = (set) => [...set].map(encodeURIComponent);
  if (app.selected) words.set(app.selected.source ? "edge" : "node", app.selected.id);
  put("without", [...model.off.relations, ...model.off.statuses, ...model.off.types].sort());
  if (model.confidence > 0) words.set("sure", model.confidence.toFixed(2));
  if (model.period) words.set("time", model.period.map(isoDay).join(".."));
  put("hide", ids(model.hidden));
  if (model.focus) put("only", ids(model.focus));
  if (app.centre) words.set("around", app.centre.id);
  put("pin", model.nodes.filter((node) => node.pinned).map((node) => `${encodeURIComponent(node.id)}:${Math.round(node.x)}:${Math.round(node.y)}`));
  put("more", ids(app.expanded));
  if (app.source.live && app.top !== app.source.data.top) words.set("top", app.top);
  if (app.wandered) words.set("at", [drawing.view.x.toFixed(0), drawing.view.y.toFixed(0), drawing.view.k.toFixed(3)].join(","));
  if (app.list.open) words.set("list", "1");
  return words.toString();
}

/** What a part of an address asks for; words that mean nothing are passed over. */
function readView(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name) => (words.get(name) || "").split(",").filter(Boolean);
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const numbers = (list) => (list.every((n) => n !== "" && Number.isFinite(Number(n))) ? list.map(Number) : null);
  const time = (words.get("time") || "").split("..").map(days);
  const sure = Number(words.get("sure"));
  const at = numbers(list("at"));
  return {
    node: words.get("node"),
    edge: words.get("edge"),
    without: list("without"),
    sure: sure > 0 && sure < 1 ? sure : 0,
    time: time.length === 2 && time[0] && time[1] && time[0][0] <= time[1][1] ? [time[0][0], time[1][1]] : null,
    hide: list("hide").map(decode),
    only: words.has("only") ? list("only").map(decode) : null,
    around: words.get("around"),
    pin: list("pin").map((entry) => entry.split(":")).map(([id, x, y]) => [decode(id || ""), Number(x), Number(y)]).filter(([, x, y]) => Number.isFinite(x) && Number.isFinite(y)),
    more: list("more").map(decode),
    top: Math.max(0, Math.min(5000, Math.floor(Number(words.get("top"))))) || null,
    at: at && at.length === 3 ? { x: at[0], y: at[1], k: Math.max(ZOOM.least, Math.min(ZOOM.most, at[2])) } : null,
    list: words.get("list") === "1",
  };
}

/** Brings a view back. */
async function restoreView(app, view) {
  const { model } = app;
  for (const word of view.without) {
    if (STATUSES.includes(word)) model.off.statuses.add(word);
    else if (TYPES.includes(word)) model.off.types.add(word);
    else if (model.relation.has(word)) model.off.relations.add(word);
  }
  model.confidence = view.sure;
  model.period = view.time;
  model.hidden = new Set(view.hide);
  if (view.more.length > 0 && app.source.live) await app.bring(view.more, true);
  const [source, , target] = (view.edge || "").split("|");
  const wanted = [view.node, target && source, target].filter((id) => id && !model.byId.has(id));
  if (wanted.length > 0) await app.bring(wanted);
  app.expanded = new Set(view.more);
  if (view.only) model.focus = new Set(view.only);
  app.centre = model.byId.get(view.around) || null;
  for (const [id, x, y] of view.pin) {
    const node = model.byId.get(id);
    if (node) Object.assign(node, { x, y, pinned: true });
  }
}
