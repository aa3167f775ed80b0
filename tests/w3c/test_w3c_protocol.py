"""The W3C's tests of the SPARQL 1.1 Protocol: all that a read-only endpoint can pass."""

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
import w3c_suite as suite
from serving_support import served
from w3c_suite import Message

from lcgraph.serving import Limits, Pool
from lcgraph.store import Store

pytestmark = pytest.mark.skipif(not suite.SUITE.is_dir(), reason=suite.ABSENT)
EXCEPTIONS = suite.exceptions()
FORMATS = {
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """The three graphs that the tests ask about, loaded beforehand, as nothing can be loaded later."""
    engine = ox.Store()
    for number in (1, 2, 3):
        name = f"http://kasei.us/2009/09/sparql/data/data{number}.rdf"
        path = suite.SUITE / "protocol" / f"data{number}.nt"
        engine.load(path.read_bytes(), ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
    with (
        Pool(Store(engine), Limits(workers=1)) as pool,
        served(pool) as url,
        httpx.Client(base_url=url, timeout=30) as client,
    ):
        yield client


@pytest.mark.parametrize("name", suite.protocol_tests())
def test_w3c_protocol(client: httpx.Client, name: str) -> None:
    passed = all(passes(client, message) for message in suite.messages(name))
    if f"protocol/{name}" in EXCEPTIONS:
        assert not passed, f"passes now: take protocol/{name} off {suite.EXCEPTIONS.name}"
    else:
        assert passed


@pytest.mark.parametrize("name", [name for name in suite.protocol_tests() if name.startswith("update_")])
def test_updates_are_refused_as_not_offered(client: httpx.Client, name: str) -> None:
    update, *_ = suite.messages(name)
    assert send(client, update).status_code == 403


def passes(client: httpx.Client, message: Message) -> bool:
    response = send(client, message)
    if f"{response.status_code // 100}xx" not in message.statuses:
        return False
    media = response.headers["content-type"].partition(";")[0]
    if message.format and media not in FORMATS[message.format]:
        return False
    return message.truth is None or response.json()["boolean"] is message.truth


def send(client: httpx.Client, message: Message) -> httpx.Response:
    path = message.path.replace("/sparql/", "/sparql", 1)
    return client.request(message.method, path, headers=message.headers, content=message.body)
