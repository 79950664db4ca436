"""Written articles to gold files: python3 articles.py training/articles/*.txt [--out FOLDER]

The articles of training/articles/ were written for this project, each with its graph beneath it, by the guidelines of the
annotated articles. A file holds many:

    === id
    Headline

    Paragraphs.
    ---
    type | name | mention; mention || accepted name; accepted name
    source name | relation | target name | status | evidence

Without `--out` they are only checked: one line a fault says file, line and what is wrong, and the exit code is 1.
"""
import json, os, re, sys

TYPES = ("person", "organization", "place", "group", "event", "plan")
STATUSES = ("asserted", "negated", "reported", "planned", "former")
ACTORS = ("person", "organization", "place", "group")
# What the ends may be, as in the ontology.
ENDS = {
    "supports": (ACTORS + ("event",), TYPES),
    "opposes": (ACTORS + ("event",), TYPES),
    "attacks": (ACTORS + ("event",), ACTORS + ("event",)),
    "leads": (ACTORS, TYPES),
    "member_of": (ACTORS, ACTORS),
    "attends": (ACTORS, ("event",)),
    "hosts": (ACTORS, ("event",)),
    "meets": (ACTORS, ACTORS),
}
PRONOUNS = set("he she it they him her them his hers its their theirs who whom which that this these those we us our i you".split())


def articles(path):
    """(id, text, [(line number, fields)]) of each article of a file."""
    current, part = None, None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.startswith("=== "):
            if current:
                yield current
            current, part = (line[4:].strip(), [], [], number), "text"
        elif line.strip() == "---" and current:
            part = "graph"
        elif current and part == "text":
            current[1].append(line)
        elif current and line.strip():
            current[2].append((number, [f.strip() for f in re.split(r"(?<!\|)\|(?!\|)", line)]))
    if current:
        yield current


def within(text, words):
    """Whether words stand in the text as whole words."""
    return re.search(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text) is not None


def gold(article):
    """The gold graph of an article and its faults as (line number, message)."""
    name, lines, rows, start = article
    text = "\n".join(lines).strip() + "\n"
    entities, relations, faults, by_name = [], [], [], {}
    for number, fields in rows:
        if len(fields) in (2, 3) and fields[0] in TYPES:
            forms = fields[2] if len(fields) == 3 else ""
            mentions, _, accept = forms.partition("||")
            split = lambda s: [x.strip() for x in s.split(";") if x.strip()]
            e = {"id": f"e{len(entities) + 1}", "name": fields[1], "type": fields[0], "mentions": split(mentions), "accept": split(accept)}
            if fields[1] in by_name:
                faults.append((number, f"a second entity is called {fields[1]!r}"))
            for m in e["mentions"]:
                if m.lower() in PRONOUNS and not m.isupper():
                    faults.append((number, f"{m!r} is a pronoun, which is not listed"))
                elif not within(text, m):
                    faults.append((number, f"mention {m!r} is not in the text"))
            if not e["mentions"] and not within(text, e["name"]):
                faults.append((number, f"neither the name {e['name']!r} nor a mention is in the text"))
            by_name[fields[1]] = e
            entities.append(e)
        elif len(fields) == 5 and fields[1] in ENDS:
            source, relation, target, status, evidence = fields
            for end in (source, target):
                if end not in by_name:
                    faults.append((number, f"no entity is called {end!r}"))
            if status not in STATUSES:
                faults.append((number, f"{status!r} is no status: {', '.join(STATUSES)}"))
            if evidence not in text:
                faults.append((number, f"evidence is not in the text: {evidence!r}"))
            if source in by_name and target in by_name:
                a, b = by_name[source], by_name[target]
                if a["type"] not in ENDS[relation][0] or b["type"] not in ENDS[relation][1]:
                    faults.append((number, f"{a['type']} {relation} {b['type']} cannot be"))
                key = (a["id"], relation, b["id"])
                if source == target or any(key == (r["source"], r["relation"], r["target"]) for r in relations):
                    faults.append((number, "the relation stands twice, or goes to itself"))
                relations.append({"source": a["id"], "relation": relation, "target": b["id"], "status": status, "evidence": evidence})
        else:
            faults.append((number, f"neither an entity (type | name | mentions) nor a relation (source | relation | target | status | evidence): {' | '.join(fields)[:80]}"))
    if not relations:
        faults.append((start, "no relation"))
    return {"id": name, "entities": entities, "relations": relations}, text, faults


def main():
    arguments = sys.argv[1:]
    out = None
    if "--out" in arguments:
        at = arguments.index("--out")
        out = arguments[at + 1]
        del arguments[at:at + 2]
        os.makedirs(out, exist_ok=True)
    seen, counts, words, failed = {}, {}, 0, False
    for path in arguments:
        for article in articles(path):
            graph, text, faults = gold(article)
            if graph["id"] in seen:
                faults.append((article[3], f"a second article is called {graph['id']!r}"))
            seen[graph["id"]] = path
            for number, message in faults:
                print(f"{path}:{number}: {message}")
                failed = True
            words += len(text.split())
            for r in graph["relations"]:
                counts[r["relation"]] = counts.get(r["relation"], 0) + 1
            if out:
                with open(os.path.join(out, graph["id"] + ".txt"), "w", encoding="utf-8") as f:
                    f.write(text)
                with open(os.path.join(out, graph["id"] + ".json"), "w", encoding="utf-8") as f:
                    json.dump(graph, f, ensure_ascii=False, indent=1)
    print(f"{len(seen)} articles, {words} words, {sum(counts.values())} relations: " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
    sys.exit(failed)


if __name__ == "__main__":
    main()
