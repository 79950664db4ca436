#!/usr/bin/env bash
# Makes an SQLite file of the tables of a map for Datasette, and asks it a question over HTTP as a browser would.
#
#     powermap export --format csv -o map
#     bash datasette.sh map map.db
set -euo pipefail
folder=$1 database=$2
rm -f "$database"
for table in nodes edges evidence; do
  sqlite-utils insert "$database" "$table" "$folder/$table.csv" --csv
done
sqlite-utils enable-fts "$database" evidence text
sqlite-utils transform "$database" nodes --pk Id
sqlite-utils add-foreign-keys "$database" edges Source nodes Id edges Target nodes Id
sqlite-utils tables "$database" --counts
# `datasette map.db` serves it to a browser; --get answers one address and ends.
datasette "$database" --get "/$(basename "$database" .db)/edges.json?_shape=array&_size=3&_nl=on&relation=supports&_sort_desc=confidence&_col=Source&_col=Target&_col=status&_col=confidence&_col=sentence"
