"""What tells a capital that means its state from the city: python3 capitals.py DATA_FOLDER RUN_FOLDER [FOLDER_OF_ARTICLES ...]

A logistic regression on the encoder's vector of the name ("Ankara said", "flew to Ankara"), learnt from gold/train beside DATA_FOLDER and the folders of
annotated articles that are given: where all entities that an article's annotation calls by a capital's name are the state, each use means it, and
where they are the city, none does. articles/aside and gold/dev are only scored. Writes models/capitals.tsv.
"""
import collections, json, os, subprocess, sys, tomllib

import numpy

import pairs
from calibrate import articles_aside
from fit_pairs import vectors

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TABLE = os.path.join(ROOT, "models", "capitals.tsv")
COUNTRIES = os.path.join(ROOT, "src", "entities", "data", "countries.tsv")


def capitals():
    with open(COUNTRIES, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {pairs.fold(name) for row in rows for name in row[4].split("|")} - {""}


def meanings(entities, names):
    """Whether each capital that the annotation names is the state; those that are the city too are left out."""
    found = collections.defaultdict(set)
    for entity in entities:
        words = {pairs.fold(x) for x in [entity["name"], *entity["mentions"]]}
        for name in words & names if entity["type"] in ("place", "organization") else ():
            city = pairs.fold(entity["name"]) == name or all(name in w.split() for w in words)
            found[name].add(not city)
    return {name: told.pop() for name, told in found.items() if len(told) == 1}


def uses(run, folder, names):
    """(article and capital, vector, whether it means the state) of each use of a capital's name in annotated articles."""
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    out = os.path.join(run, "capitals.jsonl")
    with open(out, "wb") as file:
        dumper = os.path.join(target, "release", "examples", "training_dump")
        subprocess.run([dumper, folder, os.path.splitext(out)[0] + ".vectors"], stdout=file, check=True)
    table, first, found = vectors(out), 0, []
    with open(out, encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            starts = []
            for sentence in document["sentences"]:
                starts.append(first)
                first += len(sentence["forms"])
            with open(os.path.join(folder, document["id"] + ".json"), encoding="utf-8") as gold:
                told = meanings(json.load(gold)["entities"], names)
            for mention in document["mentions"]:
                name = pairs.fold(mention["text"])
                if mention["form"] == "name" and name in told and document["entities"][mention["entity"]]["kind"] == "place":
                    found.append(((document["id"], name), numpy.array(table[starts[mention["sentence"]] + mention["head"]]), told[name]))
    return found


def fit(x, y, l2):
    """Weights, the last of which is the bias, by Newton's method."""
    x = numpy.concatenate([x, numpy.ones((len(x), 1))], 1).astype(float)
    penalty = numpy.full(x.shape[1], float(l2))
    penalty[-1] = 0
    w = numpy.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-x @ w))
        step = numpy.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + numpy.diag(penalty), x.T @ (p - y) + penalty * w)
        w -= step
        if abs(step).max() < 1e-8:
            break
    return w


def right(found, w):
    """The share of uses that are told right, as src/entities/capitals.rs tells them: by their own odds and the mean of the article's."""
    odds = [float(x @ w[:-1] + w[-1]) for _, x, _ in found]
    of = collections.defaultdict(list)
    for (place, _, _), o in zip(found, odds):
        of[place].append(o)
    return sum((o + numpy.mean(of[place]) > 0) == state for (place, _, state), o in zip(found, odds)) / max(len(found), 1)


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: capitals.py DATA_FOLDER RUN_FOLDER [FOLDER_OF_ARTICLES ...]")
    data, run, *articles = sys.argv[1:]
    with open(os.path.join(HERE, "config.toml"), "rb") as file:
        l2 = tomllib.load(file)["capitals"]["l2"]
    os.makedirs(run, exist_ok=True)
    subprocess.run(["cargo", "build", "--release", "--example", "training_dump", "--manifest-path", os.path.join(ROOT, "Cargo.toml")], check=True)
    aside = articles_aside(run)
    names = capitals()
    learnt = [found for folder in [os.path.join(data, "../gold/train"), *articles] for found in uses(run, folder, names)]
    w = fit(numpy.array([x for _, x, _ in learnt]), numpy.array([state for _, _, state in learnt], dtype=float), l2)
    with open(TABLE, "w", encoding="utf-8") as file:
        file.write("# Weights of the encoder's vector of a capital's name, then the bias, of the log odds that its state is meant, by training/capitals.py: see src/entities/capitals.rs\n")
        file.write("".join(f"{value:.5g}\n" for value in w))
    print(f"{len(learnt)} uses, of which {sum(state for _, _, state in learnt)} mean the state; right for {100 * right(learnt, w):.1f} of 100")
    for folder in (aside, os.path.join(data, "../gold/dev")):
        found = uses(run, folder, names)
        print(f"{os.path.basename(folder)}, not fitted on: {len(found)}, of which {sum(state for _, _, state in found)} mean the state; right for {100 * right(found, w):.1f} of 100")


if __name__ == "__main__":
    main()
