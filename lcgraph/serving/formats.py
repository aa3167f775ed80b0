"""Media types that the endpoint speaks, and the choice among them (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence
from typing import NamedTuple


class Media(NamedTuple):
    """A media type, and the pool's name of its format."""

    type: str
    format: str


#: The first of each is what a client gets that does not care.
RESULTS = (
    Media("application/sparql-results+json", "json"),
    Media("application/sparql-results+xml", "xml"),
    Media("text/csv", "csv"),
    Media("text/tab-separated-values", "tsv"),
    Media("application/json", "json"),
    Media("application/xml", "xml"),
    Media("text/xml", "xml"),
)
GRAPHS = (
    Media("text/turtle", "turtle"),
    Media("application/n-triples", "ntriples"),
    Media("application/ld+json", "jsonld"),
    Media("application/rdf+xml", "rdfxml"),
    Media("application/json", "jsonld"),
    Media("text/plain", "ntriples"),
)
HTML = Media("text/html", "html")

_RANGE = re.compile(r"\s*([\w.+-]+|\*)/([\w.+-]+|\*)\s*((?:;[^,]*)?)\s*", re.ASCII)
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def choose(accept: str, offered: Sequence[Media]) -> Media | None:
    """The media type that a client likes best, the earlier of two that it likes alike.

    Args:
        accept: The value of an Accept header; an empty one, or one that cannot be read, takes anything.
        offered: What there is, the best first.

    Returns:
        None where the client takes nothing of it.

    >>> choose("text/csv;q=0.5, application/*;q=0.9", RESULTS).format
    'json'
    >>> choose("image/png", RESULTS)
    """
    ranges = _read(accept)
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media: _liking(media.type, ranges))  # the first of equals
    return best if _liking(best.type, ranges) > 0 else None


def _read(accept: str) -> list[tuple[str, str, float]]:
    ranges = []
    for part in accept.split(",")[:50]:
        if found := _RANGE.fullmatch(part):
            quality = _QUALITY.search(found[3])
            ranges.append(
                (found[1].lower(), found[2].lower(), min(float(quality[1]), 1.0) if quality else 1.0)
            )
    return ranges


def _liking(type: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The quality of the most specific range that holds a media type, 0 for none."""
    main, _, sub = type.partition("/")
    fits = [
        ((first != "*") + (second != "*"), quality)
        for first, second, quality in ranges
        if first in ("*", main) and second in ("*", sub)
    ]
    return max(fits, default=(0, 0.0))[1]
