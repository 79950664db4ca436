"""Exports a graph in every format and reads each back with the tools that it is for.

    python3 check.py POWERMAP GRAPH.json

Every tool must find the nodes, the edges, their relations, statuses, counts and evidence of the graph. A tool that is not installed is
skipped, which is told; the exit status is 1 where one that is there finds something else.
"""

import importlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

FORMATS = {"json": "map.json", "cytoscape": "map.cyjs", "d3": "map.d3.json", "graphml": "map.graphml", "gexf": "map.gexf",
           "csv": "map-csv", "neo4j": "map-neo4j", "parquet": "map-parquet", "cypher": "map.cypher", "turtle": "map.ttl",
           "nquads": "map.nq", "jsonld": "map.jsonld", "dot": "map.dot", "mermaid": "map.mmd", "svg": "map.svg",
           "png": "map.png", "markdown": "map.md"}

failed = False


class Graph:
    """What every tool must find, as sorted lists."""

    def __init__(self, nodes, edges, statements=None):
        self.nodes = sorted(nodes)
        self.edges = sorted(edges)
        self.statements = None if statements is None else sorted(statements)


def of_json(data, edges="edges"):
    return Graph(
        [(n["id"], n["name"], n["type"]) for n in data["nodes"]],
        [(e["source"], e["target"], e["key"], e["relation"], e["status"], e["count"]) for e in data[edges]],
        [(e["source"], e["target"], e["key"], s["document"], s["text"]) for e in data[edges] for s in e["evidence"]],
    )


def report(tool, what, wanted, found):
    global failed
    wrong = [name for name in ("nodes", "edges", "statements")
             if getattr(found, name) is not None and getattr(found, name) != getattr(wanted, name)]
    failed = failed or bool(wrong)
    kinds = Counter(edge[3] for edge in found.edges)
    said = f"{len(found.nodes)} nodes, {len(found.edges)} edges"
    said += "" if found.statements is None else f", {len(found.statements)} statements"
    print(f"{tool:12} {what:12} {said}: {'WRONG ' + ', '.join(wrong) if wrong else 'the same'}"
          f" ({', '.join(f'{kind} {count}' for kind, count in sorted(kinds.items()))})")


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name:12} skipped: not installed")
        return None



def networkx(folder, wanted):
    nx = module("networkx")
    if nx is None:
        return

    def found(graph, node_id="id", evidence="evidence"):
        def statements(source, target, key, data):
            said = data[evidence]
            said = json.loads(said) if isinstance(said, str) else said
            return [(source, target, key, s["document"], s["text"]) for s in said]

        ids = {n: data.get(node_id, n) for n, data in graph.nodes(data=True)}
        edges = list(graph.edges(keys=True, data=True))
        return Graph(
            [(ids[n], data["name"], data["type"]) for n, data in graph.nodes(data=True)],
            [(ids[a], ids[b], key, d["relation"], d["status"], d["count"]) for a, b, key, d in edges],
            [s for a, b, key, d in edges for s in statements(ids[a], ids[b], key, d)],
        )

    data = json.loads((folder / "map.json").read_text())
    report("networkx", "json", wanted, found(nx.node_link_graph(data, edges="edges")))
    graph = nx.cytoscape_graph(json.loads((folder / "map.cyjs").read_text()))
    report("networkx", "cytoscape", wanted, found(graph))
    graph = nx.read_graphml(folder / "map.graphml", force_multigraph=True)
    report("networkx", "graphml", wanted, found(graph, "node_id"))
    graph = nx.read_gexf(folder / "map.gexf", version="1.3")
    # Without parallel edges it is no multigraph, whose edges have keys.
    edges = graph.edges(keys=True, data=True) if graph.is_multigraph() else [
        (a, b, d["relation"] + (":negated" if d["status"] == "negated" else ""), d) for a, b, d in graph.edges(data=True)]
    named = nx.MultiDiGraph()
    named.add_nodes_from(graph.nodes(data=True))
    named.add_edges_from((a, b, key, data) for a, b, key, data in edges)
    report("networkx", "gexf", wanted, found(named))


def igraph(folder, wanted):
    if module("igraph") is None:
        return
    import igraph as ig

    graph = ig.Graph.Read_GraphML(str(folder / "map.graphml"))
    ids = graph.vs["node_id"]
    found = Graph(
        zip(ids, graph.vs["name"], graph.vs["type"]),
        [(ids[e.source], ids[e.target], e["key"], e["relation"], e["status"], int(e["count"])) for e in graph.es],
        [(ids[e.source], ids[e.target], e["key"], s["document"], s["text"]) for e in graph.es for s in json.loads(e["evidence"])],
    )
    report("igraph", "graphml", wanted, found)


