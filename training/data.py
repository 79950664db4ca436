"""Public data to training sentences. Every reader yields documents: lists of Sentence."""
import collections, copy, json, os, re

TYPES = ["person", "organization", "place", "group", "event", "plan"]
NAME_TYPES = TYPES[:5]
NAME_TAGS = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"]
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
IGNORE = -100


class Sentence:
    """Words with labels; a label list that is None is not known for these words."""

    def __init__(self, forms, spaces, paragraph):
        self.forms, self.spaces, self.paragraph = forms, spaces, paragraph  # spaces[i]: white space before word i
        self.upos = self.xpos = self.heads = self.rels = self.names = self.generic = self.worthy = None
        self.boundaries = True  # the sentence's start and its neighbours are true ones
        self.offsets = None


PARTICIPLES = ("VBN", "VBG")
# What news puts between a name and a passive: "X, believed to be backed by Y".
RAISING = "believed thought said reported alleged understood known reputed considered suspected rumoured expected".split()


def reduced_relatives(s, rng, share):
    """Relative clauses without their "who is", the tree kept: "X, who is backed by Y," to "X, backed by Y," or, of passives one
    in three, to "X, believed to be backed by Y,". News has many of these and the treebanks few; `share` is the probability
    that a clause is reduced."""
    if s.heads is None:
        return s
    raised, drop, rels = {}, set(), {}
    for h, (rel, tag) in enumerate(zip(s.rels, s.xpos)):
        if rel != "acl:relcl" or tag not in PARTICIPLES or rng.random() >= share:
            continue
        kids = [k for k, head in enumerate(s.heads) if head == h]
        who = [k for k in kids if s.rels[k] in ("nsubj", "nsubj:pass") and s.forms[k].lower() in ("who", "which", "that")]
        auxiliaries = [k for k in kids if s.rels[k] in ("aux", "aux:pass")]
        bare = all(k not in s.heads for k in who + auxiliaries)
        if len(who) == 1 and len(auxiliaries) == 1 and s.forms[auxiliaries[0]].lower() in ("is", "are", "was", "were") and bare and who[0] + 1 == auxiliaries[0]:
            drop |= {who[0], auxiliaries[0]}
            rels[h] = "acl"
            if s.rels[auxiliaries[0]] == "aux:pass" and rng.random() < 0.33:
                raised[who[0]] = (h, rng.choice(RAISING))
    if not drop:
        return s
    # Each place is an old word or a new one: (form, UPOS, XPOS, head, relation), heads by old word or by the name of a new one.
    places = []
    for i in range(len(s.forms)):
        if i in raised:
            h, verb = raised[i]
            places += [("raise", h, verb, "VERB", "VBN", s.heads[h], "acl"), ("to", h, "to", "PART", "TO", h, "mark"), ("be", h, "be", "AUX", "VB", h, "aux:pass")]
        elif i not in drop:
            places.append(i)
    at = {(p if isinstance(p, int) else p[:2]): k for k, p in enumerate(places)}
    old = lambda values, new: [values[p] if isinstance(p, int) else new(p) for p in places]
    out = copy.copy(s)
    out.forms, out.spaces = old(s.forms, lambda p: p[2]), old(s.spaces, lambda p: True)
    out.upos, out.xpos = old(s.upos, lambda p: p[3]), old(s.xpos, lambda p: p[4])
    for key, outside in (("names", "O"), ("generic", None), ("worthy", "none")):
        if getattr(s, key) is not None:
            setattr(out, key, old(getattr(s, key), lambda p: outside))
    verbs = {h for h, _ in raised.values()}
    head = lambda p: (at["raise", p] if p in verbs else at[s.heads[p]] if s.heads[p] >= 0 else -1) if isinstance(p, int) else at[p[5]]
    out.heads = [head(p) for p in places]
    out.rels = [("xcomp" if p in verbs else rels.get(p, s.rels[p])) if isinstance(p, int) else p[6] for p in places]
    out.offsets = None
    return out


