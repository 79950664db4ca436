"""The explorer in a real browser: python3 tests/browser/explore.py POWERMAP [FOLDER_FOR_PICTURES] [CHROMIUM]

Makes a page of the article in seeds/ and one of hostile text, serves a store, and does what a reader does: searches, filters, clicks a
line and reads the sentence, goes about by keyboard, on a phone, adds a text. Needs playwright (pip) and chromium (apt).
"""
import json, os, re, shutil, subprocess, sys, tempfile

from playwright.sync_api import sync_playwright

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOSTILE = "</script><img src=x onerror=\"window.hacked=1\"><svg onload=window.hacked=2>"


class Check:
    """Says what was seen, and remembers what was not."""

    def __init__(self):
        self.failed = 0

    def that(self, holds, words):
        print(("ok    " if holds else "WRONG ") + words)
        self.failed += not holds


def opened(browser, address, faults, **options):
    tab = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, **options})
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda request: faults.append("asked for " + request.url) if not request.url.startswith(address.split("#")[0].rsplit("/", 1)[0]) and not request.url.startswith(("blob:", "data:")) else None)
    tab.goto(address)
    tab.wait_for_selector("body[data-ready]")
    return tab


def place_of_edge(tab, relation):
    """A place on the canvas where nothing but a line of this relation is."""
    return tab.evaluate(
        """(relation) => {
      const app = window.powermap;
      const box = app.drawing.canvas.getBoundingClientRect();
      for (const edge of app.model.shown.edges.filter((e) => e.relation === relation)) {
        for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
          const bend = edge.bend;
          const [x, y] = [edge.source.x + (edge.target.x - edge.source.x) * t, edge.source.y + (edge.target.y - edge.source.y) * t];
          if (bend) continue;
          const [px, py] = app.drawing.toScreen(x, y);
          if (px < 20 || py < 20 || px > box.width - 60 || py > box.height - 140) continue;
          const near = app.model.shown.nodes.some((n) => Math.hypot(n.x - x, n.y - y) < n.r + 12);
          const other = app.model.shown.edges.some((e) => e !== edge && cross(e, x, y));
          if (!near && !other) return { x: box.left + px, y: box.top + py, id: edge.id };
        }
      }
      function cross(e, x, y) {
        const [ax, ay, bx, by] = [e.source.x, e.source.y, e.target.x, e.target.y];
        const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
        return Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y) < 10 + Math.abs(e.bend) * 2;
      }
    }""",
        relation,
    )


def wait_for(tab, expression):
    """Until it holds; the policy of the page forbids playwright's own way, which evaluates text in it."""
    for _ in range(600):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(100)
    raise TimeoutError(expression)


def settled(tab):
    wait_for(tab, "!powermap.layout.moving")
    tab.wait_for_timeout(250)


