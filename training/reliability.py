"""How often edges are right by their confidence: python3 reliability.py GOLD_FOLDER SYSTEM_FOLDER

GOLD_FOLDER holds annotated articles, SYSTEM_FOLDER what `powermap extract` made of them (`<id>.json`), and the gold's `score.py` lies
beside GOLD_FOLDER. Prints the rows of the table in docs/quality.md.
"""
import json, os, sys


def main():
    gold_folder, system_folder = sys.argv[1:3]
    sys.path.insert(0, os.path.join(gold_folder, ".."))
    import score
    bins = [[0, 0, 0.0] for _ in range(10)]
    for file in sorted(f for f in os.listdir(gold_folder) if f.endswith(".json")):
        gold = json.load(open(os.path.join(gold_folder, file), encoding="utf-8"))
        system = json.load(open(os.path.join(system_folder, file), encoding="utf-8"))
        wide = {e["id"]: score.names([e["name"]], e["mentions"], e.get("accept", [])) for e in gold["entities"]}
        nodes = {n["id"]: score.names([n["name"]], n["aliases"]) for n in system["nodes"]}

        def fits(edge, r):
            a, b, s, t = nodes[edge["source"]], nodes[edge["target"]], wide[r["source"]], wide[r["target"]]
            same = edge["relation"] == r["relation"] and (edge["status"] == "negated") == (r["status"] == "negated")
            return same and bool(a & s and b & t or r["relation"] == "meets" and a & t and b & s)

        matched = score.best_matching([[k for k, r in enumerate(gold["relations"]) if fits(e, r)] for e in system["edges"]])
        for i, edge in enumerate(system["edges"]):
            row = bins[min(9, int(edge["confidence"] * 10))]
            row[0] += 1
            row[1] += i in matched
            row[2] += edge["confidence"]
    for k, (count, right, total) in enumerate(bins):
        if count:
            print(f"| {k / 10} to {(k + 1) / 10} | {count} | {total / count:.2f} | {right / count:.2f} |")


if __name__ == "__main__":
    main()
