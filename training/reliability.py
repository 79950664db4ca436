"""How often edges are right by their confidence: python3 reliability.py GOLD_FOLDER SYSTEM_FOLDER

GOLD_FOLDER holds annotated articles, SYSTEM_FOLDER what `powermap extract` made of them (`<id>.json`), and the gold's `score.py` lies
beside GOLD_FOLDER. Prints the rows of the table in docs/quality.md, the mean distance, and the precision at levels of recall.
"""
import json, os, sys

from calibrate import held


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: reliability.py GOLD_FOLDER SYSTEM_FOLDER")
    gold_folder, system_folder = sys.argv[1:]
    for file in (os.path.join(gold_folder, "..", "score.py"), system_folder):
        if not os.path.exists(file):
            sys.exit(f"reliability.py: {file} is missing")
    sys.path.insert(0, os.path.join(gold_folder, ".."))
    import score
    bins, edges, wanted = [[0, 0, 0.0] for _ in range(10)], [], 0
    for file in sorted(f for f in os.listdir(gold_folder) if f.endswith(".json")):
        gold = json.load(open(os.path.join(gold_folder, file), encoding="utf-8"))
        path = os.path.join(system_folder, file)
        if not os.path.exists(path):
            sys.exit(f"reliability.py: {path} is missing: write it with powermap extract --format json -o {path}")
        system = json.load(open(path, encoding="utf-8"))
        right = held(score, gold, system)
        wanted += len(gold["relations"])
        edges += [(edge["confidence"], r) for edge, r in zip(system["edges"], right)]
        for i, edge in enumerate(system["edges"]):
            row = bins[min(9, int(edge["confidence"] * 10))]
            row[0] += 1
            row[1] += right[i]
            row[2] += edge["confidence"]
    for k, (count, right, total) in enumerate(bins):
        if count:
            print(f"| {k / 10} to {(k + 1) / 10} | {count} | {total / count:.2f} | {right / count:.2f} |")
    print(f"mean distance {sum(abs(total - right) for _, right, total in bins) / len(edges):.3f}")
    edges.sort(key=lambda edge: -edge[0])
    found, levels = 0, [0.1, 0.2, 0.25, 0.3, 0.35, 0.4]
    for count, (_, right) in enumerate(edges, 1):
        found += right
        while levels and found >= levels[0] * wanted:
            print(f"recall {levels.pop(0):.2f}: precision {found / count:.2f}")


if __name__ == "__main__":
    main()
