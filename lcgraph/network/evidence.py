"""What is said between two nodes: the relations, and the claims with their sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lcgraph.network.source import (
    CLAIMS,
    DOCUMENTS,
    FACTS,
    LC,
    SENTENCES,
    Queryable,
    about_nodes,
    about_pairs,
    words,
)

#: One claim with its sentence; `lcgraph.network.build_network` names the keys.
Evidence = dict[str, Any]

Pair = tuple[str, str]

#: Firm before weak.
STRENGTH = {"Asserted": 0, "Reported": 1, "Planned": 2, "Possible": 3, "Negated": 4}


def said_between(
    store: Queryable, steps: Iterable[Pair]
) -> tuple[dict[Pair, set[str]], dict[Pair, list[Evidence]]]:
    """The relations and the claims between pairs of things, whichever of the two is the subject.

    Args:
        store: Where the graph lives.
        steps: Pairs of IRIs, the smaller one first.

    Returns:
        For each pair that anything is said of, the names of the relations in words; and its claims.
    """
    both = [pair for one, other in sorted(set(steps)) for pair in ((one, other), (other, one))]
    relations: dict[Pair, set[str]] = {}
    for subject, object_, predicate in about_pairs(store, FACTS, both):
        if predicate.startswith(LC):
            relations.setdefault(_pair(subject, object_), set()).add(words(predicate))
    said = list(about_pairs(store, CLAIMS, both))
    sentences = {row[0]: row[1:] for row in about_nodes(store, SENTENCES, sorted({row[5] for row in said}))}
    read = sorted({document for document, *_ in sentences.values()})
    documents = {row[0]: row[1:] for row in about_nodes(store, DOCUMENTS, read)}
    claims: dict[Pair, dict[str, Evidence]] = {}
    for subject, object_, predicate, claim, modality, evidence, confidence, method in said:
        pair = _pair(subject, object_)
        relations.setdefault(pair, set()).add(words(predicate))
        if evidence not in sentences:
            continue
        document, start, end, quote = sentences[evidence]
        title, identifier, issued, url = documents.get(document, ("", "", "", ""))
        claims.setdefault(pair, {})[claim] = {
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


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def firmness(evidence: Evidence) -> tuple[Any, ...]:
    """Firm before weak, sure before unsure, then in reading order: the same on every run."""
    return (
        STRENGTH.get(evidence["modality"], len(STRENGTH)),
        -(evidence["confidence"] or 0.0),
        evidence["identifier"],
        evidence["start"],
        evidence["claim"],
    )