def read_conllu(path):
    """Documents of a CoNLL-U file; heads count from 0 and -1 is the root."""
    documents, sentence, rows, new_document, new_paragraph = [], None, [], True, True
    joined, space = set(), True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            new_document = new_paragraph = True
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line and line[0].isdigit():
            row = line.split("\t")
            if "-" in row[0]:
                a, b = map(int, row[0].split("-"))
                joined |= set(range(a, b))
                if "SpaceAfter=No" in row[9]:
                    joined.add(b)
            elif "." not in row[0]:
                rows.append(row)
        elif not line and rows:
            if new_document or not documents:
                documents.append([])
            spaces = []
            space = space or new_paragraph or new_document
            for i, row in enumerate(rows, 1):
                spaces.append(space)
                space = not ("SpaceAfter=No" in row[9] or i in joined)
            s = Sentence([r[1] for r in rows], spaces, new_paragraph)
            s.upos = [r[3] for r in rows]
            s.xpos = [r[4] for r in rows]
            s.heads = [int(r[6]) - 1 for r in rows]
            s.rels = [r[7] for r in rows]
            s.misc = [r[9] for r in rows]
            documents[-1].append(s)
            rows, joined, new_document, new_paragraph = [], set(), False, False
    return documents


def gum_entities(documents):
    """Names and mention heads of GUM's entity layer (`Entity=` in MISC), set on its sentences."""
    for document in documents:
        for s in document:
            n = len(s.forms)
            spans, open_ = [], collections.defaultdict(list)
            for i, misc in enumerate(s.misc):
                m = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
                if not m:
                    continue
                for part in re.findall(r"\([^()]+\)?|[^()]+\)", m.group(1)):
                    if part.startswith("("):
                        fields = part.strip("()").split("-")
                        key, kind = fields[0], fields[1] if len(fields) > 1 else "abstract"
                        wiki = fields[7] if len(fields) > 7 else None
                        if part.endswith(")"):
                            spans.append((i, i + 1, kind, wiki))
                        else:
                            open_[key].append((i, kind, wiki))
                    else:
                        key = part.strip("()").split("-")[0]
                        if open_[key]:
                            start, kind, wiki = open_[key].pop()
                            spans.append((start, i + 1, kind, wiki))
            s.generic = ["none"] * n
            s.names = ["O"] * n
            for start, end, kind, _ in sorted(spans, key=lambda x: x[0] - x[1]):
                h = span_head(s, start, end)
                mapped = {"person": "person", "organization": "organization", "place": "place", "event": "event"}.get(kind, "other")
                if mapped == "person" and (s.xpos[h] in ("NNS", "NNPS") or s.forms[h].lower() in ("they", "them", "their", "we", "us", "our", "people")):
                    mapped = "group"
                s.generic[h] = mapped
                if mapped != "other" and s.xpos[h] in ("NNP", "NNPS"):
                    a, b = name_span(s, start, end, h, mapped)
                    if all(x == "O" for x in s.names[a:b]):
                        for i in range(a, b):
                            s.names[i] = ("B-" if i == a else "I-") + mapped


def span_head(s, start, end):
    """The word of a span whose head lies outside of it."""
    for i in range(start, end):
        if not start <= s.heads[i] < end and s.rels[i] not in ("punct", "case", "det"):
            return i
    return end - 1


