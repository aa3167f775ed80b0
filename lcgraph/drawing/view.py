"""What a picture shows, without a word of how it is shown: the view model of a network.

Frozen values that know neither pyvis nor HTML, so that another way of drawing can come in beside
the present ones. Ids are opaque (``n0``, ``e0``): names and IRIs are data, never part of a page's
structure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from lcgraph.drawing.measures import fact_words, measure_words, network_figures
from lcgraph.drawing.palette import class_words
from lcgraph.drawing.sentences import Sentence, number, sentences_of
from lcgraph.errors import NetworkError

if TYPE_CHECKING:
    import networkx

#: Attributes that are no measures though they are numbers, and those of edges that a view has fields for.
_PLACE_OF_NODE = {"x", "y", "size"}
_OF_EDGE = {"relation", "via", "via_iri", "weight", "modality", "evidence_count", "evidence"}


@dataclass(frozen=True, slots=True)
class NodeView:
    """A thing in the picture."""

    id: str
    iri: str
    label: str
    class_name: str
    place: str
    country: str
    sphere: str
    themes: tuple[str, ...]
    x: float
    y: float
    size: float
    degree: int
    measures: tuple[tuple[str, float], ...]

    @property
    def community(self) -> int | None:
        """The number of its community, if communities were sought."""
        found = dict(self.measures).get("community")
        return None if found is None else int(found)


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A connection with its sentences, the firmest first.

    `claims` counts all that is known; `sentences` may be fewer. `modality` is empty where no sentence
    is known. `facts` are what else is known of it, as a name and its words.
    """

    id: str
    source: str
    target: str
    relation: str
    via: tuple[str, ...]
    via_iri: tuple[str, ...]
    weight: float
    width: float
    modality: str
    confidence: float | None
    claims: int
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A whole picture: heading, what is known about it, nodes and edges.

    `name` is the network's short one, as commands know it; `measures` are those that nodes have, with
    their names; `flags` those of them that are either so or not; `figures` are
    those of the network as a whole.
    """

    name: str
    title: str
    description: str
    source: str
    date: str
    directed: bool
    measures: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    figures: tuple[tuple[str, float], ...]
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]


def view_of(
    network: networkx.Graph[Any], *, title: str, description: str = "", source: str = "", date: str = ""
) -> View:
    """A network as it will be shown.

    Parallel edges fold into one that carries all their sentences.

    Raises:
        NetworkError: If a node has no position, or one that is no number.
    """
    undirected = network.to_undirected(as_view=True)
    ids = {node: f"n{place}" for place, node in enumerate(network)}
    measures = _measures(network)
    nodes = tuple(
        _node(ids[node], node, data, len(set(undirected[node]) - {node}), measures)
        for node, data in network.nodes(data=True)
    )
    folded: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one, other, data in network.edges(data=True):
        pair = (ids[one], ids[other])
        if not network.is_directed() and pair[::-1] in folded:
            pair = pair[::-1]
        folded.setdefault(pair, []).append(data)
    edges = tuple(_edge(f"e{place}", *pair, parts) for place, (pair, parts) in enumerate(folded.items()))
    name = str(network.graph.get("name") or "")
    return View(
        name=name,
        title=title,
        description=description,
        source=source,
        date=date,
        directed=network.is_directed(),
        measures=tuple(measures.items()),
        flags=_flags(network, measures),
        figures=network_figures(network.graph),
        nodes=nodes,
        edges=edges,
    )


def summary(view: View) -> str:
    """What the picture shows, in a sentence for those who do not see it."""
    if not view.nodes:
        return "The network is empty: its query found no connections."
    classes = Counter(class_words(node.class_name) for node in view.nodes)
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(classes.items()))
    hub = max(view.nodes, key=lambda node: node.degree)
    edges = f"{len(view.edges)} connection{'' if len(view.edges) == 1 else 's'}"
    return f"{len(view.nodes)} nodes ({kinds}) and {edges}; {hub.label} has the most, {hub.degree}."


def shortened(label: str, longest: int = 32) -> str:
    """A label that fits under its node.

    >>> shortened("a" * 40, 6)
    'aaaaa…'
    """
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def _measures(network: networkx.Graph[Any]) -> dict[str, str]:
    """The names of the measures that any node has, the known ones first."""
    found = {
        str(name)
        for _, data in network.nodes(data=True)
        for name, value in data.items()
        if name not in _PLACE_OF_NODE and number(value) is not None and not isinstance(value, str)
    }
    return measure_words(found)


def _flags(network: networkx.Graph[Any], measures: Mapping[str, str]) -> tuple[str, ...]:
    data = [attributes for _, attributes in network.nodes(data=True)]
    return tuple(name for name in measures if all(isinstance(one.get(name, True), bool) for one in data))


def _node(id_: str, node: Any, data: Mapping[str, Any], degree: int, measures: Mapping[str, str]) -> NodeView:
    x, y = (number(data.get(axis)) for axis in ("x", "y"))
    if x is None or y is None:
        raise NetworkError(
            f"node {str(node)!r} has no position to be drawn at; give the network its places first "
            f"with lcgraph.network.add_positions(network)"
        )
    known = [(name, number(data.get(name))) for name in measures]
    return NodeView(
        id=id_,
        iri=str(node),
        label=str(data.get("label") or "").strip() or str(node) or id_,
        class_name=str(data.get("class_name") or ""),
        place=str(data.get("place") or ""),
        country=str(data.get("country") or ""),
        sphere=str(data.get("sphere") or ""),
        themes=_words(data.get("themes")),
        x=x,
        y=y,
        size=round(min(8 + 3 * math.sqrt(degree), 30), 1),
        degree=degree,
        measures=tuple((name, value) for name, value in known if value is not None),
    )


def _edge(id_: str, source: str, target: str, parts: list[Mapping[str, Any]]) -> EdgeView:
    claims = [claim for part in parts for claim in part.get("evidence") or ()]
    sentences = sentences_of(claims)
    count = sum(int(part.get("evidence_count") or len(part.get("evidence") or ())) for part in parts)
    confidences = [s.confidence for s in sentences if s.confidence is not None]
    weights = [number(part.get("weight")) for part in parts]
    joined = dict(
        pair
        for part in parts
        for pair in zip_longest(_words(part.get("via")), _words(part.get("via_iri")), fillvalue="")
    )
    more = sorted({str(name) for part in parts for name in part} - _OF_EDGE)
    return EdgeView(
        id=id_,
        source=source,
        target=target,
        relation="; ".join(dict.fromkeys(str(p["relation"]) for p in parts if p.get("relation"))),
        via=tuple(joined),
        via_iri=tuple(joined.values()),
        weight=round(math.fsum(1.0 if weight is None else weight for weight in weights), 6),
        width=round(min(1 + math.log2(max(count, 1)), 7), 2),
        modality=sentences[0].modality if sentences else "",
        confidence=max(confidences, default=None),
        claims=count,
        facts=tuple(
            (fact_words(name), words) for name in more if (words := _told([part.get(name) for part in parts]))
        ),
        sentences=sentences,
    )


def _told(values: list[Any]) -> str:
    """All that is said under one name, each once."""
    texts = [
        "yes" if one is True else "" if one is False else str(one)
        for value in values
        for one in (value if isinstance(value, list | tuple) else [value])
    ]
    return "; ".join(dict.fromkeys(text for text in texts if text not in ("", "None")))


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return tuple(str(part) for part in value or ())
