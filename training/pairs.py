"""What the pair head sees and what it is to say: features of mention pairs, their labels from the annotated articles, stance."""
import json, re, sys, os, random
import data

RELATIONS = ["supports", "opposes", "attacks", "leads", "member_of", "attends", "hosts", "meets"]
STATUSES = ["asserted", "former", "reported", "planned", "negated"]
CLASSES = ["none"] + RELATIONS
FORMS = ["name", "demonym", "description", "pronoun"]
KINDS = data.TYPES
DISTANCES = [1, 2, 3, 5, 8, 13, 21, 34]   # words between the heads, upper bounds
PATHS = [1, 2, 3, 4, 5, 6, 8]             # arcs on the path, upper bounds
WORTHY = [0.0, 0.5, 0.75, 0.92]           # probability of a mention head, upper bounds
COUNTS = [1, 2, 4, 8, 16]                 # mentions of an entity in the document, upper bounds
SURE = [0.2, 0.35, 0.5, 0.65, 0.8]        # confidence of a pattern, upper bounds


def bucket(value, bounds):
    return next((i for i, b in enumerate(bounds) if value <= b), len(bounds))


def feature_names(deprels):
    """Every feature an embedding row; the order is that of `features` and of src/relations/pair.rs."""
    out = []
    for side in "ab":
        out += [f"{side}.kind.{k}" for k in KINDS] + [f"{side}.form.{f}" for f in FORMS] + [f"{side}.rel.{r}" for r in deprels]
    out += [f"distance.{i}" for i in range(len(DISTANCES) + 1)] + [f"path.{i}" for i in range(len(PATHS) + 1)]
    out += ["first.a", "first.b", "top.a", "top.b", "top.other", "nested.a", "nested.b", "nested.no"]
    out += [f"pattern.ab.{r}" for r in RELATIONS] + [f"pattern.ba.{r}" for r in RELATIONS]
    out += [f"{side}.worthy.{i}" for side in "ab" for i in range(len(WORTHY) + 1)]
    out += [f"{side}.count.{i}" for side in "ab" for i in range(len(COUNTS) + 1)]
    out += [f"sure.{side}.{i}" for side in ("ab", "ba") for i in range(len(SURE) + 1)]
    return out


def tree_path(heads, a, b):
    """Words on the path between two words, both ends left out; and the topmost word of the path, ends included."""
    up = [a]
    while heads[up[-1]] >= 0:
        up.append(heads[up[-1]])
    place = {w: i for i, w in enumerate(up)}
    down = [b]
    while down[-1] not in place:
        down.append(heads[down[-1]])
    top = down[-1]
    return [w for w in up[1: place[top] + 1] + down[1:-1] if w not in (a, b)] , top


class Pairs:
    """Ordered pairs of a sentence: for each the two heads, the path, the words between and the features."""

    def __init__(self, deprels):
        self.index = {n: i for i, n in enumerate(feature_names(deprels))}

    def features(self, s, a, b, kinds, patterns, counts=None):
        """`a`, `b`: mentions as dicts with head, start, end, form; `kinds`: their entity types."""
        f, path_top = [], tree_path(s["heads"], a["head"], b["head"])
        for side, m, kind in (("a", a, kinds[0]), ("b", b, kinds[1])):
            f += [f"{side}.kind.{kind}", f"{side}.form.{m['form']}"]
            rel = f"{side}.rel.{s['rels'][m['head']]}"
            f.append(rel)
        if counts:
            for side, m, count in (("a", a, counts[0]), ("b", b, counts[1])):
                f += [f"{side}.worthy.{bucket(m['worthy'], WORTHY)}", f"{side}.count.{bucket(count, COUNTS)}"]
        path, top = path_top
        f.append(f"distance.{bucket(abs(a['head'] - b['head']), DISTANCES)}")
        f.append(f"path.{bucket(len(path) + 1, PATHS)}")
        f.append("first.a" if a["head"] < b["head"] else "first.b")
        f.append("top.a" if top == a["head"] else "top.b" if top == b["head"] else "top.other")
        inside = lambda x, y: y["start"] <= x["start"] and x["end"] <= y["end"]
        f.append("nested.a" if inside(a, b) else "nested.b" if inside(b, a) else "nested.no")
        for side, said in (("ab", patterns[0]), ("ba", patterns[1])):
            for relation in RELATIONS:
                if relation in said:
                    f += [f"pattern.{side}.{relation}", f"sure.{side}.{bucket(said[relation], SURE)}"]
        lo, hi = sorted((a["head"], b["head"]))
        return [self.index[x] for x in f if x in self.index], path, list(range(lo + 1, hi))


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


def usable(entity):
    return entity["anchored"] or entity["kind"] in ("event", "plan")


