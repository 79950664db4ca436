"""Stage 2 with teachers, on an accelerator: python3 distil.py PACK.npz MPNET.npz START.pt OUT_FOLDER TEACHER_SECONDS STUDENT_SECONDS [TOLD_FOLDER [SETTINGS]]

Three large teachers learn pairs, stance and coreference, each from all texts but a third; each tells of the third that it has not seen, and all of texts without
labels (G. Hinton et al., "Distilling the Knowledge in a Neural Network", 2015). Then the reader learns from what they told beside the labels, and trees and names as before.
What a teacher says of a text that it has learnt would only repeat the labels.

With no seconds for teachers, what they told is that of TOLD_FOLDER, and SETTINGS names the reader's of config.toml. PACK is from pack.py, MPNET from mpnet.py, START a run's checkpoint. OUT gets told-0.npz and told-1.npz (what the teachers say, a row a pair or choice) and the reader's weights, student-0.pt and student-1.pt.
"""
import json, os, random, sys, time, tomllib
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
import coreference, mpnet, train
from flat import Flat
from model import Reader, words_of
from pairhead import HIDDEN, PairHead, going_on
from pairs import CLASSES, STATUSES, TURNED
from windows import batches

HERE = os.path.dirname(os.path.abspath(__file__))
CONFIG = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
SETTINGS = CONFIG["distil"]
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
HALVES = DEVICE == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()   # whether sums of halves are quicker
WORKERS = int(os.environ.get("WORKERS", "14"))
# How often a round has a source's documents; the sizes of windows in pieces.
TEACHER = {"gold": 2, "written": 1, "sentences": 1, "wire": 1, "stance": 1, "gum": 1, "gap": 1, "passages": 1}
READER = {**TEACHER, "passages": 2, "plain": 1, "treebank0": 0.5, "treebank1": 0.5, "politics": 1}
SIZES = {"gold": (64, 140, 300), "written": (64, 140, 300), "wire": (64, 140, 300), "plain": (64, 140, 300), "gum": (160, 300), "gap": (500,), "passages": (500,),
         "treebank0": (1, 48, 96, 160), "treebank1": (1, 48, 96, 160)}
START = time.time()


def say(*words):
    print(f"{time.time() - START:6.1f}", *words, flush=True)


class FlatHead(PairHead):
    """The pair head on batches of `flat`: the same sums, with running totals instead of lists."""

    def forward(self, x, batch):
        x = self.drop(x)
        a, b = batch["a"], batch["b"]
        h = self.a(x)[a] + self.b(x)[b] + self.product(x[a] * x[b])
        path = self.path(x)[batch["path"]]
        h = h + torch.zeros_like(h).index_add(0, batch["path_pair"], path) / batch["path_count"][:, None]
        total = lambda rows: torch.cat([rows.new_zeros(1, HIDDEN), rows.cumsum(0)])
        between = total(self.between(x))
        low, high = torch.minimum(a, b) + 1, torch.maximum(a, b)
        h = h + (between[high] - between[torch.minimum(low, high)]) / (high - low).clamp(min=1)[:, None]
        whole, first, count = total(self.whole(x)), batch["span_first"], batch["span_count"]
        h = h + ((whole[first + count] - whole[first]) / count.clamp(min=1)[:, None])[batch["order"]]
        h = h + torch.zeros_like(h).index_add(0, batch["feature_pair"], self.features(batch["feature"]))
        return F.relu(self.inner(self.drop(F.relu(h))))


class Choices(coreference.Choices):
    """The choice of coreference.py, on batches of `flat`."""

    def logs(self, x, batch):
        """Logarithms of the probability of every choice, the last of none of them [questions, choices + 1]."""
        x = F.normalize(x, dim=-1)
        score = self.scale * (x[batch["ask"][batch["question"]]] * x[batch["choice"]]).sum(-1)
        n, width = len(batch["ask"]), int(batch["place"].max()) + 1
        table = score.new_full((n, width), -1e4).index_put((batch["question"], batch["place"]), score)
        return torch.cat([table, self.nothing.expand(n, 1)], 1).log_softmax(1)


class Teacher(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.encoder, self.head, self.choices = mpnet.MPNet(), FlatHead(features, 0.2, mpnet.WIDE), Choices()

    def words(self, batch):
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=HALVES):
            x = self.encoder(batch)
        return words_of(x.float(), batch)


