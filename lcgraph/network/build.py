"""From the rows of a network query to a networkx network whose edges carry their sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lcgraph.errors import NetworkError
from lcgraph.network.source import (
    CLAIMS,
    CLASSES,
    DOCUMENTS,
    FACTS,
    LABELS,
    LC,
    PLACES,
    SENTENCES,
    THEMES,
    Queryable,
    about_nodes,
    about_pairs,
    checked_iri,
    ordered,
    super_classes,
    words,
)

if TYPE_CHECKING:
    import networkx

#: Sentences kept on one edge. A hundred-document corpus repeats itself: the count is always told,
#: the best sentences are kept, and the page stays readable.
MOST_EVIDENCE = 25

_STRENGTH = {"Asserted": 0, "Reported": 1, "Planned": 2, "Possible": 3, "Negated": 4}

Evidence = dict[str, Any]


class NetworkRow(NamedTuple):
    """One connection as a network query returns it.

    `weight` is how strong it is (1 where the query says nothing), `via` the thing that joins the
    two: the partnership they are partners of, the project both lead.
    """

    source: str
    target: str
    weight: float | None = None
    via: str | None = None


def network_rows(table: Any) -> Iterator[NetworkRow]:
    """The rows of a query's answer as connections.

    Args:
        table: An answer with ``columns`` (or ``variables``) and rows, as a store gives it.

    Raises:
        NetworkError: If ``?source`` or ``?target`` is missing, is no IRI, or a weight is no number.
    """
    columns = table.columns if hasattr(table, "columns") else table.variables
    names = [str(getattr(name, "value", name)).lstrip("?") for name in columns]
    missing = [f"?{name}" for name in ("source", "target") if name not in names]
    if missing:
        raise NetworkError(
            f"the query does not return {' and '.join(missing)} but {', '.join(f'?{n}' for n in names)}: "
            f"a network needs SELECT ?source ?target, and may have ?weight and ?via"
        )
    for values in table:
        row = {name: values[place] for place, name in enumerate(names)}
        if row["source"] is None or row["target"] is None:
            continue
        via = row.get("via")
        yield NetworkRow(
            checked_iri(row["source"], "?source"),
            checked_iri(row["target"], "?target"),
            _number(row.get("weight")),
            None if via is None else checked_iri(via, "?via"),
        )


def build_network(
    store: Queryable,
    rows: Iterable[NetworkRow | tuple[Any, ...]],
    *,
    name: str,
    title: str,
    directed: bool = False,
    most_evidence: int = MOST_EVIDENCE,
) -> networkx.Graph[str]:
    """The network of the connections that a query found, each with the sentences that say so.

    Parallel rows fold into one edge: equal rows count once (an undirected query may well return
    both directions), weights add up, and all evidence comes together. A thing's connection with
    itself is left out. Nodes and edges stand in the order of their IRIs, whatever the rows' order.

    Nodes are IRIs with ``label``, ``class_name`` (the most specific class), ``kind`` (``place``,
    ``actor`` ...), ``place`` (the label of where it is, or empty) and ``themes`` (a list of labels).
    Edges have ``relation`` (words), ``via`` (labels of what joins the two), ``weight``, ``modality``
    (the firmest of its claims, empty without any), ``evidence_count`` and ``evidence``: dicts with
    ``quote``, ``title``, ``identifier``, ``issued``, ``url``, ``document``, ``start``, ``end``,
    ``modality``, ``confidence``, ``method``, ``claim``, ``subject``, ``predicate``, ``object``.

    Args:
        store: Where the graph lives.
        rows: Connections: source, target, and perhaps weight and via.
        name: The network's short name, such as ``co-partners``.
        title: Its heading for people.
        directed: Whether source and target differ in meaning.
        most_evidence: How many claims an edge keeps; firm ones first, then by confidence.

    Raises:
        NetworkError: If a row's source, target or via is no IRI, or its weight no number.
    """
    import networkx

    network: networkx.Graph[str] = networkx.DiGraph() if directed else networkx.Graph()
    network.graph.update(name=name, title=title)
    folded = _fold(rows, directed=directed)
    joined = {via for edge in folded.values() for via in edge if via}
    names = _labels(store, {node for pair in folded for node in pair} | joined)
    for node, attributes in _nodes(store, {node for pair in folded for node in pair}, names):
        network.add_node(node, **attributes)
    relations, claims = _said(store, folded)
    for pair, parts in sorted(folded.items()):
        between = _pairs(pair, parts)
        evidence = sorted((claim for p in between for claim in claims.get(p, ())), key=_firmness)
        network.add_edge(
            *pair,
            relation="; ".join(sorted({word for p in between for word in relations.get(p, ())})),
            via=sorted({names[via] for via in parts if via}),
            weight=math.fsum(weight for weights in parts.values() for weight in weights),
            modality=evidence[0]["modality"] if evidence else "",
            evidence_count=len(evidence),
            evidence=evidence[:most_evidence],
        )
    return network


def _fold(
    rows: Iterable[NetworkRow | tuple[Any, ...]], *, directed: bool
) -> dict[tuple[str, str], dict[str, list[float]]]:
    """For each pair, what joins it (empty: nothing in between) and the weights of the distinct rows."""
    distinct = set()
    for values in rows:
        row = NetworkRow(*values)
        source, target = checked_iri(row.source, "?source"), checked_iri(row.target, "?target")
        via = "" if row.via is None else checked_iri(row.via, "?via")
        weight = _number(row.weight)
        if source == target:
            continue
        if not directed and target < source:
            source, target = target, source
        distinct.add((source, target, via, 1.0 if weight is None else weight))
    folded: dict[tuple[str, str], dict[str, list[float]]] = {}
    for source, target, via, weight in sorted(distinct):
        folded.setdefault((source, target), {}).setdefault(via, []).append(weight)
    return folded


def _number(value: Any) -> float | None:
    if value is None:
        return None
    try:
        number = float(getattr(value, "value", value))
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise NetworkError(f"?weight holds {str(value)!r}, which is no number: let the query return a number")
    return number


def _pairs(pair: tuple[str, str], parts: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of subject and object whose claims are evidence for an edge."""
    source, target = pair
    steps = [(source, target)]
    for via in parts:
        if via:
            steps += [(via, source), (via, target)]
    return [both for one, other in steps for both in ((one, other), (other, one))]


