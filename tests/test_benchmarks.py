"""The generated graph of the benchmarks: the same every time, and in the shape that the questions expect."""

import subprocess
import sys
from pathlib import Path

import pytest

from lcgraph import open_graph

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def service():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import service

        yield service
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_the_generated_graph_is_the_same_every_time(service, tmp_path: Path) -> None:
    paths = [tmp_path / "one.nt", tmp_path / "other.nt"]
    counts = [service.write_graph(path, 3_000) for path in paths]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert 3_000 <= counts[0] == paths[0].read_bytes().count(b"\n") < 4_000


def test_every_question_of_the_benchmark_has_an_answer(service, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    service.write_graph(path, 5_000)
    graph = open_graph(path)
    assert len(graph) == path.read_bytes().count(b"\n")
    for name, values in {**service.QUESTIONS, **service.LOOKUPS}.items():
        assert len(graph.query(name, **values)) > 0, name


def test_the_benchmark_runs(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "service.py"), "2000", "--without-rdflib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    for line in (
        "a warm query over HTTP",
        "the query after a killed one",
        "co-partners, library to pyoxigraph",
    ):
        assert line in done.stdout