class Stream(torch.utils.data.IterableDataset):
    """Batches without end; each worker has its own share of the documents."""

    def __init__(self, flat, mix, pieces, words, seed, fold):
        self.flat, self.mix, self.pieces, self.words, self.seed, self.fold = flat, mix, pieces, words, seed, fold

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        worker, of = (info.id, info.num_workers) if info else (0, 1)
        rng = random.Random(self.seed * 1000 + worker)
        while True:
            windows = []
            for source, times in self.mix.items():
                found = self.flat.source(source)
                for d in found[self.flat.documents[found, 1] != self.fold][worker::of]:
                    for _ in range(int(times) + (rng.random() < times % 1)):
                        windows += self.flat.windows(d, rng.choice(SIZES.get(source, (140,))))
            for group in batches(windows, self.pieces, rng, self.flat.length):
                yield self.flat.collate(group, self.words)


def stream(flat, mix, pieces, words, seed, fold=None):
    """Batches of documents that are not of a fold, a source as often as `mix` tells."""
    data = Stream(flat, mix, pieces, words, seed, fold)
    loader = torch.utils.data.DataLoader(data, batch_size=None, num_workers=WORKERS, prefetch_factor=3 if WORKERS else None)
    for batch in loader:
        yield {k: v.to(DEVICE, non_blocking=True) for k, v in batch.items()}


class Groups(torch.utils.data.Dataset):
    def __init__(self, flat, groups, words):
        self.flat, self.groups, self.words = flat, groups, words

    def __len__(self):
        return len(self.groups)

    def __getitem__(self, i):
        return self.flat.collate(self.groups[i], self.words)


def every(flat, documents, pieces, words=False, size=200):
    windows = [w for d in documents for w in flat.windows(d, size)]
    groups = batches(windows, pieces, random.Random(0), flat.length)
    for batch in torch.utils.data.DataLoader(Groups(flat, groups, words), batch_size=None, num_workers=min(WORKERS, 8)):
        yield {k: v.to(DEVICE, non_blocking=True) for k, v in batch.items()}


def turned(stance, a, b):
    """Classes of stance in the order of the text."""
    table = torch.tensor(TURNED, device=stance.device)
    return torch.where(a < b, stance, table[stance.clamp(min=0)])


def pair_losses(head, x, batch, rare, told=None, hard=1.0):
    """Losses of labels, and with `told` (relation, status, stance: a row a pair) of what the teachers said."""
    out = {}
    if not len(batch["a"]):
        return out
    inner = head(x, batch)
    relation, status, stance = head.relation(inner).log_softmax(-1), head.status(inner).log_softmax(-1), head.stance(inner).log_softmax(-1)
    known = (batch["label"] >= 0).float()
    loss = -relation.gather(1, batch["label"].clamp(min=0)[:, None])[:, 0]
    out["relation"] = (loss * known).sum() / known.sum().clamp(min=1)
    sure = (batch["status"] >= 0).float()
    out["status"] = (-status.gather(1, batch["status"].clamp(min=0)[:, None])[:, 0] * sure).sum() / sure.sum().clamp(min=1)
    weights = rare[turned(batch["stance"], batch["a"], batch["b"])] * (batch["stance"] >= 0).float()
    out["stance"] = (-stance.gather(1, batch["stance"].clamp(min=0)[:, None])[:, 0] * weights).sum() / weights.sum().clamp(min=1)
    if told is not None:
        soft = [t[batch["pair"]].float() for t in told]
        have = (soft[0].sum(1) > 0).float()
        mean = lambda p, logs, w: (-(p * logs).sum(1) * w).sum() / w.sum().clamp(min=1)
        some = (1 - soft[0][:, 0]) * have    # the status matters where there may be a relation
        out["relation"] = hard * out["relation"] + (1 - hard) * mean(soft[0], relation, have)
        out["status"] = hard * out["status"] + (1 - hard) * mean(soft[1], status, some)
        out["stance"] = hard * out["stance"] + (1 - hard) * mean(soft[2], stance, have)
    return out


def choice_loss(choices, x, batch, told=None):
    """Of the questions that have answers, and of those that only the teachers answered."""
    if not len(batch["ask"]):
        return None
    logs = choices.logs(x, batch)
    n, width = logs.shape
    at = (batch["question"], batch["place"])
    right = logs.new_zeros(n, width).index_put(at, (batch["right"] == 1).float())
    known = logs.new_zeros(n).index_add(0, batch["question"], (batch["right"] >= 0).float()) > 0
    right[:, -1] = (right[:, :-1].sum(1) == 0).float()
    loss = -(logs.masked_fill(right == 0, -1e4).logsumexp(1))
    total = (loss * known).sum() / known.sum().clamp(min=1)
    if told is not None:
        p = logs.new_zeros(n, width).index_put(at, told[batch["choice_number"]].float())
        p[:, -1] = (1 - p[:, :-1].sum(1)).clamp(min=0)
        p = p / p.sum(1, keepdim=True)
        open_ = (~known).float()
        total = total + (-(p * logs).sum(1) * open_).sum() / open_.sum().clamp(min=1)
    return total


