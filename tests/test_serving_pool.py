"""The pool: queries in processes of their own, and what those cannot do."""

import asyncio
import json
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving_support import SAMPLE, until

from lcgraph.errors import QueryError, StoreError
from lcgraph.serving import BusyError, LimitError, Limits, Pool, WorkerError
from lcgraph.store import open_store, save_store

ONE = "SELECT (1 AS ?one) {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
DEEP = "SELECT * { FILTER(" + "!" * 20_000 + "true) }"
DOUBLING = 'SELECT ?x28 { BIND("0123456789012345" AS ?x0) ' + " ".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(28)
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(SAMPLE, Limits(seconds=60, workers=1)) as pool:
        yield pool


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries reach the workers unchecked, as if the guard had overlooked something."""
    monkeypatch.setattr("lcgraph.serving.pool.check_query", lambda sparql: None)


def works(pool: Pool) -> bool:
    return json.loads(pool.run(ONE).body)["results"]["bindings"][0]["one"]["value"] == "1"


def stat(process: int) -> list[str]:
    """State, parent and so on of a process, as Linux tells them; empty where there is none."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc to look at processes")
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def has_ended(process: int) -> bool:
    return stat(process)[:1] in ([], ["Z"])


def rows(body: bytes, format: ox.QueryResultsFormat) -> list[list[str]]:
    return sorted([str(term) for term in row] for row in ox.parse_query_results(body, format))


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_rows_are_the_same_as_those_of_the_store(
    pool: Pool, name: str, format: ox.QueryResultsFormat
) -> None:
    expected = sorted([str(term) for term in row] for row in open_store(SAMPLE).select(EVERYTHING))
    answer = pool.run(EVERYTHING, results=name)
    assert rows(answer.body, format) == expected
    assert (answer.kind, answer.format, answer.rows, answer.cut) == ("results", name, len(expected), False)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs_are_the_same_as_in_the_store(pool: Pool, name: str, format: ox.RdfFormat) -> None:
    answer = pool.run("CONSTRUCT WHERE { ?s ?p ?o }", graph=name)
    assert {quad.triple for quad in ox.parse(answer.body, format)} == {q.triple for q in open_store(SAMPLE)}
    assert answer.kind == "graph"


def test_a_graph_is_written_with_the_prefixes_of_its_query(pool: Pool) -> None:
    query = "PREFIX x: <https://example.org/x/> CONSTRUCT { x:a x:b x:c } {}"
    assert b"x:a x:b x:c" in pool.run(query).body


@pytest.mark.parametrize(("query", "truth"), [("ASK {}", True), ("ASK { FILTER(false) }", False)])
def test_truths_come_in_all_formats(pool: Pool, query: str, truth: bool) -> None:
    assert json.loads(pool.run(query).body)["boolean"] is truth
    assert str(truth).lower().encode() in pool.run(query, results="xml").body


def test_columns_of_a_star_come_in_the_order_of_the_text(pool: Pool) -> None:
    body = pool.run("SELECT * { ?zebra ?ant ?mouse } LIMIT 1", results="csv").body
    assert body.startswith(b"zebra,ant,mouse\r\n")


@pytest.mark.parametrize("text", ["a\tb", "a\nb", 'a"b', "a\\b", "a\rb", "=1+1", "🌍", ""])
def test_any_text_survives_the_way_through_a_worker(pool: Pool, text: str) -> None:
    literal = str(ox.Literal(text))
    found = json.loads(pool.run(f"SELECT ?x {{ VALUES ?x {{ {literal} }} }}").body)
    assert found["results"]["bindings"][0]["x"]["value"] == text


@pytest.mark.parametrize("most", [0, 1, 7])
def test_a_cut_answer_has_just_so_many_rows_and_says_so(pool: Pool, most: int) -> None:
    answer = pool.run(EVERYTHING, rows=most)
    found = json.loads(answer.body)
    assert (len(found["results"]["bindings"]), answer.rows, answer.cut) == (most, most, True)
    assert found["head"]["link"] == ["urn:lcgraph:cut"]
    xml = pool.run(EVERYTHING, rows=most, results="xml").body
    assert b'<link href="urn:lcgraph:cut"/></head>' in xml
    assert len(rows(xml, ox.QueryResultsFormat.XML)) == most


