"""A pool before a store that is elsewhere: here, another server of ours."""

import json
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
from serving_support import SAMPLE, served

from lcgraph.errors import QueryError, StoreError
from lcgraph.serving import Limits, Pool
from lcgraph.store import open_store

ONE = "SELECT (1 AS ?one) {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def there() -> Iterator[str]:
    with Pool(SAMPLE, Limits(seconds=60, workers=2)) as pool, served(pool) as url:
        yield f"{url}/sparql"


@pytest.fixture(scope="module")
def here(there: str) -> Iterator[Pool]:
    with Pool(there, Limits(seconds=2, workers=1)) as pool:
        yield pool


def test_rows_are_those_of_the_store_that_is_elsewhere(here: Pool) -> None:
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"
    found = ox.parse_query_results(here.run(query, results="tsv").body, ox.QueryResultsFormat.TSV)
    assert [tuple(row) for row in found] == list(open_store(SAMPLE).select(query))


def test_graphs_and_truths_come_as_well(here: Pool) -> None:
    graph = here.run("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", graph="ntriples")
    assert graph.body.decode().splitlines() == sorted(
        f"{triple} ." for triple in set(open_store(SAMPLE).query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"))
    )
    assert json.loads(here.run("ASK { ?s ?p ?o }").body)["boolean"] is True


def test_limits_hold_for_it_too(here: Pool) -> None:
    with pytest.raises((QueryError, StoreError)):
        here.run(ENDLESS)
    answer = here.run("SELECT ?s WHERE { ?s ?p ?o }", rows=3)
    assert (answer.rows, answer.cut) == (3, True)


def test_its_graphs_are_named_in_its_address(here: Pool) -> None:
    with pytest.raises(QueryError, match="named in its address"):
        here.run(ONE, default_graphs=["urn:graph:a"])


def test_a_store_that_has_gone_is_a_503_and_the_service_stays() -> None:
    with Pool(SAMPLE, Limits(workers=1)) as far, served(far) as url:
        near = Pool(f"{url}/sparql", Limits(seconds=20, workers=1))
    with near, served(near) as url:
        for _ in range(2):
            response = httpx.get(f"{url}/sparql", params={"query": ONE}, timeout=60)
            assert response.status_code == 503
            assert "limit" not in response.text


def test_nothing_at_an_address_is_named_when_the_pool_opens() -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1"):
        Pool("http://127.0.0.1:9/sparql")
