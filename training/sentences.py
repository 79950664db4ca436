"""Annotated sentences to gold files: python3 sentences.py STANCE_TRAIN OUT_FOLDER [SHEET]

`sentences.tsv` says which relations some sentences of "Who Blames or Endorses Whom?" (stance/train.txt) state, without their words: the
number of the line, and for each relation the characters of its ends (brackets not counted), the relation and the status. Lines:

    line  source  relation  target  status      source and target are START-END
    line  -                                     nothing is stated
    line  =  START-END,START-END                these name one entity

Each sentence becomes an article of its own, as its neighbours are not known.
"""
import json, os, sys

SHEET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.tsv")


def text_of(line):
    """The sentence of a line of the corpus, without the brackets around its two entities."""
    return line.split("\t")[0].replace("[", "").replace("]", "")


def place(words):
    """START-END as two numbers."""
    start, _, end = words.partition("-")
    return int(start), int(end)


def rows(sheet):
    """(number of the line, its fields) of a sheet, without comments and empty lines."""
    for number, row in enumerate(open(sheet, encoding="utf-8"), 1):
        if row.strip() and not row.startswith("#"):
            yield number, row.rstrip("\n").split("\t")


def read(sheet):
    """{line: (relations, names of one entity)} with places as (start, end)."""
    found = {}
    for number, fields in rows(sheet):
        relations, same = found.setdefault(int(fields[0]), ([], []))
        if len(fields) == 5:
            relations.append((place(fields[1]), fields[2], place(fields[3]), fields[4]))
        elif len(fields) == 3 and fields[1] == "=":
            same.append([place(s) for s in fields[2].split(",")])
        elif fields[1:] != ["-"]:
            sys.exit(f"{sheet}:{number}: neither a relation, nor names of one entity, nor -")
    return found


def gold(name, text, relations, same):
    """The graph of a sentence as the annotated articles have it. Places whose words are alike are one entity."""
    words = lambda place: text[place[0]:place[1]]
    group = {}
    for places in same:
        forms = [words(p) for p in places]
        known = next((group[f] for f in forms if f in group), forms)
        known += [f for f in forms if f not in known]
        group.update((f, known) for f in known)
    entities = {}
    spans = {words(p): p for places in same for p in places} | {words(p): p for a, _, b, _ in relations for p in (a, b)}

    def entity(place):
        forms = group.get(words(place), [words(place)])
        key = forms[0]
        # Which type it has is not told; fitting pairs does not ask.
        new = {"id": f"e{len(entities) + 1}", "name": key, "type": "organization", "mentions": list(forms), "accept": [], "places": [spans[f] for f in forms]}
        return entities.setdefault(key, new)["id"]

    rows = []
    for source, relation, target, status in relations:
        a, b = entity(source), entity(target)
        if a != b and not any((a, relation, b) == (r["source"], r["relation"], r["target"]) for r in rows):
            rows.append({"source": a, "relation": relation, "target": b, "status": status, "evidence": text})
    return {"id": name, "entities": list(entities.values()), "relations": rows}


def main():
    corpus, out = sys.argv[1:3]
    sheet = sys.argv[3] if len(sys.argv) > 3 else SHEET
    lines = open(corpus, encoding="utf-8").read().split("\n")
    os.makedirs(out, exist_ok=True)
    stated = 0
    annotated = read(sheet)
    for line, (relations, same) in sorted(annotated.items()):
        name, text = f"s{line:05}", text_of(lines[line - 1])
        graph = gold(name, text, relations, same)
        stated += len(graph["relations"])
        with open(os.path.join(out, name + ".txt"), "w", encoding="utf-8") as f:
            f.write(text + "\n")
        with open(os.path.join(out, name + ".json"), "w", encoding="utf-8") as f:
            json.dump(graph, f, ensure_ascii=False)
    print(f"{len(annotated)} sentences, {stated} relations")


if __name__ == "__main__":
    main()
