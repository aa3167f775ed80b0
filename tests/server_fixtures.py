"""Fixtures of `servers`, which `conftest` gives to all tests."""

from collections.abc import Iterator

import pytest
from servers import Parrot, Server, run_oxigraph, run_parrot, run_virtuoso


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Server]:
    """An Oxigraph in memory, for all tests of a session."""
    with run_oxigraph() as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso with an empty database, for all tests of a session."""
    with run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Each of the two real stores, with what it takes to write there."""
    found: Server = request.getfixturevalue(request.param)
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def parrot() -> Iterator[Parrot]:
    """A server that says what the test has put into ``parrot.replies``."""
    with run_parrot() as server:
        yield server
