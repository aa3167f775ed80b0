"""What questions cost, by the library and over HTTP.

``python benchmarks/service.py [TRIPLES] [--without-rdflib]``
"""

import math
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pyoxigraph as ox
import rdflib
from shape import BASE, write_graph

from lcgraph import Graph
from lcgraph.queries import read_query
from lcgraph.queries.execution import bound_text
from lcgraph.store import Store

TRIPLES = 1_000_000
#: Questions that read much, and such as look one thing up, each with its parameters.
QUESTIONS: dict[str, dict[str, str]] = {
    "partners": {"place": f"{BASE}place/country-3"},
    "co-partners": {},
    "busiest-partners": {},
    "cross-border-partnerships": {},
    "actors-by-partnership": {},
    "themes-by-place": {},
}
LOOKUPS: dict[str, dict[str, str]] = {
    "actors-by-place": {"place": f"{BASE}place/city-7"},
    "evidence": {"subject": f"{BASE}actor/actor-7-1"},
}
#: What rdflib is asked as well.
JOINS = ("partners", "co-partners", "cross-border-partnerships", "evidence")
#: Each step is run so often, and its quickest run counts.
RUNS = 3
#: rdflib is asked once, and given up after so many times as long as the library took, and so many seconds.
TIMES, PATIENCE = 30, 5
CALLS = 200


def quickest(*steps: Callable[[], object]) -> list[float]:
    """The least processor time of each step, which others on the machine hardly change; run in turns."""
    runs = [[seconds(step, time.process_time) for step in steps] for _ in range(RUNS)]
    return [min(costs) for costs in zip(*runs, strict=True)]


def seconds(step: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    step()
    return clock() - start


def report(name: str, value: str, good: str) -> None:
    print(f"{name:<54}{value:>10}   {good}", flush=True)


def main(triples: int = TRIPLES, *, with_rdflib: bool = True) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        print(f"{write_graph(path, triples)} triples")
        over_http(path)
        engine = ox.Store()
        engine.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
        graph = Graph(Store(engine))
        bare = against_pyoxigraph(graph, engine)
        del engine, graph
        if with_rdflib:
            against_rdflib(path, bare)


def against_pyoxigraph(graph: Graph, engine: ox.Store) -> dict[str, tuple[str, float]]:
    """Questions by the library, against their SPARQL given to the engine; returns that, and its seconds."""
    bare = {}
    for name, values in {**QUESTIONS, **LOOKUPS}.items():
        text, _ = bound_text(read_query(name), graph.store, values)
        theirs, ours = quickest(
            lambda text=text: [tuple(row) for row in engine.query(text)],
            lambda name=name, values=values: graph.query(name, **values),
        )
        if name in QUESTIONS:
            report(f"{name}, library to pyoxigraph", f"{ours / theirs:.2f}", "below 1.3")
        else:
            report(f"{name}, milliseconds more than pyoxigraph", f"{1000 * (ours - theirs):.1f}", "below 20")
        bare[name] = text, ours
    return bare


def against_rdflib(path: Path, ours: dict[str, tuple[str, float]]) -> None:
    graph = rdflib.Graph()
    graph.parse(path, format="nt")
    for name in JOINS:
        text, mine = ours[name]
        patience = max(PATIENCE, math.ceil(TIMES * mine))
        theirs = in_time(
            lambda text=text: seconds(lambda: list(graph.query(text)), time.process_time), patience
        )
        least = "" if theirs else ">"
        report(f"{name}, rdflib to library", f"{least}{(theirs or patience) / mine:.0f}", "above 10")


def in_time(step: Callable[[], float], patience: int) -> float | None:
    """The step's answer from a process of its own, None if it takes more processor time than it may."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
        answers.put(step())

    context = multiprocessing.get_context("fork")
    answers: multiprocessing.SimpleQueue[float] = context.SimpleQueue()
    process = context.Process(target=limited)
    process.start()
    process.join()
    return None if answers.empty() else answers.get()


def over_http(path: Path) -> None:
    """What a query costs over HTTP and through a worker, and how soon a killed worker is replaced."""
    command = [sys.executable, "-m", "lcgraph", "explore", "--graph", str(path), "--port", "0"]
    command += ["--no-browser", "--workers", "1", "--timeout", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            url = server.stderr.readline().split()[0]
            with httpx.Client(timeout=60) as client:
                call = {"query": f"SELECT ?p ?o {{ <{BASE}actor/actor-7-1> ?p ?o }}"}
                costs = [seconds(lambda: client.get(url, params=call)) for _ in range(CALLS)]
                warm = statistics.median(costs[CALLS // 2 :])
                report("a warm query over HTTP, milliseconds", f"{1000 * warm:.1f}", "below 10")
                endless = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
                assert client.get(url, params=endless).status_code == 503
                after = seconds(lambda: client.get(url, params=call).raise_for_status())
                report("the query after a killed one, milliseconds", f"{1000 * after:.1f}", "below 1000")
        finally:
            server.terminate()


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(*numbers[:1], with_rdflib="--without-rdflib" not in sys.argv)
