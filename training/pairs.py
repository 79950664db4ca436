"""What the pair head is to say of the pairs that powermap sees: their labels from the annotated articles, and stance."""
import itertools, json, os, re, sys
from collections import Counter
from dataclasses import dataclass, field
import data

RELATIONS = ["supports", "opposes", "attacks", "leads", "member_of", "attends", "hosts", "meets"]
STATUSES = ["asserted", "former", "reported", "planned", "negated"]
CLASSES = ["none"] + RELATIONS
LEAST, LEAST_POSITIVE = 20, 3   # pairs, and related pairs, that must have a feature for it to get weights


def vocabulary(documents):
    """Names of the features worth weights, from the examples of the annotated articles."""
    every, positive = Counter(), Counter()
    for d in documents:
        for rows in d.examples.values():
            for e in rows:
                every.update(e.names)
                if e.label not in (None, "none"):
                    positive.update(e.names)
    return sorted(name for name, n in every.items() if n >= LEAST and positive[name] >= LEAST_POSITIVE)


@dataclass
class Example:
    """An ordered pair of words of a sentence; `label` is none, a relation, or None where it is not to be learnt."""
    a: int
    b: int
    path: list
    names: list            # of its features
    label: str | None = None
    status: str | None = None
    stance: int | None = None
    entities: tuple = (None, None)
    said: dict = field(default_factory=dict)   # relation: (confidence, status) of the surest pattern
    features: list = field(default_factory=list)   # rows of the table, by `index_features`

    @property
    def between(self):
        low, high = sorted((self.a, self.b))
        return range(low + 1, high)


@dataclass
class Article:
    id: str
    sentences: list
    examples: dict         # sentence: [Example]
    dump: dict
    gold: dict


def index_features(examples, names):
    at = {name: i for i, name in enumerate(names)}
    for e in examples:
        e.features = [at[n] for n in e.names if n in at]


sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared/gold"))


def fold(name):
    """As the scorer of the annotated articles folds names."""
    import unicodedata
    name = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold()
    name = re.sub(r"[’']s\b|[’']$", "", name)
    name = re.sub(r"[“”\"‘’'`.,()]", "", name)
    return re.sub(r"^(the|a|an)\s+", "", re.sub(r"[-‐-―\s]+", " ", name).strip())


def sentence_of(doc, k):
    """The dumped sentence as a data.Sentence."""
    d = doc["sentences"][k]
    spaces = [i == 0 or d["offsets"][i][0] > d["offsets"][i - 1][1] for i in range(len(d["forms"]))]
    s = data.Sentence(d["forms"], spaces, d["paragraph"])
    s.boundaries = False
    s.offsets = d["offsets"]
    return s


