"""Words to word pieces, exactly as src/reading/wordpiece.rs does it.

The WordPiece of BERT (Devlin et al. 2019), uncased, run word by word: curly quotes are made straight, accents come off, each
punctuation character is a word of its own.
"""
import functools, unicodedata

QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
MAX_PIECES = 12


def is_punctuation(c):
    o = ord(c)
    if 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126:
        return True
    return unicodedata.category(c).startswith("P")


class WordPiece:
    def __init__(self, vocab_file):
        self.pieces = [line.rstrip("\n") for line in open(vocab_file, encoding="utf-8")]
        self.ids = {p: i for i, p in enumerate(self.pieces)}
        self.unknown, self.cls, self.sep = (self.ids[p] for p in ("[UNK]", "[CLS]", "[SEP]"))
        self.encode = functools.lru_cache(maxsize=200000)(self._encode)

    def _encode(self, word):
        """Piece ids of one word: at least one, MAX_PIECES at the most."""
        word = "".join(QUOTES.get(c, c) for c in word).lower()
        word = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
        parts, run = [], ""
        for c in word:
            if is_punctuation(c):
                if run:
                    parts.append(run)
                parts.append(c)
                run = ""
            elif c.isspace():
                if run:
                    parts.append(run)
                run = ""
            else:
                run += c
        if run:
            parts.append(run)
        out = []
        for part in parts:
            out += self._greedy(part)
            if len(out) >= MAX_PIECES:
                break
        return out[:MAX_PIECES] or [self.unknown]

    def _greedy(self, part):
        out, start = [], 0
        while start < len(part):
            end, prefix = len(part), "##" if start else ""
            while end > start and prefix + part[start:end] not in self.ids:
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.ids[prefix + part[start:end]])
            start = end
        return out


# Shape of a word's letters: what the uncased pieces lose.
SHAPES = ["lower", "capitalised", "capitals", "mixed", "initial", "digits", "punctuation"]


def shape(word):
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5 if any(c.isnumeric() for c in word) else 6
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 0
    if len(letters) == 1:
        return 4
    if upper == len(letters):
        return 2
    if upper == 1 and word.lstrip("'\"’“(")[:1].isupper():
        return 1
    return 3
