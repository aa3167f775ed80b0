"""Read texts about learning cities and regions into an RDF knowledge graph with evidence for each claim."""

from lcgraph.api import Graph, build, draw, explain, open_graph
from lcgraph.errors import LCGraphError

__all__ = ["Graph", "LCGraphError", "build", "draw", "explain", "open_graph"]
