"""Sentences to windows, the pieces of text that the encoder sees at a time, and windows to padded batches."""
import random
import torch
from data import IGNORE
from wordpiece import SHAPES, shape

LIMIT = 500  # pieces; the encoder has 512 positions


class Window:
    """[CLS] words of one paragraph [SEP] words of the next [SEP] ..."""

    def __init__(self, sentences, tokenizer):
        self.sentences = sentences
        self.pieces, self.shapes, self.owner = [tokenizer.cls], [0], [-1]
        self.forms, self.sentence_of, self.first = [], [], []
        for k, s in enumerate(sentences):
            if k and s.paragraph:
                self._mark(tokenizer.sep)
            for i, form in enumerate(s.forms):
                p = tokenizer.encode(form)
                kind = 1 + shape(form) + (0 if s.spaces[i] else len(SHAPES))
                self.pieces += p
                self.shapes += [kind] * len(p)
                self.owner += [len(self.forms)] * len(p)
                self.forms.append(form)
                self.sentence_of.append(k)
                self.first.append(i == 0)
        self._mark(tokenizer.sep)

    def _mark(self, piece):
        self.pieces.append(piece)
        self.shapes.append(0)
        self.owner.append(-1)


def piece_count(s, tokenizer):
    return sum(len(tokenizer.encode(f)) for f in s.forms)


def pack(document, tokenizer, sizes, weights, rng):
    """A document's sentences in windows of random size."""
    out, current, used, size = [], [], 0, rng.choices(sizes, weights)[0]
    for s in document:
        n = piece_count(s, tokenizer)
        if n > LIMIT:
            continue
        if current and used + n > size:
            out.append(Window(current, tokenizer))
            current, used, size = [], 0, rng.choices(sizes, weights)[0]
        current.append(s)
        used += n
    if current:
        out.append(Window(current, tokenizer))
    return out


def batches(windows, pieces_a_batch, rng, length=lambda w: len(w.pieces)):
    """Windows of like length together, of at most so many pieces with the padding, in random order."""
    windows = sorted(windows, key=lambda w: (length(w), rng.random()))
    out, current = [], []
    for w in windows:
        if current and length(w) * (len(current) + 1) > pieces_a_batch:
            out.append(current)
            current = []
        current.append(w)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def collate(windows, labels):
    b, n, w = len(windows), max(len(x.pieces) for x in windows), max(len(x.forms) for x in windows)
    pieces, shapes = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, dtype=torch.long)
    mask = torch.zeros(b, n, dtype=torch.bool)
    owner = torch.full((b, n), w, dtype=torch.long)
    words = torch.zeros(b, w)
    sent = torch.full((b, w), -1, dtype=torch.long)
    out = {k: torch.full((b, w), IGNORE, dtype=torch.long) for k in ("upos", "xpos", "heads", "rels", "names", "generic", "worthy", "start")}
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    for bi, win in enumerate(windows):
        m = len(win.pieces)
        pieces[bi, :m], shapes[bi, :m], mask[bi, :m] = torch.tensor(win.pieces), torch.tensor(win.shapes), True
        owner[bi, :m] = torch.tensor([w if o < 0 else o for o in win.owner])
        for o in win.owner:
            if o >= 0:
                words[bi, o] += 1
        sent[bi, : len(win.forms)] = torch.tensor(win.sentence_of)
        at = 0
        for k, s in enumerate(win.sentences):
            m = len(s.forms)
            span = slice(at, at + m)
            for key, values, table in (("upos", s.upos, "upos"), ("xpos", s.xpos, "xpos"), ("rels", s.rels, "deprel"),
                                       ("names", s.names, "names"), ("generic", s.generic, "generic"), ("worthy", s.worthy, "worthy")):
                if values is not None:
                    out[key][bi, span] = torch.tensor([index[table].get(v, IGNORE) for v in values])
            if s.heads is not None:
                out["heads"][bi, span] = torch.tensor([h + 1 + at if h >= 0 else 0 for h in s.heads])
            if s.boundaries:
                # The first word of a window or paragraph starts a sentence anyhow: nothing to learn there.
                out["start"][bi, span] = torch.tensor([IGNORE if i == 0 and (k == 0 or s.paragraph) else int(i == 0) for i in range(m)])
            at += m
    return {"pieces": pieces, "shapes": shapes, "mask": mask, "owner": owner, "words": words, "sent": sent, **out}
