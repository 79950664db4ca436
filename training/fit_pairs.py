"""Stage 3: the pair head alone, on fixed vectors: python3 fit_pairs.py DATA_FOLDER JOINT_RUN DUMPS OUT_RUN [--without-wire] [--seed N]

Quick, and so run again whenever entities or patterns change. DUMPS holds gold.jsonl, stance.jsonl, written.jsonl, wire.jsonl and sentences.jsonl
with the folders written/, wire/ and sentences/ of the articles, and dev.jsonl, whose articles are only scored, as `score.py` does, to show how it comes on;
each with its vectors.
"""
import argparse, copy, os, random, tomllib
import numpy as np, torch
import joint, pairhead, pairs
from model import DIM
from pairs import RELATIONS, STATUSES

HERE = os.path.dirname(os.path.abspath(__file__))


def vectors(path):
    """The vectors beside a dump, which Rust made: what the head will see, 8 bits and windows included. A row a word."""
    return np.memmap(os.path.splitext(path)[0] + ".vectors", dtype="<f4", mode="r").reshape(-1, DIM)


def batch_of(items, wanted=lambda e: True):
    """Sentences side by side: one matrix of vectors, the examples with the place of their sentence in it."""
    at, placed = 0, []
    for x, examples in items:
        placed += [(e, at, len(x)) for e in examples if wanted(e)]
        at += len(x)
    return torch.cat([x for x, _ in items]), placed