def gold_examples(dump, gold_folder):
    """The articles of a dump with their pairs labelled by the annotated graphs of a folder."""
    out = []
    for line in open(dump, encoding="utf-8"):
        doc = json.loads(line)
        gold = json.load(open(os.path.join(gold_folder, doc["id"] + ".json"), encoding="utf-8"))
        wide = {e["id"]: {fold(x) for x in [e["name"], *e["mentions"], *e.get("accept", [])]} - {""} for e in gold["entities"]}
        narrow = {e["id"]: {fold(x) for x in [e["name"], *e["mentions"]]} - {""} for e in gold["entities"]}
        names = [{fold(e["name"])} for e in doc["entities"]]
        for m in doc["mentions"]:
            if m["form"] not in ("pronoun", "verb"):
                names[m["entity"]].add(fold(m["text"]))
        linked = [{g for g in wide if n & wide[g]} for n in names]
        close = [{g for g in narrow if n & narrow[g]} for n in names]
        for m in doc["mentions"]:
            if m["form"] not in ("pronoun", "verb"):
                linked[m["entity"]] |= {e["id"] for e in gold["entities"] for place in e.get("places", []) if is_head(doc, m, place)}
        raw = doc["text"].encode()
        text = doc["text"]
        for entity, found in by_head(doc, raw, gold):
            linked[entity] |= found
        # Byte spans of each relation's evidence.
        spans = []
        for r in gold["relations"]:
            at = raw.find(r["evidence"].encode())
            spans.append((at, at + len(r["evidence"].encode())) if at >= 0 else None)
        sentences = [sentence_of(doc, k) for k in range(len(doc["sentences"]))]
        said = {}
        for r in doc["relations"]:
            a, b = doc["mentions"][r["source"]], doc["mentions"][r["target"]]
            found = said.setdefault((a["sentence"], a["entity"], b["entity"]), {})
            found[r["relation"]] = max((r["confidence"], r["status"]), found.get(r["relation"], (0, "")))
        examples = {}
        positives = {}   # (relation, sentence): [(distance, example)]
        for p in doc["pairs"]:
            k = p["s"]
            low, high = doc["sentences"][k]["offsets"][0][0], doc["sentences"][k]["offsets"][-1][1]
            ends = tuple(doc["mentions"][m]["entity"] for m in p["m"])
            ga, gb = linked[ends[0]], linked[ends[1]]
            here, unsure = [], False
            for g, r in enumerate(gold["relations"]):
                if r["source"] in ga and r["target"] in gb or (r["relation"] == "meets" and r["target"] in ga and r["source"] in gb):
                    e = spans[g]
                    if e is None or (e[0] < high and low < e[1]):
                        here.append(g)
                    else:
                        unsure = True
            example = Example(*p["h"], p["path"], [doc["features"][f] for f in p["f"]], None if unsure or here else "none",
                              entities=ends, said=said.get((k, *ends), {}))
            examples.setdefault(k, []).append(example)
            for g in here:
                positives.setdefault((g, k), []).append((abs(example.a - example.b), example))
        for (g, k), found in positives.items():
            r = gold["relations"][g]
            best = min(d for d, _ in found)
            for d, example in found:
                if d <= best + 2:
                    example.label, example.status = r["relation"], r["status"]
        # Where one end of a relation stands in its evidence by words that could not be linked, any pair of the other end with
        # something unlinked may be it.
        told = {g for g, _ in positives}
        for g, r in enumerate(gold["relations"]):
            if g in told or spans[g] is None:
                continue
            for k, rows in examples.items():
                low, high = doc["sentences"][k]["offsets"][0][0], doc["sentences"][k]["offsets"][-1][1]
                for e in rows if spans[g][0] < high and low < spans[g][1] else ():
                    ga, gb = (linked[x] for x in e.entities)
                    pairs = [(r["source"], r["target"])] + [(r["target"], r["source"])] * (r["relation"] == "meets")
                    if e.label == "none" and any(a in ga and not gb or b in gb and not ga for a, b in pairs):
                        e.label = None
        for k, s in enumerate(sentences):
            s.worthy = ["none"] * len(s.forms)
        data.gold_labels(gold, sentences_with_text_offsets(doc, sentences), text)
        for s in sentences:
            s.worthy = ["none"] * len(s.forms)
        # Mention heads by the tree, not by the surface.
        for e in gold["entities"]:
            for m in set(e["mentions"]) | {e["name"]}:
                key = m.encode()
                at = raw.find(key)
                while at >= 0 and len(m) > 1:
                    mark_head(doc, sentences, at, at + len(key), e["type"])
                    at = raw.find(key, at + 1)
        for m in doc["mentions"]:  # pronouns count where they stand for an entity of the gold graph
            if m["form"] == "pronoun" and close[m["entity"]]:
                kind = next(e["type"] for e in gold["entities"] if e["id"] in close[m["entity"]])
                sentences[m["sentence"]].worthy[m["head"]] = kind
        out.append(Article(doc["id"], sentences, examples, doc, gold))
    return out


def is_head(doc, mention, place):
    """Whether a mention has the head of the words at a place, which is told in characters: however much of the phrase each takes."""
    low, high = (len(doc["text"][:p].encode()) for p in place)
    d = doc["sentences"][mention["sentence"]]
    inside = [i for i, (a, b) in enumerate(d["offsets"]) if low <= a and b <= high]
    at = mention["head"]
    return at in inside and d["heads"][at] not in inside


def by_head(doc, raw, gold):
    """(entity of the dump, {entities of the gold graph}) where a mention has the head of some words that the gold graph lists, however much of
    the phrase each takes: "a daily five-hour 'humanitarian pause'" is its "humanitarian pause". Of single words only names are sought."""
    heads = {(m["sentence"], m["head"]): m["entity"] for m in doc["mentions"] if m["form"] not in ("pronoun", "verb")}
    begins = {o[0]: (k, i) for k, d in enumerate(doc["sentences"]) for i, o in enumerate(d["offsets"])}
    ends = {o[1]: (k, i) for k, d in enumerate(doc["sentences"]) for i, o in enumerate(d["offsets"])}
    for e in gold["entities"]:
        for words in {e["name"], *e["mentions"]}:
            if len(words.split()) < 2 and not words[:1].isupper():
                continue
            key = words.encode()
            at = raw.find(key)
            while at >= 0:
                first, last = begins.get(at), ends.get(at + len(key))
                if first and last and first[0] == last[0]:
                    k, tree = first[0], doc["sentences"][first[0]]["heads"]
                    inside = range(first[1], last[1] + 1)
                    tops = [i for i in inside if tree[i] not in inside]
                    if len(tops) == 1 and (k, tops[0]) in heads:
                        yield heads[k, tops[0]], {e["id"]}
                at = raw.find(key, at + 1)


