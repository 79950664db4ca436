// The keyboard. Keys act wherever nothing is typed; arrows and Enter are the map's only while no button or text has the focus.

const KEYS = [
  ["/", "search"],
  ["← ↑ → ↓", "move the map"],
  ["+  −  0", "zoom in, out, show all"],
  ["n  p", "next, previous: through all, by weight, or through the neighbours of what is chosen"],
  ["Enter", "read what is chosen"],
  ["e", "expand its neighbours"],
  ["o", "only it and its neighbours"],
  ["h", "hide it"],
  ["f", "fix it where it is, or let it go"],
  ["u", "undo: show all that is hidden, let go what is pinned"],
  ["l", "list in place of the map"],
  ["Esc", "choose nothing, close"],
  ["?", "this help"],
];

function listenToKeys(app) {
  const { canvas, view } = app.drawing;
  const pan = (x, y) => {
    view.x += x / view.k;
    view.y += y / view.k;
    app.moved();
  };
  const zoom = (factor) => {
    zoomAt(app.drawing, app.drawing.width / 2, app.drawing.height / 2, factor);
    app.moved();
  };
  const acts = {
    ArrowLeft: () => pan(-60, 0),
    ArrowRight: () => pan(60, 0),
    ArrowUp: () => pan(0, -60),
    ArrowDown: () => pan(0, 60),
    "+": () => zoom(1.3),
    "=": () => zoom(1.3),
    "-": () => zoom(1 / 1.3),
    0: () => app.fit(),
    n: () => app.walk(1),
    p: () => app.walk(-1),
    Enter: () => app.read(),
    e: () => app.node && app.expand(app.node),
    o: () => app.node && app.isolate(app.node),
    h: () => app.node && app.hide(app.node),
    f: () => app.node && app.pin(app.node, !app.node.pinned),
    u: () => app.showHidden(),
    l: () => app.toggleList(),
    "?": () => app.help(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !/^(checkbox|range)$/.test(event.target.type);
    if (event.key === "Escape") {
      if (!$("save-menu").hidden) return app.toggleSave(false);
      if (app.pathStart) return app.pathFrom(null);
      if (document.body.classList.contains("filtering")) return app.toggleFilters(false);
      app.select(null);
      if ($("card").contains(event.target)) canvas.focus();
    } else if (!typing && event.key === "/") {
      event.preventDefault();
      $("search").focus();
    } else if (!typing) {
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      const onMap = event.target === canvas || event.target === document.body;
      if (!act || (!onMap && /^(Arrow|Enter)/.test(event.key))) return;
      event.preventDefault();
      act();
    }
  });
  zoomButtons(zoom, app);
}

function zoomButtons(zoom, app) {
  $("zoom-in").addEventListener("click", () => zoom(1.4));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  $("zoom-fit").addEventListener("click", () => app.fit());
}