def rare_weights(flat):
    power = CONFIG["pairs"]["stance_balance"]
    rows = np.flatnonzero(flat.pair_stance >= 0)
    rows = rows[np.isin(flat.documents[flat.sent_document[flat.pair_sent[rows]], 0], [flat.sources.index("stance")])]
    classes = turned(torch.from_numpy(flat.pair_stance[rows].astype(np.int64)), torch.from_numpy(flat.pair_a[rows]), torch.from_numpy(flat.pair_b[rows]))
    counts = torch.bincount(classes, minlength=5).float()
    return ((counts.sum() / counts.clamp(min=1)) ** power).to(DEVICE)


@torch.no_grad()
def look(flat, words, head, name):
    """Pairs, the mentions given, at their best threshold; stance; how often the likest is right, of GAP's names and of the choices in passages."""
    out = []
    for source in ("dev", "sentences_aside"):
        values, oks, gold = [], [], 0
        for batch in every(flat, flat.source(source), 16000):
            p = head.relation(head(words(batch), batch)).softmax(-1)
            value, k = p[:, 1:].max(1)
            know = batch["label"] >= 0
            values.append(value[know]); oks.append((k + 1 == batch["label"])[know]); gold += int((batch["label"] > 0).sum())
        values, oks = torch.cat(values), torch.cat(oks).float()
        order = values.argsort(descending=True)
        right = oks[order].cumsum(0)
        n = torch.arange(1, len(right) + 1, device=right.device)
        f = 2 * right / (n + gold)
        k = int(f.argmax())
        out.append(f"{source} {f[k]:.3f} (P {right[k] / (k + 1):.3f} at {values[order][k]:.2f})")
    table = np.zeros((5, 5))
    for batch in every(flat, flat.source("stancevalid"), 16000):
        guess = head.stance(head(words(batch), batch)).argmax(-1)
        for g, s in list(zip(guess.tolist(), batch["stance"].tolist()))[::2]:
            table[s, g] += 1
    f1 = 2 * table.diagonal() / np.maximum(1, table.sum(0) + table.sum(1))
    out.append(f"stance {100 * table.trace() / table.sum():.1f} / {100 * f1.mean():.1f}")
    for source in ("gapvalid", "passages_aside"):
        right = count = 0
        for batch in every(flat, flat.source(source), 16000, size=500):
            x = F.normalize(words(batch), dim=-1)
            score = (x[batch["ask"][batch["question"]]] * x[batch["choice"]]).sum(-1).cpu().numpy()
            question, truth = batch["question"].cpu().numpy(), batch["right"].cpu().numpy()
            for q in range(len(batch["ask"])):
                rows = np.flatnonzero(question == q)
                if (truth[rows] == 1).any():
                    count += 1
                    right += truth[rows[score[rows].argmax()]] == 1
        out.append(f"{source} {100 * right / max(1, count):.1f} of {count}")
    say(name, *out)


@torch.no_grad()
def tell(flat, teacher, documents, told, choice, share):
    teacher.eval()
    for batch in every(flat, documents, 24000, size=250):
        x = teacher.words(batch).flatten(0, 1)
        if len(batch["a"]):
            inner = teacher.head(x, batch)
            for table, layer in zip(told, (teacher.head.relation, teacher.head.status, teacher.head.stance)):
                table[batch["pair"]] += layer(inner).softmax(-1).half() * share
        if len(batch["ask"]):
            p = teacher.choices.logs(x, batch).exp()
            choice[batch["choice_number"]] += p[batch["question"], batch["place"]].half() * share
    teacher.train()


def descend(parameters, step, share, warm=60):
    """Peak rates, scheduled by the share of the time that is gone."""
    for g in parameters.param_groups:
        g["lr"] = g["peak"] * min(1.0, (step + 1) / warm) * max(0.02, 1 - share)