def gold_examples(dump, gold_folder, pairs):
    """Per document: sentences (with name and mention labels) and, per sentence, pair examples
    (a head, b head, path, between, features, class or None, status)."""
    out = []
    for line in open(dump, encoding="utf-8"):
        doc = json.loads(line)
        gold = json.load(open(os.path.join(gold_folder, doc["id"] + ".json"), encoding="utf-8"))
        wide = {e["id"]: {fold(x) for x in [e["name"], *e["mentions"], *e.get("accept", [])]} - {""} for e in gold["entities"]}
        narrow = {e["id"]: {fold(x) for x in [e["name"], *e["mentions"]]} - {""} for e in gold["entities"]}
        names = [{fold(e["name"])} for e in doc["entities"]]
        for m in doc["mentions"]:
            if m["form"] != "pronoun":
                names[m["entity"]].add(fold(m["text"]))
        linked = [{g for g in wide if n & wide[g]} for n in names]
        close = [{g for g in narrow if n & narrow[g]} for n in names]
        raw = doc["text"].encode()
        text = doc["text"]
        # Byte spans of each relation's evidence.
        spans = {}
        for i, r in enumerate(gold["relations"]):
            at = raw.find(r["evidence"].encode())
            spans[i] = (at, at + len(r["evidence"].encode())) if at >= 0 else None
        sentences = [sentence_of(doc, k) for k in range(len(doc["sentences"]))]
        by_sentence = {}
        for i, m in enumerate(doc["mentions"]):
            if usable(doc["entities"][m["entity"]]):
                by_sentence.setdefault(m["sentence"], []).append(i)
        said = {}
        for r in doc["relations"]:
            a, b = doc["mentions"][r["source"]], doc["mentions"][r["target"]]
            found = said.setdefault((a["sentence"], a["entity"], b["entity"]), {})
            found[r["relation"]] = max(r["confidence"], found.get(r["relation"], 0))
        examples = {}
        positives = {}   # (relation, sentence) -> [(distance, index of example)]
        for k, ms in by_sentence.items():
            s = doc["sentences"][k]
            low, high = s["offsets"][0][0], s["offsets"][-1][1]
            for i in ms:
                for j in ms:
                    a, b = doc["mentions"][i], doc["mentions"][j]
                    if a["entity"] == b["entity"] or a["head"] == b["head"]:
                        continue
                    ea, eb = doc["entities"][a["entity"]], doc["entities"][b["entity"]]
                    patterns = (said.get((k, a["entity"], b["entity"]), {}), said.get((k, b["entity"], a["entity"]), {}))
                    f, path, between = pairs.features(s, a, b, (ea["kind"], eb["kind"]), patterns, (ea["count"], eb["count"]))
                    label, status, unsure = "none", None, False
                    here = []
                    for g, r in enumerate(gold["relations"]):
                        ga, gb = linked[a["entity"]], linked[b["entity"]]
                        fits = r["source"] in ga and r["target"] in gb or (r["relation"] == "meets" and r["target"] in ga and r["source"] in gb)
                        if not fits:
                            continue
                        e = spans[g]
                        if e is None or (e[0] < high and low < e[1]):
                            here.append(g)
                        else:
                            unsure = True
                    example = [a["head"], b["head"], path, between, f, None if (unsure or here) else "none", None]
                    examples.setdefault(k, []).append(example)
                    for g in here:
                        positives.setdefault((g, k), []).append((abs(a["head"] - b["head"]), len(examples[k]) - 1))
        for (g, k), found in positives.items():
            r = gold["relations"][g]
            best = min(d for d, _ in found)
            for d, x in found:
                if d <= best + 2:
                    examples[k][x][5], examples[k][x][6] = r["relation"], r["status"]
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
        out.append((doc["id"], sentences, examples, len(gold["relations"])))
    return out


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
    """Writes the stance sentences as one article, a paragraph each, for the reader."""
    os.makedirs(folder, exist_ok=True)
    rows = read_stance(path)
    with open(os.path.join(folder, "stance.txt"), "w", encoding="utf-8") as f:
        f.write("\n\n".join(t.replace("\n", " ") for t, *_ in rows) + "\n")


def stance_examples(dump, path, pairs):
    """Sentences of the stance data with one pair each: (sentence, example) where the class is a number from 0 to 4."""
    rows = read_stance(path)
    doc = json.loads(open(dump, encoding="utf-8").readline())
    raw = doc["text"].encode()
    starts, at = [], 0
    for text, *_ in rows:
        at = raw.find(text.encode(), at)
        starts.append(at)
        at += len(text.encode())
    out = []
    k = 0
    for (text, p, q, label), start in zip(rows, starts):
        if start < 0:
            continue
        to_byte = lambda c: start + len(text[:c].encode())
        end = start + len(text.encode())
        while k < len(doc["sentences"]) and doc["sentences"][k]["offsets"][0][0] < start:
            k += 1
        for kk in range(k, len(doc["sentences"])):
            d = doc["sentences"][kk]
            if d["offsets"][0][0] >= end:
                break
            found = []
            for a, b in (p, q):
                inside = [i for i, (x, y) in enumerate(d["offsets"]) if x < to_byte(b) and to_byte(a) < y]
                heads = [i for i in inside if not inside[0] <= d["heads"][i] <= inside[-1]]
                if heads:
                    found.append({"head": heads[0], "start": inside[0], "end": inside[-1] + 1, "form": "name"})
            if len(found) == 2 and found[0]["head"] != found[1]["head"]:
                s = sentence_of(doc, kk)
                s.paragraph = True
                f, path_, between = pairs.features(d, found[0], found[1], ("unknown", "unknown"), ({}, {}))
                g, path2, between2 = pairs.features(d, found[1], found[0], ("unknown", "unknown"), ({}, {}))
                out.append((s, [found[0]["head"], found[1]["head"], path_, between, f, g, label]))
                break
    return out