def of_an_article(browser, page, check, picture):
    faults = []
    tab = opened(browser, f"file://{page}", faults)
    settled(tab)
    picture(tab, "map")
    tab.keyboard.press("/")
    tab.keyboard.type("khal")
    check.that(tab.locator("#found li").first.inner_text().startswith("Khalifa"), "search completes a name")
    tab.keyboard.press("Enter")
    check.that(tab.locator("#card h2").inner_text() == "Khalifa Haftar", "Enter opens the card of who was found")
    check.that("General Haftar" in tab.locator("#card").inner_text(), "the card has the other names")
    picture(tab, "card")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")

    tab.click("#zoom-fit")
    tab.mouse.move(640, 20)
    before = tab.evaluate("powermap.model.shown.edges.length")
    tab.locator("#filters .row", has_text="supports").get_by_label("supports", exact=True).first.uncheck()
    after = tab.evaluate("powermap.model.shown.edges.length")
    check.that(0 < after < before, f"a filter leaves relations out ({before} to {after})")
    tab.locator("#confidence").fill("90")
    check.that(tab.evaluate("powermap.model.shown.edges.every((e) => e.told.confidence >= 0.9)"), "what is doubtful is left out")
    tab.click("#reset")
    check.that(tab.evaluate("powermap.model.shown.edges.length") == before, "reset brings all back")
    settled(tab)

    place = place_of_edge(tab, "supports")
    tab.mouse.click(place["x"], place["y"])
    tab.wait_for_selector("#card .statement")
    words = tab.locator("#card .statement blockquote").first.text_content()
    told = tab.evaluate("powermap.selected.id")
    held = json.loads(tab.locator("#data").text_content())
    sentences = [e["text"] for edge in held["graph"]["edges"] if f"{edge['source']}|{edge['key']}|{edge['target']}" == told for e in edge["evidence"]]
    clean = re.sub(r"(source|target|cue|said by): ", "", words)
    if told != place["id"]:
        print(f"      {told} is chosen, not {place['id']}")
    check.that(told == place["id"] and any(s.split() == clean.split() for s in sentences), "a click on a line shows the sentence that states it")
    check.that(tab.locator("#card mark.source").count() > 0 and tab.locator("#card mark.target").count() > 0, "source and target are marked")
    picture(tab, "evidence")
    tab.locator("#card .statement .link").first.click()
    passage = tab.locator("#card .passage")
    check.that(passage.is_visible() and sentences[0].split()[0] in passage.inner_text(), "the document opens with the passage in place")
    picture(tab, "passage")
    tab.get_by_role("button", name="← Back").click()

    # Keyboard alone.
    tab.locator("#map").focus()
    tab.keyboard.press("Escape")
    tab.keyboard.press("n")
    first = tab.evaluate("powermap.node && powermap.node.id")
    tab.keyboard.press("n")
    second = tab.evaluate("powermap.node && powermap.node.id")
    check.that(first and second and first != second, "n goes from one to the next")
    check.that(bool(tab.locator("#live").inner_text()), "what is chosen is said to those who hear the page")
    tab.keyboard.press("Enter")
    check.that(tab.evaluate("document.activeElement.tagName") == "H2", "Enter brings the reader to the card")
    for _ in range(6):
        tab.keyboard.press("Tab")
    check.that(tab.evaluate("document.getElementById('card').contains(document.activeElement)"), "Tab goes through the card")
    chosen = tab.evaluate("powermap.selected.id")
    tab.keyboard.press("n")
    check.that(tab.evaluate("powermap.selected.id") != chosen, "keys act while the focus is in the card")
    tab.locator("#map").focus()
    tab.keyboard.press("o")
    alone = tab.evaluate("powermap.model.shown.nodes.length")
    tab.keyboard.press("o")
    tab.keyboard.press("h")
    check.that(alone < tab.evaluate("powermap.model.nodes.length") and tab.evaluate("powermap.model.hidden.size") == 1, "o and h show a part and hide one")
    tab.keyboard.press("u")
    tab.keyboard.press("l")
    rows = tab.locator("#list tbody tr").count()
    check.that(rows == tab.evaluate("powermap.model.shown.nodes.length + powermap.model.shown.edges.length"), f"the list has all that the map has ({rows} rows)")
    tab.locator("#list tbody tr td button").first.click()
    check.that(tab.locator("#card .statement").count() > 0, "a relation opens from the list")
    picture(tab, "list")
    tab.keyboard.press("l")

    # A view is in the address.
    tab.evaluate("powermap.pin(powermap.model.byId.get('italy'), true); powermap.model.off.relations.add('attends'); powermap.refilter(); powermap.write(true)")
    address = tab.url
    other = opened(browser, address, faults)
    same = other.evaluate("[powermap.selected?.id, powermap.model.byId.get('italy').pinned, powermap.model.off.relations.has('attends')]")
    check.that(same == [tab.evaluate("powermap.selected?.id"), True, True], "another reader of the address sees the same view")
    other.close()
    for part in ["node=zzyzx", "edge=zzyzx%7Csupports%7Citaly"]:
        lost = opened(browser, f"file://{page}#{part}", faults)
        check.that("zzyzx" in lost.locator("#alert").inner_text() and lost.locator("#alert").is_visible(), f"what an address chooses and the map has not is told ({part})")
        lost.close()

    with tab.expect_download() as download:
        tab.click("#save")
        tab.click("#save-svg")
    svg = open(download.value.path()).read()
    check.that(svg.startswith("<?xml") and "Khalifa Haftar" in svg, "the drawing is saved with its names as text")
    with tab.expect_download() as download:
        tab.click("#save")
        tab.click("#save-png")
    check.that(open(download.value.path(), "rb").read(8) == b"\x89PNG\r\n\x1a\n", "the picture is saved")
    tab.click("#theme")
    tab.keyboard.press("Escape")
    tab.click("#reset")
    tab.keyboard.press("Escape")
    settled(tab)
    tab.click("#zoom-fit")
    tab.mouse.move(500, 500)
    tab.wait_for_timeout(300)
    picture(tab, "dark")
    check.that(tab.evaluate("getComputedStyle(document.body).colorScheme") is not None and tab.evaluate("document.documentElement.dataset.theme") == "dark", "dark and light")
    check.that(faults == [], f"no error, and nothing asked for elsewhere {faults or ''}")
    tab.close()