def teach(flat, weights, features, fold, seconds, rare):
    torch.manual_seed(fold)
    settings = SETTINGS["teacher"]
    teacher = Teacher(features)
    teacher.encoder.load_state_dict(weights, strict=False)
    teacher.to(DEVICE).train()
    teacher.encoder.words.weight.requires_grad_(False)
    slow = [p for p in teacher.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": slow, "peak": settings["encoder_rate"]}, {"params": [*teacher.head.parameters(), *teacher.choices.parameters()], "peak": settings["head_rate"]}], lr=0, weight_decay=0.01, betas=(0.9, 0.98))
    began, step, pieces, sums = time.time(), 0, 0, {}
    for batch in stream(flat, TEACHER, settings["pieces_a_batch"], False, 10 + fold, fold):
        share = (time.time() - began) / seconds
        if share >= 1:
            break
        descend(optimizer, step, share)
        x = teacher.words(batch).flatten(0, 1)
        parts = pair_losses(teacher.head, x, batch, rare)
        asked = choice_loss(teacher.choices, x, batch)
        if asked is not None:
            parts["refer"] = asked
        loss = sum(settings["weight"][k] * v for k, v in parts.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        step += 1
        pieces += batch["pieces"].numel()
        for k, v in parts.items():
            sums[k] = sums.get(k, 0) * 0.98 + v.detach() * 0.02
        if step % 100 == 0:
            say(f"teacher {fold} step {step} {pieces / 1e6:.1f}M pieces " + " ".join(f"{k} {float(v):.3f}" for k, v in sums.items()))
    teacher.eval()
    say(f"teacher {fold}: {step} steps, {pieces / 1e6:.1f}M pieces")
    look(flat, lambda b: teacher.words(b).flatten(0, 1), teacher.head, f"teacher {fold}")
    return teacher


@torch.no_grad()
def trees(flat, model):
    model.eval()
    hit = dict.fromkeys(("upos", "uas", "las"), 0)
    n = 0
    for batch in every(flat, flat.source("treedev"), 16000, words=True, size=160):
        x = model.words(batch)
        ok = batch["upos"] >= 0
        hit["upos"] += ((model.upos(x).argmax(-1) == batch["upos"]) & ok).sum()
        same = batch["sent"][:, :, None] == batch["sent"][:, None, :]
        heads = model.arcs(x).masked_fill(~torch.cat([torch.ones_like(same[:, :, :1]), same], 2), train.NEG).argmax(-1)
        good = (heads == batch["heads"]) & ok
        hit["uas"] += good.sum()
        hit["las"] += (good & (model.relations(x, heads).argmax(-1) == batch["rels"])).sum()
        n += ok.sum()
    model.train()
    say("trees", {k: round(100 * float(v) / max(1, int(n)), 2) for k, v in hit.items()})


def study(flat, start, features, seconds, rare, told, choice, out, settings):
    torch.manual_seed(1)
    saved = torch.load(start, map_location="cpu", weights_only=False)
    state = dict(saved["average"])
    if "words.q" in state:   # with 8 bits, to be carried
        state["encoder.words.weight"] = state.pop("words.q").float() * state.pop("words.scale").float()[:, None]
    model = Reader(saved["config"], saved["labels"])
    model.load_state_dict(state)
    head, choices = FlatHead(len(features), 0.3), Choices()
    head.load_state_dict(going_on(head, features, saved["pair"], saved["features"]))
    model.to(DEVICE).train(); head.to(DEVICE).train(); choices.to(DEVICE)
    model.encoder.words.weight.requires_grad_(False)

    def words(batch):
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=HALVES):
            x = model.encoder(batch["pieces"], batch["shapes"], batch["mask"])
        return words_of(x.float(), batch)

    model.words = words
    slow = [p for p in model.encoder.parameters() if p.requires_grad]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": slow, "peak": settings["encoder_rate"]}, {"params": fast, "peak": settings["head_rate"]}, {"params": [*head.parameters(), *choices.parameters()], "peak": settings["pair_rate"]}], lr=0, weight_decay=0.01, betas=(0.9, 0.98))
    live = [("reader." + n, p) for n, p in model.named_parameters() if p.requires_grad] + [("pair." + n, p) for n, p in head.named_parameters()]
    average = [p.detach().clone() for _, p in live]
    weight = {**train.WEIGHT, **settings["weight"]}

    def swap():
        with torch.no_grad():
            for a, (_, p) in zip(average, live):
                a_, p_ = a.clone(), p.detach().clone()
                p.copy_(a_); a.copy_(p_)

    def save(name):
        state = {n: a.half().cpu() if a.ndim > 1 else a.cpu() for a, (n, _) in zip(average, live)}
        for part in range(2):   # in two files, as some machines give back small ones only
            torch.save({k: v for i, (k, v) in enumerate(state.items()) if i % 2 == part}, os.path.join(out, f"{name}-{part}.pt"))

    began, step, pieces, sums, shown = time.time(), 0, 0, {}, 0.0
    for batch in stream(flat, READER, settings["pieces_a_batch"], True, 99):
        share = (time.time() - began) / seconds
        if share >= 1:
            break
        descend(optimizer, step, share, 150)
        parts, x = train.losses(model, batch, with_vectors=True)
        x = x.flatten(0, 1)
        parts |= pair_losses(head, x, batch, rare, told, SETTINGS["labels"])
        asked = choice_loss(choices, x, batch, choice)
        if asked is not None:
            parts["refer"] = asked
        loss = sum(weight[k] * v for k, v in parts.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for _, p in live], 2.0)
        optimizer.step()
        step += 1
        torch._foreach_lerp_(average, [p.detach() for _, p in live], 1 - min(settings["ema"], (1 + step) / (10 + step)))
        pieces += batch["pieces"].numel()
        for k, v in parts.items():
            sums[k] = sums.get(k, v.detach()) * 0.98 + v.detach() * 0.02
        if step % 200 == 0:
            say(f"student step {step} {pieces / 1e6:.1f}M pieces " + " ".join(f"{k} {float(v):.3f}" for k, v in sums.items()))
        if share > shown + 0.45:
            shown = share
            save("half")
            swap()
            model.eval(); head.eval()
            look(flat, lambda b: words(b).flatten(0, 1), head, f"student at {share:.2f}")
            model.train(); head.train()
            swap()
    say(f"student: {step} steps, {pieces / 1e6:.1f}M pieces")
    save("student")
    swap()
    model.eval(); head.eval()
    look(flat, lambda b: words(b).flatten(0, 1), head, "student")
    trees(flat, model)


