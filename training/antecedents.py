"""Trains the scorers of antecedents: python3 antecedents.py DATA_FOLDER RUN_FOLDER [FOLDER_OF_ARTICLES ...] [--rounds N]

For pronouns on those halves of GUM's coreference layer (gum-train) and gap-development whose answers the encoder has not seen; that quarter of passages/, gum-dev and gap-validation are only
scored. For descriptions on the same half of gum-train, on gold/train beside DATA_FOLDER and on the folders of annotated articles that are given; gum-dev and gold/dev are only scored. What a
mention may stand for and its features come from `examples/antecedent_dump.rs`, which runs the crate with the weights at hand: what it made of earlier ones is
seen by later ones, so each round trains on what the one before does. Writes models/antecedents.tsv and models/descriptions.tsv.
"""
import argparse, functools, json, os, re, shutil, subprocess, tomllib

import lightgbm, numpy

import coref_data, pairs, passages

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TABLES = {form: os.path.join(ROOT, "models", name + ".tsv") for form, name in (("pronoun", "antecedents"), ("description", "descriptions"))}
ALONE = 10.0  # as in src/entities/antecedents/features.rs
PARTS = ("gum-train", "gum-dev", "gap-development", "gap-validation", "passages")


def prepare(data, run):
    """Writes the texts of all parts, and returns their gold."""
    gold = {}
    held_out = {row[0] for row in coref_data.gum(os.path.join(data, "treebank", "gum-dev.conllu"))}
    for part in PARTS:
        folder = os.path.join(run, part)
        if part == "passages":
            rows = [row for i, row in enumerate(passages.read(os.path.join(HERE, part))) if not passages.for_encoder(i)]
            gold[part] = {name: marks for name, _, marks in rows}
        elif part.startswith("gum"):
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


def dump(run, part, folder):
    """The features' names and the documents of a part as the crate sees them."""
    out = os.path.join(run, part + ".jsonl")
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    with open(out, "wb") as file:
        subprocess.run([os.path.join(target, "release", "examples", "antecedent_dump"), folder], stdout=file, check=True)
    with open(out, encoding="utf-8") as file:
        names = json.loads(next(file))["features"]
        return names, [json.loads(line) for line in file]


def span(s):
    return (s["start"], s["end"]) if isinstance(s, dict) else tuple(s)


def overlaps(a, b):
    return a[0] < b[1] and b[0] < a[1]


def gum_questions(documents, gold, form):
    """[(features, right)] of each choice, by anaphor; one that refers to nothing of the text has no right choice."""
    for document in documents:
        entity = {m.head: m.entity for m in sorted(gold[document["id"]], key=lambda m: m.start - m.end)}
        for anaphor in document["anaphors"]:
            if anaphor["form"] != form or not anaphor["choices"]:
                continue
            meant = entity.get(span(anaphor["head"]))
            rows = []
            for choice in anaphor["choices"]:
                heads = [entity.get(span(h)) for h in choice["heads"]]
                known = [e for e in heads if e is not None]
                right = sum(e == meant for e in known) if meant else 0
                rows.append((choice["x"], 2 * right >= len(known) > 0 and right > 0))
            yield rows


def article_questions(documents, folder):
    """The same of the descriptions in annotated articles, which list the words that name each of their entities."""
    for document in documents:
        with open(os.path.join(folder, document["id"] + ".json"), encoding="utf-8") as file:
            entities = json.load(file)["entities"]
        raw = document["text"].encode()
        forms = [(e["id"], {pairs.fold(x) for x in [e["name"], *e["mentions"]]} - {""}) for e in entities]
        places = [(m.start(), m.end(), e["id"]) for e in entities for words in {e["name"], *e["mentions"]} for m in re.finditer(re.escape(words.encode()), raw)]

        @functools.cache
        def of(whole, head):
            words = pairs.fold(raw[whole[0]:whole[1]].decode())
            found = {i for i, names in forms if words in names}
            # Else the words of an entity that begin where the mention does, but for an article, and hold its head.
            begins = lambda at: pairs.fold(raw[whole[0]:at].decode() + "x") == "x"
            return found or {i for a, b, i in places if whole[0] <= a <= head[0] and head[1] <= b <= whole[1] and begins(a)}

        for anaphor in document["anaphors"]:
            if anaphor["form"] != "description" or not anaphor["choices"]:
                continue
            meant = of(span(anaphor["span"]), span(anaphor["head"]))
            if len(meant) > 1:
                continue
            rows = []
            for choice in anaphor["choices"]:
                known = [found for m, h in zip(choice["mentions"], choice["heads"]) if (found := of(span(m), span(h)))]
                right = sum(meant <= found for found in known) if meant else 0
                rows.append((choice["x"], 2 * right >= len(known) > 0 and right > 0))
            yield rows