def test_an_answer_that_fits_exactly_is_not_cut(pool: Pool) -> None:
    answer = pool.run("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3", rows=3)
    assert (answer.rows, answer.cut) == (3, False)


def test_a_cut_graph_says_so(pool: Pool) -> None:
    answer = pool.run("CONSTRUCT WHERE { ?s ?p ?o }", rows=5, graph="ntriples")
    assert (answer.body.count(b"\n"), answer.rows, answer.cut) == (5, 5, True)


def test_an_answer_is_cut_by_size_as_well() -> None:
    with Pool(SAMPLE, Limits(size=5_000, workers=1)) as pool:
        answer = pool.run(EVERYTHING)
    assert answer.cut
    assert 0 < answer.rows < 100


def test_ten_million_rows_are_cut(pool: Pool) -> None:
    answer = pool.run("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", rows=1000, results="csv")
    assert (answer.rows, answer.cut) == (1000, True)


@pytest.mark.parametrize(
    "query", ["SELECT {", "SELECT ?x WHERE { ?x }", "INSERT DATA {}", "", "SELECT <\x00>"]
)
def test_wrong_queries_are_named_as_such(pool: Pool, query: str) -> None:
    with pytest.raises(QueryError, match=r"^query"):
        pool.run(query)
    assert works(pool)


def test_unknown_formats_are_refused(pool: Pool) -> None:
    with pytest.raises(QueryError, match="rows come as json"):
        pool.run(ONE, results="yaml")


def test_a_query_that_takes_too_long_is_ended() -> None:
    with Pool(SAMPLE, Limits(seconds=0.5, workers=1)) as pool:
        with pytest.raises(LimitError, match=r"limit of 0.5 s"):
            pool.run(ENDLESS)
        assert works(pool)


def test_a_query_that_computes_too_long_is_ended() -> None:
    with Pool(SAMPLE, Limits(cpu_seconds=1, seconds=60, workers=1)) as pool:
        with pytest.raises(LimitError, match="CPU seconds"):
            pool.run(ENDLESS)
        assert works(pool)


def test_a_query_that_takes_too_much_memory_is_ended() -> None:
    with Pool(SAMPLE, Limits(memory=100 << 20, seconds=60, workers=1)) as pool:
        with pytest.raises(LimitError, match="100 MB of memory"):
            pool.run(DOUBLING + "}")
        assert works(pool)


def test_a_query_that_crashes_the_engine_costs_its_worker_only(pool: Pool, unguarded: None) -> None:
    before = pool.processes
    with pytest.raises(WorkerError, match="ended unexpectedly"):
        pool.run(DEEP)
    assert works(pool)
    assert len(pool.processes) == 1
    assert pool.processes != before


def test_a_worker_that_is_killed_while_it_waits_is_replaced(pool: Pool) -> None:
    (process,) = pool.processes
    os.kill(process, signal.SIGKILL)
    until(lambda: has_ended(process))
    assert works(pool)
    assert process not in pool.processes


def test_a_worker_that_is_killed_at_work_costs_its_query_only(pool: Pool) -> None:
    async def kill_at_work() -> None:
        (process,) = pool.processes
        query = asyncio.ensure_future(pool.run_async(ENDLESS))
        await asyncio.to_thread(until, lambda: pool.running == 1)
        os.kill(process, signal.SIGKILL)
        with pytest.raises(WorkerError):
            await query

    asyncio.run(kill_at_work())
    assert works(pool)


def test_a_cancelled_query_frees_its_worker(pool: Pool) -> None:
    async def cancel() -> None:
        query = asyncio.ensure_future(pool.run_async(ENDLESS))
        await asyncio.to_thread(until, lambda: pool.running == 1)
        query.cancel()
        with pytest.raises(asyncio.CancelledError):
            await query

    asyncio.run(cancel())
    until(lambda: pool.running == 0)
    assert works(pool)


