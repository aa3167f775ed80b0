"""`lcgraph explore`: one command starts the service, and one interrupt ends it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from serving_support import SAMPLE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_explore_serves_a_graph_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    command = [
        sys.executable,
        "-m",
        "lcgraph",
        "explore",
        "--graph",
        str(SAMPLE),
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.match(r"(http://127\.0\.0\.1:\d+/sparql) ", line)
            assert found, line
            answer = httpx.get(found[1], params={"query": "ASK { ?s ?p ?o }"}, timeout=60)
            assert answer.json()["boolean"] is True
        finally:
            process.send_signal(number)
            _, rest = process.communicate(timeout=60)
    assert process.returncode in (0, 128 + number)
    assert "Traceback" not in rest
    assert os.listdir(tmp_path) == []


def test_explore_names_a_port_that_is_taken(run, folder, tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = run("explore", "--graph", SAMPLE, "--port", port, "--no-browser")
    assert outcome.code == 1
    assert f"port {port}: cannot be used" in outcome.err


def test_explore_needs_a_graph(run, folder) -> None:
    outcome = run("explore", "--no-browser")
    assert outcome.code == 1
    assert "lcgraph build" in outcome.err
