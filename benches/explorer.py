"""Frames a second while the explorer is moved: python3 benches/explorer.py POWERMAP [CHROMIUM]

Makes a graph of 2,000 entities and 5,000 relations (a few hubs, as in news), a page of it with `powermap html`, opens it in headless Chromium
without a graphics card, and counts the frames while the map is panned by the mouse for five seconds: at once, while the layout still
settles, and again when it rests; then while it is zoomed by the wheel. Needs playwright (pip) and chromium (apt).
"""
import json, os, random, shutil, subprocess, sys, tempfile

from playwright.sync_api import sync_playwright

NODES, EDGES = 2000, 5000
TYPES = ["person", "organization", "place", "group", "event", "plan"]
RELATIONS = ["supports", "opposes", "attacks", "leads", "member_of", "attends", "hosts", "meets"]
STATUSES = ["asserted", "asserted", "asserted", "reported", "planned", "former", "negated"]
COUNT = """(seconds) => new Promise((done) => {
  let [frames, longest, start] = [0, 0, performance.now()];
  let last = start;
  const frame = (now) => {
    frames++;
    longest = Math.max(longest, now - last);
    last = now;
    if (now - start < seconds * 1000) requestAnimationFrame(frame);
    else done([1000 * frames / (now - start), longest]);
  };
  requestAnimationFrame(frame);
})"""

GROUND = """() => {
  const { drawing, model } = window.powermap;
  const box = drawing.canvas.getBoundingClientRect();
  for (let y = 300; y < 500; y += 7) {
    for (let x = 200; x < 700; x += 7) {
      const [wx, wy] = drawing.toWorld(x, y);
      if (model.shown.nodes.every((n) => Math.hypot(n.x - wx, n.y - wy) * drawing.view.k > 16)) return [box.left + x, box.top + y];
    }
  }
  throw new Error("no ground");
}"""


def graph():
    chance = random.Random(1)
    nodes = [{"id": f"n{n:04}", "name": f"{chance.choice('BDKLMNPRST')}{chance.choice(['ada', 'ordin', 'elkar', 'ustov'])} {n}", "type": chance.choice(TYPES), "mentions": 1, "documents": ["d"]} for n in range(NODES)]
    edges = {}
    while len(edges) < EDGES:
        # Everybody has a relation, and a few have many.
        a, b = (int(NODES * chance.random() ** 2.2) for _ in range(2))
        a = len(edges) + 1 if len(edges) < NODES - 1 else a
        relation, status = chance.choice(RELATIONS), chance.choice(STATUSES)
        if a == b or (relation == "meets" and a > b):
            continue
        key = f"{relation}:negated" if status == "negated" else relation
        evidence = {"document": "d", "sentence": 0, "start": 0, "end": 6, "text": "A b c.", "source_span": [0, 1], "target_span": [4, 5], "status": status, "confidence": 0.5, "by": "model"}
        edges[a, b, key] = {"source": f"n{a:04}", "target": f"n{b:04}", "key": key, "relation": relation, "status": status, "confidence": 0.5, "count": 1, "evidence": [evidence]}
    document = {"id": "d", "title": "Made up", "date": "2018-11-12", "source": "d.txt", "sha256": "0"}
    return {"directed": True, "multigraph": True, "graph": {"schema": "powermap/1", "documents": [document]}, "nodes": nodes, "edges": [edges[key] for key in sorted(edges)]}


def main():
    powermap = sys.argv[1]
    chromium = sys.argv[2] if len(sys.argv) > 2 else shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        source, page = os.path.join(folder, "graph.json"), os.path.join(folder, "map.html")
        with open(source, "w") as file:
            json.dump(graph(), file)
        subprocess.run([powermap, "html", source, "--top", str(NODES), "-o", page], check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(f"file://{page}")
        tab.wait_for_selector("body[data-ready]")
        shown = tab.evaluate("[powermap.model.shown.nodes.length, powermap.model.shown.edges.length]")
        print(f"{shown[0]} entities, {shown[1]} relations, {os.path.getsize(page)} bytes, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")

        def pan():
            # To and fro over some hundred pixels, as a hand does, from where there is ground and no shape to drag.
            x, y = tab.evaluate(GROUND)
            tab.mouse.move(x, y)
            tab.mouse.down()
            counting = tab.evaluate_handle(f"({{ result: ({COUNT})(5) }})")
            for step in range(120):
                way = abs(step % 40 - 20) / 20
                tab.mouse.move(x + 220 * (1 - way), y + 60 * way)
                tab.wait_for_timeout(25)
            told = tab.evaluate("(handle) => handle.result", counting)
            tab.mouse.up()
            return told

        print("panning, layout settling   %.0f frames a second, longest frame %.0f ms" % tuple(pan()))
        while tab.evaluate("powermap.layout.moving"):
            tab.wait_for_timeout(200)
        tab.keyboard.press("0")
        rates = [pan() for _ in range(3)]
        for rate in rates:
            print("panning, at rest           %.0f frames a second, longest frame %.0f ms" % tuple(rate))
        counting = tab.evaluate_handle(f"({{ result: ({COUNT})(5) }})")
        for step in range(100):
            tab.mouse.wheel(0, -60 if step % 50 < 25 else 60)
            tab.wait_for_timeout(30)
        print("zooming                    %.0f frames a second, longest frame %.0f ms" % tuple(tab.evaluate("(handle) => handle.result", counting)))
        browser.close()
    if min(rate[0] for rate in rates) < 30:
        sys.exit("slower than 30 frames a second")


main()
