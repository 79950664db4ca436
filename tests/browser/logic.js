// What the page works out, without a browser: node tests/browser/logic.js

const fs = require("fs");
const path = require("path");
const assert = require("assert");

const folder = path.join(__dirname, "../../src/web/page");
const scripts = ["text", "model", "layout", "shapes", "picture", "search", "answers", "address"];
const code = scripts.map((name) => fs.readFileSync(path.join(folder, `${name}.js`), "utf8")).join("\n");
const wanted = "{ pieces, marksOf, fold, plain, shortened, webAddress, passageAddress, days, isoDay, Model, Layout, Quadtree, svg, matches, Answers, collect, edgeKey, writeView, readView, onDark: (hex) => { const was = theme; theme = \"dark\"; const made = onGround(hex); theme = was; return made; } }";
// They are one script on the page too.
const ZOOM = "const ZOOM = { least: 0.04, most: 8 };";
const page = new Function(`${ZOOM}\n${code}\nreturn ${wanted};`)();

const relations = [
  { name: "supports", label: "supports", color: "#009e73", symmetric: false },
  { name: "meets", label: "meets", color: "#c2588f", symmetric: true },
];
const statement = (document, sentence, confidence, status = "asserted") => ({ document, sentence, confidence, status, start: 0, end: 4, text: "A b.", source_span: [0, 1], target_span: [2, 3], by: "model" });
const edge = (source, relation, target, evidence, status = "asserted") => ({ source, target, relation, key: status === "negated" ? `${relation}:negated` : relation, status, confidence: Math.max(...evidence.map((e) => e.confidence)), count: evidence.length, evidence });
const node = (id, name, type = "person", aliases = []) => ({ id, name, type, aliases, mentions: 1, documents: ["a"] });
function model() {
  const made = new page.Model(relations.map((r) => ({ ...r })));
  made.take({
    graph: { documents: [{ id: "a", date: "2018-11-12" }, { id: "b", date: "2020" }, { id: "c", date: null }] },
    nodes: [node("ada", "Ada Lang", "person", ["General Läng"]), node("bo", "Bo Oduya"), node("nor", "Norland", "place"), node("sud", "Sudmark", "place")],
    edges: [
      edge("nor", "supports", "ada", [statement("a", 0, 0.5), statement("b", 3, 0.5, "reported"), statement("a", 0, 0.4)]),
      edge("nor", "supports", "ada", [statement("b", 4, 0.7, "negated")], "negated"),
      edge("ada", "meets", "bo", [statement("c", 0, 0.9)]),
    ],
  });
  return made;
}

