"""The nursery: a process that reads the graph once, and from which workers are forked.

A worker is there in milliseconds, because it shares the graph's memory with the nursery until it ends.
The server itself never holds a graph and never runs the engine. The nursery has one thread and does what
the server orders, so that forking it is safe; a store folder, whose engine has threads, is opened by each
worker for itself.
"""

import gc
import os
import signal
import socket
import struct
import sys
from typing import TypedDict, cast

import pyoxigraph as ox

from lcgraph.errors import LCGraphError, StoreError
from lcgraph.serving.answering import GRAPHS, RESULTS, Question, answer
from lcgraph.serving.frames import receive, send
from lcgraph.serving.worker import fault, work
from lcgraph.store import Store, open_store

#: An order of the server: what to do, and with which process. The answer is a number.
ORDER = struct.Struct("!ci")
ANSWER = struct.Struct("!i")
START, END = b"s", b"e"
#: Where there is no such process.
UNKNOWN = -1


class Task(TypedDict):
    """What a nursery is for: a graph, whose kind is file, folder or remote, and the memory for a query."""

    kind: str
    where: str
    memory: int


def main() -> None:
    """Hold a graph and obey the server until it is gone; the first argument is the handle of the channel."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as control:
        task = cast(Task, receive(control)[0])
        try:
            engine = _read(task)
        except LCGraphError as error:
            send(control, {"error": str(error)})
            return
        _warm()
        gc.freeze()  # keeps the collector from copying memory that is shared
        send(control, {"error": None})
        children: set[int] = set()
        try:
            while _obey(control, task, engine, children):
                pass
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)


def _read(task: Task) -> ox.Store | None:
    """The graph in memory, or None where each worker opens it for itself."""
    if task["kind"] != "file":
        return None
    engine = ox.Store()
    Store(engine).load(task["where"])
    return engine


def _warm() -> None:
    """Have all code loaded that an answer may need: a worker can load none."""
    for results in RESULTS:
        answer(ox.Store(), Question("SELECT * { ?s ?p ?o }", results=results))
    for graph in GRAPHS:
        answer(ox.Store(), Question("CONSTRUCT WHERE { ?s ?p ?o }", graph=graph))


def _obey(control: socket.socket, task: Task, engine: ox.Store | None, children: set[int]) -> bool:
    """Carry out the next order; False when the server is gone."""
    order, handles, _, _ = socket.recv_fds(control, ORDER.size, 1)
    if len(order) < ORDER.size:
        return False
    what, child = ORDER.unpack(order)
    if what == START:
        channel = socket.socket(fileno=handles[0])
        child = os.fork()
        if not child:
            control.close()
            _live(channel, task, engine)
        channel.close()
        children.add(child)
        control.sendall(ANSWER.pack(child))
    elif child in children:
        children.discard(child)
        os.kill(child, signal.SIGKILL)  # changes nothing where it has ended already
        _, status = os.waitpid(child, 0)
        control.sendall(ANSWER.pack(status & 0x7F))
    else:
        control.sendall(ANSWER.pack(UNKNOWN))
    return True


def _live(channel: socket.socket, task: Task, engine: ox.Store | None) -> None:
    """The life of a worker, which never comes back from here."""
    try:
        work(channel, _opened(task) if engine is None else engine, task["memory"])
    except StoreError as error:  # the next worker may find the graph again
        receive(channel)
        send(channel, fault(error))
    finally:
        os._exit(0)


def _opened(task: Task) -> ox.Store | Store:
    store = open_store(task["where"])
    return store.engine if task["kind"] == "folder" else store


if __name__ == "__main__":
    main()
