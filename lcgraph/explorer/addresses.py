"""Where the page of a thing is: IRIs become addresses of this site, and addresses IRIs."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from lcgraph.graph import DEFAULT_BASE, KINDS

#: The endings of data files, the formats in which they are written, and their media types.
DATA = {"ttl": ("turtle", "text/turtle"), "jsonld": ("jsonld", "application/ld+json")}

_LOCAL = re.compile(r"[a-z]+/[A-Za-z0-9_-]+")
_UNDER_BASE = re.compile(rf"(.+[/#])(?:{'|'.join((*KINDS, 'doc'))})/[A-Za-z0-9_-]+")


class Addresses:
    """The addresses of things under one base; others are named by their whole IRI.

    >>> Addresses("https://example.org/lcgraph/").page("https://example.org/lcgraph/place/bergen")
    '/page/place/bergen'
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base

    def page(self, iri: str) -> str:
        """Where people read about a thing."""
        local = self._local(iri)
        return f"/page/{local}" if local else f"/page?{urlencode({'iri': iri})}"

    def data(self, iri: str, ending: str) -> str:
        """Where programs read about a thing; `ending` is one of `DATA`."""
        local = self._local(iri)
        return f"/data/{local}.{ending}" if local else f"/data?{urlencode({'iri': iri, 'format': ending})}"

    def iri(self, local: str) -> str:
        """The IRI of what a path names."""
        return self.base + local

    def _local(self, iri: str) -> str:
        local = iri.removeprefix(self.base)
        return quote(local) if local != iri and _LOCAL.fullmatch(local) else ""


def base_of(iris: Iterable[str]) -> str:
    """The base under which most things of a graph are.

    >>> base_of(["https://example.org/a/place/bergen", "https://w3id.org/lcgraph/themes#optics"])
    'https://example.org/a/'
    """
    found = Counter(match[1] for iri in iris if (match := _UNDER_BASE.fullmatch(iri)))
    return min(found, key=lambda base: (-found[base], base)) if found else DEFAULT_BASE