def name_span(s, start, end, head, kind):
    """The name proper inside a mention: its head with what is joined to it by compound, flat, or "of"."""
    inside = {head}
    changed = True
    while changed:
        changed = False
        for i in range(start, end):
            if i in inside or s.heads[i] not in inside:
                continue
            rel, name = s.rels[i], s.xpos[i].startswith("NNP")
            joins = rel in ("flat", "goeswith", "fixed") or (rel in ("compound", "amod", "nummod", "appos") and name and rel != "appos") or (
                s.heads[i] != head and rel in ("case", "punct", "det", "cc", "conj", "compound"))
            if kind != "person":
                joins = joins or (rel in ("nmod", "conj", "nmod:poss") and name and i > min(inside)) or (rel in ("compound", "nmod:unmarked") and name)
            if joins and s.forms[i] not in (",", "(", ")", ";", ":"):
                inside.add(i)
                changed = True
    a, b = head, head + 1  # the run around the head; a hyphen or small word between two of its words belongs to it
    small = lambda i: s.rels[i] in ("case", "punct", "det", "cc") and s.forms[i] not in (",", "(", ")", ":", ";", '"')
    while a > start and (a - 1 in inside or (small(a - 1) and a - 2 >= start and a - 2 in inside)):
        a -= 1
    while b < end and (b in inside or (small(b) and b + 1 < end and (b + 1 in inside or (small(b + 1) and b + 2 < end and b + 2 in inside)))):
        b += 1
    while b > head + 1 and s.rels[b - 1] in ("punct", "case", "det", "cc") and s.forms[b - 1] != ".":
        b -= 1
    while a < head and s.xpos[a] in ("DT", "IN", ",", "HYPH", "''", "``", "CC"):
        a += 1
    return a, b


POLITICS = {"person": "person", "politician": "person", "politicalparty": "organization", "organisation": "organization",
            "country": "place", "location": "place", "event": "event", "election": "event"}


def read_politics(path):
    """CrossNER's politics sentences: names only. Hyphens and clitics are split as the treebanks do."""
    out, forms, tags = [], [], []

    def flush():
        if forms:
            s = Sentence(list(forms), [True] * len(forms), True)
            s.names = list(tags)
            s.boundaries = False
            out.append([s])
            forms.clear(), tags.clear()

    for line in open(path, encoding="utf-8"):
        parts = line.split()
        if not parts:
            flush()
            continue
        word, tag = parts[0], parts[-1]
        kind = POLITICS.get(tag[2:])
        pieces = re.findall(r"[^-–]+|[-–]", word) if re.search(r"\w[-–]\w", word) else [word]
        for k, piece in enumerate(pieces):
            forms.append(piece)
            tags.append("O" if kind is None else ("B-" if tag[0] == "B" and k == 0 else "I-") + kind)
    flush()
    return out


TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|St|Jr|Sr|Prof|Rev|Co|Corp|Inc|Ltd|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Calif|Mass|Pa|Va)\."
    r"|[A-Z]\.(?=\s[A-Z])|\d+(?:[.,:]\d+)+|\d+(?:st|nd|rd|th|s)\b|\$|\d+|(?:can(?=not\b))|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[^\W_]+(?:['’][^\W\d_]{2,})*?(?=n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\W|_|$)|\.{2,}|--+|\S",
    re.I)


def simple_tokens(text):
    """A stand-in for the reader's tokenizer on text without gold words: (start, end) in characters."""
    return [m.span() for m in TOKEN.finditer(text) if m.group().strip()]


def read_gold(folder, tokenize=simple_tokens):
    """Annotated articles: per document the paragraphs (as one 'sentence' each), the entities found in them, the relations."""
    out = []
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".json"):
            continue
        gold = json.load(open(os.path.join(folder, file), encoding="utf-8"))
        text = open(os.path.join(folder, file[:-5] + ".txt"), encoding="utf-8").read()
        out.append((gold, text))
    return out


LOWER_IN_NAME = {"of", "the", "for", "and", "de", "al", "el", "bin", "van", "von", "der", "la", "le", "di", "da", "on", "-", "&", "'s", "’s", ".", "'", "’", "to", "in", "del", "du", "ul"}


