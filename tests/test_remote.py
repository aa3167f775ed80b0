"""A graph at an endpoint: the same rows as at home, and no harm from what a server says."""

import shutil
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLE, Run
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from servers import VIRTUOSO_ROWS, Parrot, Reply, Server, free_port, run_oxigraph

from lcgraph.errors import LCGraphError, QueryError, StoreError
from lcgraph.queries import list_networks, list_questions, run
from lcgraph.store import Store, open_store, save_store
from lcgraph.store.push import push
from lcgraph.store.remote import RemoteStore

NAME = "https://example.org/graphs/sample"
LC = "https://w3id.org/lcgraph/ontology#"
CITY = f"<{LC}City>"


@pytest.fixture(scope="module")
def home() -> Store:
    return open_store(SAMPLE / "sample.ttl")


@pytest.fixture
def address(home: Store, server: Server) -> str:
    """Where the sample graph is asked, in each of the two stores."""
    return push(home, server.query, name=NAME).address


@pytest.fixture
def away(address: str) -> Iterator[Store]:
    with open_store(address) as store:
        yield store


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcgraph.store.endpoint.PAUSE", 0)
    for name in ("LCGRAPH_USER", "LCGRAPH_PASSWORD", "LCGRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/dev/null")


def test_every_question_and_network_gives_the_same_rows(home: Store, away: Store) -> None:
    for question in (*list_questions(), *list_networks()):
        here, there = run(question, home), run(question, away)
        assert here.columns == there.columns, question.name
        assert Counter(here.terms) == Counter(there.terms), question.name


def test_questions_with_parameters_give_the_same_rows(home: Store, away: Store) -> None:
    for name, values in (
        ("partners", {"place": "Aldermoor"}),
        ("figures-by-place", {"counting": "visitors"}),
    ):
        here, there = run(name, home, **values), run(name, away, **values)
        assert Counter(here.terms) == Counter(there.terms)
        assert len(here)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * WHERE {{ ?city a {CITY} ; ?p ?o }}",
        f"SELECT ?o ?city WHERE {{ ?city a {CITY} ; ?p ?o }} ORDER BY ?city LIMIT 3",
        f"ASK {{ ?city a {CITY} }}",
        "ASK { ?city a <urn:no:such> }",
        f"CONSTRUCT {{ ?city a <urn:x:town> }} WHERE {{ ?city a {CITY} }}",
        f"DESCRIBE {CITY}",
        "SELECT ?a ?b (COUNT(*) AS ?n) WHERE { ?a a ?b OPTIONAL { ?a <urn:no:such> ?c } } GROUP BY ?a ?b",
        f"SELECT (AVG(?v) AS ?mean) (SUM(?v) AS ?sum) WHERE {{ ?x <{LC}value> ?v }}",
        "SELECT ?s ?p ?o WHERE { ?s ?p ?o }",
    ],
)
def test_any_query_gives_the_same_terms(home: Store, away: Store, query: str) -> None:
    here, there = home.query(query), away.query(query)
    if isinstance(here, bool):
        assert here is there
        return
    assert not isinstance(there, bool)
    assert getattr(here, "columns", None) == getattr(there, "columns", None)
    if "LIMIT" in query:
        assert len(list(here)) == len(list(there))
    else:
        assert Counter(here) == Counter(there)


def test_walking_counting_and_matching_give_the_same_triples(home: Store, away: Store) -> None:
    a, city = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(CITY[1:-1])
    assert len(away) == len(home)
    assert set(away.match(None, a, city)) == set(home.match(None, a, city))
    some = next(away.match(None, a, city))
    assert list(away.match(some.subject, some.predicate, some.object)) == [some]
    assert list(away.match(NamedNode("urn:no:such"))) == []
    assert set(away) == set(away.match()) == set(home)
    assert len(away.rdflib()) == len(home)
    assert away.local().dump(format="ntriples").count(b"\n") == len(home)


def test_more_rows_than_a_server_gives_at_once_come_in_pages(virtuoso: Server, monkeypatch) -> None:
    for name, value in virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    many = open_store()
    triples = (
        Quad(NamedNode(f"urn:s:{n}"), NamedNode("urn:x:p"), Literal(n)) for n in range(3 * VIRTUOSO_ROWS)
    )
    many.add(triples)
    pushed = push(many, virtuoso.query, name="urn:graph:many")
    with open_store(pushed.address) as store:
        assert len(list(store.select("SELECT ?s ?o WHERE { ?s ?p ?o }"))) == 3 * VIRTUOSO_ROWS