def sentences_with_text_offsets(doc, sentences):
    """Byte offsets to character offsets, which `data.gold_labels` matches on."""
    raw = doc["text"].encode()
    table, n = {}, 0
    for i, b in enumerate(raw):
        if b & 0xC0 != 0x80:
            table[i] = n
            n += 1
    table[len(raw)] = n
    for s in sentences:
        s.offsets = [(table[a], table[b]) for a, b in s.offsets]
    return sentences


def mark_head(doc, sentences, start, end, kind):
    for k, d in enumerate(doc["sentences"]):
        if d["offsets"][0][0] <= start and end <= d["offsets"][-1][1]:
            inside = [i for i, (a, b) in enumerate(d["offsets"]) if start <= a and b <= end]
            if not inside or d["offsets"][inside[0]][0] != start or d["offsets"][inside[-1]][1] != end:
                return
            heads = [i for i in inside if not (inside[0] <= d["heads"][i] <= inside[-1]) and d["rels"][i] not in ("punct", "case", "det")]
            if heads:
                sentences[k].worthy[heads[0]] = kind
            return


BRACKETS = re.compile(r"[\[\]]")


def read_stance(path):
    """(text, p span, q span, class) of each line; brackets that are a character off are repaired by the words given."""
    out = []
    for line in open(path, encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 4:
            continue
        marked, _, _, label = parts
        text, spans, opened = "", [], None
        for c in marked:
            if c == "[":
                opened = len(text)
            elif c == "]":
                if opened is not None:
                    spans.append((opened, len(text)))
                opened = None
            else:
                text += c
        if len(spans) != 2:
            continue
        fixed = []
        for a, b in spans:
            while a > 0 and text[a - 1].isalnum():
                a -= 1
            while a < b and text[a].isspace():
                a += 1
            while b < len(text) and text[b].isalnum():
                b += 1
            while b > a and not text[b - 1].isalnum() and text[b - 1] != ".":
                b -= 1
            fixed.append((a, b))
        if all(a < b for a, b in fixed):
            out.append((text, fixed[0], fixed[1], int(label)))
    return out


def stance_folder(path, folder):
    """Writes the stance sentences as one article, a paragraph each, and the spans of their ends, for the reader."""
    os.makedirs(folder, exist_ok=True)
    at = 0
    with open(os.path.join(folder, "stance.txt"), "w", encoding="utf-8") as f, open(os.path.join(folder, "stance.spans"), "w") as g:
        for text, p, q, _ in read_stance(path):
            byte = lambda c: at + len(text[:c].encode())
            g.write(f"{byte(p[0])} {byte(p[1])} {byte(q[0])} {byte(q[1])}\n")
            f.write(text.replace("\n", " ") + "\n\n")
            at += len(text.encode()) + 2


TURNED = (0, 2, 1, 4, 3)   # the class of a pair taken the other way round


def lines_of(path):
    """The number of the line, from 1, of each row of `read_stance`."""
    bare = lambda text: text.replace("[", "").replace("]", "")
    at = {bare(line.rstrip("\n").split("\t")[0]): n for n, line in enumerate(open(path, encoding="utf-8"), 1)}
    return [at[text] for text, *_ in read_stance(path)]


def stance_examples(dump, path):
    """Sentences of the stance data, each with its pair both ways: (sentence, [example, example])."""
    rows = read_stance(path)
    doc = json.loads(open(dump, encoding="utf-8").readline())
    out = []
    first = [0, *itertools.accumulate(len(s["forms"]) for s in doc["sentences"])]
    for p, q in zip(doc["pairs"][::2], doc["pairs"][1::2]):
        label = rows[p["row"]][3]
        two = [Example(*x["h"], x["path"], [doc["features"][f] for f in x["f"]], stance=c) for x, c in ((p, label), (q, TURNED[label]))]
        s = sentence_of(doc, p["s"])
        s.paragraph = True
        s.first = first[p["s"]]   # its first word's number in the dump
        out.append((s, two))
    return out
