"""What several test modules need: the command line as a function, an invented reader, a graph."""

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from browser_fixtures import axe, browser  # noqa: F401
from hypothesis import settings
from invented_reader import HARBOUR, HILLS, InventedReader
from server_fixtures import oxigraph, parrot, server, virtuoso  # noqa: F401

from lcgraph.cli import main
from lcgraph.extraction import EXTRACTORS
from lcgraph.resources import resource

#: Slow machines are not faulty programs.
settings.register_profile("lcgraph", deadline=None)
settings.load_profile("lcgraph")

REPOSITORY = Path(__file__).parent.parent
#: Processes that tests start find the same program, installed or not.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))
SAMPLE = Path(__file__).parent / "sample"


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str
    data: bytes


Run = Callable[..., Outcome]


@pytest.fixture
def run(capfdbinary, monkeypatch) -> Run:
    """The command line, in this process: ``run("query", "partners", stdin=b"")``."""

    def call(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        assert b"Traceback" not in captured.err
        out, err = captured.out.decode("utf-8", "replace"), captured.err.decode("utf-8", "replace")
        return Outcome(int(left.value.code or 0), out, err, captured.out)

    return call


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty folder that the test runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def invented(monkeypatch) -> InventedReader:
    """The invented reader, in the place of the neural one."""
    reader = InventedReader()
    monkeypatch.setitem(EXTRACTORS, "model", lambda teaching: reader)
    return reader


@pytest.fixture
def texts(folder) -> Path:
    """Two invented texts in a folder ``texts``."""
    place = folder / "texts"
    place.mkdir()
    (place / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (place / "hills.txt").write_text(HILLS, encoding="utf-8")
    return place


@pytest.fixture
def built(folder, texts, invented, run) -> Path:
    """A build of the two invented texts, in the folder where commands look for the last one."""
    assert run("build", "texts", "--quiet").code == 0
    return folder / "lcgraph-out"


@pytest.fixture
def sample(folder) -> Path:
    """A hand-made graph with its three texts beside it."""
    shutil.copytree(SAMPLE / "texts", folder / "texts")
    return Path(shutil.copy(SAMPLE / "sample.ttl", folder / "sample.ttl"))


@pytest.fixture(scope="session")
def model() -> None:
    """Skips where the weights are not there (they are part of the repository and of the wheel)."""
    if not resource("data", "model", "settings.json").is_file():
        pytest.skip("data/model/ holds no weights")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-examples``: take what is read now as what shall be read (`tests/examples/`)."""
    parser.addoption("--update-examples", action="store_true", help="write the golden files anew")
