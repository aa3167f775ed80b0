"""What a picture shows, without a word of how it is shown: the view model of a network.

Frozen values that know neither pyvis nor HTML, so that another way of drawing can come in beside
the present ones. Ids are opaque (``n0``, ``e0``): names and IRIs are data, never part of a page's
structure.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lcgraph.drawing.palette import class_words
from lcgraph.errors import NetworkError

if TYPE_CHECKING:
    import networkx

#: Above so many nodes a first look shows only the best connected ones, `FIRST_LOOK` of them.
OVERVIEW_ABOVE = 300
FIRST_LOOK = 120

#: Firm before weak: an edge is said as firmly as its firmest sentence.
MODALITIES = ("Asserted", "Reported", "Planned", "Possible", "Negated")

#: The measures that people are shown, with their names.
MEASURES = {
    "degree": "Connections",
    "weighted_degree": "Strength",
    "betweenness": "Betweenness",
    "closeness": "Closeness",
    "pagerank": "PageRank",
    "core": "Core",
    "community": "Community",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that speaks for a connection, what it says of it, and where it stands."""

    quote: str
    says: tuple[str, ...]
    title: str
    identifier: str
    issued: str
    url: str
    start: int | None
    end: int | None
    modality: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class NodeView:
    """A thing in the picture. `first` says whether a first look shows it."""

    id: str
    iri: str
    label: str
    class_name: str
    place: str
    themes: tuple[str, ...]
    x: float
    y: float
    size: float
    degree: int
    first: bool
    measures: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A connection with its sentences, the firmest first.

    `claims` counts all that is known; `sentences` may be fewer. `modality` is empty where no sentence
    is known.
    """

    id: str
    source: str
    target: str
    relation: str
    via: tuple[str, ...]
    weight: float
    width: float
    modality: str
    confidence: float | None
    claims: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A whole picture: heading, what is known about it, nodes and edges."""

    title: str
    description: str
    source: str
    date: str
    directed: bool
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
    degrees = {node: len(set(undirected[node]) - {node}) for node in network}
    ranked = sorted(network, key=lambda node: (-degrees[node], str(node)))
    first = set(ranked if len(ranked) <= OVERVIEW_ABOVE else ranked[:FIRST_LOOK])
    ids = {node: f"n{number}" for number, node in enumerate(network)}
    nodes = tuple(
        _node(ids[node], node, data, degrees[node], node in first) for node, data in network.nodes(data=True)
    )
    folded: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one, other, data in network.edges(data=True):
        pair = (ids[one], ids[other])
        if not network.is_directed() and pair[::-1] in folded:
            pair = pair[::-1]
        folded.setdefault(pair, []).append(data)
    edges = tuple(_edge(f"e{number}", *pair, parts) for number, (pair, parts) in enumerate(folded.items()))
    return View(title, description, source, date, network.is_directed(), nodes, edges)


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


def _node(id_: str, node: Any, data: Mapping[str, Any], degree: int, first: bool) -> NodeView:
    x, y = (_number(data.get(axis)) for axis in ("x", "y"))
    if x is None or y is None:
        raise NetworkError(
            f"node {str(node)!r} has no position to be drawn at; give the network its places first "
            f"with lcgraph.network.add_positions(network)"
        )
    known = [(name, _number(data.get(name))) for name in MEASURES]
    return NodeView(
        id=id_,
        iri=str(node),
        label=str(data.get("label") or "").strip() or str(node) or id_,
        class_name=str(data.get("class_name") or ""),
        place=str(data.get("place") or ""),
        themes=_words(data.get("themes")),
        x=x,
        y=y,
        size=round(min(8 + 3 * math.sqrt(degree), 30), 1),
        degree=degree,
        first=first,
        measures=tuple((name, value) for name, value in known if value is not None),
    )


def _edge(id_: str, source: str, target: str, parts: list[Mapping[str, Any]]) -> EdgeView:
    claims = [claim for part in parts for claim in part.get("evidence") or ()]
    sentences = _sentences(claims)
    count = sum(int(part.get("evidence_count") or len(part.get("evidence") or ())) for part in parts)
    confidences = [s.confidence for s in sentences if s.confidence is not None]
    weights = [_number(part.get("weight")) for part in parts]
    return EdgeView(
        id=id_,
        source=source,
        target=target,
        relation="; ".join(dict.fromkeys(str(p["relation"]) for p in parts if p.get("relation"))),
        via=tuple(dict.fromkeys(name for part in parts for name in _words(part.get("via")))),
        weight=round(math.fsum(1.0 if weight is None else weight for weight in weights), 6),
        width=round(min(1 + math.log2(max(count, 1)), 7), 2),
        modality=sentences[0].modality if sentences else "",
        confidence=max(confidences, default=None),
        claims=count,
        sentences=sentences,
    )


def _sentences(claims: list[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    """Each sentence once a modality, with its best confidence: it may make several claims."""
    gathered: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for claim in claims:
        key = tuple(str(claim.get(name) or "") for name in ("identifier", "start", "quote", "modality"))
        gathered.setdefault(key, []).append(claim)
    sentences = []
    for (identifier, _, quote, modality), same in gathered.items():
        confidences = [c for c in (_number(claim.get("confidence")) for claim in same) if c is not None]
        sentences.append(
            Sentence(
                quote=quote,
                says=tuple(sorted({_property_words(claim.get("predicate")) for claim in same} - {""})),
                title=str(same[0].get("title") or ""),
                identifier=identifier,
                issued=str(same[0].get("issued") or ""),
                url=str(same[0].get("url") or ""),
                start=_whole(same[0].get("start")),
                end=_whole(same[0].get("end")),
                modality=modality,
                confidence=max(confidences, default=None),
            )
        )
    return tuple(sorted(sentences, key=_firmness))


def _firmness(sentence: Sentence) -> tuple[int, float, str, int]:
    firm = MODALITIES.index(sentence.modality) if sentence.modality in MODALITIES else len(MODALITIES)
    return firm, -(sentence.confidence or 0.0), sentence.identifier, sentence.start or 0


def _number(value: Any) -> float | None:
    """A finite number, else None: a page's JSON has no word for infinity."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return tuple(str(part) for part in value or ())


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _property_words(iri: Any) -> str:
    """The local name of a property as words: ``cooperates with``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[#/]", str(iri or ""))[-1]).lower()
