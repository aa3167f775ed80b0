"""Putting a graph into a store elsewhere: whole, once, and in the place of the old one."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import SAMPLE, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from servers import Parrot, Reply, Server, free_port, run_oxigraph

from lcgraph.errors import LCGraphError, StoreError
from lcgraph.store import Store, open_store
from lcgraph.store.push import push

NAME = "https://example.org/graphs/a?b=c&d=é"
XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcgraph.store.endpoint.PAUSE", 0)
    for name in ("LCGRAPH_USER", "LCGRAPH_PASSWORD", "LCGRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/dev/null")


def numbers(first: int, last: int) -> Store:
    store = open_store()
    store.add(
        [Quad(NamedNode(f"urn:number:{n}"), NamedNode("urn:x:is"), Literal(n)) for n in range(first, last)]
    )
    return store


def graphs_of(url: str) -> dict[str, int]:
    """The named graphs of a store and their sizes."""
    return {graph.value: int(count.value) for graph, count in open_store(url).select(GRAPHS)}


@pytest.fixture(params=["batches", "in one piece"])
def way(request: pytest.FixtureRequest, server: Server) -> dict[str, Any]:
    return {"batch": 40} if request.param == "batches" else {"store_url": server.store}


def test_a_pushed_graph_takes_the_place_of_the_one_before(server: Server, way: dict[str, Any]) -> None:
    first, second, other = numbers(0, 100), numbers(50, 130), numbers(7, 9)
    push(other, server.query, name="urn:graph:other", **way)
    assert push(first, server.query, name=NAME, **way)[:2] == (100, 100)
    pushed = push(second, server.query, name=NAME, **way)
    assert pushed[:2] == (80, 80)
    assert set(open_store(pushed.address)) == set(second)
    assert set(open_store(f"{server.query}?default-graph-uri=urn:graph:other")) == set(other)
    assert push(second, server.query, name=NAME, **way)[:2] == (80, 80)
    assert set(open_store(pushed.address)) == set(second)


def test_nothing_is_left_beside_the_graph(oxigraph: Server) -> None:
    push(numbers(0, 100), oxigraph.query, name="urn:graph:alone", batch=30)
    assert graphs_of(oxigraph.query)["urn:graph:alone"] == 100
    assert not any("push" in name for name in graphs_of(oxigraph.query))


@pytest.mark.parametrize("one_piece", [False, True])
def test_without_a_name_it_is_the_default_graph(one_piece: bool) -> None:
    with run_oxigraph() as server:
        way = {"store_url": server.store} if one_piece else {}
        push(numbers(0, 9), server.query, name="urn:graph:other", **way)
        push(numbers(0, 30), server.query, **way)
        pushed = push(numbers(10, 20), server.query, **way)
        assert pushed == (10, 10, server.query)
        assert set(open_store(pushed.address)) == set(numbers(10, 20))
        assert graphs_of(server.query) == {"urn:graph:other": 9}


def test_a_push_that_was_cut_off_is_taken_up_and_nothing_is_there_twice(tmp_path: Path) -> None:
    port = free_port()
    graph = numbers(0, 100)
    with run_oxigraph(tmp_path / "data", port) as server:
        push(numbers(0, 5), server.query)

        def end_the_server(step: str, done: int, of: int) -> None:
            if done == 60:
                server.process.kill()
                server.process.wait()

        with pytest.raises(StoreError, match=r"cannot be reached|broke off"):
            push(graph, server.query, batch=20, progress=end_the_server)
    seen = []
    with run_oxigraph(tmp_path / "data", port) as server:
        assert set(open_store(server.query)) == set(numbers(0, 5))
        pushed = push(graph, server.query, batch=20, progress=lambda *told: seen.append(told))
        assert pushed[:2] == (100, 40)
        assert seen == [("pushing", 60, 100), ("pushing", 80, 100), ("counting", 100, 100)]
        assert set(open_store(server.query)) == set(graph)
        assert graphs_of(server.query) == {}


@pytest.mark.parametrize("change", ["graph", "batch", "half a batch"])
def test_what_a_push_of_something_else_left_is_not_built_upon(change: str) -> None:
    class Enough(Exception):
        pass

    def enough(step: str, done: int, of: int) -> None:
        if done == 40:
            raise Enough

    with run_oxigraph() as server:
        with pytest.raises(Enough):
            push(numbers(0, 100), server.query, batch=20, progress=enough)
        (beside,) = graphs_of(server.query)
        if change == "half a batch":
            update = f'INSERT DATA {{ GRAPH <{beside}> {{ <urn:x:a> <urn:x:b> "one more" }} }}'
            httpx.post(server.query.replace("query", "update"), data={"update": update}).raise_for_status()
        graph = numbers(0, 101 if change == "graph" else 100)
        pushed = push(graph, server.query, batch=25 if change == "batch" else 20)
        assert pushed.sent == pushed.triples == len(graph)
        assert set(open_store(server.query)) == set(graph)
        assert graphs_of(server.query) == {}


def test_blank_nodes_stay_the_same_nodes_across_batches(oxigraph: Server) -> None:
    graph = numbers(0, 50)
    knows = NamedNode("urn:x:knows")
    nodes = [BlankNode() for _ in range(30)]
    graph.add([Quad(one, knows, other) for one, other in pairwise(nodes)])
    for _ in range(2):
        pushed = push(graph, oxigraph.query, name="urn:graph:blank", batch=10)
        assert pushed[:2] == (79, 79)
    with open_store(pushed.address) as store:
        assert store.query(f"ASK {{ ?a {'/'.join([str(knows)] * 29)} ?b }}") is True


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=30)
#: Without booleans, of which Virtuoso 7 gives some back as 0 and 1; our graphs have none.
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="en-GB")),
    st.integers(-(2**31), 2**31).map(Literal),
    st.decimals(-1000, 1000, places=3, allow_nan=False).map(
        lambda number: Literal(str(number), datatype=NamedNode(f"{XSD}decimal"))
    ),
    st.dates().map(lambda day: Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))),
)


@settings(max_examples=15, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LITERALS, min_size=1, max_size=40))
def test_every_literal_arrives_as_it_was_sent(server: Server, literals: list[Literal]) -> None:
    graph = open_store()
    graph.add(Quad(NamedNode(f"urn:x:{n}"), NamedNode("urn:x:says"), text) for n, text in enumerate(literals))
    assert set(open_store(push(graph, server.query, name="urn:graph:literals", batch=7).address)) == set(
        graph
    )


def test_a_long_text_and_an_odd_iri_arrive_whole(server: Server) -> None:
    graph = open_store()
    odd = NamedNode("https://example.org/é/(a)'b;c,d~e%41!$&*+=:@/f.?g=h#char=1,2.")
    graph.add([Quad(odd, NamedNode("urn:x:says"), Literal("word \\u0041 \"'\n" * 20_000))])
    assert set(open_store(push(graph, server.query, name="urn:graph:long").address)) == set(graph)


def test_a_store_that_loses_a_triple_keeps_its_old_graph(
    virtuoso: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    old = push(numbers(0, 5), virtuoso.query, name="urn:graph:years")
    day = Literal("2019-01-01", datatype=NamedNode(f"{XSD}date"))
    year = Literal("2019", datatype=NamedNode(f"{XSD}gYear"))
    graph = open_store()
    graph.add([Quad(NamedNode("urn:x:a"), NamedNode("urn:x:since"), date) for date in (day, year)])
    with pytest.raises(
        StoreError, match=r"holds 1 of 2 triples; .*takes different literals for the same one"
    ):
        push(graph, virtuoso.query, name="urn:graph:years")
    assert set(open_store(old.address)) == set(numbers(0, 5))


@pytest.fixture
def away(parrot: Parrot) -> Callable[..., Any]:
    """Pushes to a parrot, which says that it holds one triple."""
    parrot.replies[:] = [
        Reply(b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}')
    ]
    return lambda graph, **more: push(graph, parrot.url, **more)


@pytest.mark.parametrize(
    ("graph", "more", "message"),
    [
        (numbers(0, 0), {}, "the graph is empty; nothing is pushed"),
        (numbers(0, 1), {"name": "no iri"}, "'no iri': is no name for a graph"),
        (numbers(0, 1), {"name": "urn:x:> } ; DROP ALL #"}, "is no name for a graph"),
        (numbers(0, 1), {"update_url": "http://localhost:1/update"}, "is on another host than"),
        (numbers(0, 1), {"store_url": "http://localhost:1/store"}, "is on another host than"),
        (numbers(0, 1), {"update_url": "http://a:b@127.0.0.1/u"}, "a name and password in an address"),
        (numbers(0, 9), {}, "holds 0 of 9 triples"),
    ],
)
def test_what_cannot_be_pushed_is_told(
    away: Callable[..., Any], graph: Store, more: Any, message: str
) -> None:
    with pytest.raises(LCGraphError, match=message):
        away(graph, **more)


def test_named_graphs_are_not_pushed_as_one(away: Callable[..., Any]) -> None:
    graph = open_store()
    graph.add([Quad(NamedNode("urn:x:a"), NamedNode("urn:x:b"), Literal("c"), NamedNode("urn:x:g"))])
    with pytest.raises(StoreError, match="one graph is pushed at a time"):
        away(graph)


def test_the_address_for_updates_must_be_given_where_it_is_not_known(parrot: Parrot) -> None:
    parrot.url = parrot.url.replace("/sparql", "/odd")
    parrot.replies[:] = [
        Reply(b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}')
    ]
    with pytest.raises(StoreError, match="give --update-url URL"):
        push(numbers(0, 1), parrot.url)
    with pytest.raises(StoreError, match="holds"):
        push(numbers(0, 1), parrot.url, update_url=parrot.url.replace("/odd", "/change"))
    assert "/change" in {heard.path for heard in parrot.heard}


def test_the_last_step_is_never_sent_twice(parrot: Parrot) -> None:
    count = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"%d"}}]}}'
    none = b'{"head":{"vars":["mark"]},"results":{"bindings":[]}}'
    parrot.replies[:] = [
        Reply(count % 5),
        Reply(none),
        Reply(),
        Reply(),
        Reply(),
        Reply(count % 2),
        Reply(none),
    ]
    with pytest.raises(StoreError, match="holds 1 of 1 triples; another program is writing there"):
        push(numbers(0, 1), parrot.url)  # the mark is not there: somebody else has dropped it
    mark = next(
        heard.form["update"][0] for heard in parrot.heard if "INSERT" in str(heard.form.get("update"))
    )
    digest = mark.partition('"')[2].partition('"')[0].encode()
    marked = none.replace(b"[]}}", b'[{"mark":{"type":"literal","value":"%s"}}]}}' % digest)
    parrot.heard.clear()
    replies = [count % 5, none, b"", b"", b"", count % 2, marked]
    parrot.replies[:] = [*map(Reply, replies), Reply(b"", 503)]
    with pytest.raises(StoreError, match="is busy"):
        push(numbers(0, 1), parrot.url)
    assert len([heard for heard in parrot.heard if "MOVE" in str(heard.form.get("update"))]) == 1


def test_the_command_pushes_and_says_how_to_ask(server: Server, run: Run) -> None:
    sample = SAMPLE / "sample.ttl"
    outcome = run("push", server.query, "--name", "urn:graph:cli", "--graph", sample)
    assert outcome.code == 0
    assert outcome.out == ""
    address = outcome.err.split("'")[1]
    assert outcome.err.startswith(f"{len(open_store(sample))} triples; ask them with --graph")
    here = run("query", "places", "--format", "csv", "--graph", sample)
    assert run("query", "places", "--format", "csv", "--graph", address).out == here.out != ""
    assert run("push", server.query, "--name", "urn:graph:cli", "--graph", sample, "--quiet").err == ""


def test_the_command_says_what_to_do_where_it_cannot(
    server: Server, run: Run, monkeypatch: Any, folder: Path
) -> None:
    monkeypatch.delenv("LCGRAPH_USER", raising=False)
    sample = SAMPLE / "sample.ttl"
    assert "there is no build here" in run("push", server.query).err
    assert "404" in run("push", server.query + "s", "--graph", sample).err
    if server.environment:
        assert (
            "Virtuoso keeps named graphs only; give --name IRI" in run("push", server.query, "-g", sample).err
        )
        assert "set LCGRAPH_USER" in run("push", server.query, "-g", sample, "--name", "urn:graph:cli").err
