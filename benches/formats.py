"""How long it takes to write 100,000 relations in every format, and with how much memory.

    python3 benches/formats.py target/release/powermap [RELATIONS]

The graph is made up (a seed makes it the same every time): 20,000 entities, a statement or two for each relation. Times are processor
times of a run less the time that the same program takes to read the graph and leave all its relations out; memory is the most that a run
held, less that of the same run..
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

FORMATS = ["json", "text", "markdown", "dot", "cytoscape", "d3", "graphml", "gexf", "csv", "neo4j", "cypher", "turtle", "nquads",
           "jsonld", "parquet", "mermaid"]
# Of so many runs the fastest counts.
ROUNDS = 2
RELATIONS = ["supports", "opposes", "attacks", "leads", "member_of", "meets"]


def make(path, count):
    pick = random.Random(1)
    nodes = count // 5
    places = sorted({(pick.randrange(nodes), pick.randrange(nodes), pick.choice(RELATIONS)) for _ in range(count + count // 50)})
    edges = []
    for source, target, relation in [edge for edge in places if edge[0] != edge[1]][:count]:
        said = [{"document": f"d{pick.randrange(2000)}", "sentence": n, "start": 100, "end": 190,
                 "text": f"Person {source} of the Larkhaven council said on Monday that it {relation} Person {target}.",
                 "source_span": [100, 110], "target_span": [150, 160], "cue_span": [140, 148], "status": "asserted",
                 "confidence": 0.5, "by": "model"} for n in range(1 + pick.randrange(2))]
        edges.append({"source": f"person-{source:06}", "target": f"person-{target:06}", "key": relation, "relation": relation,
                      "status": "asserted", "confidence": 0.5, "count": len(said), "evidence": said})
    documents = [{"id": f"d{n}", "title": None, "date": "2018-11-12", "source": f"d{n}.txt", "sha256": "00"} for n in range(2000)]
    data = {"directed": True, "multigraph": True, "graph": {"schema": "powermap/1", "documents": documents},
            "nodes": [{"id": f"person-{n:06}", "name": f"Person {n}", "type": "person", "aliases": [f"Person {n}"], "mentions": 3,
                       "documents": ["d1"]} for n in range(nodes)], "edges": edges}
    path.write_text(json.dumps(data))
    return len(edges)


def run(command):
    """Processor time in seconds and the most memory in MB of a command."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size(path):
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files) / 1e6


def main():
    powermap = Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = make(folder / "map.json", count)

        def export(form, *more):
            return run([powermap, "export", folder / "map.json", "--format", form, "-o", folder / f"out-{form}", *more])

        base, memory = min(export("text", "--min-confidence", "1") for _ in range(ROUNDS))
        print(f"{made} relations; to read them: {base:.2f} s, {memory:.0f} MB")
        print("| format | s beyond reading | MB written | MB of memory beyond |")
        print("|---|---:|---:|---:|")
        for form in FORMATS:
            # Pictures are thinned unless all is asked for.
            more = ["--top", "0"] if form in ("dot", "mermaid") else []
            seconds, most = min(export(form, *more) for _ in range(ROUNDS))
            print(f"| {form} | {seconds - base:.2f} | {size(folder / f'out-{form}'):.0f} | {most - memory:.0f} |")


if __name__ == "__main__":
    main()