const tests = {
  "marks are found by bytes, also in each other"() {
    const text = "“Ö” 👍 met his advisers";
    const at = (words) => Buffer.from(text.slice(0, text.indexOf(words))).length;
    const mark = (kind, words) => ({ kind, start: at(words), end: at(words) + Buffer.from(words).length });
    const found = page.pieces(text, [mark("target", "his"), mark("source", "his advisers"), mark("cue", "met"), { kind: "cue", start: 90, end: 99 }]);
    assert.deepStrictEqual(found.map((p) => [p.text, p.marks.map((m) => m.kind)]), [["“Ö” 👍 ", []], ["met", ["cue"]], [" ", []], ["his", ["source", "target"]], [" advisers", ["source"]]]);
    assert.strictEqual(found.map((p) => p.text).join(""), text);
  },
  "addresses lead to the web or nowhere"() {
    assert.strictEqual(page.webAddress("javascript:alert(1)"), null);
    assert.strictEqual(page.webAddress("data:text/html,x"), null);
    assert.strictEqual(page.webAddress("news"), null);
    assert.strictEqual(page.passageAddress("https://news.example/a?b#c", "Ada-Lang met, and left."), "https://news.example/a?b#:~:text=Ada%2DLang%20met%2C%20and%20left.");
    const long = Array.from({ length: 20 }, (_, n) => `w${n}`).join(" ");
    assert.strictEqual(page.passageAddress("https://news.example/", long), "https://news.example/#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19");
    assert.strictEqual(page.passageAddress(null, "x"), null);
  },
  "text is what a document of XML may hold"() {
    assert.strictEqual(page.plain("a\ufffeb\uffffc\ud800d\udc00e 👍\u202ef\u0007"), "abc\ufffdd\ufffde 👍f");
  },
  "colours of relations stay apart on a dark ground"() {
    const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const colors = ["#009e73", "#d55e00", "#8b0000", "#6a3d9a", "#707070", "#2b83ba", "#0050a0", "#c2588f"].map(page.onDark);
    for (const a of colors) for (const b of colors) if (a !== b) assert.ok(Math.hypot(...parts(a).map((p, nth) => p - parts(b)[nth])) > 55, `${a} ${b}`);
    assert.strictEqual(new Set(colors).size, 8);
    assert.strictEqual(new Set(parts(page.onDark("#404040"))).size, 1, "grey stays grey");
    assert.strictEqual(page.onDark("#ffd0d0"), "#ffd0d0", "what can be read stays");
  },
  "dates are as fine as they are known"() {
    assert.deepStrictEqual(page.days("2018").map(page.isoDay), ["2018-01-01", "2018-12-31"]);
    assert.deepStrictEqual(page.days("2020-02").map(page.isoDay), ["2020-02-01", "2020-02-29"]);
    assert.deepStrictEqual(page.days("2018-11-12").map(page.isoDay), ["2018-11-12", "2018-11-12"]);
    assert.strictEqual(page.days("soon"), null);
  },
  "a period makes edges of what was stated in it"() {
    const made = model();
    const told = () => made.choose().edges.map((e) => `${e.key} ${e.told.status} ${e.told.confidence.toFixed(3)} ${e.told.count}`);
    assert.deepStrictEqual(told(), ["supports asserted 0.500 3", "supports:negated negated 0.700 1", "meets asserted 0.900 1"]);
    made.period = [page.days("2020")[0], page.days("2020")[1]];
    assert.deepStrictEqual(told(), ["supports reported 0.500 1", "supports:negated negated 0.700 1"]);
    made.period = [page.days("2018")[0], page.days("2020")[1]];
    assert.deepStrictEqual(told(), ["supports asserted 0.750 3", "supports:negated negated 0.700 1"]);
    made.period = [page.days("2018-11")[0], page.days("2018-11")[1]];
    assert.deepStrictEqual(told(), ["supports asserted 0.500 2"], "two of one sentence are one witness");
  },
  "filters leave out relations, types, what is doubtful and who is left alone"() {
    const made = model();
    const shown = () => made.choose().nodes.map((n) => n.id).join(" ");
    assert.strictEqual(shown(), "ada bo nor", "who has no relation is not drawn");
    made.alone = true;
    assert.strictEqual(shown(), "ada bo nor sud", "but on a page where such are asked for");
    made.alone = false;
    made.off.relations.add("meets");
    assert.strictEqual(shown(), "ada nor");
    made.off.statuses.add("asserted");
    assert.deepStrictEqual(made.choose().edges.map((e) => e.key), ["supports:negated"]);
    made.confidence = 0.8;
    assert.strictEqual(shown(), "");
    made.off.relations.clear();
    made.off.statuses.clear();
    assert.strictEqual(shown(), "ada bo");
    made.off.types.add("person");
    assert.strictEqual(shown(), "");
    made.confidence = 0;
    assert.strictEqual(shown(), "nor", "who has a relation that passes is shown, though nobody it has to do with is");
    made.confidence = 0.8;
    made.off.types.clear();
    made.focus = new Set(["bo"]);
    assert.strictEqual(shown(), "bo");
  },
  "the same is taken in once"() {
    const made = model();
    const fresh = made.take({ nodes: [node("bo", "Bo Oduya"), node("cy", "Cy")], edges: [edge("ada", "meets", "bo", [statement("c", 0, 0.9)]), edge("cy", "flatters", "bo", [statement("c", 0, 0.9)])] });
    assert.deepStrictEqual(fresh.map((n) => n.id), ["cy"]);
    assert.deepStrictEqual([made.nodes.length, made.edges.length], [5, 4]);
    assert.strictEqual(made.relation.get("flatters").label, "flatters", "a relation that the ontology has not");
    const bends = made.edges.slice(0, 2).map((e) => e.bend);
    assert.ok(bends[0] !== bends[1], "edges between the same two run beside each other");
  },
  "names are found by any of their words"() {
    const made = model();
    const found = (typed) => page.matches(made, typed).map((m) => m.id + (m.also ? ` (${m.also})` : ""));
    assert.deepStrictEqual(found("lang"), ["ada (General Läng)"].map(() => "ada"));
    assert.deepStrictEqual(found("general lä"), ["ada (General Läng)"]);
    assert.deepStrictEqual(found("ang"), []);
    assert.deepStrictEqual(found("  "), []);
  },
  "a path is the shortest, and what is denied is no step"() {
    const made = model();
    const answers = new page.Answers({ model: made });
    const path = answers.path(made.byId.get("nor"), made.byId.get("bo"));
    assert.deepStrictEqual(path.map((e) => e.key), ["supports", "meets"]);
    assert.strictEqual(answers.path(made.byId.get("nor"), made.byId.get("sud")), null);
    assert.strictEqual(page.collect({ members: [{ chain: [{ source_name: "A", key: "k", source: "a", target: "b", evidence: [] }] }] }).length, 1);
    const told = page.collect({ times: [{ statements: [{ source_name: "A", relation: "meets", evidence: { status: "negated", confidence: 0.3 } }] }] });
    assert.deepStrictEqual([told[0].key, told[0].confidence, told[0].evidence.length], ["meets:negated", 0.3, 1]);
  },
  "a view comes back from its address"() {
    const made = model();
    made.choose();
    made.off.relations.add("meets");
    made.confidence = 0.25;
    made.period = [page.days("2018-02")[0], page.days("2019")[1]];
    made.hidden.add("a,b|c&d=e#f");
    Object.assign(made.nodes[0], { pinned: true, x: 12.4, y: -7.6 });
    const app = { model: made, selected: made.edges[0], expanded: new Set(["nor"]), centre: null, source: { live: true, data: { top: 200 } }, top: 300, wandered: true, drawing: { view: { x: 1.2, y: 3, k: 0.5 } }, list: { open: true } };
    const view = page.readView(`#${page.writeView(app)}`);
    assert.deepStrictEqual([view.edge, view.without, view.sure, view.time.map(page.isoDay)], ["nor|supports|ada", ["meets"], 0.25, ["2018-02-01", "2019-12-31"]]);
    assert.deepStrictEqual([view.hide, view.pin, view.more, view.top, view.at, view.list], [["a,b|c&d=e#f"], [["ada", 12, -8]], ["nor"], 300, { x: 1, y: 3, k: 0.5 }, true]);
    for (const hostile of ["", "#", "#at=1,2", "#at=a,b,c", "#time=x..y", "#pin=:::,%", "#top=-3&sure=9&hide=%25%25", "#%"]) page.readView(hostile);
    assert.strictEqual(page.readView("#time=2020..2018").time, null);
  },
  "the layout is the same each time, near, and nobody stands on another"() {
    const lay = () => {
      const made = new page.Model(relations.map((r) => ({ ...r })));
      const nodes = Array.from({ length: 300 }, (_, n) => node(`n${n}`, `N ${n}`));
      const edges = Array.from({ length: 299 }, (_, n) => edge(`n${n + 1}`, "meets", `n${n >> 1}`, [statement("a", 0, 0.5)]));
      made.take({ nodes, edges });
      const layout = new page.Layout();
      layout.set(made.choose());
      for (let step = 0; step < 250; step++) layout.step();
      return made.nodes;
    };
    const nodes = lay();
    assert.deepStrictEqual(nodes.map((n) => [n.x, n.y]), lay().map((n) => [n.x, n.y]));
    const far = Math.max(...nodes.map((n) => Math.hypot(n.x, n.y)));
    assert.ok(far < 2500, `${far}`);
    let closest = Infinity;
    for (const a of nodes) for (const b of nodes) if (a !== b) closest = Math.min(closest, Math.hypot(a.x - b.x, a.y - b.y));
    assert.ok(closest > 4, `${closest}`);
    const linked = nodes[0].edges.map((e) => Math.hypot(e.source.x - e.target.x, e.source.y - e.target.y));
    assert.ok(Math.max(...linked) < far, "who is related stands nearer than the map is wide");
  },
  "the estimate of the forces is near their sum"() {
    const nodes = Array.from({ length: 400 }, (_, n) => ({ order: n, weight: 1 + (n % 3), x: Math.cos(n * 2.4) * 9 * Math.sqrt(n + 1), y: Math.sin(n * 2.4) * 9 * Math.sqrt(n + 1), vx: 0, vy: 0 }));
    const tree = new page.Quadtree(nodes);
    let [off, whole] = [0, 0];
    for (const node of nodes.slice(0, 50)) {
      let [x, y] = [0, 0];
      for (const other of nodes) {
        if (other === node) continue;
        const [dx, dy] = [node.x - other.x, node.y - other.y];
        const force = other.weight / Math.max(dx * dx + dy * dy, 30);
        x += dx * force;
        y += dy * force;
      }
      tree.push(node, 1);
      off += Math.hypot(node.vx - x, node.vy - y);
      whole += Math.hypot(x, y);
    }
    assert.ok(off / whole < 0.08, `${off / whole}`);
    // All in one place must end, too.
    const same = Array.from({ length: 50 }, (_, n) => ({ order: n, weight: 1, x: 1, y: 1, vx: 0, vy: 0 }));
    const knot = new page.Quadtree(same);
    for (const node of same) knot.push(node, 1);
    assert.ok(same.every((n) => Number.isFinite(n.vx)));
  },
  "a saved drawing has the names as text"() {
    const made = model();
    made.byId.get("ada").name = `</title><script>alert("1")</script>`;
    made.byId.get("ada").label = `<b>&"'`;
    made.choose();
    const layout = new page.Layout();
    layout.set(made.shown);
    const drawing = page.svg(made);
    assert.ok(!drawing.includes("<script") && !drawing.includes("<b>"));
    assert.ok(drawing.includes("&#60;b&#62;&#38;&#34;&#39;"));
    assert.strictEqual((drawing.match(/<g>/g) || []).length, made.shown.nodes.length + made.shown.edges.length);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    test();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`wrong ${name}\n${error.stack}`);
  }
}
process.exitCode = failed ? 1 : 0;
