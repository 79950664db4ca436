"""A run with one more layer of the encoder: python3 deeper.py RUN OUT_RUN

The new layer begins as one that changes little: its two additions are zero, and its norms are those that leave vectors of the usual mean and
deviation as they are; the rest is copied from the layer below.
"""
import copy, os, sys
import torch

MEAN, DEVIATION = 0.0033, 0.58   # of the values of a word piece's last vector, in reader-6 before it was made deeper


def main():
    run, out = sys.argv[1:3]
    saved = torch.load(os.path.join(run, "checkpoint.pt"), weights_only=False)
    config, state = copy.deepcopy(saved["config"]), dict(saved["average"])
    last = config["encoder"]["layers"] - 1
    below, new = f"encoder.layers.{last}.", f"encoder.layers.{last + 1}."
    for key in [k for k in state if k.startswith(below)]:
        state[new + key[len(below):]] = state[key].clone()
    for part in ("out", "down"):
        state[f"{new}{part}.weight"].zero_()
        state[f"{new}{part}.bias"].zero_()
    for part in ("norm1", "norm2"):
        state[f"{new}{part}.weight"].fill_(DEVIATION)
        state[f"{new}{part}.bias"].fill_(MEAN)
    config["encoder"]["layers"] += 1
    os.makedirs(out, exist_ok=True)
    torch.save({**saved, "average": state, "config": config}, os.path.join(out, "checkpoint.pt"))


if __name__ == "__main__":
    main()