@pytest.mark.parametrize(
    "command",
    [
        ("query", "partners", "-p", "place=Aldermoor", "--format", "csv"),
        ("query", "figures", "--format", "json"),
        ("evidence", "Aldermoor", "--format", "csv"),
        ("network", "co-partners", "-o", "-", "--format", "gexf"),
        ("draw", "co-partners", "-o", "-", "--format", "svg"),
        ("export", "-o", "-"),
        ("export", "-o", "-", "--facts-only", "--format", "nquads"),
        ("validate", "--format", "csv"),
        ("verify", "--format", "csv"),
    ],
    ids=lambda command: "-".join(command[:2]),
)
def test_every_command_says_the_same(
    home: Store, oxigraph: Server, run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    shutil.copytree(SAMPLE / "texts", folder / "tests" / "sample" / "texts")
    save_store(home, folder / "store")
    address = push(home, oxigraph.query, name=NAME).address
    here = run(*command, "--graph", SAMPLE / "sample.ttl")
    assert here.code == 0
    assert run(*command, "--graph", address)[:] == here[:]
    assert run(*command, "--graph", folder / "store")[:] == here[:]


def test_a_server_that_runs_out_of_its_time_is_told_from_one_that_has_no_rows(home: Store) -> None:
    product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    with run_oxigraph(timeout=1) as server:
        push(home, server.query)
        store = open_store(server.query)
        with pytest.raises(StoreError, match=r"breaks off .* ask for less"):
            store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {product} }}")
        assert len(list(store.select(f"SELECT ?city WHERE {{ ?city a {CITY} }}"))) > 3


@pytest.mark.parametrize(
    "query", ["SELECT ?s WHERE { SERVICE <urn:x:y> { ?s ?p ?o } }", "CLEAR ALL", "SELECT ?s {"]
)
def test_what_is_refused_at_home_never_leaves_it(parrot: Parrot, query: str) -> None:
    store = open_store(parrot.url)
    before = len(parrot.heard)
    with pytest.raises(QueryError) as away:
        store.query(query)
    with pytest.raises(QueryError) as here:
        open_store().query(query)
    assert str(away.value) == str(here.value)
    assert len(parrot.heard) == before


def test_a_remote_graph_is_only_read_and_says_how_to_write_it(parrot: Parrot) -> None:
    store = open_store(parrot.url)
    with pytest.raises(StoreError, match="lcgraph push"):
        store.add([Quad(NamedNode("urn:x:a"), NamedNode("urn:x:b"), Literal("c"))])
    with pytest.raises(StoreError, match="blank nodes cannot be asked for"):
        store.match(BlankNode("b"))
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


