"""A worker: one process that answers queries for a server, one after the other, and can do little else.

Once its graph is open, a worker can open no file and no connection, however a query may ask for it: the
system refuses it every further handle. What takes too long or too much ends the process, and no other.
"""

import os
import resource
import signal
import socket
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from lcgraph.errors import LCGraphError, StoreError
from lcgraph.serving.answering import Question, answer
from lcgraph.serving.frames import receive, send
from lcgraph.store import Store

#: Where Linux tells a process how much memory it has taken.
_STATM = Path("/proc/self/statm")


def work(channel: socket.socket, graph: ox.Store | Store, memory: int) -> None:
    """Answer queries until the server hangs up.

    Args:
        channel: Where questions come from and answers go.
        graph: The engine with the open graph; or a store that is elsewhere, which must be called.
        memory: Bytes that may be taken beyond those that are taken already.
    """
    confine(memory, calling=isinstance(graph, Store))
    while True:
        try:
            head, _ = receive(channel)
        except (EOFError, OSError):
            return
        _set_clocks(head["seconds"], head["cpu_seconds"])
        try:
            written = answer(graph, Question(**head["question"]))
        except LCGraphError as error:
            send(channel, fault(error))
        except MemoryError:
            os.kill(os.getpid(), signal.SIGABRT)  # as the engine itself does when memory runs out
        else:
            send(channel, {"written": written[:-1]}, written.body)
        signal.setitimer(signal.ITIMER_REAL, 0)


def fault(error: LCGraphError) -> dict[str, object]:
    """A message that there is no answer, and whether that is the store's fault rather than the query's."""
    return {"error": str(error), "store": isinstance(error, StoreError)}


def confine(memory: int, *, calling: bool = False) -> None:
    """Give up what a query never needs: further files and connections, memory, core dumps.

    Args:
        memory: Bytes that may be taken beyond those that are taken already.
        calling: Whether connections are needed after all, for a store that is elsewhere.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_AS, _taken() + memory)
    if not calling:
        _limit(resource.RLIMIT_NOFILE, 0)
    for name in (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM, signal.SIGINT):
        signal.signal(name, signal.SIG_DFL)  # ends the process, also in the middle of the engine's code


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # a limit that this system does not know
        resource.setrlimit(what, (most, most))


def _taken() -> int:
    """The bytes of address space that this process has now, where the system tells."""
    with suppress(OSError):
        return int(_STATM.read_text().split()[0]) * resource.getpagesize()
    return 0


def _set_clocks(seconds: float, cpu_seconds: int) -> None:
    """Have the system end this process when the query has had its time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
    signal.setitimer(signal.ITIMER_REAL, seconds)
