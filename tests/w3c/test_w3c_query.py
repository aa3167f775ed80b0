"""W3C SPARQL 1.1 query evaluation, asked over HTTP."""

import re
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
import w3c_suite as suite
from serving_support import served
from w3c_comparing import as_graph, rows_of, same_csv, same_graphs, same_rows
from w3c_suite import Evaluation

from lcgraph.serving import Limits, Pool
from lcgraph.store import Store

pytestmark = pytest.mark.skipif(not suite.SUITE.is_dir(), reason=suite.ABSENT)
TESTS = suite.evaluations()
EXCEPTIONS = suite.exceptions()
ACCEPT = {".ttl": "application/n-triples", ".csv": "text/csv"}
FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """All graphs of the suite in one store, each under its own name."""
    engine = ox.Store()
    for iri in sorted({iri for test in TESTS for iri in (*test.data, *test.named)}):
        suite.load(iri, engine, ox.NamedNode(iri))
    with (
        Pool(Store(engine), Limits(workers=1)) as pool,
        served(pool) as url,
        httpx.Client(base_url=url, timeout=30) as client,
    ):
        yield client


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.name)
def test_w3c_evaluation(client: httpx.Client, test: Evaluation) -> None:
    passed = passes(client, test)
    if test.name in EXCEPTIONS:
        assert not passed, f"passes now: take {test.name} off {suite.EXCEPTIONS.name}"
    else:
        assert passed


def passes(client: httpx.Client, test: Evaluation) -> bool:
    text = suite.file_of(test.query).read_text("utf-8")
    result = suite.file_of(test.result)
    accept = f"{ACCEPT.get(result.suffix, '')}, application/sparql-results+json;q=0.5"
    form: dict[str, object] = {"query": f"BASE <{test.query}>\n{text}"}
    if not re.search(r"\bFROM\b", text):
        form |= {"default-graph-uri": test.data or ("urn:none",), "named-graph-uri": test.named}
    response = client.post("/sparql", data=form, headers={"Accept": accept})
    if response.status_code != 200:
        return False
    expected = result.read_bytes()
    if result.suffix == ".csv":
        return same_csv(response.content, expected)
    if result.suffix in FORMATS:
        return same_rows(response.content, expected, FORMATS[result.suffix])
    wanted = ox.Store()
    suite.load(test.result, wanted, ox.DefaultGraph())
    if rows := rows_of(wanted):
        return same_graphs(as_graph(response.content, ox.QueryResultsFormat.JSON), rows)
    return same_graphs(ox.parse(response.content, ox.RdfFormat.N_TRIPLES), wanted)


def test_every_exception_is_a_test_and_has_a_reason() -> None:
    names = {test.name for test in TESTS} | {f"protocol/{name}" for name in suite.protocol_tests()}
    assert set(EXCEPTIONS) <= names
    assert all(EXCEPTIONS.values())
