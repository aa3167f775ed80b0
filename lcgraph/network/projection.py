"""From two kinds of nodes to one: those of one kind join what they have in common."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal

from lcgraph.errors import NetworkError
from lcgraph.network.evidence import STRENGTH, firmness
from lcgraph.network.simple import plain

if TYPE_CHECKING:
    import networkx

Weighting = Literal["newman", "count"]


def project(
    network: networkx.Graph[Any], through: str, *, weighting: Weighting = "newman"
) -> networkx.Graph[Any]:
    """The network of those that meet at nodes of one kind, with the sentences of both sides on each edge.

    Of who takes part in which partnership it makes, through ``partnership``, who works with whom; of who
    funds which project, through ``project``, who pays for the same. What is joined otherwise is left out.

    A meeting place of k others adds ``1 / (k - 1)`` to the edge between each two of them, so that it adds 1
    to the strength of each however large it is: Newman (2001), "Scientific collaboration networks. II.",
    Physical Review E 64, 016132. Or it adds 1 (`weighting` is ``count``), and then an edge's weight says how
    often the two meet. A projection makes every meeting place a clique; density and transitivity say so.

    Args:
        network: The network with ``kind`` or ``class_name`` on its nodes, taken without directions; it stays
            as it is.
        through: The kind or class of the nodes in between, such as ``partnership`` or ``Project``.
        weighting: ``newman`` or ``count``.

    Returns:
        An undirected network whose edges have ``via`` and ``via_iri``, the labels and names of the nodes
        in between, and the rest as `build_network` describes; measures are to be added anew.

    Raises:
        NetworkError: If no node is of that kind; the message names those that there are.
    """
    import networkx

    between = [node for node, data in network.nodes(data=True) if _is(data, through)]
    if not between:
        kinds = sorted({str(data["kind"]) for _, data in network.nodes(data=True) if data.get("kind")})
        raise NetworkError(
            f"no node of the network is a {through}, so it joins nothing; "
            f"there are: {', '.join(kinds) or 'nodes without a kind'}"
        )
    undirected, inside = plain(network), set(between)
    made: networkx.Graph[Any] = networkx.Graph()
    made.graph.update(
        name=f"{network.graph.get('name', 'network')}-through-{through}",
        title=f"{network.graph.get('title', 'Network')} Joined through: {through}",
        partnerships=network.graph.get("partnerships", []),
    )
    meetings: dict[tuple[Any, Any], list[Any]] = {}
    kept: set[Any] = set()
    for node in sorted(between, key=str):
        others = sorted((other for other in undirected[node] if other not in inside), key=str)
        kept.update(others)
        for place, one in enumerate(others):
            for other in others[place + 1 :]:
                meetings.setdefault((one, other), []).append(node)
    for node in sorted(kept, key=str):
        made.add_node(node, **network.nodes[node])
    sizes = {node: sum(other not in inside for other in undirected[node]) for node in between}
    for pair, via in sorted(meetings.items(), key=str):
        weights = [1 / (sizes[node] - 1) if weighting == "newman" else 1.0 for node in via]
        made.add_edge(*pair, weight=math.fsum(weights), **_joined(network, pair, via))
    return made


def _is(data: dict[str, Any], through: str) -> bool:
    return through.casefold() in {str(data.get(name, "")).casefold() for name in ("kind", "class_name")}


def _joined(network: networkx.Graph[Any], pair: tuple[Any, Any], via: list[Any]) -> dict[str, Any]:
    """What stands on a projected edge: all that its two sides say, as firmly as the weaker side."""
    legs = {node: [_edges(network, node, end) for end in pair] for node in via}
    every = [edge for sides in legs.values() for side in sides for edge in side]
    evidence = {str(claim): claim for edge in every for claim in edge.get("evidence") or ()}
    named = sorted((str(network.nodes[node].get("label") or node), str(node)) for node in via)
    modality = min((_weaker(*sides) for sides in legs.values()), key=_strength)
    kept = sorted(evidence.values(), key=firmness)
    total = sum(int(edge.get("evidence_count") or 0) for edge in every)
    return {
        "relation": "; ".join(sorted({str(edge["relation"]) for edge in every if edge.get("relation")})),
        "via": [label for label, _ in named],
        "via_iri": [iri for _, iri in named],
        "modality": modality,
        "evidence_count": max(total, len(kept)),
        "evidence": kept,
    }


def _edges(network: networkx.Graph[Any], one: Any, other: Any) -> list[dict[str, Any]]:
    """The data of all edges between two nodes, in either direction."""
    pairs = [(one, other), (other, one)] if network.is_directed() else [(one, other)]
    found = [network.get_edge_data(*pair) for pair in pairs if network.has_edge(*pair)]
    if network.is_multigraph():
        return [data for parallel in found for data in parallel.values()]
    return found


def _weaker(near: list[dict[str, Any]], far: list[dict[str, Any]]) -> str:
    """The modality of the weaker side, each side being as firm as its firmest edge."""
    sides = [min((str(edge.get("modality", "")) for edge in side), key=_strength) for side in (near, far)]
    return max(sides, key=_strength)


def _strength(modality: str) -> int:
    return STRENGTH.get(modality, -1)
