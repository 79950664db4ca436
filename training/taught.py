"""A run from what distil.py gave: python3 taught.py START_RUN DISTIL_FOLDER PACK.npz OUT_RUN

START_RUN is the one that distil.py began from: the vectors of word pieces are its.
"""
import json, os, sys, tomllib
import torch
from pairs import RELATIONS

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    start, folder, pack, out = sys.argv[1:5]
    config = tomllib.load(open(os.path.join(HERE, "config.toml"), "rb"))["pairs"]
    saved = torch.load(os.path.join(start, "checkpoint.pt"), weights_only=False)
    weights = {}
    for part in range(2):
        weights |= torch.load(os.path.join(folder, f"student-{part}.pt"))
    of = lambda name: {k[len(name):]: v.float() for k, v in weights.items() if k.startswith(name)}
    os.makedirs(out, exist_ok=True)
    torch.save({**saved, "average": saved["average"] | of("reader."), "pair": of("pair."), "features": json.load(open(pack + ".features.json")),
                "thresholds": dict.fromkeys(RELATIONS, config["alone"]), "backed": dict.fromkeys(RELATIONS, config["backed"])}, os.path.join(out, "checkpoint.pt"))


if __name__ == "__main__":
    main()
