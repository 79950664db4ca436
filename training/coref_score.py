"""CoNLL F1 of our clusters on GUM: python3 coref_score.py TREEBANK.conllu RUN_FOLDER

The mean of the F1 of MUC (Vilain et al. 1995), B3 (Bagga and Baldwin 1998) and CEAF-e (Luo 2005), as S. Pradhan et al., "Scoring
Coreference Partitions of Predicted Mentions" (ACL 2014), count them. Mentions are the same where their heads are; clusters of one mention
count on neither side, as in CorefUD. Two rows: all mentions as powermap finds them, and, with the gold's mentions given, its
clusters with what is no gold mention taken out. GUM clusters everything that is spoken of twice, abstract things too, which
powermap does not look for; the rows of persons, places and organisations say more.

`python3 coref_score.py --test` checks the counts against that paper's example.
"""
import json, os, subprocess, sys

import coref_data

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ("person", "place", "organization")


def muc(key, response):
    where = {m: i for i, cluster in enumerate(response) for m in cluster}
    right = sum(len(c) - len({where.get(m, ("alone", m)) for m in c}) for c in key)
    return right, sum(len(c) - 1 for c in key)


def b_cubed(key, response):
    where = {m: cluster for cluster in response for m in cluster}
    right = sum(len(c & where.get(m, set())) / len(c) for c in key for m in c)
    return right, sum(len(c) for c in key)


def ceaf_e(key, response):
    import numpy
    from scipy.optimize import linear_sum_assignment
    if not key or not response:
        return 0.0
    alike = numpy.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    rows, columns = linear_sum_assignment(-alike)
    return float(alike[rows, columns].sum())


class Score:
    """Sums over documents."""

    def __init__(self):
        self.sums = {"muc": [0, 0, 0, 0], "b3": [0, 0, 0, 0], "ceafe": [0, 0, 0, 0]}

    def add(self, key, response):
        key, response = ([set(c) for c in clusters if len(c) > 1] for clusters in (key, response))
        same = ceaf_e(key, response)
        for name, four in (("muc", muc(key, response) + muc(response, key)), ("b3", b_cubed(key, response) + b_cubed(response, key)), ("ceafe", (same, len(key), same, len(response)))):
            self.sums[name] = [a + b for a, b in zip(self.sums[name], four)]

    def rates(self):
        """{measure: (recall, precision, F1)} and the mean of the F1s."""
        out = {}
        for name, (a, b, c, d) in self.sums.items():
            r, p = a / max(b, 1), c / max(d, 1)
            out[name] = (r, p, 2 * r * p / (r + p) if r + p else 0.0)
        return out, sum(f for _, _, f in out.values()) / 3


def clusters(pairs):
    found = {}
    for mention, entity in pairs:
        found.setdefault(entity, set()).add(mention)
    return list(found.values())


def test():
    key, response = [set("abc"), set("defg")], [set("ab"), set("cd"), set("fghi")]
    score = Score()
    score.add(key, response)
    rounded = {name: tuple(round(x, 2) for x in rates) for name, rates in score.rates()[0].items()}
    assert rounded == {"muc": (0.4, 0.4, 0.4), "b3": (0.42, 0.5, 0.45), "ceafe": (0.65, 0.43, 0.52)}, rounded
    score = Score()
    score.add(key, key)
    assert score.rates()[1] == 1.0
    print("as published")


def main():
    if sys.argv[1:] == ["--test"]:
        return test()
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n")[0])
    treebank, run = sys.argv[1:]
    documents = list(coref_data.gum(treebank))
    folder = os.path.join(run, os.path.splitext(os.path.basename(treebank))[0])
    coref_data.write(folder, [d[:2] for d in documents])
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(os.path.dirname(HERE), "target"))
    dumped = subprocess.run([os.path.join(target, "release", "examples", "antecedent_dump"), folder], stdout=subprocess.PIPE, check=True)
    system = {d["id"]: d for d in map(json.loads, dumped.stdout.decode().splitlines()[1:])}
    scores = {(kinds, given): Score() for kinds in ("all", "persons, places, organisations") for given in (True, False)}
    for name, _, mentions in documents:
        span = lambda s: (s["start"], s["end"]) if isinstance(s, dict) else tuple(s)
        # Of mentions with one head the longest counts.
        gold = {m.head: (m.entity, m.kind) for m in sorted(mentions, key=lambda m: m.end - m.start)}
        found = {span(m["head"]): m["entity"] for m in system[name]["mentions"]}
        for (kinds, given), score in scores.items():
            wanted = {h: e for h, (e, kind) in gold.items() if kinds == "all" or kind in KINDS}
            ours = {h: e for h, e in found.items() if (h in wanted if given or kinds != "all" and h in gold else True)}
            score.add(clusters(wanted.items()), clusters(ours.items()))
    for (kinds, given), score in scores.items():
        rates, mean = score.rates()
        parts = "  ".join(f"{name} R {100 * r:.1f} P {100 * p:.1f} F1 {100 * f:.1f}" for name, (r, p, f) in rates.items())
        print(f"{kinds}, {'gold' if given else 'own'} mentions: CoNLL F1 {100 * mean:.1f}   {parts}")


if __name__ == "__main__":
    main()
