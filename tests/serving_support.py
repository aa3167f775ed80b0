"""A real server on loopback for the tests of the endpoint."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from lcgraph.serving import Pool
from lcgraph.serving.app import build_app
from lcgraph.serving.server import listen, server_of

SAMPLE = Path(__file__).parent / "sample" / "sample.ttl"
#: How often and how long a test looks for what must come.
LOOKS, PAUSE = 400, 0.05


def until(there: Callable[[], object]) -> None:
    """Wait for what must come, and not for ever."""
    for _ in range(LOOKS):
        if there():
            return
        threading.Event().wait(PAUSE)
    raise AssertionError("it never came")


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """The address of a server for an app; it is stopped at the end."""
    listener = listen("127.0.0.1", 0)
    server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextmanager
def served(pool: Pool, **options: Any) -> Iterator[str]:
    """The address of a server for a pool; it is stopped at the end."""
    with running(build_app(pool, **options)) as address:
        yield address
