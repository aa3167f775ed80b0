"""Putting a graph into a store elsewhere: whole or not at all, in small batches, never twice.

The batches go into a graph of their own, marked with the digest of what is to come. Only when all of them
are there, and counted, does that graph take the place of the old one, in one update (SPARQL 1.1 Update,
section 3.2.4, MOVE). A push that was cut off is taken up after the last whole batch by the next one.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox

from lcgraph.errors import LCGraphError, StoreError
from lcgraph.store.address import Address, check_iri, is_virtuoso, read_address, update_address
from lcgraph.store.answers import ROWS, read_rows
from lcgraph.store.embedded import SelectResult, Store
from lcgraph.store.endpoint import TIMEOUT, Endpoint
from lcgraph.store.remote import count_triples

#: Triples and characters of one batch: what Virtuoso still compiles, and what is quickly sent again.
BATCH, _CHARACTERS = 1000, 200_000
_CONTENT = "<urn:lcgraph:content> <urn:lcgraph:content>"
_BLANK = re.compile(r"_:|<[^>]*> <[^>]*> _:")

Progress = Callable[[str, int, int], None]


class Pushed(NamedTuple):
    """What has become of a push.

    Attributes:
        triples: How many triples stand in the graph now.
        sent: How many of them were sent this time; fewer where a push that was cut off was taken up.
        address: What `open_store` and ``--graph`` take to ask that graph.
    """

    triples: int
    sent: int
    address: str


def push(
    store: Store,
    url: str,
    *,
    name: str | None = None,
    update_url: str | None = None,
    store_url: str | None = None,
    batch: int = BATCH,
    timeout: float = TIMEOUT,
    progress: Progress = lambda step, done, of: None,
) -> Pushed:
    """Put a graph in the place of one that a SPARQL endpoint answers about.

    Args:
        store: The graph.
        url: The endpoint's address for queries.
        name: The IRI of the graph there; the default graph where there is none.
        update_url: The address for updates, where it does not follow from that for queries.
        store_url: The address of the Graph Store Protocol; the graph then goes there in one piece.
        batch: Triples that are sent at a time.
        timeout: Seconds that one request may take.
        progress: Told the step, how many triples are done, and of how many.

    Raises:
        StoreError: The graph is empty or holds named graphs; the endpoint cannot be reached or refuses; or it
            holds another number of triples afterwards, as a store does that takes two literals for one.
    """
    if name is not None:
        check_iri(name)
    lines = _lines(store)
    address = read_address(url)
    with Endpoint(address._replace(dataset=()), timeout=timeout) as endpoint:
        target = _Target(endpoint, name)
        target.count()  # tells an endpoint from something else, and Virtuoso from others
        if name is None and is_virtuoso(endpoint.server):
            raise StoreError(f"{address.shown}: Virtuoso keeps named graphs only; give --name IRI")
        if store_url is not None:
            sent = _put(target, read_address(store_url), lines)
        else:
            updates = read_address(update_url) if update_url else update_address(address, endpoint.server)
            if updates is None:
                raise StoreError(
                    f"{address.shown}: where it takes updates is not known; give --update-url URL"
                )
            sent = _Batches(target, updates, lines, batch, progress).send()
        found = target.count()
    if found != len(lines):
        raise _miscounted(address.shown, found, len(lines))
    return Pushed(found, sent, _with(address.shown, {"default-graph-uri": name} if name else {}))


class _Target:
    """The graph that is replaced, as queries and updates name it."""

    def __init__(self, endpoint: Endpoint, name: str | None) -> None:
        self.endpoint, self.name = endpoint, name
        self.shown = endpoint.address.shown
        self.words = "DEFAULT" if name is None else f"GRAPH <{name}>"

    def count(self) -> int:
        """How many triples it holds."""
        pattern = "?s ?p ?o" if self.name is None else f"GRAPH <{self.name}> {{ ?s ?p ?o }}"
        return count_triples(self.ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"), self.shown)

    def ask(self, query: str) -> SelectResult | bool:
        """Ask the endpoint that it lies at."""
        return read_rows(self.endpoint.ask([("query", query)], ROWS), self.shown, None)


class _Batches:
    """Lines on their way into a graph beside the target, which then takes its place."""

    def __init__(
        self, target: _Target, updates: Address, lines: list[str], size: int, progress: Progress
    ) -> None:
        self._target, self._updates, self._lines = target, updates, lines
        self._size, self._progress = max(size, 1), progress
        key = hashlib.sha256(f"{target.shown} {target.words}".encode()).hexdigest()[:32]
        self._beside = _Target(target.endpoint, f"urn:lcgraph:push:{key}")
        self._digest = hashlib.sha256("\n".join([str(size), *lines]).encode()).hexdigest()
        self._mark = f'{_CONTENT} "{self._digest}" .'

    def send(self) -> int:
        """Send what is not there yet, and have it take its place; returns how many lines were sent."""
        there = self._already_there()
        if there is None:
            there = 0
            self._tell(f"DROP SILENT {self._beside.words}", again=True)
            self._tell(f"INSERT DATA {{ {self._beside.words} {{ {self._mark} }} }}", again=True)
        done = there
        for batch in self._cut(there):
            self._progress("pushing", done, len(self._lines))
            blank = any(map(_BLANK.match, batch))  # sent twice, their nodes would be doubled
            text = "\n".join(batch)
            self._tell(f"INSERT DATA {{ {self._beside.words} {{\n{text}\n}} }}", again=not blank)
            done += len(batch)
        self._progress("counting", done, len(self._lines))
        self._replace()
        return done - there

    def _replace(self) -> None:
        found = self._beside.count() - 1
        if found != len(self._lines) or not self._is_marked():
            self._tell(f"DROP SILENT {self._beside.words}", again=True)
            raise _miscounted(self._target.shown, found, len(self._lines))
        unmark = f"DELETE DATA {{ {self._beside.words} {{ {self._mark} }} }}"
        move = f"MOVE {self._beside.words} TO {self._target.words}"
        self._tell(f"{unmark} ;\n{move}", again=False)

    def _already_there(self) -> int | None:
        """How many lines a push of the same graph left, None where one must begin anew."""
        if not self._is_marked():
            return None
        found = self._beside.count() - 1
        ends, end = {0}, 0
        for batch in self._cut(0):
            end += len(batch)
            ends.add(end)
        return found if found in ends else None

    def _is_marked(self) -> bool:
        # Not by ASK, which Virtuoso answers with a table.
        marks = self._target.ask(f"SELECT ?mark WHERE {{ {self._beside.words} {{ {_CONTENT} ?mark }} }}")
        return not isinstance(marks, bool) and list(marks) == [(ox.Literal(self._digest),)]

    def _cut(self, start: int) -> Iterator[list[str]]:
        """The batches from a line on; all that shares blank nodes is in the first of them."""
        first = sum(1 for line in self._lines if _BLANK.match(line)) if start == 0 else 0
        if first:
            yield self._lines[:first]
        batch: list[str] = []
        characters = 0
        for line in self._lines[max(first, start) :]:
            if batch and (len(batch) == self._size or characters + len(line) > _CHARACTERS):
                yield batch
                batch, characters = [], 0
            batch.append(line)
            characters += len(line)
        if batch:
            yield batch

    def _tell(self, update: str, *, again: bool) -> None:
        self._target.endpoint.tell(self._updates, update, again=again)


def _put(target: _Target, address: Address, lines: list[str]) -> int:
    """The whole graph in one request (SPARQL 1.1 Graph Store HTTP Protocol, section 5.3)."""
    place = address._replace(
        url=_with(address.url, {"default": ""} if target.name is None else {"graph": target.name})
    )
    body = "".join(f"{line}\n" for line in lines).encode()
    target.endpoint.put(place, body, "application/n-triples")
    return len(lines)


def _lines(store: Store) -> list[str]:
    """The graph as N-Triples lines in a fixed order, those with blank nodes first."""
    if store.has_named_graphs():
        raise StoreError("the graph holds named graphs, and one graph is pushed at a time; write it as TriG")
    text = store.dump(format="ntriples").decode()
    if "_:" in text:  # perhaps blank nodes, whose labels change from reading to reading
        dataset = ox.Dataset(store)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        text = (ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").decode()
    lines = sorted(text.split("\n")[:-1], key=lambda line: (not _BLANK.match(line), line))
    if not lines:
        raise StoreError("the graph is empty; nothing is pushed, and what is there stays")
    return lines


def _with(url: str, parameters: dict[str, str]) -> str:
    """An address with more parameters."""
    sign = "&" if "?" in url else "?"
    return f"{url}{sign}{urlencode(parameters).removesuffix('=')}" if parameters else url


def _miscounted(shown: str, found: int, due: int) -> LCGraphError:
    return StoreError(
        f"{shown}: holds {found} of {due} triples; another program is writing there, or the store takes "
        "different literals for the same one; try again"
    )
