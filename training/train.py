"""Stage 1: trees, tags and names: python3 train.py DATA_FOLDER RUN_FOLDER. Resumes from the run folder's checkpoint."""
import copy, json, math, os, random, sys, time, tomllib
import torch, torch.nn.functional as F
import data, windows
from model import Reader, minilm
from wordpiece import WordPiece

HERE = os.path.dirname(os.path.abspath(__file__))
NEG = -1e4


def load_treebanks(folder, split):
    ewt = data.read_conllu(f"{folder}/treebank/ewt-{split}.conllu")
    gum = data.read_conllu(f"{folder}/treebank/gum-{split}.conllu")
    data.gum_entities(gum)
    return ewt, gum


def label_sets(documents):
    rels = sorted({r for d in documents for s in d for r in s.rels})
    xpos = sorted({x for d in documents for s in d for x in s.xpos})
    return {"upos": data.UPOS, "xpos": xpos, "deprel": rels, "names": data.NAME_TAGS,
            "generic": ["none", "person", "organization", "place", "group", "event", "other"], "worthy": ["none"] + data.TYPES}


def gold_documents(folder):
    """gold/train beside the data: paragraphs with name tags only (trees are not known there)."""
    out = []
    for gold, text in data.read_gold(folder):
        sentences, at = [], 0
        for line in text.split("\n"):
            spans = data.simple_tokens(line)
            if spans:
                s = data.Sentence([line[a:b] for a, b in spans], [i == 0 or a > spans[i - 1][1] for i, (a, b) in enumerate(spans)], True)
                s.offsets = [(at + a, at + b) for a, b in spans]
                s.boundaries = False
                sentences.append(s)
            at += len(line) + 1
        data.gold_labels(gold, sentences, text)
        for s in sentences:
            s.worthy = None
        out.append(sentences)
    return out


def vary(document, rng, config):
    """Now and then a sentence in capitals or in lower case, as headlines and careless writers have it; relatives reduced."""
    out = []
    for s in document:
        s = data.reduced_relatives(s, rng, config["reduced_relatives"])
        draw = rng.random()
        change = str.upper if draw < config["upper_case"] else str.lower if draw < config["upper_case"] + config["lower_case"] else None
        if change:
            s = copy.copy(s)
            s.forms = [change(f) for f in s.forms]
        out.append(s)
    return out


def losses(model, batch, with_vectors=False):
    x = model.words(batch)
    h = model.drop(x)
    out = {}

    def ce(name, logits):
        target = batch[name]
        if (target != data.IGNORE).any():
            out[name] = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=data.IGNORE)

    for name in ("upos", "xpos", "names", "generic", "worthy"):
        ce(name, getattr(model, name)(h))
    known = batch["start"] != data.IGNORE
    if known.any():
        out["start"] = F.binary_cross_entropy_with_logits(model.start(h)[..., 0][known], batch["start"][known].float())
    if (batch["heads"] != data.IGNORE).any():
        scores = model.arcs(x)
        same = batch["sent"][:, :, None] == batch["sent"][:, None, :]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        scores = scores.masked_fill(~allowed, NEG)
        out["heads"] = F.cross_entropy(scores.flatten(0, 1), batch["heads"].flatten(), ignore_index=data.IGNORE)
        gold = batch["heads"].clamp(min=0)
        ce("rels", model.relations(x, gold))
    return (out, x) if with_vectors else out


WEIGHT = {"upos": 1.0, "xpos": 0.5, "heads": 1.0, "rels": 1.0, "names": 0.7, "generic": 0.5, "worthy": 0.5, "start": 0.5}


@torch.no_grad()
def evaluate(model, documents, tokenizer, labels, size=160):
    """Greedy tags and trees on gold words and sentences, in windows: a quick look, not the card's figures."""
    model.eval()
    rng = random.Random(0)
    hit = {"upos": 0, "uas": 0, "las": 0, "xpos": 0}
    n = 0
    tp = fp = fn = 0
    names = [0, 0, 0]
    for d in documents:
        for group in windows.batches(windows.pack(d, tokenizer, [size], [1], rng), 4000, rng):
            batch = windows.collate(group, labels)
            x = model.words(batch)
            ok = batch["upos"] != data.IGNORE
            if ok.any():
                hit["upos"] += ((model.upos(x).argmax(-1) == batch["upos"]) & ok).sum().item()
                hit["xpos"] += ((model.xpos(x).argmax(-1) == batch["xpos"]) & ok).sum().item()
                scores = model.arcs(x)
                same = batch["sent"][:, :, None] == batch["sent"][:, None, :]
                scores = scores.masked_fill(~torch.cat([torch.ones_like(same[:, :, :1]), same], 2), NEG)
                heads = scores.argmax(-1)
                rels = model.relations(x, heads).argmax(-1)
                uas = (heads == batch["heads"]) & ok
                hit["uas"] += uas.sum().item()
                hit["las"] += (uas & (rels == batch["rels"])).sum().item()
                n += ok.sum().item()
                s = model.start(x)[..., 0] > 0
                known = batch["start"] != data.IGNORE
                tp += (s & (batch["start"] == 1) & known).sum().item()
                fp += (s & (batch["start"] == 0) & known).sum().item()
                fn += (~s & (batch["start"] == 1) & known).sum().item()
            if (batch["names"] != data.IGNORE).any():
                guess = model.names(x).argmax(-1)
                for b in range(len(group)):
                    m = len(group[b].forms)
                    if batch["names"][b, 0] == data.IGNORE:
                        continue
                    g, p = spans(batch["names"][b, :m].tolist()), spans(guess[b, :m].tolist())
                    names[0] += len(g & p); names[1] += len(p); names[2] += len(g)
    model.train()
    out = {k: round(100 * v / max(n, 1), 2) for k, v in hit.items()}
    if tp:
        out["start"] = round(200 * tp / (2 * tp + fp + fn), 2)
    if names[2]:
        out["names"] = round(200 * names[0] / (names[1] + names[2] + 1e-9), 2)
    return out


