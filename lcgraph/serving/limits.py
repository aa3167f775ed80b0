"""How much a query may take, and the errors that say it took too much."""

from dataclasses import dataclass

from lcgraph.errors import QueryError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take, and how many may wait.

    How long and how deep a query's text may be is the guard's to say: `lcgraph.store.check_query`.

    Attributes:
        seconds: By the clock, from its start to the end of its answer.
        cpu_seconds: By the processor, all threads together.
        memory: In bytes, beyond what the graph itself takes.
        rows: Rows or triples of an answer; there it is cut, and says so.
        size: Bytes of an answer before it is written in the format asked for; there it is cut as well.
        workers: Queries that are answered at once.
        waiting: Queries that may wait for a worker; more are sent away.
        patience: Seconds that one waits for a worker.
    """

    seconds: float = 10.0
    cpu_seconds: int = 10
    memory: int = 1 << 30
    rows: int = 100_000
    size: int = 64 << 20
    workers: int = 2
    waiting: int = 16
    patience: float = 5.0


class LimitError(QueryError):
    """A query took more time or memory than it may."""


class BusyError(QueryError):
    """So many queries are being answered that this one is sent away."""

    #: Seconds after which it is worth asking again.
    retry_after = 2


class WorkerError(QueryError):
    """The process that answered a query ended in the middle of it."""
