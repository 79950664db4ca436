"""What the model says in Python of the texts of the parity test: python3 parity.py RUN_FOLDER ../tests/suite/data/parity.json

The file holds texts with the words that the Rust tokenizer finds in them, a list a paragraph; what a run's averaged weights
make of them is written beside them, for tests/suite/parity.rs to hold the Rust reader to. Run it again with each new model.
"""
import json, os, sys
import torch
from data import Sentence
from model import Reader, minilm
from windows import Window, collate
from wordpiece import WordPiece

FULL = 140  # pieces that Rust puts into one window (src/reading/model/window.rs)


def paragraphs(text, words):
    """The words of each paragraph with white space where the text has it."""
    out, at = [], 0
    for forms in words:
        spaces = []
        for i, form in enumerate(forms):
            start = text.index(form, at)
            assert not text[at:start].strip(), f"{text[at:start]!r} is in no word"
            spaces.append(i == 0 or start > at)
            at = start + len(form)
        out.append(Sentence(forms, spaces, True))
    assert not text[at:].strip(), f"{text[at:]!r} is in no word"
    return out


def best_heads(scores):
    """Each word's best head in a sentence, -1 for the root; None where these make no tree, which Rust would mend."""
    n = scores.shape[0]
    scores = scores.clone()
    scores[torch.arange(n), torch.arange(n) + 1] = -1e9
    heads = [h - 1 for h in scores.argmax(-1).tolist()]
    for word in range(n):
        for _ in range(n):
            word = heads[word] if word >= 0 else word
        if word >= 0:
            return None
    return heads if heads.count(-1) == 1 else None


def spans(tags):
    """[first word, word after the last, type] of each name; a tag that goes on with nothing begins one."""
    out = []
    for i, tag in enumerate(tags):
        if tag.startswith("I-") and out and out[-1][1:] == [i, tag[2:]]:
            out[-1][1] = i + 1
        elif tag != "O":
            out.append([i, i + 1, tag[2:]])
    return out


@torch.no_grad()
def read(model, tokenizer, labels, text, words):
    """The sentences of a text, which must fit into one window."""
    window = Window(paragraphs(text, words), tokenizer)
    assert len(window.pieces) <= FULL, f"{len(window.pieces)} pieces are more than a window has: {text[:60]}"
    x = model.words(collate([window], labels))
    best = lambda key: [labels[key][k] for k in getattr(model, key)(x)[0].argmax(-1).tolist()]
    upos, xpos, names = best("upos"), best("xpos"), best("names")
    n = len(window.forms)
    begins = model.start(x)[0, :, 0] > 0
    starts = [i for i in range(n) if begins[i] or i == 0 or window.sentence_of[i] != window.sentence_of[i - 1]]
    arcs, out, root = model.arcs(x)[0], [], labels["deprel"].index("root")
    for a, b in zip(starts, starts[1:] + [n]):
        heads = best_heads(torch.cat([arcs[a:b, :1], arcs[a:b, a + 1:b + 1]], 1))
        rels = None
        if heads is None:
            print(f"no tree, left out: {' '.join(window.forms[a:b])}")
        else:
            scores = model.relations(x[:, a:b], torch.tensor([[h + 1 for h in heads]]))[0]
            scores[:, root] = -1e9
            rels = [labels["deprel"][k] if h >= 0 else "root" for k, h in zip(scores.argmax(-1).tolist(), heads)]
        out.append({"words": window.forms[a:b], "upos": upos[a:b], "xpos": xpos[a:b], "heads": heads, "deprels": rels, "names": spans(names[a:b])})
    return out


def main():
    run, path = sys.argv[1:3]
    saved = torch.load(os.path.join(run, "checkpoint.pt"), weights_only=False)
    model = Reader(saved["config"], saved["labels"])
    model.load_state_dict(saved["average"])
    model.eval()
    tokenizer = WordPiece(os.path.join(minilm()[0], "vocab.txt"))
    texts = json.load(open(path, encoding="utf-8"))
    lines = []
    for entry in texts:
        entry["sentences"] = read(model, tokenizer, saved["labels"], entry["text"], entry["words"])
        lines += ['{"text": %s,' % json.dumps(entry["text"], ensure_ascii=False), ' "words": %s,' % json.dumps(entry["words"], ensure_ascii=False)]
        rows = ["  {" + ",\n   ".join(f'"{k}": {json.dumps(v, ensure_ascii=False)}' for k, v in s.items()) + "}" for s in entry["sentences"]]
        lines += [' "sentences": [\n' + ",\n".join(rows) + "]},"]
    lines[-1] = lines[-1].rstrip(",")
    with open(path + ".tmp", "w", encoding="utf-8") as out:
        out.write("[" + "\n".join(lines) + "]\n")
    os.replace(path + ".tmp", path)
    print(f"{path}: {sum(len(e['sentences']) for e in texts)} sentences, {sum(len(w) for e in texts for w in e['words'])} words")


if __name__ == "__main__":
    main()