def test_a_nursery_that_dies_is_started_again() -> None:
    with Pool(open_store(SAMPLE), Limits(workers=1)) as pool:
        (process,) = pool.processes
        for number in (int(stat(process)[1]), process):
            os.kill(number, signal.SIGKILL)
            until(lambda number=number: has_ended(number))
        assert works(pool)


def test_more_queries_than_may_wait_are_sent_away() -> None:
    async def crowd(pool: Pool) -> list[object]:
        queries = [asyncio.ensure_future(pool.run_async(ENDLESS)) for _ in range(4)]
        await asyncio.to_thread(until, lambda: pool.running == 4)
        with pytest.raises(BusyError, match="ask again"):
            await pool.run_async(ONE)
        return await asyncio.gather(*queries, return_exceptions=True)

    with Pool(SAMPLE, Limits(seconds=2, workers=1, waiting=3, patience=60)) as pool:
        assert all(isinstance(end, LimitError) for end in asyncio.run(crowd(pool)))
        assert works(pool)


def test_nobody_waits_for_ever() -> None:
    async def crowd(pool: Pool) -> None:
        first = asyncio.ensure_future(pool.run_async(ENDLESS))
        await asyncio.to_thread(until, lambda: pool.running == 1)
        with pytest.raises(BusyError):
            await pool.run_async(ONE)
        first.cancel()

    with Pool(SAMPLE, Limits(seconds=60, workers=1, patience=0.1)) as pool:
        asyncio.run(crowd(pool))


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_worker_cannot_call_whatever_the_guard_overlooks(
    tmp_path: Path, unguarded: None, kind: str
) -> None:
    where = SAMPLE
    if kind == "folder":
        where = tmp_path / "store"
        save_store(open_store(SAMPLE), where)
    with socket.create_server(("127.0.0.1", 0)) as listener, Pool(where, Limits(workers=1)) as pool:
        call = f"<http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }}"
        with pytest.raises(QueryError, match="cannot be answered"):
            pool.run(f"SELECT * {{ SERVICE {call} }}")
        assert json.loads(pool.run(f"SELECT * {{ SERVICE SILENT {call} }}").body)["results"]["bindings"] == [
            {}
        ]
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize("kind", ["file", "folder", "store"])
def test_a_graph_is_served_from_wherever_it_is(tmp_path: Path, kind: str) -> None:
    store = open_store(SAMPLE)
    places = {"file": SAMPLE, "folder": tmp_path / "store", "store": store}
    if kind == "folder":
        save_store(store, tmp_path / "store")
    with Pool(places[kind], Limits(workers=2)) as pool:
        found = json.loads(pool.run("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").body)
    assert found["results"]["bindings"][0]["n"]["value"] == str(len(store))


def test_the_dataset_of_a_request_stands_in_place_of_that_of_the_query() -> None:
    store = open_store()
    names = [ox.NamedNode(f"urn:graph:{letter}") for letter in "ab"]
    store.add([ox.Quad(name, name, name, name) for name in names])
    query = "SELECT ?s FROM <urn:graph:b> WHERE { ?s ?p ?o }"
    with Pool(store, Limits(workers=1)) as pool:
        assert b"urn:graph:b" in pool.run(query).body
        assert b"urn:graph:a" in pool.run(query, default_graphs=["urn:graph:a"]).body
        assert pool.run("SELECT ?s WHERE { ?s ?p ?o }", named_graphs=["urn:graph:a"]).rows == 0
        assert pool.run("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", named_graphs=["urn:graph:a"]).rows == 1


@pytest.mark.parametrize("content", ["<a> <b> .", "@prefix : <urn:x:>"])
def test_a_broken_graph_is_named_when_the_pool_opens(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(content)
    with pytest.raises(StoreError, match=r"broken\.ttl.*not valid turtle"):
        Pool(path)


def test_a_missing_graph_is_named_when_the_pool_opens(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        Pool(tmp_path / "none.ttl")


def test_a_closed_pool_says_so_and_leaves_no_process() -> None:
    pool = Pool(SAMPLE, Limits(workers=2))
    processes = pool.processes
    pool.close()
    with pytest.raises(StoreError, match="closed"):
        pool.run(ONE)
    until(lambda: all(has_ended(process) for process in processes))
