"""Stage 2: the encoder learns pairs, coreference and mention heads beside trees: python3 joint.py DATA_FOLDER RUN_FOLDER START_RUN DUMPS [ROUNDS]

START_RUN is a run of stage 1, of stage 3, whose pairs it then goes on with, or of begin.py. DUMPS holds gold.jsonl, stance.jsonl,
gap.jsonl, written.jsonl with the folder written/ of the articles and sentences.jsonl with sentences/, made by examples/training_dump.rs
with the model of the start.
"""
import copy, math, os, random, sys, time, tomllib
import torch, torch.nn.functional as F
import coref_data, coreference, data, pairhead, pairs, train, windows
from model import Reader, minilm
from pairs import CLASSES, STATUSES
from wordpiece import WordPiece

HERE = os.path.dirname(os.path.abspath(__file__))


def held_out(document_id):
    """One article in eight shows how the pairs come on; it is the same one whatever else is there. Where the run goes on from
    stage 3, whose head has learnt them too, the figure only tells whether something broke."""
    return sum(document_id.encode()) % 8 == 0


def for_encoder(document_id):
    """Every other annotated sentence is for the encoder, the rest for stage 3: on vectors of an encoder that has seen its labels a
    head has it easy, and learns to trust them too much."""
    return sum(document_id.encode()) % 2 == 0


def place(window, bi, width, examples_of):
    """A window's examples with the place of their sentence in the rows of a batch [windows * width]."""
    out, at = [], bi * width
    for s in window.sentences:
        out += [(e, at, len(s.forms)) for e in examples_of(s)]
        at += len(s.forms)
    return out


def pair_losses(head, x, placed, stance_weights):
    out = {}
    gold = [p for p in placed if p[0].label is not None]
    stance = [p for p in placed if p[0].stance is not None]
    flat = x.reshape(-1, x.shape[-1])
    if gold:
        inner = head(flat, pairhead.collate(gold))
        out["relation"] = F.cross_entropy(head.relation(inner), torch.tensor([CLASSES.index(e.label) for e, _, _ in gold]))
        sure = [i for i, (e, _, _) in enumerate(gold) if e.status]
        if sure:
            out["status"] = F.cross_entropy(head.status(inner[sure]), torch.tensor([STATUSES.index(gold[i][0].status) for i in sure]))
    if stance:
        inner = head(flat, pairhead.collate(stance))
        loss = F.cross_entropy(head.stance(inner), torch.tensor([e.stance for e, _, _ in stance]), reduction="none")
        weights = stance_weights[torch.tensor([in_order(e) for e, _, _ in stance])]
        out["stance"] = (loss * weights).sum() / weights.sum()
    return out


def rare(stance, power):
    """Weights of the classes of stance in the order of the text, where the second is rarely for or against the first: each counts as much
    as it is rare, to a power."""
    counts = torch.bincount(torch.tensor([in_order(e) for _, rows in stance for e in rows]), minlength=5)
    return (counts.sum() / counts) ** power


def in_order(example):
    """The class of an example as if its first end stood first."""
    return example.stance if example.a < example.b else pairs.TURNED[example.stance]


@torch.no_grad()
def look(model, head, articles, tokenizer, labels):
    """F1 of relation pairs by threshold on held-out articles, given the mentions; status accuracy."""
    model.eval(); head.eval()
    scored, status = [], [0, 0]
    for a in articles:
        lookup = {id(s): a.examples.get(k, []) for k, s in enumerate(a.sentences)}
        for w in windows.pack(a.sentences, tokenizer, [140], [1], random.Random(0)):
            x = model.words(windows.collate([w], labels))
            placed = [p for p in place(w, 0, x.shape[1], lambda s: lookup[id(s)]) if p[0].label is not None]
            if not placed:
                continue
            inner = head(x.reshape(-1, x.shape[-1]), pairhead.collate(placed))
            p = head.relation(inner).softmax(-1)
            s = head.status(inner).argmax(-1)
            for i, (e, _, _) in enumerate(placed):
                value, k = p[i, 1:].max(0)
                scored.append((value.item(), CLASSES[k + 1] == e.label, e.label != "none"))
                if e.status:
                    status[0] += STATUSES[s[i]] == e.status; status[1] += 1
    model.train(); head.train()
    gold = sum(t for _, _, t in scored)
    best = (0, 0, 0, 0)
    scored.sort(reverse=True)
    right = 0
    for n, (value, ok, _) in enumerate(scored, 1):
        right += ok
        f = 2 * right / (n + gold)
        best = max(best, (f, right / n, right / max(gold, 1), value))
    return "pairs F1 %.3f (P %.3f R %.3f at %.2f) status %.3f" % (*best, status[0] / max(status[1], 1))


