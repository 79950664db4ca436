"""Stage 3: the pair head alone, on fixed vectors: python3 fit_pairs.py DATA_FOLDER JOINT_RUN DUMPS OUT_RUN

Quick, and so run again whenever entities or patterns change. Held-out articles choose the epoch and the thresholds; then the
head is trained on all articles for as long.
"""
import os, random, sys, tomllib
import torch, torch.nn.functional as F
import data, joint, pairhead, pairs, windows
from model import Reader, minilm
from pairs import CLASSES, RELATIONS, STATUSES
from wordpiece import WordPiece

HERE = os.path.dirname(os.path.abspath(__file__))


@torch.no_grad()
def rows_of(model, tokenizer, labels, groups, examples_of):
    """Examples with their own rows of vectors: per sentence (vectors, examples)."""
    model.eval()
    out = []
    for windows_ in groups:
        batch = windows.collate(windows_, labels)
        x = model.words(batch)
        for bi, w in enumerate(windows_):
            at = 0
            for s in w.sentences:
                n = len(s.forms)
                found = [e for e in examples_of(s)]
                if found:
                    out.append((x[bi, at:at + n].clone(), found))
                at += n
    return out


def batch_of(items):
    """Sentences side by side: one matrix of vectors, examples with shifted indexes."""
    at, placed = 0, []
    for x, examples in items:
        n = len(x)
        placed += [(e[0] + at, e[1] + at, [i + at for i in e[2]], [i + at for i in e[3]], (at, at + n), e[4], *e[5:]) for e in examples]
        at += n
    return torch.cat([x for x, _ in items]), placed


