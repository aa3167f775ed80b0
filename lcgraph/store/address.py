"""Addresses of SPARQL endpoints: what a person types, taken apart, and what messages may show of it."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from lcgraph.errors import StoreError

#: Parameters of the SPARQL protocol that say which graphs a query is about; they go with the query.
_DATASET = ("default-graph-uri", "named-graph-uri")
#: Where updates go, by the end of the query address: Oxigraph and Fuseki, GraphDB and RDF4J.
_UPDATES = (
    (re.compile(r"/query$"), "/update"),
    (re.compile(r"/sparql$"), "/update"),
    (re.compile(r"(/repositories/[^/]+)$"), r"\1/statements"),
)


class Address(NamedTuple):
    """Where an endpoint is.

    Attributes:
        url: Where requests go.
        dataset: The graphs that are asked, as parameters of the SPARQL protocol.
        shown: The address as messages show it, without its parameters, which may be secret.
    """

    url: str
    dataset: tuple[tuple[str, str], ...]
    shown: str

    @property
    def host(self) -> str:
        """The host's name, in small letters."""
        return urlsplit(self.url).hostname or ""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what may be trusted with the same credentials."""
        parts = urlsplit(self.url)
        return parts.scheme, self.host, parts.port or (443 if parts.scheme == "https" else 80)


def is_url(where: object) -> bool:
    """Whether a graph is named by the address of an endpoint, rather than by a path.

    >>> is_url("https://example.org/sparql"), is_url("graph.ttl")
    (True, False)
    """
    return re.match(r"https?:", str(where), re.IGNORECASE) is not None


def read_address(text: str) -> Address:
    """The parts of an address; ``?default-graph-uri=IRI`` says which graph is meant.

    Raises:
        StoreError: It is no address, or holds a name and password, which belong elsewhere.

    >>> read_address("http://localhost:8890/sparql?default-graph-uri=urn:my:graph").dataset
    (('default-graph-uri', 'urn:my:graph'),)
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or re.search(r"[\s\x00-\x1f\x7f]", text):
        raise StoreError("the address of an endpoint looks like https://host:port/path; check what was given")
    place = f"[{host}]" if ":" in host else host
    netloc = place if port is None else f"{place}:{port}"
    shown = urlunsplit((parts.scheme, netloc, parts.path, "", ""))
    if "@" in parts.netloc:
        raise StoreError(
            f"{shown}: a name and password in an address end up in logs; leave them out and set "
            "LCGRAPH_USER and LCGRAPH_PASSWORD, or use netrc"
        )
    given = parse_qsl(parts.query, keep_blank_values=True)
    dataset = tuple((name, check_iri(value)) for name, value in given if name in _DATASET)
    rest = urlencode([(name, value) for name, value in given if name not in _DATASET])
    return Address(urlunsplit((parts.scheme, netloc, parts.path or "/", rest, "")), dataset, shown)


def update_address(address: Address, server: str) -> Address | None:
    """Where the server of a query address takes updates, as far as its layout is known.

    Args:
        address: Where queries go.
        server: What the server calls itself.
    """
    parts = urlsplit(address.url)
    if is_virtuoso(server):
        return read_address(urlunsplit(parts._replace(path="/sparql-auth")))
    for end, instead in _UPDATES:
        path, count = end.subn(instead, parts.path)
        if count:
            return read_address(urlunsplit(parts._replace(path=path)))
    return None


def is_virtuoso(server: str) -> bool:
    """Whether a server calls itself Virtuoso, which needs to be treated with care."""
    return server.startswith("Virtuoso")


def check_iri(text: str) -> str:
    """An absolute IRI, as it was given.

    Raises:
        StoreError: It is none.
    """
    try:
        return ox.NamedNode(text).value
    except ValueError as error:
        raise StoreError(f"{text!r}: is no name for a graph ({error}); give an absolute IRI") from None