def of_dated_articles(browser, powermap, folder, check, picture):
    rows = [
        {"id": "a", "date": "2018-11-12", "url": "https://news.example/a?x=1#top", "text": "Norland backs Ada Lang, the minister said. Ada Lang met Ben Oduya in Rome."},
        {"id": "b", "date": "2020-01-03", "url": "javascript:alert(1)", "text": "Sudmark condemned Ada Lang on Friday. Norland condemned Ada Lang too."},
        {"id": "c", "date": "2020-06-02", "text": "Norland backs Ada Lang again, the minister said."},
    ]
    source, page = os.path.join(folder, "wire.jsonl"), os.path.join(folder, "wire.html")
    with open(source, "w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    subprocess.run([powermap, "html", source, "-o", page], check=True)
    faults = []
    tab = opened(browser, f"file://{page}", faults)
    supports = "(powermap.model.shown.edges.find((e) => e.key === 'supports' && e.source.name === 'Norland') || {}).told?.count"
    all_of_it = [tab.evaluate("powermap.model.shown.edges.length"), tab.evaluate(supports)]
    tab.locator("#since").fill(str(tab.evaluate("Date.UTC(2019, 0, 1) / 86400000")))
    later = [tab.evaluate("powermap.model.shown.edges.length"), tab.evaluate(supports)]
    check.that(later[0] < all_of_it[0] and all_of_it[1] == 2 and later[1] == 1, f"the time slider leaves what was stated then ({all_of_it} to {later})")
    check.that("2019-01-01" in tab.locator(".time").inner_text(), "and tells the time")
    picture(tab, "time")
    tab.click("#reset")
    tab.evaluate("powermap.select(powermap.model.shown.edges.find((e) => e.key === 'supports' && e.source.name === 'Norland'))")
    tab.wait_for_selector("#card .statement")
    links = tab.locator("#card .statement a")
    check.that(links.count() == 1 and links.first.get_attribute("href").startswith("https://news.example/a?x=1#:~:text=Norland%20backs"), "a document on the web is linked to, at its sentence")
    tab.evaluate("powermap.select(powermap.model.shown.edges.find((e) => e.key === 'opposes'))")
    tab.wait_for_selector("#card .statement")
    check.that(tab.locator("#card a").count() == 0, "an address that is none of the web is no link")
    check.that(faults == [], f"no error on dated articles {faults or ''}")
    tab.close()


def of_a_phone(browser, page, check, picture):
    faults = []
    tab = opened(browser, f"file://{page}", faults, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, device_scale_factor=2)
    settled(tab)
    check.that(tab.evaluate("document.documentElement.scrollWidth") <= 360, "nothing is wider than a phone of 360 pixels")
    picture(tab, "phone-map")
    tab.fill("#search", "ital")
    tab.locator("#found li").first.tap()
    tab.wait_for_selector("#card h2")
    tab.locator("#card .fact").first.tap()
    tab.wait_for_selector("#card .statement")
    box = tab.locator("#card").bounding_box()
    check.that(box["x"] >= 0 and box["width"] <= 360 and tab.locator("#card blockquote").first.is_visible(), "the sentence is read on a phone")
    tab.wait_for_timeout(400)
    ends = tab.evaluate("[powermap.selected.source, powermap.selected.target].map((n) => powermap.drawing.toScreen(n.x, n.y))")
    room = tab.evaluate("[powermap.drawing.width, powermap.drawing.height - powermap.covered()]")
    check.that(all(0 < x < room[0] and 0 < y < room[1] for x, y in ends), "the line is seen above the card from end to end")
    picture(tab, "phone-evidence")
    tab.locator("#card .close").tap()
    tab.locator("#open-filters").tap()
    check.that(tab.locator("#filters").is_visible(), "filters open on a phone")
    picture(tab, "phone-filters")
    check.that(faults == [], f"no error on a phone {faults or ''}")
    tab.close()


def of_hostile_text(browser, powermap, folder, check):
    name = f"Ada {HOSTILE} Lang"
    span = {"source_span": [0, 3], "target_span": [4, 8], "cue_span": None, "status": "asserted", "confidence": 0.9, "by": HOSTILE}
    graph = {
        "directed": True, "multigraph": True,
        "graph": {"schema": "powermap/1", "documents": [{"id": "d", "title": HOSTILE, "url": "javascript:window.hacked=3", "date": "2018", "source": HOSTILE, "sha256": "0"}]},
        "nodes": [{"id": "a", "name": name, "type": "person", "aliases": [HOSTILE, name], "documents": ["d"]}, {"id": "b\"><img>", "name": "\u202eevil\u202c " + "x" * 10000, "type": "place", "documents": ["d"]}],
        "edges": [{"source": "a", "target": "b\"><img>", "key": "supports", "relation": "supports", "status": "asserted", "confidence": 0.9, "count": 1, "evidence": [{"document": "d", "sentence": 0, "start": 0, "end": len(name.encode()), "text": name, **span}]}],
    }
    source, page = os.path.join(folder, "hostile.json"), os.path.join(folder, "hostile.html")
    with open(source, "w") as file:
        json.dump(graph, file)
    subprocess.run([powermap, "html", source, "-o", page], check=True)
    faults = []
    tab = opened(browser, f"file://{page}", faults)
    tab.fill("#search", "ada")
    tab.keyboard.press("Enter")
    check.that(tab.locator("#card h2").inner_text() == name, "a hostile name is text")
    tab.locator("#card .fact").first.click()
    tab.wait_for_selector("#card .statement")
    check.that(HOSTILE[:9] in tab.locator("#card blockquote").inner_text(), "a hostile sentence is text")
    check.that(tab.locator("#card a").count() == 0, "an address that runs a script is no link")
    tab.locator("#card .statement .link").first.click()
    tab.click("#open-list")
    tab.mouse.move(700, 400)
    check.that(tab.evaluate("window.hacked === undefined") and tab.locator("img").count() == 0 and tab.locator("svg[onload]").count() == 0, "nothing of it became an element or ran")
    check.that(faults == [], f"no error on hostile text {faults or ''}")
    tab.close()


def of_a_store(browser, powermap, folder, check, picture):
    store = os.path.join(folder, "news.db")
    subprocess.run([powermap, "add", os.path.join(ROOT, "seeds/palermo.txt"), "--store", store], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([powermap, "serve", "--store", store, "--listen", "127.0.0.1:0", "--write"], stdout=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://[^/]+/", server.stdout.readline()).group()
        faults = []
        tab = opened(browser, address + f"#top=12", faults)
        settled(tab)
        check.that(tab.evaluate("powermap.model.nodes.length") == 12, "a store shows its most important part first")
        tab.fill("#search", "sals")
        tab.fill("#search", "satter")
        tab.wait_for_selector("#found li:has-text('Satterfield')")
        tab.keyboard.press("Enter")
        wait_for(tab, "powermap.node?.name === 'David Satterfield'")
        check.that(True, "search finds who is not on the map yet, and brings them there")
        before = tab.evaluate("powermap.model.nodes.length")
        tab.get_by_role("button", name="Expand").click()
        wait_for(tab, f"powermap.model.nodes.length > {before}")
        check.that(True, "expand brings the neighbours from the store")
        tab.locator("#card .fact").first.click()
        tab.wait_for_selector("#card .statement mark.source")
        check.that(True, "the sentences come from the server")
        tab.locator("#card .statement .link").first.click()
        tab.wait_for_selector("#card .passage")
        check.that(True, "the document comes from the server, with the passage in place")
        tab.fill("#search", "Who supports Khalifa Haftar?")
        tab.locator("#found .ask").click()
        tab.wait_for_selector("#card :text('Understood')")
        check.that("Russia" in tab.locator("#card").inner_text(), "a question in English is answered")
        picture(tab, "question")
        tab.click("#add")
        tab.fill("#add-text", f"Norland backs Ada Lang\n\nNorland backs Ada Lang {HOSTILE}, the minister said.")
        tab.get_by_role("button", name="Read and add").click()
        tab.wait_for_selector("#add-dialog [role=status]:has-text('added')", timeout=60000)
        tab.get_by_role("button", name="Close").last.click()
        wait_for(tab, "powermap.model.nodes.some((n) => n.name === 'Ada Lang')")
        check.that(tab.evaluate("window.hacked === undefined"), "a pasted text is read, added and shown, and its markup is text")
        check.that(faults == [], f"no error, and nothing asked for elsewhere {faults or ''}")
        # A page of another site must not read the store.
        evil = browser.new_page()
        evil.goto("data:text/html,<p>evil</p>")
        told = evil.evaluate(f"fetch('{address}api/stats').then((r) => r.text()).catch(() => 'refused')")
        check.that(told == "refused", "another site reads nothing")
        sent = evil.evaluate(f"fetch('{address}api/documents?name=evil.txt', {{method: 'POST', mode: 'no-cors', body: 'Norland backs Evil Lang.'}}).then(() => 'sent').catch(() => 'refused')")
        names = subprocess.run([powermap, "documents", "--store", store], capture_output=True, text=True).stdout
        check.that("evil" not in names, f"another site adds nothing ({sent})")
        tab.close()
        evil.close()
    finally:
        server.terminate()
        check.that(server.wait(20) == 0, "the server stops cleanly")


def main():
    powermap = os.path.abspath(sys.argv[1])
    pictures = sys.argv[2] if len(sys.argv) > 2 else None
    chromium = sys.argv[3] if len(sys.argv) > 3 else shutil.which("chromium") or shutil.which("google-chrome")
    check = Check()

    def picture(tab, name):
        if pictures:
            tab.evaluate("document.getElementById('alert').hidden = true")
            tab.wait_for_timeout(250)
            tab.screenshot(path=os.path.join(pictures, f"{name}.png"))

    if pictures:
        os.makedirs(pictures, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = os.path.join(folder, "map.html")
        subprocess.run([powermap, "html", os.path.join(ROOT, "seeds/palermo.txt"), "-o", page], check=True)
        of_an_article(browser, page, check, picture)
        of_dated_articles(browser, powermap, folder, check, picture)
        of_a_phone(browser, page, check, picture)
        of_hostile_text(browser, powermap, folder, check)
        of_a_store(browser, powermap, folder, check, picture)
        browser.close()
    if check.failed:
        sys.exit(f"{check.failed} wrong")


main()
