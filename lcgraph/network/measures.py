"""What the place of a node in its network is worth: centralities, components, cores, communities.

Plain functions over plain networkx networks that return plain dicts. Distances count steps: a
weight is the strength of a connection and not its length, so only those measures use it that ask
for strength (weighted degree, PageRank, communities, modularity). A directed network is measured with
its directions where the measure has them (PageRank, betweenness, density) and without for all others.
Structural holes are measured in `holes`, mediation between groups in `brokerage`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lcgraph.network.holes import articulation_points, constraint, effective_size, groups_linked
from lcgraph.network.simple import numbered, plain, simple

if TYPE_CHECKING:
    import networkx

#: Louvain visits nodes in a shuffled order: the seed makes the communities the same on every run.
SEED = 7

#: Measures that walk from every node to every other take the square of the network's size: above
#: this many nodes betweenness is estimated and closeness is left out.
MOST_EXACT = 1000

#: From how many starting points, drawn by `SEED`, betweenness is then estimated.
STARTS = 300

_DAMPING = 0.85


def degree(network: networkx.Graph[Any]) -> dict[Any, int]:
    """How many others a node is connected with; parallel edges and both directions count once.

    Freeman (1979), "Centrality in social networks: conceptual clarification", Social Networks 1(3).
    """
    undirected = plain(network)
    return {node: len(undirected[node]) for node in network}


def weighted_degree(network: networkx.Graph[Any]) -> dict[Any, float]:
    """The sum of the weights of a node's connections: ``s(v) = sum of w(v, u) over all u``.

    Barrat et al. (2004), "The architecture of complex weighted networks", PNAS 101(11), call it
    strength.
    """
    return {node: float(value) for node, value in network.degree(weight="weight")}


def betweenness(network: networkx.Graph[Any]) -> dict[Any, float]:
    """The share of shortest paths between others that run through a node: who mediates.

    ``b(v) = sum over s, t of paths(s, t | v) / paths(s, t)``, divided by the number of pairs of
    others, so that it lies between 0 and 1. Freeman (1977), "A set of measures of centrality based on
    betweenness", Sociometry 40(1); computed after Brandes (2001), "A faster algorithm for betweenness
    centrality", Journal of Mathematical Sociology 25(2). Above `MOST_EXACT` nodes it is an estimate from
    `STARTS` starting points, after Brandes and Pich (2007), "Centrality estimation in large networks".
    """
    import networkx

    starts = STARTS if network.number_of_nodes() > MOST_EXACT else None
    return dict(networkx.betweenness_centrality(simple(network), k=starts, normalized=True, seed=SEED))


def closeness(network: networkx.Graph[Any]) -> dict[Any, float]:
    """How few steps a node is away from all that it can reach.

    ``c(v) = (r / d) * (r / (n - 1))`` with r the number of nodes reached and d the sum of their
    distances; the second factor keeps small components from looking central. Wasserman and Faust
    (1994), "Social Network Analysis", p. 201.
    """
    import networkx

    return dict(networkx.closeness_centrality(plain(network), wf_improved=True))


def eigenvector(network: networkx.Graph[Any], *, most_steps: int = 20_000) -> dict[Any, float]:
    """How much a node is connected with nodes that are so themselves, by the number of connections.

    ``x(v) = 1/lambda * sum of x(u) over the others u``, the first eigenvector of the adjacency matrix,
    without weights and directions, of length 1. Bonacich (1972), "Factoring and weighting approaches to
    status scores and clique identification", Journal of Mathematical Sociology 2(1).

    In a network of several components that vector is zero outside one of them, or not unique. Here each
    component is measured by itself and its vector shortened by ``sqrt(n(component) / n)``: a connected
    network has what networkx gives it, and a pair apart does not look central. A node without connections
    has 0.

    Args:
        network: The network.
        most_steps: Where the iteration ends though it has not settled, as in very long chains.
    """
    import networkx
    import numpy

    undirected = plain(network)
    scores = dict.fromkeys(network, 0.0)
    for part in networkx.connected_components(undirected):
        if len(part) == 1:
            continue
        nodes = sorted(part, key=str)
        place = {node: number for number, node in enumerate(nodes)}
        ends = numpy.array([(place[u], place[v]) for u, v in undirected.subgraph(nodes).edges])
        heads, tails = numpy.concatenate([ends, ends[:, ::-1]]).T
        vector = numpy.full(len(nodes), 1 / math.sqrt(len(nodes)))
        for _ in range(most_steps):
            # With the vector itself added, also a network of two sides settles (as in networkx).
            after = vector + numpy.bincount(heads, weights=vector[tails], minlength=len(nodes))
            after = after / numpy.linalg.norm(after)
            settled = numpy.abs(after - vector).max() < 1e-12
            vector = after
            if settled:
                break
        shortened = vector * math.sqrt(len(nodes) / len(undirected))
        scores.update(zip(nodes, shortened.tolist(), strict=True))
    return scores


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

    return numbered(networkx.connected_components(plain(network)))


def cores(network: networkx.Graph[Any]) -> dict[Any, int]:
    """The largest k for which a node is among nodes that all have k connections with one another.

    Batagelj and Zaversnik (2003), "An O(m) algorithm for cores decomposition of networks".
    """
    import networkx

    return dict(networkx.core_number(plain(network)))


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

    undirected = _unsigned(network)
    return numbered(networkx.community.louvain_communities(undirected, weight="weight", seed=seed))


def modularity(network: networkx.Graph[Any], groups: Mapping[Any, Any]) -> float:
    """How much more weight lies within groups than chance would put there, at most 1.

    ``Q = sum over groups of (L / m - (k / 2m)^2)`` with L the weight within the group, k the sum of its
    nodes' strengths and m the weight of all edges. Newman and Girvan (2004), "Finding and evaluating
    community structure in networks", Physical Review E 69. A network without edges has 0.

    Args:
        network: The network, taken without directions; negative weights count as none.
        groups: Node -> its group; `communities` gives one.
    """
    import networkx

    undirected = _unsigned(network)
    if undirected.size(weight="weight") <= 0:
        return 0.0
    members: dict[Any, set[Any]] = {}
    for node, group in groups.items():
        members.setdefault(group, set()).add(node)
    return float(networkx.community.modularity(undirected, list(members.values()), weight="weight"))


def _unsigned(network: networkx.Graph[Any]) -> networkx.Graph[Any]:
    """The plain network in which negative weights count as none."""
    undirected = plain(network)
    for _, _, data in undirected.edges(data=True):
        data["weight"] = max(data["weight"], 0.0)
    return undirected


def transitivity(network: networkx.Graph[Any]) -> float:
    """How often two that have a contact in common are connected themselves, between 0 and 1.

    ``T = 3 * triangles / connected triples``. Luce and Perry (1949), "A method of matrix analysis of group
    structure", Psychometrika 14. Each partnership of three or more makes triangles of its own.
    """
    import networkx

    return float(networkx.transitivity(plain(network)))


def density(network: networkx.Graph[Any]) -> float:
    """The share of possible connections that there are, between 0 and 1."""
    import networkx

    return float(networkx.density(simple(network)))


#: Attribute on the nodes -> the function that measures it.
MEASURES: dict[str, Callable[[networkx.Graph[Any]], Mapping[Any, int | float]]] = {
    "degree": degree,
    "weighted_degree": weighted_degree,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "constraint": constraint,
    "effective_size": effective_size,
    "articulation_point": articulation_points,
    "groups_linked": groups_linked,
    "component": components,
    "core": cores,
    "community": communities,
}