ROW = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:x:y"}}]}}'
NESTED = b'{"type":"triple","value":{"subject":'


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(ROW[:-1]), "breaks off"),
        (Reply(ROW[:40]), "breaks off"),
        (Reply(b'{"head":{"vars":["s"]},"results":{"bindings":[timed out}'), "breaks off"),
        (Reply(b""), "breaks off"),
        (
            Reply(b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":' + NESTED * 20_000 + b"}"),
            "deeper than 500",
        ),
        (
            Reply(b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"no iri"}}]}}'),
            "breaks",
        ),
        (Reply(b"<html>hello</html>", kind="text/html"), "answers with text/html .* is it a SPARQL endpoint"),
        (Reply(b"s\r\n", kind="text/csv"), "answers with text/csv"),
        (Reply(ROW, headers=(("X-SPARQL-MaxRows", "1"),)), "gives 1 rows at most"),
        (Reply(ROW, headers=(("X-SQL-State", "S1TAT"),)), "sent a part"),
        (Reply(ROW, length=1000), "connection broke off"),
        (Reply(None), "connection broke off"),
        (Reply(ROW, headers=(("Content-Encoding", "gzip"),)), "connection broke off|breaks off"),
        (Reply(b"no such place", 404, "text/plain"), "no SPARQL endpoint answers there, status 404"),
        (Reply(b"<b>Too\x1b[31m hard</b>", 500, "text/html"), r"fails, status 500 \(Too 31m hard\)"),
        (Reply(b"odd query", 400, "text/plain"), r"does not take this \(odd query\)"),
        (Reply(b"", 401, "text/plain"), "status 401: it asks for credentials; set LCGRAPH_USER"),
        (Reply(b"", 503, "text/plain"), "is busy, status 503"),
        (Reply(b"", 302, headers=(("Location", "/sparql"),)), "in a circle"),
        (Reply(b"", 302, headers=(("Location", "file:///etc/passwd"),)), "looks like https"),
    ],
)
def test_no_faulty_answer_is_taken_for_rows(parrot: Parrot, reply: Reply, message: str) -> None:
    store = open_store(parrot.url)
    parrot.replies[:] = [reply]
    with pytest.raises(LCGraphError, match=message) as caught:
        store.query("SELECT ?s WHERE { ?s ?p ?o }")
    assert parrot.url in str(caught.value) or "looks like" in message
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(b"<urn:a:b> <urn:a:c> <urn:a:d> .\ntimed out", kind="application/n-triples"), "breaks off"),
        (Reply(b"<<( " * 20_000, kind="text/turtle"), "triple terms"),
        (Reply(b'<?xml version="1.0"?><!DOCTYPE a []><a/>', kind="application/rdf+xml"), "DOCTYPE"),
        (Reply(b"{}", kind="application/ld+json"), "answers with application/ld.json"),
    ],
)
def test_no_faulty_answer_is_taken_for_triples(parrot: Parrot, reply: Reply, message: str) -> None:
    store = open_store(parrot.url)
    parrot.replies[:] = [reply]
    with pytest.raises(StoreError, match=message):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }")


def test_triples_are_read_in_the_format_that_the_server_chose(parrot: Parrot) -> None:
    store = open_store(parrot.url)
    parrot.replies[:] = [Reply(b"@prefix x: <urn:x:> . x:a x:b x:c .", kind="text/turtle; charset=utf-8")]
    triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert not isinstance(triples, bool)
    assert list(triples) == [Triple(NamedNode("urn:x:a"), NamedNode("urn:x:b"), NamedNode("urn:x:c"))]


def test_an_answer_without_end_is_given_up(parrot: Parrot, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(parrot.url)
    monkeypatch.setattr("lcgraph.store.endpoint.MAX_ANSWER", 1000)
    parrot.replies[:] = [Reply(b" " * 2000)]
    with pytest.raises(StoreError, match="the answer is longer than"):
        store.query("ASK {}")


def test_a_graph_that_changes_while_it_is_copied_is_not_copied(parrot: Parrot) -> None:
    store = open_store(parrot.url)
    count = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"3"}}]}}'
    row = b"{%s}" % b",".join(b'"%s":{"type":"uri","value":"urn:x:y"}' % name for name in (b"s", b"p", b"o"))
    head = b'{"head":{"vars":["s","p","o"]},"results":{"bindings":['
    parrot.replies[:] = [Reply(count), Reply(head + row + b"]}}"), Reply(head + b"]}}")]
    with pytest.raises(StoreError, match="sent 1 of 3 triples"):
        list(store)
    parrot.replies[:] = [Reply(count), Reply(head + b",".join([row] * 3) + b"]}}")]
    with pytest.raises(StoreError, match="3 triples are 1 different ones here"):
        list(store)


def test_a_query_is_tried_again_where_the_server_is_busy_or_hangs_up(parrot: Parrot) -> None:
    store = open_store(parrot.url)
    before = len(parrot.heard)
    parrot.replies[:] = [Reply(b"", 503), Reply(None), Reply(ROW)]
    assert list(store.select("SELECT ?s WHERE { ?s ?p ?o }")) == [(NamedNode("urn:x:y"),)]
    assert len(parrot.heard) == before + 3


def test_where_nothing_listens_that_is_said() -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:\d+/query: cannot be reached .* check the address"):
        open_store(f"http://127.0.0.1:{free_port()}/query")


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(StoreError, match=r"no whole answer within 0\.2 seconds; ask for less"):
            RemoteStore(f"http://127.0.0.1:{silent.getsockname()[1]}/query", timeout=0.2)


