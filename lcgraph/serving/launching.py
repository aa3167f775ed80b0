"""The server's side of the nursery: starts it, has workers started and ended, starts it again if it dies."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lcgraph.errors import StoreError
from lcgraph.serving.frames import receive, receive_exactly, send
from lcgraph.serving.nursery import ANSWER, END, ORDER, START, UNKNOWN, Task
from lcgraph.store import Store, open_store
from lcgraph.store.address import is_url


class Worker(NamedTuple):
    """A process that answers queries, and the channel to it."""

    pid: int
    channel: socket.socket

    def hang_up(self) -> None:
        """Have whoever waits for its answer wait no longer."""
        with suppress(OSError):
            self.channel.shutdown(socket.SHUT_RDWR)


class Nursery:
    """Starts and ends workers for a graph.

    Args:
        task: What it is to read.

    Attributes:
        children: The processes that it has started and not ended.

    Raises:
        StoreError: It cannot be read.
    """

    children: frozenset[int] = frozenset()

    def __init__(self, task: Task) -> None:
        self._task = task
        self._lock = threading.Lock()
        self._closed = False
        self._launch()

    def start(self) -> Worker:
        """A new worker; where the nursery has died, from a new one.

        Raises:
            StoreError: The graph cannot be read again, or the nursery is closed.
        """
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                pid = self._order(START, handle=theirs.fileno())
            except (OSError, EOFError):
                self._shut()
                if self._closed:
                    raise StoreError("this pool is closed; open another one") from None
                self._launch()
                pid = self._order(START, handle=theirs.fileno())
            self.children |= {pid}
        return Worker(pid, ours)

    def end(self, worker: Worker) -> int:
        """End a worker, and say by which signal it had ended; 0 for none, -1 where nobody knows."""
        worker.channel.close()
        with self._lock:
            self.children -= {worker.pid}
            try:
                return self._order(END, worker.pid)
            except (OSError, EOFError):
                return UNKNOWN

    def close(self) -> None:
        """End all workers and the nursery itself."""
        with self._lock:
            self._closed = True
            self._shut()

    def _order(self, what: bytes, pid: int = 0, handle: int | None = None) -> int:
        handles = [] if handle is None else [handle]
        socket.send_fds(self._control, [ORDER.pack(what, pid)], handles)
        answer: int = ANSWER.unpack(receive_exactly(self._control, ANSWER.size))[0]
        return answer

    def _launch(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "lcgraph.serving.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # a worker that runs out of memory says so at length
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # an interrupt at the terminal is the server's to handle
            )
        try:
            send(self._control, {**self._task})
            head, _ = receive(self._control)
            problem = head["error"]
        except (OSError, EOFError):
            problem = f"{self._task['where']}: does not fit into memory; free some, or use a store folder"
        if problem:
            self._shut()
            raise StoreError(problem)

    def _shut(self) -> None:
        self._control.close()  # the nursery ends its workers and leaves
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
            return
        self._process.kill()
        self._process.wait()


def task_for(where: str | Path | Store, memory: int, copies: Path) -> Task:
    """What a nursery is to read for a pool.

    Args:
        where: An RDF file, a store folder, the address of an endpoint, or an open store.
        memory: Bytes that a query may take.
        copies: A folder for a copy of an open store.

    Raises:
        StoreError: There is no graph there, or it is broken.
    """
    if os.name != "posix":
        raise StoreError("queries in processes of their own need Linux or macOS; use a store directly here")
    kind, place = "file", str(where)
    if is_url(place):
        from lcgraph.store.remote import RemoteStore

        with open_store(place) as store:
            if isinstance(store, RemoteStore) and store.is_copied:
                return task_for(store.local(), memory, copies)
        kind = "remote"
    elif isinstance(where, Store):
        place = str(copies / "graph.nq")
        Path(place).write_bytes(where.dump())
    elif Path(where).is_dir():
        open_store(where).close()  # says here, and once, whether it is whole
        kind, place = "folder", str(Path(where).resolve())
    return {"kind": kind, "where": place, "memory": memory}
