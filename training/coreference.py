"""Coreference for the encoder: where a pronoun or a description stands, its vector shall be like those of what it stands for.

The softmax over what stands before is that of Lee et al., "End-to-end Neural Coreference Resolution", EMNLP 2017, with the cosine of two words'
vectors as the score. Rust reads the same cosines (`likeness` in src/entities/antecedents).
"""
import copy, json, os
import torch, torch.nn as nn, torch.nn.functional as F
import coref_data, data, pairs


class Choices(nn.Module):
    """How sharp the choice is, and what standing for nothing is worth."""

    def __init__(self):
        super().__init__()
        self.scale, self.nothing = nn.Parameter(torch.tensor(10.0)), nn.Parameter(torch.tensor(4.0))

    def loss(self, x, questions):
        """x: vectors of words [words, DIM]; questions: (word, [words it may stand for], [whether it does])."""
        x = F.normalize(x, dim=-1)
        rows = [r for r, (_, choices, _) in enumerate(questions) for _ in choices]
        right = torch.tensor([w for _, _, rights in questions for w in rights])
        a = torch.tensor([q for q, choices, _ in questions for _ in choices])
        b = torch.tensor([c for _, choices, _ in questions for c in choices])
        score = self.scale * (x[a] * x[b]).sum(-1)
        n = len(questions)
        width = max(len(c) for _, c, _ in questions)
        at = torch.tensor([k for _, choices, _ in questions for k in range(len(choices))])
        table = torch.full((n, width), -1e4).index_put((torch.tensor(rows), at), score)
        table = torch.cat([table, self.nothing.expand(n, 1)], 1)
        wanted = torch.zeros(n, width + 1, dtype=torch.bool)
        wanted[torch.tensor(rows), at] = right
        wanted[:, width] = ~wanted[:, :width].any(1)
        return (table.logsumexp(1) - table.masked_fill(~wanted, -1e4).logsumexp(1)).mean()


def gum(documents):
    """Copies of GUM's sentences with `refer`: (word, entity) of each mention's head, in the order of the words."""
    out = []
    for n, document in enumerate(documents):
        copies = []
        for s in document:
            rows = [[str(i + 1), f, "", "", "", "", str(s.heads[i] + 1), "", "", s.misc[i]] for i, f in enumerate(s.forms)]
            found = coref_data.mentioned(rows, [(i, i + 1) for i in range(len(rows))])
            s = copy.copy(s)
            # One mention a head: the longest.
            heads = {}
            for start, end, head, entity, _ in sorted(found, key=lambda m: m[1] - m[0]):
                heads[head[0]] = (n, entity)
            s.refer = sorted(heads.items())
            copies.append(s)
        out.append(copies)
    return out


def heads_of(document, span):
    """(sentence, word) of the heads of some bytes of a dumped document: the words inside whose own head is outside."""
    inside = lambda d, i: span[0] <= d["offsets"][i][0] and d["offsets"][i][1] <= span[1]
    return [(k, i) for k, d in enumerate(document["sentences"]) for i in range(len(d["forms"])) if inside(d, i) and not (d["heads"][i] >= 0 and inside(d, d["heads"][i]))]


def gap(dump, rows):
    """The texts of rows of GAP as powermap reads them: documents whose sentences have `asked`: (pronoun's word, [(sentence, word, right)]).

    Choices are the heads of the mentions that are not pronouns; one that powermap holds for a right name is left out, unless it is
    that name itself, and where neither name is right only the two are choices.
    """
    gold = {name: (pronoun, names) for name, _, pronoun, names in rows}
    out = []
    for line in open(dump, encoding="utf-8"):
        doc = json.loads(line)
        if doc["id"] not in gold:
            continue
        pronoun, names = gold[doc["id"]]
        sentences = [pairs.sentence_of(doc, k) for k in range(len(doc["sentences"]))]
        where = heads_of(doc, pronoun)
        # One of each sentence that a name stands in.
        choices = {at: right for span, right in names for at in {k: (k, i) for k, i in reversed(heads_of(doc, span))}.values()}
        if not where or len(choices) != len(names):
            continue
        if any(choices.values()):
            meant = {m["entity"] for m in doc["mentions"] if choices.get((m["sentence"], m["head"]))}
            for m in doc["mentions"]:
                if m["form"] != "pronoun" and m["entity"] not in meant:
                    choices.setdefault((m["sentence"], m["head"]), False)
        for s in sentences:
            s.asked = []
        sentences[where[0][0]].asked.append((where[0][1], [(k, i, right) for (k, i), right in sorted(choices.items())]))
        out.append(sentences)
    return out


def questions(window, at):
    """What a window asks; `at` is the row of its first word."""
    firsts, mentions, out = [], [], []
    for s in window.sentences:
        firsts.append(at)
        for i, entity in getattr(s, "refer", ()):
            if mentions:
                out.append((at + i, [m for m, _ in mentions], [e == entity for _, e in mentions]))
            mentions.append((at + i, entity))
        at += len(s.forms)
    for k, s in enumerate(window.sentences):
        for i, choices in getattr(s, "asked", ()):
            # The whole text is one window.
            out.append((firsts[k] + i, [firsts[j] + c for j, c, _ in choices], [r for _, _, r in choices]))
    return out


@torch.no_grad()
def look(model, documents, tokenizer, labels):
    """How often the right one of GAP's two names is the more alike, where one is right, in percent."""
    import windows
    model.eval()
    right = count = 0
    for k in range(0, len(documents), 12):
        group = [windows.Window(d, tokenizer) for d in documents[k:k + 12]]
        x = F.normalize(model.words(windows.collate(group, labels)), dim=-1)
        for b, w in enumerate(group):
            for q, choices, rights in questions(w, 0):
                if sum(rights):
                    score = (x[b, choices] @ x[b, q]).tolist()
                    count += 1
                    right += rights[max(range(len(score)), key=lambda i: score[i])]
    model.train()
    return f"likest {100 * right / max(1, count):.1f} of {count}"
