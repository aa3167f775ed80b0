"""Where a network has holes: who spans them, and what falls off where one node or edge is lost.

All functions take the network without directions and weights, as measures of who knows whom do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lcgraph.network.simple import plain

if TYPE_CHECKING:
    import networkx


def constraint(network: networkx.Graph[Any]) -> dict[Any, float]:
    """How much a node's contacts are tied up with one another: high where it spans no hole.

    ``c(v) = sum over contacts u of (p(v, u) + sum over q of p(v, q) * p(q, u))^2`` with ``p(v, u)`` the
    share of v's connections that u is, ``1 / degree(v)``. Burt (1992), "Structural Holes", p. 55. Nodes
    without connections have none.
    """
    undirected = plain(network)
    near = {node: set(undirected[node]) for node in undirected}
    found = {}
    for node, contacts in near.items():
        if not contacts:
            continue
        share = 1 / len(contacts)
        indirect = {
            contact: math.fsum(share / len(near[other]) for other in contacts & near[contact])
            for contact in contacts
        }
        found[node] = math.fsum((share + through) ** 2 for through in indirect.values())
    return found


def effective_size(network: networkx.Graph[Any]) -> dict[Any, float]:
    """How many of a node's contacts are not redundant: its contacts less what they have in common.

    ``e(v) = n - 2t / n`` with n the number of contacts and t the number of connections among them.
    Burt (1992), "Structural Holes", p. 52, in the form of Borgatti (1997), "Structural holes: unpacking
    Burt's redundancy measures", Connections 20(1). Nodes without connections have none.
    """
    undirected = plain(network)
    near = {node: set(undirected[node]) for node in undirected}
    return {
        node: len(contacts) - sum(len(contacts & near[contact]) for contact in contacts) / len(contacts)
        for node, contacts in near.items()
        if contacts
    }


def articulation_points(network: networkx.Graph[Any]) -> dict[Any, bool]:
    """Whether a part of the network falls apart without the node.

    Hopcroft and Tarjan (1973), "Efficient algorithms for graph manipulation".
    """
    return {node: groups > 1 for node, groups in groups_linked(network).items()}


def groups_linked(network: networkx.Graph[Any]) -> dict[Any, int]:
    """Into how many groups those connected with a node fall without it: 2 or more at an articulation point.

    The number of biconnected components that the node is in (0 without connections): without it, what is
    left of each of them is a component of its own. Hopcroft and Tarjan (1973).
    """
    import networkx

    found = dict.fromkeys(network, 0)
    for block in networkx.biconnected_components(plain(network)):
        for node in block:
            found[node] += 1
    return found


def bridges(network: networkx.Graph[Any]) -> dict[tuple[Any, Any], int]:
    """The connections that hold two parts together alone, each with the number of nodes that hang on it.

    These are the nodes of the smaller part; `hanging_on` tells which they are. Parallel edges are one
    connection. Tarjan (1974), "A note on finding the bridges of a graph".
    """
    import networkx

    undirected = plain(network)
    found = list(networkx.bridges(undirected))
    solid = undirected.copy()
    solid.remove_edges_from(found)
    parts = [len(part) for part in networkx.connected_components(solid)]
    of = {node: n for n, part in enumerate(networkx.connected_components(solid)) for node in part}
    tree: networkx.Graph[int] = networkx.Graph()
    tree.add_nodes_from(range(len(parts)))
    tree.add_edges_from((of[one], of[other]) for one, other in found)
    below = list(parts)
    total, parent = {}, {}
    for group in networkx.connected_components(tree):
        whole = sum(parts[number] for number in group)
        for upper, lower in reversed(list(networkx.dfs_edges(tree, min(group)))):
            below[upper] += below[lower]
            parent[lower] = upper
            total[lower] = whole
    sizes = {}
    for one, other in found:
        child = of[one] if parent.get(of[one]) == of[other] else of[other]
        sizes[one, other] = min(below[child], total[child] - below[child])
    return sizes


def hanging_on(network: networkx.Graph[Any], source: Any, target: Any) -> frozenset[Any]:
    """What one connection alone holds to the rest: the nodes of the smaller part, none if it is no bridge.

    Where both parts are equally large it is the part of the target.

    >>> import networkx
    >>> sorted(hanging_on(networkx.path_graph(5), 2, 3))
    [3, 4]
    """
    import networkx

    undirected = plain(network)
    undirected.remove_edge(source, target)
    far: set[Any] = networkx.node_connected_component(undirected, target)
    near: set[Any] = networkx.node_connected_component(undirected, source)
    if source in far:
        return frozenset()
    return frozenset(far if len(far) <= len(near) else near)
