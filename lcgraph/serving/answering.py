"""A query and an engine become bytes in a standard format, cut where there is too much.

The engine first writes a row or a triple a line (SPARQL TSV, N-Triples): lines can be counted, and cut
between two of them, whatever stands in them. From there its own parsers and writers take it to the
format that was asked for.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

import pyoxigraph as ox

from lcgraph.errors import QueryError
from lcgraph.store import SelectResult, Store
from lcgraph.store.embedded import syntax_message
from lcgraph.store.guard import first_variables

#: Formats of rows and truths, and of graphs, by the names that the pool uses.
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: Prefixes that a query declares; a graph is written with them.
_PREFIX = re.compile(
    r"\bPREFIX\s+([A-Za-z][A-Za-z0-9_-]*|):\s*<([A-Za-z][\w+.-]*:[\w:/?#@!$&()*+,;=.~%-]*)>",
    re.IGNORECASE | re.ASCII,
)
#: What the head of a cut answer in JSON or XML links to.
CUT = "urn:lcgraph:cut"


class Question(NamedTuple):
    """A query with all that belongs to it.

    `default_graphs` and `named_graphs` are the dataset of the SPARQL Protocol (section 2.1.4) and, where
    either is given, stand in place of the query's own FROM. Relative IRIs are completed by `base`. `rows` and
    `size` are where the answer is cut.
    """

    sparql: str
    results: str = "json"
    graph: str = "turtle"
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    base: str | None = None
    rows: int = 100_000
    size: int = 64 << 20


class Written(NamedTuple):
    """An answer as bytes.

    `kind` is ``results``, ``boolean`` or ``graph``; `cut` says whether there would have been more `rows`.
    """

    kind: str
    format: str
    rows: int
    cut: bool
    body: bytes


def answer(graph: ox.Store | Store, question: Question) -> Written:
    """Ask a graph and write its answer.

    Args:
        graph: The engine itself, or a store that is elsewhere.
        question: The query and what belongs to it.

    Raises:
        QueryError: The query is wrongly written, fails while it is answered, or its answer cannot be
            written in the format asked for.
        StoreError: The store that is elsewhere does not answer.
    """
    try:
        found = _of_engine(graph, question) if isinstance(graph, ox.Store) else _of_store(graph, question)
        if isinstance(found, bool):
            return Written("boolean", question.results, 1, False, _truth(found, question.results))
        return found
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise QueryError(f"query: cannot be answered ({error}); ask it differently") from None


def _of_engine(engine: ox.Store, question: Question) -> Written | bool:
    graphs: tuple[list[Any] | None, list[Any] | None] = (None, None)
    if question.default_graphs or question.named_graphs:
        default, named = question.default_graphs, question.named_graphs
        graphs = [ox.NamedNode(iri) for iri in default], [ox.NamedNode(iri) for iri in named]
    try:
        found = engine.query(
            question.sparql, base_iri=question.base, default_graph=graphs[0], named_graphs=graphs[1]
        )
    except SyntaxError as error:
        raise QueryError(syntax_message(str(error))) from None
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return _triples(partial(found.serialize, format=ox.RdfFormat.N_TRIPLES), question)
    return _rows(partial(found.serialize, format=ox.QueryResultsFormat.TSV), question)


def _of_store(store: Store, question: Question) -> Written | bool:
    if question.default_graphs or question.named_graphs:
        raise QueryError("query: the graphs of a store elsewhere are named in its address; open that one")
    found = store.query(question.sparql)
    if isinstance(found, bool):
        return found
    if isinstance(found, SelectResult):
        return _rows(lambda lines: _write_rows(found, lines), question)
    return _triples(lambda lines: lines.writelines(f"{triple} .\n".encode() for triple in found), question)


def _write_rows(found: SelectResult, lines: BytesIO) -> None:
    lines.write("\t".join(f"?{name}" for name in found.columns).encode() + b"\n")
    for row in found:
        lines.write("\t".join("" if term is None else str(term) for term in row).encode() + b"\n")


def _truth(truth: bool, format: str) -> bytes:
    asked = ox.Store().query("ASK {}" if truth else "ASK { FILTER(false) }")
    assert isinstance(asked, ox.QueryBoolean)
    return asked.serialize(format=RESULTS[format]) or b""


def _rows(write: "Callable[[_Lines], object]", question: Question) -> Written:
    lines = _Lines(question.rows + 1, question.size)
    table = lines.taken(write)
    count = max(table.count(b"\n") - 1, 0)
    body = _in_order(table, question.sparql)
    if question.results != "tsv":
        parsed = ox.parse_query_results(body, ox.QueryResultsFormat.TSV)
        assert isinstance(parsed, ox.QuerySolutions)  # there is no other kind of table
        body = parsed.serialize(format=RESULTS[question.results]) or b""
    if lines.cut:
        body = _marked(body, question.results)
    return Written("results", question.results, count, lines.cut, body)


def _in_order(table: bytes, sparql: str) -> bytes:
    """The columns of a ``SELECT *`` as the query names them; the engine's order changes from run to run."""
    order = first_variables(sparql)
    head, _, rows = table.partition(b"\n")
    names = [name.decode() for name in head.split(b"\t")]
    if order is None or len(names) < 2:
        return table
    places = {f"?{name}": place for place, name in enumerate(order)}
    wanted = sorted(range(len(names)), key=lambda at: (places.get(names[at], len(order)), names[at]))
    if wanted == list(range(len(names))):
        return table
    lines = [line.split(b"\t") for line in (head + b"\n" + rows).splitlines()]
    return b"".join(b"\t".join([cells[at] for at in wanted]) + b"\n" for cells in lines)


def _marked(body: bytes, format: str) -> bytes:
    """A cut answer that says so in its head, where the format has one (SPARQL results in JSON, 3.1.2)."""
    if format == "json":
        return body.replace(b'{"head":{', f'{{"head":{{"link":["{CUT}"],'.encode(), 1)
    if format == "xml":
        return body.replace(b"</head>", f'<link href="{CUT}"/></head>'.encode(), 1)
    return body


def _triples(write: "Callable[[_Lines], object]", question: Question) -> Written:
    lines = _Lines(question.rows, question.size)
    unique = sorted(set(lines.taken(write).splitlines(keepends=True)))
    body = b"".join(unique)
    if question.graph != "ntriples":
        triples = (quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES))
        prefixes = dict(_PREFIX.findall(question.sparql))
        body = ox.serialize(triples, format=GRAPHS[question.graph], prefixes=prefixes) or b""
    return Written("graph", question.graph, len(unique), lines.cut, body)


class _Enough(Exception):
    """There are enough lines."""


class _Lines(BytesIO):
    """A file for the engine to write lines to, until there are enough."""

    def __init__(self, most: int, size: int) -> None:
        super().__init__()
        self.cut = False
        self._most, self._size = most, size
        self._count = 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # nothing else is written here
        if self.cut:  # the engine offers again what it has not been thanked for
            raise _Enough
        self._count += data.count(b"\n")
        super().write(data)
        self.cut = self._count > self._most or self.tell() > self._size
        if self.cut:
            raise _Enough
        return len(data)

    def taken(self, write: "Callable[[_Lines], object]") -> bytes:
        """What is written: whole lines only, and as many as there may be."""
        with suppress(_Enough):
            write(self)
        data = self.getvalue()
        if not self.cut:
            return data
        head = data.find(b"\n") + 1  # the names of the columns, which must be there
        lines = data[: max(self._size, head)].splitlines(keepends=True)[: self._most]
        return b"".join(line for line in lines if line.endswith(b"\n"))
