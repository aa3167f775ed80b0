"""Whether two answers are the same: as many equal rows, up to the names of blank nodes."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from lcgraph.store import Term

RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROW = ox.NamedNode("urn:row")


def same_rows(ours: bytes, theirs: bytes, format: ox.QueryResultsFormat) -> bool:
    """Compare two tables or truths, the first in JSON; the engine's notation of numbers counts for both."""
    one, other = as_graph(ours, ox.QueryResultsFormat.JSON), as_graph(theirs, format)
    return same_graphs(one, other)


def same_graphs(ours: Iterable[ox.Quad], theirs: Iterable[ox.Quad]) -> bool:
    return _canonical(ours) == _canonical(theirs)


def same_csv(ours: bytes, theirs: bytes) -> bool:
    """Compare two tables in CSV, in which blank nodes are told by their labels only."""
    return _cells(ours) == _cells(theirs)


def as_graph(answer: bytes, format: ox.QueryResultsFormat) -> list[ox.Quad]:
    """An answer as a graph: a node a row, so that rows are compared as graphs are."""
    rows = ox.parse_query_results(answer, format)
    if isinstance(rows, ox.QueryBoolean):
        return [ox.Quad(ROW, ROW, ox.Literal(bool(rows)))]
    names = [variable.value for variable in rows.variables]
    return [quad for row in rows for quad in _row(zip(names, row, strict=True))]


def rows_of(results: ox.Store) -> list[ox.Quad]:
    """The same for a table that the W3C wrote as a graph (rs:ResultSet); empty where there is none."""

    def objects(subject: ox.BlankNode | None, name: str) -> list[ox.BlankNode]:
        return [
            quad.object for quad in results.quads_for_pattern(subject, ox.NamedNode(RESULT_SET + name), None)
        ]

    return [
        quad
        for solution in objects(None, "solution")
        for quad in _row(
            (objects(binding, "variable")[0].value, objects(binding, "value")[0])
            for binding in objects(solution, "binding")
        )
    ]


def _row(cells: Iterable[tuple[str, Term | None]]) -> Iterator[ox.Quad]:
    node = ox.BlankNode()
    yield ox.Quad(node, ROW, ROW)
    for name, term in cells:
        if term is not None:
            yield ox.Quad(node, ox.NamedNode(f"urn:column:{name}"), term)


def _canonical(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    store = ox.Store()
    store.extend(quads)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def _cells(table: bytes) -> Counter[tuple[str, ...]]:
    rows = csv.reader(io.StringIO(table.decode(), newline=""))
    return Counter(tuple("_:" if cell.startswith("_:") else cell for cell in row) for row in rows)