def passage_questions(documents, gold):
    """The same of the pronouns of passages whose persons are marked."""
    for document in documents:
        marks = gold[document["id"]]
        for pronoun in document["anaphors"]:
            meant = passages.person_of(marks, span(pronoun["head"]))
            if pronoun["form"] != "pronoun" or not meant:
                continue
            rows = []
            for choice in pronoun["choices"]:
                known = [p for m, h in zip(choice["mentions"], choice["heads"]) if (p := passages.person_of(marks, span(h), span(m)))]
                right = sum(p == meant for p in known)
                rows.append((choice["x"], 2 * right >= len(known) > 0 and right > 0))
            if rows:
                yield rows


def gap_questions(documents, gold):
    """The same of GAP; a choice that is neither name is left out where neither of them is meant, since it may be the one."""
    for document in documents:
        place, names = gold[document["id"]]
        for pronoun in document["anaphors"]:
            if pronoun["form"] != "pronoun" or span(pronoun["head"]) != place:
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


def accuracy(questions, model, sure):
    """Shares in percent: of the anaphors with a right choice those for which it is the likeliest; of the choices that are taken, being the likeliest
    and likely enough, the right ones; and of the anaphors with a right choice those that it is taken for."""
    right = taken = held = count = 0
    for rows in questions:
        scores = model.predict(numpy.array([row for row, _ in rows], dtype=numpy.float32))
        best = int(scores.argmax())
        count += any(r for _, r in rows)
        right += rows[best][1]
        if scores[best] >= sure:
            taken += 1
            held += rows[best][1]
    return [100 * a / max(b, 1) for a, b in ((right, count), (held, taken), (held, count))]


def write(model, names, path):
    lines = ["# Boosted trees that score what a mention stands for, by training/antecedents.py: see src/entities/antecedents/trees.rs"]

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


def fit(sets, weights, names, settings, seed):
    """The trees that tell right choices from others."""
    x, y = matrix([rows for s in sets for rows in s])
    names = names[: x.shape[1]]
    weight = numpy.concatenate([numpy.full(sum(len(rows) for rows in s), w) for s, w in zip(sets, weights)])
    x, y, weight = numpy.concatenate([x, without_vectors(x, names)]), numpy.concatenate([y, y]), numpy.concatenate([weight, settings["blind"] * weight])
    data = lightgbm.Dataset(x, y, weight=weight, feature_name=[n.replace(".", "_") for n in names])
    parameters = {
        "objective": "binary", "seed": seed, "deterministic": True, "num_threads": 1, "verbose": -1,
        "learning_rate": settings["rate"], "num_leaves": settings["leaves"], "min_data_in_leaf": settings["least"],
        "lambda_l2": settings["l2"], "feature_fraction": settings["features"], "bagging_fraction": settings["rows"], "bagging_freq": 1,
    }
    return lightgbm.train(parameters, data, settings["trees"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("run")
    parser.add_argument("articles", nargs="*")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    config = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    settings = config["antecedents"]
    os.makedirs(options.run, exist_ok=True)
    gold = prepare(options.data, options.run)
    trained = [os.path.join(options.data, "../gold/train"), *options.articles]
    dev = os.path.join(options.data, "../gold/dev")
    for _ in range(options.rounds):
        subprocess.run(["cargo", "build", "--release", "--example", "antecedent_dump", "--manifest-path", os.path.join(ROOT, "Cargo.toml")], check=True)
        pronouns, descriptions = {}, {}
        for part in PARTS:
            names, documents = dump(options.run, part, os.path.join(options.run, part))
            if part.startswith("gum"):
                pronouns[part] = list(gum_questions(documents, gold[part], "pronoun"))
                descriptions[part] = list(gum_questions(documents, gold[part], "description"))
            elif part == "passages":
                pronouns[part] = list(passage_questions(documents, gold[part]))
            else:
                pronouns[part] = list(gap_questions(documents, gold[part]))
        for k, folder in enumerate([*trained, dev]):
            _, documents = dump(options.run, f"articles-{k}", folder)
            descriptions[folder] = list(article_questions(documents, folder))
        weights = settings["weights"]
        for form, questions, parts in (("pronoun", pronouns, ("gum-train", "gap-development")), ("description", descriptions, ("gum-train", *trained))):
            model = fit([questions[p] for p in parts], [weights.get(p, 1.0) for p in parts], names, settings, config["seed"])
            for part, asked in questions.items():
                told = accuracy(asked, model, settings["sure"][form])
                print(f"{form}s, {os.path.basename(part)}{'' if part in parts else ', not fitted on'}: {len(asked)}, the likeliest is right for %.1f, taken right %.1f, for %.1f" % tuple(told), flush=True)
            write(model, names, TABLES[form])


if __name__ == "__main__":
    main()
