"""Trains the scorer of antecedents: python3 antecedents.py DATA_FOLDER RUN_FOLDER [--rounds N]

On those halves of GUM's coreference layer (gum-train) and gap-development whose answers the encoder has not seen; gum-dev and gap-validation are only scored. What a pronoun may stand for and its
features come from `examples/antecedent_dump.rs`, which runs the crate with the weights at hand: what it made of earlier pronouns is
seen by later ones, so each round trains on what the one before does. Writes models/antecedents.tsv.
"""
import argparse, json, os, shutil, subprocess, tomllib

import lightgbm, numpy

import coref_data

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TABLE = os.path.join(ROOT, "models", "antecedents.tsv")
ALONE = 10.0  # as in src/entities/antecedents/features.rs
PARTS = ("gum-train", "gum-dev", "gap-development", "gap-validation")


def prepare(data, run):
    """Writes the texts of all parts, and returns their gold."""
    gold = {}
    held_out = {row[0] for row in coref_data.gum(os.path.join(data, "treebank", "gum-dev.conllu"))}
    for part in PARTS:
        folder = os.path.join(run, part)
        if part.startswith("gum"):
            rows = list(coref_data.gum(os.path.join(data, "treebank", part + ".conllu")))
            # A few documents stand in both parts of the data: they are for scoring.
            rows = [row for i, row in enumerate(rows) if part != "gum-train" or row[0] not in held_out and not coref_data.for_encoder(i)]
            gold[part] = {name: mentions for name, _, mentions in rows}
        else:
            rows = list(coref_data.gap(os.path.join(data, "coref", part + ".tsv")))
            rows = [row for i, row in enumerate(rows) if part != "gap-development" or not coref_data.for_encoder(i)]
            gold[part] = {name: (pronoun, names) for name, _, pronoun, names in rows}
        shutil.rmtree(folder, ignore_errors=True)
        coref_data.write(folder, [row[:2] for row in rows])
    return gold


def dump(run, part):
    """The features' names and the documents of a part as the crate sees them."""
    out = os.path.join(run, part + ".jsonl")
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    with open(out, "wb") as file:
        subprocess.run([os.path.join(target, "release", "examples", "antecedent_dump"), os.path.join(run, part)], stdout=file, check=True)
    with open(out, encoding="utf-8") as file:
        names = json.loads(next(file))["features"]
        return names, [json.loads(line) for line in file]


def span(s):
    return (s["start"], s["end"]) if isinstance(s, dict) else tuple(s)


def overlaps(a, b):
    return a[0] < b[1] and b[0] < a[1]


def gum_questions(documents, gold):
    """[(features, right)] of each choice, by pronoun; a pronoun that refers to nothing of the text has no right choice."""
    for document in documents:
        entity = {m.head: m.entity for m in sorted(gold[document["id"]], key=lambda m: m.start - m.end)}
        for pronoun in document["pronouns"]:
            if not pronoun["choices"]:
                continue
            meant = entity.get(span(pronoun["span"]))
            rows = []
            for choice in pronoun["choices"]:
                heads = [entity.get(span(h)) for h in choice["heads"]]
                known = [e for e in heads if e is not None]
                right = sum(e == meant for e in known) if meant else 0
                rows.append((choice["x"], 2 * right >= len(known) > 0 and right > 0))
            yield rows


def gap_questions(documents, gold):
    """The same of GAP; a choice that is neither name is left out where neither of them is meant, since it may be the one."""
    for document in documents:
        place, names = gold[document["id"]]
        for pronoun in document["pronouns"]:
            if span(pronoun["span"]) != place:
                continue
            rows = []
            for choice in pronoun["choices"]:
                touched = [right for name, right in names if any(overlaps(span(m), name) for m in choice["mentions"])]
                if not touched and not any(right for _, right in names):
                    continue
                rows.append((choice["x"], any(touched)))
            if rows:
                yield rows


def matrix(questions):
    x = numpy.array([row for rows in questions for row, _ in rows], dtype=numpy.float32)
    y = numpy.array([right for rows in questions for _, right in rows], dtype=numpy.float32)
    return x, y


def without_vectors(x, names):
    """The rows as they are where a reading has no vectors: readings made by hand shall be understood too."""
    x = x.copy()
    for k, name in enumerate(names):
        if "likeness" in name:
            x[:, k] = numpy.where(x[:, k] == ALONE, ALONE, 0.0) if name.startswith("lead.") else 0.0
    return x


def accuracy(questions, model):
    """Share of the pronouns with a right choice for which it is the likeliest."""
    right = count = 0
    for rows in questions:
        if any(r for _, r in rows):
            scores = model.predict(numpy.array([row for row, _ in rows], dtype=numpy.float32))
            right += rows[int(scores.argmax())][1]
            count += 1
    return right / count


def write(model, names, path):
    lines = ["# Boosted trees that score antecedents, by training/antecedents.py: see src/entities/antecedents/trees.rs"]

    def grow(node):
        if "leaf_value" in node:
            lines.append(f"leaf\t{node['leaf_value']:.4g}")
        else:
            lines.append(f"split\t{names[node['split_feature']]}\t{node['threshold']:.6g}")
            grow(node["left_child"])
            grow(node["right_child"])

    for tree in model.dump_model()["tree_info"]:
        grow(tree["tree_structure"])
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("run")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    config = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    settings = config["antecedents"]
    os.makedirs(options.run, exist_ok=True)
    gold = prepare(options.data, options.run)
    for _ in range(options.rounds):
        subprocess.run(["cargo", "build", "--release", "--example", "antecedent_dump", "--manifest-path", os.path.join(ROOT, "Cargo.toml")], check=True)
        questions = {}
        for part in PARTS:
            names, documents = dump(options.run, part)
            ask = gum_questions if part.startswith("gum") else gap_questions
            questions[part] = list(ask(documents, gold[part]))
        sets = [questions[part] for part in ("gum-train", "gap-development")]
        x, y = matrix(sets[0] + sets[1])
        weight = numpy.concatenate([numpy.full(sum(len(rows) for rows in s), settings["weights"][p]) for s, p in zip(sets, ("gum-train", "gap-development"))])
        x, y, weight = numpy.concatenate([x, without_vectors(x, names)]), numpy.concatenate([y, y]), numpy.concatenate([weight, settings["blind"] * weight])
        data = lightgbm.Dataset(x, y, weight=weight, feature_name=[n.replace(".", "_") for n in names])
        parameters = {
            "objective": "binary", "seed": config["seed"], "deterministic": True, "num_threads": 1, "verbose": -1,
            "learning_rate": settings["rate"], "num_leaves": settings["leaves"], "min_data_in_leaf": settings["least"],
            "lambda_l2": settings["l2"], "feature_fraction": settings["features"], "bagging_fraction": settings["rows"], "bagging_freq": 1,
        }
        model = lightgbm.train(parameters, data, settings["trees"])
        for part in PARTS:
            print(f"{part}: {len(questions[part])} pronouns, the likeliest is right in {100 * accuracy(questions[part], model):.1f}")
        write(model, names, TABLE)


if __name__ == "__main__":
    main()
