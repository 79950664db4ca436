"""Passages whose persons are marked, for what a pronoun stands for: python3 passages.py FOLDER OUT_FOLDER writes their texts, and tells what is wrong with them.

A line is a passage: `[A|Ada Holm] met [B|Eva Brandt] when [A|she] ...`, with a letter for each person; marks may stand inside of others. Every pronoun of
the third person singular that is of a person is marked.
"""
import copy, json, os, re, sys
import coref_data, coreference, pairs

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


def parse(line):
    """(text, [(start, end, person)]), in characters; ValueError where the marks are wrong."""
    text, found, opened, at = "", [], [], 0
    while at < len(line):
        mark = re.match(r"\[([A-Z])\|", line[at:])
        if mark:
            opened.append((len(text), mark.group(1)))
            at += mark.end()
            continue
        if line[at] == "]" and opened:
            start, person = opened.pop()
            found.append((start, len(text), person))
        elif line[at] in "[]|":
            raise ValueError(f"a stray {line[at]} behind {text[-20:]!r}")
        else:
            text += line[at]
        at += 1
    if opened:
        raise ValueError(f"a [ that is not closed before {text[opened[-1][0]:][:20]!r}")
    for word in re.finditer(r"\w+", text):
        if word.group().lower() in PRONOUNS and not any(a == word.start() and b == word.end() for a, b, _ in found):
            raise ValueError(f"a pronoun without a mark at {text[word.start():][:20]!r}")
    return text, sorted(found, key=lambda m: (m[0], -m[1]))


def read(folder):
    """(id, text, [(start, end, person)] in bytes) of each passage."""
    for file in sorted(f for f in os.listdir(folder) if f.endswith(".txt")):
        for n, line in enumerate(open(os.path.join(folder, file), encoding="utf-8"), 1):
            if not line.strip():
                continue
            try:
                text, found = parse(line.strip())
            except ValueError as e:
                raise ValueError(f"{file}, line {n}: {e}") from None
            size = lambda k: len(text[:k].encode())
            yield f"{file[:-4]}-{n:03}", text, [(size(a), size(b), person) for a, b, person in found]


def for_encoder(number):
    """Three passages in four are for the encoder; of the others nothing is learnt."""
    return number % 4 != 3


def person_of(marks, head, whole=None):
    """Whom a word is of, by the innermost mark around it; else the only one marked inside of the words around it: a title may be their head."""
    around = [(b - a, p) for a, b, p in marks if a <= head[0] and head[1] <= b]
    inside = {p for a, b, p in marks if whole and whole[0] <= a and b <= whole[1]}
    return min(around)[1] if around else inside.pop() if len(inside) == 1 else None


def persons(text, marks):
    """{person: ([the words of the longest name], gender)}, for those of whom both can be told."""
    raw, out = text.encode(), {}
    for person in sorted({p for _, _, p in marks}):
        words = [raw[a:b].decode() for a, b, p in marks if p == person]
        genders = {PRONOUNS[w.lower()] for w in words if w.lower() in PRONOUNS}
        names = [w.split() for w in words if w.lower() not in PRONOUNS and all(x[:1].isupper() for x in w.split())]
        if len(genders) == 1 and names:
            out[person] = (max(names, key=len), genders.pop())
    return out


def renamed(sentences, people, pool, rng):
    """Copies of the sentences in which persons have names of others: [(words, gender)] in `people`, {gender: [(given name, family name)]} in `pool`."""
    new = {}
    for words, gender in people:
        given, family = rng.choice(pool[gender])
        new |= {w: family for w in words[1:]} | {words[0]: given}
    out = [copy.copy(s) for s in sentences]
    for s in out:
        s.forms = [new.get(f, f) for f in s.forms]
    return out


def asked(dump, rows):
    """The passages as powermap reads them: (id, sentences, questions), the latter (sentence, word, [(sentence, word, right)]) for pronouns and descriptions.

    Choices are the marked mentions before, and the names and descriptions behind a pronoun; what else powermap holds for a mention, and is none of the persons, is a wrong one.
    """
    marks_of = {name: marks for name, _, marks in rows}
    for line in open(dump, encoding="utf-8"):
        doc = json.loads(line)
        if doc["id"] not in marks_of:
            continue
        marks, raw = marks_of[doc["id"]], doc["text"].encode()
        found = {}   # (sentence, word): (person, the mark's words)
        for a, b, person in marks:
            for at in coreference.heads_of(doc, (a, b))[:1]:
                found[at] = (person, raw[a:b].decode())
        others = {(m["sentence"], m["head"]) for m in doc["mentions"] if m["form"] != "pronoun" and not any(
            a < doc["sentences"][m["sentence"]]["offsets"][m["end"] - 1][1] and doc["sentences"][m["sentence"]]["offsets"][m["start"]][0] < b for a, b, _ in marks)}
        questions = []
        for at, (person, words) in sorted(found.items()):
            pronoun = words.lower() in PRONOUNS
            if not pronoun and words[:1].isupper() and len(words.split()) > 1:
                continue   # a full name: nothing is asked of it
            choices = [(*other, who == person) for other, (who, said) in sorted(found.items()) if other < at or pronoun and other > at and said.lower() not in PRONOUNS]
            if choices:
                questions.append((*at, choices + [(*other, False) for other in sorted(others) if other < at]))
        yield doc["id"], [pairs.sentence_of(doc, k) for k in range(len(doc["sentences"]))], questions


def main():
    folder, out = sys.argv[1:]
    rows = list(read(folder))
    coref_data.write(out, [row[:2] for row in rows])
    print(len(rows), "passages,", sum(len(t.split()) for _, t, _ in rows), "words,", sum(t.encode()[a:b].decode().lower() in PRONOUNS for _, t, m in rows for a, b, _ in m), "pronouns")


if __name__ == "__main__":
    main()
