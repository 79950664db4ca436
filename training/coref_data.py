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
    """(id, text, mentions) of each document: paragraphs are parted by an empty line."""
    document, text, mentions, open_, rows, spaces, paragraph = None, [], [], [], [], {}, True

    def finish():
        if document is not None:
            yield_text = "".join(text)
            size = [0]
            for c in yield_text:
                size.append(size[-1] + len(c.encode()))
            found = [Mention(size[a], size[b], (size[h[0]], size[h[1]]), e, k) for a, b, h, e, k in mentions]
            return document, yield_text, found

    at = 0  # characters of the text so far
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            done = finish()
            if done:
                yield done
            document, text, mentions, at, paragraph = line.split("= ")[1], [], [], 0, False
        elif line.startswith("# newpar"):
            paragraph = bool(text)
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            if paragraph:
                while text and text[-1] == " ":
                    at -= len(text.pop())
                text.append("\n\n")
                at += 2
            paragraph = False
            words, places, until = [], {}, -1
            for row in rows:
                if "-" in row[0]:
                    first, last = map(int, row[0].split("-"))
                    until = last
                    places.update({i: (at, at + len(row[1])) for i in range(first, last + 1)})
                elif "." in row[0]:
                    continue
                else:
                    words.append(row)
                    if int(row[0]) <= until:
                        if int(row[0]) < until:
                            continue
                        row = whole
                    else:
                        places[int(row[0])] = (at, at + len(row[1]))
                whole = row
                if "-" in row[0] and int(row[0].split("-")[1]) != int(words[-1][0] if words else -1):
                    continue
                text.append(row[1])
                at += len(row[1])
                if "SpaceAfter=No" not in row[9]:
                    text.append(" ")
                    at += 1
            # Parts of a joined word have their own places where their letters make it up.
            for first, group in joined(rows):
                start = places[first][0]
                if "".join(r[1] for r in group) == whole_form(rows, first):
                    for r in group:
                        places[int(r[0])] = (start, start + len(r[1]))
                        start += len(r[1])
            stack = open_
            for i, row in enumerate(words):
                value = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
                for opened, closed in re.findall(r"(\([^()]*\)?)|([^()]+\))", value):
                    if opened:
                        fields = opened.strip("()").split("-")
                        stack.append((fields[0], fields[1] if len(fields) > 1 else "", i))
                        if opened.endswith(")"):
                            closed = fields[0] + ")"
                    if closed:
                        entity = closed.rstrip(")").split("-")[0]
                        k = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == entity), None)
                        if k is not None:
                            _, kind, first = stack.pop(k)
                            head = head_of(words, first, i)
                            place = lambda j: places[int(words[j][0])]
                            mentions.append((place(first)[0], place(i)[1], place(head), entity, kind))
            open_ = []
            rows = []
    done = finish()
    if done:
        yield done


def joined(rows):
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            yield first, [r for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]


def whole_form(rows, first):
    return next(r[1] for r in rows if r[0].startswith(f"{first}-"))


def gap(path):
    """(id, text, pronoun, [(span, coreferent), (span, coreferent)]) of each row; spans are bytes."""
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = row["Text"]

        def span(words, offset):
            start = len(text[: int(offset)].encode())
            return start, start + len(words.encode())

        names = [(span(row[n], row[f"{n}-offset"]), row[f"{n}-coref"] == "TRUE") for n in "AB"]
        yield row["ID"], text, span(row["Pronoun"], row["Pronoun-offset"]), names


def write(folder, texts):
    os.makedirs(folder, exist_ok=True)
    for name, text in texts:
        with open(os.path.join(folder, f"{name}.txt"), "w", encoding="utf-8") as file:
            file.write(text)
