"""A run from a model file, the way back from export.py: python3 begin.py models/reader.safetensors RUN_FOLDER

So a shipped model can be trained further by whoever has not the run it comes from. Its 8 bits are taken as they are; the head that only
helped the encoder to learn (`generic`) starts afresh.
"""
import copy, os, sys, tomllib
import torch
from safetensors import safe_open
from model import Reader
from pairhead import PairHead

HERE = os.path.dirname(os.path.abspath(__file__))
# How the heads lie side by side in the file: `tags` and `sides` of export.py.
TAGS, SIDES = ("start", "upos", "xpos", "names", "worthy"), ("arc_dep", "arc_head", "rel_dep", "rel_head")


def main():
    path, run = sys.argv[1:3]
    file = safe_open(path, "pt")
    metadata, known = file.metadata(), set(file.keys())
    config = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))
    torch.manual_seed(config["seed"])
    config["encoder"]["layers"] = int(metadata["layers"])
    labels = {k: metadata[k].split(" ") for k in ("upos", "xpos", "deprel", "names", "generic", "worthy")}

    def matrix(name):
        return file.get_tensor(name + ".q").float() * file.get_tensor(name + ".scale")[:, None]

    def parts(name, modules):
        weight, bias, at = matrix(name), file.get_tensor(name + ".bias"), 0
        for m in modules:
            n = m.weight.shape[0]
            m.weight.copy_(weight[at:at + n])
            if m.bias is not None:
                m.bias.copy_(bias[at:at + n])
            at += n
        assert at == len(weight), f"{name} of {path} has {len(weight)} rows, not {at}"

    with torch.no_grad():
        model = Reader(config, labels)
        e = model.encoder
        e.words.weight.copy_(matrix("words"))
        for name, to in (("positions", e.positions.weight), ("shapes", e.shapes.weight), ("norm.weight", e.norm.weight), ("norm.bias", e.norm.bias)):
            to.copy_(file.get_tensor(name))
        for i, layer in enumerate(e.layers):
            for part in ("qkv", "out", "up", "down"):
                parts(f"layers.{i}.{part}", [getattr(layer, part)])
            for part in ("norm1", "norm2"):
                getattr(layer, part).weight.copy_(file.get_tensor(f"layers.{i}.{part}.weight"))
                getattr(layer, part).bias.copy_(file.get_tensor(f"layers.{i}.{part}.bias"))
        parts("tags", [getattr(model, t) for t in TAGS])
        parts("sides", [getattr(model, s) for s in SIDES])
        model.arc.copy_(torch.cat([matrix("arcs").T, file.get_tensor("arcs.bias")[None]]))
        k = config["heads"]["label"] + 1
        rel = matrix("deprels").reshape(len(labels["deprel"]), k, k - 1)
        model.rel.copy_(torch.cat([rel, file.get_tensor("deprels.bias").reshape(-1, k)[:, :, None]], 2).permute(0, 2, 1))
        # The root is known by what the two heads make of it: fewer numbers than it has, so that many roots would do.
        seen = torch.cat([file.get_tensor("root_arc"), file.get_tensor("root_label")])
        seen = torch.where(seen < 0, seen / 0.1, seen) - torch.cat([model.arc_head.bias, model.rel_head.bias])
        model.root.copy_(torch.linalg.lstsq(torch.cat([model.arc_head.weight, model.rel_head.weight]).double(), seen.double()[:, None], driver="gelsd").solution[:, 0].float())
        saved = {"average": copy.deepcopy(model.state_dict()), "labels": labels, "config": config, "epoch": 0}
        if "pair.inner.q" in known:
            features = metadata["pair.features"].split(" ")
            head = PairHead(len(features))
            parts("pair.words", [head.path, head.between])
            parts("pair.heads", [head.a, head.b])
            parts("pair.product", [head.product])
            parts("pair.whole", [head.whole])
            head.features.weight.copy_(file.get_tensor("pair.features"))
            parts("pair.inner", [head.inner])
            parts("pair.out", [head.relation, head.status, head.stance])
            saved |= {"pair": head.state_dict(), "features": features,
                      **{key: dict(zip(metadata["pair.relations"].split(" "), map(float, metadata[f"pair.{key}"].split(" ")))) for key in ("thresholds", "backed")}}
    os.makedirs(run, exist_ok=True)
    torch.save(saved, os.path.join(run, "checkpoint.pt"))


if __name__ == "__main__":
    main()
