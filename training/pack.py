"""All that `distil.py` learns from, as flat arrays: python3 pack.py DATA_FOLDER START_RUN DUMPS OUT.npz

DUMPS are those of `fit_pairs.py`, with gap.jsonl, passages.jsonl and plain.jsonl (articles without labels),
sentences_aside.jsonl and stancevalid.jsonl besides, of which the last two, dev.jsonl and a quarter of the passages only show how it comes on. OUT.npz.features.json gets the features.
"""
import json, os, random, sys, tomllib
import torch
import coref_data, coreference, data, pairs, passages, train
from flat import Builder
from model import minilm
from wordpiece import WordPiece

HERE = os.path.dirname(os.path.abspath(__file__))
CONFIG = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
FOLDS, REACH = CONFIG["distil"]["folds"], CONFIG["distil"]["choices"]


def fold_of(document_id):
    """Which teacher does not see an article. A sentence of the stance data is in one fold with its annotated copy: by its line."""
    digits = "".join(c for c in document_id if c.isdigit())
    return (int(digits) if digits else sum(document_id.encode())) % FOLDS


def questions(doc):
    """What the pronouns and descriptions of a dump may stand for, the right one unknown: (sentence, word, [(sentence, word, None)])."""
    before, out = [], []
    for m in sorted(doc["mentions"], key=lambda m: (m["sentence"], m["head"])):
        at = (m["sentence"], m["head"])
        if m["form"] in ("pronoun", "description") and before:
            out.append((*at, [(*b, None) for b in before[-REACH:] if b != at]))
        if m["form"] not in ("pronoun", "verb"):
            before.append(at)
    return [q for q in out if q[2]]


def asked(documents):
    """The questions of `coreference.gum` and `coreference.gap` as those of a document each."""
    for document in documents:
        found, before = [], []
        for k, s in enumerate(document):
            for i, entity in getattr(s, "refer", ()):
                if before:
                    found.append((k, i, [(j, w, e == entity) for j, w, e in before[-60:]]))
                before.append((k, i, entity))
            found += [(k, i, choices) for i, choices in getattr(s, "asked", ())]
        yield document, found


def main():
    folder, start, dumps, out = sys.argv[1:5]
    labels = torch.load(os.path.join(start, "checkpoint.pt"), weights_only=False)["labels"]
    builder = Builder(WordPiece(os.path.join(minilm()[0], "vocab.txt")), labels)
    rng = random.Random(CONFIG["seed"])
    beside = {"gold": os.path.join(folder, "../gold/train"), "dev": os.path.join(folder, "../gold/dev")}
    articles = {}
    for name in ("gold", "written", "sentences", "wire", "dev", "sentences_aside"):
        articles[name] = pairs.gold_examples(os.path.join(dumps, name + ".jsonl"), beside.get(name, os.path.join(dumps, name)))
        print(name, len(articles[name]), flush=True)
    for a in articles["sentences"]:
        for s in a.sentences:
            s.names = s.worthy = None
    stance = pairs.stance_examples(os.path.join(dumps, "stance.jsonl"), f"{folder}/stance/train.txt")
    valid = pairs.stance_examples(os.path.join(dumps, "stancevalid.jsonl"), f"{folder}/stance/valid.txt")
    names = pairs.vocabulary([a for key in ("gold", "written", "sentences", "wire") for a in articles[key]])
    at = {n: i for i, n in enumerate(names)}

    def put(source, doc, text, examples, fold):
        for k in range(len(text)):
            for e in examples.get(k, ()):
                e.features = [at[n] for n in e.names if n in at]
        builder.add(source, fold, text, lambda k, s: examples.get(k, ()), questions(doc))

    for name, group in articles.items():
        for a in group:
            put(name, a.dump, a.sentences, a.examples, fold_of(a.id))
    for source, rows, dump in (("stance", stance, "stance.jsonl"), ("stancevalid", valid, "stancevalid.jsonl")):
        doc = json.loads(open(os.path.join(dumps, dump), encoding="utf-8").readline())
        path = f"{folder}/stance/{'train' if source == 'stance' else 'valid'}.txt"
        numbers = pairs.lines_of(path)
        lines = [numbers[p["row"]] for p in doc["pairs"][::2]]
        seconds = [p["s"] for p in doc["pairs"][::2]]
        by = {}
        for q in questions(doc):
            inside = [c for c in q[2] if c[0] == q[0]]
            if inside:
                by.setdefault(q[0], []).append((0, q[1], [(0, w, None) for _, w, _ in inside]))
        for (s, examples), line, k in zip(rows, lines, seconds):
            for e in examples:
                e.features = [at[n] for n in e.names if n in at]
            builder.add(source, line % FOLDS, [s], lambda _, __, e=examples: e, by.get(k, ()))
    for line in open(os.path.join(dumps, "plain.jsonl"), encoding="utf-8"):
        doc = json.loads(line)
        if int(doc["id"][-1]) % 2:
            continue
        text, examples = [pairs.sentence_of(doc, k) for k in range(len(doc["sentences"]))], {}
        for p in doc["pairs"]:
            examples.setdefault(p["s"], []).append(pairs.Example(*p["h"], p["path"], [doc["features"][f] for f in p["f"]]))
        put("plain", doc, text, examples, -1)
    ewt, gum = train.load_treebanks(folder, "train")
    for part in range(2):
        for document in ewt + gum:
            builder.add(f"treebank{part}", -1, train.vary(document, rng, CONFIG["treebank"]))
    for document in data.read_politics(f"{folder}/ner/politics-train.txt"):
        builder.add("politics", -1, document)
    refer = coreference.gum([d for i, d in enumerate(gum) if coref_data.for_encoder(i)])
    for document, found in asked(refer):
        builder.add("gum", -1, document, asked=found)
    gap = coreference.gap(os.path.join(dumps, "gap.jsonl"), [row for i, row in enumerate(coref_data.gap(f"{folder}/coref/gap-development.tsv")) if coref_data.for_encoder(i)])
    for document, found in asked(gap):
        builder.add("gap", -1, document, asked=found)
    valid = coreference.gap(os.path.join(dumps, "gap-validation.jsonl"), coref_data.gap(f"{folder}/coref/gap-validation.tsv"))
    for document, found in asked(valid):
        builder.add("gapvalid", -1, document, asked=found)
    ewt_dev, gum_dev = train.load_treebanks(folder, "dev")
    for document in gum_dev[::4] + ewt_dev[::6]:
        builder.add("treedev", -1, document)
    # Once as they are, and once with other names, which are not learnt by heart.
    rows = list(passages.read(os.path.join(HERE, "passages")))
    people = {name: passages.persons(text, marks) for name, text, marks in rows}
    pool = {gender: sorted({(words[0], words[-1]) for known in people.values() for words, g in known.values() if g == gender and len(words) > 1}) for gender in "mf"}
    mine = {row[0] for i, row in enumerate(rows) if passages.for_encoder(i)}
    for name, text, found in passages.asked(os.path.join(dumps, "passages.jsonl"), rows):
        builder.add("passages" if name in mine else "passages_aside", -1, text, asked=found)
        if name in mine:
            builder.add("passages", -1, passages.renamed(text, people[name].values(), pool, rng), asked=found)
    builder.save(out)
    json.dump(names, open(out + ".features.json", "w"))
    print({k: len(v) for k, v in builder.columns.items()}, os.path.getsize(out) / 1e6, "MB", len(names), "features")


if __name__ == "__main__":
    main()