@torch.no_grad()
def look_stance(model, head, rows, tokenizer, labels):
    model.eval(); head.eval()
    hits, table = 0, [[0] * 5 for _ in range(5)]
    for k in range(0, len(rows), 24):
        group = [windows.Window([s], tokenizer) for s, _ in rows[k:k + 24]]
        x = model.words(windows.collate(group, labels))
        placed = [p for bi, w in enumerate(group) for p in place(w, bi, x.shape[1], lambda s, e=rows[k + bi][1]: e[:1])]
        guess = head.stance(head(x.reshape(-1, x.shape[-1]), pairhead.collate(placed))).argmax(-1).tolist()
        for g, (e, _, _) in zip(guess, placed):
            hits += g == e.stance; table[e.stance][g] += 1
    model.train(); head.train()
    f1 = [2 * table[c][c] / max(1, sum(table[c]) + sum(r[c] for r in table)) for c in range(5)]
    return f"stance {100 * hits / max(1, len(rows)):.1f} / {100 * sum(f1) / 5:.1f}"


def main():
    folder, run, start, dumps = sys.argv[1:5]
    config = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    if len(sys.argv) > 5:
        config["joint"]["rounds"] = int(sys.argv[5])
    c, w = config["joint"], config["windows"]
    torch.manual_seed(config["seed"] + 1)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    rng = random.Random(config["seed"] + 1)
    os.makedirs(run, exist_ok=True)
    tokenizer = WordPiece(os.path.join(minilm()[0], "vocab.txt"))
    saved = torch.load(os.path.join(start, "checkpoint.pt"), weights_only=False)
    labels = saved["labels"]
    model = Reader(config, labels)
    model.load_state_dict(saved["average"])
    model.encoder.words.weight.requires_grad_(False)
    ewt, gum = train.load_treebanks(folder, "train")
    ewt_dev, gum_dev = train.load_treebanks(folder, "dev")
    politics = data.read_politics(f"{folder}/ner/politics-train.txt")
    politics_dev = data.read_politics(f"{folder}/ner/politics-dev.txt")
    gold = pairs.gold_examples(os.path.join(dumps, "gold.jsonl"), os.path.join(folder, "../gold/train"))
    written = pairs.gold_examples(os.path.join(dumps, "written.jsonl"), os.path.join(dumps, "written"))
    sentences = [a for a in pairs.gold_examples(os.path.join(dumps, "sentences.jsonl"), os.path.join(dumps, "sentences")) if for_encoder(a.id)]
    for a in sentences:
        for s in a.sentences:
            s.names = s.worthy = None   # their types are not told
    gap = coreference.gap(os.path.join(dumps, "gap.jsonl"), [row for i, row in enumerate(coref_data.gap(f"{folder}/coref/gap-development.tsv")) if coref_data.for_encoder(i)])
    gap_aside = coreference.gap(os.path.join(dumps, "gap-validation.jsonl"), coref_data.gap(f"{folder}/coref/gap-validation.tsv"))
    refer = coreference.gum([d for i, d in enumerate(gum) if coref_data.for_encoder(i)])
    stance = pairs.stance_examples(os.path.join(dumps, "stance.jsonl"), f"{folder}/stance/train.txt")
    names = pairs.vocabulary(gold + written + sentences)
    pairs.index_features((e for a in gold + written + sentences for rows in a.examples.values() for e in rows), names)
    pairs.index_features((e for _, rows in stance for e in rows), names)
    head = pairhead.PairHead(len(names))
    if "features" in saved:
        head.load_state_dict(pairhead.going_on(head, names, saved["pair"], saved["features"]))
    aside = [a for a in gold if held_out(a.id)]
    gold = [a for a in gold if not held_out(a.id)]
    stance_aside, stance = stance[::20], [x for i, x in enumerate(stance) if i % 20]
    stance_weights = rare(stance, config["pairs"]["stance_balance"])
    print(f"{len(gold)} articles, {len(written)} written, {len(sentences)} sentences, {len(aside)} articles aside, {len(stance)} stance sentences, {len(gap)} of GAP", flush=True)
    found = {id(s): a.examples.get(k, []) for a in gold + written + sentences for k, s in enumerate(a.sentences)} | {id(s): e for s, e in stance}
    choices = coreference.Choices()
    examples_of = lambda s: found.get(id(s), ())

    def share(rows, r, key):
        """One part in so many, another each round."""
        return [x for i, x in enumerate(rows) if (i + r) % c[key + "_share"] == 0]

    def batches_of_round(r):
        trees = share(sorted(ewt + gum, key=lambda d: d[0].forms), r, "treebank")
        packed = [x for d in trees for x in windows.pack(train.vary(d, rng, config["treebank"]), tokenizer, w["sizes"], w["weights"], rng)]
        packed += [x for d in politics for x in windows.pack(d, tokenizer, [1], [1], rng)]
        packed += [x for d in share(refer, r, "refer") for x in windows.pack(d, tokenizer, [160, 300], [0.5, 0.5], rng)]
        packed += [windows.Window(d, tokenizer) for d in share(gap, r, "gap")]
        packed += [x for a in gold + share(written, r, "written") + share(sentences, r, "sentence") for x in windows.pack(a.sentences, tokenizer, [64, 140], [0.4, 0.6], rng)]
        packed += [windows.Window([s], tokenizer) for s, _ in share(stance, r, "stance")]
        return windows.batches(packed, w["pieces_a_batch"], rng)

    total = sum(len(batches_of_round(r)) for r in range(c["rounds"]))
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": c["encoder_rate"]}, {"params": heads, "lr": c["head_rate"]}, {"params": list(head.parameters()), "lr": c["pair_rate"]},
                                   {"params": list(choices.parameters()), "lr": c["pair_rate"], "weight_decay": 0.0}],
                                  weight_decay=config["treebank"]["weight_decay"], betas=(0.9, 0.98))
    warm = max(1, int(total * 0.05))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / warm) * max(0.02, 1 - s / total))
    live = lambda: {**{"reader." + k: v for k, v in model.named_parameters() if v.requires_grad}, **{"pair." + k: v for k, v in head.named_parameters()}}
    average = {k: v.detach().clone() for k, v in live().items()}
    step, first = 0, 0
    checkpoint = os.path.join(run, "checkpoint.pt")

    def state(values):
        reader = dict(saved["average"]) | {k[7:]: v for k, v in values.items() if k.startswith("reader.")}
        return reader, {k[5:]: v for k, v in values.items() if k.startswith("pair.")}

    if os.path.exists(checkpoint):
        old = torch.load(checkpoint, weights_only=False)
        reader, pair = state(old["live"])
        model.load_state_dict(reader); head.load_state_dict(pair)
        choices.load_state_dict(old["choices"]); optimizer.load_state_dict(old["optimizer"]); schedule.load_state_dict(old["schedule"])
        average, step, first = old["averages"], old["step"], old["epoch"]
    print(f"{total} steps", flush=True)
    for r in range(first, c["rounds"]):
        began, seen, sums = time.time(), 0, {}
        for group in batches_of_round(r):
            batch = windows.collate(group, labels)
            parts, x = train.losses(model, batch, with_vectors=True)
            placed = [p for bi, win in enumerate(group) for p in place(win, bi, x.shape[1], examples_of)]
            if placed:
                parts |= pair_losses(head, x, placed, stance_weights)
            asked = [q for bi, win in enumerate(group) for q in coreference.questions(win, bi * x.shape[1])]
            if asked:
                parts["refer"] = choices.loss(x.reshape(-1, x.shape[-1]), asked)
            if not parts:
                continue
            loss = sum({**train.WEIGHT, **c["weight"]}[k] * v for k, v in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 2.0)
            optimizer.step(); schedule.step()
            step += 1
            seen += sum(len(g.forms) for g in group)
            decay = min(config["treebank"]["ema"], (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in live().items():
                    average[k].lerp_(v, 1 - decay)
            for k, v in parts.items():
                a = sums.setdefault(k, [0.0, 0]); a[0] += v.item(); a[1] += 1
            if step % 50 == 0:
                print(f"round {r} step {step}/{total} {seen / (time.time() - began):.0f} words/s " + " ".join(f"{k} {a / n:.3f}" for k, (a, n) in sums.items()), flush=True)
                sums = {}
        now = {k: v.detach().clone() for k, v in live().items()}
        reader, pair = state(average)
        torch.save({"live": now, "averages": average, "average": reader, "pair": pair, "choices": choices.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                    "features": names, "epoch": r + 1, "step": step, "labels": labels, "config": config}, checkpoint + ".tmp")
        os.replace(checkpoint + ".tmp", checkpoint)
        model.load_state_dict(reader); head.load_state_dict(pair)
        print(f"round {r} in {time.time() - began:.0f} s: gum-dev {train.evaluate(model, gum_dev[::4], tokenizer, labels)} ewt-dev {train.evaluate(model, ewt_dev[::6], tokenizer, labels)} "
              f"politics-dev {train.evaluate(model, politics_dev[::4], tokenizer, labels)['names']} {look(model, head, aside, tokenizer, labels)} {look_stance(model, head, stance_aside, tokenizer, labels)} "
              f"gap-validation {coreference.look(model, gap_aside, tokenizer, labels)}", flush=True)
        model.load_state_dict(state(now)[0]); head.load_state_dict(state(now)[1])


if __name__ == "__main__":
    main()
