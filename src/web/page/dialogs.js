// Help, and the form for adding an article to a store.

/** Most bytes that the server takes at once. */
const MOST_BYTES = 16 * 1024 * 1024;

function showHelp(app) {
  const dialog = $("help-dialog");
  const row = ([key, words]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, words));
  const sign = (picture, words) => el("li", {}, picture, ` ${words}`);
  dialog.replaceChildren(
    el("form", { method: "dialog" },
      el("h2", { id: "help-title" }, "How to read and move the map"),
      el("p", {}, "Shapes tell what somebody is, colours what relates two, lines how it is said. Bigger means more relations; a wider line more sentences. Click a line to read the sentences behind it, a shape for all about it; double-click a shape for its neighbours; drag it to pin it."),
      el("ul", { className: "signs" }, TYPES.map((type) => sign(typeSign(type), type)), STATUSES.map((status) => sign(statusSign(status), status))),
      el("table", { className: "keys" }, KEYS.map(row)),
      el("p", { className: "quiet" }, "A map says what its texts say, not what is true. The confidence is how surely a careful reader would draw the line from these sentences."),
      el("p", {}, el("button", { value: "close", autofocus: true }, "Close")),
    ),
  );
  dialog.showModal();
}

function showAdd(app) {
  const dialog = $("add-dialog");
  const told = el("p", { role: "status" });
  const text = el("textarea", { id: "add-text", rows: 10, placeholder: "Paste an article" });
  const title = el("input", { id: "add-name", maxLength: 200 });
  const date = el("input", { id: "add-date", placeholder: "2018-11-12", pattern: "\\d{4}(-\\d\\d(-\\d\\d)?)?", title: "A year, a month or a day: 2018, 2018-11 or 2018-11-12" });
  const file = el("input", { id: "add-file", type: "file" });
  const send = el("button", { type: "submit" }, "Read and add");
  const submit = async (event) => {
    event.preventDefault();
    const chosen = file.files[0];
    if (!chosen && !text.value.trim()) return void (told.textContent = "Paste a text or choose a file");
    const size = chosen ? chosen.size : text.value.length;
    if (size > MOST_BYTES) return void (told.textContent = "That is larger than 16 MiB; use `powermap add` on the command line");
    send.disabled = true;
    told.textContent = "Reading…";
    try {
      const answer = await app.source.add(chosen || text.value, { name: chosen ? chosen.name : "", title: title.value, date: date.value });
      told.textContent = `${counted(answer.added, "article", "articles")} added${answer.changed ? `, ${answer.changed} changed` : ""}${answer.known ? `, ${answer.known} known before` : ""}; ${counted(answer.relations, "relation", "relations")} in them. ${(answer.faults || []).join("; ")}`;
      text.value = file.value = "";
      app.source.data.entities = answer.entities;
      if (answer.nodes.length) await app.bring(answer.nodes, true);
      app.light(answer.edges.map(edgeKey));
    } catch (error) {
      told.textContent = error.message;
    }
    send.disabled = false;
  };
  dialog.replaceChildren(
    el("form", { on: { submit } },
      el("h2", { id: "add-title" }, "Add an article"),
      el("label", { htmlFor: "add-text" }, "Text"), text,
      el("div", { className: "pair" }, el("div", {}, el("label", { htmlFor: "add-name" }, "Title (if the text has none)"), title), el("div", {}, el("label", { htmlFor: "add-date" }, "Date"), date)),
      el("label", { htmlFor: "add-file" }, "or a file: text, Markdown, a web page, JSON, CSV, a feed, mail"), file,
      told,
      el("p", { className: "actions" }, send, el("button", { type: "button", on: { click: () => dialog.close() } }, "Close")),
    ),
  );
  dialog.showModal();
  text.focus();
}
