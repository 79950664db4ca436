"""How often edges are right by their confidence: python3 reliability.py GOLD_FOLDER SYSTEM_FOLDER

GOLD_FOLDER holds annotated articles, SYSTEM_FOLDER what `powermap extract` made of them (`<id>.json`), and the gold's `score.py` lies
beside GOLD_FOLDER. Prints the rows of the table in docs/quality.md.
"""
import json, os, sys

from calibrate import held


def main():
    gold_folder, system_folder = sys.argv[1:3]
    sys.path.insert(0, os.path.join(gold_folder, ".."))
    import score
    bins = [[0, 0, 0.0] for _ in range(10)]
    for file in sorted(f for f in os.listdir(gold_folder) if f.endswith(".json")):
        gold = json.load(open(os.path.join(gold_folder, file), encoding="utf-8"))
        system = json.load(open(os.path.join(system_folder, file), encoding="utf-8"))
        right = held(score, gold, system)
        for i, edge in enumerate(system["edges"]):
            row = bins[min(9, int(edge["confidence"] * 10))]
            row[0] += 1
            row[1] += right[i]
            row[2] += edge["confidence"]
    for k, (count, right, total) in enumerate(bins):
        if count:
            print(f"| {k / 10} to {(k + 1) / 10} | {count} | {total / count:.2f} | {right / count:.2f} |")


if __name__ == "__main__":
    main()
