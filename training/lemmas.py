"""Learns models/lemmas.tsv: how a word and its tags give its dictionary form.

    python training/lemmas.py DATA_FOLDER [OUTPUT]      learns from the train parts and prints the accuracy on the dev parts

The table has four kinds of rows; the reader is src/reading/lemma.rs.

    suffix XPOS SUFFIX STRIP ADD    a word with this tag and ending loses STRIP characters and gains ADD (longest ending wins)
    word   XPOS WORD LEMMA          an exception
    case   UPOS WORD CASED          a lemma that is written with capitals though the word is no name
    base   LEMMA ...                verbs, the more frequent first, to choose between "hop" and "hope" for "hoped"

training/irregular.txt holds forms that count whether they were seen or not. All words are in lower case but for CASED. The same data gives the same bytes.
"""

import itertools
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

LONGEST_SUFFIX = 6
MIN_GAIN = 2  # word types that a longer suffix must put right beyond those it spoils
REGULAR = ("NNS", "NNPS", "VBD", "VBG", "VBN", "VBZ", "JJR", "JJS", "RBR", "RBS")
ENDINGS = {"VBG": "ing", "VBD": "ed", "VBN": "ed", "VBZ": "s"}
VERBS = ("VB", "VBP", "VBD", "VBG", "VBN", "VBZ")
# What stands before an irregular verb and leaves it as it is: "outfought", "rebuilt".
PREFIXES = ("under", "over", "out", "inter", "fore", "with", "mis", "un", "re", "up")


def words(path):
    """(form, upos, xpos, lemma, whether it is the first of its sentence) of each word."""
    first = True
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) < 10 or not columns[0].isdigit():
            first = first or not line
            continue
        _, form, lemma, upos, xpos = columns[:5]
        is_word = form[:1].isalnum()
        if xpos != "GW" and (lemma != "_" or form == "_"):
            yield form, upos, xpos, lemma, first
        first = first and not is_word


def edit(form, lemma):
    """How many characters to strip from the end and what to add."""
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return len(form) - common, lemma[common:]


def apply(form, rule):
    strip, add = rule
    return form[: len(form) - strip] + add


def learn_suffixes(pairs):
    """{suffix: rule} from {form: lemma}: a longer suffix is kept where it puts right more words than the shorter."""
    by_suffix = defaultdict(Counter)
    for form, lemma in pairs.items():
        strip, add = edit(form, lemma)
        for n in range(0, min(LONGEST_SUFFIX, len(form) - 1) + 1):
            suffix = form[len(form) - n :]
            if strip <= n + 2 and len(form) - strip >= 2:
                by_suffix[suffix][(strip, add)] += 1
    rules = {}
    for suffix in sorted(by_suffix, key=lambda s: (len(s), s)):
        counts = by_suffix[suffix]
        best = min(counts, key=lambda rule: (-counts[rule], rule))
        inherited = next((rules[suffix[i:]] for i in range(1, len(suffix) + 1) if suffix[i:] in rules), None)
        if inherited is None and suffix == "" or best != inherited and counts[best] - counts.get(inherited, 0) >= MIN_GAIN:
            rules[suffix] = best
    return rules


def by_suffix(rules, form):
    for n in range(min(LONGEST_SUFFIX, len(form) - 1), -1, -1):
        rule = rules.get(form[len(form) - n :])
        if rule is not None and rule[0] < len(form):
            return apply(form, rule)
    return form


class Model:
    def __init__(self):
        self.suffixes, self.exceptions, self.cased, self.bases = {}, {}, {}, []
        self.rank = {}

    def lower(self, form, xpos):
        """The lemma in lower case."""
        form = form.lower().replace("\u2019", "'") if len(form) > 1 else form.lower()
        if (xpos, form) in self.exceptions:
            return self.exceptions[xpos, form]
        if xpos == "CD" and form[:1].isdigit():
            return form.replace(",", "")
        if xpos in ("VBD", "VBN"):
            for prefix in PREFIXES:
                if form.startswith(prefix) and (xpos, form[len(prefix) :]) in self.exceptions:
                    return prefix + self.exceptions[xpos, form[len(prefix) :]]
        rules = self.suffixes.get(xpos)
        if rules is None:
            return form
        lemma = by_suffix(rules, form)
        known = [other for other in [lemma, *candidates(form, xpos)] if other in self.rank]
        return min(known, key=self.rank.get) if known else lemma

    def lemma(self, form, upos, xpos, first):
        lemma = self.lower(form, xpos)
        if (upos, lemma) in self.cased:
            return self.cased[upos, lemma]
        if not any(c.isupper() for c in form):
            return lemma
        is_name = upos == "PROPN" or xpos in ("NNP", "NNPS")
        is_numeral = xpos == "CD" and set(form) <= set("IVXLC")
        is_epithet = upos == "ADJ" and not first and xpos == "JJ" and form[1:] == form[1:].lower()
        is_acronym = upos == "NOUN" and re.fullmatch("[B-DF-HJ-NP-TV-XZ]{2,5}s?", form)
        return recased(form, lemma) if is_name or is_numeral or is_epithet or is_acronym else lemma


