"""The sentences that speak for a connection, each once, the firmest first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: Firm before weak: an edge is said as firmly as its firmest sentence.
MODALITIES = ("Asserted", "Reported", "Planned", "Possible", "Negated")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that speaks for a connection, what it says of it, and where it stands.

    `document` is the IRI of the document, `url` the address that it was read from.
    """

    quote: str
    says: tuple[str, ...]
    title: str
    identifier: str
    issued: str
    url: str
    document: str
    start: int | None
    end: int | None
    modality: str
    confidence: float | None


def sentences_of(claims: Iterable[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    """Each sentence once a modality, with its best confidence: it may make several claims.

    Args:
        claims: Evidence as edges carry it (see `lcgraph.network.build_network`); any key may be missing.
    """
    gathered: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for claim in claims:
        key = tuple(str(claim.get(name) or "") for name in ("identifier", "start", "quote", "modality"))
        gathered.setdefault(key, []).append(claim)
    found = []
    for (identifier, _, quote, modality), same in gathered.items():
        confidences = [c for c in (number(claim.get("confidence")) for claim in same) if c is not None]
        first = same[0]
        found.append(
            Sentence(
                quote=quote,
                says=tuple(sorted({_property_words(claim.get("predicate")) for claim in same} - {""})),
                title=str(first.get("title") or ""),
                identifier=identifier,
                issued=str(first.get("issued") or ""),
                url=str(first.get("url") or ""),
                document=str(first.get("document") or ""),
                start=_whole(first.get("start")),
                end=_whole(first.get("end")),
                modality=modality,
                confidence=max(confidences, default=None),
            )
        )
    return tuple(sorted(found, key=_firmness))


def number(value: Any) -> float | None:
    """A finite number, else None: a page's JSON has no word for infinity.

    >>> number("0.5"), number(float("nan")), number(None)
    (0.5, None, None)
    """
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def _firmness(sentence: Sentence) -> tuple[int, float, str, int]:
    firm = MODALITIES.index(sentence.modality) if sentence.modality in MODALITIES else len(MODALITIES)
    return firm, -(sentence.confidence or 0.0), sentence.identifier, sentence.start or 0


def _whole(value: Any) -> int | None:
    found = number(value)
    return None if found is None else int(found)


def _property_words(iri: Any) -> str:
    """The local name of a property as words: ``cooperates with``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[#/]", str(iri or ""))[-1]).lower()
