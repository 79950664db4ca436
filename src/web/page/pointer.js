// Mouse, pen and fingers on the canvas: pan, zoom, pinch, drag, click.

const ZOOM = { least: 0.04, most: 8 };
/** Pixels that a click may tremble. */
const TREMBLE = 4;

/** Zooms so that the point under the pointer stays where it is. */
function zoomAt(drawing, px, py, factor) {
  const [x, y] = drawing.toWorld(px, py);
  const { view } = drawing;
  view.k = Math.max(ZOOM.least, Math.min(ZOOM.most, view.k * factor));
  view.x = x - (px - drawing.width / 2) / view.k;
  view.y = y - (py - drawing.height / 2) / view.k;
}

/** The node or edge at a place of the canvas; the slack, in pixels, is larger for fingers. */
function thingAt(app, px, py, slack = 4) {
  const { drawing, model } = app;
  const [x, y] = drawing.toWorld(px, py);
  const reach = slack / drawing.view.k;
  let [best, least] = [null, Infinity];
  for (const node of model.shown.nodes) {
    const distance = Math.hypot(node.x - x, node.y - y) - radius(node);
    if (distance < reach && distance < least) [best, least] = [node, distance];
  }
  if (best) return { node: best };
  least = reach + 2 / drawing.view.k;
  for (const edge of model.shown.edges) {
    const c = course(edge);
    const room = Math.abs(edge.bend) * 2 + reach;
    if (x < Math.min(c.x1, c.x2) - room || x > Math.max(c.x1, c.x2) + room || y < Math.min(c.y1, c.y2) - room || y > Math.max(c.y1, c.y2) + room) continue;
    const distance = farFrom(c, x, y);
    if (distance < least) [best, least] = [edge, distance];
  }
  return best ? { edge: best } : {};
}

function farFrom(c, x, y) {
  const steps = Number.isNaN(c.cx) ? 1 : 8;
  let least = Infinity;
  for (let step = 0; step < steps; step++) {
    const [ax, ay] = pointAt(c, step / steps);
    const [bx, by] = pointAt(c, (step + 1) / steps);
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(ax + dx * t - x, ay + dy * t - y));
  }
  return least;
}

function listenToPointers(app) {
  const { canvas } = app.drawing;
  const down = new Map();
  let [start, held, pinch, moved] = [null, null, null, false];
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const slack = (event) => (event.pointerType === "touch" ? 12 : 4);

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, at(event));
    if (down.size === 1) {
      [start, moved] = [at(event), false];
      held = thingAt(app, ...start, slack(event)).node || null;
    } else {
      if (held) held.held = false;
      held = null;
      pinch = spread(down);
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    const place = at(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") app.hover(thingAt(app, ...place, slack(event)), place);
      return;
    }
    down.set(event.pointerId, place);
    if (down.size === 2) {
      const now = spread(down);
      app.drawing.view.x -= (now.x - pinch.x) / app.drawing.view.k;
      app.drawing.view.y -= (now.y - pinch.y) / app.drawing.view.k;
      zoomAt(app.drawing, now.x, now.y, now.distance / pinch.distance);
      [pinch, moved] = [now, true];
      return app.moved();
    }
    if (!moved && Math.hypot(place[0] - start[0], place[1] - start[1]) < TREMBLE) return;
    moved = true;
    if (held) {
      held.held = true;
      [held.x, held.y] = app.drawing.toWorld(...place);
      app.warm(0.18);
    } else {
      canvas.classList.add("panning");
      app.panning = true;
      app.drawing.view.x -= (place[0] - before[0]) / app.drawing.view.k;
      app.drawing.view.y -= (place[1] - before[1]) / app.drawing.view.k;
      app.moved();
    }
  });
  const up = (event) => {
    if (!down.delete(event.pointerId)) return;
    canvas.classList.remove("panning");
    app.panning = false;
    if (down.size > 0) return;
    if (held?.held) {
      held.held = false;
      app.pin(held, true);
    } else if (!moved && event.type === "pointerup") {
      const thing = thingAt(app, ...start, slack(event));
      app.select(thing.node || thing.edge || null);
    }
    held = null;
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => app.hover({}, null));
  canvas.addEventListener("dblclick", (event) => {
    const thing = thingAt(app, ...at(event));
    if (thing.node) app.expand(thing.node);
    else if (!thing.edge) {
      zoomAt(app.drawing, ...at(event), 1.6);
      app.moved();
    }
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 18 : 1;
      zoomAt(app.drawing, ...at(event), Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0022));
      app.moved();
    },
    { passive: false },
  );
}

function spread(down) {
  const [a, b] = [...down.values()];
  return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, distance: Math.max(10, Math.hypot(a[0] - b[0], a[1] - b[1])) };
}
