"""A notebook as a script: who stands with whom, drawn with networkx and matplotlib.

    powermap export --format json -o map.json
    python3 draw.py map.json map.png
"""

# %% Read the map; `edges="edges"` is the name of the list of edges in it.
import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import networkx as nx

source, picture = sys.argv[1:]
with open(source, encoding="utf-8") as file:
    graph = nx.node_link_graph(json.load(file), edges="edges")
print(f"{graph.number_of_nodes()} entities, {graph.number_of_edges()} relations")

# %% Who is written of as doing most, and to whom most is done.
degrees = sorted(graph.degree, key=lambda pair: (-pair[1], pair[0]))[:5]
for node, degree in degrees:
    print(f"  {graph.nodes[node]['name']}: {degree} relations")

# %% Keep what joins or opposes and is not denied, and of it the biggest part that hangs together.
SIGNS = {"supports": "#009e73", "leads": "#6a3d9a", "member_of": "#707070", "opposes": "#d55e00", "attacks": "#8b0000"}
kept = [(a, b, key) for a, b, key, edge in graph.edges(keys=True, data=True)
        if edge["relation"] in SIGNS and edge["status"] != "negated"]
sides = graph.edge_subgraph(kept)
if sides.number_of_nodes() == 0:
    sys.exit("nothing joins or opposes anybody here")
part = sides.subgraph(max(nx.weakly_connected_components(sides), key=lambda nodes: (len(nodes), sorted(nodes))))
print(f"{part.number_of_nodes()} of them hang together by {', '.join(SIGNS)}")

# %% The sentence behind the surest support.
support = [edge for *_, edge in part.edges(data=True) if edge["relation"] == "supports"]
for edge in sorted(support, key=lambda edge: -edge["confidence"])[:1]:
    print(f"  surest support, {edge['confidence']}: {edge['evidence'][0]['text']}")

# %% Draw it.
place = nx.kamada_kawai_layout(nx.Graph(part))
plt.figure(figsize=(13, 9))
nx.draw_networkx_nodes(part, place, node_color="#cce4f2", edgecolors="#555555", node_size=300)
nx.draw_networkx_labels(part, place, {node: part.nodes[node]["name"] for node in part}, font_size=8)
for relation, color in SIGNS.items():
    edges = [(a, b) for a, b, edge in part.edges(data=True) if edge["relation"] == relation]
    nx.draw_networkx_edges(part, place, edges, edge_color=color, arrowsize=12, connectionstyle="arc3,rad=0.08")
    plt.plot([], [], color=color, label=relation)
plt.legend(loc="lower right")
plt.axis("off")
plt.savefig(picture, dpi=120, bbox_inches="tight")
print(f"drawn to {picture}")
