"""What the parts of lcgraph cost, as ratios within one run: ``python benchmarks/run.py``."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx

from lcgraph import pipeline
from lcgraph.corpus import read_documents
from lcgraph.extraction import link, open_extractor
from lcgraph.graph import build_graph, write_graph
from lcgraph.network import add_measures, add_positions
from lcgraph.queries import read_query, run
from lcgraph.store import open_store

TIMES = 4
#: Each step is run so often, and its quickest run counts.
RUNS = 3


def seconds(step: Callable[[], object], runs: int = RUNS) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - start)
    return best


def report(name: str, ratio: float) -> None:
    print(f"{name:<46}{ratio:8.2f}")


def main() -> None:
    reader = open_extractor()
    longest = max(read_documents().documents, key=lambda document: len(document.text))
    longer = replace(longest, text=(longest.text + "\n\n") * TIMES)
    reader.extract(longest)  # the first reading loads the model
    once, often = (seconds(lambda text=text: reader.extract(text)) for text in (longest, longer))
    report(f"reading {TIMES} times the text", often / once)

    small = [reader.extract(document) for document in read_documents().documents]
    large = [
        replace(found, document=replace(found.document, id=f"{found.document.id}-{copy}"))
        for copy in range(TIMES)
        for found in small
    ]
    once, often = (seconds(lambda found=found: build_graph(link(found))) for found in (small, large))
    report(f"linking and writing {TIMES} times the text", often / once)

    whole = seconds(pipeline.build, 1)
    reading = seconds(lambda: [reader.extract(document) for document in read_documents().documents], 1)
    report("share of reading in a build", reading / whole)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        write_graph(build_graph(link(large)), path)
        against_rdflib(path)

    rings = [networkx.circulant_graph(nodes, [1, 2]) for nodes in (100, 100 * TIMES)]
    once, often = (seconds(lambda ring=ring: laid_out(ring), 1) for ring in rings)
    report(f"network with {TIMES} times the nodes", often / once)


def against_rdflib(path: Path) -> None:
    import rdflib

    ours, theirs = seconds(lambda: open_store(path)), seconds(lambda: rdflib.Graph().parse(path), 1)
    report("loading Turtle, rdflib to ours", theirs / ours)
    store, graph = open_store(path), rdflib.Graph().parse(path)
    question = read_query("figures")
    ours, theirs = seconds(lambda: run(question, store)), seconds(lambda: list(graph.query(question.text)), 1)
    report("a question, rdflib to ours", theirs / ours)


def laid_out(ring: "networkx.Graph[int]") -> None:
    network = ring.copy()
    add_measures(network)
    add_positions(network)


if __name__ == "__main__":
    main()
