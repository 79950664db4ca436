#!/usr/bin/env python3
"""Load a graph of powermap into NetworkX and list the entities that the most is said about.

usage: networkx_rank.py GRAPH.json      (made by: powermap extract ARTICLE -o GRAPH.json; needs: pip install networkx)
"""
import json
import sys

import networkx

with open(sys.argv[1], encoding="utf-8") as file:
    graph = networkx.node_link_graph(json.load(file), edges="edges")

print(f"{graph.number_of_nodes()} entities, {graph.number_of_edges()} relations")
for node, degree in sorted(graph.degree, key=lambda pair: (-pair[1], pair[0]))[:10]:
    print(f"{degree:4}  {graph.nodes[node]['name']} ({graph.nodes[node]['type']})")

print("\nmutual backing:")
for source, target, key in graph.edges(keys=True):
    if key == "supports" and source < target and graph.has_edge(target, source, key="supports"):
        print(f"  {graph.nodes[source]['name']} and {graph.nodes[target]['name']}")
