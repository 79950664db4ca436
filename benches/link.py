"""Who is meant by a surname alone: python3 benches/link.py POWERMAP CORPUS [FOLDER]

Hides given names and sees whether the company gives them back. Adds the corpus to a store; takes articles that name somebody in full who
is named in three articles or more; cuts all given names before that surname out of the article; puts these articles in the place of the old ones; and
looks whose node the surname became: the same person's, nobody's (it stays apart), or another's, which is wrong.
"""
import json, os, random, re, shutil, sqlite3, subprocess, sys, tempfile

MOST = 600


def main():
    powermap, corpus = sys.argv[1:3]
    folder = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()
    whole, hidden = (os.path.join(folder, name) for name in ("whole.db", "hidden.db"))
    run = lambda *command: subprocess.run([powermap, *command], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.exists(whole):
        run("add", corpus, "--store", whole)
    db = sqlite3.connect(whole)
    sql = """SELECT d.name, d.title, d.text, e.name, n.key FROM entity e JOIN document d ON d.id = e.document JOIN node n ON n.id = e.node
             WHERE e.type = 'person' AND n.documents >= 3 AND n.key NOT LIKE '%@%' ORDER BY d.name, e.id"""
    rows = [row for row in db.execute(sql) if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", row[3])]
    random.Random(1).shuffle(rows)
    chosen = {}
    for document, title, text, name, key in rows:
        if document not in chosen and len(chosen) < MOST and name in text:
            given, last = name.split()
            chosen[document] = (re.sub(rf"\b{given}\s+(?={last}\b)", "", text), last, key)
    for name in os.listdir(folder):
        if name.startswith("hidden"):
            os.remove(os.path.join(folder, name))
    shutil.copy(whole, hidden)
    names = list(chosen)
    for at in range(0, len(names), 100):
        run("remove", *names[at:at + 100], "--store", hidden)
    lines = os.path.join(folder, "hidden.jsonl")
    with open(lines, "w") as file:
        for document, (text, _, _) in chosen.items():
            file.write(json.dumps({"id": "hidden-" + document, "text": text}) + "\n")
    run("add", lines, "--store", hidden)
    db = sqlite3.connect(hidden)
    counts = {"right": 0, "apart": 0, "wrong": 0, "not found": 0}
    for document, (_, last, key) in chosen.items():
        sql = """SELECT e.name, n.key FROM entity e JOIN document d ON d.id = e.document JOIN node n ON n.id = e.node
                 WHERE d.name = ? AND e.type = 'person'"""
        found = [k for name, k in db.execute(sql, ["hidden-" + document]) if name.split()[-1].lower() == last.lower()]
        if not found:
            counts["not found"] += 1
        elif key in found:
            counts["right"] += 1
        elif all("@" in k or k.split(".")[0] == last.lower() for k in found):
            counts["apart"] += 1
        else:
            counts["wrong"] += 1
    told = counts["right"] + counts["wrong"]
    print(f"{len(chosen)} articles: {counts}; of those joined to somebody, {counts['right'] / max(1, told):.3f} are right")


if __name__ == "__main__":
    main()
