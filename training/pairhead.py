"""The pair head: which relation holds from one mention to another, with what status, and how one is disposed to the other.

Everything it sees of a pair is a sum of projections (the two heads, their product, the mean of the path between them in the
tree, of the words between, of the sentence, and features), then two small layers.
"""
import torch, torch.nn as nn, torch.nn.functional as F
from model import DIM
from pairs import CLASSES, STATUSES

HIDDEN, INNER = 256, 128


class PairHead(nn.Module):
    def __init__(self, features, dropout=0.3, dim=DIM):
        super().__init__()
        self.a, self.b = nn.Linear(dim, HIDDEN), nn.Linear(dim, HIDDEN, bias=False)
        self.product = nn.Linear(dim, HIDDEN, bias=False)
        self.path, self.between, self.whole = (nn.Linear(dim, HIDDEN, bias=False) for _ in range(3))
        self.features = nn.Embedding(features, HIDDEN)
        nn.init.normal_(self.features.weight, std=0.02)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.relation, self.status, self.stance = nn.Linear(INNER, len(CLASSES)), nn.Linear(INNER, len(STATUSES)), nn.Linear(INNER, 5)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, batch):
        """x: vectors of all words [words, DIM]; batch: indexes made by `collate`. Returns the inner vectors [pairs, INNER]."""
        x = self.drop(x)
        n = len(batch["a"])
        mean = lambda rows, key: torch.zeros(n, HIDDEN).index_add(0, batch[key + "_pair"], rows[batch[key]]) / batch[key + "_count"][:, None]
        h = self.a(x)[batch["a"]] + self.b(x)[batch["b"]] + self.product(x[batch["a"]] * x[batch["b"]])
        h = h + mean(self.path(x), "path") + mean(self.between(x), "between") + mean(self.whole(x), "whole")
        h = h + torch.zeros(n, HIDDEN).index_add(0, batch["feature_pair"], self.features(batch["feature"]))
        return F.relu(self.inner(self.drop(F.relu(h))))


def collate(placed):
    """placed: (example, first row of its sentence in x, words of it)."""
    out = {"a": torch.tensor([at + e.a for e, at, _ in placed]), "b": torch.tensor([at + e.b for e, at, _ in placed])}
    lists = {
        "path": [[at + i for i in e.path] for e, at, _ in placed],
        "between": [[at + i for i in e.between] for e, at, _ in placed],
        "whole": [range(at, at + n) for _, at, n in placed],
        "feature": [e.features for e, _, _ in placed],
    }
    for key, rows in lists.items():
        out[key] = torch.tensor([i for row in rows for i in row], dtype=torch.long)
        out[key + "_pair"] = torch.tensor([k for k, row in enumerate(rows) for _ in row], dtype=torch.long)
        out[key + "_count"] = torch.tensor([max(1, len(row)) for row in rows], dtype=torch.float)
    return out


def going_on(head, names, pair, features):
    """The weights of a trained head for one with other features, by name; those that it did not know start afresh."""
    rows = {n: i for i, n in enumerate(features)}
    table = head.features.weight.detach().clone()
    for i, n in enumerate(names):
        if n in rows:
            table[i] = pair["features.weight"][rows[n]]
    return {**pair, "features.weight": table}