def read_told(folder, flat):
    """What teachers said of relations, statuses, stances (a row a pair) and choices, as probabilities; nothing of what came to the end of the texts later."""
    found = {k: v for part in range(2) for k, v in np.load(os.path.join(folder, f"told-{part}.npz")).items()}
    rows = {"relation": len(flat.pair_a), "status": len(flat.pair_a), "stance": len(flat.pair_a), "choice": len(flat.choice_sent)}
    return [np.pad(((found[k].astype(np.float32) / 255) ** 2).astype(np.float16), [(0, n - len(found[k])), *[(0, 0)] * (found[k].ndim - 1)]) for k, n in rows.items()]


def main():
    pack, weights, start, out = sys.argv[1:5]
    teacher_seconds, student_seconds = float(sys.argv[5]), float(sys.argv[6])
    os.makedirs(out, exist_ok=True)
    torch.multiprocessing.set_sharing_strategy("file_system")
    torch.set_float32_matmul_precision("high")
    flat = Flat(pack)
    features = json.load(open(pack + ".features.json"))
    rare = rare_weights(flat)
    say(f"{len(flat.sent_words)} sentences, {len(flat.pair_a)} pairs, {len(features)} features, {DEVICE}")
    told = [torch.zeros(len(flat.pair_a), k, dtype=torch.half, device=DEVICE) for k in (len(CLASSES), len(STATUSES), 5)]
    choice = torch.zeros(len(flat.choice_sent), dtype=torch.half, device=DEVICE)
    weights = mpnet.load(weights) if teacher_seconds else None
    say("weights loaded")
    labelled = np.concatenate([flat.source(s) for s in ("gold", "written", "sentences", "wire", "stance")])
    for fold in range(SETTINGS["folds"] if teacher_seconds else 0):
        teacher = teach(flat, weights, len(features), fold, teacher_seconds, rare)
        tell(flat, teacher, labelled[flat.documents[labelled, 1] == fold], told, choice, 1.0)
        tell(flat, teacher, flat.source("plain"), told, choice, 1 / SETTINGS["folds"])
        say("told")
        del teacher
    if teacher_seconds:
        code = lambda t: (t.float().clamp(0, 1).sqrt() * 255).round().to(torch.uint8).cpu().numpy()
        np.savez_compressed(os.path.join(out, "told-0.npz"), relation=code(told[0]), choice=code(choice))
        np.savez_compressed(os.path.join(out, "told-1.npz"), status=code(told[1]), stance=code(told[2]))
        say("saved what was told")
    else:
        *told, choice = (torch.from_numpy(t).to(DEVICE) for t in read_told(sys.argv[7], flat))
    study(flat, start, features, student_seconds, rare, told, choice, out, SETTINGS[sys.argv[8] if len(sys.argv) > 8 else "reader"])
    say("done")


if __name__ == "__main__":
    main()
