"""What the place of a node in its network is worth: centralities, components, cores, communities.

Plain functions over plain networkx networks that return plain dicts. Distances count steps: a
weight is the strength of a connection and not its length, so only those measures use it that ask
for strength (weighted degree, PageRank, communities). A directed network is measured with its
directions where the measure has them (PageRank, betweenness) and without for components, cores and
communities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

#: Louvain visits nodes in a shuffled order: the seed makes the communities the same on every run.
SEED = 7

#: Measures that walk from every node to every other take the square of the network's size: above
#: this many nodes betweenness is estimated from as many starting points, drawn by `SEED`.
MOST_EXACT = 2000

_DAMPING = 0.85


def add_measures(network: networkx.Graph[Any]) -> None:
    """Write every measure onto the nodes, and the network's own figures onto its ``graph`` dict.

    Nodes get ``degree``, ``weighted_degree``, ``betweenness``, ``closeness``, ``pagerank``,
    ``component``, ``core`` and ``community``; the network gets ``density``, ``components`` and
    ``communities``. Above `MOST_EXACT` nodes there is no closeness, which would take hours. Fractions
    are rounded to six digits, so that files do not differ by the last bit of a machine's arithmetic.
    """
    for name, measure in MEASURES.items():
        if name == "closeness" and network.number_of_nodes() > MOST_EXACT:
            continue
        for node, value in measure(network).items():
            network.nodes[node][name] = round(value, 6) if isinstance(value, float) else value
    parts = [data for _, data in network.nodes(data=True)]
    network.graph["density"] = round(density(network), 6)
    network.graph["components"] = len({data["component"] for data in parts})
    network.graph["communities"] = len({data["community"] for data in parts})


def degree(network: networkx.Graph[Any]) -> dict[Any, int]:
    """How many others a node is connected with; parallel edges and both directions count once."""
    plain = _plain(network)
    return {node: len(plain[node]) for node in network}


def weighted_degree(network: networkx.Graph[Any]) -> dict[Any, float]:
    """The sum of the weights of a node's connections: ``s(v) = sum of w(v, u) over all u``.

    Barrat et al. (2004), "The architecture of complex weighted networks", PNAS 101(11), call it
    strength.
    """
    return {node: float(value) for node, value in network.degree(weight="weight")}


def betweenness(network: networkx.Graph[Any]) -> dict[Any, float]:
    """The share of shortest paths between others that run through a node: who mediates.

    ``b(v) = sum over s, t of paths(s, t | v) / paths(s, t)``, divided by the number of pairs of
    others, so that it lies between 0 and 1. Brandes (2001), "A faster algorithm for betweenness
    centrality", Journal of Mathematical Sociology 25(2). Above `MOST_EXACT` nodes it is an estimate
    from that many starting points.
    """
    import networkx

    starts = MOST_EXACT if network.number_of_nodes() > MOST_EXACT else None
    return dict(networkx.betweenness_centrality(_simple(network), k=starts, normalized=True, seed=SEED))


def closeness(network: networkx.Graph[Any]) -> dict[Any, float]:
    """How few steps a node is away from all that it can reach.

    ``c(v) = (r / d) * (r / (n - 1))`` with r the number of nodes reached and d the sum of their
    distances; the second factor keeps small components from looking central. Wasserman and Faust
    (1994), "Social Network Analysis", p. 201.
    """
    import networkx

    return dict(networkx.closeness_centrality(_plain(network), wf_improved=True))


def pagerank(
    network: networkx.Graph[Any], *, tolerance: float = 1e-10, most_steps: int = 500
) -> dict[Any, float]:
    """How much a node is connected with nodes that are well connected themselves; sums to 1.

    ``p(v) = 0.15 / n + 0.85 * sum over u of p(u) * w(u, v) / w(u)``, the weight of a node without
    a way out being spread over all. Page, Brin, Motwani and Winograd (1999). Iterated here because
    networkx needs scipy for it, which nothing else in lcgraph does.
    """
    size = max(network.number_of_nodes(), 1)
    ranks = {node: 1.0 / size for node in network}
    follows: dict[Any, dict[Any, float]] = {node: {} for node in network}
    weight: float
    for source, target, weight in network.edges(data="weight", default=1.0):
        ends = [(source, target)]
        if not network.is_directed() and source != target:
            ends.append((target, source))
        for one, other in ends:
            follows[one][other] = follows[one].get(other, 0.0) + weight
    leaving = {node: sum(ways.values()) for node, ways in follows.items()}
    for _ in range(most_steps):
        lost = sum(rank for node, rank in ranks.items() if not leaving[node])
        after = dict.fromkeys(ranks, (1 - _DAMPING + _DAMPING * lost) / size)
        for node, ways in follows.items():
            for other, weight in ways.items():
                after[other] += _DAMPING * ranks[node] * weight / leaving[node]
        change = sum(abs(after[node] - rank) for node, rank in ranks.items())
        ranks = after
        if change < tolerance:
            break
    return ranks


def components(network: networkx.Graph[Any]) -> dict[Any, int]:
    """Which connected part a node belongs to; 1 is the largest."""
    import networkx

    return _numbered(networkx.connected_components(_plain(network)))


def cores(network: networkx.Graph[Any]) -> dict[Any, int]:
    """The largest k for which a node is among nodes that all have k connections with one another.

    Batagelj and Zaversnik (2003), "An O(m) algorithm for cores decomposition of networks".
    """
    import networkx

    return dict(networkx.core_number(_plain(network)))


def communities(network: networkx.Graph[Any], *, seed: int = SEED) -> dict[Any, int]:
    """Which group of closely connected nodes a node belongs to; 1 is the largest.

    Louvain's method maximises the modularity ``Q = sum over groups of (L / m - (k / 2m)^2)``.
    Blondel, Guillaume, Lambiotte and Lefebvre (2008), "Fast unfolding of communities in large
    networks".

    Args:
        network: The network; negative weights count as none.
        seed: Nodes are visited in an order drawn from it.
    """
    import networkx

    plain = _plain(network)
    for _, _, data in plain.edges(data=True):
        data["weight"] = max(data["weight"], 0.0)
    return _numbered(networkx.community.louvain_communities(plain, weight="weight", seed=seed))


def density(network: networkx.Graph[Any]) -> float:
    """The share of possible connections that there are, between 0 and 1."""
    import networkx

    return float(networkx.density(_simple(network)))


def _simple(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """Without parallel edges and loops, in a fixed order."""
    import networkx

    simple: networkx.Graph[Any] = networkx.DiGraph() if network.is_directed() else networkx.Graph()
    simple.add_nodes_from(sorted(network, key=str))
    for source, target, weight in network.edges(data="weight", default=1.0):
        if source != target:
            before = simple.get_edge_data(source, target, {"weight": 0.0})["weight"]
            simple.add_edge(source, target, weight=before + weight)
    return simple


def _plain(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """The simple network without directions; the weights of both directions add up."""
    import networkx

    simple = _simple(network)
    plain: networkx.Graph[Any] = networkx.Graph()
    plain.add_nodes_from(simple)
    for source, target, weight in simple.edges(data="weight", default=1.0):
        before = plain.get_edge_data(source, target, {"weight": 0.0})["weight"]
        plain.add_edge(source, target, weight=before + weight)
    return plain


def _numbered(groups: Any) -> dict[Any, int]:
    """Group numbers by node, largest group first, then by the smallest name in it."""
    in_order = sorted((sorted(group, key=str) for group in groups), key=lambda g: (-len(g), str(g[0])))
    return {node: number for number, group in enumerate(in_order, 1) for node in group}


#: Attribute on the nodes -> the function that measures it.
MEASURES: dict[str, Callable[[networkx.Graph[Any]], Mapping[Any, int | float]]] = {
    "degree": degree,
    "weighted_degree": weighted_degree,
    "betweenness": betweenness,
    "closeness": closeness,
    "pagerank": pagerank,
    "component": components,
    "core": cores,
    "community": communities,
}
