"""What the measures say, in plain sentences, of a whole network and of those in its middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from lcgraph.errors import NetworkError
from lcgraph.network.brokerage import Brokerage
from lcgraph.network.holes import bridges
from lcgraph.network.simple import plain
from lcgraph.network.spheres import HELICES

if TYPE_CHECKING:
    import networkx

#: The measures by which nodes can be ranked -> what they are called.
RANKED = {
    "degree": "connections",
    "weighted_degree": "strength",
    "betweenness": "betweenness",
    "closeness": "closeness",
    "eigenvector": "eigenvector",
    "pagerank": "PageRank",
    "constraint": "constraint",
    "effective_size": "effective size",
    "groups_linked": "groups linked",
    "core": "core",
    "brokerage_sphere": "brokerage between spheres",
    "brokerage_country": "brokerage between countries",
}

#: Those of which little is much: who is least constrained spans the most holes.
_ASCENDING = {"constraint"}

#: How firmly a connection is said -> of a partner, of another; the firmest first.
_VERBS = {
    "Asserted": ("works with", "is connected with"),
    "Reported": ("is reported to work with", "is reported to be connected with"),
    "Planned": ("is to work with", "is to be connected with"),
    "Possible": ("may work with", "may be connected with"),
    "Negated": ("does not work with", "is not connected with"),
}

_ROLES = {
    "coordinator": "mostly mediates within its own {group} (coordinator)",
    "gatekeeper": "mostly lets others into its own {group} (gatekeeper)",
    "representative": "mostly stands for its own {group} towards others (representative)",
    "itinerant": "mostly mediates within another {group} than its own (consultant)",
    "liaison": "mostly mediates between two {groups} that are not its own (liaison)",
}


class Figure(NamedTuple):
    """One figure of a whole network, and what it says."""

    name: str
    value: float
    says: str


def central(network: networkx.Graph[Any], by: str = "degree", most: int = 10) -> list[Any]:
    """The nodes that stand first by a measure; those alike stand by betweenness, connections and name.

    Nodes of which the measure says nothing stand last.

    Args:
        network: A network with measures.
        by: One of `RANKED`; by constraint, the least constrained stand first.
        most: How many.

    Raises:
        NetworkError: If no node has the measure.
    """
    if len(network) and not any(by in data for _, data in network.nodes(data=True)):
        raise NetworkError(
            f"no node of the network has the measure {by}: it is left out of large networks, or the nodes "
            f"have no sphere or country; choose another measure, such as degree"
        )
    sign = 1 if by in _ASCENDING else -1

    def place(node: Any) -> tuple[Any, ...]:
        data = network.nodes[node]
        ties = (-data.get(name, 0) for name in ("betweenness", "degree"))
        return (by not in data, sign * data.get(by, 0), *ties, str(data.get("label", node)), str(node))

    return sorted(network, key=place)[:most]


def sentence(network: networkx.Graph[Any], node: Any) -> str:
    """How a node stands in its network, in one plain sentence.

    Args:
        network: A network with measures.
        node: One of its nodes.
    """
    data = network.nodes[node]
    near = _near(network, node)
    if not near:
        return f"{data.get('label', node)} is connected with no other."
    said = f"{data.get('label', node)} {', '.join(_with_whom(network, near))}{_abroad(network, node, near)}"
    if data.get("groups_linked", 0) > 1:
        said += f" and links {data['groups_linked']} groups that meet nowhere else"
    elif data.get("betweenness"):
        said += f" and lies on {_percent(data['betweenness'])} of the shortest ways between others"
    elif len(near) > 1:
        said += " and lies on no shortest way between others"
    role = _main_role(network, data)
    return f"{said.rstrip(',')}{'; it ' + role if role else ''}."


def figures(network: networkx.Graph[Any]) -> list[Figure]:
    """The figures of a whole network, each with what it says.

    Args:
        network: A network with measures.
    """
    return list(_figures(network, network.graph))


def _figures(network: networkx.Graph[Any], known: dict[str, Any]) -> Iterator[Figure]:
    size, connections = len(network), plain(network).number_of_edges()
    parts, largest = known["components"], known["largest_component"]
    kinds = Counter(str(kind or "node") for _, kind in network.nodes(data="kind"))
    yield Figure("nodes", size, "by kind: " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())))
    yield Figure("connections", connections, "pairs of nodes that are connected")
    yield Figure("density", known["density"], f"{_percent(known['density'])} of the possible connections")
    yield Figure("mean degree", known["mean_degree"], "others that a node is connected with, on average")
    whole = "all is connected" if parts < 2 else f"parts without connection; the largest has {largest} nodes"
    yield Figure("components", parts, whole)
    yield Figure(
        "transitivity",
        known["transitivity"],
        f"{_percent(known['transitivity'])} of the pairs with a contact in common are connected themselves",
    )
    yield Figure("communities", known["communities"], "groups that are closely connected (Louvain)")
    yield Figure("modularity", known["modularity"], _modularity(known["modularity"]))
    yield Figure(
        "articulation points", known["articulation_points"], "nodes without which a part falls apart"
    )
    yield Figure("bridges", known["bridges"], _bridges(network))
    for name, word in (("class", "classes"), ("sphere", "spheres"), ("country", "countries")):
        if f"ei_{name}" in known:
            outward = _percent((1 + known[f"ei_{name}"]) / 2)
            yield Figure(
                f"E-I index by {name}",
                known[f"ei_{name}"],
                f"{outward} of the connections are between {word}",
            )
    yield from _helix(known.get("partnerships") or [])
    if "betweenness_starts" in known:
        starts = known["betweenness_starts"]
        yield Figure("starting points", starts, "betweenness is an estimate from so many nodes")


def _helix(partnerships: list[dict[str, Any]]) -> Iterator[Figure]:
    if not partnerships:
        return
    yield Figure("partnerships", len(partnerships), "that are in the network or carry its connections")
    for name in HELICES.values():
        names = [_called(one) for one in partnerships if one["helix"] == name]
        if names:
            yield Figure(f"{name} helix", len(names), f"all its spheres take part in {_listed(names)}")
    balances = [one["balance"] for one in partnerships if one["balance"] is not None]
    if balances:
        mean = round(sum(balances) / len(balances), 6)
        yield Figure("helix balance", mean, "of a partnership on average; 1 is all spheres alike, 0 only one")


def _called(partnership: dict[str, Any]) -> str:
    """A partnership's name; what is only planned, possible or reported is said to be so."""
    label, modality = str(partnership["label"]), str(partnership.get("modality") or "Asserted")
    return label if modality == "Asserted" else f"{label} ({modality.lower()})"


