"""From the rows of a network query to a networkx network whose edges carry their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lcgraph.network.evidence import firmness, said_between
from lcgraph.network.helix import helix_mixes
from lcgraph.network.rows import Folded, NetworkRow, fold
from lcgraph.network.source import (
    COUNTRIES,
    LABELS,
    PLACES,
    THEMES,
    Queryable,
    about_nodes,
    classes_of,
    ordered,
)
from lcgraph.network.spheres import Spheres, load_spheres

if TYPE_CHECKING:
    import networkx


def build_network(
    store: Queryable,
    rows: Iterable[NetworkRow | tuple[Any, ...]],
    *,
    name: str,
    title: str,
    directed: bool = False,
    most_evidence: int | None = None,
    spheres: Spheres | None = None,
) -> networkx.Graph[str]:
    """The network of the connections that a query found, each with the sentences that say so.

    Parallel rows fold into one edge: equal rows count once (an undirected query may well return
    both directions), weights add up, and all evidence comes together. A thing's connection with
    itself is left out. Nodes and edges stand in the order of their IRIs, whatever the rows' order.

    Nodes are IRIs with ``label``, ``class_name`` (the most specific class), ``kind`` (``place``,
    ``actor`` ...), ``sphere`` (of society; empty for what has none), ``place`` (the label of where it
    is, or empty), ``country`` (the label of the country it is in; empty where there is none or are
    several) and ``themes`` (a list of labels). Partnerships among them also have ``partners`` (how many),
    ``spheres`` (a list), ``helix``, ``balance`` and ``modality`` (see `HelixMix`). The network's ``graph``
    dict has its ``name`` and ``title``, and ``partnerships``: the mix of each one that is a node or carries
    an edge, as a dict with ``iri``, ``label``, ``partners``, ``spheres`` (how many of each) and the rest.

    Edges have ``relation`` (words), ``via`` and ``via_iri``
    (labels and IRIs of what joins the two, in the same order), ``weight``, ``modality`` (the firmest of
    its claims, empty without any), ``evidence_count`` and ``evidence``: dicts with ``quote``, ``title``,
    ``identifier``, ``issued``, ``url``, ``document``, ``start``, ``end``, ``modality``, ``confidence``,
    ``method``, ``claim``, ``subject``, ``predicate``, ``object``. Each further column of the query is an
    attribute as well, a list of its texts, unless its name is one of these.

    Args:
        store: Where the graph lives.
        rows: Connections: source, target, and perhaps weight, via and the rest of `NetworkRow`.
        name: The network's short name, such as ``co-partners``.
        title: Its heading for people.
        directed: Whether source and target differ in meaning.
        most_evidence: How many claims an edge keeps, firm ones first, then by confidence; all if not
            given. ``evidence_count`` tells of all.
        spheres: Which sphere each class is of, if not as `load_spheres` has it.

    Raises:
        NetworkError: If a row's source, target, via or part is no IRI, or its weight no number.
    """
    import networkx

    network: networkx.Graph[str] = networkx.DiGraph() if directed else networkx.Graph()
    folded = fold(rows, directed=directed)
    nodes = {node for pair in folded for node in pair}
    joining = {via for edge in folded.values() for via in edge.via}
    names = _labels(store, nodes | joining)
    known = spheres or load_spheres()
    for node, attributes in _nodes(store, nodes, names, known):
        network.add_node(node, **attributes)
    mixes = helix_mixes(store, nodes | joining, known)
    for node in sorted(mixes.keys() & nodes):
        network.nodes[node].update(mixes[node]._asdict(), spheres=list(mixes[node].spheres))
    partnerships = [{"iri": iri, "label": names[iri], **mix._asdict()} for iri, mix in mixes.items()]
    network.graph.update(name=name, title=title, partnerships=_by_label(partnerships))
    relations, claims = said_between(
        store, {step for edge in folded.values() for step in edge.steps | edge.parts}
    )
    for pair, edge in folded.items():
        evidence = sorted(
            (claim for step in edge.steps | edge.parts for claim in claims.get(step, ())), key=firmness
        )
        said = edge.relations.union(*(relations.get(step, ()) for step in edge.steps))
        data: dict[str, Any] = {column: sorted(texts) for column, texts in sorted(edge.more.items())}
        data.update(
            relation="; ".join(sorted(said)),
            **_joined(edge, names),
            weight=edge.weight,
            modality=evidence[0]["modality"] if evidence else "",
            evidence_count=len(evidence),
            evidence=evidence[:most_evidence],
        )
        network.add_edges_from([(*pair, data)])  # a column may have any name
    return network


def _by_label(partnerships: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(partnerships, key=lambda one: (one["label"], one["iri"]))


def _joined(edge: Folded, names: Mapping[str, str]) -> dict[str, list[str]]:
    joined = sorted((names[via], via) for via in edge.via)
    return {"via": [label for label, _ in joined], "via_iri": [iri for _, iri in joined]}


def _labels(store: Queryable, nodes: set[str]) -> dict[str, str]:
    """A name for each node: its first label in the alphabet, else the end of its IRI."""
    found = ordered(
        (node, label) for node, label in about_nodes(store, LABELS, sorted(nodes)) if label.strip()
    )
    return {node: found[node][0] if node in found else _tail(node) for node in nodes}


def _tail(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


def _nodes(
    store: Queryable, nodes: set[str], names: Mapping[str, str], spheres: Spheres
) -> Iterator[tuple[str, dict[str, Any]]]:
    everything = sorted(nodes)
    classes = classes_of(store, everything)
    places, countries, themes = (
        ordered((node, label) for node, label in about_nodes(store, question, everything))
        for question in (PLACES, COUNTRIES, THEMES)
    )
    for node in everything:
        its = classes[node]
        country = countries.get(node, [])
        yield (
            node,
            {
                "label": names[node],
                "class_name": its.name,
                "kind": its.top[:1].lower() + its.top[1:],
                "sphere": spheres.of(its.name, its.broader),
                "place": ", ".join(places.get(node, [])),
                "country": country[0] if len(country) == 1 else "",
                "themes": themes.get(node, []),
            },
        )