def train(names, gold, stance, config, seed, epochs, start=None, report=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = pairhead.PairHead(len(names), config["dropout"])
    if start is not None:
        head.load_state_dict({**start, "features.weight": head.features.weight.detach().clone()})
    optimizer = torch.optim.AdamW(head.parameters(), lr=config["rate"], weight_decay=config["weight_decay"])
    size = config["sentences_a_batch"]
    steps = (len(gold) // size + 1) * epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 100) * max(0.02, 1 - s / steps))
    average = copy.deepcopy(head)
    average.eval()
    weights = joint.rare(stance, config["stance_balance"])
    step = 0
    for epoch in range(epochs):
        rng.shuffle(gold)
        share = rng.sample(stance, min(len(stance), len(gold)))
        for k in range(0, len(gold), size):
            x, placed = batch_of(gold[k:k + size], lambda e: e.label is not None)
            y, stances = batch_of(share[k:k + size] or share[:4])
            parts = joint.pair_losses(head, x, placed, weights) | joint.pair_losses(head, y, stances, weights)
            loss = parts.get("relation", 0) * 2 + 0.3 * parts.get("status", 0) + config["stance_weight"] * parts["stance"]
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                for a, b in zip(average.parameters(), head.parameters()):
                    a.lerp_(b, 1 - min(config["ema"], (1 + step) / (10 + step)))
        if report:
            report(epoch, average)
    return average


@torch.no_grad()
def weigh(head, items):
    """Gives each example its probabilities and status, as attributes."""
    for k in range(0, len(items), 64):
        x, placed = batch_of(items[k:k + 64])
        if placed:
            inner = head(x, pairhead.collate(placed))
            p, s = head.relation(inner).softmax(-1).tolist(), head.status(inner).argmax(-1).tolist()
            for i, (e, _, _) in enumerate(placed):
                e.p, e.told = p[i][1:], STATUSES[s[i]]


def graph(article, alone, backed):
    """What powermap would draw of an article by these thresholds, as `score.py` reads it."""
    edges = {}
    for examples in article.examples.values():
        best = {}
        for e in examples:
            for p, relation in zip(e.p, RELATIONS):
                ends = tuple(sorted(e.entities)) if relation == "meets" else e.entities
                old = best.get((ends, relation), (0, "", (0, "")))
                pattern = max(old[2], e.said.get(relation, (0, "")))
                best[ends, relation] = (p, e.told, pattern) if p > old[0] else (*old[:2], pattern)
        for key, (p, told, (sure, status)) in best.items():
            if p >= (backed if sure else alone):
                edges.setdefault(key, status or told)
    aliases = [{e["name"]} for e in article.dump["entities"]]
    for m in article.dump["mentions"]:
        if m["form"] not in ("pronoun", "verb"):
            aliases[m["entity"]].add(m["text"])
    used = {x for ends, _ in edges for x in ends}
    return {"nodes": [{"id": i, "name": article.dump["entities"][i]["name"], "aliases": sorted(aliases[i])} for i in sorted(used)],
            "edges": [{"source": a, "target": b, "relation": r, "status": s} for ((a, b), r), s in edges.items()]}


def score(articles, alone, backed):
    """Precision, recall and F1 over articles, as score.py counts."""
    import score as scorer
    found = [scorer.score_document(a.gold, graph(a, alone, backed)) for a in articles]
    return scorer.rates(*(sum(len(f[key]) for f in found) for key in ("matched", "wrong", "missed")))


def thresholds(articles):
    """The best (F1, precision, recall, alone, backed)."""
    best = (0,)
    for alone in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        for backed in (0.02, 0.04, 0.08, 0.15):
            s = score(articles, alone, backed)
            best = max(best, (round(s["f1"], 4), round(s["p"], 3), round(s["r"], 3), alone, backed))
    return best


@torch.no_grad()
def stance_score(head, items):
    """Accuracy and macro-F1 in percent over five classes."""
    table = [[0] * 5 for _ in range(5)]
    for k in range(0, len(items), 64):
        x, placed = batch_of(items[k:k + 64])
        guess = head.stance(head(x, pairhead.collate(placed))).argmax(-1).tolist()
        for (e, _, _), g in list(zip(placed, guess))[::2]:
            table[e.stance][g] += 1
    f1 = [2 * table[c][c] / max(1, sum(table[c]) + sum(row[c] for row in table)) for c in range(5)]
    return 100 * sum(table[c][c] for c in range(5)) / max(1, len(items)), 100 * sum(f1) / 5


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("data", "joint_run", "dumps", "out"):
        parser.add_argument(name)
    parser.add_argument("--without-wire", action="store_true")
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    folder, joint_run, dumps, out = options.data, options.joint_run, options.dumps, options.out
    settings = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    config = settings["pairs"]
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    saved = torch.load(os.path.join(joint_run, "checkpoint.pt"), weights_only=False)

    def load(name, gold_folder):
        path = os.path.join(dumps, name)
        if not os.path.exists(path):
            return []
        articles, rows, at = pairs.gold_examples(path, gold_folder), vectors(path), 0
        for a in articles:
            a.items = []
            for k, s in enumerate(a.sentences):
                if k in a.examples:
                    a.items.append((torch.from_numpy(np.array(rows[at:at + len(s.forms)])), a.examples[k]))
                at += len(s.forms)
        assert at == len(rows), f"{path} and its vectors are not of one run"
        return articles

    gold = load("gold.jsonl", os.path.join(folder, "../gold/train"))
    written = load("written.jsonl", os.path.join(dumps, "written")) + [a for a in load("sentences.jsonl", os.path.join(dumps, "sentences")) if not joint.for_encoder(a.id)]
    if not options.without_wire:
        written += load("wire.jsonl", os.path.join(dumps, "wire"))
    dev = load("dev.jsonl", os.path.join(folder, "../gold/dev"))
    path = os.path.join(dumps, "stance.jsonl")
    stance, rows = pairs.stance_examples(path, f"{folder}/stance/train.txt"), vectors(path)
    stances = [(torch.from_numpy(np.array(rows[s.first:s.first + len(s.forms)])), e) for s, e in stance]
    names = pairs.vocabulary(gold + written)
    pairs.index_features((e for a in gold + written + dev for rows in a.examples.values() for e in rows), names)
    pairs.index_features((e for _, rows in stance for e in rows), names)
    items = [i for a in gold for i in a.items] * config["gold_times"] + [i for a in written for i in a.items]
    stances_aside, stances = stances[::20], [x for i, x in enumerate(stances) if i % 20]
    start = saved["pair"] if config["warm_start"] else None
    seedless = [a for a in dev if not a.id.startswith("seed")]
    alone, backed = config["alone"], config["backed"]
    print(f"{len(gold)} articles, {len(written)} written, {len(names)} features", flush=True)

    def report(epoch, head):
        if epoch % 2 and epoch < config["epochs"] - 1:
            return
        weigh(head, [i for a in dev for i in a.items])
        s = score(seedless, alone, backed)
        print(f"epoch {epoch}: stance %.1f / %.1f, dev without the seed F1 {s['f1']:.3f} P {s['p']:.3f} R {s['r']:.3f}, at best {thresholds(seedless)}"
              % stance_score(head, stances_aside), flush=True)

    final = train(names, items, stances, config, options.seed or settings["seed"], config["epochs"], start, report if dev else None)
    os.makedirs(out, exist_ok=True)
    torch.save({"average": saved["average"], "pair": final.state_dict(), "features": names, "labels": saved["labels"], "config": saved["config"], "epoch": saved["epoch"],
                "thresholds": {r: alone for r in RELATIONS}, "backed": {r: backed for r in RELATIONS}}, os.path.join(out, "checkpoint.pt"))


if __name__ == "__main__":
    main()
