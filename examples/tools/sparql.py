"""Asks a map in RDF who backs whom, and by which sentence of which article, with Oxigraph.

    powermap export --format turtle -o map.ttl
    python3 sparql.py map.ttl
"""

import sys

import pyoxigraph

QUERY = """
PREFIX pm: <urn:powermap:terms:>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
SELECT ?backer ?backed ?status ?confidence ?sentence ?document WHERE {
  ?statement rdf:predicate pm:supports ;
             rdf:subject/schema:name ?backer ;
             rdf:object/schema:name ?backed ;
             pm:status ?status ;
             pm:confidence ?confidence ;
             prov:wasDerivedFrom ?evidence .
  ?evidence prov:value ?sentence ;
            prov:wasQuotedFrom/schema:identifier ?document .
  FILTER (?status != "negated")
} ORDER BY DESC(?confidence) ?backer ?backed ?sentence
"""

store = pyoxigraph.Store()
store.load(path=sys.argv[1], format=pyoxigraph.RdfFormat.TURTLE)
print(f"{len(store)} triples")
for row in store.query(QUERY):
    backer, backed, status, confidence, sentence, document = (term.value for term in row)
    print(f"{backer} backs {backed}: {status} {confidence}")
    print(f"  {sentence} ({document})")