def rows(nodes, edges, statements, names):
    node, edge, statement = names
    return Graph(
        [tuple(row[c] for c in node) for row in nodes],
        [tuple(row[c] for c in edge[:5]) + (int(row[edge[5]]),) for row in edges],
        [tuple(row[c] for c in statement) for row in statements],
    )


CSV = (("Id", "Label", "type"), ("Source", "Target", "Key", "relation", "status", "count"),
       ("Source", "Target", "Key", "document", "text"))
PARQUET = (("id", "name", "type"), ("source", "target", "key", "relation", "status", "count"),
           ("source", "target", "key", "document", "text"))


def pandas(folder, wanted):
    pd = module("pandas")
    if pd is None:
        return
    read = [pd.read_csv(folder / "map-csv" / f"{name}.csv", keep_default_na=False).to_dict("records")
            for name in ("nodes", "edges", "evidence")]
    report("pandas", "csv", wanted, rows(*read, CSV))
    if module("pyarrow"):
        read = [pd.read_parquet(folder / "map-parquet" / f"{name}.parquet").to_dict("records")
                for name in ("nodes", "edges", "evidence")]
        report("pandas", "parquet", wanted, rows(*read, PARQUET))


def duckdb(folder, wanted):
    db = module("duckdb")
    if db is None:
        return

    def records(query):
        result = db.sql(query)
        return [dict(zip(result.columns, row)) for row in result.fetchall()]

    def csv(name):
        # Commas and quotes are plain, so that nothing needs to be guessed.
        return records(f"SELECT * FROM read_csv('{folder}/map-csv/{name}.csv', header=true, all_varchar=true, delim=',', quote='\"', "
                       "escape='\"', nullstr='\\N', parallel=false, strict_mode=false)")

    read = [csv(name) for name in ("nodes", "edges", "evidence")]
    read = [[{key: value or "" for key, value in row.items()} for row in table] for table in read]
    report("duckdb", "csv", wanted, rows(*read, CSV))
    read = [records(f"SELECT * FROM '{folder}/map-parquet/{name}.parquet'") for name in ("nodes", "edges", "evidence")]
    report("duckdb", "parquet", wanted, rows(*read, PARQUET))
    top = records(f"SELECT alias, count(*) AS n FROM (SELECT unnest(aliases) AS alias FROM '{folder}/map-parquet/nodes.parquet') "
                  "GROUP BY alias ORDER BY n DESC, alias LIMIT 3")
    print(f"{'duckdb':12} {'parquet':12} lists are lists: {[row['alias'] for row in top]}")


def sqlite(folder, wanted):
    import csv

    csv.field_size_limit(2**30)
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    for name in ("nodes", "edges", "evidence"):
        with open(folder / "map-csv" / f"{name}.csv", newline="", encoding="utf-8") as file:
            header, *lines = csv.reader(file)
        columns = ", ".join(f'"{column}"' for column in header)
        db.execute(f"CREATE TABLE {name} ({columns})")
        db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(header))})", lines)
    read = [db.execute(f"SELECT * FROM {name}").fetchall() for name in ("nodes", "edges", "evidence")]
    report("sqlite", "csv", wanted, rows(*read, CSV))


PREFIX = """PREFIX pm: <urn:powermap:terms:> PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> """
NODES = PREFIX + "SELECT ?id ?name WHERE { ?e pm:id ?id ; schema:name ?name }"
EDGES = PREFIX + """SELECT ?from ?to ?relation ?status ?count WHERE {
  ?s a rdf:Statement ; rdf:subject/pm:id ?from ; rdf:object/pm:id ?to ; rdf:predicate ?relation ; pm:status ?status ; pm:count ?count }"""
STATEMENTS = PREFIX + """SELECT ?from ?to ?document ?text WHERE {
  ?s rdf:subject/pm:id ?from ; rdf:object/pm:id ?to ; prov:wasDerivedFrom ?e . ?e prov:value ?text ; prov:wasQuotedFrom/schema:identifier ?document }"""
BACKS = PREFIX + """SELECT ?backer ?backed ?status WHERE {
  ?s rdf:predicate pm:supports ; rdf:subject/schema:name ?backer ; rdf:object/schema:name ?backed ; pm:status ?status
  FILTER (?status != "negated") } ORDER BY ?backer ?backed ?status"""