def spans(tags):
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + [0]):
        name = data.NAME_TAGS[t] if t >= 0 else "O"
        if start is not None and not (name.startswith("I-") and name[2:] == kind):
            out.add((start, i, kind))
            start = None
        if name.startswith("B-") or (name.startswith("I-") and start is None):
            start, kind = i, name[2:]
    return out


def main():
    folder, run = sys.argv[1:3]
    config = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    torch.manual_seed(config["seed"])
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    rng = random.Random(config["seed"])
    os.makedirs(run, exist_ok=True)
    package, state = minilm()
    tokenizer = WordPiece(os.path.join(package, "vocab.txt"))
    ewt, gum = load_treebanks(folder, "train")
    ewt_dev, gum_dev = load_treebanks(folder, "dev")
    labels = label_sets(ewt + gum)
    politics = data.read_politics(f"{folder}/ner/politics-train.txt")
    politics_dev = data.read_politics(f"{folder}/ner/politics-dev.txt")
    gold = gold_documents(os.path.join(folder, "../gold/train"))
    model = Reader(config, labels)
    model.encoder.load_minilm(state, config["encoder"]["ffn"])
    c, w = config["treebank"], config["windows"]
    # Word-piece vectors stay as they came: they are two thirds of the parameters, and hidden names gain nothing from tuning them.
    model.encoder.words.weight.requires_grad_(False)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": c["encoder_rate"]}, {"params": heads, "lr": c["head_rate"]}],
                                  weight_decay=c["weight_decay"], betas=(0.9, 0.98))
    average = {k: v.clone() for k, v in model.state_dict().items()}

    def epoch_batches():
        train = ewt + gum
        packed = [x for d in train for x in windows.pack(vary(d, rng, c), tokenizer, w["sizes"], w["weights"], rng)]
        packed += [x for d in politics for x in windows.pack(d, tokenizer, [1], [1], rng) for _ in range(2)]
        packed += [x for d in gold for x in windows.pack(d, tokenizer, w["sizes"], w["weights"], rng)]
        return windows.batches(packed, w["pieces_a_batch"], rng)

    steps_an_epoch = len(epoch_batches())
    total = steps_an_epoch * c["epochs"]
    warm = int(total * c["warmup"])
    rate = lambda step: min(1.0, (step + 1) / warm) * (c["final_rate"] + (1 - c["final_rate"]) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    step, first = 0, 0
    checkpoint = os.path.join(run, "checkpoint.pt")
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"]); optimizer.load_state_dict(saved["optimizer"]); schedule.load_state_dict(saved["schedule"])
        average, first, step = saved["average"], saved["epoch"], saved["step"]
        rng.setstate(saved["rng"]); torch.set_rng_state(saved["torch_rng"])
    print(f"{steps_an_epoch} steps an epoch, {sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters", flush=True)
    for epoch in range(first, c["stop_after"]):
        began, seen, sums = time.time(), 0, {}
        for group in epoch_batches():
            batch = windows.collate(group, labels)
            parts = losses(model, batch)
            if not parts:
                continue
            loss = sum(WEIGHT[k] * v for k, v in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            seen += sum(len(x.forms) for x in group)
            decay = min(c["ema"], (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in model.named_parameters():
                    if v.requires_grad:
                        average[k].lerp_(v, 1 - decay)
            for k, v in parts.items():
                a = sums.setdefault(k, [0.0, 0]); a[0] += v.item(); a[1] += 1
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{total} {seen / (time.time() - began):.0f} words/s " + " ".join(f"{k} {a / n:.3f}" for k, (a, n) in sums.items()), flush=True)
                sums = {}
        live = copy.deepcopy(model.state_dict())
        torch.save({"model": live, "average": average, "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch + 1,
                    "step": step, "rng": rng.getstate(), "torch_rng": torch.get_rng_state(), "labels": labels, "config": config}, checkpoint + ".tmp")
        os.replace(checkpoint + ".tmp", checkpoint)
        model.load_state_dict(average)
        print(f"epoch {epoch} in {time.time() - began:.0f} s: gum-dev {evaluate(model, gum_dev[::4], tokenizer, labels)} ewt-dev {evaluate(model, ewt_dev[::6], tokenizer, labels)} "
              f"politics-dev {evaluate(model, politics_dev[::4], tokenizer, labels)}", flush=True)
        model.load_state_dict(live)


if __name__ == "__main__":
    main()
