"""Texts as flat arrays, from which batches are cut quickly enough for an accelerator: everything that the encoder, its heads and the pairs learn from.

`Builder` makes them of sentences and examples, `Flat` holds them and makes windows of them and batches of those (`windows.batches`).
"""
import numpy as np, torch
from data import IGNORE
from pairs import CLASSES, STATUSES
from wordpiece import SHAPES, shape

TAGS = (("upos", "upos"), ("xpos", "xpos"), ("rels", "deprel"), ("names", "names"), ("generic", "generic"), ("worthy", "worthy"))
WORDS = ("heads", "start", *(key for key, _ in TAGS))


class Builder:
    def __init__(self, tokenizer, labels):
        self.tokenizer = tokenizer
        self.index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
        self.sources, self.documents = [], []        # name of each source; (source, fold) of each document
        self.columns = {k: [] for k in ("sent_document", "sent_paragraph", "sent_pieces", "sent_words", "sent_pairs", "piece", "shape", "owner",
                                        "pair_a", "pair_b", "pair_label", "pair_status", "pair_stance", "pair_path", "pair_features", "path", "feature",
                                        "ask_sent", "ask_word", "ask_choices", "choice_sent", "choice_word", "choice_right", *WORDS)}

    def add(self, source, fold, sentences, examples=lambda k, s: (), asked=()):
        """A document; `asked`: (sentence, word, [(sentence, word, right or None)])."""
        c = self.columns
        if source not in self.sources:
            self.sources.append(source)
        first = len(c["sent_document"])
        for k, s in enumerate(sentences):
            c["sent_document"].append(len(self.documents))
            c["sent_paragraph"].append(bool(s.paragraph) or k == 0)
            n = 0
            for i, form in enumerate(s.forms):
                p = self.tokenizer.encode(form)
                c["piece"] += p
                c["shape"] += [1 + shape(form) + (0 if s.spaces[i] else len(SHAPES))] * len(p)
                c["owner"] += [i] * len(p)
                n += len(p)
            c["sent_pieces"].append(n)
            m = len(s.forms)
            c["sent_words"].append(m)
            for key, table in TAGS:
                values = getattr(s, key)
                c[key] += [IGNORE] * m if values is None else [self.index[table].get(v, IGNORE) for v in values]
            c["heads"] += [IGNORE] * m if s.heads is None else [h + 1 if h >= 0 else 0 for h in s.heads]
            c["start"] += [int(i == 0) for i in range(m)] if s.boundaries else [IGNORE] * m
            rows = examples(k, s)
            c["sent_pairs"].append(len(rows))
            for e in rows:
                c["pair_a"].append(e.a); c["pair_b"].append(e.b)
                c["pair_label"].append(-1 if e.label is None else CLASSES.index(e.label))
                c["pair_status"].append(STATUSES.index(e.status) if e.status else -1)
                c["pair_stance"].append(-1 if e.stance is None else e.stance)
                c["pair_path"].append(len(e.path)); c["path"] += list(e.path)
                c["pair_features"].append(len(e.features)); c["feature"] += e.features
        for k, i, choices in asked:
            c["ask_sent"].append(first + k); c["ask_word"].append(i); c["ask_choices"].append(len(choices))
            for j, w, right in choices:
                c["choice_sent"].append(first + j); c["choice_word"].append(w); c["choice_right"].append(-1 if right is None else int(right))
        self.documents.append((self.sources.index(source), fold))

    def save(self, path):
        small = {"piece": np.int16, "shape": np.int8, "feature": np.int16, "path": np.int16, "sent_paragraph": np.int8, "choice_right": np.int8,
                 "pair_label": np.int8, "pair_status": np.int8, "pair_stance": np.int8, "ask_sent": np.int32, "choice_sent": np.int32, "sent_document": np.int32, "sent_pairs": np.int32}
        arrays = {k: np.array(v, dtype=small.get(k, np.int16)) for k, v in self.columns.items()}
        arrays["documents"] = np.array(self.documents, dtype=np.int32)
        arrays["sources"] = np.array(self.sources)
        np.savez_compressed(path, **arrays)