def test_a_graph_is_named_in_the_address_and_asked_for_with_each_query(parrot: Parrot) -> None:
    store = open_store(f"{parrot.url}?key=5&default-graph-uri=urn%3Ax%3Ag")
    store.query("ASK {}")
    assert parrot.heard[-1].path == "/sparql?key=5"
    assert parrot.heard[-1].form == {"query": ["ASK {}"], "default-graph-uri": ["urn:x:g"]}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://ada:opensesame@example.org/sparql", "https://example.org/sparql: a name and password"),
        ("http://:80/sparql", "looks like https"),
        ("http://[::1/sparql", "looks like https"),
        ("http://example.org:99999/", "looks like https"),
        ("http://example.org/a b", "looks like https"),
        ("http://example.org/sparql?default-graph-uri=no", "'no': is no name for a graph"),
    ],
)
def test_a_wrong_address_is_refused_before_anything_is_sent(run: Run, address: str, message: str) -> None:
    outcome = run("query", "places", "--graph", address)
    assert outcome.code == 1
    assert message in outcome.err
    assert "opensesame" not in outcome.err


def test_a_password_is_sent_when_it_is_asked_for_and_then_each_time(
    parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LCGRAPH_USER", "ada")
    monkeypatch.setenv("LCGRAPH_PASSWORD", "opensesame")
    parrot.replies[:] = [Reply(b"", 401, headers=(("WWW-Authenticate", 'Basic realm="x"'),)), Reply()]
    open_store(parrot.url).query("SELECT ?s WHERE { ?s ?p ?o }")
    assert ["authorization" in heard.headers for heard in parrot.heard] == [False, True, True]
    assert parrot.heard[-1].headers["authorization"] == "Basic YWRhOm9wZW5zZXNhbWU="


def test_a_token_or_the_netrc_entry_of_the_host_is_sent(
    parrot: Parrot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(
        "machine example.org login no password no\nmachine 127.0.0.1 login ada password opensesame\n"
    )
    monkeypatch.setenv("NETRC", str(netrc))
    parrot.replies[:] = [Reply(b"", 401, headers=(("WWW-Authenticate", "Basic"),)), Reply()]
    open_store(parrot.url)
    assert parrot.heard[-1].headers["authorization"] == "Basic YWRhOm9wZW5zZXNhbWU="
    monkeypatch.setenv("LCGRAPH_TOKEN", "abc123")
    open_store(parrot.url)
    assert parrot.heard[-1].headers["authorization"] == "Bearer abc123"


def test_no_secret_is_in_a_message(
    parrot: Parrot, virtuoso: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada opensesame password\n")
    monkeypatch.setenv("NETRC", str(netrc))
    parrot.replies[:] = [Reply(b"opensesame is wrong", 500), Reply(b"opensesame is wrong", 500)]
    said = [run("query", "places", "--graph", f"{parrot.url}?key=opensesame").err]
    assert "netrc, line 1: is no valid netrc file" in said[0]
    monkeypatch.setenv("NETRC", "/dev/null")
    monkeypatch.setenv("LCGRAPH_TOKEN", "opensesame")
    said.append(run("query", "places", "--graph", f"{parrot.url}?key=opensesame").err)
    assert "is wrong" in said[1]
    monkeypatch.delenv("LCGRAPH_TOKEN")
    monkeypatch.setenv("LCGRAPH_USER", "dba")
    monkeypatch.setenv("LCGRAPH_PASSWORD", "opensesame")
    said.append(run("push", virtuoso.query, "--name", NAME, "--graph", SAMPLE / "sample.ttl").err)
    assert "status 401: these credentials are not enough" in said[2]
    assert not any("opensesame" in text for text in said)


def test_credentials_do_not_follow_to_another_host(parrot: Parrot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCGRAPH_TOKEN", "abc123")
    parrot.replies[:] = [Reply(b"", 307, headers=(("Location", "http://localhost:1/sparql"),))]
    with pytest.raises(StoreError, match="sends on to http://localhost:1/sparql, which is not followed"):
        open_store(parrot.url)
    parrot.replies[:] = [Reply(b"", 308, headers=(("Location", "/other"),)), Reply()]
    open_store(parrot.url)
    assert (parrot.heard[-1].path, parrot.heard[-1].method) == ("/other", "POST")