def gold_labels(gold, sentences, text):
    """Names and mention heads of an annotated article, set on its sentences; returns (sentence, head, start, end, entity) mentions.

    An article's annotation names only whom its relations have, so that of other words in capitals nothing is known: None."""
    found = []
    flat = [(si, wi, s.offsets[wi]) for si, s in enumerate(sentences) for wi in range(len(s.forms))]
    begins = {o[0]: k for k, (_, _, o) in enumerate(flat)}
    ends = {o[1]: k for k, (_, _, o) in enumerate(flat)}
    for s in sentences:
        s.names, s.worthy = ["O"] * len(s.forms), ["none"] * len(s.forms)
    for e in gold["entities"]:
        name_words = {w.lower() for w in re.findall(r"\w+", e["name"])}
        for m in sorted(set(e["mentions"]) | {e["name"]}, key=len, reverse=True):
            if len(m) < 2:
                continue
            for hit in re.finditer(re.escape(m), text):
                a, b = begins.get(hit.start()), ends.get(hit.end())
                if a is None or b is None or flat[a][0] != flat[b][0]:
                    continue
                found.append((flat[a][0], flat[a][1], flat[b][1] + 1, e["id"], e["type"], name_words))
    found.sort(key=lambda f: (f[0], f[1], -f[2]))
    # A string may be a mention of two entities, or stand inside a longer mention of the same: keep the longest of each entity.
    kept = []
    for f in found:
        if not any(g[0] == f[0] and g[3] == f[3] and g[1] <= f[1] and f[2] <= g[2] for g in kept):
            kept.append(f)
    mentions = []
    for si, a, b, eid, kind, name_words in kept:
        s = sentences[si]
        h = surface_head(s.forms, a, b)
        mentions.append((si, h, a, b, eid, kind))
        s.worthy[h] = kind
        if kind == "plan":
            continue
        words = s.forms[a:b]
        if kind == "place" and len(words) == 1 and DEMONYM.search(words[0]) and words[0].lower() not in name_words:
            continue  # the gazetteer knows demonyms; the treebanks' name layers leave them out
        in_name = [i for i in range(a, b) if s.forms[i][:1].isupper() and (kind != "person" or s.forms[i].lower() in name_words)]
        if not in_name:
            continue
        x, y = in_name[0], in_name[-1] + 1
        if x < y and s.forms[x].lower() in ("the", "a", "an"):
            x += 1
        proper = all(s.forms[i][:1].isupper() or s.forms[i].lower() in LOWER_IN_NAME or s.forms[i][:1].isdigit() for i in range(x, y))
        whole = y == b or kind == "person"
        if x < y and proper and whole and all(n == "O" for n in s.names[x:y]):
            for i in range(x, y):
                s.names[i] = ("B-" if i == x else "I-") + kind
    for s in sentences:
        for i, form in enumerate(s.forms):
            if s.names[i] == "O" and form[:1].isupper() and form.lower() not in CALENDAR and not DEMONYM.search(form):
                s.names[i] = None
        # In a line of capitals nothing tells the words of a name from others.
        long = [f for f in s.forms if len(f) > 4 and f.isalpha()]
        if len(long) > 1 and sum(f.isupper() for f in long) > len(long) / 2:
            s.names = None
    return mentions


CALENDAR = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split())


DEMONYM = re.compile(r"(?:[a-z](?:ians?|ans?|ish|ese|is?|ic)|French|Dutch|Greeks?|Swiss|Welsh|Turks?|Afghans?|Iraqis?)$")

STOP_HEAD = {"of", "to", "for", "in", "on", "at", "by", "from", "with", "against", "between", "that", "who", "which", "whose", ",", "(", "over", "about", "into", "under", "as", "near", "within", "--", "—", "–"}


def surface_head(forms, a, b):
    """Head of a noun phrase without a tree: the last word before its first complement; a name in apposition stays whole."""
    end = b
    for i in range(a + 1, b):
        if forms[i].lower() in STOP_HEAD:
            end = i
            break
    h = end - 1
    while h > a and forms[h] in ("'s", "’s", "'", "’", '"', "”", ")"):
        h -= 1
    return h