def train(labels, gold, stance, config, seed, epochs, start=None, aside=None, report=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = pairhead.PairHead(labels["deprel"], config["dropout"])
    if start is not None:
        # The table of features starts afresh: it may have grown since.
        head.load_state_dict({**start, "features.weight": head.features.weight.detach().clone()})
    optimizer = torch.optim.AdamW(head.parameters(), lr=config["rate"], weight_decay=config["weight_decay"])
    per_epoch = len(gold) // config["sentences_a_batch"] + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.02, 1 - s / (per_epoch * config["epochs"])))
    for epoch in range(epochs):
        rng.shuffle(gold)
        share = rng.sample(stance, min(len(stance), len(gold)))
        for k in range(0, len(gold), config["sentences_a_batch"]):
            x, placed = batch_of(gold[k:k + config["sentences_a_batch"]])
            parts = joint.pair_losses(head, x, placed)
            y, stances = batch_of(share[k:k + config["sentences_a_batch"]] or share[:4])
            parts["stance"] = joint.pair_losses(head, y, stances)["stance"]
            loss = parts.get("relation", 0) * 2 + 0.3 * parts.get("status", 0) + config["stance_weight"] * parts["stance"]
            optimizer.zero_grad(); loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            optimizer.step(); schedule.step()
        if report:
            report(epoch, head)
    return head


@torch.no_grad()
def probabilities(head, items):
    head.eval()
    out = []
    for k in range(0, len(items), 64):
        x, placed = batch_of(items[k:k + 64])
        placed = [e for e in placed if e[6] is not None]
        if placed:
            inner = head(x, pairhead.collate(placed))
            p, s, t = head.relation(inner).softmax(-1), head.status(inner).argmax(-1), head.stance(inner).argmax(-1)
            out += [(p[i], STATUSES[s[i]], t[i].item(), e) for i, e in enumerate(placed)]
    head.train()
    return out


def best_f1(found):
    gold = sum(e[6] != "none" for *_, e in found)
    scored = sorted(((p[1:].max().item(), CLASSES[p[1:].argmax() + 1] == e[6]) for p, _, _, e in found), reverse=True)
    best, right = (0, 0, 0, 0), 0
    for n, (v, ok) in enumerate(scored, 1):
        right += ok
        best = max(best, (2 * right / (n + gold), right / n, right / max(1, gold), v))
    status = [s == e[7] for _, s, _, e in found if e[7]]
    return best, sum(status) / max(1, len(status))


def threshold(found, names, alone):
    """The threshold for pairs with a pattern behind them that gives the best F1 on pairs, given that for pairs without."""
    rows = []
    gold = sum(e[6] != "none" for *_, e in found)
    for p, _, _, e in found:
        said = {names[i].rsplit(".", 1)[1] for i in e[5] if names[i].startswith("pattern.ab.")}
        rows += [(p[k + 1].item(), r == e[6], r in said) for k, r in enumerate(RELATIONS)]
    grid = [0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3]

    def f1(t):
        told = [ok for v, ok, backed in rows if v >= (t if backed else alone)]
        return 2 * sum(told) / (len(told) + gold)

    best = max(grid, key=f1)
    print(f"threshold {best} with a pattern, {alone} without: F1 {f1(best):.3f}", flush=True)
    return best


def main():
    folder, joint_run, dumps, out = sys.argv[1:5]
    settings = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    config = settings["pairs"]
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    tokenizer = WordPiece(os.path.join(minilm()[0], "vocab.txt"))
    saved = torch.load(os.path.join(joint_run, "checkpoint.pt"), weights_only=False)
    labels = saved["labels"]
    model = Reader(saved["config"], labels)
    model.load_state_dict(saved["average"])
    maker = pairs.Pairs(labels["deprel"])
    gold = pairs.gold_examples(os.path.join(dumps, "gold.jsonl"), os.path.join(folder, "../gold/train"), maker)
    stance = pairs.stance_examples(os.path.join(dumps, "stance.jsonl"), f"{folder}/stance/train.txt", maker)
    rng = random.Random(0)

    def article(d):
        lookup = {id(s): d[2].get(k, []) for k, s in enumerate(d[1])}
        return rows_of(model, tokenizer, labels, [[w] for w in windows.pack(d[1], tokenizer, [140], [1], rng)], lambda s: lookup[id(s)])

    vectors = {d[0]: article(d) for d in gold}
    lookup = {id(s): [e] for s, e in stance}
    # The vectors of the stance sentences depend on the encoder alone: they are kept beside it.
    kept = os.path.join(joint_run, "stance.pt")
    if os.path.exists(kept) and os.path.getmtime(kept) > os.path.getmtime(os.path.join(joint_run, "checkpoint.pt")):
        stances = [(x, lookup[id(s)]) for x, (s, _) in zip(torch.load(kept), stance)]
    else:
        stances = rows_of(model, tokenizer, labels, [[windows.Window([s], tokenizer) for s, _ in stance[k:k + 16]] for k in range(0, len(stance), 16)], lambda s: lookup[id(s)])
        torch.save([x for x, _ in stances], kept)
    aside = [r for d in gold if joint.held_out(d[0]) for r in vectors[d[0]]]
    rest = [r for d in gold if not joint.held_out(d[0]) for r in vectors[d[0]]]
    stances_aside, stances = stances[::20], [x for i, x in enumerate(stances) if i % 20]
    start = saved["pair"] if config["warm_start"] else None
    print(f"{len(rest)} sentences, {len(aside)} aside", flush=True)

    def report(epoch, head):
        (f, p, r, v), status = best_f1(probabilities(head, aside))
        x, placed = batch_of(stances_aside)
        head.eval()
        with torch.no_grad():
            guess = head.stance(head(x, pairhead.collate(placed))).argmax(-1).tolist()
        head.train()
        hits = sum(g == e[7] for g, e in zip(guess, placed)) / len(placed)
        print(f"epoch {epoch}: F1 {f:.3f} (P {p:.3f} R {r:.3f} at {v:.2f}) status {status:.3f} stance {hits:.3f}", flush=True)

    head = train(labels, rest, stances, config, settings["seed"], config["epochs"], start, aside, report)
    alone = config["alone"]
    backed = threshold(probabilities(head, aside), pairs.feature_names(labels["deprel"]), alone)
    final = train(labels, rest + aside, stances, config, settings["seed"], config["epochs"], start)
    os.makedirs(out, exist_ok=True)
    torch.save({"average": saved["average"], "pair": final.state_dict(), "labels": labels, "config": saved["config"], "epoch": saved["epoch"],
                "thresholds": {r: alone for r in RELATIONS}, "backed": {r: backed for r in RELATIONS}}, os.path.join(out, "checkpoint.pt"))


if __name__ == "__main__":
    main()
