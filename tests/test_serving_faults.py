"""What breaks other endpoints: each attack gets its answer, and the next query is answered as ever."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from serving_support import SAMPLE, served, until

from lcgraph.serving import Limits, Pool

ONE = "SELECT (1 AS ?one) {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DIRECT = {"content-type": "application/sparql-query"}
DOUBLING = 'SELECT ?x28 { BIND("0123456789012345" AS ?x0) ' + " ".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(28)
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(SAMPLE, Limits(seconds=1, memory=200 << 20, rows=1000, workers=2)) as pool:
        yield pool


@pytest.fixture(scope="module")
def client(pool: Pool) -> Iterator[httpx.Client]:
    with served(pool) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A host that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/sparql", content=query.encode(), headers=DIRECT)


def works(client: httpx.Client) -> bool:
    response = ask(client, ONE)
    return response.status_code == 200 and b'"1"' in response.content


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
        "SELECT * { BIND(<%s> AS ?v) SERVICE ?v { ?s ?p ?o } }",
        "SELECT * { sErViCe#comment\n<%s> { ?s ?p ?o } }",
        r"SELECT * { SERV\u0049CE <%s> { ?s ?p ?o } }",
        "PREFIX e: <%s> SELECT * { SERVICEe:x{ ?s ?p ?o } }",
        "LOAD <%s>",
        "LOAD SILENT <%s> INTO GRAPH <urn:a:b>",
    ],
)
def test_calls_to_other_hosts_are_refused_and_none_is_made(
    client: httpx.Client, listener: socket.socket, query: str
) -> None:
    response = ask(client, query.replace("%s", f"http://127.0.0.1:{listener.getsockname()[1]}/"))
    assert response.status_code == 400
    assert "refused" in response.text
    assert works(client)


@pytest.mark.parametrize("clause", ["FROM <%s>", "FROM NAMED <%s>"])
def test_from_names_a_graph_and_reads_neither_host_nor_file(
    client: httpx.Client, listener: socket.socket, clause: str
) -> None:
    for place in (f"http://127.0.0.1:{listener.getsockname()[1]}/", "file:///etc/passwd", SAMPLE.as_uri()):
        response = ask(client, f"SELECT * {clause.replace('%s', place)} {{ ?s ?p ?o }}")
        assert (response.status_code, response.json()["results"]["bindings"]) == (200, [])


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        (ENDLESS, 503, "limit"),
        (DOUBLING + "}", 503, "limit"),
        ("SELECT * " + "{" * 5_000 + "}" * 5_000, 400, "more than"),
        ("SELECT * { FILTER(" + "!" * 10_000 + "true) }", 400, "more than"),
        ("SELECT * { FILTER(true" + " || true" * 10_000 + ") }", 400, "more than"),
        ("SELECT * { FILTER(1" + "+1" * 10_000 + " > 0) }", 400, "more than"),
        ("SELECT * { {} " + "UNION {} " * 10_000 + "}", 400, "more than"),
        ("SELECT * { " + " ".join(f"?s ?p{n} ?o{n} ." for n in range(250)) + " }", 400, "more than"),
        ("SELECT * { ?s a " + " , ".join(f"?o{n}" for n in range(250)) + " }", 400, "more than"),
        ("SELECT * { ?s ?p (" + " ".join(f"?o{n}" for n in range(250)) + ") }", 400, "more than"),
        ("SELECT * { } #" + "x" * 200_000, 400, "longer than"),
    ],
    ids=[
        "product",
        "doubling",
        "nesting",
        "nots",
        "ors",
        "sums",
        "unions",
        "patterns",
        "objects",
        "list",
        "long",
    ],
)
def test_queries_that_want_too_much_are_ended(
    client: httpx.Client, query: str, status: int, word: str
) -> None:
    response = ask(client, query)
    assert response.status_code == status
    assert word in response.text
    assert works(client)


def test_a_regex_bomb_does_not_go_off(client: httpx.Client) -> None:
    response = ask(client, f'SELECT (REGEX("{"a" * 30}!", "^(a+)+$") AS ?x) {{}}')
    assert response.json()["results"]["bindings"][0]["x"]["value"] == "false"


def test_ten_million_rows_are_cut_and_flagged(client: httpx.Client) -> None:
    response = ask(client, "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert response.status_code == 200
    assert response.headers["x-sparql-maxrows"] == "1000"
    assert works(client)


def test_two_hundred_clients_at_once_are_answered_or_told_to_come_back(client: httpx.Client) -> None:
    async def crowd() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=client.base_url, timeout=60, limits=limits) as many:
            return await asyncio.gather(
                *(many.get("/sparql", params={"query": ONE if n % 20 else ENDLESS}) for n in range(200))
            )

    answers = asyncio.run(crowd())
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert any(answer.status_code == 200 for answer in answers)
    assert all("retry-after" in a.headers or "limit" in a.text for a in answers if a.status_code == 503)
    assert works(client)


def test_a_client_that_hangs_up_frees_its_worker() -> None:
    with Pool(SAMPLE, Limits(seconds=300, workers=1)) as pool, served(pool) as url:
        where = urlsplit(url)
        (process,) = pool.processes
        with socket.create_connection((where.hostname, where.port), 10) as caller:
            line = f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            caller.sendall(line.encode())
            until(lambda: pool.running == 1)
        until(lambda: pool.running == 0)
        assert process not in pool.processes
        assert httpx.get(f"{url}/sparql", params={"query": ONE}, timeout=60).status_code == 200


def test_a_worker_killed_at_work_is_a_500_for_its_query_alone() -> None:
    async def kill_at_work(url: str, pool: Pool) -> httpx.Response:
        (process,) = pool.processes
        async with httpx.AsyncClient(timeout=60) as client:
            call = asyncio.ensure_future(client.get(f"{url}/sparql", params={"query": ENDLESS}))
            await asyncio.to_thread(until, lambda: pool.running == 1)
            os.kill(process, signal.SIGKILL)
            return await call

    with Pool(SAMPLE, Limits(seconds=300, workers=1)) as pool, served(pool) as url:
        assert asyncio.run(kill_at_work(url, pool)).status_code == 500
        assert httpx.get(f"{url}/sparql", params={"query": ONE}, timeout=60).status_code == 200


@pytest.mark.parametrize(
    "accept", ["garbage", ";;;,,,/", "*/*/*", "text/", "a" * 5_000, "\xff\xfe", "text/csv;q=nan"]
)
def test_a_garbage_accept_header_is_never_an_error_of_ours(client: httpx.Client, accept: str) -> None:
    headers = {b"accept": accept.encode("latin-1")}
    response = client.get("/sparql", params={"query": ONE}, headers=headers)
    assert response.status_code in (200, 406)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n", b"413"),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n", b"408"),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n", b"408"),
        (b"GET /sparql HTTP/1.1\r\n", b"400"),
        (b"GET /sparql HTTP/1.1\r\nHost: a\r\nHost: b\r\n", b"400"),
        (b"NONSENSE\r\n", b"400"),
        (b"GET /sparql?query=" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n", b"400"),
    ],
    ids=["huge", "negative", "slow", "endless", "nameless", "two-names", "nonsense", "long-line"],
)
def test_broken_messages_are_refused_in_time(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, head: bytes, status: bytes
) -> None:
    monkeypatch.setattr("lcgraph.serving.protocol.BODY_SECONDS", 0.2)
    with socket.create_connection((client.base_url.host, client.base_url.port), 30) as caller:
        caller.sendall(head + b"Content-Type: application/sparql-query\r\n\r\n")
        answer = caller.makefile("rb").readline()
    assert answer.split()[1] == status
    assert works(client)
