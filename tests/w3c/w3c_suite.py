"""The W3C's SPARQL 1.1 tests, as they lie beside the checkout, read from their manifests."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

#: A checkout of w3c/rdf-tests, folder sparql/sparql11.
SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "sparql11"
ABSENT = "the W3C tests are not beside this checkout (../shared/w3c/sparql11)"
#: Tests that do not pass, each with its reason.
EXCEPTIONS = Path(__file__).with_name("exceptions.csv")

#: What IRIs of the suite begin with here, wherever its files lie.
BASE = "https://example.org/w3c/"
FOLDERS = (
    *(
        "aggregates",
        "bind",
        "bindings",
        "cast",
        "construct",
        "csv-tsv-res",
        "exists",
        "functions",
        "grouping",
    ),
    *("json-res", "negation", "project-expression", "property-path", "subquery"),
)
PREFIXES = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX ut: <http://www.w3.org/2009/sparql/tests/test-update#>
PREFIX ht: <http://www.w3.org/2011/http#>
PREFIX cnt: <http://www.w3.org/2011/content#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


class Evaluation(NamedTuple):
    """A query, the graphs that it is asked of, and the file with its answer."""

    name: str
    query: str
    data: tuple[str, ...]
    named: tuple[str, ...]
    result: str


class Message(NamedTuple):
    """One request of a protocol test, and what is expected of its response."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    truth: bool | None
    format: str


def exceptions() -> dict[str, str]:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as lines:
        return {row["test"]: row["reason"] for row in csv.DictReader(lines)}


def file_of(iri: str) -> Path:
    return SUITE / iri.removeprefix(BASE)


def manifest(folder: str) -> ox.Store:
    store = ox.Store()
    name = f"{folder}/manifest.ttl"
    store.load((SUITE / name).read_bytes(), ox.RdfFormat.TURTLE, base_iri=BASE + name)
    return store


def evaluations() -> list[Evaluation]:
    """All query evaluation tests but those of entailment and of calls to other services."""
    return [test for folder in FOLDERS for test in _evaluations(folder)] if SUITE.is_dir() else []


def _evaluations(folder: str) -> Iterator[Evaluation]:
    store = manifest(folder)
    tests = store.query(
        PREFIXES
        + """SELECT DISTINCT ?test ?action ?query ?result WHERE {
            VALUES ?type { mf:QueryEvaluationTest mf:CSVResultFormatTest }
            ?test a ?type ; mf:action ?action ; mf:result ?result . ?action qt:query ?query }
            ORDER BY ?test"""
    )
    for test, action, query, result in tests:
        yield Evaluation(
            f"{folder}/{test.value.rpartition('#')[2]}",
            query.value,
            tuple(sorted(_objects(store, action, "data"))),
            tuple(sorted(_objects(store, action, "graphData"))),
            result.value,
        )


def _objects(store: ox.Store, subject: ox.BlankNode, name: str) -> list[str]:
    predicate = ox.NamedNode(f"http://www.w3.org/2001/sw/DataAccess/tests/test-query#{name}")
    return [quad.object.value for quad in store.quads_for_pattern(subject, predicate, None)]


def load(iri: str, engine: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> None:
    """Load a file of the suite."""
    path = file_of(iri)
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    engine.load(path.read_bytes(), kind, base_iri=iri, to_graph=graph)


def protocol_tests() -> list[str]:
    if not SUITE.is_dir():
        return []
    rows = manifest("protocol").query(PREFIXES + "SELECT ?t WHERE { ?t a mf:ProtocolTest } ORDER BY ?t")
    return [row["t"].value.rpartition("#")[2] for row in rows]


def messages(name: str) -> list[Message]:
    """The requests of a protocol test, in their order."""
    store = manifest("protocol")
    test = f"<http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#{name}>"
    first = next(
        row["list"]
        for row in store.query(
            PREFIXES + f"SELECT ?list WHERE {{ {test} mf:action ?action . ?action ht:requests ?list }}"
        )
    )
    return [_message(store, request) for request in _list(store, first)]


def _list(store: ox.Store, node: ox.BlankNode) -> Iterator[ox.BlankNode]:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    while node.value != f"{rdf}nil":
        yield _object(store, node, f"{rdf}first")
        node = _object(store, node, f"{rdf}rest")


def _object(store: ox.Store, subject: ox.BlankNode, predicate: str) -> ox.BlankNode | ox.NamedNode:
    return next(store.quads_for_pattern(subject, ox.NamedNode(predicate), None)).object


def _message(store: ox.Store, request: ox.BlankNode) -> Message:
    ht, cnt = "http://www.w3.org/2011/http#", "http://www.w3.org/2011/content#"
    mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"

    def values(subject: ox.BlankNode, predicate: str) -> list[str]:
        node = ox.NamedNode(predicate)
        return [quad.object.value for quad in store.quads_for_pattern(subject, node, None)]

    headers = {}
    for node in store.quads_for_pattern(request, ox.NamedNode(f"{ht}headers"), None):
        for header in _list(store, node.object):
            headers[values(header, f"{ht}fieldName")[0]] = values(header, f"{ht}fieldValue")[0]
    body = b""
    for quad in store.quads_for_pattern(request, ox.NamedNode(f"{ht}body"), None):
        encoding = values(quad.object, f"{cnt}characterEncoding")[0]
        body = values(quad.object, f"{cnt}chars")[0].encode(encoding)
    response = _object(store, request, f"{ht}resp")
    truths = values(response, f"{mf}expectedBoolean")
    return Message(
        values(request, f"{ht}methodName")[0],
        values(request, f"{ht}absolutePath")[0],
        headers,
        body,
        frozenset(value.rpartition("StatusCode")[2] for value in values(response, f"{mf}expectedStatus")),
        truths[0] == "true" if truths else None,
        next(iter(values(response, f"{mf}expectedFormat")), ""),
    )
