"""Who mediates between groups, and how far connections lead out of them.

A group is what nodes share: their sphere of society, their country, their class. Nodes without a group
take no part, neither as brokers nor as those between whom there is brokerage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from lcgraph.network.simple import plain, simple

if TYPE_CHECKING:
    import networkx

#: By what nodes are grouped: the short name in columns -> the attribute on the nodes.
GROUPINGS = {"class": "class_name", "sphere": "sphere", "country": "country"}


class Brokerage(NamedTuple):
    """How often a node mediates in each of the five roles; or, normalised, how much of what it could.

    `coordinator`: between two of its own group. `gatekeeper`: from another group into its own.
    `representative`: from its own group to another. `itinerant`: between two of one group that is not
    its own (also called consultant). `liaison`: between two groups, neither of them its own.
    """

    coordinator: float
    gatekeeper: float
    representative: float
    itinerant: float
    liaison: float

    @property
    def total(self) -> float:
        """How often in any role; only of counts, shares do not add up."""
        return sum(self)


def brokerage(network: networkx.Graph[Any], groups: Mapping[Any, str]) -> dict[Any, Brokerage]:
    """The brokerage of each node: how many pairs of others it stands between, by the groups of the three.

    A node v mediates from a to b where a is connected with v and v with b, but a not with b. Gould and
    Fernandez (1989), "Structures of mediation: a formal approach to brokerage in transaction networks",
    Sociological Methodology 19. An edge without direction leads both ways, so that each pair without
    directions counts twice, and gatekeeper and representative are alike (as in UCINET and R's sna).

    Args:
        network: The network; parallel edges are one connection.
        groups: Node -> its group; nodes without one, or with an empty one, are left out.
    """
    directed, of = _grouped(network, groups)
    found = {}
    after = {node: set(directed.successors(node)) for node in directed}
    for node in directed:
        own = of[node]
        counts: Counter[str] = Counter()
        leaving = Counter(of[other] for other in after[node])
        for first in directed.predecessors(node):
            # The node opens to the first one what that one does not reach by itself.
            opened = Counter(leaving)
            opened.subtract(of[other] for other in after[node] & (after[first] | {first}))
            for group, number in opened.items():
                counts[_role(of[first], own, group)] += number
        found[node] = Brokerage(**{role: counts[role] for role in Brokerage._fields})
    return found


def normalised_brokerage(network: networkx.Graph[Any], groups: Mapping[Any, str]) -> dict[Any, Brokerage]:
    """The brokerage of each node as a share of what it could be, role by role, between 0 and 1.

    The counts of `brokerage` are divided by the number of ordered pairs of other nodes whose groups make
    the role. With N nodes that have a group, g of them in the node's own and n in each other group:
    coordinator ``(g-1)(g-2)``, gatekeeper and representative ``(g-1)(N-g)``, itinerant ``sum of n(n-1)``,
    liaison ``(N-g)^2 - sum of n^2``. A role that nobody could have is 0.
    """
    _, of = _grouped(network, groups)
    sizes = Counter(of.values())
    shares = {}
    for node, counts in brokerage(network, groups).items():
        own = sizes[of[node]]
        outside = len(of) - own
        others = [size for group, size in sizes.items() if group != of[node]]
        possible = Brokerage(
            (own - 1) * (own - 2),
            (own - 1) * outside,
            (own - 1) * outside,
            sum(size * (size - 1) for size in others),
            outside**2 - sum(size**2 for size in others),
        )
        pairs = zip(counts, possible, strict=True)
        shares[node] = Brokerage(*(count / most if most else 0.0 for count, most in pairs))
    return shares


def ei_index(network: networkx.Graph[Any], groups: Mapping[Any, str]) -> dict[Any, float]:
    """How far a node's connections lead out of its group: 1 all of them, 0 half of them, -1 none.

    ``EI(v) = (E - I) / (E + I)`` with E the connections to other groups and I those within. Krackhardt and
    Stern (1988), "Informal networks and organizational crises: an experimental simulation", Social
    Psychology Quarterly 51(2). Connections count once whatever their weight and direction, and those with
    nodes without a group do not count; who has no others has no index.
    """
    counts: dict[Any, list[int]] = {}
    for one, other in plain(network).edges:
        if groups.get(one) and groups.get(other):
            for node in (one, other):
                counts.setdefault(node, [0, 0])[groups[one] != groups[other]] += 1
    return {node: (e - i) / (e + i) for node, (i, e) in counts.items()}


def network_ei_index(network: networkx.Graph[Any], groups: Mapping[Any, str]) -> float | None:
    """The E-I index of a whole network: of all connections between nodes that have a group.

    Krackhardt and Stern (1988), as `ei_index`. None where there is no such connection.
    """
    outward = [
        groups[one] != groups[other]
        for one, other in plain(network).edges
        if groups.get(one) and groups.get(other)
    ]
    return (2 * sum(outward) - len(outward)) / len(outward) if outward else None


def groups_by(network: networkx.Graph[Any], attribute: str) -> dict[Any, str]:
    """The group of each node that has one: what stands in an attribute of it."""
    return {node: str(value) for node, value in network.nodes(data=attribute) if value}


def _grouped(
    network: networkx.Graph[Any], groups: Mapping[Any, str]
) -> tuple[networkx.DiGraph[Any], dict[Any, str]]:
    """The part of the network whose nodes have a group, each edge with a direction; and the groups."""
    of = {node: groups[node] for node in network if groups.get(node)}
    return simple(network).subgraph(of).to_directed(), of


def _role(first: str, broker: str, last: str) -> str:
    if first == last:
        return "coordinator" if broker == first else "itinerant"
    if broker == last:
        return "gatekeeper"
    return "representative" if broker == first else "liaison"
