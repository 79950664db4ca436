"""The pair head: which relation holds from one mention to another, with what status, and how one is disposed to the other.

Everything it sees of a pair is a sum of projections (the two heads, their product, the mean of the path between them in the
tree, of the words between, of the sentence, and features), then two small layers.
"""
import torch, torch.nn as nn, torch.nn.functional as F
from model import DIM
from pairs import CLASSES, STATUSES, feature_names

HIDDEN, INNER = 256, 128


class PairHead(nn.Module):
    def __init__(self, deprels, dropout=0.3):
        super().__init__()
        self.a, self.b = nn.Linear(DIM, HIDDEN), nn.Linear(DIM, HIDDEN, bias=False)
        self.product = nn.Linear(DIM, HIDDEN, bias=False)
        self.path, self.between, self.whole = (nn.Linear(DIM, HIDDEN, bias=False) for _ in range(3))
        self.features = nn.Embedding(len(feature_names(deprels)), HIDDEN)
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


def collate(examples):
    """examples: (a, b, path, between, whole range, features), all as indexes of rows of x."""
    out = {"a": torch.tensor([e[0] for e in examples]), "b": torch.tensor([e[1] for e in examples])}
    for key, lists in (("path", [e[2] for e in examples]), ("between", [e[3] for e in examples]), ("whole", [list(range(*e[4])) for e in examples]), ("feature", [e[5] for e in examples])):
        out[key] = torch.tensor([i for l in lists for i in l], dtype=torch.long)
        out[key + "_pair"] = torch.tensor([k for k, l in enumerate(lists) for _ in l], dtype=torch.long)
        out[key + "_count"] = torch.tensor([max(1, len(l)) for l in lists], dtype=torch.float)
    return out