def _near(network: networkx.Graph[Any], node: Any) -> dict[Any, list[dict[str, Any]]]:
    """Those that a node is connected with, each with the edges in either direction."""
    import networkx

    near: dict[Any, list[dict[str, Any]]] = {}
    for _, other, data in network.edges(node, data=True):
        near.setdefault(other, []).append(data)
    if isinstance(network, networkx.DiGraph):
        for other, _, data in network.in_edges(node, data=True):
            near.setdefault(other, []).append(data)
    near.pop(node, None)
    return near


def _with_whom(network: networkx.Graph[Any], near: dict[Any, list[dict[str, Any]]]) -> Iterator[str]:
    """With how many others it is connected, by how firmly that is said; the firmest first."""
    order = list(_VERBS)
    partnerships = {one["iri"] for one in network.graph.get("partnerships") or ()}

    def verb(data: dict[str, Any]) -> tuple[int, bool]:
        via, modality = data.get("via_iri") or (), data.get("modality")
        partners = bool(via) and partnerships.issuperset(via)
        return (order.index(modality) if modality in order else 0, not partners)

    said = Counter(min(map(verb, edges)) for edges in near.values())
    for (place, apart), count in sorted(said.items()):
        yield f"{_VERBS[order[place]][apart]} {_count(count, 'other')}"


def _abroad(network: networkx.Graph[Any], node: Any, near: Iterable[Any]) -> str:
    """How many of the others are of another sphere than the node, as an apposition."""
    own = network.nodes[node].get("sphere")
    others = list(near)
    count = sum(network.nodes[other].get("sphere") not in (None, "", own) for other in others) if own else 0
    if not count:
        return ""
    which = "another sphere" if count == 1 else "other spheres"
    if count == len(others):
        return f" of {which}"
    return f", {count} of them of {which},"


def _main_role(network: networkx.Graph[Any], data: dict[str, Any]) -> str:
    """The role in which a node mediates most between spheres, else between countries."""
    for group, plural in (("sphere", "spheres"), ("country", "countries")):
        counts = {role: data.get(f"{role}_{group}", 0) for role in Brokerage._fields}
        most = max(counts.values())
        if most:
            role = next(role for role, count in counts.items() if count == most)
            if role in ("gatekeeper", "representative") and not network.is_directed():
                return f"mostly mediates between its own {group} and others (gatekeeper)"
            return _ROLES[role].format(group=group, groups=plural)
    return ""


def _bridges(network: networkx.Graph[Any]) -> str:
    """What hangs on one edge: the bridge on which most does."""
    found = bridges(network)
    if not found:
        return "no connection holds a part by itself"
    (one, other), hanging = max(found.items(), key=lambda item: (item[1], str(item[0])))
    names = " – ".join(sorted(str(network.nodes[node].get("label", node)) for node in (one, other)))
    return f"connections that hold a part by themselves; most hangs on {names}: {_count(hanging, 'node')}"


def _modularity(value: float) -> str:
    if value >= 0.3:
        return "the communities stand clearly apart (0.3 and more)"
    return "the communities do not stand clearly apart (less than 0.3)"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.005 or not share else "less than 1 %"


def _listed(names: list[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
