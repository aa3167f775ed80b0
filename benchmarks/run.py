"""What the parts of lcgraph cost, as ratios within one run: ``python benchmarks/run.py``."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx

from lcgraph import pipeline
from lcgraph.corpus import read_documents
from lcgraph.extraction import Extractor, link, open_extractor
from lcgraph.extraction.crew import TeachingFiles, read_each, read_together
from lcgraph.extraction.encoding import Encoder
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.reader import Reader
from lcgraph.graph import build_graph, write_graph
from lcgraph.model import Document, Span
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

    report("reading to the bare encoder", once / seconds(bare_encoder(reader, longest)))
    side_by_side(longest)
    memory(longest)

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


def bare_encoder(reader: Extractor, document: Document) -> Callable[[], object]:
    """What reads the same windows, and does nothing else with them."""
    assert isinstance(reader, Reader)
    encoder = Encoder(reader.model.tokenizer, load_lexicon())
    whole = Span(0, len(document.text))
    windows = list(encoder.windows(document.text, [whole], reader.model.settings.window))
    return lambda: [reader.model.read(window) for window in windows]


def side_by_side(document: Document) -> None:
    """How much sooner two processes are done than one, with texts long enough to forget their start."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(4):
            paths.append(Path(folder) / f"{number}.txt")
            own = f"Text {number}.\n\n"  # equal texts would be read once
            paths[-1].write_text(own + (document.text + "\n\n") * 40, encoding="utf-8")
        documents = read_documents(paths).documents
        alone = seconds(lambda: read_each(documents, open_extractor(), quiet), 1)
        together = seconds(lambda: read_together(documents, TeachingFiles(), 2, quiet), 1)
    report("reading by one process to reading by two", alone / together)


def quiet(step: str, done: int, of: int) -> None:
    pass


def memory(document: Document) -> None:
    """The most memory that a process takes that builds a graph of a text of 200,000 words, in megabytes."""
    text = (document.text + "\n\n") * (200_000 // len(document.text.split()))
    code = "import sys, resource, lcgraph; lcgraph.build([sys.argv[1]])\n"
    code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(text, encoding="utf-8")
        found = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    report("memory for 200,000 words, in megabytes", float(found.stdout))


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
