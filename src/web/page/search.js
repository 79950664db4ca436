// The search field: completes names as they are typed (the combobox pattern of the ARIA Authoring Practices).

const OFFERED = 10;

/** The nodes on the page whose names have words that begin with those typed; the best first. */
function matches(model, typed) {
  const words = fold(typed).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const found = [];
  for (const node of model.nodes) {
    node.folded ||= [node.name, ...node.aliases, node.code || ""].map(fold);
    let best = 0;
    node.folded.forEach((name, nth) => {
      const parts = name.split(" ");
      if (!words.every((word) => parts.some((part) => part.startsWith(word)))) return;
      const exact = name === words.join(" ") ? 4 : name.startsWith(words.join(" ")) ? 2 : 1;
      best = Math.max(best, exact * 2 + (nth === 0 ? 1 : 0));
    });
    if (best) found.push({ node, best });
  }
  found.sort((a, b) => b.best - a.best || b.node.degree - a.node.degree || (a.node.id < b.node.id ? -1 : 1));
  return found.slice(0, OFFERED).map(({ node }) => ({ id: node.id, name: node.name, type: node.type, also: also(node, words) }));
}

/** Another name by which somebody was found. */
function also(node, words) {
  const fits = (name) => words.every((word) => fold(name).split(" ").some((part) => part.startsWith(word)));
  return fits(node.name) ? null : node.aliases.find(fits) || null;
}

function makeSearch(app) {
  const [field, list] = [$("search"), $("found")];
  let [options, active, turn] = [[], -1, 0];

  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const point = (to) => {
    active = to;
    [...list.children].forEach((item, nth) => item.setAttribute("aria-selected", String(nth === active)));
    const item = list.children[active];
    if (!item) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const take = async (option) => {
    if (!option) return;
    close();
    if (option.question) return app.question(option.question);
    field.value = plain(option.name);
    await app.show(option.id);
  };
  const offer = (found, typed) => {
    options = found;
    if (app.source.live && typed.trim().split(/\s+/).length > 2) options = [...options, { question: typed.trim() }];
    const items = options.map((option, nth) =>
      el("li", { id: `found-${nth}`, role: "option", aria: { selected: "false" }, on: { mousedown: (event) => event.preventDefault(), click: () => take(option) } },
        option.question
          ? [el("span", { className: "ask" }, "Ask"), ` ${plain(option.question)}`]
          : [el("span", { className: `sign ${option.type}`, aria: { hidden: "true" } }), el("span", {}, plain(option.name)), option.also && el("small", {}, ` ${plain(option.also)}`), el("small", { className: "end" }, option.type)],
      ),
    );
    if (items.length === 0) items.push(el("li", { className: "quiet", role: "option", aria: { disabled: "true", selected: "false" } }, app.source.live ? "Nobody is called so in the store" : "Nobody is called so on this map"));
    list.replaceChildren(...items);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    point(options.length > 0 ? 0 : -1);
    app.announce(options.length > 0 ? `${counted(options.length, "name", "names")} found` : "None found");
  };
  const look = async () => {
    const [typed, mine] = [field.value, ++turn];
    if (!typed.trim()) return close();
    const near = matches(app.model, typed);
    offer(near, typed);
    if (!app.source.live) return;
    await new Promise((done) => setTimeout(done, 140));
    if (mine !== turn) return;
    try {
      const far = await app.source.search(typed);
      if (mine !== turn || document.activeElement !== field) return;
      const known = new Set(near.map((option) => option.id));
      offer([...near, ...far.filter((option) => !known.has(option.id))].slice(0, OFFERED + 4), typed);
    } catch (error) {
      app.complain(error.message);
    }
  };

  field.addEventListener("input", look);
  field.addEventListener("focus", () => field.value && field.select());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return look();
      const count = options.length;
      if (count > 0) point((active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(options[active] || options[0]);
    } else if (event.key === "Escape") {
      if (list.hidden) $("map").focus();
      else close();
      event.stopPropagation();
    }
  });
}