class Flat:
    def __init__(self, path):
        z = np.load(path)
        for k in z.files:
            setattr(self, k, z[k])
        self.sources = [str(s) for s in self.sources]
        ends = lambda counts: np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self.pieces_at, self.words_at, self.pairs_at = ends(self.sent_pieces), ends(self.sent_words), ends(self.sent_pairs)
        self.path_at, self.features_at, self.choices_at = ends(self.pair_path), ends(self.pair_features), ends(self.ask_choices)
        self.pair_sent = np.repeat(np.arange(len(self.sent_words)), self.sent_pairs)
        count = np.bincount(self.sent_document, minlength=len(self.documents))
        self.sents_at = ends(count)
        order = np.argsort(self.ask_sent, kind="stable")
        self.asks_of = {}
        for q in order:
            self.asks_of.setdefault(int(self.ask_sent[q]), []).append(int(q))

    def source(self, name):
        """Numbers of the documents of a source."""
        return np.flatnonzero(self.documents[:, 0] == self.sources.index(name)) if name in self.sources else np.array([], dtype=int)

    def windows(self, document, size, whole=500):
        """Runs of a document's sentences of at most `size` pieces; longer sentences stand alone, those of more than 500 are left out."""
        out, current, used = [], [], 0
        for s in range(self.sents_at[document], self.sents_at[document + 1]):
            n = int(self.sent_pieces[s])
            if n > whole:
                continue
            if current and used + n > size:
                out.append(current)
                current, used = [], 0
            current.append(s)
            used += n
        return out + [current] if current else out

    def length(self, window):
        return int(self.sent_pieces[window].sum()) + 2 + int(self.sent_paragraph[window[1:]].sum())

    def collate(self, windows, words=True):
        """Tensors of a batch; every word has a row, at window * width + its place. `words`: with the labels of words too."""
        b, n = len(windows), -(-max(self.length(w) for w in windows) // 8) * 8   # an accelerator likes eights
        w = max(int(self.sent_words[x].sum()) for x in windows)
        pieces, shapes = np.zeros((b, n), np.int64), np.zeros((b, n), np.int64)
        mask, owner, sent = np.zeros((b, n), bool), np.full((b, n), w, np.int64), np.full((b, w), -1, np.int64)
        labels = {k: np.full((b, w), IGNORE, np.int64) for k in WORDS} if words else {}
        row, where = [], {}
        for bi, window in enumerate(windows):
            pieces[bi, 0], at, word = 101, 1, 0
            for k, s in enumerate(window):
                if k and self.sent_paragraph[s]:
                    pieces[bi, at] = 102
                    at += 1
                p, m = slice(self.pieces_at[s], self.pieces_at[s + 1]), int(self.sent_words[s])
                q = slice(at, at + int(self.sent_pieces[s]))
                pieces[bi, q], shapes[bi, q], owner[bi, q] = self.piece[p], self.shape[p], self.owner[p] + word
                sent[bi, word:word + m] = k
                at, here = q.stop, slice(self.words_at[s], self.words_at[s + 1])
                for key in labels:
                    values = getattr(self, key)[here]
                    if key == "heads":
                        values = np.where(values > 0, values + word, values)
                    labels[key][bi, word:word + m] = values
                if words and (k == 0 or self.sent_paragraph[s]) and m:
                    labels["start"][bi, word] = IGNORE
                where[s] = bi * w + word
                row.append((s, bi * w + word))
                word += m
            pieces[bi, at] = 102
            mask[bi, :at + 1] = True
        counts = np.zeros((b, w + 1), np.float32)
        np.add.at(counts, (np.repeat(np.arange(b), n), owner.ravel()), 1)
        out = {"pieces": pieces, "shapes": shapes, "mask": mask, "owner": owner, "words": counts[:, :w], "sent": sent, **labels}
        out |= self.pairs(row) | self.questions(row, where)
        return {k: torch.from_numpy(v) for k, v in out.items()}

    def pairs(self, row):
        """Pairs of a batch, with rows of words; row: (sentence, row of its first word)."""
        sents = np.array([s for s, _ in row])
        first = np.array([r for _, r in row])
        counts = self.sent_pairs[sents]
        take = np.concatenate([np.arange(self.pairs_at[s], self.pairs_at[s + 1]) for s in sents])
        order = np.repeat(np.arange(len(sents)), counts)
        base = first[order]
        a, b = base + self.pair_a[take], base + self.pair_b[take]

        def gathered(at, values):
            n = at[take + 1] - at[take]
            owner = np.repeat(np.arange(len(take)), n)
            inside = np.arange(len(owner)) - np.repeat(np.cumsum(n) - n, n)
            return owner, values[at[take][owner] + inside].astype(np.int64), n

        path_pair, path, path_n = gathered(self.path_at, self.path)
        feature_pair, feature, _ = gathered(self.features_at, self.feature)
        lengths = self.sent_words[sents].astype(np.int64)
        return {"a": a, "b": b, "order": order, "span_first": first, "span_count": lengths, "path": path + base[path_pair] if len(path) else path, "path_pair": path_pair,
                "path_count": np.maximum(1, path_n).astype(np.float32), "feature": feature, "feature_pair": feature_pair, "pair": take,
                "label": self.pair_label[take].astype(np.int64), "status": self.pair_status[take].astype(np.int64), "stance": self.pair_stance[take].astype(np.int64)}

    def questions(self, row, where):
        """What is asked in a batch: a row of `choice` for each choice, with the number of its question and its place in it; right is 1, 0 or -1."""
        asks = [q for s, _ in row for q in self.asks_of.get(s, ())]
        ask, choice, question, place, right, number = [], [], [], [], [], []
        for q in asks:
            rows = [i for i in range(self.choices_at[q], self.choices_at[q + 1]) if int(self.choice_sent[i]) in where]
            if not rows:
                continue
            ask.append(where[int(self.ask_sent[q])] + int(self.ask_word[q]))
            for place_, i in enumerate(rows):
                choice.append(where[int(self.choice_sent[i])] + int(self.choice_word[i]))
                question.append(len(ask) - 1); place.append(place_); right.append(int(self.choice_right[i])); number.append(i)
        array = lambda v: np.array(v, dtype=np.int64)
        return {"ask": array(ask), "choice": array(choice), "question": array(question), "place": array(place), "right": array(right), "choice_number": array(number)}