def _labels(store: Queryable, nodes: set[str]) -> dict[str, str]:
    """A name for each node: its first label in the alphabet, else the end of its IRI."""
    found = ordered(
        (node, label) for node, label in about_nodes(store, LABELS, sorted(nodes)) if label.strip()
    )
    return {node: found[node][0] if node in found else _tail(node) for node in nodes}


def _tail(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


def _nodes(
    store: Queryable, nodes: set[str], names: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    everything = sorted(nodes)
    above = super_classes(store)
    classes = ordered(
        (node, name)
        for node, name in about_nodes(store, CLASSES, everything)
        if name.startswith(LC)  # SKOS and PROV classes stand beside ours and say less
    )
    places = ordered((node, label) for node, label in about_nodes(store, PLACES, everything))
    themes = ordered((node, label) for node, label in about_nodes(store, THEMES, everything))
    for node in everything:
        class_iri = _most_specific(classes.get(node, []), above)
        yield (
            node,
            {
                "label": names[node],
                "class_name": class_iri.removeprefix(LC),
                "kind": _kind(class_iri, above),
                "place": ", ".join(places.get(node, [])),
                "themes": themes.get(node, []),
            },
        )


def _most_specific(classes: Sequence[str], above: Mapping[str, set[str]]) -> str:
    covered = {broad for name in classes for broad in above.get(name, ())}
    return next((name for name in classes if name not in covered), "")


def _kind(class_iri: str, above: Mapping[str, set[str]]) -> str:
    """The topmost class of the ontology above a class, in lower case."""
    line = sorted(name for name in above.get(class_iri, ()) if name.startswith(LC))
    top = next((name for name in line if not any(n.startswith(LC) for n in above.get(name, ()))), class_iri)
    local = top.removeprefix(LC)
    return local[:1].lower() + local[1:]


def _said(
    store: Queryable, folded: Mapping[tuple[str, str], Iterable[str]]
) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], list[Evidence]]]:
    """Relations and claims between the pairs of all edges."""
    pairs = sorted({p for pair, parts in folded.items() for p in _pairs(pair, parts)})
    relations: dict[tuple[str, str], set[str]] = {}
    for subject, object_, predicate in about_pairs(store, FACTS, pairs):
        if predicate.startswith(LC):
            relations.setdefault((subject, object_), set()).add(words(predicate))
    said = list(about_pairs(store, CLAIMS, pairs))
    sentences = {row[0]: row[1:] for row in about_nodes(store, SENTENCES, sorted({row[5] for row in said}))}
    read = sorted({document for document, *_ in sentences.values()})
    documents = {row[0]: row[1:] for row in about_nodes(store, DOCUMENTS, read)}
    claims: dict[tuple[str, str], dict[str, Evidence]] = {}
    for subject, object_, predicate, claim, modality, evidence, confidence, method in said:
        relations.setdefault((subject, object_), set()).add(words(predicate))
        if evidence not in sentences:
            continue
        document, start, end, quote = sentences[evidence]
        title, identifier, issued, url = documents.get(document, ("", "", "", ""))
        claims.setdefault((subject, object_), {})[claim] = {
            "quote": quote,
            "title": title,
            "identifier": identifier,
            "issued": issued,
            "url": url,
            "document": document,
            "start": int(start),
            "end": int(end),
            "modality": modality.removeprefix(LC),
            "confidence": float(confidence) if confidence else None,
            "method": method,
            "claim": claim,
            "subject": subject,
            "predicate": predicate,
            "object": object_,
        }
    return relations, {pair: list(found.values()) for pair, found in claims.items()}


def _firmness(evidence: Evidence) -> tuple[Any, ...]:
    """Firm before weak, sure before unsure, then in reading order: the same on every run."""
    return (
        _STRENGTH.get(evidence["modality"], len(_STRENGTH)),
        -(evidence["confidence"] or 0.0),
        evidence["identifier"],
        evidence["start"],
        evidence["claim"],
    )
