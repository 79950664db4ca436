// Saving what is seen: as a picture of twice its size, or as a drawing whose text stays text.

const SVG_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

const quoted = (text) => plain(String(text)).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
const short = (number) => String(Math.round(number * 10) / 10);

/** Everything that is shown, as an SVG text. */
function svg(model) {
  const { nodes, edges } = model.shown;
  swell = 1;
  const legend = legendRows(model);
  let [left, top, right, bottom] = [0, 0, 300, 200];
  if (nodes.length > 0) {
    [left, right] = [Math.min(...nodes.map((n) => n.x)) - 90, Math.max(...nodes.map((n) => n.x)) + 90];
    [top, bottom] = [Math.min(...nodes.map((n) => n.y)) - 40, Math.max(...nodes.map((n) => n.y)) + 50];
  }
  const foot = 18 * Math.ceil(legend.length / 4) + 30;
  const [width, height] = [Math.max(right - left, 560), bottom - top + foot];
  const lines = edges.map((edge) => {
    const c = course(edge);
    const status = (edge.told || edge).status;
    const d = Number.isNaN(c.cx) ? `M${short(c.x1)} ${short(c.y1)}L${short(c.x2)} ${short(c.y2)}` : `M${short(c.x1)} ${short(c.y1)}Q${short(c.cx)} ${short(c.cy)} ${short(c.x2)} ${short(c.y2)}`;
    const dash = DASHES[status].length ? ` stroke-dasharray="${DASHES[status].join(" ")}"` : "";
    const ends = heads(edge, c, 8 + lineWidth(edge)).map((points) => `<path d="M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}Z" fill="${color(edge)}"/>`);
    return `<g><title>${quoted(model.sentence(edge))} (${status}, ${(edge.told || edge).confidence.toFixed(2)})</title><path d="${d}" fill="none" stroke="${color(edge)}" stroke-width="${short(lineWidth(edge))}"${dash}/>${ends.join("")}</g>`;
  });
  const shapes = nodes.map((node) => {
    const points = corners(node.type, node.r);
    const look = `fill="${fill(node)}" stroke="${ink().line}"`;
    const shape = points
      ? `<path d="M${points.map(([x, y]) => `${short(node.x + x)} ${short(node.y + y)}`).join("L")}Z" ${look}/>`
      : `<circle cx="${short(node.x)}" cy="${short(node.y)}" r="${short(node.r)}" ${look}/>`;
    return `<g><title>${quoted(node.name)}: ${node.type}</title>${shape}</g>`;
  });
  const names = nodes.map((node) => `<text x="${short(node.x)}" y="${short(node.y + node.r + 13)}">${quoted(node.label)}</text>`);
  const key = legend.map(({ words, sign }, nth) => {
    const [x, y] = [left + 16 + (nth % 4) * ((width - 32) / 4), bottom + 14 + Math.floor(nth / 4) * 18];
    return `<g transform="translate(${short(x)} ${short(y)})">${sign}<text x="30" y="4" text-anchor="start" stroke="none">${quoted(words)}</text></g>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[left, top, width, height].map(short).join(" ")}" width="${short(width)}" height="${short(height)}" font-family="${SVG_FONT}" font-size="12">
<rect x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}" fill="${ink().ground}"/>
${lines.join("\n")}
${shapes.join("\n")}
<g text-anchor="middle" fill="${ink().text}" stroke="${ink().halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">
${names.join("\n")}
${key.join("\n")}
</g>
</svg>
`;
}


/** The signs that are in use, with what they mean. */
function legendRows(model) {
  const rows = [];
  const types = new Set(model.shown.nodes.map((node) => node.type));
  for (const type of TYPES.filter((name) => types.has(name))) {
    const points = corners(type, 7);
    const look = `fill="${FILLS[theme][type]}" stroke="${ink().line}"`;
    rows.push({ words: type, sign: points ? `<path transform="translate(12 0)" d="M${points.map((p) => p.map(short).join(" ")).join("L")}Z" ${look}/>` : `<circle cx="12" r="7" ${look}/>` });
  }
  const kinds = new Set(model.shown.edges.map((edge) => edge.kind));
  for (const kind of model.relations.filter((relation) => kinds.has(relation))) {
    rows.push({ words: kind.label, sign: `<path d="M0 0H24" stroke="${onGround(kind.color)}" stroke-width="2.5"/>` });
  }
  const statuses = new Set(model.shown.edges.map((edge) => (edge.told || edge).status));
  for (const status of STATUSES.filter((name) => statuses.has(name))) {
    const tone = ink().line;
    const bar = status === "negated" ? `<path d="M23 -6V6" stroke="${tone}" stroke-width="2.5"/>` : "";
    rows.push({ words: status, sign: `<path d="M0 0H24" stroke="${tone}" stroke-width="2" stroke-dasharray="${DASHES[status].join(" ") || "none"}"/>${bar}` });
  }
  return rows;
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function saveSvg(app) {
  download(new Blob([svg(app.model)], { type: "image/svg+xml" }), "powermap.svg");
  app.tell("The drawing was saved as powermap.svg");
}

function savePng(app) {
  // Drawn anew at twice the size, so that it is sharp in print.
  const copy = new Scene(el("canvas"), app.model);
  copy.draw(app.drawing.view, [app.drawing.width, app.drawing.height, 2], app.model.shown, app.lit());
  copy.canvas.toBlob((blob) => {
    if (!blob) return app.complain("The browser could not make the picture; save the drawing (SVG) instead");
    download(blob, "powermap.png");
    app.tell("The picture was saved as powermap.png");
  }, "image/png");
}
