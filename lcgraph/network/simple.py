"""A network as most measures see it: one connection between two nodes, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx


def simple(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """The network without parallel edges and loops; weights of parallel edges add up."""
    import networkx

    made: networkx.Graph[Any] = networkx.DiGraph() if network.is_directed() else networkx.Graph()
    made.add_nodes_from(sorted(network, key=str))
    for source, target, weight in network.edges(data="weight", default=1.0):
        if source != target:
            before = made.get_edge_data(source, target, {"weight": 0.0})["weight"]
            made.add_edge(source, target, weight=before + weight)
    return made


def plain(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """The simple network without directions; the weights of both directions add up."""
    import networkx

    directed = simple(network)
    if not directed.is_directed():
        return directed
    made: networkx.Graph[Any] = networkx.Graph()
    made.add_nodes_from(directed)
    for source, target, weight in directed.edges(data="weight", default=1.0):
        before = made.get_edge_data(source, target, {"weight": 0.0})["weight"]
        made.add_edge(source, target, weight=before + weight)
    return made


def numbered(groups: Iterable[Iterable[Any]]) -> dict[Any, int]:
    """Group numbers by node, largest group first, then by the smallest name in it."""
    in_order = sorted((sorted(group, key=str) for group in groups), key=lambda g: (-len(g), str(g[0])))
    return {node: number for number, group in enumerate(in_order, 1) for node in group}
