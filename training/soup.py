"""The mean of the weights of several runs: python3 soup.py OUT_RUN RUN RUN...

The runs began from one, so that their mean is a model too, mostly better than each of them (M. Wortsman et al.,
"Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference time", ICML 2022). A feature that only some of them know has the mean of these.
"""
import os, sys
import torch


def main():
    out, *paths = sys.argv[1:]
    runs = [torch.load(os.path.join(path, "checkpoint.pt"), weights_only=False) for path in paths]
    at = [{name: i for i, name in enumerate(run["features"])} for run in runs]
    names = sorted(set().union(*at))
    mean = lambda rows: sum(rows) / len(rows)
    pair = {key: mean([run["pair"][key] for run in runs]) for key in runs[0]["pair"] if key != "features.weight"}
    row = lambda name: mean([run["pair"]["features.weight"][rows[name]] for run, rows in zip(runs, at) if name in rows])
    pair["features.weight"] = torch.stack([row(name) for name in names])
    average = {key: mean([run["average"][key] for run in runs]) for key in runs[0]["average"]}
    os.makedirs(out, exist_ok=True)
    torch.save({**runs[0], "average": average, "features": names, "pair": pair}, os.path.join(out, "checkpoint.pt"))
    print(f"{len(runs)} runs, {len(names)} features")


if __name__ == "__main__":
    main()
