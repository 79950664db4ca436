"""Texts and gold mentions of GUM's coreference layer and of GAP."""
import collections, csv, os, re

Mention = collections.namedtuple("Mention", "start end head entity kind")  # bytes of the text; the head's span


def head_of(rows, first, last):
    """The word of a run that depends on one outside of it."""
    inside = {rows[i][0] for i in range(first, last + 1)}
    for i in range(first, last + 1):
        if rows[i][6] not in inside:
            return i
    return last


def gum(path):
    """(id, text, mentions) of each document: paragraphs are parted by an empty line, sentences by a space."""
    name, text, mentions, rows, paragraph = None, "", [], [], False
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            if name is not None:
                yield name, text, in_bytes(text, mentions)
            name, text, mentions, paragraph = line.split("= ")[1], "", [], False
        elif line.startswith("# newpar"):
            paragraph = bool(text)
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            if paragraph:
                text = text.rstrip(" ") + "\n\n"
            text, words, places = written(text, rows)
            mentions += mentioned(words, places)
            rows, paragraph = [], False
    if name is not None:
        yield name, text, in_bytes(text, mentions)


def written(text, rows):
    """The text with a sentence behind it, the sentence's words, and where each of them stands, in characters."""
    words, places, inside = [], [], range(0)
    for row in rows:
        if "." in row[0]:
            continue
        start = len(text)
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside = range(first, last + 1)
            parts = [r[1] for r in rows if r[0].isdigit() and int(r[0]) in inside]
            # Parts of a joined word have places of their own where their letters make it up.
            exact = "".join(parts) == row[1]
            for part in parts:
                places.append((start, start + len(part)) if exact else (len(text), len(text) + len(row[1])))
                start += len(part)
        else:
            words.append(row)
            if int(row[0]) in inside:
                continue
            places.append((start, start + len(row[1])))
        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    return text, words, places


def mentioned(words, places):
    """[(start, end, head, entity, kind)] of a sentence, in characters."""
    found, opened = [], []
    for i, row in enumerate(words):
        value = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for begins, ends in re.findall(r"(\([^()]*\)?)|([^()]+\))", value):
            if begins:
                fields = begins.strip("()").split("-")
                opened.append((fields[0], fields[1] if len(fields) > 1 else "", i))
                if begins.endswith(")"):
                    ends = fields[0] + ")"
            entity = ends.rstrip(")").split("-")[0]
            k = next((k for k in reversed(range(len(opened))) if ends and opened[k][0] == entity), None)
            if k is not None:
                _, kind, first = opened.pop(k)
                found.append((places[first][0], places[i][1], places[head_of(words, first, i)], entity, kind))
    return found


def in_bytes(text, mentions):
    at = [0]
    for c in text:
        at.append(at[-1] + len(c.encode()))
    return [Mention(at[a], at[b], (at[h[0]], at[h[1]]), entity, kind) for a, b, h, entity, kind in mentions]


def gap(path):
    """(id, text, pronoun, [(span, coreferent), (span, coreferent)]) of each row; spans are bytes."""
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = row["Text"]

        def span(words, offset):
            start = len(text[: int(offset)].encode())
            return start, start + len(words.encode())

        names = [(span(row[n], row[f"{n}-offset"]), row[f"{n}-coref"] == "TRUE") for n in "AB"]
        yield row["ID"], text, span(row["Pronoun"], row["Pronoun-offset"]), names


def for_encoder(number):
    """Whether a row of GAP or a document of GUM, told by its number, is for the encoder (`joint.py`) or for the trees of `antecedents.py`: trees on
    vectors of an encoder that has seen their answers would learn to trust them too much."""
    return number % 2 == 1


def write(folder, texts):
    os.makedirs(folder, exist_ok=True)
    for name, text in texts:
        with open(os.path.join(folder, f"{name}.txt"), "w", encoding="utf-8") as file:
            file.write(text)