def check_rdf(tool, what, wanted, ask):
    """RDF has no key: that of a denial follows from its status."""
    def relation(address):
        return address.rsplit(":", 1)[1]

    names = dict(ask(NODES))
    kinds = {node[0]: node[2] for node in wanted.nodes}
    edges = [(a, b, relation(r) + (":negated" if s == "negated" else ""), relation(r), s, int(n)) for a, b, r, s, n in ask(EDGES)]
    found = Graph([(i, n, kinds.get(i)) for i, n in names.items()], edges)
    report(tool, what, wanted, found)
    global failed
    said = sorted(tuple(row) for row in ask(STATEMENTS))
    if len(set(said)) != len({(s[0], s[1], s[3], s[4]) for s in wanted.statements}):
        print(f"{tool:12} {what:12} WRONG statements")
        failed = True
    return [tuple(row) for row in ask(BACKS)]


def oxigraph(folder, wanted):
    ox = module("pyoxigraph")
    if ox is None:
        return
    backs = []
    for what, file in (("turtle", "map.ttl"), ("nquads", "map.nq"), ("jsonld", "map.jsonld")):
        store = ox.Store()
        formats = {"turtle": ox.RdfFormat.TURTLE, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
        store.load(path=str(folder / file), format=formats[what])

        def ask(query):
            return [[term.value for term in row] for row in store.query(query, use_default_graph_as_union=True)]

        backs = check_rdf("oxigraph", what, wanted, ask)
    print("who backs whom, by SPARQL:")
    for backer, backed, status in backs[:12]:
        print(f"  {backer} backs {backed} ({status})")


def rdflib(folder, wanted):
    rdf = module("rdflib")
    if rdf is None:
        return
    for what, file in (("turtle", "map.ttl"), ("nquads", "map.nq"), ("json-ld", "map.jsonld")):
        graph = rdf.Dataset(default_union=True) if what == "nquads" else rdf.Graph()
        graph.parse(folder / file, format=what)
        check_rdf("rdflib", what, wanted, lambda query: [[str(term) for term in row] for row in graph.query(query)])


def cypher(folder, wanted):
    """No database of Cypher installs quickly: the grammar of openCypher at least must take every statement."""
    global failed
    if module("antlr4_cypher") is None:
        return
    from antlr4 import CommonTokenStream, InputStream
    from antlr4_cypher import CypherLexer, CypherParser

    # The first one makes a constraint, which openCypher leaves to each database; none other ends in a line.
    _, *statements = [s for s in (folder / "map.cypher").read_text().split(";\n") if s]
    faults = 0
    for statement in statements:
        parser = CypherParser(CommonTokenStream(CypherLexer(InputStream(statement))))
        parser.script()
        faults += parser.getNumberOfSyntaxErrors()
    failed = failed or bool(faults)
    print(f"{'antlr4':12} {'cypher':12} {len(statements)} statements, {faults} faults")


def programs(folder, wanted):
    if shutil.which("dot"):
        svg = subprocess.run(["dot", "-Tsvg", folder / "map.dot"], check=True, capture_output=True).stdout.decode()

        def drawn(kind):
            return svg.count(f'class="{kind}"')

        print(f"{'graphviz':12} {'dot':12} {drawn('node')} nodes, {drawn('edge')} edges drawn")
    else:
        print(f"{'graphviz':12} skipped: not installed")
    if shutil.which("xmllint"):
        files = [folder / name for name in ("map.graphml", "map.gexf", "map.svg")]
        subprocess.run(["xmllint", "--noout", "--nonet", "--huge", *files], check=True)
        print(f"{'xmllint':12} {'xml':12} graphml, gexf and svg are well formed")
    else:
        print(f"{'xmllint':12} skipped: not installed")


def main():
    powermap, graph = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form, file in FORMATS.items():
            subprocess.run([powermap, "export", graph, "--format", form, "-o", folder / file], check=True,
                           stderr=subprocess.PIPE if form in ("svg", "png", "mermaid") else None)
        wanted = of_json(json.loads(Path(graph).read_text()))
        report("json", "json", wanted, of_json(json.loads((folder / "map.json").read_text())))
        report("json", "d3", wanted, of_json(json.loads((folder / "map.d3.json").read_text()), "links"))
        for check in (networkx, igraph, pandas, duckdb, sqlite, oxigraph, rdflib, cypher, programs):
            check(folder, wanted)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
