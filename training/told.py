"""What the teachers of distil.py said, found again by article and place: of pairs for fit_pairs.py, of pronouns for antecedents.py.

A folder of it holds told-0.npz and told-1.npz of distil.py, and pack.npz.keys and pack.npz.choices of pack.py.
"""
import json, os
import numpy as np


def arrays(folder):
    """What teachers said of relations, statuses, stances (a row a pair) and choices, as probabilities."""
    found = {k: v for part in range(2) for k, v in np.load(os.path.join(folder, f"told-{part}.npz")).items()}
    return [((found[k].astype(np.float32) / 255) ** 2).astype(np.float16) for k in ("relation", "status", "stance", "choice")]


class Pairs:
    """Of each pair what the teachers said: its place to a row of relations, statuses and stances."""

    def __init__(self, folder):
        self.relation, self.status, self.stance, _ = arrays(folder)
        self.rows = {}
        for row, line in enumerate(open(os.path.join(folder, "pack.npz.keys"), encoding="utf-8")):
            source, document, a, b = line.split()
            self.rows[source == "stance", document, int(a), int(b)] = row
        said = self.relation.sum(1) > 0
        self.rows = {k: r for k, r in self.rows.items() if said[r]}

    def of(self, document, a, b, stance=False):
        """(relation, status, stance) of the pair whose words begin at these bytes, or None. `document` is the line of a sentence of stance."""
        row = self.rows.get((stance, str(document), a, b))
        return None if row is None else (self.relation[row], self.status[row], self.stance[row])


def choices(folder):
    """{document: {byte of a pronoun or description: {byte of what it may stand for: probability}}}"""
    *_, p = arrays(folder)
    out = {}
    for line in open(os.path.join(folder, "pack.npz.choices"), encoding="utf-8"):
        row, _, document, at, choice = line.split()
        out.setdefault(document, {}).setdefault(int(at), {})[int(choice)] = float(p[int(row)])
    # Of articles that no teacher read nothing was said.
    return {d: asked for d, asked in out.items() if any(any(c.values()) for c in asked.values())}
