"""What a confidence is worth: python3 calibrate.py GOLD_FOLDER RUN_FOLDER

Makes models/confidence.tsv, the map from the score of a statement to the share of such statements that hold, from articles that
no fit has seen (`articles/aside`): bins of equal size, made monotone by pooling adjacent violators (M. Ayer and others, "An
Empirical Distribution Function for Sampling with Incomplete Information", 1955). The crate reads it when it is built, so that this
builds it twice: first with a map that changes nothing. GOLD_FOLDER is the folder beside which the gold's `score.py` lies.
"""
import json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TABLE = os.path.join(ROOT, "models", "confidence.tsv")
BIN = 80  # statements of a bin
HEAD = "# What a score is worth, by training/calibrate.py: who found the statement, score, share that holds; see src/relations/calibration.rs\n"


def identity():
    return [(by, x, x) for by in ("model", "pattern") for x in (0.0, 1.0)]


def write(rows):
    with open(TABLE, "w", encoding="utf-8") as file:
        file.write(HEAD + "".join(f"{by}\t{said:.3f}\t{right:.3f}\n" for by, said, right in rows))
    subprocess.run(["cargo", "build", "--release", "--bin", "powermap", "--manifest-path", os.path.join(ROOT, "Cargo.toml")], check=True)


def statements(score, folder, graphs):
    """(who found it, score, whether its edge holds) of all statements in the articles of a folder."""
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    for name in sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".txt")):
        out = os.path.join(graphs, name + ".json")
        subprocess.run([os.path.join(target, "release", "powermap"), "extract", os.path.join(folder, name + ".txt"), "--format", "json", "-o", out], check=True)
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as gold, open(out, encoding="utf-8") as system:
            gold, system = json.load(gold), json.load(system)
        for edge, right in zip(system["edges"], held(score, gold, system)):
            for statement in edge["evidence"]:
                yield statement["by"].split(":")[0], statement["confidence"], right


def held(score, gold, system):
    """Whether each edge is one of the gold's, as `score.py` matches them; of two that would be the same one the surer is."""
    wide = {e["id"]: score.names([e["name"]], e["mentions"], e.get("accept", [])) for e in gold["entities"]}
    nodes = {n["id"]: score.names([n["name"]], n["aliases"]) for n in system["nodes"]}

    def fits(edge, r):
        a, b, s, t = nodes[edge["source"]], nodes[edge["target"]], wide[r["source"]], wide[r["target"]]
        same = edge["relation"] == r["relation"] and (edge["status"] == "negated") == (r["status"] == "negated")
        return same and bool(a & s and b & t or r["relation"] == "meets" and a & t and b & s)

    # Edges that are matched first stay so.
    order = sorted(range(len(system["edges"])), key=lambda k: -system["edges"][k]["confidence"])
    matched = score.best_matching([[g for g, r in enumerate(gold["relations"]) if fits(system["edges"][k], r)] for k in order])
    held = {order[k] for k in matched}
    return [k in held for k in range(len(order))]


def monotone(pairs):
    """[(mean score, share that holds)] of bins of equal size, pooled until the share never falls."""
    pairs = sorted(pairs)
    count = max(1, len(pairs) // BIN)
    bins = []
    for k in range(count):
        part = pairs[k * len(pairs) // count:(k + 1) * len(pairs) // count]
        # One more of each kind, so that no bin is sure.
        bins.append([len(part), sum(s for s, _ in part) / len(part), (sum(r for _, r in part) + 1) / (len(part) + 2)])
        while len(bins) > 1 and bins[-2][2] >= bins[-1][2]:
            (n, s, r), (m, t, q) = bins[-2], bins.pop()
            bins[-1] = [n + m, (n * s + m * t) / (n + m), (n * r + m * q) / (n + m)]
    return [(said, right) for _, said, right in bins]


def articles_aside(run):
    """The folder in RUN to which the texts and gold files of `articles/aside` are written."""
    aside = os.path.join(run, "aside")
    os.makedirs(aside, exist_ok=True)
    folder = os.path.join(HERE, "articles", "aside")
    sources = [os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.endswith(".txt")]
    subprocess.run([sys.executable, os.path.join(HERE, "articles.py"), *sources, "--out", aside], check=True)
    return aside


def main():
    gold_folder, run = sys.argv[1:3]
    sys.path.insert(0, os.path.join(os.path.abspath(gold_folder), ".."))
    import score
    aside, graphs = articles_aside(run), os.path.join(run, "graphs")
    os.makedirs(graphs, exist_ok=True)
    write(identity())
    found = list(statements(score, aside, graphs))
    rows = []
    for by in ("model", "pattern"):
        pairs = [(said, right) for who, said, right in found if who == by]
        rows += [(by, said, right) for said, right in monotone(pairs)]
        print(f"{by}: {len(pairs)} statements, {sum(r for _, r in pairs) / len(pairs):.3f} hold")
    write(rows)


if __name__ == "__main__":
    main()
