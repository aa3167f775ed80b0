"""Writes every measure onto a network: onto its nodes, its edges, and its own ``graph`` dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lcgraph.network import measures
from lcgraph.network.brokerage import (
    GROUPINGS,
    brokerage,
    ei_index,
    groups_by,
    network_ei_index,
)
from lcgraph.network.holes import bridges

if TYPE_CHECKING:
    import networkx


def add_measures(network: networkx.Graph[Any]) -> None:
    """Write every measure onto the nodes and edges, and the network's own figures onto its ``graph`` dict.

    Nodes get what `measures.MEASURES` lists. Where nodes have a class, sphere or country, they get the E-I
    index by it (``ei_class``, ``ei_sphere``, ``ei_country``); by sphere and by country also the counts of the
    five brokerage roles (``coordinator_sphere`` ... ``liaison_country``) and their sum
    (``brokerage_sphere``, ``brokerage_country``). A node for which a measure says
    nothing, such as the constraint of one without connections, does not have it.

    Edges get ``bridge``, and bridges ``hanging``: how many nodes hang on them.

    The network gets ``density``, ``mean_degree``, ``transitivity``, ``components``, ``largest_component``,
    ``communities``, ``modularity``, ``articulation_points``, ``bridges`` and the E-I indices.

    Above `measures.MOST_EXACT` nodes there is no closeness, which would take long, and betweenness is an
    estimate; ``betweenness_starts`` then tells from how many starting points. Fractions are rounded to six
    digits, so that files do not differ by the last bit of a machine's arithmetic.
    """
    large = network.number_of_nodes() > measures.MOST_EXACT
    for name, measure in measures.MEASURES.items():
        if not (large and name == "closeness"):
            _write(network, name, measure(network))
    if large:
        network.graph["betweenness_starts"] = measures.STARTS
    _add_bridges(network)
    _add_groups(network)
    nodes = [data for _, data in network.nodes(data=True)]
    parts = [data["component"] for data in nodes]
    groups = {node: data["community"] for node, data in network.nodes(data=True)}
    network.graph.update(
        density=round(measures.density(network), 6),
        mean_degree=round(sum(data["degree"] for data in nodes) / len(nodes), 6) if nodes else 0.0,
        transitivity=round(measures.transitivity(network), 6),
        components=len(set(parts)),
        largest_component=parts.count(1),
        communities=len(set(groups.values())),
        modularity=round(measures.modularity(network, groups), 6),
        articulation_points=sum(data["articulation_point"] for data in nodes),
    )


def _add_bridges(network: networkx.Graph[Any]) -> None:
    found = bridges(network)
    for source, target, data in network.edges(data=True):
        hanging = found.get((source, target), found.get((target, source)))
        data["bridge"] = hanging is not None
        if hanging is not None:
            data["hanging"] = hanging
    network.graph["bridges"] = len(found)


def _add_groups(network: networkx.Graph[Any]) -> None:
    for name, attribute in GROUPINGS.items():
        groups = groups_by(network, attribute)
        index = network_ei_index(network, groups)
        if index is None:
            continue
        network.graph[f"ei_{name}"] = round(index, 6)
        _write(network, f"ei_{name}", ei_index(network, groups))
        if name != "class":  # roles between classes of one sphere say little
            for node, roles in brokerage(network, groups).items():
                counts = {f"{role}_{name}": count for role, count in roles._asdict().items()}
                network.nodes[node].update(counts, **{f"brokerage_{name}": roles.total})


def _write(network: networkx.Graph[Any], name: str, values: Mapping[Any, int | float]) -> None:
    for node, value in values.items():
        network.nodes[node][name] = round(value, 6) if isinstance(value, float) else value
