#!/usr/bin/env bash
# Brings a map into Neo4j, in one of two ways. Needs Neo4j 5; NEO4J_PASSWORD is that of the user neo4j.
#
#     bash neo4j.sh script map.json     a script of MERGE statements into a running database: run again, it changes nothing
#     bash neo4j.sh import map.json     tables into a new database that is not running: for millions of relations
set -euo pipefail
way=$1 graph=$2
case $way in
  script)
    powermap export "$graph" --format cypher | cypher-shell -u neo4j -p "$NEO4J_PASSWORD"
    cypher-shell -u neo4j -p "$NEO4J_PASSWORD" \
      "MATCH (a)-[r:SUPPORTS]->(b) WHERE r.status <> 'negated' RETURN a.name, b.name, r.status, r.sentence ORDER BY r.confidence DESC LIMIT 10"
    ;;
  import)
    powermap export "$graph" --format neo4j -o map-neo4j
    neo4j-admin database import full --nodes=map-neo4j/nodes.csv --relationships=map-neo4j/edges.csv \
      --array-delimiter=U+001F --multiline-fields=true --overwrite-destination neo4j
    ;;
  *)
    echo "give script or import, and a map" >&2
    exit 2
    ;;
esac
