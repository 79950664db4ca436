"""A run's averaged weights to the model file: python3 export.py RUN_FOLDER models/reader.safetensors VERSION

Matrices have 8 bits with a scale a row; biases, norms, positions and shapes stay floats.
"""
import os, sys
import torch, torch.nn.functional as F
from safetensors.torch import save_file
from model import Reader, minilm
from pairhead import HIDDEN, PairHead
from pairs import RELATIONS, STATUSES


def quantize(out, name, weight):
    weight = weight.float()
    scale = weight.abs().amax(1).clamp(min=1e-8) / 127
    out[name + ".q"] = (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8).contiguous()
    out[name + ".scale"] = scale.contiguous()


def linear(out, name, weight, bias):
    quantize(out, name, weight)
    out[name + ".bias"] = bias.float().contiguous()


def main():
    run, path, version = sys.argv[1:4]
    saved = torch.load(os.path.join(run, "checkpoint.pt"), weights_only=False)
    labels, config = saved["labels"], saved["config"]
    model = Reader(config, labels)
    model.load_state_dict(saved["average"])
    model.eval()
    out = {}
    with torch.no_grad():
        e = model.encoder
        quantize(out, "words", e.words.weight)
        out["positions"], out["shapes"] = e.positions.weight.clone(), e.shapes.weight.clone()
        out["norm.weight"], out["norm.bias"] = e.norm.weight.clone(), e.norm.bias.clone()
        for i, layer in enumerate(e.layers):
            for part in ("qkv", "out", "up", "down"):
                m = getattr(layer, part)
                linear(out, f"layers.{i}.{part}", m.weight, m.bias)
            for part in ("norm1", "norm2"):
                m = getattr(layer, part)
                out[f"layers.{i}.{part}.weight"], out[f"layers.{i}.{part}.bias"] = m.weight.clone(), m.bias.clone()
        # The generic mention head only helped the encoder to learn.
        tags = [model.start, model.upos, model.xpos, model.names, model.worthy]
        linear(out, "tags", torch.cat([m.weight for m in tags]), torch.cat([m.bias for m in tags]))
        sides = [model.arc_dep, model.arc_head, model.rel_dep, model.rel_head]
        linear(out, "sides", torch.cat([m.weight for m in sides]), torch.cat([m.bias for m in sides]))
        linear(out, "arcs", model.arc[:-1].T, model.arc[-1])
        k = model.rel.shape[1]
        linear(out, "deprels", model.rel.permute(0, 2, 1)[:, :, :-1].reshape(-1, k - 1), model.rel[:, -1, :].reshape(-1))
        out["root_arc"] = F.leaky_relu(model.arc_head(model.root), 0.1)
        out["root_label"] = F.leaky_relu(model.rel_head(model.root), 0.1)
    metadata = {"version": version, "layers": str(config["encoder"]["layers"]), "arc": str(config["heads"]["arc"]), "label": str(config["heads"]["label"])}
    metadata |= {k: " ".join(v) for k, v in labels.items()}
    if "pair" in saved:
        head = PairHead(len(saved["features"]))
        head.load_state_dict(saved["pair"])
        none = torch.zeros(HIDDEN)
        with torch.no_grad():
            linear(out, "pair.words", torch.cat([head.path.weight, head.between.weight]), torch.cat([none, none]))
            linear(out, "pair.heads", torch.cat([head.a.weight, head.b.weight]), torch.cat([head.a.bias, none]))
            linear(out, "pair.product", head.product.weight, none)
            linear(out, "pair.whole", head.whole.weight, none)
            out["pair.features"] = head.features.weight.clone()
            linear(out, "pair.inner", head.inner.weight, head.inner.bias)
            last = [head.relation, head.status, head.stance]
            linear(out, "pair.out", torch.cat([m.weight for m in last]), torch.cat([m.bias for m in last]))
        thresholds, backed = saved.get("thresholds", {}), saved.get("backed", {})
        metadata |= {"pair.relations": " ".join(RELATIONS), "pair.statuses": " ".join(STATUSES), "pair.features": " ".join(saved["features"]),
                     "pair.thresholds": " ".join(str(round(thresholds.get(r, 0.3), 4)) for r in RELATIONS),
                     "pair.backed": " ".join(str(round(backed.get(r, 0.1), 4)) for r in RELATIONS)}
    vocabulary = open(os.path.join(minilm()[0], "vocab.txt"), "rb").read()
    out["vocabulary"] = torch.frombuffer(bytearray(vocabulary), dtype=torch.uint8)
    save_file({k: v.detach().clone().contiguous() for k, v in out.items()}, path + ".tmp", metadata)
    os.replace(path + ".tmp", path)
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB, after epoch {saved['epoch']}")


if __name__ == "__main__":
    main()