def candidates(form, xpos):
    """The regular base forms that an inflected verb can have, the least changed last."""
    ending = ENDINGS.get(xpos, "")
    if not ending or not form.endswith(ending) or len(form) <= len(ending) + 1:
        return
    stem = form[: len(form) - len(ending)]
    if xpos == "VBZ":
        yield stem
        if stem.endswith("e"):
            yield stem[:-1]
        return
    yield stem + "e"
    yield stem
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]


def recased(form, lemma):
    """The lemma with the capitals of the form, where the two agree up to the ending."""
    common = sum(1 for _ in itertools.takewhile(lambda pair: pair[0].lower() == pair[1], zip(form, lemma)))
    if common >= len(lemma) - 2:
        return form[:common] + lemma[common:]
    return lemma[:1].upper() + lemma[1:] if form[:1].isupper() else lemma


def irregular():
    """{(xpos, form): lemma} of irregular.txt."""
    forms = {}
    tags = {"v": ("VBD", "VBN"), "n": ("NNS",), "a": ("JJR", "JJS")}
    for line in (Path(__file__).parent / "irregular.txt").read_text(encoding="utf-8").splitlines():
        kind, *columns = line.split()
        if kind in tags:
            for xpos, alternatives in zip(tags[kind], columns[1:]):
                for form in alternatives.split("/"):
                    forms.setdefault((xpos, form), columns[0])
    return forms


def learn(data):
    model = Model()
    seen = defaultdict(Counter)
    cases = defaultdict(Counter)
    for treebank in ("ewt", "gum"):
        for form, upos, xpos, lemma, first in words(data / "treebank" / f"{treebank}-train.conllu"):
            key = form.lower().replace("\u2019", "'") if len(form) > 1 else form.lower()
            seen[xpos, key][lemma.lower()] += 1
            if upos != "PROPN" and not first:
                cases[lemma.lower(), upos][lemma] += 1
    best = {key: min(counts, key=lambda lemma: (-counts[lemma], lemma)) for key, counts in seen.items()}
    plain = {lemma for (xpos, form), lemma in best.items() if form == lemma and xpos in ("VB", "VBP", "NN", "JJ")}
    for key, lemma in irregular().items():
        # A lemma that is no word ("flead" for "fled") is a mistake of the treebank's.
        if best.get(key) not in plain:
            best[key] = lemma
    for xpos in REGULAR:
        pairs = {form: lemma for (tag, form), lemma in best.items() if tag == xpos}
        model.suffixes[xpos] = learn_suffixes(pairs)
    verbs = Counter()
    for (xpos, form), counts in seen.items():
        if xpos in VERBS and best[xpos, form].isalpha():
            verbs[best[xpos, form]] += sum(counts.values())
    # A verb seen once may be a mistake of the treebank's.
    model.bases = sorted((verb for verb in verbs if verbs[verb] > 1), key=lambda verb: (-verbs[verb], verb))
    model.rank = {verb: i for i, verb in enumerate(model.bases)}
    for (xpos, form), lemma in sorted(best.items(), key=lambda item: (len(item[0][1]), item[0])):
        # A name seen once with another lemma tells nothing of the next.
        if xpos == "NNP" and sum(seen[xpos, form].values()) < 2:
            continue
        if model.lower(form, xpos) != lemma and " " not in lemma and lemma:
            # A misspelt word that was seen once says nothing of others.
            model.exceptions[xpos, form] = lemma
    for (lower, upos), counts in sorted(cases.items()):
        cased = min(counts, key=lambda lemma: (-counts[lemma], lemma))
        default = upos == "ADJ" and cased == lower[:1].upper() + lower[1:]
        if cased != lower and upos in ("NOUN", "ADJ", "PRON", "INTJ", "ADV") and not default and counts[cased] > 1:
            model.cased[upos, lower] = cased
    return model


def write(model, path):
    rows = []
    for xpos, rules in sorted(model.suffixes.items()):
        rows += [f"suffix\t{xpos}\t{suffix}\t{strip}\t{add}" for suffix, (strip, add) in sorted(rules.items())]
    rows += [f"word\t{xpos}\t{form}\t{lemma}" for (xpos, form), lemma in sorted(model.exceptions.items())]
    rows += [f"case\t{upos}\t{lower}\t{cased}" for (upos, lower), cased in sorted(model.cased.items())]
    rows.append(f"base\t{' '.join(model.bases)}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return len(rows)


def main():
    data = Path(sys.argv[1])
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "models" / "lemmas.tsv"
    model = learn(data)
    output.parent.mkdir(exist_ok=True)
    rows = write(model, output)
    print(f"{output}: {rows} rows, {output.stat().st_size} bytes")
    for part in ("train", "dev"):
        for treebank in ("ewt", "gum"):
            right = total = folded = 0
            wrong = Counter()
            for form, upos, xpos, lemma, first in words(data / "treebank" / f"{treebank}-{part}.conllu"):
                guess = model.lemma(form, upos, xpos, first)
                total += 1
                right += guess == lemma
                folded += guess.lower() == lemma.lower()
                if guess != lemma:
                    wrong[form, upos, xpos, lemma, guess] += 1
            print(f"{treebank}-{part}: {100 * right / total:.2f}% right, {100 * folded / total:.2f}% but for case")
            if len(sys.argv) > 3:
                print(*wrong.most_common(int(sys.argv[3])), sep="\n")


if __name__ == "__main__":
    main()
